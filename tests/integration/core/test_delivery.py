"""From a transaction to a mail server: nothing is lost, nothing is sent twice without saying so (`B34`, `B37`)."""

from __future__ import annotations

import smtplib
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any, ClassVar

import pytest
from aiosmtpd.controller import Controller
from sqlalchemy import select

from network.core import outbox
from network.core.commit import commit, rollback
from network.core.database import db
from network.core.delivery import deliver_due
from network.core.mail import FolderPostman, MailNotSent, ServerUnreachable, SmtpPostman, letter_of
from network.core.outbox import Email, MessageState, OutboxMessage
from network.settings import Mail
from tests.support.ports import free_port


@outbox.message("tests.greeting")
@dataclass(frozen=True)
class Greeting:
    kind: ClassVar[str]
    to: str
    name: str

    def email(self, origin: str) -> Email:
        return Email(self.to, "A greeting", f"Hello {self.name}, see {origin}/hello")


class Mailbox:
    """A mail server's handler: keeps letters, or refuses as told."""

    def __init__(self) -> None:
        self.letters: list[Any] = []
        self.refusal: str | None = None

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802 - aiosmtpd's name
        if self.refusal:
            return self.refusal
        self.letters.append(envelope)
        return "250 OK"


@pytest.fixture
def mailbox():
    return Mailbox()


@pytest.fixture
def settings(app, mailbox):
    """Settings that lead to a mail server of this test's."""
    controller = Controller(mailbox, hostname="127.0.0.1", port=free_port())
    controller.start()
    mail = Mail("127.0.0.1", controller.port, None, None, uses_tls=False, sender="network@example.org")
    yield replace(app.extensions["settings"], mail=mail)
    controller.stop()


def greet(clock, name: str = "Ana", key: str = "one", **kwargs) -> None:
    outbox.enqueue(Greeting(to="ana@example.org", name=name), clock, unique_key=key, **kwargs)
    commit()


def states() -> list[str]:
    return [row.state for row in db.session.scalars(select(OutboxMessage).order_by(OutboxMessage.made_at))]


def test_delivers_once(in_app, clock, settings, mailbox):
    greet(clock)
    greet(clock)
    assert deliver_due(SmtpPostman(settings), settings, clock) == 1
    assert deliver_due(SmtpPostman(settings), settings, clock) == 0
    (envelope,) = mailbox.letters
    assert envelope.rcpt_tos == ["ana@example.org"]
    assert b"Hello Ana, see http://127.0.0.1:8000/hello" in envelope.content
    assert states() == [MessageState.SENT]


def test_a_rolled_back_message_does_not_leave(in_app, clock, settings, mailbox):
    outbox.enqueue(Greeting(to="ana@example.org", name="Ana"), clock, unique_key="one")
    rollback()
    assert deliver_due(SmtpPostman(settings), settings, clock) == 0
    assert mailbox.letters == []


@pytest.mark.parametrize("refusal", ["451 try later", "554 no"])
def test_a_refusal_waits_and_goes_out_later(in_app, clock, settings, mailbox, refusal):
    greet(clock)
    mailbox.refusal = refusal
    for _ in range(100):
        deliver_due(SmtpPostman(settings), settings, clock)
        clock.advance(timedelta(minutes=15))
    assert states() == [MessageState.WAITING]
    assert db.session.scalar(select(OutboxMessage.last_error)) == "SMTPDataError"
    mailbox.refusal = None
    assert deliver_due(SmtpPostman(settings), settings, clock) == 1
    assert len(mailbox.letters) == 1


def test_after_a_day_of_silence_everything_leaves_within_ten_minutes(in_app, clock, settings, mailbox):
    for number in range(30):
        greet(clock, key=str(number))
    nowhere = replace(settings, mail=replace(settings.mail, port=free_port()))
    for _ in range(24 * 4):
        deliver_due(SmtpPostman(nowhere), nowhere, clock)
        clock.advance(timedelta(minutes=15))
    assert outbox.backlog().waiting == 30
    recovered = clock.now()
    while outbox.backlog().waiting:
        deliver_due(SmtpPostman(settings), settings, clock)
        clock.advance(timedelta(minutes=1))
    assert clock.now() - recovered <= timedelta(minutes=10)
    assert len(mailbox.letters) == 30


