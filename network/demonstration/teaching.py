"""Two years of training: who learned what when, and the champions who logged it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from network.core.permissions import Role
from network.demonstration.bringing import BROUGHT
from network.demonstration.days import at
from network.demonstration.declaring import DECLARED
from network.demonstration.delivering import DELIVERED
from network.demonstration.extending import EARLIER
from network.demonstration.names import address_of
from network.demonstration.offering import SIGNS
from network.demonstration.partners import CITY, PARTNERS, Partner
from network.demonstration.sign_ins import CHAMPION
from network.demonstration.stage import Stage
from network.training.public import Attendee, Deliverer, Mode, Roster, log_session
from network.training.queries import find_course

COMPLETIONS: Final = 9000
IN_DEPTH: Final = 0.09
"""The part of those trained at all who went as far as tier 3."""
UNIDENTIFIED: Final = 0.02
"""The part of people whom nobody gave an address for."""
STARTS_AFTER: Final = 16
"""Days from the signature to the first session."""
LARGEST_SESSION: Final = 180
SMALLEST_SESSION: Final = 24
PLACES: Final = ("Training room 2", "The hall", "Ottermouth library", "Staff room", "Quillbury town hall")


@dataclass(frozen=True, slots=True)
class Strand:
    """A course, how it is held, and the part of an organisation's two years in which it is taught."""

    code: str
    modes: tuple[Mode, ...]
    begins: float
    ends: float


FIRST_LOOK: Final = Strand("T1-ORIENT", (Mode.IN_PERSON, Mode.ONLINE, Mode.BLENDED), 0.0, 0.85)
ONLINE: Final = Strand("T1-ONLINE", (Mode.ONLINE,), 0.0, 1.0)
PRACTICE: Final = Strand("T2-PRACTICE", (Mode.IN_PERSON, Mode.BLENDED), 0.2, 1.0)
WELLBEING: Final = Strand("T2-WELLBEING", (Mode.IN_PERSON, Mode.ONLINE), 0.35, 1.0)
SIGNED: Final = Strand(SIGNS, (Mode.IN_PERSON,), 0.45, 1.0)
DEPTH: Final = Strand("T3-INDEPTH", (Mode.IN_PERSON,), 0.5, 1.0)


GIVEN_BY: Final = {
    ONLINE.code: Deliverer.EXTERNAL,
    WELLBEING.code: Deliverer.FACILITATOR,
    SIGNED.code: Deliverer.EXTERNAL,
    DEPTH.code: Deliverer.PSYCHOLOGIST,
}
"""Who gave what champions logged and may not give themselves."""


def plan_teaching(stage: Stage) -> None:
    """Plans every session of every organisation; they come to 9,000 completions in all."""
    courses: dict[str, UUID] = {}
    taught = [partner for partner in PARTNERS if partner.ambition]
    for partner, completions in zip(taught, _shares(taught), strict=True):
        for strand, people in _classes(stage, partner, completions):
            _plan_strand(stage, partner, strand, people, courses)


def _shares(partners: Sequence[Partner]) -> list[int]:
    """How many completions each has: by its size and ambition, and together exactly as many as were promised."""
    weights = [partner.workforce * partner.ambition for partner in partners]
    shares = [int(COMPLETIONS * weight / sum(weights)) for weight in weights]
    shares[0] += COMPLETIONS - BROUGHT - DECLARED - DELIVERED - EARLIER - sum(shares)
    return shares


def _classes(stage: Stage, partner: Partner, completions: int) -> Iterator[tuple[Strand, list[Attendee]]]:
    staff = [_somebody(stage, partner) for _ in range(round(partner.workforce * partner.ambition))]
    if partner.key == CITY:
        staff[0] = Attendee(CHAMPION.name, CHAMPION.email)
    known = [person for person in staff if person.is_known]
    in_depth = round(len(known) * IN_DEPTH)
    second = completions - len(staff) - in_depth
    online = len(staff) // 3
    yield FIRST_LOOK, staff[online:]
    yield ONLINE, staff[:online]
    yield PRACTICE, known[: second // 2]
    wellbeing = known[: second - second // 2]
    elsewhere = len(wellbeing) // 10
    yield WELLBEING, wellbeing[elsewhere:]
    yield SIGNED, wellbeing[:elsewhere]
    yield DEPTH, known[:in_depth]


def _somebody(stage: Stage, partner: Partner) -> Attendee:
    name = next(stage.names)
    if stage.random.random() < UNIDENTIFIED:
        return Attendee(name)
    return Attendee(name, address_of(name, partner.domain))


def _plan_strand(
    stage: Stage, partner: Partner, strand: Strand, people: list[Attendee], courses: dict[str, UUID]
) -> None:
    size = min(LARGEST_SESSION, max(SMALLEST_SESSION, partner.workforce // 4))
    groups = [people[start : start + size] for start in range(0, len(people), size)]
    for group, day in zip(groups, _days(stage, partner, strand, len(groups)), strict=True):
        stage.plan(at(day, 16, 10), _hold, stage, partner, strand, group, courses)


def _days(stage: Stage, partner: Partner, strand: Strand, count: int) -> list[date]:
    first = stage.days.today - timedelta(days=(partner.signed or 0) - STARTS_AFTER)
    last = stage.days.today - timedelta(days=1)
    span = (last - first).days
    begin, end = round(span * strand.begins), max(round(span * strand.ends), 1)
    offsets = sorted(stage.random.randrange(begin, max(end, begin + 1)) for _ in range(count))
    return [stage.days.ago(span + 1 - offset) for offset in offsets]


def _hold(stage: Stage, partner: Partner, strand: Strand, group: list[Attendee], courses: dict[str, UUID]) -> None:
    champion = stage.random.choice(stage.members_of(partner.key, Role.CHAMPION))
    mode = stage.random.choice(strand.modes)
    with stage.acting(champion) as actor:
        if strand.code not in courses:
            course = find_course(actor, strand.code)
            if course is None:
                raise LookupError(strand.code)
            courses[strand.code] = course.id
        log_session(
            actor,
            course_id=courses[strand.code],
            held_on=stage.clock.today(),
            mode=mode,
            minutes=None,
            place="" if mode is Mode.ONLINE else stage.random.choice(PLACES),
            roster=Roster(tuple(group)),
            clock=stage.clock,
            given_by=GIVEN_BY.get(strand.code),
            was_asked=True,
        )
