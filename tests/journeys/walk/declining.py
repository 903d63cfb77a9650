"""A referral that takes a manager minutes, and a person who says no to it in two clicks."""

from __future__ import annotations

from tests.journeys.walk.stage import Stage
from tests.journeys.walk.supporting import refer
from tests.journeys.walk.visit import Visit

WORDS_A_MINUTE = 180
"""Of somebody who reads slowly, on a bad day."""
CHARACTERS_A_MINUTE = 150
"""On a telephone, with a thumb."""
SECONDS_A_CLICK = 5
"""To find where to press, and for the next page to come."""
MOST_MINUTES = 10
MOST_CLICKS = 2


def refers_within_minutes(stage: Stage, manager: Visit) -> str:
    """When a manager reads every word of every page, each time anew, types all of it, and sends it. Its reference."""
    manager.open("/")
    manager.words_read = 0
    reference = refer(stage, manager)
    reading, typing = manager.words_read / WORDS_A_MINUTE, manager.characters_typed / CHARACTERS_A_MINUTE
    minutes = reading + typing + manager.clicks * SECONDS_A_CLICK / 60
    assert minutes < MOST_MINUTES, f"{minutes:.1f} minutes: {reading:.1f} to read, {typing:.1f} to type"
    return reference


def says_no(staff_member: Visit) -> None:
    """When its person says no from their own page: nobody asks why, and it says what else there is."""
    staff_member.open("/support/mine")
    staff_member.expects_heading("Your support")
    before = staff_member.clicks
    staff_member.follow("Say no to this support")
    assert staff_member.questions_to_answer() == 0, "no reason is asked for"
    staff_member.reads("Your manager learns that it has ended, and not why", "the wellbeing service and your GP")
    staff_member.press("Say no")
    assert staff_member.clicks - before <= MOST_CLICKS
    staff_member.expects_heading("Your support")
    staff_member.reads("I have changed my mind")


def learns_only_that_it_ended(manager: Visit, reference: str) -> None:
    """Then its manager reads that it has ended, as of any other that ended."""
    manager.menu("Refer for support")
    manager.follow(reference)
    manager.reads("Ended")
    shown = manager.main.inner_text().lower()
    assert not [word for word in ("declin", "said no", "refus", "did not want") if word in shown]


def changes_their_mind(staff_member: Visit) -> None:
    """And its person can still think again, in one."""
    staff_member.press("I have changed my mind")
    staff_member.reads("Say no to this support")
