"""Another manager follows: the person has the word, and the former one sees nothing more (RM, D10)."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from network.accounts.models import Membership
from network.core.commit import commit
from network.core.database import db
from network.core.permissions import Role
from network.core.tenancy import scoped, system_scope
from network.incidents.models import Referral
from network.incidents.rules.states import State
from tests.factories.incidents import CANARIES
from tests.integration.incidents.test_flow import messages, rows

SUBMITTED_BY_THE_FORMER = ("narrative", "staff_name", "staff_telephone", "manager_name", "manager_email")


@pytest.fixture
def successor(service):
    return service.add_person("own", Role.MANAGER)


def the_one(app):
    (referral,) = rows(app, Referral)
    return referral


def named(person, **changes):
    return {"manager_name": "Vic Marsh", "manager_telephone": "", "manager_email": person.email, **changes}


def reads_nothing_of_the_submission(client, path):
    seen = client.get(path).text
    assert [part for part in SUBMITTED_BY_THE_FORMER if CANARIES[part] in seen] == []
    return seen


def test_what_is_handed_over_is_seen_by_nobody_until_the_person_agrees(app, service, successor, client_of):
    referral_id = service.bring_to(State.ALLOCATED)
    page, mine = f"/support/requests/{referral_id}", f"/support/mine/{referral_id}"
    former, follows, own = client_of(service.manager), client_of(successor), client_of(service.staff_member)
    before = len(messages(app))
    former.post(f"{page}/hand-over", named(successor), to="/support/requests")
    assert [each.to for each in messages(app)[before:]] == [service.staff_member.email]
    former.get(page, status=404)
    former.get(f"{page}/amend", status=404)
    listed = former.get("/support/requests")
    assert "you handed it over on 18 November 2026" in listed.text
    assert page not in listed.text
    follows.get(page, status=404)
    assert the_one(app).reference not in follows.get("/support/requests").text
    assert "Please contact no manager" in client_of(service.therapist).get(f"/support/work/{referral_id}").text

    shown = own.get(mine)
    assert "Vic Marsh manages you now" in shown.text
    own.post(f"{mine}/manager/answer", {"agrees": "yes"}, form_at=mine, to=mine)
    assert successor.email in {each.to for each in messages(app)}
    assert "With the provider" in reads_nothing_of_the_submission(follows, page)
    assert the_one(app).reference in follows.get("/support/requests").text
    former.get(page, status=404)
    therapist = client_of(service.therapist).get(f"/support/work/{referral_id}").text
    assert successor.email in therapist, "whom the therapist contacts from now on (CI-9)"
    assert "the manager who follows" in own.get(mine).text, "who has looked (U11)"
    own.post(f"{mine}/manager/answer", {"agrees": "yes"}, form_at=mine, status=409)


def test_the_person_says_who_it_is_now_and_the_end_is_told_to_them(app, service, successor, client_of):
    referral_id = service.bring_to(State.UNDER_WAY)
    mine, page = f"/support/mine/{referral_id}", f"/support/requests/{referral_id}"
    own = client_of(service.staff_member)
    own.post(f"{mine}/manager", named(successor), to=mine)
    client_of(service.manager).get(page, status=404)
    service.end(referral_id)
    service.sum_up(referral_id)
    before = len(messages(app))
    own.post(f"{mine}/summary", {"comment": ""}, to=mine)
    work = f"/support/work/{referral_id}"
    client_of(service.therapist).post(f"{work}/summary/release", {}, to=work)
    told = [each.to for each in messages(app)[before:]]
    assert successor.email in told
    assert service.manager.email not in told
    assert "The closing summary" in reads_nothing_of_the_submission(client_of(successor), page)
    story = own.get(f"{mine}/story").text
    assert "You said who your manager is now." in story


def test_nobody_follows_where_the_person_says_so(app, service, successor, client_of, clock):
    referral_id = service.bring_to(State.ALLOCATED)
    mine, page = f"/support/mine/{referral_id}", f"/support/requests/{referral_id}"
    client_of(service.manager).post(f"{page}/hand-over", named(successor), to="/support/requests")
    own = client_of(service.staff_member)
    own.post(f"{mine}/manager/answer", {"agrees": "no"}, form_at=mine, to=mine)
    client_of(successor).get(page, status=404)
    left = the_one(app)
    assert (left.manager_contact_limit_on, left.manager_name_sealed, left.successor_name_sealed) == (None, None, None)
    therapist = client_of(service.therapist).get(f"/support/work/{referral_id}").text
    assert "Nobody follows" in therapist
    assert "spoken with the manager" not in therapist
    before = len(messages(app))
    service.decline(referral_id)
    told = {each.to for each in messages(app)[before:]}
    assert told == {service.lead.email, service.therapist.email}
    story = own.get(f"{mine}/story").texts("//tbody/tr")
    assert "manager" not in story[-1].lower().replace("you said no.", "")


def test_who_is_named_after_nobody_is_contacted_within_five_days_from_then(app, service, successor, client_of, clock):
    referral_id = service.bring_to(State.ALLOCATED)
    program, own = client_of.api(service.manager), client_of.api(service.staff_member)
    new = {"name": "Vic Marsh", "email": successor.email}
    program.post(f"/api/v1/incidents/referrals/{referral_id}/hand-over", new, status=204)
    (gone,) = program.get("/api/v1/incidents/handed-over").json
    assert set(gone) == {"reference", "handed_over_at"}
    program.get(f"/api/v1/incidents/referrals/{referral_id}", status=404)
    own.post(f"/api/v1/incidents/mine/{referral_id}/manager/answer", {"agrees": False}, status=200)
    clock.advance(timedelta(days=7))
    own = client_of.api(service.staff_member)
    case = own.post(f"/api/v1/incidents/mine/{referral_id}/manager", new, status=200).json
    assert case["clocks"]["manager_contact_limit_on"] == "2026-12-02"
    seen = client_of.api(successor).get(f"/api/v1/incidents/referrals/{referral_id}").json
    assert seen["is_followed"] is True
    assert set(seen["particulars"].values()) == {None}
    assert seen["submitted_at"] == the_one(app).handed_over_at.isoformat()


def test_who_follows_sees_and_does_nothing_to_it(service, successor, client_of):
    referral_id = service.bring_to(State.ALLOCATED)
    mine, page = f"/support/mine/{referral_id}", f"/support/requests/{referral_id}"
    client_of(service.staff_member).post(f"{mine}/manager", named(successor), to=mine)
    follows = client_of.api(successor)
    path = f"/api/v1/incidents/referrals/{referral_id}"
    follows.post(f"{path}/withdraw", {"reason": "they-asked"}, status=404)
    follows.post(f"{path}/amendment", {"narrative": "It was not so.", "staff_email": "a@example.org"}, status=404)
    follows.post(f"{path}/hand-over", {"name": "Vic", "email": "vic@example.org"}, status=404)
    pages = client_of(successor)
    for part in ("amend", "withdraw", "dates/new", "colleagues"):
        reads_nothing_of_the_submission(pages, f"{page}/{part}")
    pages.get(f"{page}/hand-over", status=404)


def test_a_lead_who_follows_as_manager_handles_it_no_more(service, client_of, app):
    """Who would see more than a manager may has no step left (D10)."""
    lead = service.add_person("own", Role.INCIDENT_LEAD)
    with app.app_context(), system_scope(db.session(), "they manage people too") as system:
        held = scoped(select(Membership), system, Membership).where(Membership.user_id == lead.user_id)
        first = db.session.scalars(held).one()
        db.session.add(
            Membership(
                organisation_id=first.organisation_id,
                user_id=lead.user_id,
                role=Role.MANAGER,
                starts_on=first.starts_on,
            )
        )
        commit()
    referral_id = service.refer()
    desk, mine = f"/support/desk/{referral_id}", f"/support/mine/{referral_id}"
    client_of(lead).get(desk)
    client_of(service.staff_member).post(f"{mine}/manager", named(lead), to=mine)
    client_of(lead).get(desk, status=404)
    client_of(service.lead).get(desk)


def test_somebody_without_a_page_here_is_contacted_and_sees_nothing(app, service, client_of):
    referral_id = service.bring_to(State.ALLOCATED)
    mine = f"/support/mine/{referral_id}"
    champion = service.world.person(Role.CHAMPION)
    own = client_of(service.staff_member)
    own.post(f"{mine}/manager", named(champion), to=mine)
    assert the_one(app).successor_user_id is None
    client_of(service.manager).get(f"/support/requests/{referral_id}", status=404)
    service.speak_with_manager(referral_id)
    assert service.manager.email not in {each.to for each in messages(app)}


def test_the_same_manager_with_another_number_stays(app, service, client_of):
    referral_id = service.bring_to(State.ALLOCATED)
    mine, page = f"/support/mine/{referral_id}", f"/support/requests/{referral_id}"
    new = named(service.manager, manager_telephone="01632 960 999")
    client_of(service.staff_member).post(f"{mine}/manager", new, to=mine)
    assert the_one(app).handed_over_at is None
    assert CANARIES["narrative"] in client_of(service.manager).get(page).text


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"manager_name": ""}, "Enter the line manager’s name"),
        ({"manager_email": ""}, "Enter a telephone number or an e-mail address, or both"),
        ({"manager_email": "staff"}, "Enter the other manager’s e-mail address, not yours"),
    ],
)
def test_what_nobody_could_use_is_asked_for(service, successor, client_of, changes, error):
    referral_id = service.bring_to(State.ALLOCATED)
    if changes.get("manager_email") == "staff":
        changes = {"manager_email": service.staff_member.email}
    own = client_of(service.staff_member)
    page = own.post(f"/support/mine/{referral_id}/manager", named(successor, **changes), status=422)
    assert page.errors == [error]


def test_whoever_asked_for_themselves_names_no_manager_here(service, successor, client_of):
    referral_id = service.ask_for_oneself()
    mine = f"/support/mine/{referral_id}"
    own = client_of(service.staff_member)
    assert "If your manager has changed" not in own.get(mine).text
    own.post(f"{mine}/manager", named(successor), status=409)


def test_nothing_is_handed_over_before_it_is_sent_or_after_it_was_called_off(service, successor, client_of):
    new = {"name": "Vic Marsh", "email": successor.email}
    program = client_of.api(service.manager)
    draft = service.bring_to(State.DRAFT)
    program.post(f"/api/v1/incidents/referrals/{draft}/hand-over", new, status=404)
    declined = service.bring_to(State.DECLINED)
    program.post(f"/api/v1/incidents/referrals/{declined}/hand-over", new, status=409)


def test_naming_a_manager_after_the_end_keeps_nothing_for_longer(app, service, successor, client_of, clock):
    referral_id = service.bring_to(State.ENDED)
    ended = the_one(app)
    clock.advance(timedelta(days=2))
    mine = f"/support/mine/{referral_id}"
    client_of(service.staff_member).post(f"{mine}/manager", named(successor), to=mine)
    later = the_one(app)
    assert (later.closed_at, later.kept_until) == (ended.closed_at, ended.kept_until)


def test_a_manager_who_is_one_no_more_is_told_nothing(app, service):
    """Their role ended, and nobody has said yet who follows."""
    referral_id = service.bring_to(State.UNDER_WAY)
    with app.app_context(), system_scope(db.session(), "they leave") as system:
        theirs = scoped(select(Membership), system, Membership).where(Membership.user_id == service.manager.user_id)
        db.session.scalars(theirs).one().ends_on = service.clock.today() - timedelta(days=1)
        commit()
    before = len(messages(app))
    service.end(referral_id)
    assert service.manager.email not in {each.to for each in messages(app)[before:]}
