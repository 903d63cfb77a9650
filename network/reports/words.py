"""How the reports say things: what to do, and what to press to begin."""

from __future__ import annotations

from collections.abc import Sequence

from network.organisations.vocabulary import Sector
from network.reports.rules import EVENT_WITHIN, THIN_BELOW, Cut, Step, Task, ToDo
from network.ui.filters import as_date, plural

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
    Task.PUBLISH_CHARTER: "Write and publish it",
    Task.SIGN_CHARTER: "See who, and remind them",
    Task.FIND_CHAMPIONS: "See which, and write to their leads",
    Task.TRAIN: "See where it is thinnest",
    Task.ASK_WORKFORCE: "See which, and ask them",
    Task.ANNOUNCE_EVENT: "Announce one",
}


_ALWAYS = {
    Task.PUBLISH_CHARTER: "The network has no published charter yet, so nobody can sign it.",
    Task.ANNOUNCE_EVENT: f"No event is announced in the next {EVENT_WITHIN.days} days.",
}
"""What waits, where it is the same sentence each time."""


def begin_words(to_do: ToDo) -> str:
    """What to press to begin."""
    return _BEGIN[to_do.task]


def to_do_words(to_do: ToDo, tiers: Sequence[str]) -> str:
    """What waits, in one sentence. `tiers` are the names of the tiers, in their order."""
    match to_do.task:
        case Task.ACKNOWLEDGE:
            by = as_date(to_do.by) if to_do.by else "soon"
            return f"Somebody complained, and is to hear that it came by {by}."
        case Task.SIGN_CHARTER:
            return _signing_words(to_do)
        case Task.FIND_CHAMPIONS:
            return f"{plural(to_do.partners, 'partner has', 'partners have')} no champion."
        case Task.TRAIN:
            return f"{tiers[0]} training is below {THIN_BELOW}% {_places(to_do.sectors)}."
        case Task.ASK_WORKFORCE:
            has = plural(to_do.partners, "partner has", "partners have")
            return f"{has} not said how many people work there, so their coverage is not known."
        case _:
            return _ALWAYS[to_do.task]


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
