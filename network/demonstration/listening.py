"""What people told the network: one thing that helped, one complaint that waits for its answer."""

from __future__ import annotations

from typing import Final

from network.demonstration.days import at
from network.demonstration.stage import Stage
from network.feedback.service import Told, tell
from network.feedback.vocabulary import FeedbackKind

MESSAGES: Final = (
    (23, Told(FeedbackKind.HELPED, "The page told me who would read it before I wrote anything. That made it easier.")),
    (
        4,
        Told(
            FeedbackKind.COMPLAINT,
            "I was sent the same reminder twice while I was on leave. Please change that.",
            about="Network events",
            contact="sam.whitlock@wendmere.example",
        ),
    ),
)


def plan_listening(stage: Stage) -> None:
    """Each message, on its day."""
    for days_ago, told in MESSAGES:
        stage.plan(at(stage.days.ago(days_ago), 12, 20), _tell, stage, told)


def _tell(stage: Stage, told: Told) -> None:
    with stage.system():
        tell(told, stage.clock)
