"""Publishing the figures of a quarter, once and for good, through the suppression engine (B17)."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select

from network.core import audit, crypto
from network.core.actor import SystemActor
from network.core.clock import Clock
from network.core.database import db, new_id
from network.core.suppression import NotProved, Published, Quarter, clusters, publish, quarter_of
from network.core.tenancy import scoped
from network.incidents.models import GroupSupport, PublishedFigure, PublishedQuarter
from network.incidents.queries.groups import list_held
from network.incidents.queries.measures import read_all_cases
from network.incidents.queries.published import count_eligible_staff, find_last_published
from network.incidents.rules.measures import Period, definition_of
from network.incidents.rules.measures.keeping import Clusters, as_text, from_text
from network.incidents.rules.measures.published import Planned, count, last_settled, plan, protect, relations

JOB = "publish figures of support"


def publish_figures(clock: Clock) -> None:
    """Publishes the next quarter that is due, if there is one. Nothing of it is ever said otherwise afterwards.

    Who is counted is decided by the number of staff alone: whoever is too few, and whoever has not said how many,
    is counted together with others, or is not there at all.
    """
    system = SystemActor(JOB)
    last, due = find_last_published(system), last_settled(clock.now(), quarter_of(clock.today()))
    if last is not None and last.quarter >= due:
        return
    earlier, former = _kept(last)
    staff = {str(organisation_id): size for organisation_id, size in count_eligible_staff(system).items()}
    together = clusters(staff, former)
    if together:
        _publish(system, due if last is None else last.quarter.after(1), together, (earlier, former), last, clock)


def _kept(last: PublishedQuarter | None) -> tuple[Published, Clusters]:
    if last is None or last.kept_sealed is None:
        return Published(), []
    return from_text(crypto.unseal(last.kept_sealed, last.place))


def _publish(
    system: SystemActor,
    quarter: Quarter,
    together: Clusters,
    before: tuple[Published, Clusters],
    last: PublishedQuarter | None,
    clock: Clock,
) -> None:
    everything, planned = _said(system, quarter, together, before, clock)
    published = PublishedQuarter(
        id=new_id(), year=quarter.year, number=quarter.number, published_at=clock.now(), kept_sealed=None
    )
    published.kept_sealed = crypto.seal(as_text(everything, together if planned else before[1]), published.place, clock)
    db.session.add(published)
    db.session.flush()
    db.session.add_all(_rows(published.id, planned, everything))
    if last is not None:
        last.kept_sealed = None
    audit.record(
        system,
        clock.now(),
        "incidents.figures.published",
        "published_quarter",
        published.id,
        changes={"quarter": f"{quarter.year}-Q{quarter.number}"},
    )


def _said(
    system: SystemActor, quarter: Quarter, together: Clusters, before: tuple[Published, Clusters], clock: Clock
) -> tuple[Published, list[Planned]]:
    """What is said of a quarter; nothing of it, and no more than before, where it could not be proved to be safe."""
    earlier, former = before
    days = Period(quarter.after(-1).last_day, quarter.last_day)
    cases = read_all_cases(system, days)
    counted = {name: cases.get(UUID(name), []) for cluster in together for name in cluster}
    groups = list_held(scoped(select(GroupSupport), system, GroupSupport), Period.of_quarter(quarter))
    new = count(counted, groups, quarter, earlier.counts, clock.now())
    known = {**earlier.counts, **new}
    planned = plan(quarter, together, known, earlier.said)
    figures, safe = [each.figure for each in planned], protect(quarter, together, former)
    try:
        return publish(new, figures, relations(known, quarter), earlier, safe), planned
    except NotProved:
        return earlier, []


def _rows(quarter_id: UUID, planned: list[Planned], everything: Published) -> list[PublishedFigure]:
    return [
        PublishedFigure(
            id=new_id(),
            quarter_id=quarter_id,
            position=position,
            measure=each.measure,
            version=definition_of(each.measure).version,
            part=each.part,
            organisation_ids=list(each.subject),
            is_year=each.is_year,
            value=everything.said[each.figure].value,
        )
        for position, each in enumerate(planned)
    ]
