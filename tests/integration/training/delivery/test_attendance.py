"""Who was there: one press a person, recorded once in each person's own organisation, and put right later."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from network.core.audit import AuditEntry
from network.core.clock import is_quiet
from network.core.database import db
from network.core.errors import NotAllowed, NotFound, RuleBroken
from network.core.outbox import OutboxMessage
from network.core.permissions import Role
from network.core.tenancy import scoped, system_scope
from network.passport import addresses as passport
from network.training import coverage
from network.training.delivery import addresses
from network.training.delivery.messages import SessionOver
from network.training.delivery.service import attendance
from network.training.delivery.vocabulary import PlaceState, Presence
from network.training.models import Completion, Learner, TrainingSession
from network.training.roster import read_roster
from network.training.service import withdraw_session
from network.training.vocabulary import CompletionStatus
from tests.factories.delivery import book, book_names, letters, places_of, plan, stored
from tests.factories.training import acting, learners_of, log_session
from tests.support.hostile import LONG
from tests.support.queries import MOST_ON_A_PAGE, counted_queries

PRESENT, PART, ABSENT = Presence.PRESENT, Presence.PART, Presence.ABSENT
TWO = "Ann Ash <ann@a.example>\nBo Birch <bo@a.example>"


@pytest.fixture
def held(app, world, clock):
    """A session that is open to all, on its day: two of `own`, one of `other`."""
    session_id = plan(app, world, clock, is_open_to_all=True)
    book_names(app, world.person(Role.CHAMPION), session_id, clock, TWO)
    book_names(app, world.person(Role.CHAMPION, "other"), session_id, clock, "Ann Ash <ann@a.example.com>")
    clock.move_to(stored(app, session_id).starts_at)
    return session_id


def mark(app, world, clock, session_id, marks, part=1):
    """Marks people by the order in which they booked."""
    places = places_of(app, session_id)
    for number, presence in marks.items():
        with acting(app, world.person(Role.FACILITATOR)) as actor:
            attendance.mark(actor, session_id, part, places[number].id, presence, clock)


def record(app, world, clock, session_id):
    with acting(app, world.person(Role.FACILITATOR)) as actor:
        attendance.record_attendance(actor, session_id, clock)


def completed(app, organisation_id):
    """The addresses of those who have completed something, in one organisation."""
    with app.app_context(), system_scope(db.session(), "look") as system:
        rows = (
            scoped(select(Learner.email), system, Learner, Completion)
            .join(Completion, Completion.learner_id == Learner.id)
            .where(
                Learner.organisation_id == organisation_id,
                Completion.organisation_id == organisation_id,
                Completion.status == CompletionStatus.CONFIRMED,
            )
        )
        return sorted(email or "" for email in db.session.scalars(rows))


def sessions(app):
    with app.app_context(), system_scope(db.session(), "look") as system:
        return list(db.session.scalars(scoped(select(TrainingSession), system, TrainingSession)))


def check_summary(app, world):
    """The figures are what a full count says."""
    with acting(app, world.person(Role.CHAMPION)) as actor:
        assert coverage.summarised(actor) == coverage.recount(actor)


def test_each_completes_in_their_own_organisation_and_is_no_match_elsewhere(app, world, clock, held):
    mark(app, world, clock, held, {0: PRESENT, 1: PART, 2: PRESENT})
    assert sessions(app) == [], "nothing is recorded by marking alone"
    record(app, world, clock, held)
    assert completed(app, world.own) == ["ann@a.example"]
    assert completed(app, world.other) == ["ann@a.example.com"]
    assert {(each.organisation_id, each.people) for each in sessions(app)} == {(world.own, 1), (world.other, 1)}
    for at in ("own", "other"):
        with acting(app, world.person(Role.CHAMPION, at)) as actor:
            assert len(learners_of(actor)) == 1
    check_summary(app, world)


def test_a_known_learner_of_another_organisation_is_never_a_match(app, world, clock):
    """The same address is known to `own`; its person booked for `other`."""
    session_id = plan(app, world, clock, is_open_to_all=True)
    with acting(app, world.person(Role.CHAMPION)) as actor:
        log_session(actor, clock, "Kim Ash <kim@mail.example>")
    book_names(app, world.person(Role.CHAMPION, "other"), session_id, clock, "Kim Ash <kim@mail.example>")
    clock.move_to(stored(app, session_id).starts_at)
    mark(app, world, clock, session_id, {0: PRESENT})
    record(app, world, clock, session_id)
    assert len(completed(app, world.own)) == 1
    assert completed(app, world.other) == ["kim@mail.example"]


def test_recording_five_times_is_recording_once(app, world, clock, held):
    mark(app, world, clock, held, {0: PRESENT})
    for _ in range(5):
        record(app, world, clock, held)
    (logged,) = sessions(app)
    assert (logged.people, logged.scheduled_id, logged.minutes) == (1, held, 120)
    over = [letter for letter in letters(app) if isinstance(letter, SessionOver)]
    assert [(letter.to, letter.has_record) for letter in over] == [("ann@a.example", True)]


def test_what_is_marked_later_puts_the_records_right(app, world, clock, held):
    mark(app, world, clock, held, {0: PRESENT, 1: ABSENT})
    record(app, world, clock, held)
    mark(app, world, clock, held, {0: Presence.EXCUSED, 1: PRESENT})
    assert completed(app, world.own) == ["bo@a.example"]
    (logged,) = sessions(app)
    assert (logged.people, logged.withdrawn_at) == (1, None)
    mark(app, world, clock, held, {1: ABSENT})
    (logged,) = sessions(app)
    assert logged.people == 0
    assert logged.withdrawn_at == clock.now()
    mark(app, world, clock, held, {0: PRESENT})
    (logged,) = sessions(app)
    assert (logged.people, logged.withdrawn_at) == (1, None)
    assert completed(app, world.own) == ["ann@a.example"]
    check_summary(app, world)
    with app.app_context(), system_scope(db.session(), "look") as system:
        rows = scoped(select(AuditEntry), system, AuditEntry).where(AuditEntry.entity_id == logged.id)
        said = [entry.action for entry in db.session.scalars(rows.order_by(AuditEntry.sequence))]
    assert said == [
        "training.session.logged",
        "training.session.corrected",
        "training.session.logged",
        "training.session.corrected",
        "training.session.logged",
    ]


def test_what_its_organisation_took_back_stays_taken_back(app, world, clock, held):
    mark(app, world, clock, held, {0: PRESENT})
    record(app, world, clock, held)
    (logged,) = sessions(app)
    with acting(app, world.person(Role.CHAMPION)) as actor:
        withdraw_session(actor, logged.id, clock)
    mark(app, world, clock, held, {1: PRESENT})
    assert completed(app, world.own) == []


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.tuples(st.integers(0, 2), st.sampled_from(Presence)), min_size=1, max_size=8))
def test_whatever_is_pressed_the_records_say_what_was_marked_last(app, world, clock, steps):
    with app.app_context():
        db.session.remove()
    session_id = plan(app, world, clock, is_open_to_all=True)
    names = "\n".join(f"Pat P{'x' * (n + 1)} <{session_id.hex}{n}@a.example>" for n in range(3))
    book_names(app, world.person(Role.CHAMPION), session_id, clock, names)
    clock.move_to(stored(app, session_id).starts_at)
    before = set(completed(app, world.own))
    for turn, (number, presence) in enumerate(steps):
        mark(app, world, clock, session_id, {number: presence})
        if turn == 0:
            record(app, world, clock, session_id)
    there = {place.email for place in places_of(app, session_id) if place.presence.get("1") == PRESENT}
    assert set(completed(app, world.own)) - before == there
    check_summary(app, world)


def test_a_course_in_parts_asks_for_all_of_them(app, world, clock):
    session_id = plan(app, world, clock, days=2)
    book_names(app, world.person(Role.CHAMPION), session_id, clock, TWO)
    clock.move_to(stored(app, session_id).starts_at)
    mark(app, world, clock, session_id, {0: PRESENT, 1: PRESENT})
    with pytest.raises(RuleBroken, match="from the day of the session"):
        record(app, world, clock, session_id)
    clock.advance(timedelta(days=1))
    mark(app, world, clock, session_id, {0: PRESENT, 1: ABSENT}, part=2)
    record(app, world, clock, session_id)
    assert completed(app, world.own) == ["ann@a.example"]
    (logged,) = sessions(app)
    assert (logged.minutes, logged.held_on) == (240, clock.today())


def test_one_press_for_everybody_leaves_who_is_marked(app, world, clock, held):
    mark(app, world, clock, held, {1: ABSENT})
    with acting(app, world.person(Role.FACILITATOR)) as actor:
        assert attendance.mark_everybody(actor, held, 1, clock) == 2
    assert [place.presence["1"] for place in places_of(app, held)] == ["present", "absent", "present"]


def test_who_came_without_a_place_is_added_though_it_was_full(app, world, clock):
    session_id = plan(app, world, clock, capacity=1)
    book_names(app, world.person(Role.CHAMPION), session_id, clock, TWO)
    clock.move_to(stored(app, session_id).starts_at)
    with acting(app, world.person(Role.FACILITATOR)) as actor:
        names = "Cy Cedar\nBo Birch <bo@a.example>\nAnn Ash <ann@a.example>"
        assert attendance.add_walk_ins(actor, session_id, 1, read_roster(names), clock) == 1
    assert {place.state for place in places_of(app, session_id)} == {PlaceState.BOOKED}
    assert stored(app, session_id).places_taken == stored(app, session_id).capacity == 3
    record(app, world, clock, session_id)
    assert completed(app, world.own) == ["", "ann@a.example", "bo@a.example"]


def test_a_name_alone_of_another_organisation_is_somebody_else(app, world, clock):
    """Two people of one name: the one who came without a place is not the one whom another partner booked."""
    session_id = plan(app, world, clock, is_open_to_all=True)
    book_names(app, world.person(Role.CHAMPION, "other"), session_id, clock, "Sam Smith")
    clock.move_to(stored(app, session_id).starts_at)
    for _ in range(2):
        with acting(app, world.person(Role.FACILITATOR)) as actor:
            attendance.add_walk_ins(actor, session_id, 1, read_roster("Sam Smith"), clock)
    found = {(each.organisation_id, each.presence.get("1")) for each in places_of(app, session_id)}
    assert found == {(world.other, None), (world.own, "present")}
    assert len(places_of(app, session_id)) == 2


def test_programs_mark_everybody_and_who_came_without_a_place(app, world, clock, client_of):
    session_id = plan(app, world, clock)
    book_names(app, world.person(Role.CHAMPION), session_id, clock, TWO)
    clock.move_to(stored(app, session_id).starts_at)
    program, at = client_of.api(world.person(Role.FACILITATOR)), f"/api/v1/training/coming/{session_id}/guests"
    assert program.post(f"{at}/present", {}, status=200).json == {"people": 2}
    assert program.post(f"{at}/present", {}, status=200).json == {"people": 0}
    came = {"people": [{"name": "Cy Cedar"}, {"name": "Ann Ash", "email": "ann@a.example"}]}
    assert program.post(at, came, status=200).json == {"people": 1}
    assert {each["presence"]["1"] for each in program.get(at).json["items"]} == {"present"}
    wrong = program.post(at, {"people": [{"name": "Cy Cedar", "email": "cy"}]}, status=422).json
    assert "people" in wrong["errors"]


def test_who_waited_and_came_has_a_place(app, world, clock):
    session_id = plan(app, world, clock, capacity=1)
    book_names(app, world.person(Role.CHAMPION), session_id, clock, TWO)
    clock.move_to(stored(app, session_id).starts_at)
    mark(app, world, clock, session_id, {1: ABSENT})
    assert places_of(app, session_id)[1].state is PlaceState.WAITING
    mark(app, world, clock, session_id, {1: PRESENT})
    assert places_of(app, session_id)[1].state is PlaceState.BOOKED


def test_nobody_marks_before_the_day_or_long_after(app, world, clock):
    session_id = plan(app, world, clock)
    book_names(app, world.person(Role.CHAMPION), session_id, clock, TWO)
    with pytest.raises(RuleBroken) as refused:
        mark(app, world, clock, session_id, {0: PRESENT})
    assert len(refused.value.routes) == 2
    clock.move_to(stored(app, session_id).ends_at + timedelta(days=30))
    with pytest.raises(RuleBroken):
        mark(app, world, clock, session_id, {0: PRESENT})


def test_only_those_who_hold_it_mark(app, world, clock, held):
    place = places_of(app, held)[0]
    with acting(app, world.person(Role.CHAMPION)) as actor, pytest.raises(NotAllowed):
        attendance.mark(actor, held, 1, place.id, PRESENT, clock)
    with acting(app, world.person(Role.ORGANISATION_LEAD, "other")) as actor, pytest.raises(NotFound):
        attendance.mark(actor, held, 1, place.id, PRESENT, clock)


def test_nobody_is_written_to_in_the_quiet_hours(app, world, clock, held):
    mark(app, world, clock, held, {0: PRESENT})
    clock.move_to(clock.now().replace(hour=22))
    record(app, world, clock, held)
    with app.app_context():
        rows = select(OutboxMessage.next_try_at).where(OutboxMessage.kind == "delivery.over")
        (at,) = db.session.scalars(rows)
    assert not is_quiet(at)
    (letter,) = [each for each in letters(app) if isinstance(each, SessionOver)]
    text = letter.email("https://network.example").text
    assert f"https://network.example{passport.ASK}" in text
    assert addresses.PASSPORT == passport.ASK


def test_the_page_for_the_day_is_pressed_without_a_script(app, world, clock, client_of, held):
    client = client_of(world.person(Role.FACILITATOR))
    address = f"/training/coming/{held}/day/1"
    page = client.get(address)
    assert "Ottermouth" in page.text, "with the organisation of each"
    first = places_of(app, held)[0]
    client.post(f"{address}/{first.id}", {"presence": "absent"}, form_at=address, to=address)
    client.post(f"{address}/{first.id}", {"presence": "elsewhere"}, form_at=address, status=422)
    client.post(f"{address}/everybody", form_at=address, to=address)
    client.post(f"{address}/walk-ins", {"names": "Cy Cedar"}, form_at=address, to=address)
    assert client.post(f"{address}/walk-ins", {"names": LONG}, form_at=address, status=422).errors
    client.post(f"/training/coming/{held}/record", form_at=address, to=address)
    assert "Recorded on" in client.get(address).text
    assert completed(app, world.own) == ["", "bo@a.example"]
    assert completed(app, world.other) == ["ann@a.example.com"]


def test_that_the_list_was_opened_is_kept(app, world, clock, client_of, held):
    client_of(world.person(Role.FACILITATOR)).get(f"/training/coming/{held}/day/1")
    with app.app_context(), system_scope(db.session(), "look") as system:
        rows = scoped(select(AuditEntry), system, AuditEntry).where(AuditEntry.action == "delivery.guests.read")
        assert len(db.session.scalars(rows).all()) == 1


def test_the_page_for_the_day_costs_the_same_for_three_and_for_thirty(app, world, clock, client_of, held):
    client, counts = client_of(world.person(Role.FACILITATOR)), []
    book(app, world.person(Role.MANAGER), plan(app, world, clock), clock, "A ramp")
    for names in ("Dee Dale", "\n".join(f"Pat P{'x' * n}" for n in range(1, 30))):
        with acting(app, world.person(Role.FACILITATOR)) as actor:
            attendance.add_walk_ins(actor, held, 1, read_roster(names), clock)
        client.get(f"/training/coming/{held}/day/1")
        with counted_queries(app) as queries:
            client.get(f"/training/coming/{held}/day/1")
        counts.append(queries.count)
    assert counts[0] == counts[1]
    assert counts[0] <= MOST_ON_A_PAGE + 4, queries  # the audit of the reading is four of them
