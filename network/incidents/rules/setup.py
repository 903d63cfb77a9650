"""How an organisation offers the service: its answers, and the checklist that has to be whole before it opens."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Final
from uuid import UUID

from network.core.errors import RuleBroken
from network.core.text import one_line
from network.incidents.rules.answers import MeetingMode
from network.incidents.rules.submission import check_email

FEWEST_LEADS: Final = 2
"""Incident leads, so that a step does not wait for one person's holiday."""
FURTHEST_GO_LIVE: Final = timedelta(days=366)
EARLIEST: Final = timedelta(days=20 * 365)
LONGEST_KEPT_AT: Final = 200
"""Characters that say where an agreement is kept."""


class Part(StrEnum):
    """A page of questions about the service; each is answered by a lead before it opens."""

    WHO = "who"
    WHEN = "when"
    PROVIDER = "provider"
    HOW = "how"
    KEEPING = "keeping"

    @property
    def label(self) -> str:
        """As the checklist names it."""
        return {
            "who": "Who it is for",
            "when": "When it goes live, and which days count",
            "provider": "Who provides the support, and what was agreed",
            "how": "How people meet, and who may ask",
            "keeping": "How long things are kept",
        }[self.value]


class GroupReferrer(StrEnum):
    """Who may ask for support for a group (CI-14)."""

    LINE_MANAGER = "line-manager"
    SERVICE_MANAGER = "service-manager"
    HEAD_OF_SERVICE = "head-of-service"

    @property
    def label(self) -> str:
        """As people say it."""
        return {
            "line-manager": "Line manager",
            "service-manager": "Service manager",
            "head-of-service": "Head of service",
        }[self.value]


@dataclass(frozen=True, slots=True)
class Kept:
    """One time that an organisation sets: how long by itself, and between which limits; days or months."""

    words: str
    unit: str
    usual: int
    least: int
    most: int


KEPT: Final = {
    "draft_days": Kept("a referral that was begun and not sent", "days", 30, 7, 90),
    "particulars_days": Kept("names, contact details and what happened, after the end", "days", 90, 30, 180),
    "summary_months": Kept("the closing summary, after the end", "months", 12, 3, 24),
    "skeleton_months": Kept("dates and numbers under a pseudonym, after the end", "months", 24, 12, 36),
}
"""What is kept, and how long (safety.md, *Retention*). Nobody sets a time beyond these limits."""


ASK_HOURS: Final = Kept("that an offer to a therapist stands before it moves on", "working hours", 4, 1, 16)
"""How long a therapist is asked before the next one is (CI-7)."""


@dataclass(frozen=True, slots=True)
class Setup:
    """How an organisation offers the service. No department means every department (CI-1)."""

    go_live_on: date | None = None
    provider_id: UUID | None = None
    department_ids: frozenset[UUID] = frozenset()
    is_small: bool = False
    """Whether it is too small for incident leads and statistics of its own."""
    agreed_on: date | None = None
    """When the agreement to share data with the provider was signed."""
    agreement_kept_at: str = ""
    fallback_id: UUID | None = None
    """Who takes a referral where the first provider cannot."""
    fallback_agreed_on: date | None = None
    is_virtual_only: bool = False
    group_referrers: frozenset[GroupReferrer] = frozenset(GroupReferrer)
    allows_self_request: bool = False
    allows_late: bool = False
    """Whether an incident lead may let a referral through whose window has closed (D6)."""
    ask_hours: int = ASK_HOURS.usual
    draft_days: int = KEPT["draft_days"].usual
    particulars_days: int = KEPT["particulars_days"].usual
    summary_months: int = KEPT["summary_months"].usual
    skeleton_months: int = KEPT["skeleton_months"].usual
    data_protection_email: str = ""
    """Who is told when two people open a record in an emergency; empty where nobody is named."""

    @property
    def modes(self) -> tuple[MeetingMode, ...]:
        """How a therapist and a person can meet (CI-15)."""
        return modes_offered(is_virtual_only=self.is_virtual_only)


