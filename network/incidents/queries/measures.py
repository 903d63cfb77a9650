"""The facts that measures are counted from, of the cases that their reader holds anyway: three statements, streamed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import timedelta
from itertools import groupby
from operator import itemgetter
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Select, String, cast, func, literal, or_, select

from network.core.actor import Actor, Anyone, SystemActor
from network.core.clock import day_begins
from network.core.database import db
from network.core.tenancy import scoped
from network.incidents.models import Lateness, Referral, ReferralStep, SupportSession, Talk
from network.incidents.queries.referrals import visible_referrals
from network.incidents.rules.answers import TalkOutcome
from network.incidents.rules.due import Due, LateReason
from network.incidents.rules.measures import CaseFacts, HeldSession, Move, Period
from network.incidents.rules.readers import Capacity
from network.incidents.rules.sessions import HELD
from network.incidents.rules.states import State

AT_ONCE: Final = 1_000
_FACTS: Final = (
    Referral.id,
    Referral.organisation_id,
    Referral.state,
    Referral.submitted_at,
    Referral.first_meeting_target_at,
    Referral.first_meeting_limit_on,
    Referral.manager_contact_limit_on,
    Referral.begun_at,
    Referral.manager_contacted_at,
    Referral.closed_at,
    Referral.exit_pathway,
)


def read_cases(actor: Actor, capacity: Capacity, days: Period) -> list[CaseFacts]:
    """The facts of every case that the actor sees and that was open on one of these days (M1 to M8).

    What the actor wrote, or is about, is not among them: `visible_referrals`. Only a lead is shown every step, so the
    cases of anybody else have no moves, and are good for M2 and M7 alone.
    """
    return [
        facts
        for _, facts in _read(actor, visible_referrals(actor, capacity), days, with_moves=capacity is Capacity.LEAD)
    ]


def count_talks_and_lateness(
    actor: Actor, days: Period
) -> tuple[dict[TalkOutcome, int], dict[tuple[Due, LateReason], int]]:
    """How the talks of the actor's organisation went that were held on these days (CI-4), and why what was missed was,
    of the referrals that the actor leads and that were sent on these days (RM). One query.
    """
    talks = scoped(select(cast(Talk.outcome, String), literal("").label("reason"), func.count()), actor, Talk).where(
        Talk.organisation_id == actor.organisation_id, Talk.talked_on.between(days.first_day, days.last_day)
    )
    sent = visible_referrals(actor, Capacity.LEAD).where(
        Referral.submitted_at >= day_begins(days.first_day),
        Referral.submitted_at < day_begins(days.last_day + timedelta(days=1)),
        Referral.state != State.MISTAKEN,
    )
    late = scoped(
        select(cast(Lateness.due, String), cast(Lateness.reason, String), func.count()), actor, Lateness
    ).where(Lateness.referral_id.in_(sent.with_only_columns(Referral.id)))
    rows = db.session.execute(
        talks.group_by(Talk.outcome).union_all(late.group_by(Lateness.due, Lateness.reason))
    ).all()
    return (
        {TalkOutcome(what): how_many for what, reason, how_many in rows if not reason},
        {(Due(what), LateReason(reason)): how_many for what, reason, how_many in rows if reason},
    )


def read_all_cases(system: SystemActor, days: Period) -> dict[UUID, list[CaseFacts]]:
    """The same facts of every organisation's cases, by organisation, for what is published of them (B17)."""
    found: dict[UUID, list[CaseFacts]] = {}
    everything = scoped(select(Referral), system, Referral)
    for organisation_id, facts in _read(system, everything, days, with_moves=True):
        found.setdefault(organisation_id, []).append(facts)
    return found


def _read(actor: Anyone, seen: Select[Referral], days: Period, *, with_moves: bool) -> Iterator[tuple[UUID, CaseFacts]]:
    relevant = seen.where(
        Referral.state.not_in([State.DRAFT, State.MISTAKEN]),
        Referral.submitted_at < day_begins(days.last_day + timedelta(days=1)),
        or_(Referral.closed_at.is_(None), Referral.closed_at >= day_begins(days.first_day)),
    )
    ids = relevant.with_only_columns(Referral.id)
    moves = _Beside(_stream(_moves(actor, ids)) if with_moves else ())
    sessions = _Beside(_stream(_sessions(actor, ids)))
    for row in _stream(relevant.with_only_columns(*_FACTS).order_by(Referral.id)):
        own_moves, held = moves.of(row[0]), sessions.of(row[0])
        yield (
            row[1],
            CaseFacts(
                incident_id=row[0],
                state=row[2],
                sent_at=row[3],
                meeting_target_at=row[4],
                meeting_limit_on=row[5],
                contact_limit_on=row[6],
                met_at=row[7],
                manager_contacted_at=row[8],
                closed_at=row[9],
                exit_pathway=row[10],
                moves=tuple(Move(step, at) for _, step, at in own_moves),
                sessions=tuple(HeldSession(at, therapist_id) for _, at, therapist_id in held),
            ),
        )


def _moves(actor: Anyone, ids: Select[Any]) -> Select[*tuple[Any, ...]]:
    listed = scoped(select(ReferralStep.referral_id, ReferralStep.step, ReferralStep.at), actor, ReferralStep)
    return listed.where(ReferralStep.referral_id.in_(ids)).order_by(
        ReferralStep.referral_id, ReferralStep.at, ReferralStep.id
    )


def _sessions(actor: Anyone, ids: Select[Any]) -> Select[*tuple[Any, ...]]:
    listed = scoped(
        select(SupportSession.referral_id, SupportSession.at, SupportSession.therapist_user_id), actor, SupportSession
    )
    return listed.where(SupportSession.referral_id.in_(ids), SupportSession.state.in_(HELD)).order_by(
        SupportSession.referral_id, SupportSession.at, SupportSession.id
    )


def _stream(statement: Select[*tuple[Any, ...]]) -> Iterable[Any]:
    return db.session.execute(statement, execution_options={"yield_per": AT_ONCE})


class _Beside:
    """Rows in the order of their referral, taken from beside the referrals in that order."""

    def __init__(self, rows: Iterable[Any]) -> None:
        self._groups = groupby(rows, key=itemgetter(0))
        self._next = next(self._groups, None)

    def of(self, referral_id: UUID) -> list[Any]:
        """The rows of this referral; it is never asked for an earlier one again."""
        if self._next is None or self._next[0] != referral_id:
            return []
        found = list(self._next[1])
        self._next = next(self._groups, None)
        return found
