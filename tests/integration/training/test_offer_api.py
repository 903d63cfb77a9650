"""The JSON twin of the offer goes by the same service (B14, B35)."""

from __future__ import annotations

from uuid import uuid4

import pytest

from network.core.permissions import Role
from tests.factories import offer, training

COURSES = "/api/v1/training/courses"
TIERS = "/api/v1/training/tiers"
COUNTING = "/api/v1/training/counting"
UNKNOWN = "0190e0a5-0000-7000-8000-000000000000"


@pytest.fixture
def courses(app, clock):
    return training.load_catalogue(app, clock)


@pytest.fixture
def program(courses, world, client_of):
    return client_of.api(world.person(Role.COORDINATOR, "host"))


def body(**more):
    return {
        "code": "x-signs",
        "title": "Signs of Safety",
        "tier": None,
        "modes": ["in-person"],
        "minutes": 360,
        "validity_months": 24,
        "renewal_months": 3,
        "content_note": "",
        "carries_trauma_content": True,
    } | more


def seen(program, address):
    return {"If-Match": program.get(address).headers["ETag"]}


def test_a_course_is_added_changed_and_closed(program, courses):
    added = program.post(COURSES, body(prerequisites=[str(courses["T1-ORIENT"])]))
    found = program.get(added.location)
    assert found.json == added.json | {"version": 1}
    assert found.json["code"] == "X-SIGNS"
    assert found.json["tier"] is None
    assert found.json["level"] is None
    assert found.json["content_note"] == ""
    assert found.json["prerequisites"] == [str(courses["T1-ORIENT"])]
    headers = {"If-Match": found.headers["ETag"]}
    changed = program.send(
        "PATCH",
        added.location,
        json={"lived_experience": "co-produced", "deliverers": ["external"], "is_open": False},
        headers=headers,
    )
    assert changed.json["lived_experience"] == "co-produced"
    assert changed.json["title"] == "Signs of Safety"
    assert not changed.json["is_open"]
    program.send("PATCH", added.location, json={"title": "Late"}, headers=headers, status=412)
    program.send("PATCH", added.location, json={"title": "Late"}, status=428)
    listed = program.get(COURSES).json["courses"]
    assert [each for each in listed if each["code"] == "X-SIGNS"] == [program.get(added.location).json]
    assert listed[-1]["code"] == "X-SIGNS", "courses outside the tiers stand last"


def test_the_same_key_adds_once(program, courses):
    key = {"Idempotency-Key": str(uuid4())}
    first = program.post(COURSES, body(), headers=key)
    assert program.post(COURSES, body(), headers=key, status=200).location == first.location
    assert len(program.get(COURSES).json["courses"]) == len(courses) + 1


