"""What the desk says is to be done: which, in which order, in which words."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from network.organisations.vocabulary import Sector
from network.reports.rules.lines import Share, Summary
from network.reports.rules.to_do import EVENT_WITHIN, Picture, Task, ToDo, what_to_do
from network.reports.words import begin_words, to_do_words

NOW = datetime(2026, 11, 18, 10, 0, tzinfo=UTC)
SOON = NOW + timedelta(days=9)
TIERS = ("Tier 1", "Tier 2", "Tier 3")


def summary(sector=None, *, invited=0, not_signed=0, without_champion=0, without_workforce=0, percent=60):
    return Summary(
        sector=sector,
        organisations=10 + invited,
        invited=invited,
        not_signed=not_signed,
        champions=10,
        without_champion=without_champion,
        without_workforce=without_workforce,
        shares=(Share(percent, 100) if percent is not None else Share(0, None),),
    )


def picture(*, has_charter=True, sectors=(), next_event_at=SOON, acknowledge_by=None, waits=None, **total):
    return Picture(has_charter, summary(**total), tuple(sectors), next_event_at, acknowledge_by, **(waits or {}))


SCHOOLS_THIN = summary(Sector.SCHOOL, percent=29)
CHARITIES_THINNER = summary(Sector.CHARITY, percent=4)
NHS_WELL = summary(Sector.NHS, percent=30)
POLICE_UNKNOWN = summary(Sector.POLICE, percent=None)

CASES = [
    ("nothing waits", picture(), []),
    ("a complaint", picture(acknowledge_by=SOON.date()), [ToDo(Task.ACKNOWLEDGE, by=SOON.date())]),
    (
        "somebody asks to join",
        picture(waits={"asking": 2, "answer_by": SOON.date()}),
        [ToDo(Task.ANSWER_REQUESTS, partners=2, by=SOON.date())],
    ),
    (
        "training is asked for",
        picture(waits={"training_asked": 2, "training_asked_on": SOON.date()}),
        [ToDo(Task.FIND_GIVERS, requests=2, since=SOON.date())],
    ),
    ("a review is due", picture(waits={"review_due": 3}), [ToDo(Task.FOLLOW_CHARTER, partners=3)]),
    ("nobody answers", picture(waits={"no_signatory": 1}), [ToDo(Task.FOLLOW_CHARTER, unanswered=1)]),
    ("no charter, so nobody is behind", picture(has_charter=False, not_signed=12, invited=2), ["publish-charter"]),
    ("one invited", picture(not_signed=1, invited=1), [ToDo(Task.SIGN_CHARTER, invited=1)]),
    ("invited and partners", picture(not_signed=14, invited=12), [ToDo(Task.SIGN_CHARTER, invited=12, partners=2)]),
    ("partners alone", picture(not_signed=3), [ToDo(Task.SIGN_CHARTER, partners=3)]),
    ("no champion", picture(without_champion=3), [ToDo(Task.FIND_CHAMPIONS, partners=3)]),
    ("one sector is thin", picture(sectors=[NHS_WELL, SCHOOLS_THIN]), [ToDo(Task.TRAIN, sectors=(Sector.SCHOOL,))]),
    (
        "the thinnest sector first",
        picture(sectors=[SCHOOLS_THIN, CHARITIES_THINNER, NHS_WELL]),
        [ToDo(Task.TRAIN, sectors=(Sector.CHARITY, Sector.SCHOOL))],
    ),
    ("30 per cent is not thin", picture(sectors=[NHS_WELL]), []),
    ("an unknown coverage is not thin", picture(sectors=[POLICE_UNKNOWN]), []),
    ("workforce not known", picture(without_workforce=2), [ToDo(Task.ASK_WORKFORCE, partners=2)]),
    ("no event at all", picture(next_event_at=None), ["announce-event"]),
    ("an event on the last moment", picture(next_event_at=NOW + EVENT_WITHIN), []),
    ("an event too far off", picture(next_event_at=NOW + EVENT_WITHIN + timedelta(seconds=1)), ["announce-event"]),
    ("an event under way", picture(next_event_at=NOW - timedelta(hours=1)), []),
    (
        "everything, in its order",
        picture(
            not_signed=5,
            invited=5,
            without_champion=1,
            without_workforce=1,
            sectors=[SCHOOLS_THIN],
            next_event_at=None,
            acknowledge_by=SOON.date(),
            waits={"asking": 1, "answer_by": SOON.date(), "review_due": 1, "no_signatory": 1},
        ),
        [
            "acknowledge",
            "answer-requests",
            "sign-charter",
            "follow-charter",
            "find-champions",
            "train",
            "ask-workforce",
            "announce-event",
        ],
    ),
]


@pytest.mark.parametrize(("seen", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_what_to_do(seen, expected):
    found = what_to_do(seen, NOW)
    assert [
        each if isinstance(want, ToDo) else each.task for each, want in zip(found, expected, strict=True)
    ] == expected


WORDS = [
    (ToDo(Task.ACKNOWLEDGE, by=SOON.date()), "Somebody complained, and is to hear that it came by 27 November 2026."),
    (
        ToDo(Task.ANSWER_REQUESTS, partners=1, by=SOON.date()),
        "An organisation asks to join, and is to hear by 27 November 2026.",
    ),
    (
        ToDo(Task.ANSWER_REQUESTS, partners=3, by=SOON.date()),
        "3 organisations ask to join. The first is to hear by 27 November 2026.",
    ),
    (
        ToDo(Task.FIND_GIVERS, requests=1, since=SOON.date()),
        "A request for tailored training has waited since 27 November 2026.",
    ),
    (
        ToDo(Task.FIND_GIVERS, requests=3, since=SOON.date()),
        "3 requests for tailored training wait. The first has waited since 27 November 2026.",
    ),
    (ToDo(Task.FOLLOW_CHARTER, partners=1), "1 signature is due for its yearly review."),
    (
        ToDo(Task.FOLLOW_CHARTER, partners=4, unanswered=1),
        "4 signatures are due for their yearly review. "
        "Nobody answers for 1 signature, because whoever signed has left.",
    ),
    (ToDo(Task.PUBLISH_CHARTER), "The network has no published charter yet, so nobody can sign it."),
    (ToDo(Task.SIGN_CHARTER, invited=1), "1 invited organisation has not signed the charter as it stands."),
    (ToDo(Task.SIGN_CHARTER, invited=12), "12 invited organisations have not signed the charter as it stands."),
    (ToDo(Task.SIGN_CHARTER, partners=1), "1 partner has not signed the charter as it stands."),
    (
        ToDo(Task.SIGN_CHARTER, invited=1, partners=2),
        "1 invited organisation and 2 partners have not signed the charter as it stands.",
    ),
    (ToDo(Task.FIND_CHAMPIONS, partners=1), "1 partner has no champion."),
    (ToDo(Task.FIND_CHAMPIONS, partners=3), "3 partners have no champion."),
    (ToDo(Task.TRAIN, sectors=(Sector.SCHOOL,)), "Tier 1 training is below 30% in schools."),
    (
        ToDo(Task.TRAIN, sectors=(Sector.NHS, Sector.SCHOOL, Sector.POLICE)),
        "Tier 1 training is below 30% in the NHS, in schools and in the police.",
    ),
    (
        ToDo(Task.TRAIN, sectors=(Sector.NHS, Sector.SCHOOL, Sector.POLICE, Sector.OTHER)),
        "Tier 1 training is below 30% in 4 sectors, least of all in the NHS.",
    ),
    (
        ToDo(Task.ASK_WORKFORCE, partners=1),
        "1 partner has not said how many people work there, so their coverage is not known.",
    ),
    (ToDo(Task.ANNOUNCE_EVENT), "No event is announced in the next 60 days."),
]


@pytest.mark.parametrize(("to_do", "words"), WORDS)
def test_words(to_do, words):
    assert to_do_words(to_do, TIERS) == words


@pytest.mark.parametrize("task", list(Task))
def test_every_task_says_how_to_begin(task):
    assert begin_words(ToDo(task))
