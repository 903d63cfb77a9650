"""Telling the network what helped or hurt, by anybody, and what becomes of it (U21)."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import inspect

from network.core import outbox
from network.core.actor import SystemActor
from network.core.audit import AuditEntry
from network.core.commit import commit
from network.core.database import db
from network.core.permissions import Role
from network.core.tenancy import enter
from network.core.text import several_lines
from network.feedback.models import Feedback
from network.feedback.rules import LONGEST_WORDS
from network.feedback.service import JOB, forget
from network.feedback.vocabulary import FeedbackKind
from tests.factories.feedback import CONTACT, WORDS, tell
from tests.support.hostile import LONG, hostile_texts
from tests.support.queries import MOST_ON_A_PAGE, counted_queries
from tests.support.stored import rows

SENT = "/tell-us/thank-you"
HURT = {"kind": "hurt", "words": WORDS, "about": "Booking an event", "contact": ""}
COMPLAINT = {"kind": "complaint", "words": WORDS, "about": "", "contact": CONTACT}


def letters(app):
    with app.app_context():
        return [message.email("https://x.example") for message in outbox.waiting_messages()]


@pytest.fixture
def coordinator(world, client_of):
    return client_of(world.person(Role.COORDINATOR, "host"))


@pytest.mark.parametrize("who", [None, Role.STAFF_MEMBER, Role.COORDINATOR])
def test_anybody_can_tell_the_network(app, world, client_of, coordinator, who):
    """Signed in or not; the coordinator reads it, and no row says who wrote it."""
    person = None if who is None else world.person(who, "host" if who is Role.COORDINATOR else "own")
    visitor = client_of(person)
    form = visitor.get("/tell-us")
    assert "the network’s coordinator at Wendmere County Council" in form.text, "who reads it (U8)"
    assert "12 months" in form.text
    assert not form.tree.xpath("//main//input[@checked]"), "nothing is chosen beforehand (U18)"
    assert visitor.post("/tell-us", HURT, to=SENT)
    assert "reads what you wrote" in visitor.get(SENT).text
    (message,) = rows(app, Feedback)
    listed = coordinator.get("/feedback")
    assert "Something hurt" in listed.text
    assert WORDS not in listed.text
    opened = coordinator.get(f"/feedback/{message.id}")
    assert WORDS in opened.text
    assert "Booking an event" in opened.text
    (told,) = rows(app, AuditEntry, AuditEntry.action == "feedback.message.told")
    assert told.user_id is None, "not even the audit knows"


def test_it_is_linked_from_every_page(client_of):
    for path in ("/", "/privacy", "/sign-in", "/tell-us"):
        assert client_of(None).get(path).tree.xpath("//footer//a[@href='/tell-us']")


def test_a_complaint_is_acknowledged_before_it_is_closed(app, client_of, coordinator):
    visitor = client_of(None)
    visitor.post("/tell-us", COMPLAINT, to=SENT)
    assert "We will write to you by 18 December 2026" in visitor.get(SENT).text
    (message,) = rows(app, Feedback)
    place = f"/feedback/{message.id}"
    assert "Acknowledge by 18 December 2026" in coordinator.get("/feedback").text
    assert CONTACT in coordinator.get(place).text
    coordinator.post(f"{place}/close", form_at=place, status=409)
    coordinator.post(f"{place}/acknowledge", form_at=place, to=place)
    coordinator.post(f"{place}/acknowledge", form_at=place, status=409)
    coordinator.post(f"{place}/close", form_at=place, to="/feedback")
    assert "Closed on 18 November 2026" in coordinator.get("/feedback").text
    actions = {entry.action for entry in rows(app, AuditEntry, AuditEntry.entity == "feedback")}
    assert actions == {"feedback.message.told", "feedback.message.acknowledged", "feedback.message.closed"}


def test_coordinators_are_told_the_count_and_no_word(app, world, clock):
    """Once a day, and for each complaint, which has a clock (U31, U34)."""
    tell(app, clock)
    tell(app, clock)
    assert [letter.to for letter in letters(app)] == [world.person(Role.COORDINATOR, "host").email]
    tell(app, clock, FeedbackKind.COMPLAINT, CONTACT)
    clock.advance(timedelta(days=1))
    tell(app, clock)
    counts = [re.search(r"(\d+) messages? to the network", letter.text)[1] for letter in letters(app)]
    assert counts == ["1", "3", "4"]
    assert "canary" not in "".join(f"{letter.subject}{letter.text}" for letter in letters(app))


def test_what_was_typed_is_sealed(app, clock, world):
    """B24"""
    tell(app, clock, FeedbackKind.COMPLAINT, CONTACT)
    (message,) = rows(app, Feedback)
    stored = {column.key: getattr(message, column.key) for column in inspect(Feedback).columns}
    assert all(stored[f"{part}_sealed"] for part in ("words", "about", "contact"))
    assert "canary" not in repr(stored)


def test_sent_twice_is_one_message(app, client_of, world):
    """B35"""
    visitor = client_of(None)
    key = {"form_key": str(uuid4())}
    for _ in range(2):
        visitor.post("/tell-us", HURT | key, to=SENT)
    assert len(rows(app, Feedback)) == 1
    visitor.post("/tell-us", HURT | key | {"words": "something else"}, status=409)


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"kind": ""}, "Choose what it is about"),
        ({"kind": "praise"}, "Choose from the list"),
        ({"words": "  "}, "Write what you would like us to know"),
        ({"words": LONG}, "Shorten this to 5,000 characters."),
        ({"about": LONG}, "Shorten this to 300 characters."),
        ({"contact": LONG}, "Shorten this to 300 characters."),
    ],
)
def test_a_form_that_is_not_ready_comes_back_as_it_was(app, client_of, world, change, error):
    page = client_of(None).post("/tell-us", HURT | change, status=422)
    assert page.errors == [error]
    assert "Everything you entered is still here." in page.text
    assert rows(app, Feedback) == []


def test_a_flood_is_stopped_and_nothing_typed_is_lost(app, client_of, world):
    """B22"""
    visitor = client_of(None)
    for _ in range(20):
        visitor.post("/tell-us", HURT)
    page = visitor.post("/tell-us", HURT, status=429)
    assert "Wait" in page.errors[0]
    assert WORDS in page.text
    assert int(page.answer.headers["Retry-After"]) > 0
    elsewhere = {"environ_overrides": {"REMOTE_ADDR": "192.0.2.7"}}
    client_of(None).post("/tell-us", HURT, to=SENT, **elsewhere)


def test_hostile_text_is_kept_as_text(app, world, client_of, clock):
    """B18: shown as it was typed, or refused with words; never a fault."""
    client = client_of(None)
    for text in hostile_texts():
        typed = {"kind": "hurt", "words": text, "about": text[:250], "contact": text[:250]}
        is_kept = 0 < len(several_lines(text)) <= LONGEST_WORDS
        client.post("/tell-us", typed, status=303 if is_kept else 422)
        clock.advance(timedelta(minutes=1))
    coordinator = client_of(world.person(Role.COORDINATOR, "host"))
    for message in rows(app, Feedback)[:40]:
        assert not coordinator.get(f"/feedback/{message.id}").tree.xpath("//main//script")


def test_without_its_token_nothing_is_kept(app, client_of, world):
    client_of(None).raw.post("/tell-us", data=HURT)
    assert rows(app, Feedback) == []


def test_all_is_forgotten_after_twelve_months(app, world, clock):
    """B30: open or closed; a day earlier it is still there."""
    tell(app, clock)
    for after, left in ((timedelta(days=364), 1), (timedelta(days=1), 0)):
        clock.advance(after)
        with app.app_context():
            enter(db.session(), SystemActor(JOB))
            forget(clock)
            commit()
        assert len(rows(app, Feedback)) == left


def test_a_list_asks_as_often_whatever_its_length(app, clock, coordinator):
    counts = []
    for number in (2, 6):
        for _ in range(number):
            tell(app, clock)
        with counted_queries(app) as counted:
            coordinator.get("/feedback")
        counts.append(counted.count)
    assert counts[0] == counts[1] <= MOST_ON_A_PAGE


def test_a_complaint_that_waits_stands_on_the_coordinators_desk(app, world, client_of, visitor, coordinator):
    words = "Somebody complained, and is to hear that it came by"
    assert words not in coordinator.get("/desk").text
    visitor.post("/tell-us", {"kind": "complaint", "words": "Nobody came.", "contact": "ana@example.org"})
    assert f"{words} 18 December 2026." in coordinator.get("/desk").text
    (message,) = coordinator.get("/feedback").tree.xpath("//main//a[starts-with(@href, '/feedback/')]/@href")
    coordinator.post(f"{message}/acknowledge", form_at=message)
    assert words not in coordinator.get("/desk").text
