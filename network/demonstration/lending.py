"""Training that fits one organisation: who can give it, who asks for it, and requests at every point of their way."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any, Final
from uuid import UUID

from network.core.permissions import Role
from network.core.working_days import Weekday
from network.demonstration.days import at
from network.demonstration.partners import CITY, PARTNERS
from network.demonstration.sign_ins import CHAMPION, FACILITATOR, IN_TWO_PLACES
from network.demonstration.stage import Member, Stage
from network.organisations.vocabulary import Sector, TrainingTime, WorkforceLevel
from network.tailoring.queries.offers import find_own
from network.tailoring.queries.requests import draft_of, get_own_request
from network.tailoring.rules.offers import OfferDraft
from network.tailoring.rules.requests import Feedback, RequestDraft
from network.tailoring.service import afterwards, asking, inviting, offers
from network.tailoring.service.inviting import Yes
from network.training.public import Mode, Topic
from network.training.queries import find_course

COURSE: Final = "T2-PRACTICE"
_OFFERED: Final = 60
"""Days ago."""
Asked = dict[str, UUID]
"""A request and what became of it, filled in as the story goes."""


def plan_lending(stage: Stage) -> None:
    """Two months of it."""
    stage.plan(at(stage.days.ago(_OFFERED), 12, 10), _offer, stage)
    housing, desk = _plan_asking(stage, 46, CITY, _HOUSING), _plan_asking(stage, 30, CITY, _DESK)
    leaders, declined = _plan_asking(stage, 12, CITY, _LEADERS), _plan_asking(stage, 10, "aldersway", _SCHOOL)
    waiting, given_up = (
        _plan_asking(stage, 4, "quillbury-high", _SCHOOL),
        _plan_asking(stage, 20, "kindling", _FAMILIES),
    )
    _plan_asking(stage, 8, "tarnwick-primary", _SCHOOL)
    stage.plan(at(stage.days.ago(5), 14, 30), _change, stage, _plan_asking(stage, 6, CITY, _NIGHTS))
    for asked, ago, email in (
        (housing, 45, FACILITATOR.email),
        (desk, 29, CHAMPION.email),
        (leaders, 11, FACILITATOR.email),
        (declined, 9, CHAMPION.email),
        (waiting, 3, CHAMPION.email),
    ):
        stage.plan(at(stage.days.ago(ago), 11, 20), _invite, stage, asked, email)
    stage.plan(at(stage.days.ago(18), 9, 50), _withdraw, stage, given_up)
    stage.plan(at(stage.days.ago(8), 17, 15), _say_no, stage, declined)
    for asked, ago, email, day in (
        (housing, 44, FACILITATOR.email, stage.days.ago(30)),
        (desk, 28, CHAMPION.email, stage.days.ago(9)),
        (leaders, 10, FACILITATOR.email, stage.days.ahead(9)),
    ):
        stage.plan(at(stage.days.ago(ago), 13, 5), _say_yes, stage, asked, email, day)
    stage.plan(at(stage.days.ago(29), 15, 40), _say_held, stage, housing, stage.days.ago(30), 16)
    stage.plan(at(stage.days.ago(8), 15, 40), _say_held, stage, desk, stage.days.ago(9), 11)
    stage.plan(at(stage.days.ago(14), 10, 25), _feed_back, stage, housing)
    stage.plan(at(stage.days.ago(13), 10, 25), _tag, stage, housing)


def _member(stage: Stage, email: str) -> Member:
    """Somebody whose sign-in is known, in the role in which they give training."""
    roles = {Role.CHAMPION, Role.FACILITATOR}
    return next(each for each in stage.members if each.person.email == email and each.role in roles)


def _lead(stage: Stage, place: str) -> Member:
    return stage.lead_of(next(partner for partner in PARTNERS if partner.key == place))


def _offer(stage: Stage) -> None:
    """Two whom others may ask, one whose lead has not said yes yet, and one for their own organisation, paused."""
    champion, facilitator = _member(stage, CHAMPION.email), _member(stage, FACILITATOR.email)
    charity = _member(stage, IN_TWO_PLACES.email)
    police = stage.members_of("constabulary", Role.CHAMPION)[0]
    for member, changes in (
        (champion, {"sectors": (Sector.COUNCIL, Sector.SCHOOL), "experience": "Eight years in housing advice"}),
        (facilitator, {"sectors": (Sector.NHS, Sector.COUNCIL), "most_a_quarter": 6, "places": ("anywhere",)}),
        (charity, {"sectors": (Sector.CHARITY,), "modes": (Mode.ONLINE,), "experience": "Group work with families"}),
        (police, {"sectors": (Sector.POLICE,), "for_others": False}),
    ):
        with stage.acting(member) as actor:
            course = find_course(actor, COURSE)
            if course is None:
                raise LookupError(COURSE)
            offer = offers.keep_offer(actor, _offer_draft(course.id, changes), 0, stage.clock)
            if member is police:
                offers.pause_offer(actor, stage.clock)
        if member in (champion, facilitator):
            with stage.acting(_lead(stage, member.place)) as lead:
                offers.lend(lead, offer.id, stage.clock)


def _offer_draft(course_id: UUID, changes: dict[str, Any]) -> OfferDraft:
    said: dict[str, Any] = {
        "courses": (course_id,),
        "places": ("Ottermouth", "Quillbury", "Tarnwick"),
        "modes": (Mode.IN_PERSON, Mode.ONLINE),
        "weekdays": (Weekday.TUESDAY, Weekday.WEDNESDAY, Weekday.THURSDAY),
        "from_on": None,
        "until_on": None,
        "most_a_quarter": 4,
        "for_others": True,
    }
    return OfferDraft(**{**said, **changes})


_HOUSING: Final = {
    "people": 18,
    "level": WorkforceLevel.SKILLED,
    "tailor": "Our housing officers meet people who have just lost a home. How can a first visit feel safer?",
    "access_needs": "A room without steps, please.",
}
_DESK: Final = {
    "people": 12,
    "level": WorkforceLevel.INFORMED,
    "tailor": "For the team at the front desk: what to say when somebody is upset, and how to look after each other.",
    "time": TrainingTime.HALF_DAY,
}
_LEADERS: Final = {
    "people": 9,
    "level": WorkforceLevel.SKILLED,
    "tailor": "Team leaders would like to practise how to talk with a colleague after a hard day.",
    "topics": (Topic.SUPPORT,),
    "weekdays": (Weekday.WEDNESDAY,),
}
_SCHOOL: Final = {
    "people": 24,
    "level": WorkforceLevel.INFORMED,
    "tailor": "All our staff, lunchtime supervisors too. Short, with examples from a school day.",
    "time": TrainingTime.TWILIGHT,
}
_NIGHTS: Final = {
    "people": 10,
    "level": WorkforceLevel.SKILLED,
    "tailor": "The night team of our hostels. What helps when somebody cannot sleep and wants to talk?",
    "weekdays": (Weekday.TUESDAY,),
}
_FAMILIES: Final = {"people": 8, "tailor": "Volunteers who visit families at home.", "mode": Mode.ONLINE}


def _plan_asking(stage: Stage, ago: int, place: str, said: dict[str, Any]) -> Asked:
    asked: Asked = {}
    stage.plan(at(stage.days.ago(ago), 9, 40), _ask, stage, place, said, asked)
    return asked


def _ask(stage: Stage, place: str, said: dict[str, Any], asked: Asked) -> None:
    partner = next(each for each in PARTNERS if each.key == place)
    today = stage.clock.today()
    with stage.acting(_lead(stage, place)) as actor:
        course = find_course(actor, COURSE)
        usual: dict[str, Any] = {
            "course_id": course.id if course is not None else None,
            "topics": (),
            "department_id": None,
            "level": None,
            "mode": Mode.IN_PERSON,
            "town": partner.town,
            "postcode": "",
            "from_on": today + timedelta(days=5),
            "until_on": today + timedelta(days=75),
        }
        asked["request"] = asking.ask(actor, RequestDraft(**{**usual, **said}), stage.clock).id
        asked["organisation"] = actor.organisation_id


def _change(stage: Stage, asked: Asked) -> None:
    """More people would come, and on any day."""
    with stage.acting(_asker(stage, asked)) as actor:
        request = get_own_request(actor, asked["request"])
        said = replace(draft_of(request), people=16, weekdays=())
        asking.change(actor, request.id, said, request.version, stage.clock)


def _asker(stage: Stage, asked: Asked) -> Member:
    place = next(key for key, value in stage.organisations.items() if value == asked["organisation"])
    return _lead(stage, place)


def _invite(stage: Stage, asked: Asked, email: str) -> None:
    """The coordinator asks for the schools, others for themselves."""
    giver = _member(stage, email)
    with stage.acting(giver) as actor:
        offer = find_own(actor)
    if offer is None:
        raise LookupError(email)
    asker = _asker(stage, asked)
    with stage.acting(asker if asker.place == CITY else stage.coordinator) as actor:
        asked["invitation"] = inviting.invite(actor, asked["request"], offer.id, None, stage.clock).id


def _say_yes(stage: Stage, asked: Asked, email: str, day: date) -> None:
    with stage.acting(_member(stage, email)) as actor:
        inviting.say_yes(actor, asked["invitation"], Yes(day, time(9, 30), 150), None, stage.clock)


def _say_no(stage: Stage, asked: Asked) -> None:
    with stage.acting(_member(stage, CHAMPION.email)) as actor:
        inviting.say_no(actor, asked["invitation"], stage.clock)


def _withdraw(stage: Stage, asked: Asked) -> None:
    with stage.acting(_asker(stage, asked)) as actor:
        asking.withdraw(actor, asked["request"], None, stage.clock)


def _say_held(stage: Stage, asked: Asked, day: date, trained: int) -> None:
    with stage.acting(_asker(stage, asked)) as actor:
        afterwards.say_held(actor, asked["request"], day, trained, None, stage.clock)


def _feed_back(stage: Stage, asked: Asked) -> None:
    said = Feedback(
        fits=5,
        safe=4,
        useful=5,
        words="The examples could have been ours. A little more time for questions, please.",
        practice="Officers now say at the door how long they will stay, and ask where to sit.",
    )
    with stage.acting(_asker(stage, asked)) as actor:
        afterwards.feed_back(actor, asked["request"], said, None, stage.clock)


def _tag(stage: Stage, asked: Asked) -> None:
    with stage.acting(stage.coordinator) as actor:
        afterwards.tag_feedback(actor, asked["request"], "examples from our work, more time", None, stage.clock)
