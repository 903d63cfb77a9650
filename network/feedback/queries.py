"""Every read of what was told. `visible_messages` says who sees what; the rest starts from it."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import Select, false, select

from network.core import crypto
from network.core.actor import Actor
from network.core.database import db
from network.core.errors import NotFound
from network.core.pagination import Page, paginate
from network.core.tenancy import scoped
from network.feedback.models import Feedback
from network.feedback.permissions import FeedbackPermission

PARTS = ("words", "about", "contact")


def visible_messages(actor: Actor) -> Select[Feedback]:
    """What was told to the organisation that the actor acts in, for those who read it; nothing for anybody else."""
    found = scoped(select(Feedback), actor, Feedback)
    return found if actor.can(FeedbackPermission.READ) else found.where(false())


def get_message(actor: Actor, message_id: UUID) -> Feedback:
    """One message. Raises NotFound for what the actor may not see."""
    found = db.session.scalars(visible_messages(actor).where(Feedback.id == message_id)).first()
    if found is None:
        raise NotFound
    return found


def list_messages(actor: Actor, number: int) -> Page[Feedback]:
    """One page, what is open first, then by when it came, the latest first. Two queries."""
    order = (Feedback.closed_at.is_not(None), Feedback.sent_at.desc(), Feedback.id)
    return paginate(visible_messages(actor).order_by(*order), number)


def read_parts(message: Feedback) -> dict[str, str]:
    """What was typed, by part; a part left empty is an empty text. One query."""
    boxes = {part: box for part in PARTS if (box := getattr(message, f"{part}_sealed"))}
    opened = crypto.unseal_all({message.place_of(part): box for part, box in boxes.items()})
    return {part: opened[message.place_of(part)] if part in boxes else "" for part in PARTS}
