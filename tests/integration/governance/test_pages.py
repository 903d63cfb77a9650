"""Groups, meetings and actions as people keep them, on the pages."""

from __future__ import annotations

import csv
import io
from datetime import date

import pytest
from sqlalchemy import select

from network.core.audit import AuditEntry
from network.core.database import db
from network.core.permissions import Role
from network.core.tenancy import scoped, system_scope
from network.governance.models import Action, Decision, Meeting
from network.organisations.vocabulary import KeyArea
from tests.factories import governance
from tests.factories.governance import GROUP_FORM, WRITE_UP_FORM, action_form, stored


def audited(app):
    with app.app_context(), system_scope(db.session(), "a test looks") as system:
        entries = scoped(select(AuditEntry), system, AuditEntry).where(AuditEntry.action.startswith("governance."))
        return [(entry.action, entry.changes) for entry in db.session.scalars(entries.order_by(AuditEntry.sequence))]


def test_a_lead_keeps_a_group_from_the_beginning_to_the_end(app, world, clock, lead, client_of):
    """ORG-5, with an audit row for every change."""
    address = lead.post("/groups/new", GROUP_FORM).location
    page = lead.get(address)
    assert page.heading == "Harrow Hill Council Housing working group"
    assert "Bo Member, Housing" in page.text
    assert "None is planned." in page.text
    lead.post(f"{address}/edit", {**GROUP_FORM, "name": "Letters group", "rhythm": "every-week"}, to=address)
    assert "Letters group" in client_of(world.person(Role.BOARD_VIEWER)).get("/groups").text
    planned = lead.post(f"{address}/meetings/new", {"held_on": "2026-12-01", "areas": ["policies-and-procedures"]})
    assert "This meeting is planned." in lead.get(planned.location).text
    early = lead.post(f"{address}/end", {"ended_on": "2026-11-18"}, status=422)
    assert early.errors == ["A meeting of this group is planned. Call it off first, then end the group"]
    moved = {"held_on": "2026-12-08", "areas": ["leadership"]}
    lead.post(f"{planned.location}/plan", moved, to=planned.location)
    assert "Tuesday 8 December 2026" in lead.get(planned.location).heading
    lead.post(f"{planned.location}/call-off", form_at=planned.location, to=address)
    assert "Called off" in lead.get(address).text
    lead.post(f"{address}/end", {"ended_on": "2026-11-18"}, to=address)
    assert "This group ended on 18 November 2026" in lead.get(address).text
    assert "Letters group" not in lead.get("/groups").text
    assert "Letters group" in lead.get("/groups?show=ended").text
    refused = lead.post(f"{address}/actions/new", {**action_form(), "owner_name": "Dee"}, status=422)
    assert "This group has ended" in refused.text
    lead.post(f"{address}/reopen", form_at=address, to=address)
    assert [verb for verb, _ in audited(app)] == [
        "governance.group.add",
        "governance.group.edit",
        "governance.meeting.plan",
        "governance.meeting.move",
        "governance.meeting.call_off",
        "governance.group.end",
        "governance.group.reopen",
    ]


def test_a_meeting_is_written_up_with_decisions_and_actions(app, world, lead, group, meeting, client_of):
    """ORG-5, ORG-8: areas, decisions, actions with owner and date; blank rows are left out."""
    address = f"/groups/meetings/{meeting}"
    opened = lead.get(f"{address}/write-up")
    assert "Who reads this: the network’s coordinator" in opened.text
    assert "no names of children" in opened.text
    assert len(opened.tree.xpath("//textarea[starts-with(@name, 'decisions-')]")) == 3
    assert len(opened.tree.xpath("//textarea[starts-with(@name, 'actions-')]")) == 3
    lead.post(f"{address}/write-up", WRITE_UP_FORM, to=address)
    page = client_of(world.person(Role.CHAMPION)).get(address)
    for said in ("Leadership, Supervision", "How teams begin.", "We begin in May.", "Housing goes first.", "Dee Owner"):
        assert said in page.text
    assert "Due on 1 December 2026" in page.text
    assert [decision.position for decision in stored(app, Decision)] == [1, 2]
    record = lead.get(f"{address}/record")
    assert "Record of a meeting" in record.heading
    assert "Write to housing" in record.text
    assert not record.tree.xpath("//main//form | //main//button")
    noted = dict(audited(app))
    assert noted["governance.meeting.write_up"]["note"] == "changed"
    assert noted["governance.action.add"]["what"] == "changed"
    assert "housing" not in repr(noted).lower()


