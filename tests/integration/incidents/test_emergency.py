"""In an emergency two people open what neither sees alone, for an hour, and its person is told (safety.md)."""

from datetime import timedelta

import pytest

from network.core.audit import AuditEntry
from network.core.commit import commit
from network.core.database import db
from network.core.permissions import Role
from network.core.tenancy import system_scope
from network.incidents import service as verbs
from network.incidents.models import EmergencyAccess, Referral
from network.incidents.rules.emergency import EmergencyReason
from network.incidents.rules.states import State
from tests.factories.incidents import CANARIES
from tests.integration.incidents.test_flow import messages
from tests.support.stored import rows, rows_by_id

LIST = "/support/emergencies"
NEW = f"{LIST}/new"
TO_REACH_THEM = {"staff_name", "called", "own_telephone", "own_email", "interpreter", "contact_times"}
"""What is read on the page of whoever asked; a number and an address of their own come before what was given."""


@pytest.fixture
def asker(service):
    return service.world.person(Role.ORGANISATION_LEAD)


@pytest.fixture
def second(service):
    """Another organisation lead, who sees no referral either."""
    return service.add_person("own", Role.ORGANISATION_LEAD)


@pytest.fixture
def full(service):
    """A referral of which every part is filled."""
    referral_id = service.bring_to(State.ALLOCATED)
    service.answer(referral_id)
    return referral_id


def reference_of(app, referral_id):
    return rows_by_id(app, Referral)[referral_id].reference


def said_on(page):
    return {part for part, canary in CANARIES.items() if canary in page.text}


def test_one_asks_another_agrees_and_the_first_reads(app, service, client_of, full, asker, second):
    reference = reference_of(app, full)
    client_of(asker).post(NEW, {"reference": reference.lower(), "reason": "danger-to-life"}, to=LIST)
    (asked,) = rows_by_id(app, EmergencyAccess)
    path = f"{LIST}/{asked}"
    client_of(asker).get(path, status=404)
    assert "I agree" in client_of(second).get(LIST).text
    before = len(messages(app))
    client_of(second).post(f"{path}/agree", to=LIST, form_at=LIST)
    told = {each.to: each for each in messages(app)[before:]}
    assert set(told) == {CANARIES["own_email"], asker.email}
    assert said_on(client_of(asker).get(path)) == TO_REACH_THEM
    for other in (second, service.lead):
        client_of(other).get(path, status=404)
    own = client_of(service.staff_member).get(f"/support/mine/{full}").text
    assert asker.name in own
    assert second.name in own
    assert "Somebody’s life may be in danger".lower() in own.lower()
    service.clock.advance(timedelta(minutes=60))
    client_of(asker).get(path, status=404)
    said = [each.action for each in rows(app, AuditEntry) if each.entity_id == asked]
    done = [each for each in said if not each.endswith("refused")]
    assert done == [f"incidents.emergency.{verb}" for verb in ("asked", "agreed", "opened")]


def test_what_happened_is_for_a_court_alone(service, client_of, full, asker):
    seen = {}
    for reason in EmergencyReason:
        key = service.ask_in_emergency(full, reason)
        service.agree_in_emergency(key)
        seen[reason] = said_on(client_of(asker).get(f"{LIST}/{key}"))
    assert seen == {
        EmergencyReason.DANGER_TO_LIFE: TO_REACH_THEM,
        EmergencyReason.CANNOT_BE_REACHED: TO_REACH_THEM,
        EmergencyReason.COURT_ORDER: TO_REACH_THEM | {"narrative"},
    }


