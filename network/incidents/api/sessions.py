"""The ledger, for the therapist: sessions, the look back, dates to come, the word with the manager, the end."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from network.core.api import fields_named
from network.core.commit import commits
from network.core.request import current_actor, current_clock
from network.incidents import service
from network.incidents.api.blueprint import blueprint
from network.incidents.case_reading import case_for
from network.incidents.cases import Case
from network.incidents.marks import about_referrals
from network.incidents.queries.referrals import get_sent_referral
from network.incidents.rules.readers import Capacity
from network.incidents.schemas import (
    CaseloadCaseSchema,
    DateSchema,
    DaySchema,
    EndOfSupportSchema,
    GeneralWordsSchema,
    ManagerContactSchema,
    MoveSchema,
    OneMoreSchema,
    OutcomeSchema,
    ReleaseSchema,
    ReviewSchema,
    SupportSessionSchema,
    WhySchema,
)

CASELOAD = about_referrals(Capacity.THERAPIST)
CASE = "/incidents/caseload/<uuid:referral_id>"
SESSION = f"{CASE}/sessions/<uuid:session_id>"
DATE = f"{CASE}/dates/<uuid:key_date_id>"


def _case(referral_id: UUID) -> Case:
    actor = current_actor()
    return case_for(actor, get_sent_referral(actor, Capacity.THERAPIST, referral_id), Capacity.THERAPIST)


def _when(body: dict[str, Any]) -> service.When:
    return service.When(body["at"], body["mode"])


def _why(body: dict[str, Any]) -> service.Why:
    return service.Why(body["asked_by"], body["reason"])


@blueprint.route(f"{CASE}/sessions", methods=["POST"])
@CASELOAD
@commits
@blueprint.arguments(SupportSessionSchema)
@blueprint.response(200, CaseloadCaseSchema)
def book_session(body: dict[str, Any], referral_id: UUID) -> Case:
    """Books the first meeting or a further session."""
    with fields_named(day="at", time="at"):
        service.book_session(current_actor(), referral_id, _when(body), current_clock())
    return _case(referral_id)


@blueprint.route(f"{SESSION}/booking", methods=["POST"])
@CASELOAD
@commits
@blueprint.arguments(SupportSessionSchema)
@blueprint.response(200, CaseloadCaseSchema)
def book_kept_session(body: dict[str, Any], referral_id: UUID, session_id: UUID) -> Case:
    """Gives a session that was kept for a date its time."""
    with fields_named(day="at", time="at"):
        service.book_kept_session(current_actor(), referral_id, session_id, _when(body), current_clock())
    return _case(referral_id)


@blueprint.route(f"{SESSION}/move", methods=["POST"])
@CASELOAD
@commits
@blueprint.arguments(MoveSchema)
@blueprint.response(200, CaseloadCaseSchema)
def move_session(body: dict[str, Any], referral_id: UUID, session_id: UUID) -> Case:
    """Moves a booked session, with who asked and why."""
    with fields_named(day="at", time="at"):
        service.move_session(current_actor(), referral_id, session_id, _when(body), _why(body), current_clock())
    return _case(referral_id)


@blueprint.route(f"{SESSION}/call-off", methods=["POST"])
@CASELOAD
@commits
@blueprint.arguments(WhySchema)
@blueprint.response(200, CaseloadCaseSchema)
def call_off_session(body: dict[str, Any], referral_id: UUID, session_id: UUID) -> Case:
    """Calls a booked session off, with who asked and why."""
    service.call_off_session(current_actor(), referral_id, session_id, _why(body), current_clock())
    return _case(referral_id)


@blueprint.route(f"{SESSION}/outcome", methods=["POST"])
@CASELOAD
@commits
@blueprint.arguments(OutcomeSchema)
@blueprint.response(200, CaseloadCaseSchema)
def say_outcome(body: dict[str, Any], referral_id: UUID, session_id: UUID) -> Case:
    """Says how a session went."""
    service.say_outcome(current_actor(), referral_id, session_id, body["outcome"], current_clock())
    return _case(referral_id)


@blueprint.route(f"{SESSION}/let-go", methods=["POST"])
@CASELOAD
@commits
@blueprint.response(200, CaseloadCaseSchema)
def let_session_go(referral_id: UUID, session_id: UUID) -> Case:
    """Gives a session that was kept for a date free."""
    service.let_session_go(current_actor(), referral_id, session_id, current_clock())
    return _case(referral_id)


@blueprint.route(f"{CASE}/review", methods=["POST"])
@CASELOAD
@commits
@blueprint.arguments(ReviewSchema)
@blueprint.response(200, CaseloadCaseSchema)
def review_sessions(body: dict[str, Any], referral_id: UUID) -> Case:
    """Keeps what both found when they looked back."""
    service.review_sessions(current_actor(), referral_id, body["outcome"], current_clock())
    return _case(referral_id)


@blueprint.route(f"{CASE}/one-more", methods=["POST"])
@CASELOAD
@commits
@blueprint.arguments(OneMoreSchema)
@blueprint.response(200, CaseloadCaseSchema)
def ask_for_one_more(body: dict[str, Any], referral_id: UUID) -> Case:
    """Asks the incident leads for a seventh session."""
    service.ask_for_one_more(current_actor(), referral_id, body["reason"], current_clock())
    return _case(referral_id)


@blueprint.route(f"{CASE}/dates", methods=["POST"])
@CASELOAD
@commits
@blueprint.arguments(DateSchema)
@blueprint.response(200, CaseloadCaseSchema)
def note_date(body: dict[str, Any], referral_id: UUID) -> Case:
    """Notes a date to come."""
    coming = service.DateToCome(**body)
    service.note_key_date(current_actor(), Capacity.THERAPIST, referral_id, coming, current_clock())
    return _case(referral_id)


@blueprint.route(f"{DATE}/day", methods=["POST"])
@CASELOAD
@commits
@blueprint.arguments(DaySchema)
@blueprint.response(200, CaseloadCaseSchema)
def set_key_date(body: dict[str, Any], referral_id: UUID, key_date_id: UUID) -> Case:
    """Says when a date is, or that this is not known yet."""
    service.set_key_date(current_actor(), referral_id, key_date_id, body["on"], current_clock())
    return _case(referral_id)


@blueprint.route(f"{DATE}/session", methods=["POST"])
@CASELOAD
@commits
@blueprint.response(200, CaseloadCaseSchema)
def keep_session(referral_id: UUID, key_date_id: UUID) -> Case:
    """Keeps one of the sessions for a date."""
    service.keep_session(current_actor(), referral_id, key_date_id, current_clock())
    return _case(referral_id)


@blueprint.route(f"{DATE}/offer", methods=["POST"])
@CASELOAD
@commits
@blueprint.response(200, CaseloadCaseSchema)
def note_offer(referral_id: UUID, key_date_id: UUID) -> Case:
    """Says that a follow-up was offered for a date."""
    service.note_offer(current_actor(), referral_id, key_date_id, current_clock())
    return _case(referral_id)


@blueprint.route(f"{DATE}/drop", methods=["POST"])
@CASELOAD
@commits
@blueprint.response(200, CaseloadCaseSchema)
def drop_key_date(referral_id: UUID, key_date_id: UUID) -> Case:
    """Takes a date out again."""
    service.drop_key_date(current_actor(), referral_id, key_date_id, current_clock())
    return _case(referral_id)


@blueprint.route(f"{CASE}/manager-contact", methods=["POST"])
@CASELOAD
@commits
@blueprint.arguments(ManagerContactSchema)
@blueprint.response(200, CaseloadCaseSchema)
def note_manager_contact(body: dict[str, Any], referral_id: UUID) -> Case:
    """Says that the therapist has spoken with the manager, with the two answers."""
    service.note_manager_contact(current_actor(), referral_id, body["others"], body["manager"], current_clock())
    return _case(referral_id)


@blueprint.route(f"{CASE}/end", methods=["POST"])
@CASELOAD
@commits
@blueprint.arguments(EndOfSupportSchema)
@blueprint.response(200, CaseloadCaseSchema)
def end_support(body: dict[str, Any], referral_id: UUID) -> Case:
    """Says that support has ended, and where the person goes from here."""
    service.end_support(current_actor(), referral_id, service.Ending(**body), current_clock())
    return _case(referral_id)


@blueprint.route(f"{CASE}/summary", methods=["POST"])
@CASELOAD
@commits
@blueprint.arguments(GeneralWordsSchema)
@blueprint.response(200, CaseloadCaseSchema)
def write_summary(body: dict[str, Any], referral_id: UUID) -> Case:
    """Writes the closing summary, which the staff member reads first."""
    said = service.GeneralWords(frozenset(body["statements"]), body["words"])
    service.write_summary(current_actor(), referral_id, said, current_clock())
    return _case(referral_id)


@blueprint.route(f"{CASE}/summary/release", methods=["POST"])
@CASELOAD
@commits
@blueprint.arguments(ReleaseSchema)
@blueprint.response(200, CaseloadCaseSchema)
def release_summary(body: dict[str, Any], referral_id: UUID) -> Case:
    """Gives the same text to both."""
    service.release_summary(current_actor(), referral_id, current_clock(), read_together=body["read_together"])
    return _case(referral_id)
