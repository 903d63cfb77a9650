"""People are told 60 and 30 days before training runs out, once each time; leads in their digest (TR-11, U34)."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest

from network.core import outbox
from network.core.clock import LONDON
from network.core.database import db
from network.core.permissions import Role
from network.core.tenancy import system_scope
from network.training.extensions import queries, service
from network.training.learners import record_leaving
from network.training.reminding import jobs
from network.training.reminding.choosing import choose_reminders, who_wants_none
from network.training.reminding.messages import TrainingLapsing
from tests.factories import offer, training
from tests.factories.training import NEXT_YEAR, TWO_YEARS_AGO

LAST = date(2026, 12, 31)
"""The last day of what was completed two years ago."""


@pytest.fixture
def lead(app, world, clock):
    training.load_catalogue(app, clock)
    return world.person(Role.ORGANISATION_LEAD)


@pytest.fixture
def trained(app, lead, clock):
    """Ann, and somebody without an address: their tier 2 runs out at the end of the year."""
    with training.acting(app, lead) as actor:
        training.log_session(
            actor, clock, "Ann Ash <ann@a.example>\nBo Birch", code="T2-PRACTICE", held_on=TWO_YEARS_AGO
        )


@pytest.fixture
def told(app, clock):
    """Lets the worker run on a day; to whom it wrote, and what."""

    def run(day, at=time(10)):
        clock.move_to(datetime.combine(day, at, LONDON).astimezone(UTC))
        with app.app_context():
            before = len(_messages())
            training.as_job(jobs.remind_people, clock)
            return [(message.to, message.lines) for message in _messages()[before:]]

    return run


def _messages():
    return [each for each in outbox.waiting_messages() if isinstance(each, TrainingLapsing)]


def before(days):
    return LAST - timedelta(days=days)


ANN = [("ann@a.example", ["Tier 2, current until 31 December 2026"])]


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        ([61], [[]]),
        ([60, 60, 59, 31], [ANN, [], [], []]),
        ([60, 30, 29, 0], [ANN, ANN, [], []]),
        ([45, 30, 1], [ANN, ANN, []]),
        ([29, 28], [ANN, []]),
        ([0], [ANN]),
        ([-1], [[]]),
    ],
)
def test_each_time_once_however_often_the_worker_looks(trained, told, days, expected):
    assert [told(before(each)) for each in days] == expected


def test_nobody_is_written_to_at_night(trained, told):
    assert told(before(60), time(21)) == []
    assert told(before(60), time(7, 30)) == ANN


def test_who_renewed_left_or_was_extended_is_not_written_to(app, lead, trained, told, clock):
    with training.acting(app, lead) as actor:
        names = "Cal Cedar <cal@a.example>\nDee Dale <dee@a.example>"
        training.log_session(actor, clock, names, code="T2-PRACTICE", held_on=TWO_YEARS_AGO)
        training.log_session(actor, clock, "Cal Cedar <cal@a.example>", code="T2-PRACTICE")
        dee = next(each for each in training.learners_of(actor) if each.name == "Dee Dale")
        record_leaving(actor, dee.id, clock.today(), clock)
    assert told(before(40)) == ANN
    with training.acting(app, lead) as actor:
        endings = [each.ending for each in queries.list_lapsing(actor, clock.today())]
        extension = service.extend(actor, endings, NEXT_YEAR, "The trainer was ill.", clock)
    assert told(before(30)) == []
    with training.acting(app, lead) as actor:
        service.take_back(actor, extension.id, clock)
    assert told(before(20)) == ANN
    assert told(before(19)) == []


def test_a_long_list_is_told_in_parts_and_each_person_of_all_at_once(app, lead, told, clock, monkeypatch):
    monkeypatch.setattr(jobs, "AT_ONCE", 5)
    with training.acting(app, lead) as actor:
        everybody = training.people(7)
        training.log_session(actor, clock, everybody, code="T2-PRACTICE", held_on=TWO_YEARS_AGO)
        training.log_session(actor, clock, everybody, code="T3-INDEPTH", held_on=TWO_YEARS_AGO)
    rounds = [told(before(60)) for _ in range(6)]
    everyone = [message for each in rounds for message in each]
    assert len(everyone) == len({to for to, _ in everyone}) == 7
    assert {len(lines) for _, lines in everyone} == {2}
    assert rounds[-1] == []


def test_the_message_is_neutral_and_leads_to_the_own_record(app, trained, told):
    told(before(60))
    with app.app_context():
        (message,) = _messages()
        mail = message.email("https://network.example.org")
    assert mail.subject == "Your training record"
    assert "Tier 2, current until 31 December 2026" in mail.text
    assert "https://network.example.org/passport\n" in mail.text
    assert "Ann" not in mail.text


def test_the_leads_hear_how_many_in_their_digest(app, lead, world, trained, clock):
    with training.acting(app, world.person(Role.ORGANISATION_LEAD, "other")) as actor:
        training.log_session(actor, clock, training.people(3), code="T2-PRACTICE", held_on=TWO_YEARS_AGO)

    def lines(day):
        clock.move_to(datetime.combine(day, time(10), LONDON).astimezone(UTC))
        with app.app_context(), system_scope(db.session(), "what a test asks"):
            return [(each.user_id, each.words, each.path, each.key) for each in jobs.coming_up(clock)]

    assert lines(before(61)) == []
    first = lines(before(60))
    other = world.person(Role.ORGANISATION_LEAD, "other")
    assert {(user_id, words) for user_id, words, _, _ in first} == {
        (lead.user_id, "2 colleagues’ training in Tier 2 run out on 31 December 2026."),
        (other.user_id, "3 colleagues’ training in Tier 2 run out on 31 December 2026."),
    }
    assert {path for _, _, path, _ in first} == {"/training/records?view=lapsing&tier=2"}
    offer.set_cumulative(app, world, clock)
    assert {path for _, _, path, _ in lines(before(60))} == {"/training/records?view=lapsing"}
    assert {key for *_, key in lines(before(31))} == {key for *_, key in first}, "the same is said once"
    assert not {key for *_, key in lines(before(30))} & {key for *_, key in first}


def test_who_wants_none_gets_none_until_they_want_them_again(app, trained, told, clock):
    with app.app_context():
        for _ in range(2):
            choose_reminders("ann@a.example", wants=False, clock=clock)
            db.session.commit()
        assert who_wants_none(["ann@a.example", "bo@b.example"]) == {"ann@a.example"}
    assert told(before(60)) == []
    with app.app_context():
        choose_reminders("ann@a.example", wants=True, clock=clock)
        db.session.commit()
    assert told(before(59)) == [], "what was to be said 60 days before is over"
    assert told(before(30)) == ANN
