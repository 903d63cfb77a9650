"""After something extreme at work: a manager refers, and the referral reaches a therapist and its own person."""

from __future__ import annotations

from datetime import timedelta

from network.core.permissions import Role
from tests.journeys.walk.stage import PROVIDER, Stage
from tests.journeys.walk.visit import Visit

MOST_QUESTIONS = 8
STAFF_NAME = "Robin Quillfeather"
NARRATIVE = "A visit ended in a way that nobody could have expected. Robin was the first to arrive."


def switch_the_service_on(stage: Stage, lead: Visit) -> None:
    """Given a service that went live two days ago: its checklist done page by page, then one press."""
    stage.fill_the_directory()
    lead.menu("Support service")
    lead.reads("The service is off")
    lead.follow("Who it is for")
    lead.choose("Everybody who works here")
    lead.choose("No")
    lead.press("Save and go on")
    lead.follow("When it goes live")
    lead.fill_day("When does the service go live?", stage.clock.today() - timedelta(days=2))
    lead.press("Save and go on")
    lead.follow("Who provides the support")
    lead.pick("Who provides the support?", PROVIDER)
    lead.fill_day("When was the data-sharing agreement with them signed?", stage.clock.today() - timedelta(days=9))
    lead.press("Save and go on")
    lead.follow("How people meet")
    lead.choose("By video, by phone or in person")
    lead.choose("Line manager")
    lead.choose("No", question="May a staff member ask the incident lead")
    lead.fill("For how long is a therapist asked before the next one is?", "4")
    lead.choose("No: other support is offered then", question="May an incident lead let a referral through")
    lead.press("Save and go on")
    lead.follow("How long things are kept")
    lead.press("Save and go on")
    lead.follow("Switch it on")
    lead.press("Switch the service on")
    lead.reads("The service is on", PROVIDER, stage.person(Role.INCIDENT_LEAD).name)


def refer(stage: Stage, manager: Visit) -> str:
    """When a manager refers, in at most 8 questions. Returns the reference."""
    _talk(stage, manager)
    questions = _answer(stage, manager)
    assert questions <= MOST_QUESTIONS, f"{questions} questions"
    manager.follow("Check and send")
    manager.expects_heading("Check your answers")
    manager.reads(STAFF_NAME, NARRATIVE)
    manager.press("Send the referral")
    manager.expects_heading("Referral sent")
    manager.reads("2026 at the latest")
    return manager.main.locator(".app-reference").inner_text()


def _talk(stage: Stage, manager: Visit) -> None:
    manager.menu("Refer for support")
    manager.follow("Start a referral")
    manager.expects_heading("Before you refer")
    manager.follow("We have talked: go on")
    manager.fill_day("When did you talk?", stage.clock.today())
    manager.choose("A referral to this service")
    manager.press("Continue")
    manager.expects_heading("Your referral")


def _answer(stage: Stage, manager: Visit) -> int:
    manager.follow("When it happened")
    questions = manager.questions_to_answer()
    manager.fill_day("When did the incident happen?", stage.clock.today() - timedelta(days=1))
    manager.press("Save and continue")
    manager.follow("The staff member")
    questions += manager.questions_to_answer()
    manager.fill("Their name", STAFF_NAME)
    manager.fill("Their e-mail address", stage.person(Role.STAFF_MEMBER).email)
    manager.press("Save and continue")
    manager.follow("What happened")
    questions += manager.questions_to_answer()
    manager.fill("What happened, and how was the staff member involved?", NARRATIVE)
    manager.press("Save and continue")
    manager.follow("The line manager")
    questions += manager.questions_to_answer()
    manager.press("Save and continue")
    manager.follow("The team")
    questions += manager.questions_to_answer()
    manager.choose("Not sure yet")
    manager.press("Save and continue")
    return questions


