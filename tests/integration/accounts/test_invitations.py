"""Inviting and accepting: once, in time, by whom it was meant for, while the inviter could (`B4`, `B5`, `B15`)."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import select

from network.accounts.models import Invitation, Membership, User
from network.accounts.rules.inviting import LIFETIME
from network.accounts.service.invitations import NewInvitation, hash_of_invitation, invite
from network.accounts.service.memberships import end_role
from network.accounts.service.redeeming import InvitationUnusable, accept_invitation, redeem
from network.core import outbox, tenancy
from network.core.audit import AuditEntry
from network.core.commit import commit, rollback
from network.core.database import db
from network.core.errors import DomainError
from network.core.permissions import Role
from network.core.tenancy import scoped, system_scope
from tests.factories.accounts import SYSTEM, actor_of, joined_person, sent_invitation
from tests.support.world import PASSWORD

ACCEPTED = {"name": "Noor Person", "password": PASSWORD}


def rows(model, *where):
    with system_scope(db.session(), "a test looks") as system:
        return list(db.session.scalars(scoped(select(model), system, model).where(*where)))


@pytest.fixture
def lead(app, world):
    return actor_of(app.extensions["policies"], world.person(Role.ORGANISATION_LEAD))


@pytest.fixture
def sent(app, world, clock, lead):
    """A champion's invitation from the lead of the own organisation."""
    with app.app_context():
        return sent_invitation(lead, world.own, clock)


def link(sent):
    return f"/invitations/{sent.token}"


def body_of(page):
    """The page without what differs from one sending to the next."""
    return re.sub(r'name="csrf_token"[^>]*', "", page.text)


# The whole way


def test_a_lead_invites_and_a_champion_comes_in(app, world, client_of, visitor, clock):
    lead = client_of(world.person(Role.ORGANISATION_LEAD))
    answers = {"email": " Noor.Person@Example.org", "name": "Noor  Person", "role": "champion"}
    invitations = f"/organisations/{world.own}/people/invitations"
    lead.post(f"/organisations/{world.own}/people/invite", answers, to=invitations)
    assert "Noor Person" in lead.get(invitations).text

    with app.app_context():
        (message,) = outbox.waiting_messages()
        email = message.email("https://network.example.org")
        assert email.to == "noor.person@example.org"
        token = re.search(r"/invitations/(\S+)", email.text)[1]
        assert len(token) >= 22, "at least 128 bits"
        (invitation,) = rows(Invitation)
        assert invitation.token_hash == hash_of_invitation(token)
        assert token not in str(vars(invitation))

    page = visitor.get(f"/invitations/{token}")
    assert page.answer.headers["Cache-Control"] == "no-store"
    assert page.answer.headers["Referrer-Policy"] == "no-referrer"
    assert "Harrow Hill Council" in page.text
    visitor.post(f"/invitations/{token}", ACCEPTED, to="/")
    home = visitor.get("/")
    assert home.heading.endswith("What you can do")
    assert "Noor Person" in home.text
    with app.app_context():
        (user,) = rows(User, User.email == "noor.person@example.org")
        (membership,) = rows(Membership, Membership.user_id == user.id)
        assert (membership.role, membership.starts_on, membership.ends_on) == (Role.CHAMPION, clock.today(), None)
        assert user.password.startswith("$argon2id$")


def test_a_new_lead_is_led_to_the_second_step(app, world, clock, visitor):
    with app.app_context():
        sent = sent_invitation(SYSTEM, world.own, clock, role=Role.ORGANISATION_LEAD)
    visitor.post(link(sent), ACCEPTED, to="/")
    assert visitor.get("/", status=303).location == "/your-sign-in"
    visitor.get("/people", status=303)


