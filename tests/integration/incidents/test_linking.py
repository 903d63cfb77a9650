"""A referral finds the person it is about: at once where they have an account, and when they get one (CI-8)."""

import re
from datetime import timedelta

from sqlalchemy import select

from network.accounts.models import Invitation, Membership, User
from network.accounts.queries import names_of
from network.accounts.service.invitations import forget_private_invitations
from network.core import outbox, tenancy
from network.core.actor import SystemActor
from network.core.audit import AuditEntry
from network.core.commit import commit
from network.core.database import db
from network.core.permissions import Role
from network.core.tenancy import scoped, system_scope
from network.incidents.models import ReferralStep
from network.incidents.public import link_person
from network.incidents.service import forget
from tests.factories.events import announce
from tests.factories.incidents import acting
from tests.support.world import Person

LATER = "jo.later@example.org"


def join(app, person, organisation_id, email=LATER):
    with app.app_context():
        linked = link_person(person.user_id, email, organisation_id)
        commit()
    return linked


def test_somebody_with_an_account_has_their_page_at_once(service, client_of):
    referral_id = service.refer()
    client_of(service.staff_member).get(f"/support/mine/{referral_id}")


def test_somebody_who_joins_later_finds_theirs(app, service, world, client_of):
    referral_id = service.refer(staff_email="Jo.Later@example.org")
    newcomer = service.add_person("own", Role.STAFF_MEMBER)
    client_of(newcomer).get(f"/support/mine/{referral_id}", status=404)
    assert join(app, newcomer, world.own) == 1
    client_of(newcomer).get(f"/support/mine/{referral_id}")
    assert join(app, service.add_person("own", Role.STAFF_MEMBER), world.own) == 0, "it is found once"


def test_somebody_without_an_account_is_let_in_by_their_own_link(app, service, world, client_of, visitor):
    """U31, B5: a message that names nobody, a link that works once, and a page that is theirs."""
    referral_id = service.refer(staff_email=LATER)
    with app.app_context():
        (offered,) = [each for each in outbox.waiting_messages() if each.kind == "incidents.page-offered"]
    assert offered.to == LATER
    link = f"/invitations/{offered.token}"
    assert offered.email("https://network.example.org").text.count(link) == 1
    answers = {"name": "Jo Later", "password": "a walk along the long wall"}
    visitor.post(link, answers)
    with app.app_context(), system_scope(db.session(), "a test looks") as system:
        user = db.session.scalars(scoped(select(User), system, User).where(User.email == LATER)).one()
    newcomer = Person(user.id, LATER, user.name, world.own, Role.STAFF_MEMBER)
    client_of(newcomer).get(f"/support/mine/{referral_id}")


def test_no_list_of_people_shows_that_somebody_was_let_in(app, service, world, client_of, visitor):
    """The organisation's lead and the coordinator see neither the invitation nor the role."""
    service.refer(staff_email=LATER)
    onlookers = [world.person(Role.ORGANISATION_LEAD), world.person(Role.COORDINATOR, "host")]

    def seen():
        paths = (f"/organisations/{world.own}/people", f"/organisations/{world.own}/people/invitations")
        answers = [client_of(person).raw.get(path) for person in onlookers for path in paths]
        answers.append(client_of(onlookers[0]).raw.get("/champions/new"))
        programs = [
            client_of.api(person).raw.get(path, headers=client_of.api(person)._headers)
            for person in onlookers
            for path in ("/api/v1/memberships", "/api/v1/invitations")
        ]
        assert {answer.status_code for answer in (*answers, *programs)} == {200}
        return b"".join(answer.data for answer in (*answers, *programs))

    assert LATER.encode() not in seen()
    with app.app_context():
        (offered,) = [each for each in outbox.waiting_messages() if each.kind == "incidents.page-offered"]
    visitor.post(f"/invitations/{offered.token}", {"name": "Jo Later", "password": "a walk along the long wall"})
    after = seen()
    assert LATER.encode() not in after
    assert b"Jo Later" not in after
    with app.app_context(), system_scope(db.session(), "a test looks") as system:
        key = db.session.scalars(scoped(select(User.id), system, User).where(User.email == LATER)).one()
    for person in onlookers:
        with acting(app, person) as actor:
            assert names_of(actor, [key, person.user_id]) == {person.user_id: person.name}, "by their key neither"


