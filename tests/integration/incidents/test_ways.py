"""Leaving the usual way: each with its short list of reasons, and a way back (RM, U26)."""

import pytest
from sqlalchemy import select

from network.core import outbox
from network.core.database import db
from network.core.errors import Conflict, NotFound, RuleBroken
from network.core.tenancy import system_scope, unscoped
from network.incidents import service as verbs
from network.incidents.models import Amendment, Referral, ReferralStep
from network.incidents.rules.readers import Capacity
from network.incidents.rules.reasons import REASONS, StepReason
from network.incidents.rules.states import CANCELLED, State, Step, is_closed, steps_from
from network.incidents.ways import WAYS
from tests.factories.incidents import CANARIES, acting
from tests.support.stored import rows

CASES = [
    (State.SUBMITTED, Capacity.REFERRER, "withdraw", State.WITHDRAWN),
    (State.MEETING_BOOKED, Capacity.REFERRER, "withdraw", State.WITHDRAWN),
    (State.WITHDRAWN, Capacity.REFERRER, "reopen", State.SUBMITTED),
    (State.SUBMITTED, Capacity.LEAD, "send-back", State.SENT_BACK),
    (State.SUBMITTED, Capacity.LEAD, "redirect", State.REDIRECTED),
    (State.SUBMITTED, Capacity.LEAD, "mistaken", State.MISTAKEN),
    (State.ALLOCATED, Capacity.LEAD, "mistaken", State.MISTAKEN),
    (State.ALLOCATED, Capacity.LEAD, "close", State.CLOSED),
    (State.UNDER_WAY, Capacity.LEAD, "close", State.ENDED),
    (State.WITHDRAWN, Capacity.LEAD, "reopen", State.SUBMITTED),
    (State.ENDED, Capacity.LEAD, "reopen", State.UNDER_WAY),
    (State.WITH_PROVIDER, Capacity.ALLOCATOR, "hand-back", State.SUBMITTED),
    (State.MEETING_BOOKED, Capacity.ALLOCATOR, "hand-back", State.SUBMITTED),
    (State.MEETING_BOOKED, Capacity.THERAPIST, "close", State.CLOSED),
    (State.ENDED, Capacity.THERAPIST, "reopen", State.UNDER_WAY),
]


WHERE_IT_WAITS = {"not-wait", "let-through"}
"""What a lead can do only while it waits for its person, or for leave (`test_reading_first.py`)."""


@pytest.mark.parametrize(("state", "capacity", "way", "then"), CASES)
def test_where_it_leads(app, service, state, capacity, way, then):
    referral_id = service.bring_to(state)
    step = WAYS[capacity][way].step
    service.leave(referral_id, capacity, way, REASONS[step][0])
    (referral,) = rows(app, Referral)
    assert referral.state is then
    assert (referral.closed_at is not None) == is_closed(then)
    last = max(rows(app, ReferralStep), key=lambda row: row.id)
    assert (last.step, last.reason) == (step, REASONS[step][0])


def test_every_way_is_walked_above():
    assert {(capacity, way) for capacity, ways in WAYS.items() for way in ways} == {
        *((capacity, way) for _, capacity, way, _ in CASES),
        *((Capacity.LEAD, way) for way in WHERE_IT_WAITS),
    }


def test_a_reason_of_another_list_is_none(app, service, client_of):
    referral_id = service.refer()
    with pytest.raises(RuleBroken, match="from the list"):
        service.leave(referral_id, Capacity.LEAD, "redirect", StepReason.WRONG_PERSON)
    page = client_of(service.lead).post(f"/support/desk/{referral_id}/redirect", {}, status=422)
    assert page.errors == ["Choose a reason from the list"]
    program = client_of.api(service.lead)
    answer = program.post(f"/api/v1/incidents/desk/{referral_id}/redirect", {"reason": "wrong-person"}, status=422)
    assert answer.json["errors"] == {"reason": ["Choose a reason from the list"]}


@pytest.mark.parametrize("state", [state for state in State if state not in {State.DRAFT, State.SENT_BACK}])
def test_a_page_offers_what_can_be_done_and_nothing_else(service, client_of, state):
    if state in {State.REDIRECTED, State.MISTAKEN}:
        referral_id = service.refer()
        way = "redirect" if state is State.REDIRECTED else "mistaken"
        service.leave(referral_id, Capacity.LEAD, way, REASONS[WAYS[Capacity.LEAD][way].step][0])
    elif state is State.CLOSED:
        referral_id = service.bring_to(State.ALLOCATED)
        service.leave(referral_id, Capacity.THERAPIST, "close", StepReason.NOT_REACHED)
    else:
        referral_id = service.bring_to(state)
    links = client_of(service.lead).get(f"/support/desk/{referral_id}").tree.xpath("//main//a/@href")
    offered = {link.rsplit("/", 1)[1] for link in links} & set(WAYS[Capacity.LEAD])
    ways = {way for way, each in WAYS[Capacity.LEAD].items() if each.step in steps_from(state)}
    assert offered == ways - WHERE_IT_WAITS


