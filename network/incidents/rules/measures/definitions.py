"""What each figure counts, in a version that stands beside it: another way of counting is another version (U12)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Measure(StrEnum):
    """Every figure of the service: the eight of the source, the limits beside the fifth, and what stands round them."""

    M1 = "m1"
    M2 = "m2"
    M3 = "m3"
    M4 = "m4"
    M5 = "m5"
    D1 = "d1"
    D3 = "d3"
    M6 = "m6"
    M7 = "m7"
    M8 = "m8"
    DESKS = "desks"
    LATE = "late"
    TALKS = "talks"


@dataclass(frozen=True, slots=True)
class Definition:
    """One figure: what is counted, when, and what is not."""

    measure: Measure
    version: int
    title: str
    text: str


_DUE: Final = (
    " Whoever was not met at all counts as late once the time is over, and as not yet due until then."
    " A referral that closed before the time was over, without a meeting, is left out."
    " The share is of those that were in time or late, rounded down."
)

DEFINITIONS: Final = {
    each.measure: each
    for each in (
        Definition(
            Measure.M1,
            1,
            "Staff referred",
            "Referrals that were first sent in the period, by the day on which they were. Each counts once, however"
            " it went: withdrawn, declined, led to another route, sent back and sent again, or opened again."
            " Somebody who is referred for two incidents counts twice."
            " A referral that was opened by mistake, or sent twice, counts in no figure at all.",
        ),
        Definition(
            Measure.M2,
            1,
            "Staff supported by each therapist",
            "Staff members with whom the therapist held at least one session in the period."
            " Where two therapists held sessions with somebody, both count them.",
        ),
        Definition(
            Measure.M3,
            1,
            "Group sessions held",
            "Group sessions that were held in the period, each once, however many people came.",
        ),
        Definition(
            Measure.M4,
            1,
            "Length of support",
            "The number of sessions of each support that ended in the period, however it ended."
            " A session counts if it took one of the sessions that a person may have, and was held."
            " Support that was opened again counts once, when it last ended, with all its sessions."
            " A referral that closed before a first session has no length.",
        ),
        Definition(
            Measure.M5,
            1,
            "First meetings within 48 hours",
            "Of the referrals that were first sent in the period, those whose first session was held no more than"
            " 48 hours after they were first sent, whatever the clocks did in between." + _DUE,
        ),
        Definition(
            Measure.D1,
            1,
            "First meetings within 5 working days",
            "Of the referrals that were first sent in the period, those whose first session was held by the end of"
            " the fifth working day of the organisation; the day of sending is not counted." + _DUE,
        ),
        Definition(
            Measure.D3,
            1,
            "Manager contacted within 5 working days",
            "Of the referrals that were first sent in the period, those whose therapist had spoken with the manager"
            " by the end of the fifth working day of the organisation; the day of sending is not counted."
            + _DUE.replace("met at all", "spoken with").replace("meeting", "conversation"),
        ),
        Definition(
            Measure.M6,
            1,
            "Active cases",
            "Referrals that had been sent and were not closed at the end of the day, wherever they lay."
            " One that closed on that day is not active. One that was opened again is not active in between.",
        ),
        Definition(
            Measure.M7,
            1,
            "Serious incidents supported by each therapist",
            "Serious incidents for which the therapist held at least one session in the period."
            " It is not kept which referrals are of one incident, so each counts as an incident of its own:"
            " there may have been fewer, and not more.",
        ),
        Definition(
            Measure.M8,
            1,
            "Where people went afterwards",
            "Of the supports that ended in the period, where the person went from there, as the therapist said when"
            " it ended. Whoever stopped once support was under way, or whose support was closed early, left before"
            " the end: no pathway is kept for them. Other routes that were chosen before support began are not here.",
        ),
        Definition(
            Measure.DESKS,
            1,
            "Time at each desk",
            "For the referrals that were first sent in the period, the time that each lay with the incident lead,"
            " with the provider’s allocator, and with the therapist until the first session began, all stays added"
            " up, nights and weekends included. The middle one and the longest are of those that have left the desk,"
            " for the therapist of those that were met. What was sent back lies with its manager, on nobody’s desk.",
        ),
        Definition(
            Measure.LATE,
            1,
            "Why something was late",
            "For the referrals that were first sent in the period, the reasons that somebody gave for a time that was"
            " missed, as they were last given. A time that was missed without a reason is not here.",
        ),
        Definition(
            Measure.TALKS,
            1,
            "What talks came to",
            "Talks of a manager with a staff member that the manager recorded, by the day of the talk: that they chose"
            " a referral, another route, or nothing for now. Nothing else of a talk is kept. A talk that led to a"
            " draft counts as a referral, whether it was sent or not.",
        ),
    )
}


def definition_of(measure: Measure) -> Definition:
    """What a figure means, and in which version."""
    return DEFINITIONS[measure]
