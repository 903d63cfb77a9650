"""Keeping the standing of each person and the summary of each organisation, in the transaction that changes them.

A person may have several rows, of which one stands for all (`Learner.same_as_id`): standings are kept for that one,
and a row for which another stands has none. `settled` stands round every change: it sees where people were counted
before, lets the change happen, works out from their completions where they are counted now, and moves them.
`recount` counts everything afresh, by another way, and is what the summary is held against.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, and_, delete, func, or_, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import aliased

from network.core.actor import Actor, Anyone, SystemActor
from network.core.database import db, is_one_of, is_postgresql
from network.core.parts import in_parts
from network.core.tenancy import scoped
from network.training.models import Completion, CoverageSummary, Learner, LearnerTier, OfferSetting, Tier
from network.training.rules import Bucket, Place, Standing, moves, with_lower
from network.training.vocabulary import CompletionStatus

Standings = Mapping[int, Standing]


class Counted(NamedTuple):
    """A row of a person, as far as counting goes."""

    id: UUID
    same_as_id: UUID | None
    is_known: bool
    has_left: bool


@contextmanager
def settled(actor: Anyone, organisation_id: UUID, learner_ids: Iterable[UUID]) -> Iterator[None]:
    """Around whatever changes these rows or their completions: a few statements, however many there are.

    Every row that is, becomes or was somebody's is named here, or is the same as one that is.
    """
    ids = set(learner_ids)
    held = _held_standings(actor, ids)
    before = _places(_counted(actor, ids), held)
    yield
    db.session.flush()
    rows = _counted(actor, ids)
    earned = _earned(actor, rows)
    _write_standings(actor, organisation_id, held, earned)
    _write_summary(organisation_id, moves(before, _places(rows, earned)))


def count_newcomers(organisation_id: UUID, places: Mapping[UUID, Place]) -> None:
    """Counts people who were not there before, with all that they completed."""
    lower = _lower_tiers()
    counted = {each: place._replace(standings=with_lower(place.standings, lower)) for each, place in places.items()}
    _write_standings_of(organisation_id, {}, {each: place.standings for each, place in counted.items()})
    _write_summary(organisation_id, moves({}, counted))


def _counted(actor: Anyone, ids: Collection[UUID]) -> list[Counted]:
    """These rows and those that are the same person as one of them."""
    columns = (Learner.id, Learner.same_as_id, Learner.email, Learner.staff_number, Learner.left_on)
    rows = scoped(select(*columns), actor, Learner).where(
        or_(is_one_of(Learner.id, ids), is_one_of(Learner.same_as_id, ids))
    )
    return [
        Counted(row.id, row.same_as_id, bool(row.email or row.staff_number), row.left_on is not None)
        for row in db.session.execute(rows)
    ]


def _places(rows: Iterable[Counted], standings: Mapping[UUID, Standings]) -> dict[UUID, Place]:
    """Where each person is counted: only the row that stands for them."""
    return {
        row.id: Place(standings.get(row.id, {}), row.is_known, row.has_left) for row in rows if row.same_as_id is None
    }


def _earned(actor: Anyone, rows: Collection[Counted]) -> dict[UUID, Standings]:
    """Where people stand by what they completed, under the row that stands for each."""
    together = _by_person(rows, _earned_standings(actor, [row.id for row in rows]))
    lower = _lower_tiers()
    return {person: with_lower(standings, lower) for person, standings in together.items()}


def _lower_tiers() -> Sequence[int]:
    """The tiers in which higher ones count too; none where each counts by itself."""
    return db.session.scalars(select(Tier.number).where(is_cumulative())).all()


def is_cumulative() -> ColumnElement[bool]:
    return select(OfferSetting.id).where(OfferSetting.is_cumulative).exists()


def _by_person(rows: Iterable[Counted], earned: Mapping[UUID, Standings]) -> dict[UUID, Standings]:
    """What the rows of one person earned, together, under the row that stands for them."""
    together: dict[UUID, dict[int, Standing]] = defaultdict(dict)
    for row in rows:
        person = together[row.same_as_id or row.id]
        for tier, standing in earned.get(row.id, {}).items():
            person[tier] = standing.later(person[tier]) if tier in person else standing
    return dict(together)


def _held_standings(actor: Anyone, ids: Collection[UUID]) -> dict[UUID, dict[int, Standing]]:
    rows = scoped(
        select(LearnerTier.learner_id, LearnerTier.tier, LearnerTier.last_completed_on, LearnerTier.expires_on),
        actor,
        LearnerTier,
    ).where(is_one_of(LearnerTier.learner_id, ids))
    return _by_learner(db.session.execute(rows))


def _earned_standings(actor: Anyone, ids: Iterable[UUID]) -> dict[UUID, dict[int, Standing]]:
    rows = (
        scoped(
            select(
                Completion.learner_id,
                Completion.tier,
                func.max(Completion.completed_on),
                func.max(Completion.expires_on),
            ),
            actor,
            Completion,
        )
        .where(
            is_one_of(Completion.learner_id, ids),
            Completion.status == CompletionStatus.CONFIRMED,
            Completion.tier.is_not(None),
        )
        .group_by(Completion.learner_id, Completion.tier)
    )
    return _by_learner(db.session.execute(rows))


def _by_learner(rows: Iterable[Any]) -> dict[UUID, dict[int, Standing]]:
    found: dict[UUID, dict[int, Standing]] = defaultdict(dict)
    for learner_id, tier, completed_on, expires_on in rows:
        found[learner_id][tier] = Standing(completed_on, expires_on)
    return found


def _write_standings(
    actor: Anyone, organisation_id: UUID, held: Mapping[UUID, Standings], earned: Mapping[UUID, Standings]
) -> None:
    _write_standings_of(organisation_id, held, earned)
    gone: dict[int, list[UUID]] = defaultdict(list)
    for each, tiers in held.items():
        for tier in tiers:
            if tier not in earned.get(each, {}):
                gone[tier].append(each)
    if gone:
        # By tier, of which there are few: a condition for each person is more than SQLite takes.
        lost = or_(*(and_(LearnerTier.tier == tier, is_one_of(LearnerTier.learner_id, gone[tier])) for tier in gone))
        db.session.execute(scoped(delete(LearnerTier), actor, LearnerTier).where(lost))


def _write_standings_of(
    organisation_id: UUID, held: Mapping[UUID, Standings], earned: Mapping[UUID, Standings]
) -> None:
    changed = [
        {
            "organisation_id": organisation_id,
            "learner_id": learner_id,
            "tier": tier,
            "last_completed_on": standing.last_completed_on,
            "expires_on": standing.expires_on,
        }
        for learner_id, standings in sorted(earned.items())
        for tier, standing in sorted(standings.items())
        if held.get(learner_id, {}).get(tier) != standing
    ]
    if changed:
        insert = _insert()(LearnerTier.__table__)
        values = {name: insert.excluded[name] for name in ("last_completed_on", "expires_on")}
        keys = ["organisation_id", "learner_id", "tier"]
        db.session.execute(insert.on_conflict_do_update(index_elements=keys, set_=values), changed)


def _write_summary(organisation_id: UUID, change: Mapping[Bucket, int]) -> None:
    """In the order of the buckets, so that two transactions never wait for one another."""
    rows: dict[tuple[int, Any], dict[str, Any]] = {}
    for bucket, people in sorted(change.items()):
        row = rows.setdefault(
            (bucket.tier, bucket.expires_on),
            {
                "organisation_id": organisation_id,
                "tier": bucket.tier,
                "expires_on": bucket.expires_on,
                "people": 0,
                "unidentified": 0,
            },
        )
        row["people" if bucket.is_known else "unidentified"] += people
    if not rows:
        return
    insert = _insert()(CoverageSummary.__table__)
    added = {
        "people": CoverageSummary.people + insert.excluded.people,
        "unidentified": CoverageSummary.unidentified + insert.excluded.unidentified,
    }
    keys = ["organisation_id", "tier", "expires_on"]
    db.session.execute(insert.on_conflict_do_update(index_elements=keys, set_=added), list(rows.values()))


def _insert() -> Any:
    return postgresql.insert if is_postgresql(db.session()) else sqlite.insert


def summarised(actor: Actor) -> dict[Bucket, int]:
    """What the summary of the actor's organisation says: the people in each bucket. No zeros."""
    rows = scoped(select(CoverageSummary), actor, CoverageSummary).where(
        CoverageSummary.organisation_id == actor.organisation_id
    )
    counts: dict[Bucket, int] = {}
    for row in db.session.scalars(rows.execution_options(populate_existing=True)):
        counts[Bucket(row.tier, row.expires_on, True)] = row.people
        counts[Bucket(row.tier, row.expires_on, False)] = row.unidentified
    return {bucket: people for bucket, people in counts.items() if people}


