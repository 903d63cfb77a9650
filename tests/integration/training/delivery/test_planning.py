"""Planning sessions, moving and cancelling them; who is told of it, and how often."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from uuid import UUID

import pytest

from network.core.errors import Conflict, NotAllowed, NotFound, RuleBroken
from network.core.permissions import Role
from network.training.delivery import jobs
from network.training.delivery.messages import PlaceCancelled, PlaceChanged, PlaceFreed, PlaceReminder, SessionOver
from network.training.delivery.queries import sessions as reads
from network.training.delivery.rules import Span
from network.training.delivery.service import attendance, planning
from network.training.delivery.vocabulary import SessionState
from network.ui.filters import as_day
from tests.factories.delivery import book_names, booking_token, course_of, letters, places_of, plan, stored
from tests.factories.training import acting, as_job
from tests.support.filled import filled_form
from tests.support.world import Person

THREE = "Ann Ash <ann@a.example>\nBo Birch <bo@a.example>\nCy Cedar <cy@a.example>"


def change(app, person: Person, session_id, clock, reason="", version=None, **changes):
    with acting(app, person) as actor:
        session = reads.get_to_run(actor, session_id)
        said = replace(planning.draft_of(session), **changes)
        return planning.change_session(actor, session_id, said, reason, version or session.version, clock)


def later(span: Span, by: timedelta) -> tuple[Span, ...]:
    return (Span(span.starts_at + by, span.ends_at + by),)


def parts(app, session_id):
    with app.app_context():
        return reads.parts_of([session_id])[session_id]


def told(app, kind):
    return sorted(letter.to for letter in letters(app) if isinstance(letter, kind))


def test_a_session_of_several_days_is_one_session(app, world, clock):
    session_id = plan(app, world, clock, days=3)
    days = parts(app, session_id)
    session = stored(app, session_id)
    assert (session.starts_at, session.ends_at) == (days[0].starts_at, days[2].ends_at)


def test_a_session_a_week_is_planned_at_once(app, world, clock):
    plan(app, world, clock, weeks=4, books_until=clock.today() + timedelta(days=8))
    with acting(app, world.person(Role.STAFF_MEMBER)) as actor:
        page = reads.list_coming(actor, clock.now())
    starts = [line.starts_at for line in page.items]
    assert [later - first for first, later in pairwise(starts)] == [timedelta(weeks=1)] * 3
    assert [line.books_until - line.starts_at.date() for line in page.items] == [timedelta(days=-1)] * 4


def test_of_several_sessions_all_or_none_is_planned(app, world, clock):
    """B22: the clocks leave out the time of the second."""
    first = datetime(2027, 3, 21, 1, 30, tzinfo=UTC)
    with pytest.raises(RuleBroken):
        plan(app, world, clock, weeks=2, parts=(Span(first, first + timedelta(hours=1)),))
    with acting(app, world.person(Role.STAFF_MEMBER)) as actor:
        assert reads.list_coming(actor, clock.now()).total == 0


@pytest.mark.parametrize("by", [Role.FACILITATOR, Role.ORGANISATION_LEAD])
def test_who_holds_it_or_leads_changes_it(app, world, clock, by):
    session_id = plan(app, world, clock)
    assert change(app, world.person(by), session_id, clock, breaks="None").breaks == "None"
    assert letters(app) == []


def test_a_colleague_who_shares_it_may_do_everything_with_it(app, world, clock):
    champion = world.person(Role.CHAMPION)
    session_id = plan(app, world, clock)
    with pytest.raises(NotAllowed):
        change(app, champion, session_id, clock, breaks="None")
    holders = (world.person(Role.FACILITATOR).user_id, champion.user_id)
    change(app, world.person(Role.FACILITATOR), session_id, clock, facilitators=holders)
    assert change(app, champion, session_id, clock, breaks="None").breaks == "None"


@pytest.mark.parametrize("who", [("manager", "own"), ("facilitator", "other")])
def test_only_trainers_of_the_organisation_hold_it(app, world, clock, who):
    role, at = who
    with pytest.raises(RuleBroken) as broken:
        plan(app, world, clock, facilitators=(world.person(Role(role), at).user_id,))
    assert broken.value.field == "facilitators"


def test_another_organisations_session_is_not_there_to_change(app, world, clock):
    session_id = plan(app, world, clock, is_open_to_all=True)
    with pytest.raises(NotFound):
        change(app, world.person(Role.ORGANISATION_LEAD, "other"), session_id, clock, breaks="None")


def test_a_move_needs_its_reason_and_tells_everybody_once(app, world, clock):
    session_id = plan(app, world, clock, capacity=2)
    book_names(app, world.person(Role.CHAMPION), session_id, clock, THREE)
    (span,) = parts(app, session_id)
    person = world.person(Role.FACILITATOR)
    with pytest.raises(RuleBroken) as broken:
        change(app, person, session_id, clock, parts=later(span, timedelta(days=1)))
    assert broken.value.field == "reason"
    change(app, person, session_id, clock, "The room is taken", parts=later(span, timedelta(days=1)))
    assert told(app, PlaceChanged) == ["ann@a.example", "bo@a.example", "cy@a.example"]
    assert stored(app, session_id).because == "The room is taken"
    assert parts(app, session_id) == later(span, timedelta(days=1))
    change(app, person, session_id, clock, joining_link="https://meet.example.org/other")
    assert len(told(app, PlaceChanged)) == 6


@pytest.mark.parametrize(("by", "marks"), [(timedelta(days=7), {}), (timedelta(minutes=30), {"1": "present"})])
def test_a_mark_is_of_the_day_that_it_was_made_on(app, world, clock, by, marks):
    """Somebody signed in early, and then it moved: to another day, or to later that morning."""
    session_id = plan(app, world, clock)
    book_names(app, world.person(Role.CHAMPION), session_id, clock, "Ann Ash <ann@a.example>")
    clock.move_to(stored(app, session_id).starts_at - timedelta(minutes=20))
    person = world.person(Role.FACILITATOR)
    with acting(app, person) as actor:
        attendance.mark_everybody(actor, session_id, 1, clock)
    (span,) = parts(app, session_id)
    change(app, person, session_id, clock, "The heating is off", parts=later(span, by))
    assert places_of(app, session_id)[0].presence == marks


def test_what_has_yet_to_begin_is_not_recorded_so_that_it_can_still_move(app, world, clock):
    session_id = plan(app, world, clock)
    book_names(app, world.person(Role.CHAMPION), session_id, clock, "Ann Ash <ann@a.example>")
    person = world.person(Role.FACILITATOR)
    clock.move_to(stored(app, session_id).starts_at - timedelta(seconds=1))
    with acting(app, person) as actor:
        attendance.mark_everybody(actor, session_id, 1, clock)
    with acting(app, person) as actor, pytest.raises(RuleBroken, match="once it has begun") as refused:
        attendance.record_attendance(actor, session_id, clock)
    assert len(refused.value.routes) == 2
    assert told(app, SessionOver) == []
    clock.advance(timedelta(seconds=1))
    with acting(app, person) as actor:
        attendance.record_attendance(actor, session_id, clock)
    assert told(app, SessionOver) == ["ann@a.example"]
    (span,) = parts(app, session_id)
    with pytest.raises(RuleBroken, match="has begun"):
        change(app, person, session_id, clock, "Late", parts=later(span, timedelta(days=7)))


def test_more_places_go_to_those_who_wait(app, world, clock):
    session_id = plan(app, world, clock, capacity=1)
    book_names(app, world.person(Role.CHAMPION), session_id, clock, THREE)
    change(app, world.person(Role.FACILITATOR), session_id, clock, capacity=2)
    assert told(app, PlaceFreed) == ["bo@a.example"]
    change(app, world.person(Role.FACILITATOR), session_id, clock, capacity=None)
    assert told(app, PlaceFreed) == ["bo@a.example", "cy@a.example"]
    assert stored(app, session_id).places_taken == 3
    with pytest.raises(RuleBroken, match="3 places are booked"):
        change(app, world.person(Role.FACILITATOR), session_id, clock, capacity=2)


def test_of_two_editors_the_second_sees_both_texts(app, world, clock):
    session_id = plan(app, world, clock)
    person = world.person(Role.FACILITATOR)
    change(app, person, session_id, clock, breaks="None")
    with pytest.raises(Conflict) as conflict:
        change(app, person, session_id, clock, version=1, breaks="Two of them")
    assert (conflict.value.yours["Breaks"], conflict.value.theirs["Breaks"]) == ("Two of them", "None")


def test_who_shares_it_is_a_change_that_a_second_editor_sees(app, world, clock):
    session_id = plan(app, world, clock)
    person = world.person(Role.FACILITATOR)
    holders = (person.user_id, world.person(Role.CHAMPION).user_id)
    assert change(app, person, session_id, clock, facilitators=holders).version == 2


def test_cancelling_tells_everybody_once_and_is_for_good(app, world, clock):
    session_id = plan(app, world, clock, capacity=2)
    book_names(app, world.person(Role.CHAMPION), session_id, clock, THREE)
    with acting(app, world.person(Role.FACILITATOR)) as actor:
        planning.cancel_session(actor, session_id, "Snow", clock)
    assert told(app, PlaceCancelled) == ["ann@a.example", "bo@a.example", "cy@a.example"]
    assert stored(app, session_id).state is SessionState.CANCELLED
    with acting(app, world.person(Role.FACILITATOR)) as actor, pytest.raises(RuleBroken, match="cancelled") as refused:
        planning.cancel_session(actor, session_id, "Snow", clock)
    assert len(refused.value.routes) == 2


def test_a_new_link_ends_the_one_before(app, world, clock, visitor):
    session_id = plan(app, world, clock)
    before = booking_token(app, session_id)
    with acting(app, world.person(Role.FACILITATOR)) as actor:
        planning.renew_link(actor, session_id, clock)
    visitor.get(f"/training/book/{before}", status=404)
    visitor.get(f"/training/book/{booking_token(app, session_id)}")


def test_the_day_before_everybody_with_a_place_is_reminded_once(app, world, clock, in_app):
    session_id = plan(app, world, clock, capacity=2, ahead=timedelta(days=2))
    book_names(app, world.person(Role.CHAMPION), session_id, clock, THREE)
    as_job(jobs.remind, clock)
    assert told(app, PlaceReminder) == []
    clock.move_to(datetime(2026, 11, 19, 7, 29, tzinfo=UTC))
    as_job(jobs.remind, clock)
    assert told(app, PlaceReminder) == [], "not in the quiet hours (U33)"
    for _ in range(3):
        clock.advance(timedelta(minutes=15))
        as_job(jobs.remind, clock)
    assert told(app, PlaceReminder) == ["ann@a.example", "bo@a.example"]


def test_before_each_day_of_several_people_are_reminded_of_it(app, world, clock, in_app):
    session_id = plan(app, world, clock, days=3, ahead=timedelta(days=2))
    book_names(app, world.person(Role.CHAMPION), session_id, clock, "Ann Ash <ann@a.example>")
    for day in (19, 20, 21):
        clock.move_to(datetime(2026, 11, day, 9, tzinfo=UTC))
        for _ in range(2):
            as_job(jobs.remind, clock)
        said = [each.when for each in letters(app) if isinstance(each, PlaceReminder)]
        assert len(said) == day - 18
        assert max(each.count("November") for each in said) == 3
        assert sum(each.startswith(as_day(date(2026, 11, day + 1))) for each in said) == 1


def test_what_an_organisation_was_to_hold_is_cancelled_where_it_leaves(app, world, clock):
    session_id = plan(app, world, clock)
    elsewhere = plan(app, world, clock, at="other")
    book_names(app, world.person(Role.CHAMPION), session_id, clock, THREE)
    with acting(app, world.person(Role.COORDINATOR, "host")) as actor:
        for feature_leaves in app.extensions["departures"]:
            feature_leaves(actor, world.own, clock)
    assert stored(app, session_id).state is SessionState.CANCELLED
    assert stored(app, elsewhere).state is SessionState.PLANNED
    assert told(app, PlaceCancelled) == ["ann@a.example", "bo@a.example", "cy@a.example"]


def test_who_had_a_place_is_forgotten_thirty_days_after(app, world, clock, in_app):
    session_id = plan(app, world, clock)
    book_names(app, world.person(Role.CHAMPION), session_id, clock, THREE)
    clock.move_to(stored(app, session_id).ends_at + timedelta(days=30) - timedelta(seconds=1))
    as_job(jobs.forget, clock)
    assert len(places_of(app, session_id)) == 3
    clock.advance(timedelta(seconds=1))
    as_job(jobs.forget, clock)
    assert places_of(app, session_id) == []


@pytest.mark.parametrize("night", ["2027-03-28T01:30", "2027-10-31T01:30"])
def test_a_time_of_the_night_when_the_clocks_change_is_asked_about(app, world, clock, client_of, night):
    plan(app, world, clock)
    day, time = night.split("T")
    client = client_of(world.person(Role.FACILITATOR))
    page = client.post("/training/coming/new", typed(app, world, clock, starts_on=day, starts_at=time), status=422)
    assert page.errors
    assert "clocks go" in page.errors[0]


def test_a_session_for_a_night_shift_ends_on_the_day_after(app, world, clock, client_of):
    client = client_of(world.person(Role.FACILITATOR))
    course_of(app, clock)
    said = typed(app, world, clock, starts_at="10pm", ends_at="1:30am", more_days="8 12 2026")
    address = client.post("/training/coming/new", said).location
    assert "Tuesday 1 December 2026, 10pm, to Wednesday 2 December 2026, 1:30am" in client.get(address).text
    session_id = UUID(address.rsplit("/", 1)[1])
    assert [(part.ends_at - part.starts_at) for part in parts(app, session_id)] == [timedelta(hours=3.5)] * 2
    client.post(f"{address}/edit", {**filled_form(client, f"{address}/edit"), "breaks": "At midnight"}, to=address)
    assert stored(app, session_id).breaks == "At midnight"
    page = client.post("/training/coming/new", typed(app, world, clock, starts_at="1pm", ends_at="3:00"), status=422)
    assert page.errors == ["Enter an end that is later than the start."], "somebody forgot pm"


def test_days_that_a_program_gave_times_of_their_own_keep_them(app, world, clock, client_of):
    first, second = (datetime(2026, 12, day, hour, tzinfo=UTC) for day, hour in ((1, 9), (2, 14)))
    days = (Span(first, first + timedelta(hours=2)), Span(second, second + timedelta(hours=3)))
    session_id = plan(app, world, clock, parts=days)
    client, address = client_of(world.person(Role.FACILITATOR)), f"/training/coming/{session_id}"
    assert "times of their own" in client.get(f"{address}/edit").text
    client.post(f"{address}/edit", {**filled_form(client, f"{address}/edit"), "breaks": "At 11am"}, to=address)
    assert (stored(app, session_id).breaks, parts(app, session_id)) == ("At 11am", days)
    moved = {"starts_at": "10am", "reason": "The room is taken"}
    client.post(f"{address}/edit", {**filled_form(client, f"{address}/edit"), **moved}, to=address)
    assert [part.starts_at.hour for part in parts(app, session_id)] == [10, 10]


def typed(app, world, clock, **changes):
    """What is typed into the form of a session."""
    said = {
        "course": str(course_of(app, clock)),
        "starts_on": "2026-12-01",
        "starts_at": "9:30am",
        "ends_at": "11:30am",
        "mode": "in-person",
        "place": "Town Hall",
        "open_to": "no",
        "facilitators": [str(world.person(Role.FACILITATOR).user_id)],
        "breaks": "None",
        "content_note_needed": "no",
        "camera_may_be_off": "yes",
        "may_leave_any_time": "yes",
    }
    return {**said, **changes}