def test_what_was_written_is_corrected_and_added_to(app, lead, meeting):
    address = f"/groups/meetings/{meeting}"
    lead.post(f"{address}/write-up", WRITE_UP_FORM, to=address)
    again = lead.get(f"{address}/write-up")
    boxes = [box.text.strip() for box in again.tree.xpath("//textarea[starts-with(@name, 'decisions-')]")]
    assert boxes == ["We begin in May.", "Housing goes first.", ""]
    changed = {
        "held_on": "2026-11-16",
        "areas": ["supervision"],
        "decisions-0": "We begin in June.",
        "actions-0-what": "Tell schools",
        "actions-0-owner_name": "Ed Owner",
        "actions-0-due_on": "2027-01-10",
    }
    lead.post(f"{address}/write-up", changed, to=address)
    page = lead.get(address)
    assert "We begin in June." in page.text
    assert "We begin in May." not in page.text
    assert "Leadership" not in page.text
    assert {each.what for each in stored(app, Action)} == {"Write to housing", "Tell schools"}


@pytest.mark.parametrize(
    ("button", "name", "rows"), [("more_decisions", "decisions-", 4), ("more_actions", "actions-", 2)]
)
def test_another_row_without_script_keeps_what_was_typed_and_saves_nothing(app, lead, meeting, button, name, rows):
    """`U28`: a button of the form, not a script."""
    address = f"/groups/meetings/{meeting}/write-up"
    page = lead.post(address, {**WRITE_UP_FORM, button: "Add"}, status=422)
    assert len(page.tree.xpath(f"//textarea[starts-with(@name, '{name}')]")) == rows
    assert page.errors == []
    assert "We begin in May." in page.text
    assert "Write to housing" in page.text
    assert stored(app, Decision) == []
    assert stored(app, Meeting)[0].written_up_at is None
    full = {f"{name}{number}{'-what' if name == 'actions-' else ''}": "x" for number in range(40)}
    assert len(lead.post(address, {**full, button: "Add"}, status=422).tree.xpath("//textarea")) <= 34


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"held_on": "2026-11-19"}, "Enter today or an earlier day. A meeting is written up once it was held"),
        ({"held_on": "31 2 2026"}, "Enter the day of the meeting"),
        ({"held_on-day": "31", "held_on-month": "2", "held_on-year": "2026"}, "Enter a real date, like 27 3 2026"),
        ({"held_on": "1900-01-01"}, "Check the year. Days from 2010 on are kept here"),
        ({"held_on": "2999-01-01"}, "Enter today or an earlier day. A meeting is written up once it was held"),
        ({"areas": ["gardening"]}, "Choose from the list"),
        ({"attended": "0"}, "Enter a number from 1 to 10,000"),
        ({"note": "x" * 501}, "Shorten this to 500 characters"),
        ({"decisions-0": "x" * 10_000}, "Shorten this to 500 characters"),
        ({"actions-0-what": ""}, "Say what is to be done"),
        ({"actions-0-what": "x" * 301}, "Shorten this to 300 characters"),
        ({"actions-0-due_on": ""}, "Enter the day by which it is done"),
        ({"actions-0-due_on": "2999-01-01"}, "Action 1: Enter a day within the next 5 years"),
        ({"actions-0-owner_name": ""}, "Action 1: Choose a colleague, or enter the name of who will do it"),
        ({"actions-0-owner_id": "0190e0a5-0000-7000-8000-000000000000"}, "Choose from the list"),
    ],
)
def test_what_cannot_be_written_up_is_kept_and_explained(app, lead, meeting, changes, error):
    filled = {**WRITE_UP_FORM, **changes}
    if "held_on-day" in changes:
        del filled["held_on"]
    page = lead.post(f"/groups/meetings/{meeting}/write-up", filled, status=422)
    assert error in page.errors
    assert "Housing goes first." in page.text
    assert stored(app, Action) == []
    assert stored(app, Meeting)[0].written_up_at is None