def recount(actor: Actor) -> dict[Bucket, int]:
    """The same, counted afresh from every completion of the actor's organisation. Slow; equal, or we have a fault."""
    return _recount(actor, actor.organisation_id)


def begin_anew(system: SystemActor, organisation_id: UUID, changed: Sequence[UUID]) -> None:
    """Makes an organisation's summary anew, and the standing of these people, whose completions were moved."""
    for some in in_parts(changed):
        held = _held_standings(system, some)
        _write_standings(system, organisation_id, held, _earned(system, _counted(system, some)))
    forget_summary(system, organisation_id)
    _write_summary(organisation_id, _count_standings(system, organisation_id))


def forget_summary(system: SystemActor, organisation_id: UUID) -> None:
    """Removes an organisation's summary: its people are counted elsewhere, or anew."""
    gone = scoped(delete(CoverageSummary), system, CoverageSummary)
    db.session.execute(gone.where(CoverageSummary.organisation_id == organisation_id))


def _count_standings(system: SystemActor, organisation_id: UUID) -> dict[Bucket, int]:
    """The people in each bucket by where each of them stands."""
    is_known = or_(Learner.email.is_not(None), Learner.staff_number.is_not(None)).label("is_known")
    rows = (
        scoped(select(LearnerTier.tier, LearnerTier.expires_on, is_known, func.count()), system, LearnerTier, Learner)
        .join(Learner, Learner.id == LearnerTier.learner_id)
        .where(LearnerTier.organisation_id == organisation_id, Learner.left_on.is_(None))
        .group_by(LearnerTier.tier, LearnerTier.expires_on, is_known)
    )
    return {Bucket(tier, last, bool(known)): people for tier, last, known, people in db.session.execute(rows)}


