"""Keys for programs: shown once, no more than their maker may, ended at once (`B25`)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from network.core import outbox
from network.core.permissions import Role
from tests.support.client import ApiClient
from tests.support.sign_in import give_password
from tests.support.world import PASSWORD


@pytest.fixture
def lead(world, client_of):
    return client_of(world.person(Role.ORGANISATION_LEAD))


def make(client, label="The training system", scopes=("accounts:membership:list",)):
    return client.post("/keys/new", {"label": label, "scopes": list(scopes)}, status=200)


def program(app, text):
    return ApiClient(app.test_client(), text)


def test_a_key_is_shown_once_works_and_ends(app, lead):
    (text,) = make(lead).texts("//code")
    assert len(text) > 40
    program(app, text).get("/api/v1/memberships")
    program(app, text).get("/api/v1/invitations", status=403)
    page = lead.get("/keys")
    assert text not in page.text
    assert "See who holds which role in the organisation" in page.text
    (end,) = page.tree.xpath("//form[starts-with(@action, '/keys/')]/@action")
    lead.post(end, to="/keys", form_at="/keys")
    program(app, text).get("/api/v1/memberships", status=401)
    assert "There is none yet" in lead.get("/keys").text


def test_everybody_makes_keys_for_what_they_may_do_and_sees_their_own(app, world, client_of, lead):
    allocator = client_of(world.person(Role.PROVIDER_ALLOCATOR, "provider"))
    (text,) = make(allocator, "The case system", ("incidents:referral:allocate",)).texts("//code")
    program(app, text).get("/api/v1/incidents/allocation")
    program(app, text).get("/api/v1/incidents/caseload", status=404)
    make(lead)
    champion = client_of(world.person(Role.CHAMPION))
    make(champion, "My diary", ("training:session:log",))
    assert "My diary" in champion.get("/keys").texts("//main//h2")
    assert "The training system" not in champion.get("/keys").text
    assert {"My diary", "The training system"} <= set(lead.get("/keys").texts("//main//h2"))
    (link,) = allocator.get("/your-sign-in").tree.xpath("//a[text()='Your keys']/@href")
    assert link == "/keys"


def test_a_key_runs_out_after_a_year(app, lead, clock):
    (text,) = make(lead).texts("//code")
    clock.advance(timedelta(days=366))
    program(app, text).get("/api/v1/me", status=401)


@pytest.mark.parametrize(
    ("answers", "error"),
    [
        ({"label": ""}, "Say what the key is for"),
        ({"label": "k" * 10_000}, "Say what the key is for, in 100 characters or fewer"),
        ({"scopes": []}, "Choose at least one thing it may do"),
        ({"scopes": ["incidents:referral:allocate"]}, "Choose from the list"),
        ({"scopes": ["everything"]}, "Choose from the list"),
    ],
)
def test_refusals(lead, answers, error):
    whole = {"label": "A key", "scopes": ["accounts:membership:list"], **answers}
    assert lead.post("/keys/new", whole, status=422).errors == [error]


def test_another_organisation_sees_no_key(world, client_of, lead):
    make(lead)
    other = client_of(world.person(Role.ORGANISATION_LEAD, "other"))
    assert "There is none yet" in other.get("/keys").text


def test_every_permission_has_words(lead):
    labels = lead.get("/keys/new").texts("//*[@class='govuk-checkboxes__item']//label")
    assert labels
    assert not [label for label in labels if ":" in label]


def test_its_maker_is_written_to(app, world, lead):
    make(lead)
    with app.app_context():
        (told,) = [each for each in outbox.waiting_messages() if each.kind == "accounts.key_made"]
    assert told.to == world.person(Role.ORGANISATION_LEAD).email
    text = told.email("https://network.example").text
    assert "https://network.example/keys" in text
    assert "The training system" not in text


def test_a_new_password_ends_every_key(app, world, lead):
    person = world.person(Role.ORGANISATION_LEAD)
    give_password(app, person)
    (text,) = make(lead).texts("//code")
    program(app, text).get("/api/v1/me")
    lead.post("/your-sign-in/password", {"current_password": PASSWORD, "password": "another walk along the river"})
    program(app, text).get("/api/v1/me", status=401)
