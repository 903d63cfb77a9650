"""A complaint: to one lead of one's own choice, with a clock of 30 days that both see (safety design, the law)."""

from datetime import timedelta

from sqlalchemy import select

from network.accounts.models import Membership
from network.core import tenancy
from network.core.actor import SystemActor
from network.core.commit import commit
from network.core.database import db
from network.core.permissions import Role
from network.core.tenancy import scoped, system_scope
from network.incidents.models import Complaint
from network.incidents.rules.states import State
from network.incidents.service import forget, nudge_complaints
from tests.factories.incidents import COMPLAINT
from tests.integration.incidents.test_flow import messages, rows

OWN = "/support/own-complaints"
TO_READ = "/support/complaints"


def run(app, clock, job):
    with app.app_context():
        tenancy.enter(db.session(), SystemActor("a job in a test"))
        job(clock)
        commit()


def test_from_the_guide_to_the_answer(app, service, client_of):
    reader = service.world.person(Role.ORGANISATION_LEAD)
    champion = client_of(service.world.person(Role.CHAMPION))
    assert "complain about the support" in champion.get("/support/guide").text
    assert "Choose who reads it" in champion.post(f"{OWN}/new", {"words": COMPLAINT}, status=422).errors
    champion.post(f"{OWN}/new", {"reader_id": str(reader.user_id), "words": COMPLAINT}, to=OWN)
    (complaint,) = rows(app, Complaint)
    assert [(each.to, each.kind) for each in messages(app)] == [(reader.email, "incidents.desk-changed")]
    own = champion.get(OWN)
    assert "18 December 2026" in own.text, "its thirty days"
    assert COMPLAINT in own.text

    lead = client_of(reader)
    assert "18 December 2026" in lead.get(TO_READ).text
    page = f"{TO_READ}/{complaint.id}"
    shown = lead.get(page)
    assert COMPLAINT in shown.text
    assert service.world.person(Role.CHAMPION).name not in shown.text
    lead.post(f"{page}/acknowledge", form_at=page, to=page)
    assert "Acknowledged" in champion.get(OWN).text
    lead.post(page, {"answer": "We have changed it."}, to=TO_READ)
    assert "We have changed it." in champion.get(OWN).text
    lead.post(page, {"answer": "Once more."}, status=409)
    champion.post(f"{OWN}/{complaint.id}/take-back", form_at=f"{OWN}/new", status=409)
    told = [each.to for each in messages(app)]
    assert told.count(service.world.person(Role.CHAMPION).email) == 2


def test_nobody_else_sees_that_it_exists(service, client_of):
    another_lead = service.add_person("own", Role.INCIDENT_LEAD)
    complaint_id = service.complain(reader=service.lead)
    for person in (
        another_lead,
        service.world.person(Role.ORGANISATION_LEAD),
        service.manager,
        service.allocator,
        service.therapist,
        service.world.person(Role.COORDINATOR, "host"),
    ):
        client = client_of(person)
        client.get(f"{TO_READ}/{complaint_id}", status=404)
        client.post(f"{TO_READ}/{complaint_id}/acknowledge", form_at="/support/guide", status=404)
    assert str(complaint_id) not in client_of(another_lead).get(TO_READ).text
    assert str(complaint_id) not in client_of(service.manager).get(OWN).text


def test_only_a_lead_of_ones_own_organisation_can_be_chosen_and_never_oneself(service, client_of):
    elsewhere = service.world.person(Role.INCIDENT_LEAD, "other")
    for person, reader in (
        (service.staff_member, elsewhere),
        (service.staff_member, service.manager),
        (service.lead, service.lead),
    ):
        answer = {"reader_id": str(reader.user_id), "words": COMPLAINT}
        program = client_of.api(person)
        program.post("/api/v1/incidents/own-complaints", answer, status=422)
    assert str(service.lead.user_id) not in client_of(service.lead).get(f"{OWN}/new").text


def test_it_is_taken_back_in_one_click_and_its_words_are_gone(app, service, client_of):
    complaint_id = service.complain()
    own = client_of(service.staff_member)
    own.post(f"{OWN}/{complaint_id}/take-back", form_at=OWN, to=OWN)
    (complaint,) = rows(app, Complaint)
    assert complaint.words_sealed is None
    shown = client_of(service.lead).get(f"{TO_READ}/{complaint_id}").text
    assert "taken back" in shown
    assert COMPLAINT not in shown


