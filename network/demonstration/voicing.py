"""What people ask and say for themselves, past their manager."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from network.core.permissions import Role
from network.demonstration.days import at
from network.demonstration.partners import CITY
from network.demonstration.stage import Member, Stage
from network.incidents import service
from network.incidents.rules.answers import ContactWay, MeetingMode
from network.incidents.rules.own_request import OwnRequest
from network.incidents.rules.readers import Capacity
from network.incidents.rules.states import ManagerView
from network.organisations.public import list_departments

NARRATIVE: Final = "A meeting with a family turned into threats against me. I got out, and have not felt safe since."


COMPLAINTS: Final = (
    "I was rung twice in the open office, although I had asked for a text message.",
    "I have waited for more than a week to hear who my therapist is, and nobody told me why.",
)
ANSWER: Final = "I am sorry. The provider now sees how you would like to be reached before any number."


def plan_voicing(stage: Stage) -> None:
    """Somebody of the city asked for themselves; two complained, and one has an answer; another manager follows."""
    stage.plan(at(stage.days.working_days_ago(1), 11, 40), _ask, stage)
    stage.plan(at(stage.days.ago(16), 9, 50), _complain, stage, 0, COMPLAINTS[0])
    stage.plan(at(stage.days.ago(12), 15), _answer, stage)
    stage.plan(at(stage.days.ago(3), 13, 10), _complain, stage, -2, COMPLAINTS[1])
    stage.plan(at(stage.days.working_days_ago(3), 16, 15), _hand_over, stage)


def _whoever(stage: Stage) -> Member:
    """A staff member whom no referral is about."""
    return stage.members_of(CITY, Role.STAFF_MEMBER)[-1]


def _ask(stage: Stage) -> None:
    with stage.acting(_whoever(stage)) as actor:
        departments = {each.name: each.id for each in list_departments(actor, actor.organisation_id)}
        request = OwnRequest(
            incident_on=stage.clock.today() - timedelta(days=4),
            narrative=NARRATIVE,
            department_id=departments["Children and Family Services"],
            contact_way=ContactWay.PHONE,
            contact_times="Before 9am, and please not at the office",
            mode_wish=MeetingMode.VIDEO,
        )
        service.ask_for_oneself(actor, request, stage.clock)


def _complain(stage: Stage, number: int, words: str) -> None:
    lead = stage.members_of(CITY, Role.INCIDENT_LEAD)[0]
    with stage.acting(stage.members_of(CITY, Role.STAFF_MEMBER)[number]) as actor:
        service.make_complaint(actor, lead.person.id, words, stage.clock)


def _answer(stage: Stage) -> None:
    with stage.acting(stage.members_of(CITY, Role.INCIDENT_LEAD)[0]) as actor:
        (complaint,) = service.open_complaints(actor, stage.clock)
        service.answer_complaint(actor, complaint.id, ANSWER, stage.clock)


def _hand_over(stage: Stage) -> None:
    """The city's first manager hands a referral over whose support is under way, and its person agrees."""
    first, second = stage.members_of(CITY, Role.MANAGER)[:2]
    with stage.acting(first) as actor:
        lines = service.list_referrals(actor, Capacity.REFERRER, stage.clock, size=100).items
        handed = next(line.id for line in lines if line.standing is ManagerView.UNDER_WAY)
        to = service.NewManager(second.person.name, email=second.person.email)
        service.hand_over(actor, handed, to, stage.clock)
    for member in stage.members_of(CITY, Role.STAFF_MEMBER):
        with stage.acting(member) as actor:
            mine = service.list_referrals(actor, Capacity.STAFF_MEMBER, stage.clock).items
            if handed in {line.id for line in mine}:
                service.answer_handover(actor, handed, stage.clock, agrees=True)