def _recount(actor: Anyone, organisation_id: UUID) -> dict[Bucket, int]:
    """Completions together first, then whose they are: joined at once, SQLite looks at each person for each of them."""
    person_id = func.coalesce(Learner.same_as_id, Learner.id).label("person_id")
    latest = (
        scoped(
            select(person_id, Tier.number.label("tier"), func.max(Completion.expires_on).label("expires_on")),
            actor,
            Completion,
            Learner,
        )
        .select_from(Completion)
        .join(Tier, or_(Tier.number == Completion.tier, and_(Tier.number < Completion.tier, is_cumulative())))
        .join(Learner, Learner.id == Completion.learner_id)
        .where(Completion.organisation_id == organisation_id, Completion.status == CompletionStatus.CONFIRMED)
        .group_by(person_id, Tier.number)
        .subquery()
    )
    person = aliased(Learner)
    is_known = or_(person.email.is_not(None), person.staff_number.is_not(None)).label("is_known")
    rows = (
        scoped(select(latest.c.tier, latest.c.expires_on, is_known, func.count()), actor, person)
        .join(person, person.id == latest.c.person_id)
        .where(person.left_on.is_(None))
        .group_by(latest.c.tier, latest.c.expires_on, is_known)
    )
    return {Bucket(tier, last, bool(known)): people for tier, last, known, people in db.session.execute(rows)}
