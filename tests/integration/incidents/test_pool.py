"""Small organisations share incident leads: offered by one press, asked by an invitation, never mixed (CI-1, CI-6)."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from network.accounts.models import Membership
from network.accounts.public import end_role
from network.core.audit import AuditEntry
from network.core.commit import commit
from network.core.database import db
from network.core.permissions import Role
from network.core.tenancy import scoped, system_scope, unscoped
from network.directory.vocabulary import SupportKind
from network.incidents import service as verbs
from network.incidents.leaving import leave
from network.incidents.rules.states import State
from network.incidents.words import STATE_WORDS
from network.organisations.service.merging import merge
from tests.factories.accounts import granted_role
from tests.factories.directory import an_entry
from tests.factories.incidents import acting
from tests.factories.pool import accept_to_lead, ask_to_lead, be_small, offer_to_lead, offers_kept

POOL, LEADS, DESK, SERVICE = "/support/pool", "/support/service/leads", "/support/desk", "/support/service"
API = "/api/v1/incidents/pool"


@pytest.fixture
def small(app, world, clock, service):
    """Whoever sets up the service of `other`, a small organisation; the service of `own` is on."""
    be_small(app, world, clock)
    return world.person(Role.ORGANISATION_LEAD, "other")


@pytest.fixture
def end(app, clock):
    """Ends what somebody is as incident lead of an organisation."""

    def end(person, organisation_id, **when):
        with app.app_context(), system_scope(db.session(), "a test ends a role") as system:
            held = scoped(select(Membership.id), system, Membership).where(
                Membership.user_id == person.user_id,
                Membership.organisation_id == organisation_id,
                Membership.role == Role.INCIDENT_LEAD,
            )
            end_role(system, db.session.scalars(held).one(), clock, **when)
            commit()

    return end


def leads_at(app, world, person, organisation_id, clock):
    """Somebody is incident lead of this organisation too."""
    with app.app_context():
        granted_role(world, person.user_id, organisation_id, Role.INCIDENT_LEAD, clock)


def audited(app):
    """What the audit holds of the pool: how often, and in whose chain."""
    with app.app_context(), system_scope(db.session(), "a test looks"):
        entries = select(AuditEntry.action, AuditEntry.chain_id).where(AuditEntry.action.contains(".pool."))
        return Counter(tuple(row) for row in db.session.execute(unscoped(entries, "a test looks")))


def lines(page):
    """Those who offer: who, from where, and how each stands."""
    rows = page.tree.xpath("//dl//div[contains(@class, 'govuk-summary-list__row')]")
    return [" ".join(" ".join(row.itertext()).split()) for row in rows]


def references(page):
    """How many referrals a list shows."""
    return len(page.tree.xpath("//main//tbody/tr"))


def test_from_the_offer_to_a_referral_passed_on(app, world, clock, service, small, client_of):
    lead, setting_up = service.lead, client_of(small)
    theirs = client_of(lead)
    assert theirs.get(DESK).tree.xpath(f"//main//a[@href='{POOL}']")
    theirs.post(f"{POOL}/offer", to=POOL, form_at=POOL)
    assert "You have offered this since 18 November 2026, as somebody of Harrow Hill Council" in theirs.get(POOL).text

    (way,) = setting_up.get(SERVICE).tree.xpath("//a[contains(., 'Two incident leads')]/@href")
    page = setting_up.get(way)
    assert lines(page) == [f"{lead.name} Harrow Hill Council Ask {lead.name} to lead here"]
    (ask,) = page.tree.xpath("//dl//form/@action")
    setting_up.post(ask, to=LEADS, form_at=LEADS)
    assert lines(setting_up.get(LEADS)) == [f"{lead.name} Harrow Hill Council Asked. Their answer is still to come"]
    assert "Name two incident leads at least" in setting_up.get(f"{SERVICE}/on").text, "to be asked is no yes"
    setting_up.post(ask, status=409, form_at=LEADS)

    (accept,) = theirs.get("/choose-organisation").tree.xpath("//form[contains(@action, '/accept')]/@action")
    theirs.post(accept, to="/choose-organisation", form_at="/choose-organisation")
    assert lines(setting_up.get(LEADS)) == [f"{lead.name} Harrow Hill Council Leads here"]
    assert "Name two incident leads at least" not in setting_up.get(f"{SERVICE}/on").text, "who accepted is counted"
    assert audited(app) == {
        ("incidents.pool.offered", world.own): 1,
        ("incidents.pool.asked", world.other): 1,
    }

    service.refer()
    referral_id = refer_from_the_small_one(app, world, clock, service)
    at_home = theirs.get(DESK)
    assert "You lead for other organisations too: Ottermouth NHS Foundation Trust." in at_home.text
    assert references(at_home) == 1, "their own organisation's, and no other"
    theirs.get(f"{DESK}/{referral_id}", status=404)
    (switch,) = at_home.tree.xpath("//main//a[contains(., 'Act for another organisation')]/@href")
    theirs.post(switch, {"organisation_id": str(world.other)}, to="/")
    there = theirs.get(DESK)
    assert "You lead for other organisations too: Harrow Hill Council." in there.text
    assert references(there) == 1
    theirs.post(f"{DESK}/{referral_id}/pass-on", form_at=f"{DESK}/{referral_id}")
    assert theirs.get(DESK).texts("//main//tbody/tr/td[1]") == [STATE_WORDS[State.WITH_PROVIDER]]


def refer_from_the_small_one(app, world, clock, service):
    """Its service opens, and its manager sends a referral."""
    with app.app_context(), system_scope(db.session(), "where else its people turn"):
        for kind in (SupportKind.WELLBEING_SERVICE, SupportKind.SUPERVISION):
            db.session.add(an_entry(world.other, kind, clock))
        commit()
    with acting(app, world.person(Role.ORGANISATION_LEAD, "other")) as actor:
        verbs.switch_on(actor, clock)
    with acting(app, world.person(Role.MANAGER, "other")) as actor:
        said = service.submission(staff_email=world.person(Role.STAFF_MEMBER, "other").email)
        return verbs.refer(actor, said, clock).id


def test_nothing_but_name_and_organisation_is_shown(app, world, clock, service, small, client_of):
    """No address before the person accepts: on no page, and to no program."""
    offer_id = offer_to_lead(app, service.lead, clock)
    browser, program = client_of(small), client_of.api(small)
    (item,) = program.get(API).json["items"]
    assert set(item) == {"id", "name", "organisation", "standing"}
    ask_to_lead(app, world, offer_id, clock)
    shown = [
        browser.get(path).text for path in (LEADS, SERVICE, "/people", "/people/invitations", "/people?show=former")
    ]
    shown += [program.get(path).text for path in (API, "/api/v1/invitations", "/api/v1/memberships")]
    assert service.lead.name in shown[3], "the invitation is listed"
    assert [text for text in shown if service.lead.email in text] == []
    (invitation,) = program.get("/api/v1/invitations").json["items"]
    assert invitation["email"] is None
    assert str(service.lead.user_id) not in "".join(shown)
    coordinator = client_of(world.person(Role.COORDINATOR, "host"))
    assert service.lead.email not in coordinator.get("/people/invitations").text


def test_the_oldest_offer_first_and_fifty_a_page(app, world, clock, service, small, client_of):
    offers = []
    for _ in range(51):
        lead = service.add_person("own", Role.INCIDENT_LEAD)
        offers.append(offer_to_lead(app, lead, clock))
        clock.advance(timedelta(seconds=1))
    browser, program = client_of(small), client_of.api(small)
    assert len(lines(browser.get(LEADS))) == 50
    assert len(lines(browser.get(f"{LEADS}?page=2"))) == 1
    listed = [each["id"] for number in (1, 2) for each in program.get(f"{API}?page={number}").json["items"]]
    assert listed == [str(each) for each in offers]


def test_who_is_in_the_pool_of_an_organisation(app, world, clock, service, small, client_of):
    """Neither its own people, nor whoever looks, nor anybody whose own service is off."""
    program = client_of.api(small)
    offer_to_lead(app, service.lead, clock)
    leads_at(app, world, small, world.own, clock)
    offer_to_lead(app, replace(small, organisation_id=world.own, role=Role.INCIDENT_LEAD), clock)
    assert [each["name"] for each in program.get(API).json["items"]] == [service.lead.name]
    be_small(app, world, clock, "own")
    own_setter = client_of.api(world.person(Role.ORGANISATION_LEAD))
    assert own_setter.get(API).json["items"] == [], "nobody is asked to lead for their own organisation"
    with acting(app, world.person(Role.ORGANISATION_LEAD)) as actor:
        verbs.switch_off(actor, clock)
    assert program.get(API).json["items"] == []
    page = client_of(service.lead).get(POOL)
    assert "Your offer rests while the support service is off here" in page.text


def test_whoever_left_it_can_be_asked_again(app, world, clock, service, small, client_of):
    """To leave an invitation, or to have it withdrawn, is no answer for good."""
    offer_id = offer_to_lead(app, service.lead, clock)

    def standing():
        (item,) = client_of.api(small).get(API).json["items"]
        return item["standing"]

    ask_to_lead(app, world, offer_id, clock)
    assert standing() == "asked"
    program = client_of.api(small)
    (invitation,) = program.get("/api/v1/invitations").json["items"]
    program.send("DELETE", f"/api/v1/invitations/{invitation['id']}", status=204)
    assert standing() == "not-asked"
    ask_to_lead(app, world, offer_id, clock)
    assert standing() == "asked"
    clock.advance(timedelta(days=14, seconds=1))
    assert standing() == "not-asked"


def test_where_the_organisation_is_not_small_there_is_no_pool(app, world, clock, service, small, client_of):
    offer_id = offer_to_lead(app, service.lead, clock)
    be_small(app, world, clock, is_small=False)
    browser, program = client_of(small), client_of.api(small)
    browser.get(LEADS, status=404)
    browser.post(f"{LEADS}/{offer_id}/ask", status=404, form_at=SERVICE)
    program.get(API, status=404)
    program.post(f"{API}/{offer_id}/ask", {}, status=404)
    assert browser.get(SERVICE).tree.xpath(f"//a[@href='{LEADS}']") == []


def test_a_role_that_ended_ends_the_offer(app, world, clock, service, small, end):
    leads = [service.add_person("own", Role.INCIDENT_LEAD) for _ in range(2)]
    for each in leads:
        leads_at(app, world, each, world.other, clock)
        offer_to_lead(app, each, clock)
    # A role that ends now ended yesterday, which is to be no day that others look for in the file of the database.
    clock.advance(timedelta(days=3))
    end(leads[0], world.other)
    assert len(offers_kept(app)) == 2, "what they are elsewhere is not what they offered it by"
    end(leads[0], world.own)
    assert offers_kept(app) == [(leads[1].user_id, world.own)]
    end(leads[1], world.own, last_day=clock.today())
    assert offers_kept(app) == [(leads[1].user_id, world.own)], "the last day is still held"
    clock.advance(timedelta(days=1))
    forget(app, clock)
    assert offers_kept(app) == []
    assert audited(app)["incidents.pool.ended", world.own] == 2


def test_from_the_day_after_the_last_nobody_is_offered_by_it(app, world, clock, service, small, end, client_of):
    """Before the worker has come by."""
    lead = service.add_person("own", Role.INCIDENT_LEAD)
    offer_id = offer_to_lead(app, lead, clock)
    end(lead, world.own, last_day=clock.today())
    program = client_of.api(small)
    assert [each["id"] for each in program.get(API).json["items"]] == [str(offer_id)]
    clock.advance(timedelta(days=1))
    assert program.get(API).json["items"] == []
    program.post(f"{API}/{offer_id}/ask", {}, status=404)


def test_who_still_leads_is_not_forgotten(app, world, clock, service, small):
    offer_to_lead(app, service.lead, clock)
    clock.advance(timedelta(days=400))
    forget(app, clock)
    assert offers_kept(app) == [(service.lead.user_id, world.own)]


def test_an_organisation_that_leaves_takes_its_offers_along(app, world, clock, service, small):
    offer_to_lead(app, service.lead, clock)
    with acting(app, world.person(Role.COORDINATOR, "host")) as coordinator:
        leave(coordinator, world.own, clock)
    assert offers_kept(app) == []
    assert audited(app)["incidents.pool.ended", world.own] == 1


def test_where_two_become_one_the_offer_goes_on_and_not_to_their_own(app, world, clock, service, small, client_of):
    """What `own` was is `other` now: its lead offers as somebody of that, and is in its pool no more."""
    offer_id = offer_to_lead(app, service.lead, clock)
    ask_to_lead(app, world, offer_id, clock)
    accept_to_lead(app, service.lead, clock)
    with acting(app, world.person(Role.COORDINATOR, "host")) as coordinator:
        merge(coordinator, world.own, world.other, "Harrow Hill Council", clock, is_same=False)
    assert offers_kept(app) == [(service.lead.user_id, world.other)]
    forget(app, clock)
    assert offers_kept(app) == [(service.lead.user_id, world.other)], "they lead there, so it stands"
    be_small(app, world, clock)
    assert client_of.api(small).get(API).json["items"] == []


def forget(app, clock):
    """What the worker does."""
    with app.app_context():
        verbs.forget_offers_to_lead(clock)
        commit()
