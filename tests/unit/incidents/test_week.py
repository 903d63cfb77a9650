"""A therapist's week: seven days, in order, and nothing of another week."""

from datetime import UTC, date, datetime
from uuid import uuid4

from network.incidents.rules.week import Entry, EntryKind, monday_of, week_of

MONDAY = date(2026, 11, 16)


def entry(day, hour=None, kind=EntryKind.SESSION, reference="R-2345-67"):
    at = datetime(2026, 11, day, hour, tzinfo=UTC) if hour is not None else None
    return Entry(kind, date(2026, 11, day), at, reference, uuid4())


def test_a_week_begins_on_monday():
    assert [monday_of(date(2026, 11, day)) for day in (16, 18, 22)] == [MONDAY] * 3
    assert monday_of(date(2026, 11, 23)) == date(2026, 11, 23)


def test_what_has_a_time_comes_first_and_another_week_is_left_out():
    due = entry(18, kind=EntryKind.CONTACT_MANAGER)
    late, early = entry(18, 15), entry(18, 9)
    days = week_of(MONDAY, [due, late, early, entry(23, 9), entry(15, 9), entry(22)])
    assert [each.on.day for each in days] == [16, 17, 18, 19, 20, 21, 22]
    assert days[2].entries == (early, late, due)
    assert [len(each.entries) for each in days] == [0, 0, 3, 0, 0, 0, 1]


def test_every_kind_has_words():
    assert all(each.label for each in EntryKind)
