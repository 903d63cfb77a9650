"""Support for a group: only once it was asked and wishes it, in one facilitated session (CI-14, CI-15, D12)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta, tzinfo
from enum import StrEnum
from typing import Final

from network.core.errors import Conflict, OtherRoute, RuleBroken
from network.core.working_days import Calendar
from network.incidents.rules.answers import MeetingMode
from network.incidents.rules.deadlines import contact_limit

ASKED_KEPT: Final = timedelta(days=30)
"""What was asked and not sent is forgotten as a draft is."""
EARLIEST_ASKED: Final = timedelta(days=92)
FURTHEST_SESSION: Final = timedelta(days=183)
LARGEST_ATTENDANCE: Final = 200
GROUP_MODES: Final = (MeetingMode.IN_PERSON, MeetingMode.VIDEO)


class GroupAskedBy(StrEnum):
    """Who asked the group."""

    REFERRER = "referrer"
    ANOTHER_MANAGER = "another-manager"
    THERAPIST = "therapist"

    @property
    def label(self) -> str:
        """As it is shown to everybody who acts on it."""
        return {
            "referrer": "The manager who asks for this",
            "another-manager": "Another manager",
            "therapist": "The therapist",
        }[self.value]


class GroupWish(StrEnum):
    """What the group said (D12)."""

    WISHED = "wished"
    SOME = "some"
    NOT_NOW = "not-now"

    @property
    def label(self) -> str:
        """As it is chosen and shown."""
        return {
            "wished": "They wish it",
            "some": "Only some of them wish it: it is for those",
            "not-now": "Not now",
        }[self.value]


class GroupState(StrEnum):
    """Where support for a group stands. `sent` is with the incident lead."""

    ASKED = "asked"
    SENT = "sent"
    WITH_PROVIDER = "with_provider"
    ALLOCATED = "allocated"
    ARRANGED = "arranged"
    HELD = "held"
    CALLED_OFF = "called_off"


class GroupStep(StrEnum):
    """What somebody can do that changes where it stands."""

    SEND = "send"
    PASS_ON = "pass_on"  # noqa: S105 - a step, not a secret
    NAME_THERAPIST = "name_therapist"
    ARRANGE = "arrange"
    HOLD = "hold"
    CALL_OFF = "call_off"


class GroupStepNotAllowed(Conflict):
    """A step that cannot be taken from where it stands: mostly, the page was stale."""

    def __init__(self) -> None:
        super().__init__("This has moved on since you opened the page. Open it again to see what can be done now.")


_CALLED_OFF: Final[Mapping[GroupStep, GroupState]] = {GroupStep.CALL_OFF: GroupState.CALLED_OFF}
TRANSITIONS: Final[Mapping[GroupState, Mapping[GroupStep, GroupState]]] = {
    GroupState.ASKED: {GroupStep.SEND: GroupState.SENT},
    GroupState.SENT: {GroupStep.PASS_ON: GroupState.WITH_PROVIDER, **_CALLED_OFF},
    GroupState.WITH_PROVIDER: {GroupStep.NAME_THERAPIST: GroupState.ALLOCATED, **_CALLED_OFF},
    GroupState.ALLOCATED: {
        GroupStep.NAME_THERAPIST: GroupState.ALLOCATED,
        GroupStep.ARRANGE: GroupState.ARRANGED,
        **_CALLED_OFF,
    },
    # Another therapist arranges it anew, and one session can be moved: there is one.
    GroupState.ARRANGED: {
        GroupStep.NAME_THERAPIST: GroupState.ALLOCATED,
        GroupStep.ARRANGE: GroupState.ARRANGED,
        GroupStep.HOLD: GroupState.HELD,
        **_CALLED_OFF,
    },
    # How many came can be put right.
    GroupState.HELD: {GroupStep.HOLD: GroupState.HELD},
    GroupState.CALLED_OFF: {},
}
WITH_THE_PROVIDER: Final = frozenset(
    {GroupState.WITH_PROVIDER, GroupState.ALLOCATED, GroupState.ARRANGED, GroupState.HELD, GroupState.CALLED_OFF}
)
"""What a provider sees, where it was passed to one."""
OVER: Final = frozenset({GroupState.HELD, GroupState.CALLED_OFF})


def next_group_state(state: GroupState, step: GroupStep) -> GroupState:
    """The state that a step leads to. Raises GroupStepNotAllowed where it cannot be taken (CI-14)."""
    try:
        return TRANSITIONS[state][step]
    except KeyError:
        raise GroupStepNotAllowed from None


def check_asked_on(asked_on: date, today: date) -> None:
    """Raises RuleBroken on `asked_on` for a day to come, or one so far back that the group is to be asked again."""
    if asked_on > today:
        raise RuleBroken("asked_on", "Enter the day that the group was asked, which is today or earlier")
    if today - asked_on > EARLIEST_ASKED:
        raise RuleBroken("asked_on", "Check the year. Where the group was asked long ago, ask it again first")


def check_wished(wish: GroupWish, routes: tuple[OtherRoute, ...]) -> None:
    """Raises RuleBroken, with other routes, where the group does not wish it: then nothing is sent (D12, U37)."""
    if wish is GroupWish.NOT_NOW:
        raise RuleBroken(
            None, "The group said not now, so nothing is sent. You can ask again when the time is right.", routes=routes
        )


def hear_by(submitted_at: datetime, calendar: Calendar, zone: tzinfo) -> date:
    """The day by which the provider is heard from: as for the word with the manager, five working days (D3, CI-14).

    Raises as `deadlines.clocks` does.
    """
    return contact_limit(submitted_at, calendar, zone)


def check_group_session(at: datetime, mode: MeetingMode, now: datetime, *, is_combined: bool) -> None:
    """Raises RuleBroken for a time that has passed or is far off, a telephone call, or a combined day from afar.

    Individual meetings on the same visit are for whoever is there (CI-15).
    """
    if at <= now:
        raise RuleBroken("day", "Enter a day and a time that are still to come")
    if at - now > FURTHEST_SESSION:
        raise RuleBroken("day", "Check the year. Enter a day within the next six months")
    if mode not in GROUP_MODES:
        raise RuleBroken("mode", "Choose in person or a video call")
    if is_combined and mode is not MeetingMode.IN_PERSON:
        raise RuleBroken("is_combined", "Individual meetings on the same day need a visit in person")


def check_attendance(attendance: int, at: datetime, now: datetime) -> None:
    """Raises RuleBroken on `attendance` before the session, or for more people than a group has."""
    if at > now:
        raise RuleBroken("attendance", "This session is still to come. If it was held earlier, move it first")
    if not 0 <= attendance <= LARGEST_ATTENDANCE:
        raise RuleBroken("attendance", f"Enter how many came, from 0 to {LARGEST_ATTENDANCE}")
