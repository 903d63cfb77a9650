"""What a referral needs before it can be sent: S0's short form, and no more (S0 appendix 1, U14)."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final
from uuid import UUID

from email_validator import EmailNotValidError, validate_email

from network.core.errors import OtherRoute, RuleBroken
from network.incidents.rules.answers import MeetingMode, TeamInput
from network.incidents.rules.eligibility import WindowReason, WindowVerdict, is_talk_in_time, window_message

A_YEAR: Final = timedelta(days=366)
"""A day further back is a slip of the pen, to be mended where it was typed."""
LONGEST_NAME: Final = 200
LONGEST_TELEPHONE: Final = 40
LONGEST_EMAIL: Final = 254
LONGEST_NARRATIVE: Final = 2000
LONGEST_CORRECTION: Final = 1000
LONGEST_WISH: Final = 300
LONGEST_COMMENT: Final = 300

_TELEPHONE: Final = re.compile(r"\+?[0-9 ().x-]+", re.ASCII | re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Submission:
    """A referral as its manager writes it. One way to reach the staff member is enough.

    An empty name or address of the manager means the one that is known from their account (U38).
    """

    talked_on: date
    incident_on: date
    staff_name: str
    narrative: str
    team_input: TeamInput
    staff_telephone: str = ""
    staff_email: str = ""
    manager_name: str = ""
    manager_telephone: str = ""
    manager_email: str = ""
    department_id: UUID | None = None
    goes_at_once: bool = False
    """Whether the staff member asked that it goes on at once, and reads it later (U19)."""


class Section(StrEnum):
    """The pages of a draft, in their order (U40)."""

    WHEN = "when"
    STAFF_MEMBER = "staff-member"
    WHAT_HAPPENED = "what-happened"
    MANAGER = "manager"
    TEAM = "team"


DECISIVE: Final[Mapping[Section, str]] = {
    Section.WHEN: "incident_on",
    Section.STAFF_MEMBER: "staff_name",
    Section.WHAT_HAPPENED: "narrative",
    Section.MANAGER: "manager_name",
    Section.TEAM: "team_input",
}
"""The part that is there once a section was filled in."""


def check_incident_day(
    verdict: WindowVerdict, talked_on: date, today: date, routes: tuple[OtherRoute, ...], *, allows_late: bool = False
) -> None:
    """Raises RuleBroken where an incident of this day cannot be referred today (D6, CI-4, CI-5).

    A day that may be a slip of the pen is an error of its field; what the rules close is a page with other routes.
    `allows_late`: the organisation lets an incident lead decide on what comes after the three months.
    """
    is_open = verdict.is_open or (allows_late and verdict.reason is WindowReason.TOO_LONG_AGO)
    if verdict.reason is WindowReason.IN_THE_FUTURE:
        raise RuleBroken("incident_on", window_message(verdict))
    if today - verdict.incident_on > A_YEAR and not verdict.is_open:
        raise RuleBroken("incident_on", "Check the year. An incident can be referred for three months")
    if not is_open:
        raise RuleBroken(None, f"{window_message(verdict)}.", routes=routes)
    if not is_talk_in_time(talked_on, verdict.incident_on, today):
        raise RuleBroken(
            "incident_on",
            f"Check both dates. You said that you talked on {talked_on:%-d %B %Y}, which is before this day",
        )


def check_talk_day(talked_on: date, today: date) -> None:
    """Raises RuleBroken for a talk that is still to come: the referral follows it (CI-4)."""
    if talked_on > today:
        raise RuleBroken("talked_on", "Enter the day that you talked, which is today or earlier")


def check_staff_member(name: str, telephone: str, email: str, *, manager_email: str) -> None:
    """Raises RuleBroken unless there is a name and a way to reach the person that is their own."""
    _check_name("staff_name", name, "Enter the staff member’s name")
    if not telephone and not email:
        raise RuleBroken("staff_telephone", "Enter a telephone number or an e-mail address, or both")
    _check_telephone("staff_telephone", telephone)
    check_email("staff_email", email)
    if email and email.casefold() == manager_email.casefold():
        raise RuleBroken("staff_email", "Enter the staff member’s own e-mail address, not yours")


def check_narrative(narrative: str) -> None:
    """Raises RuleBroken unless something is said, in at most 2,000 characters."""
    if not narrative:
        raise RuleBroken("narrative", "Say briefly what happened and how the staff member was involved")
    check_length("narrative", narrative, LONGEST_NARRATIVE)


def check_manager(name: str, telephone: str, email: str) -> None:
    """Raises RuleBroken unless the therapist will know whom to contact within the week, and how (CI-9)."""
    _check_name("manager_name", name, "Enter the line manager’s name")
    if not telephone and not email:
        raise RuleBroken("manager_telephone", "Enter a telephone number or an e-mail address, or both")
    _check_telephone("manager_telephone", telephone)
    check_email("manager_email", email)


def check_own_details(called: str, telephone: str, email: str, interpreter: str) -> None:
    """Raises RuleBroken for what the person gave of themselves and nobody could use (U17, U27)."""
    check_length("called", called, LONGEST_NAME)
    check_length("interpreter", interpreter, LONGEST_NAME)
    _check_telephone("own_telephone", telephone)
    check_email("own_email", email)


def check_mode(field: str, mode: MeetingMode | None, offered: Collection[MeetingMode]) -> None:
    """Raises RuleBroken for a way to meet that the organisation does not offer yet (CI-15)."""
    if mode is not None and mode not in offered:
        raise RuleBroken(field, "Choose a video call or a phone call. Meeting in person is not offered here yet")


def check_length(field: str, text: str, longest: int) -> None:
    """Raises RuleBroken where a text is longer than there is room for, saying by how much."""
    if len(text) > longest:
        over = len(text) - longest
        raise RuleBroken(
            field, f"Shorten this by {over:,} character{'' if over == 1 else 's'}. There is room for {longest:,}"
        )


def _check_name(field: str, name: str, message: str) -> None:
    if not name:
        raise RuleBroken(field, message)
    check_length(field, name, LONGEST_NAME)


def _check_telephone(field: str, telephone: str) -> None:
    check_length(field, telephone, LONGEST_TELEPHONE)
    digits = sum(each.isdigit() for each in telephone)
    if telephone and not (_TELEPHONE.fullmatch(telephone) and 7 <= digits <= 20):
        raise RuleBroken(field, "Enter a telephone number, like 01632 960 001 or 07700 900 982")


def check_email(field: str, email: str) -> None:
    """Raises RuleBroken for what is no e-mail address, or too long a one; nothing is none of these."""
    check_length(field, email, LONGEST_EMAIL)
    if not email:
        return
    try:
        validate_email(email, check_deliverability=False, test_environment=True)
    except EmailNotValidError:
        raise RuleBroken(field, "Enter an e-mail address in full, like name@example.org") from None
