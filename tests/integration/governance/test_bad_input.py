"""Whatever is typed into governance, it is kept as it is or refused in words; never a fault, never markup."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest

from network.core.permissions import Role
from tests.factories import governance
from tests.factories.governance import GROUP_FORM, WRITE_UP_FORM, action_form
from tests.support.hostile import hostile_texts

TEXTS = hostile_texts(140)


@pytest.fixture
def lead(world, client_of):
    return client_of(world.person(Role.ORGANISATION_LEAD))


def by(count):
    """The texts, so many at a time: every one of them reaches a page."""
    return [TEXTS[start : start + count] for start in range(0, len(TEXTS), count)]


def check(page, typed):
    assert not page.tree.xpath("//main//script | //main//img | //main//iframe | //main//svg"), typed


def test_hostile_texts_in_every_field_of_a_group(lead):
    fields = ("name", "purpose", "chair_name", "chair_title", "members")
    token = lead._hidden_fields("/groups/new")["csrf_token"]
    added = 0
    for some in by(len(fields)):
        typed = dict(zip(fields, some, strict=False))
        answer = lead.raw.post("/groups/new", data={**GROUP_FORM, **typed, "csrf_token": token})
        assert answer.status_code in {303, 422}, typed
        if answer.status_code == 303:
            added += 1
            check(lead.get(answer.location), typed)
    assert added > 10, "most of them are odd, not wrong"
    check(lead.get("/groups"), "the list")


def test_hostile_texts_in_a_meeting_and_its_actions(app, world, clock, lead):
    group = governance.add_group(app, world, clock)
    address = f"/groups/meetings/{governance.plan(app, world, clock, group, date(2026, 11, 2))}"
    fields = ("note", "decisions-0", "decisions-1", "actions-0-what", "actions-0-owner_name", "attended")
    written = 0
    for some in by(5):
        typed = dict(zip(fields, some, strict=False))
        hidden = lead._hidden_fields(f"{address}/write-up")
        answer = lead.raw.post(f"{address}/write-up", data={**WRITE_UP_FORM, **typed, **hidden})
        assert answer.status_code in {303, 422}, typed
        if answer.status_code == 303:
            written += 1
            check(lead.get(address), typed)
    assert written > 10, "most of them are odd, not wrong"
    for path in (f"{address}/record", "/groups/actions?view=all"):
        check(lead.get(path), path)
    for path in ("/groups/actions.csv?view=all", "/groups/meetings.csv"):
        text = lead.raw.get(path).get_data(as_text=True)
        assert not any(line.startswith(("=", "+", "-", "@")) for line in text.split(",")), "nothing comes alive (B20)"


def test_hostile_texts_as_a_reason_and_as_a_search(app, world, clock, lead):
    group = governance.add_group(app, world, clock)
    for some in by(40):
        address = f"/groups/actions/{governance.add_action(app, world, clock, group, date(2026, 12, 1))}"
        hidden = lead._hidden_fields(f"{address}/drop")
        answer = lead.raw.post(f"{address}/drop", data={**hidden, "reason": some[0]})
        assert answer.status_code in {303, 422}
        check(lead.get(address), some[0])
    for text in TEXTS:
        answer = lead.raw.get(
            "/groups/actions", query_string={"owner": text, "area": text, "whose": text, "view": text}
        )
        assert answer.status_code == 200, text


def test_hostile_texts_through_the_api(app, world, clock, client_of):
    program = client_of.api(world.person(Role.ORGANISATION_LEAD))
    group = governance.add_group(app, world, clock)
    for some in by(3):
        sent = {**GROUP_FORM, "name": some[0], "purpose": some[-1], "members": some}
        assert program.raw.post("/api/v1/groups", json=sent, headers=program._headers).status_code in {201, 422}
        agreed = {"what": some[0], "owner_name": some[-1], "due_on": "2026-12-01"}
        made = program.raw.post(f"/api/v1/groups/{group}/actions", json=agreed, headers=program._headers)
        assert made.status_code in {201, 422}


NOTHING = [
    *(f"/groups/{UUID(int=0)}{end}" for end in ("", "/edit", "/end", "/meetings/new", "/actions/new")),
    *(f"/groups/meetings/{UUID(int=0)}{end}" for end in ("", "/plan", "/write-up", "/record")),
    *(f"/groups/actions/{UUID(int=0)}{end}" for end in ("", "/edit", "/finish", "/drop")),
    f"/groups/actions?group={UUID(int=0)}",
    "/groups/x",
    "/groups/%00",
    "/groups/" + "x" * 10_000,
]


@pytest.mark.parametrize("path", NOTHING, ids=range(len(NOTHING)))
def test_addresses_of_nothing(lead, path):
    lead.get(path, status=404)


@pytest.mark.parametrize("page", ["-1", "0", "x", "1e9", "99999999999999", "１"])
def test_pages_of_nothing(app, world, clock, lead, page):
    group = governance.add_group(app, world, clock)
    for path in ("/groups", "/groups/actions", f"/groups/{group}"):
        lead.get(f"{path}?page={page}")
    lead.get("/groups/actions?group=nonsense")


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"name": "x" * 10_000}, "Shorten this to 150 characters"),
        ({"kind": "cabal"}, "Choose from the list"),
        ({"rhythm": ""}, "Choose how often it meets"),
        ({"members": "x" * 10_000}, "Keep line 1 to 200 characters or fewer"),
        ({"members": "Ada\n" * 61}, "Enter 60 members or fewer; these are 61"),
        ({"purpose": "\u202e\x00"}, "Say what the group is for"),
    ],
)
def test_what_cannot_be_a_group_is_kept_and_explained(lead, changes, error):
    page = lead.post("/groups/new", {**GROUP_FORM, **changes}, status=422)
    assert page.errors == [error]
    assert "Head of Service" in page.text


def test_a_colleague_of_elsewhere_is_given_nothing(app, world, clock, lead, client_of):
    group = governance.add_group(app, world, clock)
    for stranger in (world.person(Role.CHAMPION, "other"), world.person(Role.STAFF_MEMBER)):
        page = lead.post(f"/groups/{group}/actions/new", action_form(owner_id=str(stranger.user_id)), status=422)
        assert page.errors == ["Choose from the list"]
        program = client_of.api(world.person(Role.ORGANISATION_LEAD))
        sent = action_form(owner_id=str(stranger.user_id))
        refused = program.post(f"/api/v1/groups/{group}/actions", sent, status=422)
        assert refused.json["errors"] == {"owner_id": ["Choose a colleague from the list, or enter a name"]}


def test_a_meeting_of_another_group_agreed_on_nothing_here(app, world, clock, client_of):
    group, another = (governance.add_group(app, world, clock) for _ in range(2))
    meeting = governance.hold(app, world, clock, another, date(2026, 11, 2))
    program = client_of.api(world.person(Role.ORGANISATION_LEAD))
    sent = action_form(owner_name="Dee", meeting_id=str(meeting))
    refused = program.post(f"/api/v1/groups/{group}/actions", sent, status=422)
    assert refused.json["errors"] == {"meeting_id": ["Choose a meeting of this group"]}


def test_a_form_without_its_protection_changes_nothing(app, world, clock, lead):
    group = governance.add_group(app, world, clock)
    assert lead.raw.post(f"/groups/{group}/reopen", data={}).status_code == 400
    assert lead.raw.post("/groups/new", data=GROUP_FORM).status_code == 400
