"""What goes out after a session, and three months on: that one's record is there, and a link to say how it was."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import select

from network.core import outbox
from network.core.actor import SystemActor
from network.core.clock import Clock, out_of_quiet_hours
from network.core.database import db
from network.core.months import months_after
from network.core.outbox import Message
from network.core.tenancy import scoped
from network.training.delivery import feedback
from network.training.delivery.links import Purpose, hash_of, new_token
from network.training.delivery.messages import PracticeAsked, SessionOver
from network.training.delivery.models import AnswerLink, ScheduledSession, SessionPlace
from network.training.delivery.vocabulary import Occasion, Presence
from network.training.models import Completion, Learner, TrainingSession
from network.training.vocabulary import CompletionStatus

SESSIONS_AT_ONCE = 20
CAME = frozenset({Presence.PRESENT.value, Presence.PART.value})


def thank(session: ScheduledSession, places: Iterable[SessionPlace], clock: Clock) -> None:
    """Writes to each who was there, once, and not in the quiet hours (`U33`). For inside a system scope."""
    letters: dict[str, Message] = {}
    for place in places:
        if place.email is None or place.thanked_at is not None or not CAME & set(place.presence.values()):
            continue
        token = _new_link(session.id, Occasion.AFTER, clock)
        place.thanked_at = clock.now()
        letters[f"delivery.over:{place.id}"] = SessionOver(place.email, token, place.completion_id is not None)
    outbox.enqueue_all(letters, clock, not_before=out_of_quiet_hours(clock.now()))
    db.session.flush()


def ask_later(system: SystemActor, clock: Clock) -> None:
    """Asks everybody who completed a session three months ago what changed (TR-12), where an address is known."""
    before = months_after(clock.today(), -feedback.MONTHS_LATER)
    due = scoped(select(ScheduledSession), system, ScheduledSession).where(
        ScheduledSession.recorded_at.is_not(None), ScheduledSession.asked_later_at.is_(None)
    )
    for session in db.session.scalars(due.order_by(ScheduledSession.ends_at).limit(SESSIONS_AT_ONCE)):
        if session.ends_at.date() > before:
            return
        session.asked_later_at = clock.now()
        letters: dict[str, Message] = {
            f"delivery.later:{session.id}:{learner_id}": PracticeAsked(
                email, _new_link(session.id, Occasion.LATER, clock)
            )
            for learner_id, email in _completed(system, session.id)
        }
        outbox.enqueue_all(letters, clock)


def _completed(system: SystemActor, session_id: UUID) -> list[tuple[UUID, str]]:
    """Who completed a session and still works there, each by their own organisation's record of them."""
    rows = (
        scoped(select(Learner.id, Learner.email), system, Learner, Completion, TrainingSession)
        .join(Completion, Completion.learner_id == Learner.id)
        .join(TrainingSession, TrainingSession.id == Completion.session_id)
        .where(
            TrainingSession.scheduled_id == session_id,
            Completion.status == CompletionStatus.CONFIRMED,
            Learner.left_on.is_(None),
        )
    )
    return [(row.id, row.email) for row in db.session.execute(rows) if row.email is not None]


def _new_link(session_id: UUID, occasion: Occasion, clock: Clock) -> str:
    """A link of which nothing says whom it was sent to."""
    token = new_token()
    ends_on = clock.today() + feedback.LINK_LASTS
    link = AnswerLink(
        token_hash=hash_of(Purpose.ANSWER, token), session_id=session_id, occasion=occasion, ends_on=ends_on
    )
    db.session.add(link)
    return token