def test_sent_back_put_right_and_sent_again(app, service, client_of):
    """The clocks go on; its person sees what was changed, and the manager what is asked (U13, D2)."""
    referral_id = service.refer()
    target = rows(app, Referral)[0].first_meeting_target_at
    service.leave(referral_id, Capacity.LEAD, "send-back", StepReason.NOT_CLEAR_WHAT_HAPPENED)
    manager = client_of(service.manager)
    page = f"/support/requests/{referral_id}"
    assert "It is not clear what happened" in manager.get(page).text
    assert manager.get(page).texts("//*[@class='govuk-body-l']") == ["Received"], "one of the four states (D10)"
    answers = {"staff_telephone": "", "staff_email": service.staff_member.email, "narrative": "It was the second door."}
    manager.post(f"{page}/amend", answers, to=page)
    (referral,) = rows(app, Referral)
    assert (referral.state, referral.first_meeting_target_at) == (State.SUBMITTED, target)
    assert {each.part for each in rows(app, Amendment)} == {"narrative", "staff_telephone"}
    assert "It was the second door." in client_of(service.lead).get(f"/support/desk/{referral_id}").text
    assert all(CANARIES["narrative"].encode() not in (each.was_sealed or b"") for each in rows(app, Amendment))
    own = client_of(service.staff_member).get(f"/support/mine/{referral_id}").text
    assert CANARIES["narrative"] in own, "how it read before"
    assert CANARIES["narrative"] not in manager.get(page).text


def test_who_handed_it_back_sees_it_no_longer(service, client_of):
    referral_id = service.bring_to(State.MEETING_BOOKED)
    service.leave(referral_id, Capacity.ALLOCATOR, "hand-back", StepReason.NOBODY_FREE)
    client_of(service.allocator).get(f"/support/allocation/{referral_id}", status=404)
    client_of(service.therapist).get(f"/support/work/{referral_id}", status=404)
    service.withdraw(referral_id)
    client_of(service.allocator).get(f"/support/allocation/{referral_id}", status=404)


def test_who_did_it_is_not_told_of_it(app, service):
    referral_id = service.bring_to(State.UNDER_WAY)
    with app.app_context():
        before = len(list(outbox.waiting_messages()))
    service.leave(referral_id, Capacity.THERAPIST, "close", StepReason.NOT_REACHED)
    with app.app_context():
        told = {message.to for message in list(outbox.waiting_messages())[before:]}
    assert service.therapist.email not in told
    assert {service.lead.email, service.staff_member.email, service.manager.email} <= told


def test_what_was_forgotten_is_not_opened_again(app, service):
    referral_id = service.bring_to(State.ENDED)
    with app.app_context(), system_scope(db.session(), "a test lets time pass"):
        referral = db.session.scalars(unscoped(select(Referral), "a test lets time pass")).one()
        referral.forgotten_at = service.clock.now()
        db.session.commit()
    with acting(app, service.lead) as actor, pytest.raises(Conflict, match="has been deleted"):
        verbs.reopen(actor, Capacity.LEAD, referral_id, StepReason.CAME_BACK, service.clock)


def test_nobody_opens_again_what_is_not_theirs_to(app, service):
    declined = service.bring_to(State.DECLINED)
    with acting(app, service.lead) as actor, pytest.raises(Conflict):
        verbs.reopen(actor, Capacity.LEAD, declined, StepReason.CAME_BACK, service.clock)
    with acting(app, service.manager) as actor, pytest.raises((Conflict, NotFound)):
        verbs.reopen(actor, Capacity.REFERRER, declined, StepReason.CAME_BACK, service.clock)


def test_what_never_began_is_told_from_what_ended():
    assert {state for state in State if is_closed(state)} == CANCELLED | {State.ENDED}
    assert all(Step.BEGIN_SUPPORT not in steps_from(state) for state in CANCELLED)


def test_what_was_cancelled_stands_apart_for_those_who_act_and_for_nobody_else(service, client_of):
    """RM; its manager and its person have one list (D10)."""
    open_one, ended = service.refer(), service.bring_to(State.ENDED)
    cancelled = service.bring_to(State.ALLOCATED)
    service.leave(cancelled, Capacity.THERAPIST, "close", StepReason.NOT_REACHED)
    for client, path, usual in (
        (client_of(service.lead), "desk", {open_one, ended}),
        (client_of(service.therapist), "work", {ended}),
    ):
        listed = set(client.get(f"/support/{path}").tree.xpath("//main//table//a/@href"))
        assert listed == {f"/support/{path}/{each}" for each in usual}
        page = client.get(f"/support/{path}?show=cancelled")
        assert page.tree.xpath("//main//table//a/@href") == [f"/support/{path}/{cancelled}"]
    program = client_of.api(service.lead)
    found = program.get("/api/v1/incidents/desk?is_cancelled=true").json["items"]
    assert [each["id"] for each in found] == [str(cancelled)]
    for client, path in ((client_of(service.manager), "requests"), (client_of(service.staff_member), "mine")):
        listed = client.get(f"/support/{path}?show=cancelled").tree.xpath("//main//a/@href")
        assert len([link for link in listed if link.count("-") == 4]) == 3
