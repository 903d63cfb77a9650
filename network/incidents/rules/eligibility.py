"""What can be referred, so far as dates and switches can tell (CI-1, CI-4, CI-5, D6)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final, TypeVar

from network.core.months import months_after

WINDOW_MONTHS: Final = 3

Department = TypeVar("Department")


class WindowReason(StrEnum):
    """Why the window is open, or what closed it."""

    OPEN = "open"
    NOT_LIVE_YET = "not-live-yet"
    IN_THE_FUTURE = "in-the-future"
    BEFORE_GO_LIVE = "before-go-live"
    TOO_LONG_AGO = "too-long-ago"


class WayForward(StrEnum):
    """Where else a person can turn when the service cannot take a referral (U37), in words to show."""

    INCIDENT_LEAD = "your organisation’s incident lead"
    SUPERVISION = "supervision"
    WELLBEING_SERVICE = "your organisation’s wellbeing service"
    GP = "the staff member’s GP"


@dataclass(frozen=True, slots=True)
class WindowVerdict:
    """Whether an incident can be referred on a day, and the facts that decided it."""

    reason: WindowReason
    incident_on: date
    last_day: date
    go_live_on: date | None

    @property
    def is_open(self) -> bool:
        """Whether the referral may be submitted."""
        return self.reason is WindowReason.OPEN

    @property
    def ways_forward(self) -> tuple[WayForward, ...]:
        """What to offer beside a refusal, a person first (U37); empty where there is none."""
        return () if self.is_open else tuple(WayForward)


def last_day_to_refer(incident_on: date) -> date:
    """The last local date on which an incident can be referred: the same day three calendar months later.

    Where that month is shorter, its last day: 31 August until 30 November, 30 November until the end of
    February (D6).
    """
    return months_after(incident_on, WINDOW_MONTHS)


def window(incident_on: date, today: date, go_live_on: date | None) -> WindowVerdict:
    """Whether an incident can be referred today; all three are the organisation's local dates (D6).

    Both ends are included. `go_live_on` is None where the organisation has not switched the service on.
    """
    last_day = last_day_to_refer(incident_on)
    if go_live_on is None or today < go_live_on:
        reason = WindowReason.NOT_LIVE_YET
    elif incident_on > today:
        reason = WindowReason.IN_THE_FUTURE
    elif incident_on < go_live_on:
        reason = WindowReason.BEFORE_GO_LIVE
    elif today > last_day:
        reason = WindowReason.TOO_LONG_AGO
    else:
        reason = WindowReason.OPEN
    return WindowVerdict(reason, incident_on, last_day, go_live_on)


def window_message(verdict: WindowVerdict) -> str:
    """What to say beside the incident date: the fact, then what to do (U24). Empty where open."""
    instead = f"Talk to {WayForward.INCIDENT_LEAD} about other support"
    match verdict.reason:
        case WindowReason.OPEN:
            return ""
        case WindowReason.IN_THE_FUTURE:
            return "Check the date. Enter the day the incident happened, which is today or earlier"
        case WindowReason.NOT_LIVE_YET if verdict.go_live_on is None:
            return f"Your organisation does not take referrals here yet. {instead}"
        case WindowReason.NOT_LIVE_YET:
            return f"Your organisation takes referrals from {_in_words(verdict.go_live_on)}. {instead}"
        case WindowReason.BEFORE_GO_LIVE:
            return (
                f"This service is for incidents from {_in_words(verdict.go_live_on)}, when it began in your "
                f"organisation. {instead}"
            )
        case WindowReason.TOO_LONG_AGO:
            return f"This incident could be referred until {_in_words(verdict.last_day)}. {instead}"


def is_eligible_department(department: Department, eligible: Collection[Department]) -> bool:
    """Whether staff of a department can be referred: it is on the organisation's list (CI-1).

    An organisation that has listed none offers the service to every department.
    """
    return not eligible or department in eligible


def is_talk_in_time(talked_on: date, incident_on: date, today: date) -> bool:
    """Whether manager and staff member talked after the incident and before the referral (CI-4).

    All are local dates, both ends included.
    """
    return incident_on <= talked_on <= today


def _in_words(day: date | None) -> str:
    return "" if day is None else f"{day:%-d %B %Y}"