def test_every_change_is_in_the_audit(app, world, client_of, visitor, clock, sent):
    client = client_of(world.person(Role.ORGANISATION_LEAD))
    client.post(f"/people/invitations/{sent.invitation.id}/send-again", form_at="/people")
    client.post(f"/people/invitations/{sent.invitation.id}/withdraw", form_at="/people")
    with app.app_context():
        again = sent_invitation(SYSTEM, world.own, clock)
    visitor.post(link(again), ACCEPTED)
    with app.app_context():
        actions = [entry.action for entry in rows(AuditEntry, AuditEntry.chain_id == world.own)]
        for entry in rows(AuditEntry, AuditEntry.chain_id == world.own):
            assert "example.org" not in str(entry.changes)
    assert actions == [
        "accounts.invitation.sent",
        "accounts.invitation.sent_again",
        "accounts.invitation.withdrawn",
        "accounts.invitation.sent",
        "accounts.membership.granted",
        "accounts.invitation.accepted",
    ]


# Once


def test_of_eight_at_once_one_succeeds(app, world, clock, sent):
    def try_it(number):
        with app.app_context():
            tenancy.enter(db.session(), SYSTEM)
            try:
                redeem(sent.token, f"Noor {number}", PASSWORD, clock)
                commit()
            except DomainError as refused:
                rollback()
                return type(refused).__name__
            return "in"

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(try_it, range(8)))
    assert answers.count("in") == 1, answers
    assert set(answers) <= {"in", "InvitationUnusable"}
    with app.app_context():
        (user,) = rows(User, User.email == sent.invitation.email)
        assert len(rows(Membership, Membership.user_id == user.id)) == 1


def test_two_invitations_to_one_new_address_at_once_make_one_account(app, world, clock, sent):
    with app.app_context():
        other = sent_invitation(SYSTEM, world.other, clock)

    def try_it(token):
        with app.app_context():
            tenancy.enter(db.session(), SYSTEM)
            try:
                redeem(token, "Noor", PASSWORD, clock)
                commit()
            except DomainError:
                rollback()
                return False
            return True

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(try_it, [sent.token, other.token])) == [False, True]


# Any link that does not work answers alike


def unusable(name, app, world, clock, client_of, sent, lead):
    """Makes a link that does not work, in one of the ways there are; gives its token."""
    if name == "unknown":
        return "x" * 43
    if name == "used":
        with app.app_context():
            tenancy.enter(db.session(), SYSTEM)
            redeem(sent.token, "Noor", PASSWORD, clock)
            commit()
    elif name == "withdrawn":
        client_of(world.person(Role.ORGANISATION_LEAD)).post(
            f"/people/invitations/{sent.invitation.id}/withdraw", form_at="/people"
        )
    elif name == "sent again":
        client_of(world.person(Role.ORGANISATION_LEAD)).post(
            f"/people/invitations/{sent.invitation.id}/send-again", form_at="/people"
        )
    elif name == "run out":
        clock.advance(LIFETIME + timedelta(seconds=1))
    elif name == "inviter lost the right":
        with app.app_context():
            joined_person(world.own, Role.ORGANISATION_LEAD, clock, email="second@example.org")
            coordinator = actor_of(app.extensions["policies"], world.person(Role.COORDINATOR, "host"))
            tenancy.enter(db.session(), coordinator)
            (theirs,) = rows(Membership, Membership.user_id == lead.user_id)
            end_role(coordinator, theirs.id, clock)
            commit()
    elif name == "a key for programs":
        page = client_of(world.person(Role.ORGANISATION_LEAD)).post(
            "/keys/new", {"label": "K", "scopes": "accounts:membership:list"}, status=200
        )
        return page.texts("//code")[0]
    elif name == "the hash":
        return sent.invitation.token_hash
    elif name == "the key of the invitation":
        return str(sent.invitation.id)
    return sent.token


WAYS = [
    "unknown",
    "used",
    "withdrawn",
    "sent again",
    "run out",
    "inviter lost the right",
    "a key for programs",
    "the hash",
    "the key of the invitation",
]