def test_a_reference_that_is_nobodys_answers_as_one_that_is(app, service, client_of, full, asker, second):
    """Whoever asks, and a second person who sees no referral, learn nothing from it; an incident lead does."""
    seen, told = [], []
    for reference in (reference_of(app, full), "R-ZZZZ-22"):
        service.clock.advance(timedelta(minutes=1))  # the latest stands first
        before = len(messages(app))
        program = client_of.api(asker).post(
            "/api/v1/incidents/emergencies", {"reference": reference, "reason": "danger-to-life"}
        )
        told.append(sorted((each.to, type(each)) for each in messages(app)[before:]))
        listed = [client_of(person).get(LIST).texts("//main//tbody//tr[1]/td") for person in (asker, second)]
        seen.append((sorted(program.json), str(listed).replace(reference, "").replace("10:02am", "10:01am")))
    assert seen[0] == seen[1]
    assert told[0] == told[1]
    assert told[0]
    lines = client_of.api(service.lead).get("/api/v1/incidents/emergencies").json["items"]
    there = {each["reference"]: each["is_there"] for each in lines}
    assert there == {reference_of(app, full): True, "R-ZZZZ-22": False}
    lines = client_of.api(second).get("/api/v1/incidents/emergencies").json["items"]
    assert {each["is_there"] for each in lines} == {None}


def test_nobody_agrees_with_themselves_nor_where_it_concerns_them(service, client_of, full, asker):
    key = service.ask_in_emergency(full)
    client_of(asker).post(f"{LIST}/{key}/agree", form_at=NEW, status=404)


def test_a_program_agrees_to_nothing(service, client_of, full, second):
    """It takes somebody who signs in anew for it (B8): a program that was left running is nobody."""
    key = service.ask_in_emergency(full)
    client_of.api(second).post(f"/api/v1/incidents/emergencies/{key}/agree", {}, status=404)
    program = client_of.api(second).get("/api/v1/incidents/emergencies").json["items"]
    assert [each["standing"] for each in program] == ["waiting"]


def test_whoever_looks_after_data_protection_is_told_that_it_was_opened(app, service, full, asker):
    service.change_setup(data_protection_email="dpo@partner.example")
    key = service.ask_in_emergency(full)
    before = len(messages(app))
    service.agree_in_emergency(key)
    (told,) = [each for each in messages(app)[before:] if each.to == "dpo@partner.example"]
    letter = told.email("https://network.example")
    assert "A record was opened in an emergency" in letter.subject
    said = f"{letter.subject} {letter.text}"
    assert [each for each in (*CANARIES.values(), asker.name, reference_of(app, full)) if each in said] == []


def test_whom_it_concerns_is_no_second_person_and_no_asker(app, service, client_of, asker, second):
    """A lead about whom a referral is does not learn that somebody asks, and by asking learns of none."""
    referral_id = service.refer(staff_email=second.email)
    key = service.ask_in_emergency(referral_id, by=asker)
    assert client_of.api(second).get("/api/v1/incidents/emergencies").json["items"] == []
    client_of(second).post(f"{LIST}/{key}/agree", form_at=NEW, status=404)
    own = service.ask_in_emergency(referral_id, by=second)
    service.agree_in_emergency(own)
    program = client_of.api(second).get(f"/api/v1/incidents/emergencies/{own}")
    assert program.json["particulars"] is None


def test_what_nobody_agrees_to_lapses(app, service, client_of, full, asker):
    key = service.ask_in_emergency(full)
    service.clock.advance(timedelta(hours=24))
    client_of(service.lead).post(f"{LIST}/{key}/agree", form_at="/support/desk", status=409)
    assert "Nobody agreed within 24 hours" in client_of(asker).get(LIST).text
    assert rows_by_id(app, Referral)[full].has_emergencies is False
    service.clock.advance(timedelta(days=30))
    with app.app_context(), system_scope(db.session(), "the job of the night"):
        verbs.forget(service.clock)
        commit()
    assert rows_by_id(app, EmergencyAccess) == {}


def test_what_is_no_reference_is_said_so(client_of, asker):
    answer = client_of(asker).post(NEW, {"reference": "Canary Quillfeather", "reason": "danger-to-life"}, status=422)
    assert answer.errors == ["Enter the reference as it was given to you, like R-BCDF-23"]


def test_another_organisations_reference_is_nobodys(app, service, client_of, full):
    elsewhere = service.world.person(Role.ORGANISATION_LEAD, "other")
    key = service.ask_in_emergency(full, by=elsewhere)
    service.agree_in_emergency(key, service.world.person(Role.INCIDENT_LEAD, "other"))
    assert client_of.api(elsewhere).get(f"/api/v1/incidents/emergencies/{key}").json["particulars"] is None