def let_it_go_on(stage: Stage, staff_member: Visit) -> None:
    """When the person whom it is about reads it, and lets it go on."""
    staff_member.open("/")
    staff_member.menu("Your support")
    staff_member.reads("It waits here until you have read it")
    staff_member.press("I have read it: it can go on")
    staff_member.reads("It can go on now")


def pass_it_on(incident_lead: Visit, reference: str) -> None:
    """When the incident lead passes it to the provider, in one action."""
    incident_lead.menu("Referrals")
    incident_lead.follow(reference)
    incident_lead.reads("Waiting to be passed on", STAFF_NAME)
    incident_lead.press(f"Pass it on to {PROVIDER}")
    incident_lead.reads("Waiting for a therapist")


def name_a_therapist(stage: Stage, allocator: Visit, reference: str) -> None:
    """When the allocator, who does not read what happened, chooses a therapist."""
    allocator.menu("To allocate")
    allocator.follow(reference)
    assert NARRATIVE not in allocator.page.content()
    allocator.choose(stage.person(Role.THERAPIST, "provider").name)
    allocator.press("Give it to this therapist")
    allocator.expects_heading("To allocate")


def book_the_first_meeting(stage: Stage, therapist: Visit, reference: str) -> None:
    """When the therapist books the first meeting."""
    therapist.menu("Caseload")
    therapist.follow(reference)
    therapist.reads(NARRATIVE)
    therapist.follow("Book the first meeting")
    therapist.fill_day("Day", stage.clock.today() + timedelta(days=1))
    therapist.fill("Time", "2pm")
    therapist.choose("Video call")
    therapist.press("Save the session")
    therapist.reads("First meeting booked")


def the_manager_sees_a_coarse_state(manager: Visit, reference: str) -> None:
    """Then the manager reads no more than where it is: neither the therapist nor the meeting (D10)."""
    manager.menu("Refer for support")
    manager.follow(reference)
    manager.reads("With the provider")
    assert "2pm" not in manager.main.inner_text()
    assert "Therapist of provider" not in manager.main.inner_text()


def the_staff_member_sees_their_own_page(stage: Stage, staff_member: Visit) -> None:
    """Then the person it is about sees what was said, what comes, and who has looked."""
    staff_member.menu("Your support")
    staff_member.expects_heading("Your support")
    staff_member.reads(NARRATIVE, "19 November 2026", "2pm")
    staff_member.reads(*(stage.person(role, at).name for role, at in _READERS))


_READERS = (
    (Role.INCIDENT_LEAD, "own"),
    (Role.PROVIDER_ALLOCATOR, "provider"),
    (Role.THERAPIST, "provider"),
)


def no_letter_tells(stage: Stage) -> None:
    """Then no letter carried what happened or to whom (U31)."""
    written = stage.everything_written()
    assert STAFF_NAME not in written
    assert NARRATIVE not in written


def the_coordinator_sees_no_case(coordinator: Visit, reference: str) -> None:
    """Then nothing that the coordinator can open says that there is a case at all."""
    for label in coordinator.menu_labels():
        coordinator.menu(label)
        page = coordinator.page.content()
        for trace in (reference, STAFF_NAME, NARRATIVE, "/support/"):
            assert trace not in page, f"{label} tells the coordinator of {trace}"
    for address in ("/support/desk", "/support/requests", "/support/service"):
        assert coordinator.page.request.get(address).status in {403, 404}, address


def the_lead_reads_the_figures(incident_lead: Visit) -> None:
    """Then the incident lead sees what they hold, counted, and what each number means (U12)."""
    incident_lead.menu("Support figures")
    incident_lead.expects_heading("Figures of the support service")
    incident_lead.reads("Referrals", "Not yet due", "With the incident lead: the middle one")
    incident_lead.follow("What this means")
    incident_lead.expects_heading("What the figures of the support service mean")


def the_coordinator_reads_what_is_published(coordinator: Visit) -> None:
    """And the coordinator sees that nothing of this quarter is published yet."""
    coordinator.menu("Support: published figures")
    coordinator.reads("Nothing is published yet.")
