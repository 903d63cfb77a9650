"""Tailored training for tests, built through the services."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time, timedelta
from typing import Any, TypeVar
from uuid import UUID

from flask import Flask
from sqlalchemy import select

from network.core.clock import Clock
from network.core.commit import commit
from network.core.database import db
from network.core.permissions import Role
from network.core.tenancy import scoped, system_scope
from network.core.working_days import Weekday
from network.organisations.vocabulary import Sector
from network.tailoring.models import GivingOffer, TailoredInvitation, TailoredRequest
from network.tailoring.rules.offers import OfferDraft
from network.tailoring.rules.requests import Feedback, RequestDraft
from network.tailoring.service import afterwards, asking, inviting, offers
from network.tailoring.service.inviting import Yes
from network.training.vocabulary import Mode, Topic
from tests.factories import training
from tests.factories.delivery import course_of
from tests.support.world import Person, World

CODE = "T2-PRACTICE"
"""A course that champions and facilitators may give."""
WORDS = "Canary: our reception desk meets people on their worst day"
NEEDS = "Canary: a room without steps"
EXPERIENCE = "Canary: ten years in hospitals"
Row = TypeVar("Row", GivingOffer, TailoredInvitation, TailoredRequest)


def offer_draft(course_id: UUID, **changes: Any) -> OfferDraft:
    """What somebody of a hospital can give to others too."""
    said: dict[str, Any] = {
        "courses": (course_id,),
        "sectors": (Sector.COUNCIL,),
        "places": ("Wendmere",),
        "modes": (Mode.IN_PERSON,),
        "weekdays": (Weekday.MONDAY, Weekday.WEDNESDAY),
        "from_on": None,
        "until_on": None,
        "most_a_quarter": 3,
        "for_others": True,
        "experience": EXPERIENCE,
    }
    return OfferDraft(**{**said, **changes})


def request_draft(course_id: UUID | None, today: date, **changes: Any) -> RequestDraft:
    """What a council asks for, within the next month."""
    said: dict[str, Any] = {
        "course_id": course_id,
        "topics": () if course_id else (Topic.RECOGNISING,),
        "department_id": None,
        "people": 14,
        "level": None,
        "tailor": WORDS,
        "mode": Mode.IN_PERSON,
        "town": "Wendmere",
        "postcode": "",
        "from_on": today + timedelta(days=7),
        "until_on": today + timedelta(days=35),
        "access_needs": NEEDS,
    }
    return RequestDraft(**{**said, **changes})


def offer(
    app: Flask,
    world: World,
    clock: Clock,
    *,
    at: str = "other",
    role: Role = Role.CHAMPION,
    is_lent: bool = True,
    person: Person | None = None,
    **changes: Any,
) -> UUID:
    """What somebody can give, lent by their lead unless told otherwise; committed."""
    course_id = course_of(app, clock, CODE)
    with training.acting(app, person or world.person(role, at)) as actor:
        key = offers.keep_offer(actor, offer_draft(course_id, **changes), 0, clock).id
    if is_lent and changes.get("for_others", True):
        with training.acting(app, world.person(Role.ORGANISATION_LEAD, at)) as lead:
            offers.lend(lead, key, clock)
    return key


def ask(
    app: Flask, world: World, clock: Clock, *, at: str = "own", role: Role = Role.ORGANISATION_LEAD, **changes: Any
) -> UUID:
    """A request of an organisation; committed."""
    course_id = changes.pop("course_id", course_of(app, clock, CODE))
    with training.acting(app, world.person(role, at)) as actor:
        return asking.ask(actor, request_draft(course_id, clock.today(), **changes), clock).id


def invite(app: Flask, world: World, clock: Clock, request_id: UUID, offer_id: UUID, *, at: str = "own") -> UUID:
    """The lead asks somebody; committed."""
    with training.acting(app, world.person(Role.ORGANISATION_LEAD, at)) as actor:
        return inviting.invite(actor, request_id, offer_id, None, clock).id


def say_yes(app: Flask, world: World, clock: Clock, invitation_id: UUID, *, at: str = "other", days: int = 10) -> None:
    """The champion agrees to a day to come; committed."""
    with training.acting(app, world.person(Role.CHAMPION, at)) as actor:
        said = Yes(clock.today() + timedelta(days=days), time(9, 30), 120)
        inviting.say_yes(actor, invitation_id, said, None, clock)


def agreed(app: Flask, world: World, clock: Clock, **changes: Any) -> tuple[UUID, UUID]:
    """A request of `own` that the champion of `other` agreed to, and the invitation."""
    offer_id = offer(app, world, clock)
    request_id = ask(app, world, clock, **changes)
    invitation_id = invite(app, world, clock, request_id, offer_id)
    say_yes(app, world, clock, invitation_id)
    return request_id, invitation_id


def held(app: Flask, world: World, clock: Clock) -> tuple[UUID, UUID]:
    """The same, said to be held today by those who asked."""
    request_id, invitation_id = agreed(app, world, clock)
    with training.acting(app, world.person(Role.ORGANISATION_LEAD)) as actor:
        afterwards.say_held(actor, request_id, clock.today(), 12, None, clock)
    return request_id, invitation_id


def fed_back(app: Flask, world: World, clock: Clock) -> tuple[UUID, UUID]:
    """The same, with feedback."""
    request_id, invitation_id = held(app, world, clock)
    with training.acting(app, world.person(Role.ORGANISATION_LEAD)) as actor:
        said = Feedback(5, 4, 5, "Canary: it spoke to us", "Canary: we begin meetings anew")
        afterwards.feed_back(actor, request_id, said, None, clock)
    return request_id, invitation_id


def stored(app: Flask, model: type[Row], key: UUID) -> Row:
    """A row as it stands in the database."""
    with app.app_context(), system_scope(db.session(), "look") as system:
        found = db.session.scalars(scoped(select(model), system, model).where(model.id == key)).one()
        db.session.expunge(found)
        db.session.remove()
        return found


def all_of(app: Flask, model: type[Row], *order: Any) -> list[Row]:
    """Every row of a table."""
    with app.app_context(), system_scope(db.session(), "look") as system:
        found = list(db.session.scalars(scoped(select(model), system, model).order_by(*(order or (model.id,)))))
        db.session.expunge_all()
        db.session.remove()
        return found


def refused(app: Flask, person: Person, call: Callable[[Any], Any], error: type[Exception]) -> Exception | None:
    """What a service refuses this person; None where it did not refuse so."""
    try:
        with training.acting(app, person) as actor:
            call(actor)
    except error as said:
        return said
    return None


def champions_of(app: Flask, world: World, clock: Clock, count: int, *, at: str = "other") -> list[Person]:
    """More champions of an organisation, whom `world.person` does not find."""
    first, found = world.person(Role.CHAMPION, at), []
    for _ in range(count):
        with app.app_context(), system_scope(db.session(), "one more champion for a test"):
            found.append(world.add_person(at, Role.CHAMPION, clock))
            commit()
        world.people[f"{at} {len(world.people)}", Role.CHAMPION] = found[-1]
    world.people[at, Role.CHAMPION] = first
    return found
