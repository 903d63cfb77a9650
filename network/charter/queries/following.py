"""How the partners stand with the charter, for whoever follows them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from sqlalchemy import select

from network.charter.models import Signatory as SignatoryRow
from network.charter.queries.register import Narrowed, Signatory, list_all_signatories
from network.charter.rules.standing import Standing, is_review_open
from network.core.actor import Anyone
from network.core.database import db
from network.core.pagination import Page
from network.core.tenancy import scoped


class Cut(StrEnum):
    """Those that something is to be done about, or was."""

    TO_AFFIRM = "to-affirm"
    REVIEW_DUE = "review-due"
    LAPSED = "lapsed"
    NO_SIGNATORY = "no-signatory"
    WITHDRAWN = "withdrawn"

    @property
    def label(self) -> str:
        """The cut as a tab says it."""
        return _LABELS[self]


_LABELS = {
    Cut.TO_AFFIRM: "To sign the new version",
    Cut.REVIEW_DUE: "Review due",
    Cut.LAPSED: "Lapsed",
    Cut.NO_SIGNATORY: "Nobody answers for it",
    Cut.WITHDRAWN: "Withdrawn",
}


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the signing of the current version is, among those whose signature counts."""

    on_current: int
    asked: int

    @property
    def total(self) -> int:
        """All whose signature counts today."""
        return self.on_current + self.asked


def _belongs(cut: Cut, with_signatory: frozenset[UUID], today: date) -> Callable[[Signatory], bool]:
    def in_cut(each: Signatory) -> bool:
        latest = each.latest
        return {
            Cut.TO_AFFIRM: latest.is_current and not latest.is_on_current,
            Cut.REVIEW_DUE: latest.is_current and latest.is_on_current and is_review_open(latest.term.until, today),
            Cut.LAPSED: latest.term.standing is Standing.LAPSED,
            Cut.NO_SIGNATORY: latest.is_current and latest.organisation_id not in with_signatory,
            Cut.WITHDRAWN: latest.term.standing is Standing.WITHDRAWN,
        }[cut]

    return in_cut


@dataclass(frozen=True, slots=True)
class Following:
    """Every signatory, as they stand on a day."""

    signatories: tuple[Signatory, ...]
    with_signatory: frozenset[UUID]
    today: date

    def cut(self, cut: Cut) -> list[Signatory]:
        """Those of a cut: by the day that matters, then by name."""
        belongs = _belongs(cut, self.with_signatory, self.today)
        chosen = [each for each in self.signatories if belongs(each)]
        return sorted(chosen, key=lambda each: (each.latest.term.until, each.latest.organisation.casefold()))

    @property
    def counts(self) -> dict[Cut, int]:
        """How many there are in each cut."""
        return {cut: len(self.cut(cut)) for cut in Cut}

    @property
    def progress(self) -> Progress:
        """How far the signing of the current version is."""
        counted = [each.latest for each in self.signatories if each.latest.is_current]
        on_current = sum(1 for latest in counted if latest.is_on_current)
        return Progress(on_current, len(counted) - on_current)

    @property
    def current(self) -> frozenset[UUID]:
        """Those whose signature counts today."""
        return frozenset(each.latest.organisation_id for each in self.signatories if each.latest.is_current)

    def page(self, cut: Cut, number: int, size: int) -> Page[Signatory]:
        """One page of a cut."""
        chosen = self.cut(cut)
        return Page(chosen[(number - 1) * size : number * size], number, size, len(chosen))


def read_following(actor: Anyone, today: date) -> Following:
    """Every organisation that ever signed, with how it stands. Two queries, as many rows as there are partners."""
    in_post = scoped(select(SignatoryRow.organisation_id), actor, SignatoryRow).where(SignatoryRow.left_on.is_(None))
    return Following(
        tuple(list_all_signatories(actor, Narrowed(), today)), frozenset(db.session.scalars(in_post)), today
    )
