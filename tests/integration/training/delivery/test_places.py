"""Places at sessions: booked, waited for and given back, one a person, never one too many."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from network.core.audit import AuditEntry
from network.core.commit import commit, rollback
from network.core.database import db
from network.core.errors import NotFound, RuleBroken
from network.core.permissions import Role
from network.core.tenancy import scoped, system_scope
from network.training.delivery.links import LinkUnusable
from network.training.delivery.messages import ConfirmPlace, PlaceBooked, PlaceFreed, PlaceWaits
from network.training.delivery.queries import places as reads
from network.training.delivery.service import by_link, places, planning
from network.training.delivery.vocabulary import PlaceState
from tests.factories.delivery import (
    LINK,
    ask,
    book,
    book_names,
    booking_token,
    letters,
    place_token,
    places_of,
    plan,
    stored,
)
from tests.factories.training import acting

BOOKED, WAITING, GIVEN_BACK = PlaceState.BOOKED, PlaceState.WAITING, PlaceState.GIVEN_BACK


def states(app, session_id):
    return [place.state for place in places_of(app, session_id)]


def test_one_press_books_a_place_and_says_so_once(app, world, clock):
    session_id = plan(app, world, clock)
    first = book(app, world.person(Role.MANAGER), session_id, clock)
    again = book(app, world.person(Role.MANAGER), session_id, clock)
    assert first.id == again.id
    assert stored(app, session_id).places_taken == 1
    assert stored(app, session_id).version == 1, "a booking is no edit"
    (letter,) = letters(app)
    assert isinstance(letter, PlaceBooked)
    assert letter.to == world.person(Role.MANAGER).email
    with app.app_context(), system_scope(db.session(), "look") as system:
        rows = scoped(select(AuditEntry), system, AuditEntry).where(AuditEntry.entity_id == first.id)
        (entry,) = db.session.scalars(rows)
    assert (entry.action, entry.chain_id) == ("delivery.place.booked", world.own)


def test_a_place_belongs_to_the_organisation_of_its_person(app, world, clock):
    session_id = plan(app, world, clock, is_open_to_all=True)
    place = book(app, world.person(Role.MANAGER, "other"), session_id, clock)
    assert (place.organisation_id, place.peer_organisation_id) == (world.other, world.own)


def test_a_session_of_another_organisation_is_not_there(app, world, clock):
    session_id = plan(app, world, clock)
    with pytest.raises(NotFound):
        book(app, world.person(Role.MANAGER, "other"), session_id, clock)
    with pytest.raises(NotFound):
        book_names(app, world.person(Role.CHAMPION, "other"), session_id, clock, "Ann Ash")


def test_names_are_booked_in_their_order_and_the_others_wait(app, world, clock):
    session_id = plan(app, world, clock, capacity=2)
    pasted = "Ash, Ann <ann@a.example>\nBo Birch bo@a.example\nCy Cedar"
    added = book_names(app, world.person(Role.CHAMPION), session_id, clock, pasted)
    assert (added.booked, added.waiting, added.already) == (2, 1, 0)
    assert [(place.name, place.state) for place in places_of(app, session_id)] == [
        ("Ann Ash", BOOKED),
        ("Bo Birch", BOOKED),
        ("Cy Cedar", WAITING),
    ]
    again = book_names(app, world.person(Role.CHAMPION), session_id, clock, pasted)
    assert (again.booked, again.waiting, again.already) == (0, 0, 3)
    assert {letter.to for letter in letters(app)} == {"ann@a.example", "bo@a.example"}


def test_somebody_known_needs_no_name_and_somebody_unknown_does(app, world, clock):
    session_id = plan(app, world, clock)
    with pytest.raises(RuleBroken, match="Line 1: add a name"):
        book_names(app, world.person(Role.CHAMPION), session_id, clock, "new@a.example")


def test_a_freed_place_goes_to_whoever_waits_longest_and_they_are_told_once(app, world, clock):
    session_id = plan(app, world, clock, capacity=1)
    for name in ("ann", "bo", "cy"):
        book_names(app, world.person(Role.CHAMPION), session_id, clock, f"{name} Ash <{name}@a.example>")
        clock.advance(timedelta(minutes=1))
    first, second, _ = places_of(app, session_id)
    token = place_token(app, first)
    for _ in range(2):
        with app.app_context():
            by_link.return_place(token, clock)
            commit()
    assert states(app, session_id) == [GIVEN_BACK, BOOKED, WAITING]
    assert stored(app, session_id).places_taken == 1
    freed = [letter for letter in letters(app) if isinstance(letter, PlaceFreed)]
    assert [letter.to for letter in freed] == [second.email]
    assert [letter.to for letter in letters(app) if isinstance(letter, PlaceWaits)] == ["bo@a.example", "cy@a.example"]


def test_by_the_link_somebody_without_an_account_books_in_two_steps(app, world, clock):
    session_id = plan(app, world, clock)
    ask(app, booking_token(app, session_id), clock, "Kim@Mail.example", needs="A canary ramp")
    (place,) = places_of(app, session_id)
    assert place.state is PlaceState.ASKED
    assert stored(app, session_id).places_taken == 0, "nothing is held for an address that nobody proved"
    assert b"canary" not in place.access_needs
    (letter,) = letters(app)
    assert isinstance(letter, ConfirmPlace)
    assert letter.to == "kim@mail.example"
    with app.app_context():
        with pytest.raises(LinkUnusable):
            by_link.read_place(letter.token)
        own = [by_link.confirm(letter.token, clock) for _ in range(2)]
        commit()
        shown = by_link.read_place(own[0])
    assert own == [letter.token] * 2
    assert (shown.state, shown.joining_link, shown.access_needs) == (BOOKED, LINK, "A canary ramp")
    assert stored(app, session_id).places_taken == 1


def test_whoever_has_a_place_and_asks_again_keeps_the_one(app, world, clock):
    session_id = plan(app, world, clock)
    token = booking_token(app, session_id)
    for _ in range(2):
        ask(app, token, clock, "kim@mail.example")
    tokens = [letter.token for letter in letters(app)]
    with app.app_context():
        led = [by_link.confirm(each, clock) for each in tokens]
        commit()
    assert led == [tokens[0]] * 2
    assert states(app, session_id) == [BOOKED]


@pytest.mark.parametrize("wait", [timedelta(hours=24), timedelta(days=20)])
def test_a_link_that_nobody_confirmed_in_time_books_nothing(app, world, clock, wait):
    session_id = plan(app, world, clock)
    ask(app, booking_token(app, session_id), clock, "kim@mail.example")
    (letter,) = letters(app)
    clock.advance(wait)
    with app.app_context(), pytest.raises(LinkUnusable):
        by_link.confirm(letter.token, clock)


def test_nobody_learns_whether_an_address_is_known(app, world, clock):
    """B4: the same work, and the same letter, whether or not they have a place."""
    session_id = plan(app, world, clock)
    book_names(app, world.person(Role.CHAMPION), session_id, clock, "Ann Ash <ann@a.example>")
    token = booking_token(app, session_id)
    for email in ("ann@a.example", "nobody@a.example"):
        ask(app, token, clock, email)
    assert [letter.to for letter in letters(app) if isinstance(letter, ConfirmPlace)] == [
        "ann@a.example",
        "nobody@a.example",
    ]


def test_open_to_all_asks_for_a_partner(app, world, clock):
    session_id = plan(app, world, clock, is_open_to_all=True)
    token = booking_token(app, session_id)
    with pytest.raises(RuleBroken) as broken:
        ask(app, token, clock, "kim@mail.example")
    assert broken.value.field == "organisation"
    ask(app, token, clock, "kim@mail.example", world.other)
    assert places_of(app, session_id)[0].organisation_id == world.other


@pytest.mark.parametrize("moment", ["begun", "cancelled", "after the last day"])
def test_nobody_books_by_themselves_when_it_is_too_late(app, world, clock, moment):
    until = clock.today() if moment == "after the last day" else None
    session_id = plan(app, world, clock, books_until=until)
    clock.advance(timedelta(days=1))
    if moment == "begun":
        clock.advance(timedelta(days=8))
    if moment == "cancelled":
        cancel(app, world, session_id, clock)
    with pytest.raises(RuleBroken, match="no longer be booked") as refused:
        book(app, world.person(Role.MANAGER), session_id, clock)
    assert len(refused.value.routes) == 2
    with app.app_context():
        rollback()


def cancel(app, world, session_id, clock):
    from_home = world.person(Role.FACILITATOR)
    with acting(app, from_home) as actor:
        planning.cancel_session(actor, session_id, "Snow", clock)


def test_needs_are_gone_with_the_place(app, world, clock):
    session_id = plan(app, world, clock)
    person = world.person(Role.MANAGER)
    book(app, person, session_id, clock, "A quiet room")
    with acting(app, person) as actor:
        places.give_back(actor, reads.find_own(person.email, session_id), clock)
    (place,) = places_of(app, session_id)
    assert (place.state, place.access_needs) == (GIVEN_BACK, None)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(capacity=st.integers(1, 4), steps=st.lists(st.integers(0, 7), max_size=24))
def test_whatever_happens_nobody_sits_on_a_place_too_many_or_waits_for_a_free_one(app, world, clock, capacity, steps):
    """The law of the waiting list: places taken are people booked, and people wait only while every place is taken."""
    session_id = plan(app, world, clock, capacity=capacity)
    person = world.person(Role.CHAMPION)
    for step in steps:
        clock.advance(timedelta(seconds=1))
        who = [place for place in places_of(app, session_id) if place.name == f"Person {step}x"]
        held = [place for place in who if place.state in (BOOKED, WAITING)]
        if held:
            with acting(app, person) as actor:
                places.give_back(actor, reads.get_of_own_people(actor, session_id, held[0].id), clock)
        else:
            book_names(app, person, session_id, clock, f"Person {step}x <p{step}@a.example>")
        now = places_of(app, session_id)
        booked = [place for place in now if place.state is BOOKED]
        waiting = [place for place in now if place.state is WAITING]
        assert len(booked) == stored(app, session_id).places_taken <= capacity
        assert not waiting or len(booked) == capacity


def test_of_eight_at_once_as_many_have_a_place_as_there_are(app, world, clock):
    session_id = plan(app, world, clock, capacity=3)
    person, barrier = world.person(Role.CHAMPION), Barrier(8)

    def press(number):
        barrier.wait()
        return book_names(app, person, session_id, clock, f"P{'abcdefgh'[number]} Ash <p{number}@a.example>")

    with ThreadPoolExecutor(8) as pool:
        added = list(pool.map(press, range(8)))
    assert sum(each.booked for each in added) == 3
    assert sorted(states(app, session_id)) == sorted([BOOKED] * 3 + [WAITING] * 5)
    assert stored(app, session_id).places_taken == 3


def test_of_eight_presses_of_one_person_one_is_a_place(app, world, clock):
    session_id = plan(app, world, clock)
    person, barrier = world.person(Role.MANAGER), Barrier(8)

    def press(_):
        barrier.wait()
        return book(app, person, session_id, clock).id

    with ThreadPoolExecutor(8) as pool:
        assert len(set(pool.map(press, range(8)))) == 1
    assert stored(app, session_id).places_taken == 1
