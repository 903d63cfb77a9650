"""How mail leaves: by SMTP, or, on a trial of one machine without a mail server, into a folder to be read there."""

from __future__ import annotations

import smtplib
import ssl
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path
from typing import Protocol
from uuid import UUID

from network.core.clock import Clock
from network.core.outbox import Email
from network.settings import Settings

TIMEOUT_SECONDS = 20


class MailNotSent(Exception):
    """The server did not take it. The text names the kind of fault only: servers quote addresses."""


class ServerUnreachable(MailNotSent):
    """There was no server to hand it to, or none that lets us in: no other letter would leave now either."""


class Postman(Protocol):
    """Takes one letter to where it goes."""

    def send(self, letter: EmailMessage) -> None:
        """Sends it, or raises `MailNotSent`."""


def letter_of(email: Email, row_id: UUID, settings: Settings, clock: Clock) -> EmailMessage:
    """The letter for a row of the outbox. A second try carries the same Message-ID (`B34`).

    The library refuses a line break in a header, so that an address or a subject cannot add one (`B21`).
    """
    letter = EmailMessage()
    letter["From"] = settings.mail.sender
    letter["To"] = email.to
    letter["Subject"] = email.subject
    letter["Date"] = format_datetime(clock.now())
    letter["Message-ID"] = f"<{row_id}@{settings.host}>"
    letter["Auto-Submitted"] = "auto-generated"
    letter.set_content(email.text)
    return letter


class SmtpPostman:
    """Hands letters to an SMTP server, one connection each."""

    def __init__(self, settings: Settings) -> None:
        self._mail = settings.mail
        self._own_name = settings.host

    def send(self, letter: EmailMessage) -> None:
        """Sends it, or raises `MailNotSent`; `ServerUnreachable` where it never came to the letter."""
        try:
            with self._connect() as server:
                server.send_message(letter)
        except (OSError, smtplib.SMTPException) as fault:
            raise MailNotSent(type(fault).__name__) from None

    def _connect(self) -> smtplib.SMTP:
        try:
            server = smtplib.SMTP(self._mail.host or "", self._mail.port, self._own_name, timeout=TIMEOUT_SECONDS)
        except (OSError, smtplib.SMTPException) as fault:
            raise ServerUnreachable(type(fault).__name__) from None
        try:
            self._be_let_in(server)
        except (OSError, smtplib.SMTPException) as fault:
            server.close()
            raise ServerUnreachable(type(fault).__name__) from None
        return server

    def _be_let_in(self, server: smtplib.SMTP) -> None:
        if self._mail.uses_tls:
            server.starttls(context=ssl.create_default_context())
        if self._mail.username is not None:
            server.login(self._mail.username, self._mail.password or "")


class FolderPostman:
    """Lays letters into a folder, for trying out."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def send(self, letter: EmailMessage) -> None:
        """Writes it as a file that a mail program opens."""
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        name = letter["Message-ID"].strip("<>").partition("@")[0]
        (self._folder / f"{name}.eml").write_bytes(bytes(letter))


def postman_for(settings: Settings) -> Postman:
    """The postman that the settings ask for."""
    if settings.mail.host is None:
        return FolderPostman(settings.instance_folder / "mail")
    return SmtpPostman(settings)
