"""Reading what can be extended, and what was."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, or_, select, tuple_
from sqlalchemy.orm import aliased

from network.accounts.models import User
from network.core.actor import Actor
from network.core.database import db
from network.core.errors import NotFound
from network.core.pagination import Page, paginate
from network.core.tenancy import scoped
from network.training.extensions.rules import Ending, first_and_last
from network.training.models import Completion, Learner, LearnerTier, Tier
from network.training.models.renewals import ExtendedCompletion, Extension
from network.training.vocabulary import CompletionStatus

_PERSON = aliased(Learner)


@dataclass(frozen=True, slots=True)
class Lapsing:
    """How many people's training in a tier runs out, or ran out, on a day, and was not renewed."""

    ending: Ending
    tier_name: str
    people: int


def _not_renewed(actor: Actor, *columns: Any) -> Select[*tuple[Any, ...]]:
    """Completions of people who work here that are the latest of their person in their tier."""
    return (
        scoped(select(*columns), actor, Completion, Learner, _PERSON, LearnerTier)
        .select_from(Completion)
        .join(Learner, Learner.id == Completion.learner_id)
        .join(_PERSON, _PERSON.id == func.coalesce(Learner.same_as_id, Learner.id))
        .join(
            LearnerTier,
            (LearnerTier.learner_id == _PERSON.id)
            & (LearnerTier.tier == Completion.tier)
            & (LearnerTier.expires_on == Completion.expires_on),
        )
        .where(
            Completion.organisation_id == actor.organisation_id,
            Completion.status == CompletionStatus.CONFIRMED,
            _PERSON.left_on.is_(None),
        )
    )


def list_lapsing(actor: Actor, today: date) -> list[Lapsing]:
    """What runs out within a year, or ran out within the last: by day and tier. One query."""
    first, last = first_and_last(today)
    rows = (
        _not_renewed(actor, Completion.tier, Tier.name, Completion.expires_on, func.count(_PERSON.id.distinct()))
        .join(Tier, Tier.number == Completion.tier)
        .where(Completion.expires_on.between(first, last))
        .group_by(Completion.expires_on, Completion.tier, Tier.name)
        .order_by(Completion.expires_on, Completion.tier)
    )
    return [Lapsing(Ending(tier, day), name, people) for tier, name, day, people in db.session.execute(rows)]


def list_ending(actor: Actor, endings: Sequence[Ending]) -> list[tuple[UUID, UUID, date]]:
    """The completions of these endings: each with its person, who is locked, and its last day. Two queries.

    Read once more when its people are locked: somebody may have extended it, or they have renewed, in the meantime.
    """
    rows = _not_renewed(actor, Completion.id, _PERSON.id, Completion.expires_on).where(
        tuple_(Completion.tier, Completion.expires_on).in_(list(endings))
    )
    ordered = rows.order_by(_PERSON.id, Completion.id)
    locked = {row[1] for row in db.session.execute(ordered.with_for_update(of=_PERSON))}
    return [(row[0], row[1], row[2]) for row in db.session.execute(ordered) if row[1] in locked]


@dataclass(frozen=True, slots=True)
class ExtensionLine:
    """An extension as the list shows it."""

    id: UUID
    until: date
    reason: str
    people: int
    decided_by: str | None
    decided_at: datetime
    taken_back_at: datetime | None


def list_extensions(actor: Actor, page: int, size: int = 50) -> Page[ExtensionLine]:
    """The extensions of the actor's organisation, the latest first. Two queries."""
    name = scoped(select(User.name), actor, User).where(User.id == Extension.decided_by_id).scalar_subquery()
    rows = (
        scoped(
            select(
                Extension.id,
                Extension.until,
                Extension.reason,
                Extension.people,
                name,
                Extension.decided_at,
                Extension.taken_back_at,
            ),
            actor,
            Extension,
        )
        .where(Extension.organisation_id == actor.organisation_id)
        .order_by(Extension.decided_at.desc(), Extension.id.desc())
    )
    return paginate(rows, page, size).map(lambda row: ExtensionLine(*row))


def list_extensions_of(actor: Actor, learner_id: UUID) -> list[tuple[date, str]]:
    """Until when what one person completed was extended, and why: those that stand, the latest first."""
    rows = (
        scoped(select(Extension.until, Extension.reason), actor, Extension, ExtendedCompletion, Completion, Learner)
        .join(ExtendedCompletion, ExtendedCompletion.extension_id == Extension.id)
        .join(Completion, Completion.id == ExtendedCompletion.completion_id)
        .join(Learner, Learner.id == Completion.learner_id)
        .where(or_(Learner.id == learner_id, Learner.same_as_id == learner_id), Extension.taken_back_at.is_(None))
        .order_by(Extension.decided_at.desc())
        .distinct()
        .add_columns(Extension.decided_at)
    )
    return [(row[0], row[1]) for row in db.session.execute(rows)]


def get_extension(actor: Actor, extension_id: UUID, *, for_update: bool = False) -> Extension:
    """One extension of the actor's organisation. Raises NotFound."""
    rows = scoped(select(Extension), actor, Extension).where(
        Extension.id == extension_id, Extension.organisation_id == actor.organisation_id
    )
    found = db.session.scalars(rows.with_for_update() if for_update else rows).first()
    if found is None:
        raise NotFound("We could not find that extension.")
    return found


def is_extended_again(actor: Actor, extension: Extension) -> bool:
    """Whether a later extension that stands moved some of the same completions."""
    later, again = aliased(Extension), aliased(ExtendedCompletion)
    rows = (
        scoped(select(later.id), actor, later, again, ExtendedCompletion)
        .select_from(later)
        .join(again, again.extension_id == later.id)
        .join(ExtendedCompletion, ExtendedCompletion.completion_id == again.completion_id)
        .where(
            ExtendedCompletion.extension_id == extension.id,
            later.id > extension.id,
            later.taken_back_at.is_(None),
        )
    )
    return db.session.execute(rows.limit(1)).first() is not None


def list_extended(actor: Actor, extension: Extension) -> list[tuple[UUID, UUID, date]]:
    """The completions that an extension moved: each with its person, who is locked, and until when it had stood."""
    rows = (
        scoped(
            select(Completion.id, _PERSON.id, ExtendedCompletion.was_until),
            actor,
            ExtendedCompletion,
            Completion,
            Learner,
            _PERSON,
        )
        .select_from(ExtendedCompletion)
        .join(Completion, Completion.id == ExtendedCompletion.completion_id)
        .join(Learner, Learner.id == Completion.learner_id)
        .join(_PERSON, _PERSON.id == func.coalesce(Learner.same_as_id, Learner.id))
        .where(ExtendedCompletion.extension_id == extension.id)
        .order_by(_PERSON.id, Completion.id)
        .with_for_update(of=_PERSON)
    )
    return [(row[0], row[1], row[2]) for row in db.session.execute(rows)]