@pytest.mark.parametrize("way", WAYS)
def test_a_link_that_does_not_work_answers_as_an_unknown_one(app, world, clock, client_of, sent, lead, way):
    token = unusable(way, app, world, clock, client_of, sent, lead)
    visitor = client_of(None)
    expected, found = visitor.get("/invitations/unknown", status=404), visitor.get(f"/invitations/{token}", status=404)
    assert body_of(found) == body_of(expected)
    assert {k: v for k, v in found.answer.headers if k != "Set-Cookie"} == {
        k: v for k, v in expected.answer.headers if k != "Set-Cookie"
    }
    with app.app_context():
        before = len(rows(User))
    posted = visitor.post(f"/invitations/{token}", ACCEPTED, status=404, form_at="/sign-in")
    assert body_of(posted) == body_of(expected)
    with app.app_context():
        assert len(rows(User)) == before


def test_the_last_second_counts_and_no_second_more(app, world, clock, visitor, sent):
    clock.advance(LIFETIME)
    visitor.get(link(sent))
    clock.advance(timedelta(seconds=1))
    visitor.get(link(sent), status=404)


def test_ten_wrong_links_from_one_address_and_no_more_are_looked_at(app, visitor, world, client_of):
    answers = [visitor.raw.get(f"/invitations/wrong-{number}").status_code for number in range(14)]
    assert answers == [404] * 10 + [429] * 4
    elsewhere = client_of(None)
    elsewhere.get("/invitations/wrong", status=404, environ_overrides={"REMOTE_ADDR": "198.51.100.7"})


# Bound to the address


def test_whoever_has_an_account_signs_in_and_accepts_in_one_press(app, world, clock, client_of, visitor):
    manager = world.person(Role.MANAGER, "other")
    with app.app_context():
        sent = sent_invitation(SYSTEM, world.own, clock, email=manager.email, role=Role.CHAMPION)
    page = visitor.get(link(sent))
    assert "You have an account already" in page.text
    assert "next=/choose-organisation" in page.text
    assert sent.token not in page.text
    visitor.post(link(sent), ACCEPTED, status=200, form_at="/sign-in")

    stranger = client_of(world.person(Role.STAFF_MEMBER))
    assert "another address" in stranger.get(link(sent)).text
    assert manager.email not in stranger.get(link(sent)).text
    stranger.post(f"/invitations/{sent.invitation.id}/accept", status=404, form_at="/")

    client = client_of(manager)
    assert "You are invited to Harrow Hill Council" in client.get("/").text
    assert "You are invited to Harrow Hill Council" in client.get("/choose-organisation").text
    (action,) = client.get(link(sent)).tree.xpath("//main//form/@action")
    client.post(action, to="/choose-organisation", form_at=link(sent))
    client.post(action, status=404, form_at="/")
    assert len(client.get("/choose-organisation").texts("//input[@type='radio']")) == 2


def test_an_inviter_who_takes_over_the_address_cannot_accept(app, world, clock, lead):
    with app.app_context():
        sent = sent_invitation(lead, world.own, clock, role=Role.INCIDENT_LEAD)
        with system_scope(db.session(), "a change of address"):
            db.session.flush()
            (user,) = rows(User, User.id == lead.user_id)
            user.email = sent.invitation.email
        commit()
        with pytest.raises(InvitationUnusable):
            accept_invitation(lead.user_id, sent.invitation.id, clock)
        rollback()


# What the form refuses, in words that help


@pytest.mark.parametrize(
    ("answers", "error"),
    [
        ({"email": ""}, "Enter an e-mail address, like name@example.org"),
        ({"email": "noor"}, "Enter an e-mail address, like name@example.org"),
        ({"email": "a" * 10_000 + "@example.org"}, "Enter an e-mail address, like name@example.org"),
        ({"name": ""}, "Enter a name"),
        ({"name": "n" * 10_000}, "Enter a name of 200 characters or fewer"),
        ({"role": ""}, "Choose a role"),
        ({"role": "coordinator"}, "Choose from the list"),
        ({"role": "therapist"}, "Choose from the list"),
        ({"role": "emperor"}, "Choose from the list"),
        ({"starts_on": "2026-11-17"}, "The first day is today or later"),
        ({"ends_on": "2026-11-17"}, "The last day is today or later"),
        ({"starts_on": "2026-12-02", "ends_on": "2026-12-01"}, "The last day is the first day or later"),
        ({"starts_on": "2099-01-01"}, "Enter a first day within the next 5 years"),
        (
            {"starts_on-day": "31", "starts_on-month": "2", "starts_on-year": "2027"},
            "Enter a real date, like 27 3 2026",
        ),
    ],
)
def test_refusals(world, client_of, answers, error):
    client = client_of(world.person(Role.ORGANISATION_LEAD))
    whole = {"email": "noor@example.org", "name": "Noor", "role": "champion", **answers}
    page = client.post(f"/organisations/{world.own}/people/invite", whole, status=422)
    assert page.errors == [error]
    kept = page.tree.xpath("//input[@name='name']/@value")
    assert kept == ([whole["name"]] if whole["name"] else [])


