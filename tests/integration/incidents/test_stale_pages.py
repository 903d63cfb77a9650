"""A form that lay open while its case changed says so, shows both texts, and changes nothing (`B35`)."""

from datetime import timedelta

import pytest

from network.core.permissions import Role
from tests.integration.incidents.test_flow import TALK, WHEN, write

MEETING = {"day-day": "19", "day-month": "11", "day-year": "2026", "mode": "video"}


def opened(client, path):
    """What a tab holds: the hidden fields as they were when the page was opened."""
    return client._hidden_fields(path)


def send(client, path, held, **typed):
    return client._checked(client.raw.post(path, data={**held, **typed}), 409)


def test_two_tabs_of_one_allocator(service, client_of):
    other = service.add_person("provider", Role.THERAPIST)
    referral_id = service.refer()
    service.pass_on(referral_id)
    allocator = client_of(service.allocator)
    page = f"/support/allocation/{referral_id}"
    second_tab = opened(allocator, page)
    allocator.post(page, {"therapist_id": str(service.therapist.user_id)}, to="/support/allocation")
    refused = send(allocator, page, second_tab, therapist_id=str(other.user_id))
    assert "This was changed while you had it open" in refused.text
    assert refused.tree.xpath(f"//main//a[@href='{page}']"), "a way back to it"
    client_of(service.therapist).get(f"/support/work/{referral_id}")
    client_of(other).get(f"/support/work/{referral_id}", status=404)


def test_two_first_meetings(service, client_of):
    referral_id = service.refer()
    service.pass_on(referral_id)
    service.allocate(referral_id)
    therapist = client_of(service.therapist)
    page = f"/support/work/{referral_id}/sessions/new"
    second_tab = opened(therapist, page)
    therapist.post(page, {**MEETING, "time": "9:30am"}, to=f"/support/work/{referral_id}")
    send(therapist, page, second_tab, **MEETING, time="3pm")
    assert "9:30am" in therapist.get(f"/support/work/{referral_id}").text
    refused = therapist.post(page, {**MEETING, "time": "4pm"}, status=422)
    assert "A first meeting is booked. Move it" in refused.text


@pytest.mark.parametrize(
    ("section", "first", "second"),
    [
        ("what-happened", {"narrative": "It was the second door."}, {"narrative": "It was the third door."}),
        ("staff-member", {"staff_name": "Jo Elm", "staff_telephone": "01632 960 001"}, {"staff_name": "Jo Oak"}),
        ("manager", {"manager_name": "Ann", "manager_email": "a@b.example"}, {"manager_name": "Ben"}),
    ],
)
def test_two_tabs_of_one_draft_show_both_texts(service, client_of, section, first, second):
    manager = client_of(service.manager)
    draft = manager.post("/support/talk", {**TALK, "outcome": "refer"}).location
    page = f"{draft}/{section}"
    second_tab = opened(manager, page)
    manager.post(page, first, to=draft)
    refused = send(manager, page, second_tab, **second)
    assert next(iter(first.values())) in refused.text
    assert next(iter(second.values())) in refused.text


def test_what_is_sent_is_what_was_checked(service, client_of):
    manager = client_of(service.manager)
    draft = write(manager, service)
    page = f"{draft}/check"
    shown = opened(manager, page)
    manager.post(f"{draft}/team", {"team_input": "no"}, to=draft)
    send(manager, page, shown)
    manager.post(f"{draft}/when", WHEN, to=draft)
    assert manager.post(page).location.endswith("/sent")


def test_two_tabs_of_ones_own_words(service, client_of):
    referral_id = service.refer()
    person = client_of(service.staff_member)
    page = f"/support/mine/{referral_id}/correction"
    second_tab = opened(person, page)
    person.post(page, {"correction": "It was on a Tuesday."}, to=f"/support/mine/{referral_id}")
    refused = send(person, page, second_tab, correction="I was not alone.")
    assert "It was on a Tuesday." in refused.text
    assert "I was not alone." in refused.text


def test_a_refused_press_leads_back_to_its_page(service, client_of):
    referral_id = service.refer()
    lead = client_of(service.lead)
    desk = f"/support/desk/{referral_id}"
    lead.post(f"{desk}/pass-on", form_at=desk, to="/support/desk")
    refused = lead.post(f"{desk}/pass-on", form_at=desk, status=409)
    assert refused.tree.xpath(f"//main//a[@href='{desk}']")


def test_a_meeting_that_is_still_to_come_was_not_held(service, client_of, clock):
    referral_id = service.refer()
    service.pass_on(referral_id)
    service.allocate(referral_id)
    session_id = service.book(referral_id)
    therapist = client_of(service.therapist)
    case = f"/support/work/{referral_id}"
    assert "Say how it went" not in therapist.get(case).text
    early = therapist.post(f"{case}/sessions/{session_id}/outcome", {"outcome": "held"}, status=422)
    assert "still to come" in early.text
    clock.advance(timedelta(days=3))
    assert "Say how it went" in client_of(service.therapist).get(case).text
