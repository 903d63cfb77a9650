"""Sessions by the pages that each person uses: three, a look back, three more, a seventh by name; dates to come."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from network.core import outbox
from network.core.database import db
from network.core.errors import Conflict, RuleBroken
from network.core.tenancy import system_scope, unscoped
from network.incidents import service as verbs
from network.incidents.models import KeyDate, Referral, SessionAllowance, SessionMove, SupportSession
from network.incidents.rules.answers import DateKind, DateScope, MeetingMode
from network.incidents.rules.readers import Capacity
from network.incidents.rules.sessions import Outcome
from network.incidents.rules.states import State
from tests.factories.incidents import acting
from tests.support.stored import rows

TOMORROW = {"day-day": "20", "day-month": "11", "day-year": "2026", "mode": "video"}


@pytest.fixture
def under_way(service):
    return service.bring_to(State.UNDER_WAY)


def test_three_a_look_back_three_more_and_a_seventh_by_name(app, service, client_of, under_way):
    """CI-10, CI-11, CI-13: what comes next is said on the page, and nothing else is offered."""
    case = f"/support/work/{under_way}"

    def page():
        return client_of(service.therapist).get(case).text

    service.hold_sessions(under_way, 1)
    assert "2 held, 1 of 3 still free" in page()
    assert "Look back together" not in page()
    service.hold_sessions(under_way, 1)
    assert "Look back together" in page()
    assert "Book a session" not in page()
    refused = client_of(service.therapist).post(f"{case}/sessions/new", {**TOMORROW, "time": "5pm"}, status=422)
    assert "Look back together first" in refused.text

    client_of(service.therapist).post(f"{case}/review", {"outcome": "more"}, to=case)
    assert "3 held, 3 of 6 still free" in page()
    service.hold_sessions(under_way, 3)
    therapist = client_of(service.therapist)
    assert (
        "All six sessions are used"
        in therapist.post(f"{case}/sessions/new", {**TOMORROW, "day-day": "25", "time": "5pm"}, status=422).text
    )
    therapist.post(f"{case}/one-more", {"reason": "waiting-for-other-help"}, to=case)
    assert "Ask for one more session" not in page()

    desk = f"/support/desk/{under_way}"
    lead = client_of(service.lead)
    asked = lead.get(f"{desk}/one-more")
    assert "Other support is arranged and has not begun yet" in asked.text
    assert "6 held" not in lead.get(desk).text, "a lead sees that it is asked, and no session"
    lead.post(f"{desk}/one-more", {"is_granted": "yes"}, to=desk)
    seventh = max(rows(app, SessionAllowance), key=lambda each: each.number)
    assert (seventh.number, seventh.approved_by_id, seventh.approved_because) == (
        7,
        service.lead.user_id,
        "waiting-for-other-help",
    )
    service.hold_sessions(under_way, 1)
    assert (
        "There can be no eighth session"
        in client_of(service.therapist)
        .post(f"{case}/sessions/new", {**TOMORROW, "day-day": "28", "time": "5pm"}, status=422)
        .text
    )
    client_of(service.lead).post(f"{desk}/one-more", {"is_granted": "yes"}, status=409)


def test_no_leaves_it_at_six_and_can_be_asked_again(app, service, under_way):
    service.hold_sessions(under_way, 2)
    service.review(under_way)
    service.hold_sessions(under_way, 3)
    for answered in (False, True):
        with acting(app, service.therapist) as actor:
            verbs.ask_for_one_more(actor, under_way, "key-date", service.clock)
        with acting(app, service.therapist) as actor, pytest.raises(RuleBroken, match="asked already"):
            verbs.ask_for_one_more(actor, under_way, "key-date", service.clock)
        with acting(app, service.lead) as actor:
            verbs.answer_exception(actor, under_way, service.clock, is_granted=answered)
        assert len(rows(app, SessionAllowance)) == (7 if answered else 6)


@pytest.mark.parametrize(("outcome", "counts"), [(Outcome.HELD_LATE, 1), (Outcome.NOT_COME, 0), (Outcome.NOT_HELD, 0)])
def test_what_was_not_held_takes_no_session(app, service, outcome, counts):
    """RM: each is said in one answer; until one is held, the first meeting is still to come."""
    referral_id = service.bring_to(State.ALLOCATED)
    service.hold(referral_id, service.book(referral_id), outcome)
    (referral,), (session,) = rows(app, Referral), rows(app, SupportSession)
    assert referral.state is (State.UNDER_WAY if counts else State.ALLOCATED)
    assert (session.number, session.state) == (1 if counts else None, outcome.value)
    assert (referral.first_meeting_at is not None) == bool(counts)
    service.hold(referral_id, service.book(referral_id))
    assert rows(app, Referral)[0].state is State.UNDER_WAY


def test_a_slip_is_put_right(app, service):
    """The first was held after all: support began with it."""
    referral_id = service.bring_to(State.ALLOCATED)
    session_id = service.book(referral_id)
    service.hold(referral_id, session_id, Outcome.NOT_COME)
    service.hold(referral_id, session_id, Outcome.HELD)
    (referral,), (session,) = rows(app, Referral), rows(app, SupportSession)
    assert (referral.state, referral.begun_at) == (State.UNDER_WAY, session.at)
    with acting(app, service.therapist) as actor, pytest.raises(RuleBroken, match="Support began with this session"):
        verbs.say_outcome(actor, referral_id, session_id, Outcome.NOT_COME, service.clock)


def test_moved_and_called_off_with_who_and_why(app, service, client_of, under_way):
    session_id = service.book(under_way)
    address = f"/support/work/{under_way}/sessions/{session_id}"
    therapist = client_of(service.therapist)
    assert therapist.post(f"{address}/move", {**TOMORROW, "time": "4pm"}, status=422).errors == [
        "Choose who asked",
        "Choose a reason from the list",
    ]
    why = {"asked_by": "staff-member", "reason": "not-well"}
    therapist.post(f"{address}/move", {**TOMORROW, **why, "time": "4pm"}, to=f"/support/work/{under_way}")
    therapist.post(f"{address}/call-off", {"asked_by": "therapist", "reason": "leave"}, to=f"/support/work/{under_way}")
    moves = sorted(rows(app, SessionMove), key=lambda move: move.id)
    assert [(move.asked_by, move.reason) for move in moves] == [("staff-member", "not-well"), ("therapist", "leave")]
    own = client_of(service.staff_member).get(f"/support/mine/{under_way}").text
    assert "The staff member asked. Not well on that day" in own, "both read the same (U10)"
    manager = client_of(service.manager).get(f"/support/requests/{under_way}").text
    assert "Not well" not in manager


def test_a_therapist_is_with_one_person_at_a_time(service, app):
    first, second = service.bring_to(State.ALLOCATED), service.bring_to(State.ALLOCATED)
    service.book(first)
    at = service.booked_until
    for minutes, is_free in ((0, False), (59, False), (-59, False), (60, True)):
        when = verbs.When(at + timedelta(minutes=minutes), MeetingMode.VIDEO)
        if is_free:
            with acting(app, service.therapist) as actor:
                verbs.book_session(actor, second, when, service.clock)
        else:
            with acting(app, service.therapist) as actor, pytest.raises(RuleBroken, match="another session then"):
                verbs.book_session(actor, second, when, service.clock)


def test_a_session_is_kept_for_a_date_and_booked_when_it_comes(app, service, client_of, under_way):
    """CI-12, D5: it counts from the moment it is kept, and nobody is written to for it."""
    lead = client_of(service.lead)
    desk = f"/support/desk/{under_way}"
    coming = {"kind": "inquest", "scope": "external", "on-day": "14", "on-month": "1", "on-year": "2027"}
    lead.post(f"{desk}/dates/new", coming, to=desk)
    (noted,) = rows(app, KeyDate)
    case = f"/support/work/{under_way}"
    therapist = client_of(service.therapist)
    therapist.post(f"{case}/dates/{noted.id}/session", to=case, form_at=case)
    assert "1 held, 1 of 3 still free" in therapist.get(case).text
    again = therapist.post(f"{case}/dates/{noted.id}/session", form_at=case, status=422)
    assert "A session is kept for this date already" in again.text
    (kept,) = [each for each in rows(app, SupportSession) if each.key_date_id]
    when = {**TOMORROW, "day-day": "15", "day-month": "1", "day-year": "2027", "time": "10am"}
    therapist.post(f"{case}/sessions/{kept.id}/book", when, to=case)
    own = client_of(service.staff_member).get(f"/support/mine/{under_way}").text
    assert "15 January 2027 at 10am" in own
    assert "An inquest" in own
    therapist.post(f"{case}/dates/{noted.id}/offer", to=case, form_at=case)
    assert "Offered on" in therapist.get(case).text


def test_a_date_that_passed_or_is_far_away_and_too_many(app, service, under_way):
    today = service.clock.today()
    for on, words in ((today - timedelta(days=1), "still to come"), (date(2062, 1, 1), "Check the year")):
        coming = verbs.DateToCome(DateKind.FUNERAL, DateScope.EXTERNAL, on)
        with acting(app, service.therapist) as actor, pytest.raises(RuleBroken, match=words):
            verbs.note_key_date(actor, Capacity.THERAPIST, under_way, coming, service.clock)
    for _ in range(20):
        service.note_date(under_way)
    coming = verbs.DateToCome(DateKind.FUNERAL, DateScope.EXTERNAL)
    with acting(app, service.therapist) as actor, pytest.raises(RuleBroken, match="20 dates already"):
        verbs.note_key_date(actor, Capacity.THERAPIST, under_way, coming, service.clock)


def test_nobody_is_written_to_on_their_key_date(app, service, under_way):
    """U33: what would be sent that day is sent the next morning."""
    today = service.clock.today()
    service.note_date(under_way, today)
    service.note_date(under_way, today + timedelta(days=1))
    service.book(under_way)
    with app.app_context():
        last = list(outbox.waiting_messages())[-1]
    assert last.kind == "incidents.page-changed"
    with app.app_context(), system_scope(db.session(), "a test looks"):
        rows_ = db.session.scalars(unscoped(select(outbox.OutboxMessage), "a test looks")).all()
    held_back = max(rows_, key=lambda row: row.next_try_at)
    assert held_back.next_try_at.date() == today + timedelta(days=2)


def test_everything_to_come_is_called_off_with_the_end(app, service, under_way):
    service.keep(under_way, service.note_date(under_way))
    service.book(under_way)
    service.end(under_way)
    assert {each.state for each in rows(app, SupportSession)} == {"held", "let-go", "called-off"}
    with acting(app, service.therapist) as actor, pytest.raises(Conflict):
        verbs.book_session(
            actor, under_way, verbs.When(service.clock.now() + timedelta(days=1), MeetingMode.VIDEO), service.clock
        )


def test_the_word_with_the_manager_has_two_answers_that_nobody_else_sees(app, service, client_of, under_way):
    """CI-9: the clock stops the first time; the answers can be changed."""
    case = f"/support/work/{under_way}"
    therapist = client_of(service.therapist)
    assert len(therapist.post(f"{case}/manager-contact", {}, status=422).errors) == 2
    therapist.post(f"{case}/manager-contact", {"others": "not-sure", "manager": "yes"}, to=case)
    first = rows(app, Referral)[0].manager_contacted_at
    service.clock.advance(timedelta(minutes=10))
    client_of(service.therapist).post(f"{case}/manager-contact", {"others": "yes", "manager": "yes"}, to=case)
    (referral,) = rows(app, Referral)
    assert referral.manager_contacted_at == first
    assert (referral.are_others_affected, referral.is_manager_affected) == (True, True)
    own = client_of.api(service.staff_member).get(f"/api/v1/incidents/mine/{under_way}").json
    assert "is_manager_affected" not in own
