"""What stands in a therapist's week. Four queries, however much it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import or_, select

from network.core.actor import Actor
from network.core.clock import day_begins, local_date
from network.core.database import db
from network.core.tenancy import scoped
from network.incidents.models import GroupSupport, KeyDate, Referral, SupportSession
from network.incidents.queries.groups import visible_groups
from network.incidents.queries.referrals import visible_referrals
from network.incidents.rules.groups import GroupState
from network.incidents.rules.readers import Capacity
from network.incidents.rules.sessions import SessionState
from network.incidents.rules.states import Holder, State, holder
from network.incidents.rules.week import DAYS, Entry, EntryKind

RUNNING: Final = [state for state in State if holder(state) is Holder.THERAPIST]
STANDS: Final = (SessionState.BOOKED, SessionState.HELD, SessionState.HELD_LATE)


def list_week(actor: Actor, first_day: date) -> list[Entry]:
    """Everything of the actor's own cases and groups that stands in the seven days from `first_day` on."""
    sessions = _sessions(actor, first_day)
    cases = _cases(actor, [referral_id for referral_id, _ in sessions])
    return [
        *(_met(cases[key], at) for key, at in sessions if key in cases),
        *_groups(actor, first_day),
        *(entry for case in cases.values() for entry in _due(case)),
        *(_entry(EntryKind.KEY_DATE, cases[key], on) for key, on in _key_dates(actor, first_day, cases)),
    ]


def _sessions(actor: Actor, first_day: date) -> list[tuple[UUID, datetime]]:
    booked = scoped(select(SupportSession.referral_id, SupportSession.at), actor, SupportSession).where(
        SupportSession.therapist_user_id == actor.user_id,
        SupportSession.state.in_(STANDS),
        SupportSession.at >= day_begins(first_day),
        SupportSession.at < day_begins(first_day + timedelta(days=DAYS)),
    )
    return [(row.referral_id, row.at) for row in db.session.execute(booked)]


def _key_dates(actor: Actor, first_day: date, of: Iterable[UUID]) -> list[tuple[UUID, date]]:
    coming = scoped(select(KeyDate.referral_id, KeyDate.on), actor, KeyDate).where(
        KeyDate.referral_id.in_(list(of)),
        KeyDate.dropped_at.is_(None),
        KeyDate.on.between(first_day, first_day + timedelta(days=DAYS - 1)),
    )
    return [(row.referral_id, row.on) for row in db.session.execute(coming)]


def _cases(actor: Actor, besides: list[UUID]) -> dict[UUID, Referral]:
    """The actor's own cases: those that run, and others of which something stands in this week."""
    own = visible_referrals(actor, Capacity.THERAPIST).where(or_(Referral.state.in_(RUNNING), Referral.id.in_(besides)))
    return {each.id: each for each in db.session.scalars(own)}


def _groups(actor: Actor, first_day: date) -> Iterator[Entry]:
    arranged = visible_groups(actor, Capacity.THERAPIST).where(
        GroupSupport.state.in_((GroupState.ARRANGED, GroupState.HELD)),
        GroupSupport.at >= day_begins(first_day),
        GroupSupport.at < day_begins(first_day + timedelta(days=DAYS)),
    )
    for group in db.session.scalars(arranged):
        if group.at is not None:
            yield Entry(EntryKind.GROUP, local_date(group.at), group.at, group.reference, group.id)


def _met(case: Referral, at: datetime) -> Entry:
    is_first = at == case.first_meeting_at
    return _entry(EntryKind.MEETING if is_first else EntryKind.SESSION, case, local_date(at), at)


def _due(case: Referral) -> Iterator[Entry]:
    """What is still to be done, on the last day on which it is in time."""
    meeting_on, contact_on = case.first_meeting_limit_on, case.manager_contact_limit_on
    if case.state not in RUNNING:
        return
    if case.begun_at is None and case.first_meeting_at is None and meeting_on is not None:
        yield _entry(EntryKind.BOOK_MEETING, case, meeting_on)
    if case.manager_contacted_at is None and contact_on is not None:
        yield _entry(EntryKind.CONTACT_MANAGER, case, contact_on)


def _entry(kind: EntryKind, case: Referral, on: date, at: datetime | None = None) -> Entry:
    return Entry(kind, on, at, case.reference or "", case.id)
