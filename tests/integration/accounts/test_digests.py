"""The digest: one e-mail a day at most, each thing once, never at night, and none for who wants none (U33, U34)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from network.accounts.digests import KEPT, forget_reminders, send_digests
from network.accounts.messages import Digest
from network.accounts.models import SaidReminder
from network.core import outbox, tenancy
from network.core.actor import SystemActor
from network.core.commit import commit
from network.core.database import db
from network.core.permissions import Role
from network.feature import Reminder

LEAD = Role.ORGANISATION_LEAD


@pytest.fixture
def coming(app, monkeypatch):
    """What is coming up: a list that a test fills."""
    lines: list[Reminder] = []
    monkeypatch.setitem(app.extensions, "reminders", (lambda _clock: list(lines),))
    return lines


@pytest.fixture
def send(app, clock):
    """Sends the digests of this hour, and gives back all that wait."""

    def run() -> list[Digest]:
        with app.app_context():
            tenancy.enter(db.session(), SystemActor("a test"))
            send_digests(clock)
            commit()
            return [each for each in outbox.waiting_messages() if isinstance(each, Digest)]

    return run


def test_all_that_is_coming_up_is_one_mail_and_each_thing_is_said_once(coming, send, world, clock):
    lead, other = world.person(LEAD), world.person(LEAD, "other")
    coming += [
        Reminder(lead.user_id, "a", "A review is due.", "/charter/ours"),
        Reminder(lead.user_id, "b", "A day comes.", "/charter/ours"),
        Reminder(other.user_id, "a", "Theirs.", "/charter/ours"),
    ]
    mails = {mail.to: mail for mail in send()}
    assert mails.keys() == {lead.email, other.email}
    email = mails[lead.email].email("https://network.example.org")
    assert "A review is due.\nhttps://network.example.org/charter/ours" in email.text
    assert "A day comes." in email.text
    assert "https://network.example.org/your-sign-in" in email.text, "how to have no more"
    assert len(send()) == 2
    coming.append(Reminder(lead.user_id, "c", "Later.", "/charter/ours"))
    assert len(send()) == 2, "once a day"
    clock.advance(timedelta(days=1))
    (later,) = [mail for mail in send() if mail not in mails.values()]
    assert [words for words, _ in later.lines] == ["Later."]
    clock.advance(timedelta(days=30))
    assert len(send()) == 3


def test_nobody_is_written_to_at_night(coming, send, world, clock):
    coming.append(Reminder(world.person(LEAD).user_id, "a", "A review is due.", "/charter/ours"))
    clock.advance(timedelta(hours=10))  # 20:00 in London, in November
    assert send() == []
    clock.advance(timedelta(hours=11, minutes=29))
    assert send() == []
    clock.advance(timedelta(minutes=1))
    assert len(send()) == 1


def test_who_wants_none_gets_none_and_can_change_their_mind(coming, send, world, client_of, clock):
    coming.append(Reminder(world.person(LEAD).user_id, "a", "A review is due.", "/charter/ours"))
    client = client_of(world.person(LEAD))
    client.post("/your-sign-in/digest", form_at="/your-sign-in", to="/your-sign-in")
    assert "only when it is essential" in client.get("/your-sign-in").text
    assert send() == []
    client.post("/your-sign-in/digest", {"wants": "yes"}, form_at="/your-sign-in", to="/your-sign-in")
    assert len(send()) == 1


def test_a_long_list_goes_on_the_next_day(coming, send, world, clock):
    coming += [Reminder(world.person(LEAD).user_id, f"{n:03}", f"Number {n}.", "/x") for n in range(55)]
    (first,) = send()
    clock.advance(timedelta(days=1))
    _, second = sorted(send(), key=lambda mail: len(mail.lines), reverse=True)
    assert len(first.lines) + len(second.lines) == 55


def test_what_was_said_is_forgotten_when_it_cannot_come_again(coming, send, app, world, clock):
    """B30."""
    coming.append(Reminder(world.person(LEAD).user_id, "a", "A review is due.", "/charter/ours"))
    send()
    for days, left in ((KEPT.days - 1, 1), (1, 0)):
        clock.advance(timedelta(days=days))
        with app.app_context():
            tenancy.enter(db.session(), SystemActor("a test"))
            forget_reminders(clock)
            commit()
            assert db.session.scalar(select(func.count()).select_from(SaidReminder)) == left
