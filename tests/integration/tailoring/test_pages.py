"""The way of a request through its pages: asked, invited, agreed, held, fed back; and the ways off it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from network.core.permissions import Role
from network.tailoring.models import GivingOffer, TailoredInvitation, TailoredRequest
from network.tailoring.vocabulary import InvitationState, RequestState
from tests.factories import tailoring
from tests.factories.delivery import course_of
from tests.support.csrf import press

QUESTIONS = {
    "topics": ["recognising-signs"],
    "people": "14",
    "tailor": tailoring.WORDS,
    "mode": "in-person",
    "town": "Wendmere",
    "from_on": "2026-11-25",
    "until_on": "2026-12-18",
    "weekdays": ["0", "2"],
    "access_needs": "",
}


def sent_by(page, button):
    """What the form of a page would send that has this button."""
    values = {"go": button}
    (form,) = page.tree.xpath(f"//main//form[.//button[@value='{button}']]")
    for name, value in form.form_values():
        values.setdefault(name, []).append(value)
    return values


def read(page):
    """The text of what the page is about."""
    return page.tree.xpath("string(//main)")


@pytest.fixture
def lead(world, client_of):
    return client_of(world.person(Role.ORGANISATION_LEAD))


@pytest.fixture
def giver(world, client_of):
    """The champion of another partner."""
    return client_of(world.person(Role.CHAMPION, "other"))


@pytest.fixture
def coordinator(world, client_of):
    return client_of(world.person(Role.COORDINATOR, "host"))


def test_a_champion_says_what_they_can_give_changes_it_and_pauses_it_in_one_press(app, world, clock, giver):
    """CP-2; U18: nothing is ticked before they choose."""
    course_id = course_of(app, clock)
    page = giver.get("/tailored/mine/edit")
    assert page.tree.xpath("//main//input[@checked]") == []
    said = {
        "courses": [str(course_id)],
        "modes": ["in-person"],
        "places": "Wendmere\nTN23",
        "weekdays": ["0"],
        "most_a_quarter": "3",
        "for_others": "yes",
        "experience": tailoring.EXPERIENCE,
    }
    giver.post("/tailored/mine/edit", said, to="/tailored/mine")
    assert "Yes, once your lead agrees" in giver.get("/tailored/mine").text
    giver.post("/tailored/mine/edit", {**said, "most_a_quarter": "4", "for_others": "no"}, to="/tailored/mine")
    (offer,) = tailoring.all_of(app, GivingOffer)
    assert (offer.most_a_quarter, offer.places, offer.for_others) == (4, ["Wendmere", "TN23"], False)
    giver.post("/tailored/mine/pause", form_at="/tailored/mine", to="/tailored/mine")
    assert "Paused" in giver.get("/tailored/mine").text
    giver.post("/tailored/mine/resume", form_at="/tailored/mine", to="/tailored/mine")
    assert not tailoring.all_of(app, GivingOffer)[0].is_paused


def test_only_courses_of_their_role_are_offered(app, world, clock, client_of):
    """TR-1: a facilitator may give what a champion may not."""
    course_of(app, clock)
    champion = client_of(world.person(Role.CHAMPION)).get("/tailored/mine/edit")
    facilitator = client_of(world.person(Role.FACILITATOR)).get("/tailored/mine/edit")
    courses = [page.tree.xpath("//input[@name='courses']/@value") for page in (champion, facilitator)]
    assert set(courses[0]) < set(courses[1])


def test_the_lead_lends_a_champion_by_one_press_and_takes_it_back(app, world, clock, client_of):
    key = tailoring.offer(app, world, clock, is_lent=False)
    lead = client_of(world.person(Role.ORGANISATION_LEAD, "other"))
    page = lead.get("/tailored/offers")
    assert "Champion of other" in page.text
    assert tailoring.EXPERIENCE in page.text
    lead.post(f"/tailored/offers/{key}/lend", form_at="/tailored/offers", to="/tailored/offers")
    assert tailoring.stored(app, GivingOffer, key).may_be_borrowed
    lead.post(f"/tailored/offers/{key}/keep-at-home", form_at="/tailored/offers", to="/tailored/offers")
    assert not tailoring.stored(app, GivingOffer, key).may_be_borrowed


def test_a_lead_asks_after_a_look_at_what_is_asked_and_once_however_often_it_is_sent(app, world, clock, lead):
    """U38, U40, B35."""
    opened = lead.get("/tailored/ask")
    assert opened.tree.xpath("//input[@name='town']/@value") == ["Wendmere"]
    assert opened.tree.xpath("//main//input[@checked]") == []
    check = press(lead, "/tailored/ask", QUESTIONS)
    assert (check.status, check.heading) == (200, "Tailored training Check your request")
    assert tailoring.all_of(app, TailoredRequest) == [], "nothing is kept before it is sent"
    again = press(lead, "/tailored/ask", sent_by(check, "change"))
    assert again.heading.endswith("Ask for tailored training")
    assert again.tree.xpath("//input[@name='people']/@value") == ["14"]
    assert again.tree.xpath("//input[@name='weekdays'][@checked]/@value") == ["0", "2"]
    first, second = (press(lead, "/tailored/ask", sent_by(check, "send")) for _ in range(2))
    (request,) = tailoring.all_of(app, TailoredRequest)
    assert first.location == second.location == f"/tailored/{request.id}"
    assert (request.people, request.weekdays, request.state) == (14, ["0", "2"], RequestState.ASKED)


def test_what_cannot_be_asked_says_what_to_mend(app, world, clock, lead):
    page = press(lead, "/tailored/ask", {**QUESTIONS, "topics": [], "town": "", "until_on": "2026-11-20"})
    assert page.status == 422
    assert page.errors == ["Choose a course or at least one topic"]
    page = press(lead, "/tailored/ask", {"people": "0"})
    assert len(page.errors) >= 4
    assert not any(word in page.text for word in ("nvalid", "must", "failed"))


def test_from_the_asking_to_what_changed_in_practice(app, world, clock, lead, giver, coordinator, client_of):
    """CP-2, ORG-9: the coordinator borrows a champion of another partner for a council."""
    offer_id = tailoring.offer(app, world, clock)
    request_id = tailoring.ask(app, world, clock)
    path = f"/tailored/{request_id}"
    seen = lead.get(path)
    assert "Champion of other, Ottermouth NHS Foundation Trust" in seen.text
    for reason in ("Lent by Ottermouth", "Knows councils", "Can come to Wendmere", "3 of 3 sessions left this quarter"):
        assert reason in seen.text
    assert "@example.org" not in read(seen), "no address before it is agreed"
    assert tailoring.EXPERIENCE not in seen.text
    coordinator.post(f"{path}/invite", {"offer": str(offer_id)}, form_at=path, to=path)
    assert "Waiting for an answer" in lead.get(path).text
    (invitation,) = tailoring.all_of(app, TailoredInvitation)
    asked = f"/tailored/invitations/{invitation.id}"
    assert "Please answer by 25 November 2026" in giver.get("/tailored/mine").text
    page = giver.get(asked)
    assert tailoring.WORDS in page.text
    assert "@example.org" not in read(page)
    said = {"day": "2026-11-30", "starts_at": "9:30am", "minutes": "90"}
    giver.post(asked, said, to=asked)
    assert world.person(Role.ORGANISATION_LEAD).email in read(giver.get(asked))
    assert world.person(Role.CHAMPION, "other").email in read(lead.get(path))
    clock.advance(timedelta(days=13))
    lead, giver = client_of(world.person(Role.ORGANISATION_LEAD)), client_of(world.person(Role.CHAMPION, "other"))
    coordinator = client_of(world.person(Role.COORDINATOR, "host"))
    lead.post(f"{path}/held", {"day": "2026-11-30", "trained": "12"}, to=f"{path}/feedback")
    how = {"fits": "5", "safe": "4", "useful": "5", "words": "It spoke to us.", "practice": "We ask first."}
    lead.post(f"{path}/feedback", how, to=path)
    for client, where in ((giver, asked), (lead, path), (coordinator, path)):
        for words in ("It spoke to us.", "We ask first.", "4 of 5"):
            assert words in client.get(where).text
    coordinator.post(f"{path}/themes", {"themes": "Front desk, pace"}, form_at=path, to=path)
    figures = coordinator.get("/tailored/figures")
    assert "front desk: 1" in figures.text
    assert figures.texts("//span[@class='app-figure']") == ["1", "1", "1"]
    assert tailoring.stored(app, TailoredRequest, request_id).day == date(2026, 11, 30)


def test_a_no_needs_no_reason_and_opens_the_way_for_the_next(app, world, clock, lead, giver):
    """U15."""
    offer_id = tailoring.offer(app, world, clock)
    request_id = tailoring.ask(app, world, clock)
    key = tailoring.invite(app, world, clock, request_id, offer_id)
    asked = f"/tailored/invitations/{key}"
    giver.post(f"{asked}/no", form_at=asked, to="/tailored/mine")
    request = tailoring.stored(app, TailoredRequest, request_id)
    assert (request.state, request.partner_organisation_id) == (RequestState.ASKED, None)
    assert tailoring.WORDS not in giver.get(asked).text
    page = lead.get(f"/tailored/{request_id}")
    assert "Nobody fits at the moment" in page.text, "whoever said no is not suggested again"
    assert "said no on" in page.text
    assert giver.get(f"{asked}/held", status=404)


def test_whoever_agreed_can_give_it_back_and_so_can_those_who_asked(app, world, clock, lead, giver):
    """U15: a change of mind takes no more than saying yes did."""
    request_id, key = tailoring.agreed(app, world, clock)
    asked, path = f"/tailored/invitations/{key}", f"/tailored/{request_id}"
    giver.post(f"{asked}/no", form_at=asked, to="/tailored/mine")
    assert tailoring.stored(app, TailoredRequest, request_id).giver_id is None
    other = tailoring.offer(app, world, clock, role=Role.FACILITATOR)
    tailoring.invite(app, world, clock, request_id, other)
    lead.post(f"{path}/take-back", form_at=path, to=path)
    assert tailoring.stored(app, TailoredRequest, request_id).state is RequestState.ASKED
    assert "Ask Facilitator of other" in lead.get(path).text, "somebody who was not answered for can be asked again"


def test_nobody_says_yes_to_two_partners_for_one_time(app, world, clock, giver):
    """Two ask somebody for one day: they learn it before either counts on them."""
    offer = tailoring.offer(app, world, clock)
    asked = [(at, tailoring.ask(app, world, clock, at=at)) for at in ("own", "other")]
    keys = [tailoring.invite(app, world, clock, request, offer, at=at) for at, request in asked]
    first, second = (f"/tailored/invitations/{key}" for key in keys)
    said = {"day": "2026-11-30", "starts_at": "9:30am", "minutes": "90"}
    giver.post(first, said, to=first)
    page = giver.post(second, {**said, "starts_at": "10:30am"}, status=422)
    assert page.errors == ["You said yes to something else at that time. Enter another time, or give that back first"]
    giver.post(second, {**said, "starts_at": "11am"}, to=second)


@pytest.mark.parametrize("state", ["asked", "invited", "agreed"])
def test_a_request_is_taken_back_by_one_press(app, world, clock, lead, giver, state):
    """U15."""
    if state == "agreed":
        request_id, _ = tailoring.agreed(app, world, clock)
    else:
        offer_id = tailoring.offer(app, world, clock)
        request_id = tailoring.ask(app, world, clock)
        if state == "invited":
            tailoring.invite(app, world, clock, request_id, offer_id)
    path = f"/tailored/{request_id}"
    lead.post(f"{path}/withdraw", form_at=path, to=path)
    request = tailoring.stored(app, TailoredRequest, request_id)
    assert (request.state, request.partner_organisation_id) == (RequestState.WITHDRAWN, None)
    assert [row.state for row in tailoring.all_of(app, TailoredInvitation)] in ([], [InvitationState.TAKEN_BACK])
    assert "Take this request back" not in lead.get(path).text


def test_whoever_gave_it_can_say_so_too(app, world, clock, giver, client_of):
    request_id, key = tailoring.agreed(app, world, clock)
    asked = f"/tailored/invitations/{key}"
    opened = giver.get(f"{asked}/held")
    assert opened.tree.xpath("//input[@name='day-day']/@value") == ["28"]
    clock.advance(timedelta(days=11))
    lead, giver = client_of(world.person(Role.ORGANISATION_LEAD)), client_of(world.person(Role.CHAMPION, "other"))
    giver.post(f"{asked}/held", {"day": "2026-11-28", "trained": "9"}, to=asked)
    assert tailoring.stored(app, TailoredRequest, request_id).trained == 9
    page = press(lead, f"/tailored/{request_id}/held", {"day": "2026-11-28", "trained": "9", "version": "9"})
    assert page.status == 409


def test_who_reads_it_is_said_before_it_is_written(app, world, clock, lead, giver):
    """U8: from the policy itself, above the first field for words."""
    course_of(app, clock)
    request_id, _ = tailoring.held(app, world, clock)
    for client, path, reader in (
        (lead, "/tailored/ask", "whoever is asked to give it"),
        (lead, f"/tailored/{request_id}/feedback", "whoever gave it"),
        (giver, "/tailored/mine/edit", "organisation leads of Ottermouth NHS Foundation Trust"),
    ):
        page = client.get(path)
        first, *_ = page.tree.xpath("//main//*[contains(@class, 'app-trust')] | //main//form//textarea")
        words = " ".join(first.text_content().split())
        assert words.startswith("Who reads this:"), path
        assert reader in words
        assert "the network’s coordinator" in words
        assert "How long it is kept" in words
