"""The network's events: four that were held, four that are announced, one of them nearly full and one cancelled."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Final
from uuid import UUID

from network.demonstration.days import at
from network.demonstration.stage import Member, Stage
from network.events.public import EventDraft, EventKind, announce_event, book, cancel_booking, cancel_event
from network.organisations.public import list_departments


@dataclass(frozen=True, slots=True)
class Gathering:
    """An event as the demonstration announces it."""

    title: str
    summary: str
    kind: EventKind
    in_days: int
    """From today; below 0 for one that was held."""
    hours: tuple[int, int]
    booked: int
    capacity: int | None = None
    announced_ago: int = 0
    """Days ago; for one that was held, counted from its own day."""
    content_note: str | None = None
    programme: str = ""
    cancelled_because: str = ""


_HALL: Final = "Ottermouth Corn Hall, Market Place, Ottermouth"
_LINK: Final = "https://meet.wendmere.example/room/network"

GATHERINGS: Final = (
    Gathering(
        "Launch of the charter and the network",
        "The partners meet for the first time, hear why the county begins this work, and sign.",
        EventKind.IN_PERSON, -672, (10, 15), 16, 120, 30,
        programme="10am Welcome\n11am Young people on what helped\n1pm Lunch\n2pm What we will do first",
    ),
    Gathering(
        "Champions’ first day together",
        "How to hold a short session, what to do when it touches somebody, and whom to call.",
        EventKind.IN_PERSON, -430, (9, 13), 26, 60, 40,
        content_note="Examples from practice mention bereavement. Each is announced before it comes.",
    ),
    Gathering(
        "Looking after those who look after others",
        "A morning on vicarious trauma, supervision and going home on time.",
        EventKind.ONLINE, -238, (10, 12), 34, None, 35,
        content_note="One speaker talks about burnout in their own words.",
    ),
    Gathering(
        "What changed? Champions’ feedback and impact",
        "What people did differently after training, and what partners will try next.",
        EventKind.BOTH, -61, (10, 15), 38, 90, 45,
        programme="10am What the figures say\n11:15am Three stories\n1:30pm Tables by sector",
    ),
    Gathering(
        "Language that does not blame",
        "A workshop on letters, forms and first sentences. Bring one of your own letters.",
        EventKind.ONLINE, 9, (13, 15), 38, 40, 26,
    ),
    Gathering(
        "Rooms and receptions: a walk round with people who use them",
        "In small groups through three public buildings, led by people with lived experience.",
        EventKind.IN_PERSON, 23, (10, 13), 17, 30, 20,
        content_note="Some will say what made buildings hard for them. You can step out at any time.",
    ),
    Gathering(
        "Evening for school leaders",
        "How four schools began, and what they would do in another order.",
        EventKind.ONLINE, 36, (16, 18), 11, 50, 15,
        cancelled_because="The speaker is unwell. We will announce another evening in the new term.",
    ),
    Gathering(
        "Network day: two years on",
        "Where the county stands, what the evaluation asks of us, and next year’s plan.",
        EventKind.BOTH, 55, (10, 16), 29, 150, 12,
        programme="10am Where we stand\n11:30am Partners in conversation\n1pm Lunch\n2pm Planning by place",
    ),
)  # fmt: skip

NEEDS: Final = ("A hearing loop, please.", "A chair near the door.", "Step-free access from the car park.")
WAVES: Final = (0.25, 0.5, 0.8)
"""When people book: the part of the time between announcement and event, or today, that has passed."""


def plan_gatherings(stage: Stage) -> None:
    """Plans each event: announced, booked in three waves, one of them cancelled."""
    for gathering in GATHERINGS:
        announced = gathering.announced_ago - min(0, gathering.in_days)
        stage.plan(at(stage.days.ago(announced), 10, 45), _announce, stage, gathering)


def _announce(stage: Stage, gathering: Gathering) -> None:
    day = stage.days.ago(-gathering.in_days) if gathering.in_days < 0 else stage.days.ahead(gathering.in_days)
    draft = EventDraft(
        title=gathering.title,
        summary=gathering.summary,
        kind=gathering.kind,
        place=_HALL,
        joining_link=_LINK,
        starts_at=at(day, gathering.hours[0]),
        ends_at=at(day, gathering.hours[1]),
        capacity=gathering.capacity,
        programme=gathering.programme,
        breaks="Every hour, for ten minutes",
        content_note=gathering.content_note,
        camera_may_be_off=True,
        may_leave_any_time=True,
    )
    with stage.acting(stage.coordinator) as actor:
        event_id = announce_event(actor, draft, stage.clock).id
    announced = stage.clock.today()
    span = (min(day, stage.days.today) - announced).days
    comers: list[Member] = []
    for number, part in enumerate(WAVES, 1):
        wave = at(stage.days.ago((stage.days.today - announced - timedelta(days=round(span * part))).days), 12)
        upto = round(gathering.booked * number / len(WAVES))
        stage.plan(wave, _book, stage, event_id, comers, upto)
    last = stage.days.ago((stage.days.today - announced - timedelta(days=round(span * WAVES[-1]))).days)
    stage.plan(at(last, 15), _swap, stage, event_id, comers)
    if gathering.cancelled_because:
        stage.plan(at(stage.days.ago(1), 15, 30), _cancel, stage, event_id, gathering.cancelled_because)


def _book(stage: Stage, event_id: UUID, comers: list[Member], upto: int) -> None:
    coming = {member.person.id for member in comers}
    others = list({each.person.id: each for each in stage.members if each.person.id not in coming}.values())
    for member in stage.random.sample(others, min(upto - len(comers), len(others))):
        needs = stage.random.choice(NEEDS) if stage.random.random() < 0.06 else ""
        with stage.acting(member) as actor:
            departments = list_departments(actor, actor.organisation_id)
            number = len(comers) % (len(departments) + 1)
            of_one = departments[number].id if number < len(departments) else None
            book(actor, event_id, stage.clock, needs, of_one)
        comers.append(member)


def _swap(stage: Stage, event_id: UUID, comers: list[Member]) -> None:
    """Somebody gives their place back, and somebody else, if there is anybody, takes it."""
    coming = {member.person.id for member in comers}
    others = [each for each in stage.members if each.person.id not in coming]
    if not others:
        return
    leaving, taking = stage.random.choice(comers), stage.random.choice(others)
    with stage.acting(leaving) as actor:
        cancel_booking(actor, event_id, book(actor, event_id, stage.clock), stage.clock)
    with stage.acting(taking) as actor:
        book(actor, event_id, stage.clock)
    comers.remove(leaving)
    comers.append(taking)


def _cancel(stage: Stage, event_id: UUID, reason: str) -> None:
    with stage.acting(stage.coordinator) as actor:
        cancel_event(actor, event_id, reason, stage.clock)
