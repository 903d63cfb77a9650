"""A referral as its manager sees it: one of four states, and for who wrote it their own words (D10, RM)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from network.core.actor import Actor
from network.incidents.case_reading import next_of
from network.incidents.models import Referral
from network.incidents.queries.people import names_of
from network.incidents.queries.referrals import find_last_reason
from network.incidents.rules.next_steps import NextFact
from network.incidents.rules.readers import Capacity
from network.incidents.rules.reasons import StepReason
from network.incidents.rules.states import ManagerView, State, Step, manager_view
from network.incidents.sealing import Particulars, read_particulars
from network.incidents.summing_up import read_released_text


@dataclass(frozen=True, slots=True)
class ManagerCase:
    """What the manager who wrote it sees: their own words, one of four states, what happens next (D10).

    It holds no instant but that of their own submission, so that no page can show another.
    """

    id: UUID
    reference: str
    submitted_at: datetime
    standing: ManagerView
    particulars: Particulars
    department_id: UUID | None
    department_name: str | None
    next: tuple[NextFact, ...]
    version: int
    missing: StepReason | None
    """What an incident lead asks for before it goes on; None where nothing is."""
    summary: str | None
    """The closing summary, once both have it (CI-19)."""
    is_followed: bool
    """Whether another wrote it, so that their words are not shown: the reader follows them as manager (RM)."""
    may_reopen: bool
    """Whether it was taken back by themselves, and is still kept."""

    @property
    def may_withdraw(self) -> bool:
        """Whether they can take it back: until support begins, whatever else has happened meanwhile."""
        return not self.is_followed and self.standing in (ManagerView.RECEIVED, ManagerView.WITH_PROVIDER)

    @property
    def may_amend(self) -> bool:
        """Whether they can still put it right."""
        return not self.is_followed and self.standing is not ManagerView.ENDED


def manager_case(actor: Actor, referral: Referral) -> ManagerCase:
    """The referral for the manager who wrote it, or who follows: without what was written. ValueError for a draft."""
    standing = manager_view(referral.state)
    if standing is None or referral.submitted_at is None or referral.reference is None:
        raise ValueError("A draft has no standing")
    is_followed = referral.referrer_user_id != actor.user_id
    names = names_of(departments=[referral.department_id], people=())
    is_asked = referral.state is State.SENT_BACK and not is_followed
    return ManagerCase(
        id=referral.id,
        reference=referral.reference,
        submitted_at=(referral.handed_over_at if is_followed else None) or referral.submitted_at,
        standing=standing,
        particulars=Particulars() if is_followed else read_particulars(referral, Capacity.REFERRER),
        department_id=None if is_followed else referral.department_id,
        department_name=None if is_followed else names.get(referral.department_id),
        next=next_of(referral),
        version=referral.version,
        missing=find_last_reason(actor, referral, Step.SEND_BACK) if is_asked else None,
        summary=read_released_text(actor, referral) if referral.state is State.ENDED else None,
        is_followed=is_followed,
        may_reopen=referral.state is State.WITHDRAWN and referral.forgotten_at is None and not is_followed,
    )
