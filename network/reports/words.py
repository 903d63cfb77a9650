"""How the reports say things: what to do, and what to press to begin."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from network.organisations.vocabulary import Sector
from network.reports.rules.lines import THIN_BELOW, Cut, Step
from network.reports.rules.to_do import EVENT_WITHIN, Task, ToDo
from network.ui.filters import as_date, as_number, plural

SECTORS = {
    Sector.COUNCIL: "councils",
    Sector.NHS: "the NHS",
    Sector.POLICE: "the police",
    Sector.SCHOOL: "schools",
    Sector.CHARITY: "charities",
    Sector.PROVIDER: "providers",
    Sector.OTHER: "other organisations",
}
STEPS = {
    Step.WRITE_TO_LEAD: "Write to their lead",
    Step.SEND_AGAIN: "Send the invitation again",
    Step.INVITE_LEAD: "Invite a lead",
}
CUTS = {
    Cut.ALL: "All organisations",
    Cut.NOT_SIGNED: "Not signed",
    Cut.NO_CHAMPION: "No champion",
    Cut.THIN: "Training is thin",
    Cut.NO_WORKFORCE: "Workforce not known",
}
MOST_SECTORS_NAMED = 3
_BEGIN = {
    Task.ACKNOWLEDGE: "Read it, and write to them",
    Task.ANSWER_REQUESTS: "Read and answer",
    Task.FIND_GIVERS: "See who fits, and ask them",
    Task.PUBLISH_CHARTER: "Write and publish it",
    Task.SIGN_CHARTER: "See who, and remind them",
    Task.FOLLOW_CHARTER: "See which, and help them",
    Task.FIND_CHAMPIONS: "See which, and write to their leads",
    Task.TRAIN: "See where it is thinnest",
    Task.ASK_WORKFORCE: "See which, and ask them",
    Task.ANNOUNCE_EVENT: "Announce one",
}


def begin_words(to_do: ToDo) -> str:
    """What to press to begin."""
    return _BEGIN[to_do.task]


def to_do_words(to_do: ToDo, tiers: Sequence[str]) -> str:
    """What waits, in one sentence or two. `tiers` are the names of the tiers, in their order."""
    return _SAID[to_do.task](to_do, tiers)


def _complaint_words(to_do: ToDo) -> str:
    by = as_date(to_do.by) if to_do.by else "soon"
    return f"Somebody complained, and is to hear that it came by {by}."


def _asking_words(to_do: ToDo) -> str:
    by = as_date(to_do.by) if to_do.by else "soon"
    if to_do.partners == 1:
        return f"An organisation asks to join, and is to hear by {by}."
    return f"{as_number(to_do.partners)} organisations ask to join. The first is to hear by {by}."


def _giver_words(to_do: ToDo) -> str:
    since = f" since {as_date(to_do.since)}" if to_do.since else ""
    if to_do.requests == 1:
        return f"A request for tailored training has waited{since}."
    return f"{as_number(to_do.requests)} requests for tailored training wait. The first has waited{since}."


def _following_words(to_do: ToDo) -> str:
    reviews = f"{plural(to_do.partners, 'signature is', 'signatures are')} due for their yearly review."
    if to_do.partners == 1:
        reviews = "1 signature is due for its yearly review."
    nobody = f"Nobody answers for {plural(to_do.unanswered, 'signature')}, because whoever signed has left."
    return " ".join(([reviews] if to_do.partners else []) + ([nobody] if to_do.unanswered else []))


def _signing_words(to_do: ToDo) -> str:
    counts = [
        plural(count, one, many)
        for count, one, many in (
            (to_do.invited, "invited organisation", "invited organisations"),
            (to_do.partners, "partner", "partners"),
        )
        if count
    ]
    has = "has" if to_do.invited + to_do.partners == 1 else "have"
    return f"{' and '.join(counts)} {has} not signed the charter as it stands."


def _places(sectors: Sequence[Sector]) -> str:
    if len(sectors) > MOST_SECTORS_NAMED:
        return f"in {len(sectors)} sectors, least of all in {SECTORS[sectors[0]]}"
    names = [f"in {SECTORS[sector]}" for sector in sectors]
    return " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else names[0]


def _champion_words(to_do: ToDo) -> str:
    return f"{plural(to_do.partners, 'partner has', 'partners have')} no champion."


def _workforce_words(to_do: ToDo) -> str:
    has = plural(to_do.partners, "partner has", "partners have")
    return f"{has} not said how many people work there, so their coverage is not known."


_SAID: Mapping[Task, Callable[[ToDo, Sequence[str]], str]] = {
    Task.ACKNOWLEDGE: lambda to_do, _: _complaint_words(to_do),
    Task.ANSWER_REQUESTS: lambda to_do, _: _asking_words(to_do),
    Task.FIND_GIVERS: lambda to_do, _: _giver_words(to_do),
    Task.PUBLISH_CHARTER: lambda *_: "The network has no published charter yet, so nobody can sign it.",
    Task.SIGN_CHARTER: lambda to_do, _: _signing_words(to_do),
    Task.FOLLOW_CHARTER: lambda to_do, _: _following_words(to_do),
    Task.FIND_CHAMPIONS: lambda to_do, _: _champion_words(to_do),
    Task.TRAIN: lambda to_do, tiers: f"{tiers[0]} training is below {THIN_BELOW}% {_places(to_do.sectors)}.",
    Task.ASK_WORKFORCE: lambda to_do, _: _workforce_words(to_do),
    Task.ANNOUNCE_EVENT: lambda *_: f"No event is announced in the next {EVENT_WITHIN.days} days.",
}