def test_the_renewal_of_a_course_in_days_and_words(program):
    added = program.post(COURSES, body())
    assert program.get(f"{added.location}/renewal").json == {
        "words": "A person who finishes today is current until 30 November 2028, and can renew from 1 September 2028.",
        "current_until": "2028-11-30",
        "renewable_from": "2028-09-01",
    }
    program.send(
        "PATCH",
        added.location,
        json={"validity_months": None, "renewal_months": None},
        headers=seen(program, added.location),
    )
    assert program.get(f"{added.location}/renewal").json == {
        "words": "A person who finishes today stays current: this course does not run out.",
        "current_until": None,
        "renewable_from": None,
    }


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"code": "T1-ORIENT"}, "code"),
        ({"code": "x" * 10_000}, "code"),
        ({"title": ""}, "title"),
        ({"title": "\ud800"}, "title"),
        ({"title": "x" * 10_000}, "title"),
        ({"tier": 9}, "tier"),
        ({"tier": 10**30}, "tier"),
        ({"tier": "1"}, "tier"),
        ({"level": "everybody"}, "level"),
        ({"modes": []}, "modes"),
        ({"modes": ["by post"]}, "modes"),
        ({"minutes": 0}, "minutes"),
        ({"minutes": 10**30}, "minutes"),
        ({"minutes": None}, "minutes"),
        ({"validity_months": 121}, "validity_months"),
        ({"validity_months": 0}, "validity_months"),
        ({"renewal_months": 24}, "renewal_months"),
        ({"validity_months": None}, "renewal_months"),
        ({"topics": ["weather"]}, "topics"),
        ({"deliverers": ["robot"]}, "deliverers"),
        ({"lived_experience": None}, "lived_experience"),
        ({"content_note": "x" * 10_000}, "content_note"),
        ({"carries_trauma_content": "yes"}, "carries_trauma_content"),
        ({"prerequisites": [UNKNOWN]}, "prerequisites"),
        ({"prerequisites": ["x"]}, "prerequisites"),
        ({"link": "ftp://example.org"}, "link"),
        ({"is_open": False}, "is_open"),
        ({"version": 1}, "version"),
        ({"id": UNKNOWN}, "id"),
    ],
)
def test_what_is_to_be_mended_names_its_field(program, courses, change, field):
    assert list(program.post(COURSES, body(**change), status=422).json["errors"]) == [field]
    assert len(program.get(COURSES).json["courses"]) == len(courses)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"title": None}, "title"),
        ({"code": "T1-ONLINE"}, "code"),
        ({"minutes": None}, "minutes"),
        ({"renewal_months": 36}, "renewal_months"),
        ({"validity_months": 3}, "renewal_months"),
        ({"is_open": "no"}, "is_open"),
        ({"made_at": "2026-01-01"}, "made_at"),
    ],
)
def test_what_is_to_be_mended_of_a_change_names_its_field(program, courses, change, field):
    address = f"{COURSES}/{courses['T1-ORIENT']}"
    answer = program.send("PATCH", address, json=change, headers=seen(program, address), status=422)
    assert list(answer.json["errors"]) == [field]
    assert program.get(address).json["version"] == 1


def test_a_course_does_not_come_before_itself(program, courses):
    first, second = (f"{COURSES}/{courses[code]}" for code in ("T1-ORIENT", "T2-PRACTICE"))
    needs_first = {"prerequisites": [str(courses["T1-ORIENT"])]}
    program.send("PATCH", second, json=needs_first, headers=seen(program, second))
    for needs in (needs_first, {"prerequisites": [str(courses["T2-PRACTICE"])]}):
        answer = program.send("PATCH", first, json=needs, headers=seen(program, first), status=422)
        assert list(answer.json["errors"]) == ["prerequisites"]


def test_a_decision_is_made_and_ended(app, world, clock, program):
    course_id = offer.add_course(app, world, clock)
    address = f"{COURSES}/{course_id}/equivalences"
    wanted = {"tier": 1, "from_on": "2026-06-01", "reason": "The outline covers the same topics"}
    made = program.post(address, wanted)
    assert {name: made.json[name] for name in ("tier", "from_on", "ended_on", "reason", "decided_by", "ended_by")} == {
        **wanted,
        "ended_on": None,
        "decided_by": "Coordinator of host",
        "ended_by": None,
    }
    assert program.get(address).json == {"items": [program.get(made.location).json]}
    assert list(program.post(address, wanted, status=422).json["errors"]) == ["tier"]
    program.send("PATCH", made.location, json={"is_ended": True}, status=428)
    headers = seen(program, made.location)
    program.send("PATCH", made.location, json={"is_ended": False}, headers=headers, status=422)
    ended = program.send("PATCH", made.location, json={"is_ended": True}, headers=headers)
    assert (ended.json["ended_on"], ended.json["ended_by"]) == ("2026-11-18", "Coordinator of host")
    program.get(f"{address}/{UNKNOWN}", status=404)
    program.get(f"{COURSES}/{UNKNOWN}/equivalences", status=404)
    program.post(f"{COURSES}/{UNKNOWN}/equivalences", wanted, status=404)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"tier": 9}, "tier"),
        ({"tier": 0}, "tier"),
        ({"from_on": "soon"}, "from_on"),
        ({"from_on": "9999-12-31"}, "from_on"),
        ({"from_on": "0001-01-01"}, "from_on"),
        ({"reason": ""}, "reason"),
        ({"reason": "x" * 10_000}, "reason"),
        ({"decided_by_id": UNKNOWN}, "decided_by_id"),
    ],
)
def test_what_is_to_be_mended_of_a_decision_names_its_field(app, world, clock, program, change, field):
    course_id = offer.add_course(app, world, clock)
    wanted = {"tier": 1, "from_on": "2026-06-01", "reason": "The same topics"} | change
    answer = program.post(f"{COURSES}/{course_id}/equivalences", wanted, status=422)
    assert list(answer.json["errors"]) == [field]


