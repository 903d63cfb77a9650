"""Courses of every kind beside those that a network begins with, and one that counts as a tier by a decision."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Final

from network.demonstration.days import at
from network.demonstration.joining import BEGINNING
from network.demonstration.stage import Stage
from network.training.courses.equivalences import count_some, decide
from network.training.courses.queries import find_course
from network.training.courses.rules import CourseDraft
from network.training.courses.service import add_course, set_course_open
from network.training.vocabulary import Deliverer, LivedExperience, Mode, Topic

SIGNS: Final = "X-SIGNS"
DECIDED: Final = 120
"""Days before today."""
COUNTS_FROM: Final = 240
COURSES: Final = (
    CourseDraft(
        code=SIGNS,
        title="Signs of Safety, with a day on trauma",
        tier=None,
        modes=(Mode.IN_PERSON,),
        minutes=720,
        validity_months=24,
        renewal_months=3,
        topics=(Topic.RECOGNISING, Topic.RESPONDING, Topic.DYNAMICS),
        outline="First day: the framework.\nSecond day: what trauma does, and how a visit can repeat it.",
        provider="The councils’ academy",
        deliverers=(Deliverer.FACILITATOR, Deliverer.EXTERNAL),
        lived_experience=LivedExperience.CO_PRODUCED,
        content_note="It works with examples of harm to children. They are told beforehand.",
        carries_trauma_content=True,
    ),
    CourseDraft(
        code="X-MOTIV",
        title="Motivational interviewing",
        tier=None,
        modes=(Mode.ONLINE, Mode.IN_PERSON),
        minutes=360,
        topics=(Topic.RESPONDING,),
        provider="The councils’ academy",
        deliverers=(Deliverer.EXTERNAL,),
        content_note="",
        carries_trauma_content=True,
    ),
    CourseDraft(
        code="X-MINUTES",
        title="Taking minutes",
        tier=None,
        modes=(Mode.ONLINE,),
        minutes=90,
        provider="The councils’ academy",
        deliverers=(Deliverer.EXTERNAL,),
        content_note="",
    ),
    CourseDraft(
        code="T2-VOICES",
        title="In our words: what helped and what hurt",
        tier=2,
        modes=(Mode.IN_PERSON,),
        minutes=150,
        validity_months=24,
        renewal_months=6,
        topics=(Topic.UNDERSTANDING, Topic.CULTURE, Topic.DYNAMICS),
        outline="Three people tell of services that they met.\nSmall groups look at one letter and one waiting room.",
        provider="Young people’s group of the network",
        deliverers=(Deliverer.CHAMPION, Deliverer.FACILITATOR),
        lived_experience=LivedExperience.BOTH,
        content_note="People speak of their own lives, without detail of harm. You can leave at any time.",
    ),
    CourseDraft(
        code="T2-OLD",
        title="Everyday practice, first edition",
        tier=2,
        modes=(Mode.IN_PERSON,),
        minutes=120,
        validity_months=12,
        provider="Facilitators",
        deliverers=(Deliverer.FACILITATOR,),
    ),
)
CLOSED: Final = "T2-OLD"
COMES_AFTER: Final = {"T2-VOICES": ("T1-ORIENT",)}


def plan_offering(stage: Stage) -> None:
    """The courses from the beginning, the decision once people had asked for it."""
    stage.plan(at(stage.days.ago(BEGINNING), 10), _add, stage)
    stage.plan(at(stage.days.ago(DECIDED), 14), _decide, stage)


def _add(stage: Stage) -> None:
    with stage.acting(stage.coordinator) as actor:
        for draft in COURSES:
            before = [find_course(actor, code) for code in COMES_AFTER.get(draft.code, ())]
            wanted = replace(draft, prerequisites=[course.id for course in before if course is not None])
            course = add_course(actor, wanted, stage.clock)
            if course.code == CLOSED:
                set_course_open(actor, course.id, is_open=False, version=course.version, clock=stage.clock)


def _decide(stage: Stage) -> None:
    with stage.acting(stage.coordinator) as actor:
        course = find_course(actor, SIGNS)
        if course is None:
            raise LookupError(SIGNS)
        decide(
            actor,
            course.id,
            tier=2,
            from_on=stage.clock.today() - timedelta(days=COUNTS_FROM - DECIDED),
            reason="Since its second day was added it covers all that we ask of tier 2. We read the outline together.",
            clock=stage.clock,
        )
    with stage.system() as system:
        while count_some(system, stage.clock):
            pass  # as the worker would
