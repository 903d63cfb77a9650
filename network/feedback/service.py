"""The verbs: telling, acknowledging, closing, forgetting."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID, uuid4

from sqlalchemy import func, select

from network.accounts.public import list_people_with_role
from network.core import audit, crypto, outbox
from network.core.actor import Actor, SystemActor
from network.core.clock import Clock
from network.core.database import db
from network.core.errors import OtherRoute, RuleBroken
from network.core.permissions import Role
from network.core.tenancy import scoped, system_scope
from network.core.text import one_line, several_lines
from network.feedback import rules
from network.feedback.messages import FeedbackWaiting
from network.feedback.models import Feedback
from network.feedback.queries import get_message
from network.feedback.vocabulary import FeedbackKind
from network.organisations.public import find_host

JOB = "forget feedback"


@dataclass(frozen=True, slots=True)
class Told:
    """What somebody typed. Who they are is not part of it."""

    kind: FeedbackKind
    words: str
    about: str = ""
    contact: str = ""


def tell(told: Told, clock: Clock) -> Feedback:
    """Keeps what somebody has to say for the host's coordinators, who learn that it is there (`U21`).

    Whoever sends it, signed in or not, is nowhere noted. `RuleBroken` names `words`, `about` or `contact`.
    """
    host = find_host()
    if host is None:
        routes = (OtherRoute("Go to the first page", "/"), OtherRoute("Read about privacy", "/privacy"))
        raise RuleBroken(None, "This network has nobody yet who could read it.", routes=routes)
    parts = _checked(told)
    with system_scope(db.session(), "somebody tells the network, signed in or not") as system:
        message = Feedback(id=uuid4(), organisation_id=host.id, kind=told.kind, sent_at=clock.now())
        message.acknowledge_by = rules.acknowledge_by(
            told.kind, message.sent_at, can_be_reached=bool(parts.get("contact"))
        )
        _seal(message, parts, clock)
        db.session.add(message)
        db.session.flush()
        _record(system, "told", message, clock)
        _tell_coordinators(system, message, clock)
    return message


def _checked(told: Told) -> dict[str, str]:
    words, about, contact = several_lines(told.words), one_line(told.about), one_line(told.contact)
    if not words:
        raise RuleBroken("words", "Write what you would like us to know.")
    if len(words) > rules.LONGEST_WORDS:
        raise RuleBroken("words", f"Shorten this to {rules.LONGEST_WORDS:,} characters.")
    for field, text in (("about", about), ("contact", contact)):
        if len(text) > rules.LONGEST_LINE:
            raise RuleBroken(field, f"Shorten this to {rules.LONGEST_LINE} characters.")
    return {part: text for part, text in (("words", words), ("about", about), ("contact", contact)) if text}


def _seal(message: Feedback, parts: dict[str, str], clock: Clock) -> None:
    sealed = crypto.seal_all({message.place_of(part): text for part, text in parts.items()}, clock)
    for part in parts:
        setattr(message, f"{part}_sealed", sealed[message.place_of(part)])


def _tell_coordinators(system: SystemActor, message: Feedback, clock: Clock) -> None:
    waiting = scoped(select(func.count(Feedback.id)), system, Feedback).where(
        Feedback.organisation_id == message.organisation_id, Feedback.closed_at.is_(None)
    )
    count = db.session.scalar(waiting) or 1
    # A complaint has a clock, so each is said; the rest once a day is enough (`U34`).
    occasion = str(message.id) if message.kind is FeedbackKind.COMPLAINT else str(clock.today())
    coordinators = list_people_with_role(message.organisation_id, Role.COORDINATOR, clock)
    outbox.enqueue_all(
        {f"feedback {occasion} {person.id}": FeedbackWaiting(person.email, count) for person in coordinators}, clock
    )


def acknowledge(actor: Actor, message_id: UUID, clock: Clock) -> Feedback:
    """Notes that whoever complained was written to. NotFound; Conflict where there is nothing to acknowledge."""
    message = get_message(actor, message_id)
    rules.check_acknowledgeable(message.acknowledge_by, message.acknowledged_at)
    message.acknowledged_at = clock.now()
    _record(actor, "acknowledged", message, clock)
    return message


def close(actor: Actor, message_id: UUID, clock: Clock) -> Feedback:
    """Nothing more is to be done about it. NotFound; Conflict where it is closed, or a complaint still waits."""
    message = get_message(actor, message_id)
    rules.check_closable(message.acknowledge_by, message.acknowledged_at, message.closed_at)
    message.closed_at = clock.now()
    _record(actor, "closed", message, clock)
    return message


def forget(clock: Clock) -> None:
    """Deletes what came twelve months ago, open or closed (B30)."""
    system = SystemActor(JOB)
    old = scoped(select(Feedback), system, Feedback).where(Feedback.sent_at <= clock.now() - rules.KEPT)
    for message in db.session.scalars(old):
        _record(system, "forgotten", message, clock)
        db.session.delete(message)


def _record(actor: Actor | SystemActor, what: str, message: Feedback, clock: Clock) -> None:
    audit.record(
        actor,
        clock.now(),
        f"feedback.message.{what}",
        "feedback",
        message.id,
        organisation_id=message.organisation_id,
        changes={"kind": message.kind.value},
    )
