"""Opening the figures of the service: who holds the cases sees them exactly, and that they did is noted (B17, B26)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from network.core.actor import Actor
from network.core.clock import Clock
from network.incidents.asked_measures import AskedMeasures
from network.incidents.queries.groups import list_held, visible_groups
from network.incidents.queries.measures import count_talks_and_lateness, read_cases
from network.incidents.queries.people import names_of
from network.incidents.rules.measures import (
    Line,
    Measure,
    Period,
    figures_of,
    incidents_by_therapist,
    lines_by_therapist,
    lines_of,
    lines_of_lateness,
    lines_of_talks,
    staff_by_therapist,
)
from network.incidents.rules.readers import Capacity
from network.incidents.service.steps import note


@dataclass(frozen=True, slots=True)
class MeasuresReport:
    """What was asked for, and what there is to say."""

    asked: AskedMeasures
    read_at: datetime
    lines: list[Line]

    def of(self, measure: Measure) -> list[Line]:
        """The lines of one measure."""
        return [line for line in self.lines if line.measure is measure]


def open_measures(actor: Actor, asked: AskedMeasures, clock: Clock) -> MeasuresReport:
    """M1 to M8 of the organisation of an incident lead, exactly, as they stand now."""
    period = asked.period
    days = Period(min(period.first_day, asked.active_on), max(period.last_day, asked.active_on))
    cases = read_cases(actor, Capacity.LEAD, days)
    groups = list_held(visible_groups(actor, Capacity.LEAD), period)
    figures = figures_of(cases, groups, period, [asked.active_on], clock.now())
    names = names_of(people=figures.staff_by_therapist)
    note(actor, None, "measured", clock, {"as": Capacity.LEAD, **asked.words})
    talks, late_reasons = count_talks_and_lateness(actor, period)
    lines = [
        *lines_of(figures, names),
        *lines_of_lateness(late_reasons),
        *lines_of_talks(talks),
    ]
    return MeasuresReport(asked, clock.now(), lines)


def open_workload(actor: Actor, asked: AskedMeasures, clock: Clock) -> MeasuresReport:
    """M2 and M7 of a provider's therapists, over all organisations that it supports, for its allocators."""
    cases = read_cases(actor, Capacity.ALLOCATOR, asked.period)
    staff, incidents = (count(cases, asked.period) for count in (staff_by_therapist, incidents_by_therapist))
    names = names_of(people=staff)
    note(actor, None, "measured", clock, {"as": Capacity.ALLOCATOR, **asked.words})
    lines = [*lines_by_therapist(Measure.M2, staff, names), *lines_by_therapist(Measure.M7, incidents, names)]
    return MeasuresReport(asked, clock.now(), lines)