def test_a_lead_who_leads_no_more_reads_nothing_and_its_writer_is_told_so(service, client_of, app):
    leaving = service.add_person("own", Role.INCIDENT_LEAD)
    complaint_id = service.complain(reader=leaving)
    reader = client_of(leaving)
    reader.get(f"{TO_READ}/{complaint_id}")
    with app.app_context(), system_scope(db.session(), "they leave") as system:
        theirs = scoped(select(Membership), system, Membership).where(Membership.user_id == leaving.user_id)
        db.session.scalars(theirs).one().role = Role.CHAMPION
        commit()
    client_of(leaving).get(f"{TO_READ}/{complaint_id}", status=404)
    own = client_of(service.staff_member)
    assert "nobody reads this now" in own.get(OWN).text
    run(app, service.clock, nudge_complaints)
    run(app, service.clock, nudge_complaints)
    told = [each.to for each in messages(app) if each.kind == "incidents.page-changed"]
    assert told == [service.staff_member.email], "once"
    page = f"{OWN}/{complaint_id}/reader"
    assert "Choose who reads it" in own.post(page, {}, status=422).errors
    own.post(page, {"reader_id": str(leaving.user_id)}, status=422)
    own.post(page, {"reader_id": str(service.lead.user_id)}, to=OWN)
    shown = client_of(service.lead).get(f"{TO_READ}/{complaint_id}").text
    assert COMPLAINT in shown
    assert "18 December 2026" in shown, "the days go on as they began"
    assert service.lead.email in [each.to for each in messages(app) if each.kind == "incidents.desk-changed"]
    own.post(page, {"reader_id": str(service.lead.user_id)}, status=409)


def test_nobody_else_is_needed_to_read_what_is_read_or_over(service, client_of):
    complaint_id = service.complain()
    program, path = client_of.api(service.staff_member), f"/api/v1/incidents/own-complaints/{complaint_id}/reader"
    another = {"reader_id": str(service.world.person(Role.ORGANISATION_LEAD).user_id)}
    program.send("PUT", path, json=another, status=409)
    client_of(service.staff_member).post(f"{OWN}/{complaint_id}/take-back", form_at=f"{OWN}/new", to=OWN)
    program.send("PUT", path, json=another, status=409)
    client_of.api(service.manager).send("PUT", path, json=another, status=404)


def test_whoever_was_chosen_is_nudged_once_before_it_is_late(app, service, client_of, clock):
    complaint_id = service.complain()

    def nudges():
        run(app, clock, nudge_complaints)
        return [each.to for each in messages(app) if each.kind == "incidents.due-soon"]

    clock.advance(timedelta(days=22))
    assert nudges() == []
    clock.advance(timedelta(days=1))
    assert nudges() == [service.lead.email]
    clock.advance(timedelta(days=8))
    assert nudges() == [service.lead.email]
    assert "late" in client_of(service.lead).get(TO_READ).text
    own = " ".join(client_of(service.staff_member).get(OWN).texts("//main")).lower()
    assert "late" not in own, "not before whoever it concerns (U6)"
    client_of.api(service.lead).post(f"/api/v1/incidents/complaints/{complaint_id}/acknowledge", {}, status=200)
    assert nudges() == [service.lead.email]


def test_it_goes_twelve_months_after_the_answer_with_what_it_alone_kept(app, service, client_of, clock):
    """A page that nobody sees they have stays as long as there is an answer to read on it (B30)."""
    champion = service.world.person(Role.CHAMPION)
    referral_id = service.ask_for_oneself(champion)
    complaint_id = service.complain(champion)
    with_answer = client_of.api(service.lead)
    with_answer.post(f"/api/v1/incidents/complaints/{complaint_id}/answer", {"answer": "Thank you."}, status=200)
    client_of(champion).post(f"/support/mine/{referral_id}/no", {}, to=f"/support/mine/{referral_id}")

    def private_roles():
        run(app, clock, forget)
        with app.app_context(), system_scope(db.session(), "a test looks") as system:
            held = scoped(select(Membership), system, Membership).where(Membership.is_private)
            return len(db.session.scalars(held).all())

    clock.advance(timedelta(days=90))
    assert private_roles() == 1
    clock.advance(timedelta(days=274))
    assert private_roles() == 1
    assert len(rows(app, Complaint)) == 1
    clock.advance(timedelta(days=1))
    assert private_roles() == 0
    assert rows(app, Complaint) == []


def test_the_page_of_ones_own_support_leads_there_until_it_is_forgotten(service, client_of):
    referral_id = service.bring_to(State.DECLINED)
    assert "Complain about this support" in client_of(service.staff_member).get(f"/support/mine/{referral_id}").text


def test_where_there_is_no_service_there_is_nothing_to_complain_of(service, client_of):
    elsewhere = client_of(service.world.person(Role.CHAMPION, "other"))
    elsewhere.get(OWN, status=404)
    elsewhere.get(f"{OWN}/new", status=404)
    assert "complain about the support" not in elsewhere.get("/support/guide").text


def test_a_program_complains_reads_and_answers(service, client_of):
    own, lead = client_of.api(service.staff_member), client_of.api(service.lead)
    readers = own.get("/api/v1/incidents/own-complaints/readers").json
    assert service.lead.name in [each["name"] for each in readers]
    said = {"reader_id": str(service.lead.user_id), "words": COMPLAINT}
    made = own.post("/api/v1/incidents/own-complaints", said, status=201).json
    assert (made["state"], made["acknowledge_by_on"]) == ("received", "2026-12-18")
    path = f"/api/v1/incidents/complaints/{made['id']}"
    assert lead.get(path).json["words"] == COMPLAINT
    assert lead.post(f"{path}/answer", {"answer": "Thank you."}, status=200).json["state"] == "answered"
    (shown,) = own.get("/api/v1/incidents/own-complaints").json
    assert shown["answer"] == "Thank you."
    own.post(f"/api/v1/incidents/own-complaints/{made['id']}/take-back", {}, status=409)