def test_inviting_somebody_who_was_let_in_says_nothing_of_it(app, service, world, client_of, visitor):
    """Neither the lead, nor the coordinator, nor a program learns it by trying an address (B16)."""
    service.refer(staff_email=LATER)
    with app.app_context():
        (offered,) = [each for each in outbox.waiting_messages() if each.kind == "incidents.page-offered"]
    visitor.post(f"/invitations/{offered.token}", {"name": "Jo Later", "password": "a walk along the long wall"})
    lead, coordinator = world.person(Role.ORGANISATION_LEAD), world.person(Role.COORDINATOR, "host")
    path = f"/organisations/{world.own}/people/invite"
    for email, by in ((LATER, lead), ("nobody.yet@example.org", lead)):
        answer = client_of(by).post(path, {"email": email, "name": "Jo", "role": Role.STAFF_MEMBER}, status=303)
        assert answer.location == f"/organisations/{world.own}/people/invitations"
    errors = set()
    for email in (LATER, "nobody.yet@example.org"):
        answer = client_of(coordinator).post(
            path, {"email": email, "name": "Jo", "role": Role.STAFF_MEMBER}, status=422
        )
        errors.add(tuple(answer.errors))
    assert len(errors) == 1, "to both alike: the lead sent one a moment ago"
    with app.app_context(), system_scope(db.session(), "a test looks") as system:
        user = db.session.scalars(scoped(select(User), system, User).where(User.email == LATER)).one()
    jo = client_of(Person(user.id, LATER, user.name, world.own, Role.STAFF_MEMBER))
    (accept,) = jo.get("/choose-organisation").tree.xpath("//form[contains(@action, '/accept')]/@action")
    jo.post(accept, form_at="/choose-organisation")
    assert "Jo Later" in client_of(lead).get(f"/organisations/{world.own}/people").text, "now they are seen to be there"


def test_the_own_chain_of_the_organisation_says_nothing_of_it(app, service, world, visitor):
    """What its lead may come to read of the audit holds neither the invitation nor the role."""
    service.refer(staff_email=LATER)
    with app.app_context():
        (offered,) = [each for each in outbox.waiting_messages() if each.kind == "incidents.page-offered"]
    visitor.post(f"/invitations/{offered.token}", {"name": "Jo Later", "password": "a walk along the long wall"})
    with app.app_context(), system_scope(db.session(), "a test looks") as system:
        user_id = db.session.scalars(scoped(select(User.id), system, User).where(User.email == LATER)).one()
        entries = db.session.scalars(scoped(select(AuditEntry), system, AuditEntry)).all()
    about = [entry for entry in entries if str(user_id) in f"{entry.user_id} {entry.entity_id} {entry.changes}"]
    assert {entry.action for entry in about} >= {"accounts.membership.granted", "accounts.invitation.accepted"}
    assert world.own not in {entry.chain_id for entry in about if entry.action.startswith("accounts.")}


def test_somebody_with_another_role_accepts_theirs_when_signed_in(app, service, world, client_of):
    """Their account is there, the role of their own page is not: the sealed address leads them to it."""
    champion = world.person(Role.CHAMPION)
    referral_id = service.refer(staff_email=champion.email)
    with app.app_context():
        (offered,) = [each for each in outbox.waiting_messages() if each.kind == "incidents.page-offered"]
    client = client_of(champion)
    client.get(f"/support/mine/{referral_id}", status=404)
    (accept,) = set(re.findall(r"/invitations/[0-9a-f-]{36}/accept", client.get(f"/invitations/{offered.token}").text))
    stranger = client_of(world.person(Role.MANAGER))
    stranger.post(accept, {}, status=404, form_at="/your-sign-in")
    client.post(accept, {}, form_at="/your-sign-in")
    client.get(f"/support/mine/{referral_id}")


def test_nobody_else_finds_it(app, service, world):
    service.refer(staff_email=LATER)
    person = service.add_person("own", Role.STAFF_MEMBER)
    assert join(app, person, world.own, "jo.another@example.org") == 0
    assert join(app, person, world.other) == 0
    assert join(app, service.manager, world.own) == 0


def test_a_draft_is_found_by_nobody(app, service, world):
    service.draft()
    assert join(app, service.add_person("own", Role.STAFF_MEMBER), world.own) == 0


