"""The calendar file is RFC 5545, whatever somebody typed (`B18`, `U31`)."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from network.core.calendar_file import CalendarEntry, calendar_file

NOW = datetime(2026, 11, 18, 10, 0, tzinfo=UTC)
PAGE = "https://network.example.org/events/0199a0f0-0000-7000-8000-000000000001"
ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=400)


def entry(**changes):
    said = {
        "title": "Network event",
        "uid": "1@network.example.org",
        "version": 3,
        "starts_at": datetime(2027, 6, 1, 8, 30, tzinfo=UTC),
        "ends_at": datetime(2027, 6, 1, 11, 0, tzinfo=UTC),
        "is_cancelled": False,
        "page": PAGE,
    }
    return CalendarEntry(**{**said, **changes})


def properties(file):
    (found,) = Calendar.from_ical(file).walk("VEVENT")
    return found


def test_a_visitor_gets_the_time_and_the_page():
    file = calendar_file([entry()], NOW).decode()
    assert "DTSTART:20270601T083000Z\r\n" in file
    assert "DTEND:20270601T110000Z\r\n" in file
    assert "DTSTAMP:20261118T100000Z\r\n" in file
    assert "SEQUENCE:3\r\n" in file
    assert "UID:1@network.example.org\r\n" in file
    assert "SUMMARY:Network event\r\n" in file
    assert "STATUS:CONFIRMED\r\n" in file
    assert "LOCATION" not in file
    assert properties(file)["url"] == PAGE


def test_who_booked_gets_the_place_and_the_link():
    found = properties(calendar_file([entry(where="Town Hall", joining_link="https://meet.example.org/x")], NOW))
    assert found["location"] == "Town Hall"
    assert "https://meet.example.org/x" in found["description"]


def test_a_cancelled_event_says_so():
    assert properties(calendar_file([entry(is_cancelled=True)], NOW))["status"] == "CANCELLED"


@pytest.mark.parametrize(
    "typed",
    [
        "Hall\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nSUMMARY:planted",
        "Hall\nATTENDEE:mailto:planted@example.org",
        "Hall\rATTACH:https://example.org/planted",
        "Hall\\nATTENDEE:mailto:planted@example.org",
        "Hall\x0b\x0c\x1c\x85\u2028ATTENDEE:planted",
        "a;b,c:d\"e'f\\g",
        "\ufeffHall",
    ],
)
def test_nothing_typed_begins_a_line_of_its_own(typed):
    check(calendar_file([entry(where=typed, joining_link=typed)], NOW))


@given(ANY_TEXT, ANY_TEXT)
def test_any_text_leaves_one_entry_with_the_properties_that_we_wrote(where, link):
    check(calendar_file([entry(where=where, joining_link=link)], NOW))


def check(file):
    lines = file.split(b"\r\n")
    assert lines[-1] == b""
    assert all(len(line) <= 75 for line in lines)
    assert not any(set(line) & {*range(0x20), 0x7F} for line in lines)
    file.decode()
    unfolded = file.replace(b"\r\n ", b"").decode().split("\r\n")
    names = [line.split(":")[0] for line in unfolded if line]
    assert names.count("BEGIN") == names.count("END") == 2
    assert set(names) <= {
        "BEGIN", "END", "PRODID", "VERSION", "METHOD", "UID", "DTSTAMP", "SEQUENCE", "DTSTART", "DTEND",
        "SUMMARY", "STATUS", "CLASS", "URL", "LOCATION", "DESCRIPTION",
    }  # fmt: skip
    assert properties(file)["summary"] == "Network event"
