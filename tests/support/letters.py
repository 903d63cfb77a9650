"""Every letter that waits, as it would leave: with its headers, decoded, and the links in it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import EmailMessage
from typing import Final
from urllib.parse import urlsplit
from uuid import UUID

from flask import Flask
from sqlalchemy import LargeBinary, Table, select

from network.accounts.models import Membership, User
from network.core import crypto
from network.core.clock import Clock
from network.core.crypto import Place, Undecipherable
from network.core.database import Base, db
from network.core.mail import MailNotSent, letter_of
from network.core.outbox import MessageState, OutboxMessage, open_message
from network.settings import Settings
from tests.support.databases import Database

LINK: Final = re.compile(r"https?://\S+")
OF_ADDRESSES: Final = re.compile(r"email|address_sealed")
OWNER: Final = "organisation_id"


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter: to whom, of what kind, and all that it says."""

    to: str
    kind: str
    said: str

    def links(self, origin: str) -> Iterator[str]:
        """Where it leads, as paths below `origin`."""
        for link in LINK.findall(self.said):
            if link.startswith(origin):
                parts = urlsplit(link.rstrip(".,)"))
                yield f"{parts.path}?{parts.query}" if parts.query else parts.path


def waiting_letters(app: Flask, clock: Clock) -> list[Letter]:
    """Every message of the outbox, rendered as the worker would; for inside the application."""
    settings: Settings = app.extensions["settings"]
    rows = select(OutboxMessage).where(OutboxMessage.state == MessageState.WAITING).order_by(OutboxMessage.id)
    return [
        read_letter(letter_of(open_message(row).email(settings.origin), row.id, settings, clock), row.kind)
        for row in db.session.scalars(rows)
    ]


def read_letter(letter: EmailMessage, kind: str) -> Letter:
    """All that it says, both as a reader sees it and as it travels."""
    parts = [part.get_content() for part in letter.walk() if not part.is_multipart()]
    headers = [f"{name}: {value}" for name, value in letter.items()]
    return Letter(str(letter["To"]), kind, "\n".join([*headers, *parts, str(letter)]))


def homes_of_addresses(database: Database) -> dict[str, frozenset[UUID]]:
    """The organisations that an e-mail address belongs to: by a membership, or by any row that holds the address."""
    homes: dict[str, set[UUID]] = defaultdict(set)
    with database.owner.connect() as connection:
        members = select(User.email, Membership.organisation_id).join(Membership, Membership.user_id == User.id)
        for email, organisation_id in connection.execute(members):
            homes[email.lower()].add(organisation_id)
        for table in Base.metadata.sorted_tables:
            columns = [each for each in table.columns if OF_ADDRESSES.search(each.name)]
            for row in connection.execute(select(table)).mappings() if columns and OWNER in table.columns else ():
                for column in columns:
                    address = _opened(table, column.name, dict(row))
                    if address:
                        homes[address.lower()] |= {
                            value for name, value in row.items() if name.endswith(OWNER) and value is not None
                        }
    return {address: frozenset(found) for address, found in homes.items()}


def _opened(table: Table, name: str, row: dict[str, object]) -> str | None:
    value = row[name]
    if not isinstance(table.columns[name].type, LargeBinary):
        return value if isinstance(value, str) else None
    if value is None or not name.endswith("_sealed"):
        return None
    try:
        return crypto.unseal(value, Place(row[OWNER], table.name, name, row["id"]))  # type: ignore[arg-type]
    except Undecipherable:
        return None


class Quoting:
    """A mail server that takes nothing, and says of what."""

    def send(self, letter: EmailMessage) -> None:
        """Refuses it."""
        raise MailNotSent(type(letter).__name__) from RuntimeError(str(letter))
