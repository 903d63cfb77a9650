"""What holds for an event and for a place at it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from network.core.errors import RuleBroken
from network.events import rules
from network.events.vocabulary import EventKind, EventState
from tests.factories.events import draft

NOW = datetime(2026, 11, 18, 10, 0, tzinfo=UTC)
SOON = NOW + timedelta(days=3)
ID = UUID(int=7)


def broken(call, *arguments):
    with pytest.raises(RuleBroken) as found:
        call(*arguments)
    return found.value


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"title": ""}, "title"),
        ({"title": "x" * 151}, "title"),
        ({"summary": ""}, "summary"),
        ({"breaks": ""}, "breaks"),
        ({"programme": "x" * 5001}, "programme"),
        ({"place": ""}, "place"),
        ({"place": "", "kind": EventKind.IN_PERSON}, "place"),
        ({"joining_link": "http://meet.example.org"}, "joining_link"),
        ({"joining_link": "javascript:alert(1)"}, "joining_link"),
        ({"joining_link": "https://"}, "joining_link"),
        ({"joining_link": "https://[half"}, "joining_link"),
        ({"joining_link": "https://meet.example.org/a b"}, "joining_link"),
        ({"content_note": ""}, "content_note"),
        ({"capacity": 0}, "capacity"),
        ({"capacity": 100_001}, "capacity"),
    ],
)
def test_what_is_missing_or_too_long_names_its_field(changes, field):
    assert broken(rules.check_draft, draft(SOON, **changes)).field == field


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"capacity": None},
        {"content_note": "Loss of a child, in the second talk"},
        {"joining_link": ""},
        {"kind": EventKind.ONLINE, "place": ""},
        {"kind": EventKind.IN_PERSON, "joining_link": ""},
        {"programme": ""},
    ],
)
def test_what_can_be_announced(changes):
    rules.check_draft(draft(SOON, **changes))


@pytest.mark.parametrize(
    ("starts_in", "lasts", "field"),
    [
        (timedelta(0), timedelta(hours=1), "starts_at"),
        (timedelta(days=-1), timedelta(hours=1), "starts_at"),
        (timedelta(days=3 * 366 + 1), timedelta(hours=1), "starts_at"),
        (timedelta(days=1), timedelta(0), "ends_at"),
        (timedelta(days=1), timedelta(hours=-1), "ends_at"),
        (timedelta(days=1), timedelta(days=15), "ends_at"),
    ],
)
def test_when_it_cannot_be_held(starts_in, lasts, field):
    assert broken(rules.check_times, NOW + starts_in, NOW + starts_in + lasts, NOW).field == field


def test_nobody_loses_a_place_by_an_edit():
    assert broken(rules.check_capacity, 11, 12).field == "capacity"
    rules.check_capacity(12, 12)
    rules.check_capacity(None, 12)


@pytest.mark.parametrize(("reason", "refused"), [("", True), ("x" * 1001, True), ("The speaker is ill", False)])
def test_a_cancellation_says_why(reason, refused):
    if refused:
        assert broken(rules.check_reason, reason).field == "reason"
    else:
        rules.check_reason(reason)


@pytest.mark.parametrize(
    "refusal",
    [
        lambda: rules.check_open(EventState.CANCELLED, SOON, NOW, ID),
        lambda: rules.check_open(EventState.ANNOUNCED, NOW, NOW, ID),
        lambda: rules.check_can_change(EventState.CANCELLED, ID),
    ],
)
def test_every_refusal_offers_two_other_ways(refusal):
    found = broken(refusal)
    assert found.field is None
    assert len(found.routes) >= 2


@pytest.mark.parametrize("refusal", [rules.event_full(ID), rules.booked_elsewhere(ID, "Harrow Hill Council")])
def test_a_place_that_cannot_be_had_leaves_two_other_ways(refusal):
    assert len(refusal.routes) >= 2


def test_an_event_is_open_until_it_ends():
    rules.check_open(EventState.ANNOUNCED, NOW + timedelta(seconds=1), NOW, ID)


def test_a_draft_is_tidied():
    typed = draft(
        SOON,
        title=" Two\r\nlines\x07 ",
        place="Hall\r\nATTENDEE:x",
        programme="one\r\ntwo\x00",
        content_note=" Loss ",
        kind=EventKind.IN_PERSON,
    )
    tidied = rules.tidy(typed)
    assert tidied.title == "Two lines"
    assert tidied.place == "Hall ATTENDEE:x"
    assert tidied.programme == "one\ntwo"
    assert tidied.content_note == "Loss"
    assert tidied.joining_link == "", "an event in person has no link"
    assert rules.tidy(replace(typed, kind=EventKind.ONLINE)).place == ""
    assert rules.tidy(tidied) == tidied
