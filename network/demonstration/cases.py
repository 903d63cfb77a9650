"""Thirty referrals, in every state that a referral can be in. Every text is invented, and kept mild."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from network.demonstration.partners import CITY, HOST, PROVIDER, SECOND_PROVIDER
from network.incidents.rules.states import State


@dataclass(frozen=True, slots=True)
class Offer:
    """An organisation that offers the support, since when, by whom and for which departments."""

    place: str
    since: int
    """Days ago."""
    provider: str
    departments: tuple[str, ...] = ()


OFFERS: Final = (
    Offer(CITY, 420, PROVIDER, ("Children and Family Services", "Children and Family Wellbeing Services")),
    Offer(HOST, 360, PROVIDER, ("Children and Family Services", "Children and Family Wellbeing Services")),
    Offer("ofh", 255, PROVIDER),
    Offer("constabulary", 200, SECOND_PROVIDER),
)


class SummaryStep(StrEnum):
    """Where a closing summary stands."""

    SHOWN = "shown"
    GIVEN = "given"


@dataclass(frozen=True, slots=True)
class Case:
    """A referral, how many working days ago it was sent, and where it stands today."""

    place: str
    sent: int
    """Working days ago; a draft was begun then."""
    state: State
    narrative: str
    is_known: bool = False
    """Whether it is about the staff member who signs in to the demonstration."""
    days_late: int = 0
    """Working days that the first meeting came later than it usually does."""
    held: int = 1
    """Sessions held, where support has begun."""
    is_one_more_asked: bool = False
    """Whether a seventh session is asked for, and nobody has answered yet."""
    is_inquest_to_come: bool = False
    """Whether one more session is kept for an inquest."""
    summary: SummaryStep | None = None
    """How far its closing summary has come: written, or given to both."""
    is_sent_back: bool = False
    """Whether the lead asked for something, which the manager has put right."""


_LOSS: Final = "A young person they had supported for two years died suddenly. They heard of it at work."
_THREAT: Final = "They were threatened on a home visit and left safely. They have found visits hard since."
_CROWD: Final = "They were first on the scene of a serious collision and stayed with the family until help came."
_CASE: Final = "They work on a large exploitation enquiry and have heard many accounts in a short time."
_WARD: Final = "A patient they knew well died unexpectedly on their shift. They were alone with the family for a while."
_CALL: Final = "They took a long emergency call that ended badly, and have slept little since."
_ATTEMPT: Final = "A young person on their caseload tried to end their life and is recovering. They found out first."
_DOOR: Final = "Somebody forced their way into the contact centre during a session. Nobody was hurt."

CASES: Final = (
    Case(CITY, 118, State.ENDED, _LOSS),
    Case("ofh", 112, State.ENDED, _WARD, days_late=2),
    Case(CITY, 78, State.ENDED, _THREAT, held=3, summary=SummaryStep.GIVEN),
    Case(HOST, 74, State.ENDED, _CASE, held=5, summary=SummaryStep.GIVEN),
    Case("ofh", 66, State.ENDED, _WARD, held=2, summary=SummaryStep.GIVEN),
    Case("constabulary", 61, State.ENDED, _CROWD, days_late=4),
    Case(CITY, 55, State.ENDED, _DOOR, held=4, summary=SummaryStep.SHOWN),
    Case(CITY, 41, State.UNDER_WAY, _CROWD, held=5, is_inquest_to_come=True),
    Case(HOST, 34, State.UNDER_WAY, _LOSS, days_late=1, held=4, is_inquest_to_come=True),
    Case(CITY, 24, State.UNDER_WAY, _ATTEMPT, held=6, is_one_more_asked=True),
    Case("constabulary", 17, State.UNDER_WAY, _CALL),
    Case(CITY, 14, State.UNDER_WAY, _CASE, days_late=1, held=3),
    Case("ofh", 29, State.WITHDRAWN, _WARD),
    Case(HOST, 21, State.DECLINED, _THREAT),
    Case(CITY, 14, State.DECLINED, _DOOR),
    Case("ofh", 9, State.REDIRECTED, _CALL),
    Case(HOST, 12, State.MISTAKEN, _DOOR),
    Case("constabulary", 15, State.CLOSED, _CALL),
    Case(HOST, 3, State.SENT_BACK, _CROWD),
    Case("constabulary", 3, State.MEETING_BOOKED, _CROWD),
    Case(CITY, 1, State.MEETING_BOOKED, _ATTEMPT, is_known=True),
    Case(HOST, 2, State.MEETING_BOOKED, _CASE),
    Case(CITY, 1, State.ALLOCATED, _THREAT),
    Case("ofh", 3, State.ALLOCATED, _WARD),
    Case(CITY, 2, State.WITH_PROVIDER, _LOSS),
    Case("constabulary", 1, State.WITH_PROVIDER, _CALL),
    Case(CITY, 1, State.SUBMITTED, _DOOR, is_sent_back=True),
    Case(HOST, 1, State.SUBMITTED, _ATTEMPT),
    Case("ofh", 2, State.SUBMITTED, _CROWD),
    Case(CITY, 1, State.DRAFT, _THREAT),
)
"""In the order in which they are told; the two oldest ended so long ago that what was said in them is gone."""