def test_a_course_of_a_tier_needs_no_decision(program, courses):
    wanted = {"tier": 1, "from_on": "2026-06-01", "reason": "The same topics"}
    answer = program.post(f"{COURSES}/{courses['T2-PRACTICE']}/equivalences", wanted, status=422)
    assert "belongs to tier 2 already" in answer.json["detail"]


def test_tiers_are_added_changed_and_removed(program):
    added = program.post(TIERS, {"name": "Awareness", "level": "trauma-informed", "welsh": ["trauma-aware"]})
    assert added.json == program.get(added.location).json
    assert added.json == {
        "number": 4,
        "name": "Awareness",
        "level": "trauma-informed",
        "scottish": [],
        "welsh": ["trauma-aware"],
        "version": 1,
    }
    headers = seen(program, added.location)
    changed = program.send("PATCH", added.location, json={"scottish": ["informed"]}, headers=headers)
    assert (changed.json["scottish"], changed.json["welsh"]) == (["informed"], ["trauma-aware"])
    program.send("PATCH", added.location, json={"name": "Late"}, headers=headers, status=412)
    program.send("DELETE", added.location, headers=headers, status=412)
    assert [each["number"] for each in program.get(TIERS).json["items"]] == [1, 2, 3, 4]
    program.send("DELETE", added.location, headers=seen(program, added.location), status=204)
    program.get(added.location, status=404)
    program.send("DELETE", f"{TIERS}/1", headers=seen(program, f"{TIERS}/1"), status=422)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "tier 1"}, "name"),
        ({"name": "x" * 10_000}, "name"),
        ({"level": "high"}, "level"),
        ({"scottish": ["trauma-aware"]}, "scottish"),
        ({"welsh": "trauma-aware"}, "welsh"),
        ({"number": 7}, "number"),
    ],
)
def test_what_is_to_be_mended_of_a_tier_names_its_field(program, change, field):
    wanted = {"name": "Awareness", "level": "trauma-informed"} | change
    assert list(program.post(TIERS, wanted, status=422).json["errors"]) == [field]


def test_there_are_at_most_nine_tiers(program):
    for number in range(4, 10):
        program.post(TIERS, {"name": f"Step {number}", "level": "in-depth"})
    program.post(TIERS, {"name": "One too many", "level": "in-depth"}, status=422)


def test_how_tiers_are_counted_is_read_and_switched(app, clock, program):
    now = program.get(COUNTING)
    assert now.json == {"is_cumulative": False, "is_under_way": False, "version": 1}
    headers = {"If-Match": now.headers["ETag"]}
    switched = program.send("PATCH", COUNTING, json={"is_cumulative": True}, headers=headers)
    assert switched.json == {"is_cumulative": True, "is_under_way": True, "version": 2}
    program.send("PATCH", COUNTING, json={"is_cumulative": False}, headers=headers, status=412)
    program.send("PATCH", COUNTING, json={"is_cumulative": "no"}, headers=seen(program, COUNTING), status=422)
    offer.work(app, clock)
    assert program.get(COUNTING).json == {"is_cumulative": True, "is_under_way": False, "version": 2}