@pytest.mark.parametrize(
    ("held_on", "error"),
    [
        ("1900-01-01", "Check the year. Days from 2010 on are kept here"),
        ("2999-01-01", "Enter a day within the next 2 years"),
        ("", "Enter the day of the meeting"),
    ],
)
def test_a_meeting_is_planned_for_a_day_that_somebody_can_mean(lead, group, held_on, error):
    assert lead.post(f"/groups/{group}/meetings/new", {"held_on": held_on}, status=422).errors == [error]


def test_a_meeting_that_was_held_leads_on_to_writing_it_up(lead, group):
    page = lead.post(f"/groups/{group}/meetings/new", {"held_on": "2026-11-18"})
    assert page.location.endswith("/write-up")
    lead.get(f"/groups/{group}")
    assert "To be written up" in lead.get(f"/groups/{group}").text


def test_a_colleague_sees_an_action_as_theirs_and_says_that_it_is_done(app, world, clock, lead, group, client_of):
    champion = world.person(Role.CHAMPION)
    offered = lead.get(f"/groups/{group}/actions/new").texts("//select[@name='owner_id']/option")
    assert champion.name in offered
    assert world.person(Role.STAFF_MEMBER).name not in offered, "whoever may not read groups is given nothing in them"
    assert world.person(Role.CHAMPION, "other").name not in offered
    lead.post(f"/groups/{group}/actions/new", action_form(owner_id=str(champion.user_id)), to=f"/groups/{group}")
    (row,) = stored(app, Action)
    address = f"/groups/actions/{row.id}"
    theirs, other = client_of(champion), client_of(world.person(Role.MANAGER))
    assert "(you)" in theirs.get("/groups/actions?mine=yes").text
    assert "No action matches that." in other.get("/groups/actions?mine=yes").text
    assert "Say that it is done" not in other.get(address).text
    assert theirs.post(f"{address}/finish", {"done_on": "2026-11-19"}, status=422).errors == [
        "Enter today or an earlier day"
    ]
    theirs.post(f"{address}/finish", {"done_on": "2026-11-17"}, to=address)
    assert "Done on 17 November 2026" in other.get(address).text
    theirs.post(f"{address}/reopen", form_at=address, to=address)
    lead.post(f"{address}/drop", {"reason": "Somebody else did it"}, to=address)
    assert "Somebody else did it" in theirs.get(address).text
    theirs.raw.get(address)
    assert "Open this action again" not in theirs.get(address).text, "a keeper dropped it, a keeper opens it"
    assert [verb for verb, _ in audited(app)][1:] == [
        f"governance.action.{verb}" for verb in ("add", "finish", "reopen", "drop")
    ]


def test_the_owner_of_an_action_is_one_person(lead, world, group):
    both = action_form(owner_id=str(world.person(Role.CHAMPION).user_id), owner_name="Dee Owner")
    page = lead.post(f"/groups/{group}/actions/new", both, status=422)
    assert page.errors == ["Choose a colleague or enter a name, not both"]