def test_what_let_somebody_in_is_forgotten_with_what_it_was_for(app, service, world, client_of, visitor, clock):
    """B30: 90 days after the end nothing says that they were ever let in, and no step is theirs by name."""
    first = service.refer(staff_email=LATER)
    with app.app_context():
        (offered,) = [each for each in outbox.waiting_messages() if each.kind == "incidents.page-offered"]
    visitor.post(f"/invitations/{offered.token}", {"name": "Jo Later", "password": "a walk along the long wall"})

    def kept():
        with app.app_context(), system_scope(db.session(), "a test looks") as system:
            accounts = scoped(select(User.id), system, User).where(User.email == LATER)
            theirs = scoped(select(Membership.id), system, Membership).where(Membership.user_id.in_(accounts))
            private = scoped(select(Invitation.id), system, Invitation).where(Invitation.email.is_(None))
            steps = scoped(select(ReferralStep.id), system, ReferralStep).where(ReferralStep.user_id.in_(accounts))
            found = [db.session.scalars(each).all() for each in (accounts, theirs, private, steps)]
            return found[0][0] if found[0] else None, [len(each) for each in found]

    def a_job(carry_out):
        with app.app_context():
            tenancy.enter(db.session(), SystemActor("a job"))
            carry_out(clock)
            commit()

    user_id, counts = kept()
    assert counts == [1, 1, 1, 0]
    jo = Person(user_id, LATER, "Jo Later", world.own, Role.STAFF_MEMBER)
    client_of(jo).post(f"/support/mine/{first}/no")
    clock.advance(timedelta(days=89))
    second = service.refer(staff_email=LATER)
    clock.advance(timedelta(days=1))
    a_job(forget_private_invitations)
    a_job(forget)
    assert kept()[1] == [1, 1, 0, 0], "there is still one that they come here for"
    client_of(jo).post(f"/support/mine/{second}/no")
    clock.advance(timedelta(days=90))
    signed_in = client_of(jo)
    a_job(forget)
    assert kept()[1] == [0, 0, 0, 0]
    assert "/sign-in" in signed_in.raw.get("/support/mine").location


def test_an_account_that_has_another_role_stays(app, service, world, client_of, clock):
    champion = world.person(Role.CHAMPION)
    referral_id = service.refer(staff_email=champion.email)
    browser = client_of(champion)
    (accept,) = browser.get("/choose-organisation").tree.xpath("//form[contains(@action, '/accept')]/@action")
    browser.post(accept, form_at="/choose-organisation")
    browser.post(f"/support/mine/{referral_id}/no")
    clock.advance(timedelta(days=90))
    with app.app_context():
        tenancy.enter(db.session(), SystemActor("a job"))
        forget(clock)
        commit()
    again = client_of(champion)
    again.get("/training/")
    again.get("/support/mine", status=404)


def test_a_role_that_nobody_sees_brings_nothing_that_would_show_it(app, service, world, client_of, visitor, clock):
    """A booking or a key of theirs would stand in lists of people who know that nobody of that name is there."""
    service.refer(staff_email=LATER)
    with app.app_context():
        (offered,) = [each for each in outbox.waiting_messages() if each.kind == "incidents.page-offered"]
    visitor.post(f"/invitations/{offered.token}", {"name": "Jo Later", "password": "a walk along the long wall"})
    with app.app_context(), system_scope(db.session(), "a test looks") as system:
        user = db.session.scalars(scoped(select(User), system, User).where(User.email == LATER)).one()
    jo = client_of(Person(user.id, LATER, user.name, world.own, Role.STAFF_MEMBER))
    jo.get("/support/mine", status=303)
    event = announce(app, world, clock)
    assert "Book" not in jo.get(f"/events/{event}").texts("//main//button")
    jo.post(f"/events/{event}/book", form_at=f"/events/{event}", status=403)
    jo.get("/keys", status=403)
    assert "Your keys" not in jo.get("/your-sign-in").text
    client_of(service.staff_member).get("/keys")


def test_a_key_says_to_others_nothing_that_only_a_private_role_brings(app, service, world, client_of):
    """A champion who was let in to their own page: their lead sees the key, and what a champion may do with it."""
    champion = world.person(Role.CHAMPION)
    service.refer(staff_email=champion.email)
    browser = client_of(champion)
    (accept,) = browser.get("/choose-organisation").tree.xpath("//form[contains(@action, '/accept')]/@action")
    browser.post(accept, form_at="/choose-organisation")
    rights = ["incidents:referral:answer", "training:session:log"]
    browser.post("/keys/new", {"label": "My diary", "scopes": rights}, status=200)
    label = app.extensions["policies"].label_of("incidents:referral:answer")
    assert label in browser.get("/keys").text
    seen = client_of(world.person(Role.ORGANISATION_LEAD)).get("/keys")
    assert "My diary" in seen.text
    assert app.extensions["policies"].label_of("training:session:log") in seen.text
    assert label not in seen.text
    with app.app_context(), system_scope(db.session(), "a test looks") as system:
        for entry in db.session.scalars(scoped(select(AuditEntry), system, AuditEntry)):
            assert "incidents:referral:answer" not in str(entry.changes)
