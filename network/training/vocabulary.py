"""The closed lists of training, and the topics that the sources name (TR-5)."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

NEVER = date.max
"""The day on which a completion expires that does not expire: sorts after every other, so that the later one wins."""


class Mode(StrEnum):
    """How a session was held."""

    ONLINE = "online"
    IN_PERSON = "in-person"
    BLENDED = "blended"

    @property
    def label(self) -> str:
        """The mode as people say it: *In person*."""
        return self.value.replace("-", " ").capitalize()


class CompletionStatus(StrEnum):
    """Whether a completion counts."""

    CONFIRMED = "confirmed"
    """Whoever held the session says so."""
    WITHDRAWN = "withdrawn"
    """It was logged by mistake. The row stays, and counts nowhere."""


class Topic(StrEnum):
    """What a course speaks of, in the words of the sources (TR-5)."""

    UNDERSTANDING = "understanding-trauma"
    RECOGNISING = "recognising-signs"
    RESPONDING = "responding"
    PREVALENCE = "prevalence-and-impact"
    DYNAMICS = "how-practice-can-repeat-harm"
    CULTURE = "culture-and-identity"
    VICARIOUS = "vicarious-trauma"
    RESILIENCE = "building-resilience"
    SUPPORT = "emotional-support"
    LEADING = "leading-change"

    @property
    def label(self) -> str:
        """The topic as people read it: *Recognising signs*."""
        return self.value.replace("-", " ").capitalize()
