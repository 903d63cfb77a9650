"""An organisation that became part of another: nobody is invited to it, and every way leads to the one there is."""

from __future__ import annotations

import pytest

from network.accounts.commands import people
from network.accounts.models import Invitation
from network.core.permissions import Role
from tests.factories.joining import NEWTOWN, ask
from tests.support.filled import filled_form


@pytest.fixture
def desk(client_of, world):
    """The coordinator's."""
    return client_of(world.person(Role.COORDINATOR, "host"))


@pytest.mark.parametrize("page", ["people", "people/invitations", "people/invite"])
def test_its_people_are_found_at_the_successor(world, become_one, desk, page):
    become_one()
    found = desk.get(f"/organisations/{world.own}/{page}", status=301)
    assert found.location == f"/organisations/{world.other}/{page}"


def test_nobody_is_invited_to_it(world, become_one, desk, every):
    """From a form that was open before."""
    path = f"/organisations/{world.own}/people/invite"
    form = filled_form(desk, path)
    become_one()
    sent = {"email": "new.lead@example.org", "name": "New Lead", "role": "organisation-lead"}

    assert desk.raw.post(path, data={**form, **sent}).status_code == 404

    assert every(Invitation) == []


def test_the_command_does_not_find_it_by_its_name(app, world, become_one, every):
    become_one()
    answer = app.test_cli_runner().invoke(
        people,
        [
            "invite",
            "lead@example.org",
            "--role=organisation-lead",
            "--name=A Lead",
            "--organisation=Harrow Hill Council",
        ],
    )
    assert answer.exit_code == 1
    assert "No organisation is called Harrow Hill Council" in answer.stderr
    assert every(Invitation) == []


def test_whoever_asks_to_join_is_not_offered_it(app, world, known, become_one, desk, clock):
    """By a name much like the one that it had."""
    (hill,) = known(("119903", "Newtown Kitchens", "Newtown", "", ""))
    request = ask(app, clock, NEWTOWN)
    become_one(hill, world.own)

    page = desk.get(f"/joining/{request}/accept")
    assert page.tree.xpath("//input[@name='which']/@value") == ["new"]
    refused = desk.post(f"/joining/{request}/accept", {"which": str(hill)}, status=422)
    assert refused.errors
    assert "Newtown Kitchens" not in desk.get(f"/joining/{request}").text


def test_a_program_does_not_invite_whoever_asks_as_it(app, world, known, become_one, client_of, clock, every):
    (hill,) = known(("119903", "Newtown Kitchens", "Newtown", "", ""))
    request = ask(app, clock, NEWTOWN)
    become_one(hill, world.own)
    program = client_of.api(world.person(Role.COORDINATOR, "host"))

    answer = program.post(f"/api/v1/join-requests/{request}/acceptance", {"organisation_id": str(hill)}, status=422)

    assert "organisation_id" in answer.json["errors"]
    assert every(Invitation) == []


def test_what_would_follow_is_asked_for_once_more_afterwards(world, become_one, desk):
    """With the browser's way back, or in another tab."""
    address = f"/organisations/{world.own}/merge/{world.other}?which=became-one"
    desk.get(address)
    become_one()

    assert desk.get(address, status=301).location == f"/organisations/{world.other}/merge/{world.other}"
    answer = desk.raw.get(address, follow_redirects=True)
    assert answer.request.path == f"/organisations/{world.other}"
    assert answer.status_code == 200
