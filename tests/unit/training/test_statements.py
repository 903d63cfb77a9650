"""What of an xAPI statement is of use, and what is answered to one that cannot be read."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, date, datetime
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from network.training.xapi.statements import MOST_AT_ONCE, Unreadable, each_of, read_all, read_statement

NOW = datetime(2026, 11, 18, 10, tzinfo=UTC)
COMPLETED = "http://adlnet.gov/expapi/verbs/completed"


def statement(**changed):
    said = {
        "id": "12345678-1234-5678-1234-567812345678",
        "actor": {"objectType": "Agent", "name": "Ann Ash", "mbox": "mailto:Ann@A.example"},
        "verb": {"id": COMPLETED, "display": {"en-GB": "completed"}},
        "object": {"id": "https://lms.example/course/T1-ORIENT", "definition": {"name": {"en": "A first look"}}},
        "timestamp": "2026-11-17T23:30:00+00:00",
        "context": {"platform": "Moodle"},
    }
    return {name: value for name, value in {**said, **changed}.items() if value is not None}


def test_what_it_says_is_read():
    said = read_statement(statement(), NOW)
    assert said.id == UUID("12345678-1234-5678-1234-567812345678")
    assert (said.name, said.email, said.staff_number) == ("Ann Ash", "ann@a.example", None)
    assert said.courses == ("https://lms.example/course/T1-ORIENT", "T1-ORIENT", "A first look")
    assert said.completed_on == date(2026, 11, 17)


@pytest.mark.parametrize(
    ("changed", "field", "value"),
    [
        ({"timestamp": None}, "completed_on", date(2026, 11, 18)),
        ({"timestamp": "2026-06-17T23:30:00Z"}, "completed_on", date(2026, 6, 18)),
        ({"timestamp": "2026-06-17T10:30:00.123456-05:00"}, "completed_on", date(2026, 6, 17)),
        ({"actor": {"account": {"homePage": "https://lms.example", "name": "1001"}}}, "staff_number", "1001"),
        ({"actor": {"account": {"name": "Ann@A.example"}}}, "email", "ann@a.example"),
        ({"verb": {"id": "https://adlnet.gov/expapi/verbs/passed/"}}, "email", "ann@a.example"),
        ({"object": {"id": "urn:course:T2"}}, "courses", ("urn:course:T2", "T2")),
        ({"object": {"id": "https://a.de/T2/"}}, "courses", ("https://a.de/T2/", "https://a.de/T2", "T2")),
        ({"actor": {"mbox": "MAILTO:ANN@A.EXAMPLE "}}, "email", "ann@a.example"),
        ({"timestamp": "2026-06-17t23:30:00.1234567z"}, "completed_on", date(2026, 6, 18)),
        ({"id": None}, "id", None),
        ({"result": {"completion": True, "success": True, "score": {"scaled": 1}}}, "email", "ann@a.example"),
    ],
)
def test_it_is_said_in_other_ways_too(changed, field, value):
    assert getattr(read_statement(statement(**changed), NOW), field) == value


@pytest.mark.parametrize(
    "changed",
    [
        {"verb": {"id": "http://adlnet.gov/expapi/verbs/attempted"}},
        {"verb": {"id": "http://adlnet.gov/expapi/verbs/failed"}},
        {"verb": {"id": "http://adlnet.gov/expapi/verbs/voided"}},
        {"verb": {"id": "http://elsewhere.example/completed"}},
        {"result": {"success": False}},
        {"result": {"completion": False}},
    ],
)
def test_what_is_about_something_else_is_left_out(changed):
    assert read_statement(statement(**changed), NOW) is None


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"id": "7"}, "UUID"),
        ({"verb": None}, "verb.id"),
        ({"verb": {"id": 7}}, "verb.id"),
        ({"actor": None}, "one person"),
        ({"actor": {"objectType": "Group", "member": []}}, "one person"),
        ({"actor": {"mbox_sha1sum": "x"}}, "mbox"),
        ({"actor": {"mbox": "mailto:nobody"}}, "e-mail"),
        ({"object": None}, "object"),
        ({"object": {"objectType": "StatementRef", "id": "x"}}, "object"),
        ({"object": {"id": " "}}, "object.id"),
        ({"timestamp": "yesterday"}, "ISO 8601"),
        ({"timestamp": 7}, "ISO 8601"),
        ({"timestamp": "2026-11-19T10:00:00Z"}, "day to come"),
        ({"timestamp": "0001-01-01T00:00:00+14:00"}, "ISO 8601"),
        ({"timestamp": "1066-10-14T10:00:00Z"}, "long ago"),
    ],
)
def test_what_cannot_be_read_says_what_to_send(changed, words):
    with pytest.raises(Unreadable, match=words):
        read_statement(statement(**changed), NOW)


def test_a_list_names_the_place_of_what_is_wrong():
    with pytest.raises(Unreadable, match="Statement 2: Send one person"):
        list(read_all([statement(), statement(actor=None)], NOW))
    with pytest.raises(Unreadable, match="up to 1,000"):
        each_of([{}] * (MOST_AT_ONCE + 1))


def test_the_same_said_again_is_the_same_whatever_a_store_adds():
    first = read_statement(statement(), NOW)
    assert read_statement(statement(stored="2026-11-18T00:00:00Z", authority={}), NOW).digest == first.digest
    assert read_statement(statement(id=statement()["id"].upper()), NOW).digest == first.digest
    assert read_statement(statement(timestamp="2026-11-16T10:00:00Z"), NOW).digest != first.digest


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=10), inner, max_size=4),
    max_leaves=12,
)


@given(st.dictionaries(st.sampled_from(["id", "actor", "verb", "object", "timestamp", "result"]), JSON))
def test_whatever_is_sent_is_read_or_answered(changed):
    with suppress(Unreadable):
        read_statement(statement(**changed), NOW)