def test_who_is_here_already_and_oneself(app, world, client_of, clock, sent):
    lead, champion = world.person(Role.ORGANISATION_LEAD), world.person(Role.CHAMPION)
    client = client_of(lead)

    def errors(email, role="champion"):
        answers = {"email": email, "name": "N", "role": role}
        return client.post(f"/organisations/{world.own}/people/invite", answers, status=422).errors

    assert errors(champion.email) == ["This person holds that role here already"]
    assert errors(sent.invitation.email) == [
        "This address has an invitation to that role. You can send it again instead"
    ]
    assert errors(lead.email, "manager")[0].startswith("This is your own address")
    # What is true elsewhere is nobody's business here: somebody of another organisation is invited like anybody.
    elsewhere = world.person(Role.CHAMPION, "other").email
    client.post(
        f"/organisations/{world.own}/people/invite", {"email": elsewhere, "name": "N", "role": "champion"}, status=303
    )


def test_the_same_form_twice_is_one_invitation(app, world, client_of):
    client = client_of(world.person(Role.ORGANISATION_LEAD))
    path = f"/organisations/{world.own}/people/invite"
    hidden = {i.get("name"): i.get("value") for i in client.get(path).tree.xpath("//main//input[@type='hidden']")}
    answers = {**hidden, "email": "noor@example.org", "name": "Noor", "role": "champion"}
    first, second = client.raw.post(path, data=answers), client.raw.post(path, data=answers)
    assert first.status_code == second.status_code == 303
    assert first.location == second.location
    assert client.raw.post(path, data={**answers, "name": "Other"}).status_code == 409
    with app.app_context():
        assert len(rows(Invitation)) == 1


@pytest.mark.parametrize(
    ("answers", "error"),
    [
        ({"name": ""}, "Enter your name"),
        ({"name": "n" * 10_000}, "Enter a name of 200 characters or fewer"),
        ({"password": ""}, "Choose a password"),
        ({"password": "short"}, "Use at least 12 characters. Three or four words work well."),
        (
            {"password": "noorperson123"},
            "This password is easy to guess. Choose three or four words that do not belong together.",
        ),
    ],
)
def test_accepting_refuses_kindly_and_keeps_the_link(app, visitor, sent, answers, error):
    page = visitor.post(link(sent), {**ACCEPTED, **answers}, status=422)
    assert page.errors == [error]
    visitor.post(link(sent), ACCEPTED, to="/")


# Roles that begin later, or end


def test_a_role_can_begin_later_and_have_a_last_day(app, world, clock, lead, visitor):
    starts_on, ends_on = clock.today() + timedelta(days=5), clock.today() + timedelta(days=30)
    with app.app_context():
        tenancy.enter(db.session(), lead)
        new = NewInvitation("noor@example.org", "Noor", Role.CHAMPION, world.own, starts_on, ends_on)
        sent = invite(lead, new, clock)
        commit()
    visitor.post(link(sent), ACCEPTED, to="/")
    assert visitor.get("/", status=303).location == "/choose-organisation"
    assert visitor.get("/choose-organisation").heading == "You have no role here today"
    clock.advance(timedelta(days=5))
    with app.app_context():
        (membership,) = rows(Membership, Membership.role == Role.CHAMPION, Membership.starts_on == starts_on)
        assert membership.ends_on == ends_on
