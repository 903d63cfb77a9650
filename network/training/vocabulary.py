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


class LivedExperience(StrEnum):
    """What part experts by experience had in a course (TR-9)."""

    NONE = "none"
    CO_PRODUCED = "co-produced"
    CO_DELIVERED = "co-delivered"
    BOTH = "both"

    @property
    def label(self) -> str:
        """The part in words."""
        return {
            "none": "No part in it yet",
            "co-produced": "They helped to make it",
            "co-delivered": "They help to give it",
            "both": "They helped to make it and help to give it",
        }[self.value]


class Deliverer(StrEnum):
    """Who may give a course (TR-1)."""

    CHAMPION = "champion"
    FACILITATOR = "facilitator"
    PSYCHOLOGIST = "psychologist"
    EXTERNAL = "external"

    @property
    def label(self) -> str:
        """Who, as people say it: *Champions*."""
        return {"external": "An outside provider"}.get(self.value, f"{self.value.capitalize()}s")

    @property
    def one(self) -> str:
        """One of them: *A champion*."""
        return self.label if self is Deliverer.EXTERNAL else f"A {self.value}"


class ScottishLevel(StrEnum):
    """The levels of Scotland's framework for the workforce, by their names."""

    INFORMED = "informed"
    SKILLED = "skilled"
    ENHANCED = "enhanced"
    SPECIALIST = "specialist"

    @property
    def label(self) -> str:
        """Its name: *Informed*."""
        return self.value.capitalize()


class WelshLevel(StrEnum):
    """The levels of Wales's framework for practice, by their names."""

    AWARE = "trauma-aware"
    SKILLED = "trauma-skilled"
    ENHANCED = "trauma-enhanced"
    SPECIALIST = "specialist-trauma"

    @property
    def label(self) -> str:
        """Its name: *Trauma aware*."""
        return self.value.replace("-", " ").capitalize()