def modes_offered(*, is_virtual_only: bool) -> tuple[MeetingMode, ...]:
    """How people can meet: in person only where the organisation allows it (CI-15)."""
    return tuple(mode for mode in MeetingMode if not (is_virtual_only and mode is MeetingMode.IN_PERSON))


def tidy(setup: Setup) -> Setup:
    """The answers fit to keep: without a second provider there is no agreement with one."""
    return replace(
        setup,
        agreement_kept_at=one_line(setup.agreement_kept_at),
        data_protection_email=setup.data_protection_email.strip(),
        fallback_agreed_on=setup.fallback_agreed_on if setup.fallback_id else None,
    )


def check(setup: Setup, parts: Collection[Part], today: date) -> None:
    """Raises RuleBroken for an answer of these parts that cannot be right. An empty one is for the checklist."""
    if Part.WHEN in parts:
        _check_go_live(setup.go_live_on, today)
    if Part.PROVIDER in parts:
        _check_agreements(setup, today)
    if Part.HOW in parts and not setup.group_referrers:
        raise RuleBroken("group_referrers", "Choose at least one who may ask for support for a group")
    if Part.HOW in parts:
        _check_between("ask_hours", setup.ask_hours, ASK_HOURS)
    if Part.KEEPING in parts:
        for name, kept in KEPT.items():
            _check_between(name, getattr(setup, name), kept)
        if setup.data_protection_email:
            check_email("data_protection_email", setup.data_protection_email)


def _check_between(field: str, number: int, kept: Kept) -> None:
    if not kept.least <= number <= kept.most:
        raise RuleBroken(field, f"Enter a number from {kept.least} to {kept.most}")


def _check_go_live(go_live_on: date | None, today: date) -> None:
    if go_live_on is None:
        raise RuleBroken("go_live_on", "Enter the day that the service goes live")
    if go_live_on > today + FURTHEST_GO_LIVE:
        raise RuleBroken("go_live_on", "Check the year. The service can go live up to a year from now")
    if go_live_on < today - EARLIEST:
        raise RuleBroken("go_live_on", "Check the year. Enter a day within the last 20 years, or one to come")


def _check_agreements(setup: Setup, today: date) -> None:
    if setup.provider_id is None:
        raise RuleBroken("provider_id", "Choose who provides the support")
    if len(setup.agreement_kept_at) > LONGEST_KEPT_AT:
        raise RuleBroken("agreement_kept_at", f"Shorten this to {LONGEST_KEPT_AT} characters")
    if setup.fallback_id == setup.provider_id:
        raise RuleBroken("fallback_id", "Choose another provider than the first, or none")
    for field, provider_id in (("agreed_on", setup.provider_id), ("fallback_agreed_on", setup.fallback_id)):
        signed_on = getattr(setup, field)
        if provider_id is None:
            continue
        if signed_on is None:
            raise RuleBroken(field, "Enter the day that the data-sharing agreement was signed")
        if signed_on > today:
            raise RuleBroken(field, "Enter today or an earlier day. Nothing is shared before it is signed")
        if signed_on < today - EARLIEST:
            raise RuleBroken(field, "Check the year of the agreement")


@dataclass(frozen=True, slots=True)
class Checklist:
    """How far an organisation has come: which pages were answered, who receives referrals, where else people go."""

    answered: frozenset[Part]
    leads: int
    """How many incident leads it has today, stand-ins included."""
    is_directory_filled: bool
    has_allocator: bool
    """Whether somebody at the provider can receive a referral."""

    @property
    def has_leads(self) -> bool:
        """Whether a step can be taken while one of them is away."""
        return self.leads >= FEWEST_LEADS

    @property
    def missing(self) -> tuple[str, ...]:
        """What is still to do, in the words of the checklist, in its order; empty where it can open."""
        others = (
            (self.has_leads, "Name two incident leads at least"),
            (self.is_directory_filled, "Fill the support directory"),
            (self.has_allocator, "Have somebody named at the provider who receives referrals"),
        )
        pages = (part.label for part in Part if part not in self.answered)
        return (*pages, *(words for is_there, words in others if not is_there))

    @property
    def is_complete(self) -> bool:
        """Whether the service can open."""
        return not self.missing
