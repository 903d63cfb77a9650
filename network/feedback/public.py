"""What other features may ask: by when somebody who complained is to hear that it came. Nothing of what they said."""

from __future__ import annotations

from datetime import date

from sqlalchemy import func, select

from network.core.actor import Actor
from network.core.database import db
from network.core.tenancy import scoped
from network.feedback.models import Feedback
from network.feedback.permissions import FeedbackPermission


def next_acknowledgement(actor: Actor) -> date | None:
    """The last day for the complaint that waits longest; None where none waits, or it is not the actor's to answer."""
    if not actor.can(FeedbackPermission.READ):
        return None
    waiting = scoped(select(func.min(Feedback.acknowledge_by)), actor, Feedback).where(
        Feedback.acknowledged_at.is_(None), Feedback.closed_at.is_(None)
    )
    found: date | None = db.session.scalar(waiting)
    return found
