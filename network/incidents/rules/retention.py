"""How long things are kept: as the organisation set it, within limits that nobody can move (`rules.setup.KEPT`)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from network.incidents.rules.setup import KEPT


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
