"""Twenty-five referrals, in every state that a referral can be in. Every text is invented, and kept mild."""

from __future__ import annotations

from dataclasses import dataclass
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
    Case(CITY, 78, State.ENDED, _THREAT),
    Case(HOST, 74, State.ENDED, _CASE),
    Case("ofh", 66, State.ENDED, _WARD),
    Case("constabulary", 61, State.ENDED, _CROWD, days_late=4),
    Case(CITY, 55, State.ENDED, _DOOR),
    Case(HOST, 34, State.UNDER_WAY, _LOSS, days_late=1),
    Case(CITY, 24, State.UNDER_WAY, _ATTEMPT),
    Case("constabulary", 17, State.UNDER_WAY, _CALL),
    Case(CITY, 11, State.UNDER_WAY, _CASE),
    Case("ofh", 29, State.WITHDRAWN, _WARD),
    Case(HOST, 21, State.DECLINED, _THREAT),
    Case(CITY, 14, State.DECLINED, _DOOR),
    Case("constabulary", 3, State.MEETING_BOOKED, _CROWD),
    Case(CITY, 2, State.MEETING_BOOKED, _ATTEMPT, is_known=True),
    Case(HOST, 2, State.MEETING_BOOKED, _CASE),
    Case(CITY, 2, State.ALLOCATED, _THREAT),
    Case("ofh", 3, State.ALLOCATED, _WARD),
    Case(CITY, 2, State.WITH_PROVIDER, _LOSS),
    Case("constabulary", 1, State.WITH_PROVIDER, _CALL),
    Case(CITY, 1, State.SUBMITTED, _DOOR),
    Case(HOST, 1, State.SUBMITTED, _ATTEMPT),
    Case("ofh", 2, State.SUBMITTED, _CROWD),
    Case(CITY, 1, State.DRAFT, _THREAT),
)
"""In the order in which they are told; the two oldest ended so long ago that what was said in them is gone."""
