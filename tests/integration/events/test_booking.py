"""Booking and cancelling: one press each, one place a person, never one too many."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from datetime import timedelta
from uuid import uuid4

import pytest
from flask import has_app_context
from sqlalchemy import func, select, update

from network.accounts.models import Membership, User
from network.core import crypto, outbox, tenancy
from network.core.audit import AuditEntry
from network.core.commit import commit, rollback
from network.core.database import db, new_id
from network.core.errors import NotFound, RuleBroken
from network.core.permissions import Role
from network.core.tenancy import scoped, system_scope
from network.events import queries
from network.events.models import Booking, Event
from network.events.service import announcing, places
from tests.factories.events import actor_of, announce, book
from tests.support.world import Person


def stored(app, event_id):
    """The event and its held bookings, as they are in the database."""
    with nullcontext() if has_app_context() else app.app_context(), system_scope(db.session(), "look") as system:
        event = db.session.scalars(
            scoped(select(Event), system, Event).where(Event.id == event_id),
            execution_options={"populate_existing": True},
        ).one()
        held = db.session.scalar(
            scoped(select(func.count(Booking.id)), system, Booking).where(
                Booking.event_id == event_id, Booking.cancelled_at.is_(None)
            )
        )
    return event, held


def test_booking_takes_a_place_and_confirms_it(app, in_app, world, clock):
    event_id = announce(app, world, clock)
    booking_id = book(app, world.person(Role.CHAMPION), event_id, clock)
    event, held = stored(app, event_id)
    assert (event.places_taken, held) == (1, 1)
    assert event.version == 1, "a booking is no edit: the coordinator's open form stays good"
    (message,) = outbox.waiting_messages()
    mail = message.email("https://network.example.org")
    assert mail.to == world.person(Role.CHAMPION).email
    assert mail.subject == "Your booking"
    assert f"https://network.example.org/events/{event_id}" in mail.text
    assert "Friday 27 November 2026, 10am to 12:30pm" in mail.text
    assert "meet.example.org" not in mail.text, "the link needs a sign-in (U32)"
    with system_scope(db.session(), "look") as system:
        entry = db.session.scalars(
            scoped(select(AuditEntry), system, AuditEntry).where(AuditEntry.entity_id == booking_id)
        ).one()
    assert (entry.action, entry.chain_id) == ("events.booking.make", world.own)


def test_booking_twice_is_one_booking(app, in_app, world, clock):
    event_id = announce(app, world, clock)
    first = book(app, world.person(Role.CHAMPION), event_id, clock)
    assert book(app, world.person(Role.CHAMPION), event_id, clock) == first
    event, held = stored(app, event_id)
    assert (event.places_taken, held) == (1, 1)
    assert len(list(outbox.waiting_messages())) == 1


def test_cancelling_frees_the_place_and_forgets_the_needs(app, in_app, world, clock):
    event_id = announce(app, world, clock, capacity=1)
    person, next_person = world.person(Role.CHAMPION), world.person(Role.MANAGER)
    booking_id = book(app, person, event_id, clock, "A quiet room")
    for _ in range(2):
        actor = actor_of(person)
        tenancy.enter(db.session(), actor)
        cancelled = places.cancel_booking(actor, event_id, booking_id, clock)
        commit()
        assert cancelled.cancelled_at == clock.now()
        assert cancelled.access_needs is None
        assert stored(app, event_id)[0].places_taken == 0
        db.session.remove()
    book(app, next_person, event_id, clock)
    event, held = stored(app, event_id)
    assert (event.places_taken, held) == (1, 1)


def test_who_cancelled_can_book_again(app, in_app, world, clock):
    event_id = announce(app, world, clock)
    person = world.person(Role.CHAMPION)
    first = book(app, person, event_id, clock)
    actor = actor_of(person)
    tenancy.enter(db.session(), actor)
    places.cancel_booking(actor, event_id, first, clock)
    commit()
    db.session.remove()
    assert book(app, person, event_id, clock) != first
    assert stored(app, event_id)[1] == 1
    assert len(list(outbox.waiting_messages())) == 2


def test_a_full_event_is_refused_with_other_ways_on(app, in_app, world, clock):
    event_id = announce(app, world, clock, capacity=1)
    book(app, world.person(Role.CHAMPION), event_id, clock)
    with pytest.raises(RuleBroken, match="Every place") as refused:
        book(app, world.person(Role.MANAGER), event_id, clock)
    rollback()
    assert len(refused.value.routes) == 2
    assert stored(app, event_id)[0].places_taken == 1


@pytest.mark.parametrize("needs", ["", "A ramp"])
def test_a_place_at_a_cancelled_event_is_no_place_any_more(app, in_app, world, clock, needs):
    event_id, person = announce(app, world, clock), world.person(Role.CHAMPION)
    book(app, person, event_id, clock)
    coordinator = actor_of(world.person(Role.COORDINATOR, "host"))
    tenancy.enter(db.session(), coordinator)
    announcing.cancel_event(coordinator, event_id, "Snow", clock)
    commit()
    with pytest.raises(RuleBroken, match="cancelled"):
        book(app, person, event_id, clock, needs)


def test_needs_are_never_kept_with_a_place_that_was_given_back_meanwhile(app, in_app, world, clock):
    """Whoever changes them may have read the booking before it was cancelled, in another window."""
    event_id, person = announce(app, world, clock), world.person(Role.CHAMPION)
    booking_id = book(app, person, event_id, clock, "A quiet room")
    actor = actor_of(person)
    tenancy.enter(db.session(), actor)
    read = queries.get_own_booking(actor, event_id, booking_id)
    elsewhere = update(Booking).where(Booking.id == booking_id).values(cancelled_at=clock.now(), access_needs=None)
    db.session.execute(scoped(elsewhere, actor, Booking).execution_options(synchronize_session=False))
    assert read.cancelled_at is None, "as it was read"
    with pytest.raises(RuleBroken, match="This booking is cancelled"):
        places.change_needs(actor, event_id, booking_id, "A ramp", clock)
    db.session.refresh(read)
    assert read.access_needs is None


@pytest.mark.parametrize("moment", ["over", "cancelled"])
def test_what_is_over_or_cancelled_is_not_booked(app, in_app, world, clock, moment):
    event_id = announce(app, world, clock)
    if moment == "over":
        clock.advance(timedelta(days=10))
    else:
        cancel(world, event_id, clock)
    with pytest.raises(RuleBroken, match=moment):
        book(app, world.person(Role.CHAMPION), event_id, clock)
    rollback()
    assert stored(app, event_id)[1] == 0


def cancel(world, event_id, clock):
    actor = actor_of(world.person(Role.COORDINATOR, "host"))
    tenancy.enter(db.session(), actor)
    announcing.cancel_event(actor, event_id, "The speaker is ill", clock)
    commit()
    db.session.remove()


def test_a_booking_of_an_event_that_is_over_stays(app, in_app, world, clock):
    event_id = announce(app, world, clock)
    person = world.person(Role.CHAMPION)
    booking_id = book(app, person, event_id, clock)
    clock.advance(timedelta(days=10))
    actor = actor_of(person)
    tenancy.enter(db.session(), actor)
    with pytest.raises(RuleBroken, match="over"):
        places.cancel_booking(actor, event_id, booking_id, clock)


def test_nobody_cancels_for_another(app, in_app, world, clock):
    event_id = announce(app, world, clock)
    booking_id = book(app, world.person(Role.CHAMPION), event_id, clock)
    for other in (
        world.person(Role.MANAGER),
        world.person(Role.CHAMPION, "other"),
        world.person(Role.COORDINATOR, "host"),
    ):
        actor = actor_of(other)
        tenancy.enter(db.session(), actor)
        with pytest.raises(NotFound):
            places.cancel_booking(actor, event_id, booking_id, clock)


def test_one_person_in_two_organisations_is_one_place(app, in_app, world, clock):
    event_id = announce(app, world, clock)
    person = world.person(Role.CHAMPION)
    with system_scope(db.session(), "a second organisation"):
        db.session.add(
            Membership(organisation_id=world.other, user_id=person.user_id, role=Role.CHAMPION, starts_on=clock.today())
        )
        commit()
    db.session.remove()
    book(app, person, event_id, clock)
    elsewhere = Person(person.user_id, person.email, person.name, world.other, person.role)
    with pytest.raises(RuleBroken, match="Harrow Hill Council"):
        book(app, elsewhere, event_id, clock)
    rollback()
    assert stored(app, event_id)[1] == 1


def test_what_somebody_needs_is_sealed_and_read_by_two(app, in_app, world, clock):
    event_id = announce(app, world, clock)
    person = world.person(Role.CHAMPION)
    book(app, person, event_id, clock, "A canary in a quiet room")
    with system_scope(db.session(), "look") as system:
        row = db.session.scalars(scoped(select(Booking), system, Booking)).one()
        assert b"canary" not in row.access_needs
        assert crypto.unseal(row.access_needs, row.needs_place()) == "A canary in a quiet room"
    db.session.remove()
    own, coordinator = actor_of(person), actor_of(world.person(Role.COORDINATOR, "host"))
    colleague = actor_of(world.person(Role.ORGANISATION_LEAD))
    tenancy.enter(db.session(), own)
    assert queries.own_needs(queries.find_own_booking(own, event_id)) == "A canary in a quiet room"
    tenancy.enter(db.session(), coordinator)
    (attendee,) = queries.list_all_attendees(coordinator, event_id)
    assert attendee.access_needs == "A canary in a quiet room"
    assert (attendee.name, attendee.organisation) == (person.name, "Harrow Hill Council")
    tenancy.enter(db.session(), colleague)
    assert queries.list_all_attendees(colleague, event_id) == []
    assert queries.find_own_booking(colleague, event_id) is None


def crowd(app, world, clock, count):
    """So many people of two partners, all champions."""
    people = []
    with nullcontext() if has_app_context() else app.app_context(), system_scope(db.session(), "a crowd"):
        for number in range(count):
            organisation_id = world.own if number % 2 else world.other
            user = User(
                id=new_id(),
                name=f"Person {number}",
                email=f"crowd.{number}@example.org",
                fs_uniquifier=uuid4().hex,
                made_at=clock.now(),
            )
            db.session.add(user)
            people.append(Person(user.id, user.email, user.name, organisation_id, Role.CHAMPION))
        db.session.flush()
        for person in people:
            db.session.add(
                Membership(
                    organisation_id=person.organisation_id,
                    user_id=person.user_id,
                    role=person.role,
                    starts_on=clock.today(),
                )
            )
        commit()
        db.session.remove()
    return people


def test_200_bookings_at_once_never_overbook(app, world, clock):
    """`P9`: 200 bookings of 180 people, 20 of them pressing twice, for 120 places."""
    with app.app_context():
        event_id = announce(app, world, clock, capacity=120)
        people = crowd(app, world, clock, 180)

    def press(person):
        with app.app_context():
            try:
                return book(app, person, event_id, clock)
            except RuleBroken:
                rollback()
                return None
            finally:
                db.session.remove()

    with ThreadPoolExecutor(20) as pool:
        answers = list(pool.map(press, people + people[:20]))
    booked = {booking_id for booking_id in answers if booking_id}
    assert len(booked) == 120
    with app.app_context():
        event, held = stored(app, event_id)
        assert (event.places_taken, held) == (120, 120)
        assert len(list(outbox.waiting_messages())) == 120


def test_booking_and_cancelling_at_once_keep_count(app, world, clock):
    with app.app_context():
        event_id = announce(app, world, clock, capacity=10)
        people = crowd(app, world, clock, 24)

    def come_and_go(numbered):
        number, person = numbered
        with app.app_context():
            try:
                booking_id = book(app, person, event_id, clock)
                if number % 2:
                    actor = actor_of(person)
                    tenancy.enter(db.session(), actor)
                    places.cancel_booking(actor, event_id, booking_id, clock)
                    commit()
            except RuleBroken:
                rollback()
            finally:
                db.session.remove()

    with ThreadPoolExecutor(12) as pool:
        list(pool.map(come_and_go, enumerate(people)))
    with app.app_context():
        event, held = stored(app, event_id)
        assert event.places_taken == held <= 10
