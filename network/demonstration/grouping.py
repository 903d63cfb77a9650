"""Support for groups and for colleagues, and what people say of the support: a few of each, told mildly."""

from __future__ import annotations

from datetime import timedelta
from typing import Final
from uuid import UUID, uuid4

from sqlalchemy import select

from network.core import crypto
from network.core.database import db
from network.core.permissions import Role
from network.core.suppression import quarter_of
from network.core.tenancy import scoped
from network.demonstration.days import at
from network.demonstration.partners import CITY, PROVIDER
from network.demonstration.stage import Stage
from network.incidents import service
from network.incidents.models import QuestionnaireAnswer, Referral
from network.incidents.rules.answers import MeetingMode
from network.incidents.rules.focus_groups import FocusTheme
from network.incidents.rules.groups import GroupAskedBy, GroupWish
from network.incidents.rules.offers import OfferAnswer
from network.incidents.rules.questions import Reply
from network.incidents.rules.readers import Capacity
from network.incidents.rules.setup import GroupReferrer
from network.incidents.rules.states import ManagerView, State
from network.incidents.service.questions import open_turn

HELD_AGO: Final = 33
"""Working days since the first group met."""
ATTENDANCE: Final = 9
ANSWERED: Final = 14
"""People who answered the questions after the end, in the last quarter."""
SAID: Final = ("It helped me to talk with somebody.", "I felt safe, and nobody asked me to say more than I wanted.")


def plan_grouping(stage: Stage) -> None:
    """Plans a group that met, one that is to meet on a combined day, one that said not now; offers; focus groups."""
    stage.plan(at(stage.days.working_days_ago(HELD_AGO + 4), 11), _ask, stage, HELD_AGO)
    stage.plan(at(stage.days.working_days_ago(3), 11, 10), _ask, stage, None)
    stage.plan(at(stage.days.working_days_ago(2), 11, 40), _hear_not_now, stage)
    stage.plan(at(stage.days.working_days_ago(2), 12, 5), _offer, stage)
    stage.plan(at(stage.days.working_days_ago(20), 15), _listen, stage)
    stage.plan(at(stage.days.ago(1), 19), _answer, stage)


def _ask(stage: Stage, held_ago: int | None) -> None:
    """By the service manager, or the line manager where the group is still to meet."""
    position = GroupReferrer.LINE_MANAGER if held_ago is None else GroupReferrer.SERVICE_MANAGER
    asked = service.GroupAsked(stage.clock.today(), GroupAskedBy.REFERRER, GroupWish.WISHED)
    with stage.acting(stage.members_of(CITY, Role.MANAGER)[0]) as actor:
        group_id = service.ask_group(actor, position, asked, stage.clock).id
        service.send_group(actor, group_id, stage.clock)
    stage.plan(stage.clock.now() + timedelta(hours=2), _pass_on, stage, group_id, held_ago)


def _pass_on(stage: Stage, group_id: UUID, held_ago: int | None) -> None:
    with stage.acting(stage.members_of(CITY, Role.INCIDENT_LEAD)[0]) as actor:
        service.open_group(actor, Capacity.LEAD, group_id, stage.clock)
        service.pass_group_on(actor, group_id, stage.clock)
    with stage.acting(stage.members_of(PROVIDER, Role.PROVIDER_ALLOCATOR)[0]) as actor:
        therapist = stage.members_of(PROVIDER, Role.THERAPIST)[0]
        service.allocate_group(actor, group_id, therapist.person.id, stage.clock)
    stage.plan(stage.clock.now() + timedelta(hours=2), _arrange, stage, group_id, held_ago)


def _arrange(stage: Stage, group_id: UUID, held_ago: int | None) -> None:
    is_to_come = held_ago is None
    day = stage.days.ahead(3) if held_ago is None else stage.days.working_days_ago(held_ago)
    mode = MeetingMode.IN_PERSON if is_to_come else MeetingMode.VIDEO
    # Early, before the hours of those whom a therapist meets one by one.
    session = service.GroupSession(at(day, 8), mode, is_combined=is_to_come)
    with stage.acting(stage.members_of(PROVIDER, Role.THERAPIST)[0]) as actor:
        service.arrange_group(actor, group_id, session, stage.clock)
    if not is_to_come:
        stage.plan(session.at + timedelta(hours=2), _hold, stage, group_id)


def _hold(stage: Stage, group_id: UUID) -> None:
    with stage.acting(stage.members_of(PROVIDER, Role.THERAPIST)[0]) as actor:
        service.note_group_held(actor, group_id, ATTENDANCE, stage.clock)


def _hear_not_now(stage: Stage) -> None:
    asked = service.GroupAsked(stage.clock.today(), GroupAskedBy.ANOTHER_MANAGER, GroupWish.NOT_NOW)
    with stage.acting(stage.members_of(CITY, Role.MANAGER)[0]) as actor:
        service.ask_group(actor, GroupReferrer.LINE_MANAGER, asked, stage.clock)


def _offer(stage: Stage) -> None:
    """To two colleagues, of whom one says yes; nobody learns which of them, or that the other did not."""
    colleagues = stage.members_of(CITY, Role.STAFF_MEMBER)[-2:]
    with stage.acting(stage.members_of(CITY, Role.MANAGER)[0]) as actor:
        own = service.list_referrals(actor, Capacity.REFERRER, stage.clock)
        under_way = next(each for each in own.items if each.standing is ManagerView.UNDER_WAY)
        for colleague in colleagues:
            email = colleague.person.email
            service.offer_support(actor, Capacity.REFERRER, under_way.id, email, stage.clock, has_talked=True)
    with stage.acting(colleagues[0]) as actor:
        service.answer_offer(actor, OfferAnswer.YES, stage.clock)


def _answer(stage: Stage) -> None:
    """What people said in the last quarter, who have no accounts here: rows that are nobody’s, as every such row is."""
    quarter = quarter_of(stage.clock.today()).after(-1)
    with stage.system() as system:
        ended = scoped(select(Referral), system, Referral).where(
            Referral.organisation_id == stage.organisations[CITY],
            Referral.state == State.ENDED,
            Referral.forgotten_at.is_(None),
        )
        for referral in db.session.scalars(ended):
            open_turn(referral, stage.clock)
        for number in range(ANSWERED):
            helped = Reply.PARTLY if number % 4 == 0 else Reply.YES
            answer = QuestionnaireAnswer(
                id=uuid4(), organisation_id=stage.organisations[CITY], year=quarter.year, quarter=quarter.number
            )
            answer.soon_enough, answer.helped, answer.safe, answer.would_tell = Reply.YES, helped, Reply.YES, helped
            if number < len(SAID):
                answer.words_sealed = crypto.seal(SAID[number], answer.place, stage.clock)
            db.session.add(answer)


def _listen(stage: Stage) -> None:
    earlier = stage.clock.today() - timedelta(days=1)
    waiting = "The provider now writes on the day that a therapist is found."
    talking = "Managers get a page of questions that help them to begin the talk."
    held = service.FocusGroupHeld(FocusTheme.FIRST_MEETING, "What it is like to wait", earlier, 7, waiting)
    with stage.acting(stage.members_of(CITY, Role.INCIDENT_LEAD)[0]) as actor:
        service.log_focus_group(actor, held, stage.clock)
    held = service.FocusGroupHeld(FocusTheme.MANAGERS, "How managers begin the talk", earlier, 11, talking)
    with stage.acting(stage.coordinator) as actor:
        service.log_focus_group(actor, held, stage.clock)
