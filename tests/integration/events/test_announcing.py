"""The coordinator announces, edits and cancels; whoever has booked is told, once."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from network.accounts.models import User
from network.core import outbox, tenancy
from network.core.actor import Visitor
from network.core.audit import AuditEntry
from network.core.clock import FrozenClock
from network.core.commit import commit, rollback
from network.core.database import db
from network.core.errors import Conflict, RuleBroken
from network.core.permissions import Role
from network.core.tenancy import scoped, system_scope
from network.events import jobs, public, queries
from network.events.messages import BookingChanged, BookingReminder, EventCancelled
from network.events.models import Booking
from network.events.service import announcing
from network.events.vocabulary import EventKind, EventState
from tests.factories.events import actor_of, announce, book, draft
from tests.integration.events.test_booking import crowd
from tests.support.queries import counted_queries
from tests.support.world import World

ORIGIN = "https://network.example.org"
UNSAID = ("trauma", "incident", "therap")


@pytest.fixture
def coordinator(in_app, world):
    """Whoever hosts the network, acting."""
    actor = actor_of(world.person(Role.COORDINATOR, "host"))
    tenancy.enter(db.session(), actor)
    return actor


def sent(kind):
    """The waiting messages of one kind, as e-mails."""
    return [m.email(ORIGIN) for m in outbox.waiting_messages() if isinstance(m, kind)]


def entries(event_id):
    with system_scope(db.session(), "look") as system:
        found = scoped(select(AuditEntry), system, AuditEntry).where(AuditEntry.entity_id == event_id)
        return list(db.session.scalars(found.order_by(AuditEntry.sequence)))


def edit(coordinator, event_id, clock, seen_version=1, **changes):
    tenancy.enter(db.session(), coordinator)
    said = {**draft_as_dict(queries.get_event(coordinator, event_id)), **changes}
    event = announcing.edit_event(coordinator, event_id, draft(said.pop("starts_at"), **said), seen_version, clock)
    commit()
    return event


def draft_as_dict(event):
    stored = announcing.draft_of(event)
    return {name: getattr(stored, name) for name in announcing.LABELS}


def test_an_announced_event_is_the_hosts_and_everybodys_to_read(app, world: World, coordinator, clock):
    event_id = announce(app, world, clock, title="Trauma and memory")
    for role, at in ((Role.MANAGER, "own"), (Role.THERAPIST, "provider")):
        actor = actor_of(world.person(role, at))
        tenancy.enter(db.session(), actor)
        event = queries.get_event(actor, event_id)
        assert event.organisation_id == world.host
        assert event.created_by_id == coordinator.user_id
        assert queries.joining_link_of(actor, event) is None
    (entry,) = entries(event_id)
    assert (entry.action, entry.chain_id) == ("events.event.announce", world.host)
    assert entry.changes["title"] == "Trauma and memory"
    assert entry.changes["joining_link"] == "changed", "the audit lets nobody in"


def test_an_edit_keeps_the_places_and_counts_a_version(app, world, coordinator, clock):
    event_id = announce(app, world, clock)
    book(app, world.person(Role.CHAMPION), event_id, clock)
    event = edit(coordinator, event_id, clock, title="Winter gathering")
    assert (event.title, event.version, event.places_taken) == ("Winter gathering", 2, 1)
    assert entries(event_id)[-1].changes == {"title": "Winter gathering"}
    assert sent(BookingChanged) == [], "a new title is on the page; it needs no message"


@pytest.mark.parametrize(
    "changes",
    [
        {"place": "Library, Wendmere"},
        {"kind": EventKind.ONLINE},
        {"joining_link": "https://meet.example.org/other"},
    ],
)
def test_who_booked_is_told_once_of_another_place_or_link(app, world, coordinator, clock, changes):
    event_id = announce(app, world, clock)
    book(app, world.person(Role.CHAMPION), event_id, clock)
    edit(coordinator, event_id, clock, **changes)
    (mail,) = sent(BookingChanged)
    assert mail.to == world.person(Role.CHAMPION).email
    assert mail.subject == "Your booking has changed"
    assert "meet.example.org" not in mail.text


def test_who_booked_is_told_of_another_time(app, world, coordinator, clock):
    event_id = announce(app, world, clock)
    book(app, world.person(Role.CHAMPION), event_id, clock)
    starts_at = clock.now() + timedelta(days=12)
    edit(coordinator, event_id, clock, starts_at=starts_at, ends_at=starts_at + timedelta(hours=1))
    (mail,) = sent(BookingChanged)
    assert "Monday 30 November 2026, 10am to 11am" in mail.text


def test_an_edit_that_changes_nothing_leaves_no_trace(app, world, coordinator, clock):
    event_id = announce(app, world, clock)
    assert edit(coordinator, event_id, clock).version == 1
    assert len(entries(event_id)) == 1


def test_a_stale_edit_shows_both_texts(app, world, coordinator, clock):
    event_id = announce(app, world, clock)
    edit(coordinator, event_id, clock, title="First")
    with pytest.raises(Conflict) as found:
        edit(coordinator, event_id, clock, seen_version=1, title="Second", capacity=None)
    rollback()
    assert found.value.yours == {"Title": "Second", "Places": "None"}
    assert found.value.theirs == {"Title": "First", "Places": "30"}


@pytest.mark.parametrize(
    ("changes", "field"),
    [({"capacity": 1}, "capacity"), ({"title": ""}, "title"), ({"content_note": ""}, "content_note")],
)
def test_an_edit_that_cannot_be(app, world, coordinator, clock, changes, field):
    event_id = announce(app, world, clock)
    for role in (Role.CHAMPION, Role.MANAGER):
        book(app, world.person(role), event_id, clock)
    with pytest.raises(RuleBroken) as found:
        edit(coordinator, event_id, clock, **changes)
    assert found.value.field == field


def test_the_words_of_a_past_event_can_be_mended_its_time_cannot(app, world, coordinator, clock):
    event_id = announce(app, world, clock)
    clock.advance(timedelta(days=20))
    assert edit(coordinator, event_id, clock, summary="What was said, in short.").version == 2
    with pytest.raises(RuleBroken):
        edit(coordinator, event_id, clock, 2, ends_at=clock.now() - timedelta(days=1))


def test_everybody_is_told_once_that_it_is_cancelled(app, world, coordinator, clock):
    event_id = announce(app, world, clock, title="Trauma and memory")
    people = [world.person(Role.CHAMPION), world.person(Role.MANAGER, "other")]
    for person in people:
        book(app, person, event_id, clock)
    tenancy.enter(db.session(), coordinator)
    event = announcing.cancel_event(coordinator, event_id, "The trauma lead is ill", clock)
    commit()
    assert (event.state, event.version) == (EventState.CANCELLED, 2)
    mails = sent(EventCancelled)
    assert {mail.to for mail in mails} == {person.email for person in people}
    assert len(mails) == 2
    assert entries(event_id)[-1].action == "events.event.cancel"
    with pytest.raises(RuleBroken, match="cancelled"):
        announcing.cancel_event(coordinator, event_id, "Again", clock)
    with pytest.raises(RuleBroken, match="cancelled"):
        edit(coordinator, event_id, clock, 2, title="Other")


def test_many_are_told_in_as_many_questions_as_few(app, world, coordinator, clock):
    counts = []
    for people in ([world.person(Role.CHAMPION)], crowd(app, world, clock, 12)):
        event_id = announce(app, world, clock)
        for person in people:
            book(app, person, event_id, clock)
        tenancy.enter(db.session(), coordinator)
        with counted_queries(app) as counted:
            announcing.cancel_event(coordinator, event_id, "Snow", clock)
            commit()
        counts.append(counted.count)
        assert len(sent(EventCancelled)) == sum([1, 12][: len(counts)])
    assert counts[0] == counts[1], counted


def test_many_are_reminded_in_as_many_questions_as_few(app, world, in_app, clock):
    counts = []
    for people in ([world.person(Role.CHAMPION)], crowd(app, world, clock, 12)):
        event_id = announce(app, world, clock)
        for person in people:
            book(app, person, event_id, clock)
        clock.advance(timedelta(days=8))
        with counted_queries(app) as counted:
            jobs.remind(clock)
            commit()
        counts.append(counted.count)
    assert len(sent(BookingReminder)) == 13
    assert counts[0] == counts[1], counted


def test_no_message_says_what_it_is_about(app, world, coordinator, clock: FrozenClock):
    """`U31`: neither the title nor the reason leaves the page."""
    event_id = announce(app, world, clock, title="Trauma and memory", summary="On therapy after an incident")
    book(app, world.person(Role.CHAMPION), event_id, clock, "Therapy dog")
    clock.move_to(clock.now() + timedelta(days=8))
    jobs.remind(clock)
    commit()
    edit(coordinator, event_id, clock, place="Library")
    announcing.cancel_event(coordinator, event_id, "An incident at the hall", clock)
    commit()
    mails = [message.email(ORIGIN) for message in outbox.waiting_messages()]
    assert len(mails) == 4
    for mail in mails:
        said = f"{mail.subject} {mail.text}".lower()
        assert not [word for word in UNSAID if word in said]
        assert mail.subject.startswith("Your booking")
        assert f"{ORIGIN}/events/{event_id}" in mail.text


def test_the_reminder_comes_once_on_the_day_before(app, world, in_app, clock):
    event_id = announce(app, world, clock)
    book(app, world.person(Role.CHAMPION), event_id, clock)
    start = clock.now() + timedelta(days=9)
    reminded_at = []
    clock.move_to(start - timedelta(days=3))
    while clock.now() < start:
        before = len(sent(BookingReminder))
        jobs.remind(clock)
        commit()
        if len(sent(BookingReminder)) > before:
            reminded_at.append(clock.now())
        clock.advance(timedelta(minutes=60))
    assert reminded_at == [start - timedelta(days=1, hours=2)], "26 November, 8am: the first round after 7:30"
    (mail,) = sent(BookingReminder)
    assert mail.subject == "Your booking for tomorrow"


def test_an_event_that_moves_is_reminded_of_anew(app, world, coordinator, clock):
    event_id = announce(app, world, clock)
    book(app, world.person(Role.CHAMPION), event_id, clock)
    clock.advance(timedelta(days=8))
    jobs.remind(clock)
    commit()
    starts_at = clock.now() + timedelta(days=5)
    edit(coordinator, event_id, clock, starts_at=starts_at, ends_at=starts_at + timedelta(hours=1))
    clock.advance(timedelta(days=4))
    jobs.remind(clock)
    commit()
    assert len(sent(BookingReminder)) == 2


@pytest.mark.parametrize("why", ["cancelled booking", "cancelled event", "booked today", "account closed"])
def test_nobody_is_reminded_for_nothing(app, world, in_app, coordinator, clock, why):
    event_id = announce(app, world, clock)
    person = world.person(Role.CHAMPION)
    if why == "booked today":
        clock.advance(timedelta(days=8))
    booking_id = book(app, person, event_id, clock)
    if why == "cancelled booking":
        tenancy.enter(db.session(), actor_of(person))
        public.cancel_booking(actor_of(person), event_id, booking_id, clock)
    elif why == "cancelled event":
        tenancy.enter(db.session(), coordinator)
        public.cancel_event(coordinator, event_id, "Snow", clock)
    elif why == "account closed":
        close_account(person)
    commit()
    db.session.remove()
    if why != "booked today":
        clock.advance(timedelta(days=8))
    jobs.remind(clock)
    commit()
    assert sent(BookingReminder) == []


def close_account(person):
    with system_scope(db.session(), "close an account") as system:
        user = db.session.scalars(scoped(select(User), system, User).where(User.id == person.user_id)).one()
        user.active = False


def test_what_people_need_is_forgotten_30_days_after(app, world, in_app, clock):
    event_id = announce(app, world, clock)
    booking_id = book(app, world.person(Role.CHAMPION), event_id, clock, "A quiet room")
    clock.advance(timedelta(days=9 + 30))
    jobs.forget_needs(clock)
    commit()
    assert needs_of(booking_id), "kept until 30 days after the end"
    clock.advance(timedelta(hours=2, minutes=30, seconds=1))
    jobs.forget_needs(clock)
    commit()
    assert needs_of(booking_id) is None
    assert entries(booking_id)[-1].action == "events.booking.forget_needs"


def needs_of(booking_id):
    db.session.remove()
    with system_scope(db.session(), "look") as system:
        return db.session.scalars(scoped(select(Booking.access_needs), system, Booking)).one()


def test_the_next_events_are_those_that_will_be_held(app, world, in_app, coordinator, clock):
    second = announce(app, world, clock, ahead=timedelta(days=20), title="Second")
    first = announce(app, world, clock, ahead=timedelta(days=10), title="First", kind=EventKind.ONLINE, capacity=None)
    dropped = announce(app, world, clock, ahead=timedelta(days=5))
    announce(app, world, clock, ahead=timedelta(hours=1))
    tenancy.enter(db.session(), coordinator)
    public.cancel_event(coordinator, dropped, "Snow", clock)
    commit()
    clock.advance(timedelta(days=1))
    found = public.list_next_events(coordinator, clock, limit=5)
    assert [event.id for event in found] == [first, second]
    assert (found[0].where, found[0].places_left, found[1].places_left) == ("Online", None, 30)
    assert len(public.list_next_events(coordinator, clock, limit=1)) == 1


def test_the_system_can_announce_for_the_host(app, world, in_app, clock):
    """As the demonstration network does."""
    with system_scope(db.session(), "demonstration") as system:
        event = public.announce_event(system, draft(clock.now() + timedelta(days=2)), clock)
        commit()
    assert queries.get_event(Visitor(), event.id).organisation_id == world.host
