"""Messages to the network, told through the service."""

from __future__ import annotations

from uuid import UUID

from flask import Flask

from network.core.clock import Clock
from network.core.commit import commit
from network.feedback import service
from network.feedback.vocabulary import FeedbackKind

WORDS = "canarywords: the question came too soon"
CONTACT = "canary.sender@example.org"


def tell(app: Flask, clock: Clock, kind: FeedbackKind = FeedbackKind.HURT, contact: str = "") -> UUID:
    """A message of somebody whom nobody knows."""
    with app.app_context():
        message = service.tell(service.Told(kind, WORDS, "canaryabout: booking", contact), clock)
        commit()
        return message.id