def test_a_server_that_hangs_costs_one_wait(in_app, clock, settings):
    """H7: the claims of a batch would not last while each of its messages waited for the same silence."""
    for number in range(30):
        greet(clock, key=str(number))

    class Hanging(SmtpPostman):
        waits = 0

        def send(self, letter):
            Hanging.waits += 1
            raise ServerUnreachable("TimeoutError")

    assert deliver_due(Hanging(settings), settings, clock) == 0
    assert Hanging.waits == 1
    assert outbox.backlog().waiting == 30


def test_given_up_after_four_days(in_app, clock, settings, mailbox):
    greet(clock)
    mailbox.refusal = "554 no"
    deliver_due(SmtpPostman(settings), settings, clock)
    clock.advance(timedelta(days=4, minutes=1))
    deliver_due(SmtpPostman(settings), settings, clock)
    assert states() == [MessageState.DEAD]
    assert outbox.backlog().dead == 1


def test_a_worker_that_died_is_followed_with_the_same_message_id(in_app, clock, settings, mailbox):
    """Killed after the server took it and before it was marked: sent again, recognisably the same."""
    greet(clock)

    class Dying(SmtpPostman):
        def send(self, letter):
            super().send(letter)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        deliver_due(Dying(settings), settings, clock)
    rollback()
    assert deliver_due(SmtpPostman(settings), settings, clock) == 0, "another worker does not take it at once"
    clock.advance(outbox.CLAIM + timedelta(seconds=1))
    assert deliver_due(SmtpPostman(settings), settings, clock) == 1
    first, second = (envelope.content.split(b"Message-ID: ")[1].split(b"\r\n")[0] for envelope in mailbox.letters)
    assert first == second


def test_not_before_its_time(in_app, clock, settings, mailbox):
    greet(clock, not_before=clock.now() + timedelta(hours=1))
    assert deliver_due(SmtpPostman(settings), settings, clock) == 0
    clock.advance(timedelta(hours=1))
    assert deliver_due(SmtpPostman(settings), settings, clock) == 1


def test_one_bad_message_holds_up_no_other(in_app, clock, settings, mailbox):
    outbox.enqueue(Greeting(to="ana@example.org\r\nBcc: eve@example.org", name="Ana"), clock, unique_key="bad")
    greet(clock, key="good")
    assert deliver_due(SmtpPostman(settings), settings, clock) == 1
    assert sorted(states()) == [MessageState.SENT, MessageState.WAITING]
    assert b"eve@example.org" not in mailbox.letters[0].content


def test_the_payload_is_sealed_and_then_forgotten(in_app, clock, settings, mailbox):
    greet(clock, name="Canary Islander")
    row = db.session.scalars(select(OutboxMessage)).one()
    assert b"Canary" not in row.payload
    deliver_due(SmtpPostman(settings), settings, clock)
    assert row.payload == b""


def test_without_a_server_letters_lie_in_a_folder(in_app, clock, app, tmp_path):
    settings = app.extensions["settings"]
    greet(clock, name="Zoë")
    deliver_due(FolderPostman(tmp_path / "mail"), settings, clock)
    (letter,) = (tmp_path / "mail").iterdir()
    assert "Zo" in letter.read_text()


def test_a_fault_of_the_server_is_noted_without_its_words(app, clock, settings, monkeypatch):
    def refuse(*_args, **_kwargs):
        raise smtplib.SMTPRecipientsRefused({"ana@example.org": (550, b"no such person")})

    monkeypatch.setattr(smtplib.SMTP, "send_message", refuse)
    letter = letter_of(Email("ana@example.org", "A", "B"), db_id(), settings, clock)
    with pytest.raises(MailNotSent, match=r"^SMTPRecipientsRefused$"):
        SmtpPostman(settings).send(letter)


def db_id():
    return OutboxMessage.__table__.c.id.default.arg(None)
