"""Opening a therapist's week: what is booked and due, who asks, and how much room they said they have."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from network.core.actor import Actor
from network.core.clock import Clock
from network.incidents.models import TherapistRoom
from network.incidents.queries.asking import AskedLine, find_room, list_asked
from network.incidents.queries.week import list_week
from network.incidents.rules.readers import Capacity
from network.incidents.rules.week import DAYS, Day, monday_of, week_of
from network.incidents.service.steps import note


@dataclass(frozen=True, slots=True)
class Week:
    """Seven days from a Monday on, with what the therapist is asked about meanwhile."""

    days: tuple[Day, ...]
    asked: list[AskedLine]
    room: TherapistRoom | None
    """None until they have said how much room they have."""

    @property
    def first_day(self) -> date:
        """Its Monday."""
        return self.days[0].on

    @property
    def before(self) -> date:
        """The Monday of the week before."""
        return self.first_day - timedelta(days=DAYS)

    @property
    def after(self) -> date:
        """The Monday of the week after."""
        return self.first_day + timedelta(days=DAYS)

    @property
    def is_empty(self) -> bool:
        """Whether nothing stands in it."""
        return not any(day.entries for day in self.days)


def open_week(actor: Actor, day: date | None, clock: Clock) -> Week:
    """The week that a day is in, this one unless told."""
    first_day = monday_of(day or clock.today())
    days = week_of(first_day, list_week(actor, first_day))
    note(actor, None, "week-opened", clock, {"as": Capacity.THERAPIST})
    return Week(days, list_asked(actor), find_room(actor))


def open_asked(actor: Actor, clock: Clock) -> list[AskedLine]:
    """What a therapist is asked about now, without names (U4)."""
    asked = list_asked(actor)
    note(actor, None, "listed", clock, {"as": Capacity.ASKED})
    return asked
