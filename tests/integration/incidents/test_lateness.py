"""A nudge before something is missed, to the holder and the stand-in; a reason from a list when it is (RM)."""

from datetime import timedelta

import pytest

from network.core.actor import SystemActor
from network.core.commit import commit
from network.core.database import db
from network.core.permissions import Role
from network.core.tenancy import enter
from network.incidents.rules.states import State
from network.incidents.service import nudge
from tests.integration.incidents.test_flow import messages


@pytest.fixture
def nudged(app, service):
    """Runs the job some hours on, and says who was told since: kind, address and list."""

    def nudged(hours):
        service.clock.advance(timedelta(hours=hours))
        before = len(messages(app))
        with app.app_context():
            enter(db.session(), SystemActor("a job"))
            nudge(service.clock)
            commit()
        return [(each.kind, each.to, getattr(each, "path", "")) for each in messages(app)[before:]]

    return nudged


DUE = "incidents.due-soon"


def test_the_lead_and_the_stand_in_are_nudged_once_before_the_48_hours_are_over(service, nudged):
    stand_in = service.add_person("own", Role.INCIDENT_LEAD)
    service.refer()
    assert nudged(23) == []
    assert sorted(nudged(1)) == sorted((DUE, each.email, "/support/desk") for each in (service.lead, stand_in))
    assert nudged(1) == [], "once"


def test_the_person_is_reminded_once_where_it_waits_for_them(service, nudged):
    service.refer(goes_at_once=False)
    told = nudged(24)
    assert ("incidents.page-changed", service.staff_member.email, "/support/mine") in told
    assert [each for each in nudged(24 * 5) if each[0] == "incidents.page-changed"] == [], "at most once (U34)"


def test_whoever_holds_it_is_nudged_and_nobody_else(service, nudged):
    referral_id = service.refer()
    service.pass_on(referral_id)
    assert nudged(24) == [(DUE, service.allocator.email, "/support/allocation")]
    service.allocate(referral_id)
    therapist, allocator = service.therapist.email, service.allocator.email
    assert sorted(nudged(1)) == sorted([(DUE, therapist, "/support/work"), (DUE, allocator, "/support/allocation")]), (
        "the therapist, and the allocator who stands in"
    )


def test_what_is_booked_in_time_needs_no_nudge_and_the_word_with_the_manager_does(service, nudged):
    service.bring_to(State.MEETING_BOOKED)
    assert nudged(24) == []
    # Tuesday at ten: the fifth working day is tomorrow, and the manager was not spoken with.
    assert [each[1] for each in nudged(24 * 5)] == [service.therapist.email, service.allocator.email]


def test_no_letter_says_what_is_due(app, service, nudged):
    service.refer()
    nudged(24)
    email = messages(app)[-1].email("https://network.example")
    assert email.subject == "Something on your list is due soon"
    for words in ("meeting", "48", "referral", "incident", "staff"):
        assert words not in email.text.replace("/support/desk", "").lower()


def test_a_reason_from_a_list_when_it_is_late(service, client_of):
    referral_id = service.refer()
    desk = f"/support/desk/{referral_id}"
    late = f"{desk}/late/meeting-target"
    assert "Say why" not in client_of(service.lead).get(desk).text
    client_of(service.lead).get(late, status=404)
    service.clock.advance(timedelta(hours=49))
    lead = client_of(service.lead)
    assert "The first meeting within 48 hours: late." in lead.get(desk).text
    assert lead.post(late, {}, status=422).errors == ["Choose a reason from the list"]
    lead.post(late, {"reason": "was-away"}, to=desk)
    assert "They were away from work" in lead.get(desk).text
    service.pass_on(referral_id)
    allocation = f"/support/allocation/{referral_id}"
    allocator = client_of(service.allocator)
    assert "They were away from work" in allocator.get(allocation).text
    allocator.post(f"{allocation}/late/meeting-target", {"reason": "nobody-free"}, to=allocation)
    assert "Nobody was free" in client_of(service.lead).get(desk).text, "as it was last said"
    for person, page in ((service.staff_member, "mine"), (service.manager, "requests")):
        text = client_of(person).get(f"/support/{page}/{referral_id}").text
        for words in (": late", "Say why", "Nobody was free", "within 48 hours"):
            assert words not in text, "nobody shows the person what is late (U6)"


def test_a_therapist_and_a_program_say_it_too(service, client_of):
    referral_id = service.refer()
    service.pass_on(referral_id)
    service.allocate(referral_id)
    service.clock.advance(timedelta(days=9))
    case = f"/support/work/{referral_id}"
    client_of(service.therapist).post(f"{case}/late/manager-contact", {"reason": "not-reached"}, to=case)
    program = client_of.api(service.therapist)
    path = f"/api/v1/incidents/caseload/{referral_id}"
    said = program.post(f"{path}/late", {"due": "meeting-limit", "reason": "nobody-free"}, status=200)
    assert said.json["late_reasons"] == {"manager-contact": "not-reached", "meeting-limit": "nobody-free"}
    program.post(f"{path}/late", {"due": "meeting-limit", "reason": "rain"}, status=422)
    mine = client_of.api(service.staff_member).get(f"/api/v1/incidents/mine/{referral_id}").json
    assert mine["late_reasons"] == {}
