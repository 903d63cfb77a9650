"""The person sees each step and who was told of it, and downloads everything (U11, B8, B31)."""

from datetime import timedelta

import pytest

from network.incidents.rules.readers import Capacity
from network.incidents.rules.reasons import StepReason
from network.incidents.rules.states import State, Step
from network.incidents.rules.told import WHO_WAS_TOLD
from tests.factories.incidents import CANARIES, COMPLAINT
from tests.integration.incidents.test_flow import messages


@pytest.fixture
def told_since(app, service):
    """Who was written to by what a test does, by capacity."""

    def told_since(act):
        before = len(messages(app))
        act()
        people = {
            service.lead.email: Capacity.LEAD,
            service.manager.email: Capacity.REFERRER,
            service.allocator.email: Capacity.ALLOCATOR,
            service.therapist.email: Capacity.ALLOCATOR,
            service.staff_member.email: Capacity.STAFF_MEMBER,
        }
        return {people[each.to] for each in messages(app)[before:]}

    return told_since


def test_what_is_said_of_who_was_told_is_what_was_sent(service, told_since):
    """Each step as it is taken: those whom the table names are written to, but whoever took it."""
    referral_id = None

    def refer():
        nonlocal referral_id
        referral_id = service.refer()

    assert told_since(refer) == WHO_WAS_TOLD[Step.SUBMIT]
    walk = (
        (lambda: service.leave(referral_id, Capacity.LEAD, "send-back", StepReason.NO_WAY_TO_REACH), Step.SEND_BACK),
        (lambda: service.leave(referral_id, Capacity.LEAD, "redirect", StepReason.TO_GP), Step.REDIRECT),
        (lambda: service.leave(referral_id, Capacity.LEAD, "reopen", StepReason.CAME_BACK), Step.REOPEN),
        (lambda: service.pass_on(referral_id), Step.PASS_TO_PROVIDER),
        (
            lambda: service.leave(referral_id, Capacity.ALLOCATOR, "hand-back", StepReason.NOBODY_FREE),
            Step.HAND_BACK,
        ),
        (lambda: service.pass_on(referral_id), Step.PASS_TO_PROVIDER),
        (lambda: service.allocate(referral_id), Step.NAME_THERAPIST),
        (lambda: service.book(referral_id), Step.BOOK_FIRST_MEETING),
        (lambda: service.decline(referral_id), Step.DECLINE),
    )
    actors = {
        Step.SEND_BACK: Capacity.LEAD,
        Step.REDIRECT: Capacity.LEAD,
        Step.REOPEN: Capacity.LEAD,
        Step.PASS_TO_PROVIDER: Capacity.LEAD,
        Step.HAND_BACK: Capacity.ALLOCATOR,
        Step.NAME_THERAPIST: Capacity.LEAD,
        Step.BOOK_FIRST_MEETING: Capacity.ALLOCATOR,
        Step.DECLINE: Capacity.STAFF_MEMBER,
    }
    with_provider = {Step.HAND_BACK, Step.PASS_TO_PROVIDER, Step.NAME_THERAPIST, Step.DECLINE}
    for act, step in walk:
        expected = WHO_WAS_TOLD[step] - {actors[step]} - (set() if step in with_provider else {Capacity.ALLOCATOR})
        told = told_since(act)
        assert told - {actors[step]} == expected, step


def test_each_step_stands_on_the_page_with_who_was_told(service, client_of):
    referral_id = service.bring_to(State.MEETING_BOOKED)
    page = client_of(service.staff_member).get(f"/support/mine/{referral_id}/story")
    said = page.texts("//main//tbody//td")
    assert said[:4] == [
        "Your manager sent it.",
        "Incident leads and you",
        "An incident lead passed it on to the provider.",
        "The provider and you",
    ]
    program = client_of.api(service.staff_member)
    story = program.get(f"/api/v1/incidents/mine/{referral_id}/story").json
    assert [each["step"] for each in story] == ["submit", "pass_to_provider", "name_therapist", "book_first_meeting"]


def test_everything_is_in_the_file_and_only_after_signing_in_again(service, client_of):
    referral_id = service.bring_to(State.UNDER_WAY)
    service.answer(referral_id)
    path = f"/support/mine/{referral_id}/everything.txt"
    own = client_of(service.staff_member)
    answer = own.get(path).answer
    text = answer.get_data(as_text=True)
    assert answer.headers["Content-Disposition"] == "attachment; filename=everything.txt"
    for part, canary in CANARIES.items():
        if part != "staff_email":
            assert canary in text, part
    assert service.lead.name in text
    assert "Your support began." in text
    assert "Held" in text
    service.clock.advance(timedelta(minutes=6))
    assert own.get(path, status=302).location.startswith("/"), "asked to sign in again (B8)"


def test_what_they_said_of_it_and_what_they_complained_of_is_in_the_file_too(service, client_of):
    """B31: where it stands with its times, why a step was taken, their comment to the therapist, their complaints."""
    referral_id = service.refer()
    service.leave(referral_id, Capacity.LEAD, "send-back", StepReason.NO_WAY_TO_REACH)
    ended = service.bring_to(State.ENDED)
    service.sum_up(ended)
    client_of(service.staff_member).post(f"/support/mine/{ended}/summary", {"comment": "It was kind."})
    service.complain()
    one, other = (
        client_of(service.staff_member).get(f"/support/mine/{each}/everything.txt").answer.get_data(as_text=True)
        for each in (referral_id, ended)
    )
    assert "20 November 2026" in one, "48 hours after it was sent"
    assert "25 November 2026" in one, "the fifth working day"
    assert f"The reason: {StepReason.NO_WAY_TO_REACH.label.lower()}" in one
    assert "Sessions that you can have: 3" in other
    assert "What you said of it to your therapist: It was kind." in other
    assert COMPLAINT in one
