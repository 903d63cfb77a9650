"""What a network starts with: S4's three tiers, each for one of S1's workforce levels, and a course or more in each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from network.organisations.vocabulary import WorkforceLevel
from network.training.courses.rules import CourseDraft
from network.training.vocabulary import Deliverer, Mode, ScottishLevel, Topic, WelshLevel


@dataclass(frozen=True, slots=True)
class DefaultTier:
    """A tier with the levels that it answers to."""

    number: int
    name: str
    level: WorkforceLevel
    scottish: tuple[ScottishLevel, ...]
    welsh: tuple[WelshLevel, ...]


DEFAULT_TIERS: Final = (
    DefaultTier(1, "Tier 1", WorkforceLevel.INFORMED, (ScottishLevel.INFORMED,), (WelshLevel.AWARE,)),
    DefaultTier(2, "Tier 2", WorkforceLevel.SKILLED, (ScottishLevel.SKILLED,), (WelshLevel.SKILLED,)),
    DefaultTier(
        3,
        "Tier 3",
        WorkforceLevel.IN_DEPTH,
        (ScottishLevel.ENHANCED, ScottishLevel.SPECIALIST),
        (WelshLevel.ENHANCED, WelshLevel.SPECIALIST),
    ),
)
"""Their number and names are the network's to change (D15, TR-6)."""

_EVERYWHERE = (Mode.ONLINE, Mode.IN_PERSON, Mode.BLENDED)

DEFAULT_COURSES: Final = (
    CourseDraft(
        code="T1-ONLINE",
        title="Childhood adversity and trauma: free online course",
        tier=1,
        modes=(Mode.ONLINE,),
        minutes=60,
        validity_months=36,
        renewal_months=3,
        topics=(Topic.UNDERSTANDING, Topic.PREVALENCE, Topic.RECOGNISING),
        provider="An outside provider, free of charge",
        deliverers=(Deliverer.EXTERNAL,),
        content_note="It speaks of hard things that happen to children. You can stop at any time.",
        link="https://www.acesonlinelearning.com",
    ),
    CourseDraft(
        code="T1-ORIENT",
        title="A first look: orientation for everybody",
        tier=1,
        modes=_EVERYWHERE,
        minutes=90,
        validity_months=36,
        renewal_months=3,
        topics=(Topic.UNDERSTANDING, Topic.RECOGNISING, Topic.RESPONDING),
        provider="Champions",
        deliverers=(Deliverer.CHAMPION, Deliverer.FACILITATOR),
        content_note="",
    ),
    CourseDraft(
        code="T2-PRACTICE",
        title="Everyday practice: noticing and responding",
        tier=2,
        modes=_EVERYWHERE,
        minutes=180,
        validity_months=24,
        renewal_months=3,
        topics=(Topic.RECOGNISING, Topic.RESPONDING, Topic.CULTURE, Topic.DYNAMICS),
        provider="Champions and facilitators",
        deliverers=(Deliverer.CHAMPION, Deliverer.FACILITATOR),
        content_note="It speaks of how people were hurt, without detail. Nobody is asked to tell of their own.",
    ),
    CourseDraft(
        code="T2-WELLBEING",
        title="Looking after each other: vicarious trauma and resilience",
        tier=2,
        modes=_EVERYWHERE,
        minutes=150,
        validity_months=24,
        renewal_months=3,
        topics=(Topic.VICARIOUS, Topic.RESILIENCE, Topic.SUPPORT),
        provider="Facilitators",
        deliverers=(Deliverer.FACILITATOR,),
        content_note="It speaks of what hard work with others does to people. Nobody is asked to tell of their own.",
    ),
    CourseDraft(
        code="T2-LEADING",
        title="Leading a team through change",
        tier=2,
        modes=(Mode.IN_PERSON, Mode.BLENDED),
        minutes=180,
        validity_months=24,
        renewal_months=3,
        topics=(Topic.LEADING, Topic.SUPPORT, Topic.DYNAMICS),
        provider="Facilitators",
        deliverers=(Deliverer.FACILITATOR,),
        content_note="",
    ),
    CourseDraft(
        code="T3-INDEPTH",
        title="In depth: working with complex trauma",
        tier=3,
        modes=(Mode.IN_PERSON, Mode.BLENDED),
        minutes=720,
        validity_months=24,
        renewal_months=6,
        topics=(Topic.DYNAMICS, Topic.PREVALENCE, Topic.CULTURE, Topic.VICARIOUS),
        provider="A psychologist",
        deliverers=(Deliverer.PSYCHOLOGIST,),
        content_note="It works with examples of violence and loss. They are told beforehand, and can be left out.",
    ),
)
"""Its tier 1 begins with the free resource that S4 names (TR-2), open to everybody (TR-3)."""
