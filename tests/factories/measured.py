"""The made-up cases of `tests/unit/incidents/measures`, as rows: what the product would have kept of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID, uuid4

from flask import Flask

from network.core.commit import commit
from network.core.database import db, new_id
from network.core.tenancy import system_scope
from network.incidents.models import (
    GroupSupport,
    Referral,
    ReferralStep,
    SessionAllowance,
    SessionReview,
    SupportSession,
    Talk,
)
from network.incidents.rules.answers import ExceptionReason, MeetingMode, ReviewOutcome, TalkOutcome
from network.incidents.rules.groups import GroupAskedBy, GroupState, GroupWish
from network.incidents.rules.measures import CaseFacts
from network.incidents.rules.sessions import MOST_SESSIONS, SESSIONS_BEFORE_REVIEW, SessionState
from network.incidents.rules.setup import GroupReferrer
from network.incidents.rules.states import AT_THE_DESK, State
from tests.factories.incidents import Service


def keep_cases(service: Service, cases: Iterable[CaseFacts], at: str, therapists: Mapping[UUID, UUID]) -> None:
    """Keeps these cases as those of an organisation, whose manager wrote them; `therapists` by their made-up key."""
    app: Flask = service.app
    with app.app_context(), system_scope(db.session(), "made-up cases for a test"):
        for case in cases:
            _keep(service, case, getattr(service.world, at), therapists)
        commit()


def keep_group_sessions(service: Service, held: Iterable[datetime], at: str) -> None:
    """Keeps that group sessions were held at these instants, for an organisation whose manager asked for them."""
    app: Flask = service.app
    with app.app_context(), system_scope(db.session(), "made-up group sessions for a test"):
        db.session.add_all(_group_session(service, each, getattr(service.world, at)) for each in held)
        commit()


def _group_session(service: Service, held_at: datetime, organisation_id: UUID) -> GroupSupport:
    return GroupSupport(
        id=uuid4(),
        organisation_id=organisation_id,
        provider_organisation_id=service.world.provider,
        reference=f"G-{uuid4().hex[:10]}",
        state=GroupState.HELD,
        referrer_user_id=service.manager.user_id,
        position=GroupReferrer.LINE_MANAGER,
        asked_on=held_at.date(),
        asked_by=GroupAskedBy.REFERRER,
        wish=GroupWish.WISHED,
        started_at=held_at,
        submitted_at=held_at,
        provider_limit_on=held_at.date(),
        therapist_user_id=service.therapist.user_id,
        at=held_at,
        mode=MeetingMode.VIDEO,
        attendance=8,
        closed_at=held_at,
    )


def _keep(service: Service, case: CaseFacts, organisation_id: UUID, therapists: Mapping[UUID, UUID]) -> None:
    talk = Talk(
        organisation_id=organisation_id,
        manager_user_id=service.manager.user_id,
        talked_on=case.sent_at.date(),
        outcome=TalkOutcome.REFER,
        recorded_at=case.sent_at,
    )
    talk.id = new_id()
    whose = {
        "organisation_id": organisation_id,
        "provider_organisation_id": None if case.state in AT_THE_DESK else service.world.provider,
    }
    referral = Referral(
        **whose,
        id=uuid4(),
        reference=f"R-{case.incident_id.hex[:10]}",
        state=case.state,
        talk_id=talk.id,
        referrer_user_id=service.manager.user_id,
        therapist_user_id=_therapist(case, therapists, service),
        started_at=case.sent_at,
        submitted_at=case.sent_at,
        first_meeting_target_at=case.meeting_target_at,
        first_meeting_limit_on=case.meeting_limit_on,
        manager_contact_limit_on=case.contact_limit_on,
        begun_at=case.met_at,
        manager_contacted_at=case.manager_contacted_at,
        closed_at=case.closed_at,
        exit_pathway=case.exit_pathway,
        sessions_granted=len(case.sessions),
    )
    db.session.add(talk)
    db.session.flush()
    db.session.add(referral)
    db.session.flush()
    of_referral = {**whose, "referral_id": referral.id}
    db.session.add_all(ReferralStep(id=new_id(), **of_referral, step=move.step, at=move.at) for move in case.moves)
    _keep_sessions(case, of_referral, therapists)


def _therapist(case: CaseFacts, therapists: Mapping[UUID, UUID], service: Service) -> UUID | None:
    if case.sessions:
        return therapists[case.sessions[-1].therapist_id]
    return service.therapist.user_id if case.state is State.ALLOCATED else None


def _keep_sessions(case: CaseFacts, of_referral: dict[str, UUID | None], therapists: Mapping[UUID, UUID]) -> None:
    review = SessionReview(
        id=new_id(),
        **of_referral,
        outcome=ReviewOutcome.MORE,
        reviewed_at=case.sent_at,
        reviewed_by_id=next(iter(therapists.values())),
    )
    if len(case.sessions) > SESSIONS_BEFORE_REVIEW:
        db.session.add(review)
        db.session.flush()
    for number, session in enumerate(case.sessions, start=1):
        is_last = number == MOST_SESSIONS
        allowance = SessionAllowance(
            id=new_id(),
            **of_referral,
            number=number,
            granted_at=case.sent_at,
            review_id=review.id if number > SESSIONS_BEFORE_REVIEW else None,
            approved_by_id=review.reviewed_by_id if is_last else None,
            approved_because=ExceptionReason.KEY_DATE if is_last else None,
        )
        db.session.add(allowance)
        db.session.flush()
        db.session.add(
            SupportSession(
                id=new_id(),
                **of_referral,
                number=number,
                state=SessionState.HELD,
                therapist_user_id=therapists[session.therapist_id],
                at=session.at,
                mode=MeetingMode.VIDEO,
            )
        )
