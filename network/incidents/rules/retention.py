"""How long things are kept: as the organisation set it, within limits that nobody can move (`rules.setup.KEPT`)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from network.core.clock import local_date
from network.core.months import months_after
from network.incidents.rules.setup import KEPT

QUIET: Final = timedelta(days=90)
"""After which a referral that is still open is shown to whoever can close it: what is open has no day to go (B30)."""


@dataclass(frozen=True, slots=True)
class Days:
    """When each part of a referral that closed is deleted; none of them outlives the last."""

    particulars: datetime
    """Names, contact details and what happened; what is left then stands under a pseudonym."""
    summary: datetime
    skeleton: datetime
    """Dates and numbers, and with them everything that there was."""


@dataclass(frozen=True, slots=True)
class Keeping:
    """The times of an organisation, in days and months; the usual ones where it has set none."""

    draft_days: int = KEPT["draft_days"].usual
    particulars_days: int = KEPT["particulars_days"].usual
    summary_months: int = KEPT["summary_months"].usual
    skeleton_months: int = KEPT["skeleton_months"].usual

    def draft_until(self, started_at: datetime) -> datetime:
        """When a draft that was not sent is deleted."""
        return started_at + timedelta(days=self.draft_days)

    def particulars_until(self, closed_at: datetime) -> datetime:
        """When names, contact details and what happened are deleted."""
        return closed_at + timedelta(days=self.particulars_days)

    def skeleton_until(self, since: datetime) -> datetime:
        """When the last of it is deleted: dates and numbers, and that two people talked."""
        return months_later(since, self.skeleton_months)

    def days(self, closed_at: datetime) -> Days:
        """The three days of a referral that closed (B30). A summary goes with the skeleton, if not before."""
        skeleton = self.skeleton_until(closed_at)
        summary = min(months_later(closed_at, self.summary_months), skeleton)
        return Days(self.particulars_until(closed_at), summary, skeleton)


def months_later(at: datetime, months: int) -> datetime:
    """An instant as many whole days later as there are to the same day of a later month, on London's calendar."""
    day = local_date(at)
    return at + (months_after(day, months) - day)


def starts_the_time(counted_from: datetime | None, reopened_at: datetime | None) -> bool:
    """Whether a closing starts the time that things are kept: the first one does, and the first after a reopening.

    Nothing is kept for ever by being closed and opened again (B30).
    """
    return counted_from is None or (reopened_at is not None and counted_from <= reopened_at)
