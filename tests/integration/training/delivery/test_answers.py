"""Saying how a session was: once a link, without a name, and nothing shown before five have answered."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier

import pytest

from network.core.audit import AuditEntry
from network.core.database import db
from network.core.permissions import Role
from network.training.delivery import jobs
from network.training.delivery.feedback import Said
from network.training.delivery.links import LinkUnusable
from network.training.delivery.messages import PracticeAsked, SessionOver
from network.training.delivery.models import AnswerLink, SessionAnswer
from network.training.delivery.service import attendance
from network.training.delivery.vocabulary import PracticeChange, Presence
from network.training.learners import record_leaving
from tests.factories.delivery import answer, answer_tokens, hold, letters, place_token, places_of
from tests.factories.training import acting, as_job, learners_of
from tests.support.hostile import LONG, hostile_strings
from tests.support.queries import MOST_ON_A_PAGE, counted_queries
from tests.support.stored import rows

FINE = Said(5, 4, 3)
CANARY = "The canary was too fast"


def answer_all(app, clock, said=FINE, most=99, kind=SessionOver):
    for token in answer_tokens(app, kind)[:most]:
        answer(app, token, clock, said)


def test_whoever_came_is_written_to_once_and_whoever_did_not_is_not(app, world, clock):
    session_id = hold(app, world, clock, 3)
    first, second, _ = places_of(app, session_id)
    with acting(app, world.person(Role.FACILITATOR)) as actor:
        attendance.mark(actor, session_id, 1, first.id, Presence.ABSENT, clock)
        attendance.mark(actor, session_id, 1, first.id, Presence.PRESENT, clock)
        attendance.mark(actor, session_id, 1, second.id, Presence.PART, clock)
    assert len(answer_tokens(app)) == 3


def test_the_letter_is_neutral(app, world, clock):
    """U31."""
    hold(app, world, clock, 1)
    clock.advance(timedelta(days=100))
    with app.app_context():
        as_job(jobs.ask_later, clock)
    for letter in letters(app):
        if isinstance(letter, SessionOver | PracticeAsked):
            email = letter.email("https://network.example")
            said = f"{email.subject} {email.text}".lower()
            assert not [word for word in ("trauma", "incident", "therapy", "practice:", "everyday") if word in said]
            assert f"/training/answer/{letter.token}" in email.text


def test_an_answer_carries_no_person_and_no_time_but_the_day(app, world, clock):
    hold(app, world, clock, 1)
    clock.advance(timedelta(hours=1, minutes=23))
    answer_all(app, clock, Said(5, 5, 5, words=CANARY))
    (row,) = rows(app, SessionAnswer)
    assert row.id.version == 4, "its key does not begin with the time"
    assert CANARY.encode() not in row.words_sealed
    columns = set(SessionAnswer.__table__.columns.keys())
    assert not columns & {"place_id", "learner_id", "user_id", "made_at", "answered_at", "email", "token_hash"}
    assert row.answered_on == clock.today()
    assert rows(app, AnswerLink) == [], "the link is gone, and with it the way back"
    (entry,) = [each for each in rows(app, AuditEntry) if each.action == "delivery.answer.given"]
    assert (entry.entity_id, entry.at.minute, entry.changes) == (row.session_id, 0, {})


def test_a_link_is_used_once_by_one_of_eight(app, world, clock):
    hold(app, world, clock, 1)
    (token,) = answer_tokens(app)
    barrier = Barrier(8)

    def send(_):
        barrier.wait()
        try:
            answer(app, token, clock, FINE)
        except LinkUnusable:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(send, range(8))) == 1
    assert len(rows(app, SessionAnswer)) == 1


def test_the_page_asks_three_questions_and_thanks(app, world, clock, visitor):
    hold(app, world, clock, 1)
    (token,) = answer_tokens(app)
    page = visitor.get(f"/training/answer/{token}")
    assert "you cannot take it back" in page.text
    assert page.answer.headers["Cache-Control"] == "no-store"
    assert len(visitor.post(f"/training/answer/{token}", {"clear": "5"}, status=422).errors) == 2
    given = {"clear": "5", "safe": "4", "useful": "1", "words": CANARY}
    visitor.post(f"/training/answer/{token}", given, to="/training/answer/thank-you")
    assert visitor.get("/training/answer/thank-you").heading == "Thank you"
    visitor.get(f"/training/answer/{token}", status=404)


def test_nothing_is_shown_before_five_have_answered(app, world, clock, client_of):
    session_id = hold(app, world, clock, 6)
    client, address = client_of(world.person(Role.FACILITATOR)), f"/training/coming/{session_id}/answers"
    coordinator = client_of(world.person(Role.COORDINATOR, "host"))
    empty = client.get(address).lasting
    for number, token in enumerate(answer_tokens(app)[:5], 1):
        assert client.get(address).lasting == empty, f"nothing tells that {number - 1} answered"
        assert CANARY not in coordinator.get("/training/answers").text
        answer(app, token, clock, Said(5, 4, 3, words=CANARY))
    page = client.get(address).text
    assert CANARY in page
    assert "4.0 of 5" in page
    assert CANARY not in client.get(f"/training/coming/{session_id}").text


def test_the_coordinator_reads_by_course_and_finds_themes(app, world, clock, client_of):
    """Three answers at one partner and two at another are five about the course, and nothing says whose."""
    for at, people in (("own", 3), ("other", 2)):
        hold(app, world, clock, people, at=at)
    answer_all(app, clock, Said(5, 4, 3, words=CANARY))
    client = client_of(world.person(Role.COORDINATOR, "host"))
    page = client.get("/training/answers")
    assert "Harrow" not in page.text
    assert "Ottermouth" not in page.text
    (address,) = page.tree.xpath("//main//a[contains(., 'Read what people wrote')]/@href")
    lines = client.get(address)
    assert lines.text.count(CANARY) == 5 * 2, "and once for the words of each link"
    assert "Harrow" not in lines.text
    tag = lines.tree.xpath("//main//li/a/@href")[0]
    stale = client._hidden_fields(tag)
    client.post(tag, {"themes": "Pace, Room"}, to=address)
    assert "pace (1)" in client.get("/training/answers").text
    assert client.raw.post(tag, data={**stale, "themes": "Other"}).status_code == 409
    assert client.post(tag, {"themes": "x" * 50}, status=422).errors


def test_below_five_about_a_course_nothing_is_there_for_the_coordinator(app, world, clock, client_of):
    hold(app, world, clock, 4)
    answer_all(app, clock, Said(5, 4, 3, words=CANARY))
    client = client_of(world.person(Role.COORDINATOR, "host"))
    (row, *_) = rows(app, SessionAnswer)
    client.get(f"/training/answers/{row.course_id}/after", status=404)
    client.get(f"/training/answers/{row.course_id}/never", status=404)
    client.get(f"/training/answers/lines/{row.id}", status=404)


def test_three_months_later_whoever_completed_it_and_is_still_there_is_asked_once(app, world, clock, in_app, visitor):
    hold(app, world, clock, 3)
    with acting(app, world.person(Role.CHAMPION)) as actor:
        record_leaving(actor, learners_of(actor)[0].id, clock.today(), clock)
    clock.move_to(datetime(2027, 2, 26, 10, tzinfo=UTC))
    as_job(jobs.ask_later, clock)
    assert answer_tokens(app, PracticeAsked) == []
    clock.advance(timedelta(days=1))
    clock.move_to(clock.now().replace(hour=21))
    as_job(jobs.ask_later, clock)
    assert answer_tokens(app, PracticeAsked) == [], "not in the quiet hours (U33)"
    clock.advance(timedelta(hours=14))
    for _ in range(3):
        as_job(jobs.ask_later, clock)
    tokens = answer_tokens(app, PracticeAsked)
    assert len(tokens) == 2
    page = visitor.get(f"/training/answer/{tokens[0]}")
    assert page.heading.endswith("What changed since?")
    visitor.post(f"/training/answer/{tokens[0]}", {"change": "doing"}, to="/training/answer/thank-you")
    (row,) = rows(app, SessionAnswer)
    assert (row.change, row.clear) == (PracticeChange.DOING, None)


def test_links_and_words_are_forgotten_in_time(app, world, clock, in_app):
    hold(app, world, clock, 2)
    answer_all(app, clock, Said(5, 4, 3, words=CANARY), most=1)
    clock.advance(timedelta(days=61))
    (_, token) = answer_tokens(app)
    with pytest.raises(LinkUnusable):
        answer(app, token, clock, FINE)
    as_job(jobs.forget, clock)
    assert rows(app, AnswerLink) == []
    (row,) = rows(app, SessionAnswer)
    assert row.words_sealed is not None
    clock.advance(timedelta(days=304))
    as_job(jobs.forget, clock)
    db.session.expire_all()
    (row,) = rows(app, SessionAnswer)
    assert (row.words_sealed, row.clear) == (None, 5)


def test_odd_words_are_kept_or_asked_about(app, world, clock, visitor):
    hold(app, world, clock, 9)
    for token, odd in zip(answer_tokens(app), [LONG, *hostile_strings()], strict=False):
        hidden = visitor._hidden_fields(f"/training/answer/{token}")
        said = {**hidden, "clear": odd, "safe": "4", "useful": "1", "words": odd}
        assert visitor.raw.post(f"/training/answer/{token}", data=said).status_code == 422
        assert visitor.raw.post(f"/training/answer/{token}", data={**said, "clear": "5"}).status_code in (303, 422)


def test_the_pages_of_answers_cost_the_same_for_five_and_for_fifteen(app, world, clock, client_of):
    counts = []
    for people in (5, 10):
        hold(app, world, clock, people)
        coordinator = client_of(world.person(Role.COORDINATOR, "host"))
        for token in answer_tokens(app)[len(rows(app, SessionAnswer)) :]:
            answer(app, token, clock, Said(5, 4, 3, words=CANARY))
        course_id = rows(app, SessionAnswer)[0].course_id
        for path in ("/training/answers", f"/training/answers/{course_id}/after"):
            coordinator.get(path)
            with counted_queries(app) as queries:
                coordinator.get(path)
            counts.append(queries.count)
    assert counts[:2] == counts[2:]
    assert max(counts) <= MOST_ON_A_PAGE


def test_links_of_places_answer_no_questions(app, world, clock, visitor):
    """B5."""
    session_id = hold(app, world, clock, 1)
    visitor.get(f"/training/answer/{place_token(app, places_of(app, session_id)[0])}", status=404)


def test_the_twin_shows_as_much_as_the_page(app, world, clock, client_of):
    session_id = hold(app, world, clock, 5)
    address = f"/api/v1/training/coming/{session_id}/answers"
    client = client_of.api(world.person(Role.FACILITATOR))
    answer_all(app, clock, Said(5, 4, 3, words=CANARY), most=4)
    assert client.get(address).json == {"after": None, "later": None}
    answer(app, answer_tokens(app)[4], clock, Said(5, 4, 3, words=CANARY))
    assert client.get(address).json["after"]["averages"] == {"clear": 5.0, "safe": 4.0, "useful": 3.0}
    (by_course,) = client_of.api(world.person(Role.COORDINATOR, "host")).get("/api/v1/training/answers").json
    assert by_course["summary"]["answers"] == 5
    assert CANARY not in str(by_course)