def test_actions_are_cut_by_state_owner_area_and_group(app, world, clock, lead, group):
    meeting = governance.hold(app, world, clock, group, date(2026, 9, 1), KeyArea.SUPERVISION)
    governance.add_action(app, world, clock, group, date(2026, 12, 1), owner=world.person(Role.CHAMPION))
    other_group = governance.add_group(app, world, clock, name="Another")
    (late, later) = stored(app, Action)
    assert late.meeting_id == meeting
    lead.post(
        f"/groups/actions/{later.id}/finish", {"done_on": "2026-11-18"}, form_at=f"/groups/actions/{later.id}/finish"
    )
    cases = [
        ("", {"Write the letter"}),
        ("?view=was-due", {"Write the letter"}),
        ("?view=done", {"Book the hall"}),
        ("?view=dropped", set()),
        ("?view=all", {"Write the letter", "Book the hall"}),
        ("?owner=DEE", {"Write the letter"}),
        ("?owner=dee&view=done", set()),
        ("?owner=%25", set()),
        ("?area=supervision", {"Write the letter"}),
        ("?area=leadership", set()),
        (f"?group={group}&view=all", {"Write the letter", "Book the hall"}),
        (f"?group={other_group}&view=all", set()),
        ("?whose=network", set()),
        ("?view=nonsense&area=nonsense&whose=partners", {"Write the letter"}),
    ]
    for query, expected in cases:
        assert set(lead.get(f"/groups/actions{query}").texts("//tbody//th")) == expected, query
        rows = csv.DictReader(io.StringIO(lead.raw.get(f"/groups/actions.csv{query}").text.removeprefix("\ufeff")))
        assert {row["Action"] for row in rows} == expected, query
    assert "Was due on 1 October 2026" in lead.get("/groups/actions").text


def test_the_twelve_areas_show_what_nobody_looked_at(app, world, clock, lead, group):
    """ORG-8: untouched for three months stands first; a plan touches nothing, nor does a meeting called off."""
    governance.hold(app, world, clock, group, date(2026, 11, 2), KeyArea.LEADERSHIP)
    governance.hold(app, world, clock, group, date(2026, 7, 1), KeyArea.LEADERSHIP, KeyArea.SUPERVISION)
    governance.plan(app, world, clock, group, date(2026, 12, 1), KeyArea.COMMISSIONING)
    rows = [[" ".join(cell.split()) for cell in row] for row in cells(lead.get("/groups/areas"))]
    assert len(rows) == 12
    assert rows[0][1] == "Not looked at yet"
    assert rows[-2] == ["Supervision", "Not looked at since 1 July 2026", "Strategic group"]
    assert rows[-1] == ["Leadership", "2 November 2026", "Strategic group"]
    assert ["Commissioning", "Not looked at yet", "Nobody yet"] in rows


def test_the_twelve_steps_stand_beside_them(lead):
    """D7: another list, with the areas that each works on, and those that a plan by it would leave out."""
    page = lead.get("/groups/areas")
    rows = cells(page, 2)
    assert (len(rows), rows[0], rows[-1]) == (
        12,
        ["1. Leadership commitment", "Leadership"],
        ["12. Cross-departmental integration", "Partnership working, Commissioning, Leadership"],
    )
    assert "No step is about physical environment or commissioning" in page.text


def cells(page, number=1):
    """Of one table of a page, row by row."""
    return [[cell.text_content() for cell in row] for row in page.tree.xpath(f"(//tbody)[{number}]/tr")]


def test_a_group_that_does_not_meet_is_seen(app, world, clock, lead, group):
    governance.hold(app, world, clock, group, date(2026, 7, 15))
    assert "one was expected by 15 August 2026" in lead.get(f"/groups/{group}").text
    assert "Was expected by 15 August 2026" in lead.get("/groups").text


def test_the_networks_groups_are_every_partners_to_read(app, world, clock, client_of):
    """ORG-5: owned by the host, kept by the coordinator, read by all; another partner's own by nobody else."""
    coordinator = client_of(world.person(Role.COORDINATOR, "host"))
    address = coordinator.post("/groups/new", {**GROUP_FORM, "name": "Partnership board"}).location
    governance.add_group(app, world, clock, "other", name="Their own group")
    for role in (Role.BOARD_VIEWER, Role.CHAMPION, Role.ORGANISATION_LEAD):
        reader = client_of(world.person(role))
        assert "A group of the network" in reader.get(address).heading
        assert "Change this group" not in reader.get(address).text
        assert "Their own group" not in reader.get("/groups").text
    assert "Their own group" in coordinator.get("/groups?whose=partners").text
    assert "Their own group" not in coordinator.get("/groups?whose=network").text
