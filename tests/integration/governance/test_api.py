"""Groups, meetings and actions for programs: the same service behind them."""

from __future__ import annotations

from datetime import date

import pytest

from network.core.permissions import Role
from network.organisations.vocabulary import KeyArea
from tests.factories import governance
from tests.factories.governance import GROUP_FORM

API = "/api/v1"


@pytest.fixture
def program(world, client_of):
    return client_of.api(world.person(Role.ORGANISATION_LEAD))


def changed(program, address, body, status=200, at=None):
    etag = program.get(at or address).headers["ETag"]
    return program.send("PATCH", address, json=body, headers={"If-Match": etag}, status=status)


def test_a_group_from_the_beginning_to_the_end(program):
    made = program.post(f"{API}/groups", {**GROUP_FORM, "members": ["Bo Member, Housing", " "]})
    address = made.headers["Location"]
    assert made.json["members"] == ["Bo Member, Housing"]
    assert made.json["is_network"] is False
    again = changed(program, address, {"rhythm": "as-needed"}).json
    assert (again["rhythm"], again["name"], again["version"]) == ("as-needed", GROUP_FORM["name"], 2)
    assert program.get(f"{API}/groups").json["total"] == 1
    assert program.post(f"{address}/end", {"ended_on": "2026-11-18"}, status=200).json["ended_on"] == "2026-11-18"
    assert program.get(f"{API}/groups").json["total"] == 0
    assert program.get(f"{API}/groups?is_ended=true").json["total"] == 1
    refused = program.post(f"{address}/meetings", {"held_on": "2026-12-01"}, status=422).json
    assert len(refused["routes"]) == 2


def test_a_meeting_is_planned_moved_written_up_and_corrected(app, world, clock, program):
    group = governance.add_group(app, world, clock)
    made = program.post(f"{API}/groups/{group}/meetings", {"held_on": "2026-11-20", "areas": ["supervision"]})
    address = made.headers["Location"]
    assert (made.json["state"], made.json["areas"]) == ("planned", ["supervision"])
    assert changed(program, address, {"held_on": "2026-11-17"}).json["state"] == "to-be-written-up"
    said = {"attended": 4, "note": "Talk.", "decisions": ["One", "", "Two"], "areas": ["leadership", "supervision"]}
    up = changed(program, f"{address}/write-up", said, at=address).json
    assert (up["state"], up["decisions"], up["areas"]) == ("held", ["One", "Two"], ["leadership", "supervision"])
    again = changed(program, f"{address}/write-up", {"decisions": ["Three"]}, at=address).json
    assert (again["decisions"], again["note"], again["attended"]) == (["Three"], "Talk.", 4)
    assert changed(program, address, {"held_on": "2026-11-20"}, status=422).json["detail"].startswith("This meeting is")
    stale = program.send("PATCH", f"{address}/write-up", json=said, headers={"If-Match": '"old"'}, status=412)
    assert "Read it again" in stale.json["detail"]
    assert program.get(f"{API}/groups/{group}/meetings").json["items"][0]["decisions"] == ["Three"]


def test_a_meeting_is_called_off_once(app, world, clock, program):
    group = governance.add_group(app, world, clock)
    address = f"{API}/meetings/{governance.plan(app, world, clock, group, date(2026, 12, 1))}"
    for _ in range(2):
        assert program.send("POST", f"{address}/call-off").json["state"] == "called-off"
    changed(program, f"{address}/write-up", {"held_on": "2026-11-17"}, status=422, at=address)


def test_an_action_changes_hands_and_is_done(app, world, clock, program):
    group = governance.add_group(app, world, clock)
    meeting = governance.hold(app, world, clock, group, date(2026, 11, 2), KeyArea.SUPERVISION)
    sent = {"what": "Write", "owner_name": "Dee", "due_on": "2026-12-01", "meeting_id": str(meeting)}
    address = program.post(f"{API}/groups/{group}/actions", sent).headers["Location"]
    champion = world.person(Role.CHAMPION)
    owned = changed(program, address, {"owner_id": str(champion.user_id)}).json
    assert (owned["owner_name"], owned["what"]) == (champion.name, "Write")
    assert changed(program, address, {"what": "Rewrite"}).json["owner_id"] == str(champion.user_id)
    assert changed(program, address, {"owner_name": "Ed"}).json["owner_id"] is None
    assert program.get(f"{API}/actions?area=supervision&owner=ed").json["total"] == 1
    assert program.post(f"{address}/finish", {"done_on": "2026-11-18"}, status=200).json["state"] == "done"
    program.post(f"{address}/drop", {"reason": "Too late"}, status=422)
    assert program.get(f"{API}/actions?view=done").json["total"] == 1


def test_the_twelve_areas(app, world, clock, program):
    """ORG-8."""
    group = governance.add_group(app, world, clock)
    meeting = governance.hold(app, world, clock, group, date(2026, 11, 2), KeyArea.SUPERVISION)
    items = program.get(f"{API}/key-areas").json["items"]
    assert len(items) == 12
    assert items[-1] == {
        "area": "supervision",
        "is_stale": False,
        "last_on": "2026-11-02",
        "meeting_id": str(meeting),
        "group_id": str(group),
    }
    assert {item["is_stale"] for item in program.get(f"{API}/key-areas?whose=network").json["items"]} == {True}


def test_fields_of_ownership_are_not_taken(program):
    """`B14`."""
    for name in ("organisation_id", "is_network", "id", "ended_on", "version"):
        refused = program.post(f"{API}/groups", {**GROUP_FORM, "members": [], name: "x"}, status=422)
        assert refused.json["errors"] == {name: ["There is no such field."]}
