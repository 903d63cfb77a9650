"""Two organisations become one: people, signatures and records follow, and the old address leads to the new one.

What each feature holds once for an organisation, it settles itself (`Feature.mergers`); then every row changes hands
at once (`core.handing_over`). What it would do is found out by doing it, and taking it back.
"""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass
from uuid import UUID

from flask import current_app
from sqlalchemy import select, update

from network.core import audit
from network.core.actor import Actor
from network.core.clock import Clock
from network.core.database import db
from network.core.errors import NotFound
from network.core.handing_over import hand_over
from network.core.tenancy import system_scope
from network.feature import Merger, Settle
from network.organisations.models import Organisation, OrganisationIdentifier
from network.organisations.queries import codes_of, get_organisation
from network.organisations.rules import mergers as rules
from network.organisations.vocabulary import Standing

STAYING = frozenset({OrganisationIdentifier.__tablename__})
"""A register goes on saying what it says of a code, so a code stays with the organisation that it was given to."""


@dataclass(frozen=True, slots=True)
class Merged:
    """Two organisations that became one, or would: in names, and what of the former goes on."""

    former: str
    successor: str
    follows: tuple[str, ...]
    """Each an item of a list that was begun before."""


def merge(actor: Actor, former_id: UUID, successor_id: UUID, typed: str, clock: Clock, *, is_same: bool) -> Merged:
    """Makes `former_id` part of `successor_id`, for good.

    `typed` is the former's name, as whoever says yes types it. Raises NotFound, and `RuleBroken` on `successor`,
    `is_same` or `typed`.
    """
    former, successor = _get_both(actor, former_id, successor_id, is_same=is_same)
    rules.check_name(former.name, typed)
    merged = _merge(former, successor, clock, is_same=is_same)
    for organisation_id in (former_id, successor_id):
        audit.record(
            actor,
            clock.now(),
            "organisations.organisation.merged",
            "organisation",
            former_id,
            organisation_id=organisation_id,
            changes={"into": str(successor_id), "is_same": is_same, "follows": list(merged.follows)},
        )
    return merged


def preview(actor: Actor, former_id: UUID, successor_id: UUID, clock: Clock, *, is_same: bool) -> Merged:
    """What `merge` would do: it is done, and taken back. Raises as `merge` does."""
    former, successor = _get_both(actor, former_id, successor_id, is_same=is_same)
    trial = db.session.begin_nested()
    try:
        return _merge(former, successor, clock, is_same=is_same)
    finally:
        trial.rollback()
        db.session.expire_all()


def _get_both(actor: Actor, former_id: UUID, successor_id: UUID, *, is_same: bool) -> tuple[Organisation, Organisation]:
    if not actor.is_network_wide:
        raise NotFound
    # Locked in one order, so that two who merge the same two the other way round do not wait for each other. Whoever
    # writes a row of either has its organisation's row in hand, and is waited for.
    both = select(Organisation).where(Organisation.id.in_([former_id, successor_id])).order_by(Organisation.id)
    db.session.scalars(both.with_for_update()).all()
    former, successor = get_organisation(actor, former_id), get_organisation(actor, successor_id)
    rules.check_may_merge(_side(actor, former), _side(actor, successor), is_same=is_same)
    return former, successor


def _side(actor: Actor, organisation: Organisation) -> rules.Side:
    codes = codes_of(actor, [organisation.id]).get(organisation.id, [])
    return rules.Side(
        id=organisation.id,
        name=organisation.name,
        sector=organisation.sector,
        standing=organisation.standing,
        is_host=organisation.is_host,
        schemes=frozenset(each.scheme for each in codes),
    )


def _merge(former: Organisation, successor: Organisation, clock: Clock, *, is_same: bool) -> Merged:
    merger = Merger(former.id, former.name, successor.id, is_same=is_same)
    settling: tuple[Settle, ...] = current_app.extensions["mergers"]
    follows: list[str] = []
    with system_scope(db.session(), "two organisations become one"), ExitStack() as stack:
        for settle in settling:
            follows += stack.enter_context(settle(merger, clock))
        hand_over(db.session(), former.id, successor.id, STAYING)
    names = Merged(former.name, successor.name, tuple(follows))
    _take_over(former, successor, clock, is_same=is_same)
    return names


def _take_over(former: Organisation, successor: Organisation, clock: Clock, *, is_same: bool) -> None:
    successor.standing = rules.stronger(former.standing, successor.standing)
    is_gone = successor.standing is Standing.LEFT
    successor.left_on = (successor.left_on or former.left_on) if is_gone else None
    successor.stage = successor.stage or former.stage
    if is_same:
        _fill_in(former, successor)
    former.standing, former.merged_into_id, former.merged_on = Standing.MERGED, successor.id, clock.today()
    # Whatever had become part of the former is part of the successor: an old address leads there in one step.
    earlier = update(Organisation).where(Organisation.merged_into_id == former.id)
    db.session.execute(earlier.values(merged_into_id=successor.id))
    db.session.flush()


def _fill_in(former: Organisation, successor: Organisation) -> None:
    for field in rules.FILLED_IN:
        if not getattr(successor, field):
            setattr(successor, field, getattr(former, field))
    successor.refresh_search_text()
