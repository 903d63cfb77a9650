"""A sheet that hangs on the wall today: its code is open, and three who had no phone with them are on it already."""

from __future__ import annotations

from typing import Final

from network.core.permissions import Role
from network.demonstration.days import at
from network.demonstration.names import address_of
from network.demonstration.partners import CITY, PARTNERS
from network.demonstration.sign_ins import CHAMPION
from network.demonstration.stage import Stage
from network.training.public import Attendee, Mode, Roster
from network.training.queries import find_course
from network.training.signing.service import keeping

PLACE: Final = "Room 2, Fernhill Library"
WITHOUT_A_PHONE: Final = 3


def plan_signing(stage: Stage) -> None:
    """The city's champion opens it the day before, to print it."""
    stage.plan(at(stage.days.ago(1), 15, 50), _open, stage)


def _open(stage: Stage) -> None:
    champions = stage.members_of(CITY, Role.CHAMPION)
    champion = next((each for each in champions if each.person.email == CHAMPION.email), champions[0])
    domain = next(partner.domain for partner in PARTNERS if partner.key == CITY)
    names = [next(stage.names) for _ in range(WITHOUT_A_PHONE)]
    people = tuple(Attendee(name, address_of(name, domain), line=line) for line, name in enumerate(names, 1))
    with stage.acting(champion) as actor:
        course = find_course(actor, "T1-ORIENT")
        if course is None:
            raise LookupError("T1-ORIENT")
        sheet = keeping.open_sheet(
            actor,
            course_id=course.id,
            held_on=stage.days.today,
            mode=Mode.IN_PERSON,
            minutes=None,
            place=PLACE,
            clock=stage.clock,
        )
        keeping.add_people(actor, sheet.id, Roster(people), stage.clock)
