"""The worker's part of the outbox: claim, send, mark; each step its own commit, so that a crash costs one repeat."""

from __future__ import annotations

import structlog

from network.core import outbox
from network.core.clock import Clock
from network.core.commit import commit
from network.core.mail import MailNotSent, Postman, ServerUnreachable, letter_of
from network.core.outbox import MessageState, OutboxMessage
from network.settings import Settings

log = structlog.get_logger()


def deliver_due(postman: Postman, settings: Settings, clock: Clock) -> int:
    """Sends everything that is due and returns how many left. One that cannot be sent holds up no other.

    Where the server is out of reach the round ends at once: a server that hangs costs one wait, not one for each
    message, for which the claims would not last (H7).
    """
    sent = 0
    while claimed := _claim(clock):
        for row in claimed:
            try:
                sent += _deliver(row, postman, settings, clock)
            except ServerUnreachable as fault:
                log.warning("mail server out of reach", why=str(fault), messages=len(claimed))
                _put_back(claimed, str(fault), clock)
                return sent
            commit()
    return sent


def _put_back(claimed: list[OutboxMessage], why: str, clock: Clock) -> None:
    for row in claimed:
        if row.state is MessageState.WAITING:
            outbox.mark_failed(row, why, clock)
    commit()


def _claim(clock: Clock) -> list[OutboxMessage]:
    claimed = outbox.claim(clock)
    commit()
    return claimed


def _deliver(row: OutboxMessage, postman: Postman, settings: Settings, clock: Clock) -> bool:
    try:
        letter = letter_of(outbox.open_message(row).email(settings.origin), row.id, settings, clock)
        postman.send(letter)
    except ServerUnreachable:
        raise
    except Exception as fault:  # noqa: BLE001 - whatever is wrong with one message is noted on it
        why = str(fault) if isinstance(fault, MailNotSent) else type(fault).__name__
        log.warning("message not sent", kind=row.kind, message_id=str(row.id), attempts=row.attempts, why=why)
        outbox.mark_failed(row, why, clock)
        return False
    outbox.mark_sent(row, clock)
    return True
