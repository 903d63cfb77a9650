"""Sending a referral, and taking it back."""

from __future__ import annotations

import secrets
from datetime import date
from typing import Final
from uuid import UUID

from sqlalchemy import select

from network.accounts.public import find_user_id
from network.core import crypto
from network.core.actor import Actor
from network.core.clock import LONDON, Clock
from network.core.database import db
from network.core.errors import RuleBroken
from network.core.tenancy import scoped
from network.core.working_days import UnknownBankHolidays
from network.incidents.models import Referral
from network.incidents.queries.module import ServiceSettings, get_service
from network.incidents.queries.referrals import get_draft, get_talk_day
from network.incidents.routes import other_routes
from network.incidents.rules.answers import Reading
from network.incidents.rules.deadlines import clocks
from network.incidents.rules.eligibility import window
from network.incidents.rules.readers import Capacity
from network.incidents.rules.states import Step
from network.incidents.rules.submission import (
    DECISIVE,
    Submission,
    check_manager,
    check_narrative,
    check_staff_member,
    check_talk_day,
)
from network.incidents.sealing import Particulars, read_particulars, write_particulars
from network.incidents.service.steps import note, offer_page, take_step, tell_leads
from network.incidents.service.writing import (
    begin_draft,
    check_day,
    check_department,
    check_open,
    check_received,
    check_right,
)
from network.organisations.public import calendar_of, get_organisation

STAFF_MARK: Final = "referral.staff_email"
_LETTERS: Final = "23456789BCDFGHJKMNPQRSTVWXZ"
"""No vowel, so that no reference is a word; nothing that is misheard or misread on the telephone."""


def refer(actor: Actor, submission: Submission, clock: Clock) -> Referral:
    """Sends a referral in one go: the talk, the form, the submission (CI-4 to CI-6).

    Raises RuleBroken: with a field for what can be mended, with other routes where the window is closed (D6).
    """
    check_right(actor)
    service = get_service(actor)
    check_open(actor, service, clock)
    check_talk_day(submission.talked_on, clock.today())
    check_day(actor, service, submission.incident_on, submission.talked_on, clock)
    check_department(actor, service, submission.department_id, clock)
    draft = begin_draft(actor, submission.talked_on, clock)
    draft.department_id = submission.department_id
    write_particulars(draft, _parts_of(submission, read_particulars(draft, Capacity.REFERRER)), clock)
    return _submit(actor, draft, service, submission.talked_on, clock, goes_at_once=submission.goes_at_once)


def _parts_of(submission: Submission, known: Particulars) -> dict[str, str | None]:
    return {
        "staff_name": submission.staff_name,
        "staff_telephone": submission.staff_telephone,
        "staff_email": submission.staff_email,
        "manager_name": submission.manager_name or known.manager_name,
        "manager_telephone": submission.manager_telephone,
        "manager_email": submission.manager_email or known.manager_email,
        "incident_on": submission.incident_on.isoformat(),
        "narrative": submission.narrative,
        "team_input": submission.team_input,
    }


def submit_draft(actor: Actor, referral_id: UUID, clock: Clock, *, goes_at_once: bool = False) -> Referral:
    """Sends a finished draft. Every rule is asked again: days have passed since it was begun (D6).

    `goes_at_once`: the staff member asked that it goes on before they have read it (U19).
    """
    draft = get_draft(actor, referral_id)
    service = get_service(actor)
    check_open(actor, service, clock)
    _check_complete(read_particulars(draft, Capacity.REFERRER))
    talked_on = get_talk_day(actor, draft)
    return _submit(actor, draft, service, talked_on, clock, goes_at_once=goes_at_once)


def _submit(
    actor: Actor, draft: Referral, service: ServiceSettings, talked_on: date, clock: Clock, *, goes_at_once: bool
) -> Referral:
    said = read_particulars(draft, Capacity.REFERRER)
    check_staff_member(
        said.staff_name or "",
        said.staff_telephone or "",
        said.staff_email or "",
        manager_email=said.manager_email or "",
    )
    check_narrative(said.narrative or "")
    check_manager(said.manager_name or "", said.manager_telephone or "", said.manager_email or "")
    incident_on = date.fromisoformat(said.incident_on or "")
    check_day(actor, service, incident_on, talked_on, clock)
    draft.is_late = not window(incident_on, clock.today(), service.go_live_on).is_open
    draft.reading = _reading(said.staff_email, goes_at_once=goes_at_once)
    check_department(actor, service, draft.department_id, clock)
    start_clocks(actor, draft, clock)
    _expect_person(draft, said.staff_email, clock)
    check_received(actor, draft.concerned, clock)
    draft.reference = new_reference(actor)
    taken = take_step(actor, draft, Step.SUBMIT, clock)
    note(actor, draft, "submitted", clock)
    tell_leads(draft, taken.id, clock)
    offer_page(draft, taken.id, clock)
    return draft


def _reading(address: str | None, *, goes_at_once: bool) -> Reading:
    """Without an address there is no page to read it on."""
    if goes_at_once:
        return Reading.AT_ONCE
    return Reading.WAITING if address else Reading.NO_PAGE


def _check_complete(said: Particulars) -> None:
    if any(not getattr(said, part) for part in DECISIVE.values()):
        raise RuleBroken(None, "A part of this is not filled in yet. Go back to the list, where you can see which.")


def start_clocks(actor: Actor, draft: Referral, clock: Clock) -> None:
    """Sets what the submission of a referral sets going. RuleBroken past the known bank holidays (D1 to D3)."""
    try:
        running = clocks(clock.now(), calendar_of(get_organisation(actor.organisation_id)), LONDON)
    except UnknownBankHolidays:
        words = "This cannot be sent here today: the bank holidays of the coming days are not known to the service."
        raise RuleBroken(None, words, routes=other_routes(actor, clock)) from None
    draft.submitted_at = clock.now()
    draft.first_meeting_target_at = running.first_meeting_target_at
    draft.first_meeting_limit_on = running.first_meeting_limit_on
    draft.manager_contact_limit_on = running.manager_contact_limit_on


def _expect_person(draft: Referral, email: str | None, clock: Clock) -> None:
    """Links the account that signs in with this address; without one, marks the referral so that it is found later."""
    if email is None:
        return
    draft.staff_mark = crypto.mark_of(email.lower(), draft.organisation_id, STAFF_MARK, clock)
    draft.staff_user_id = find_user_id(email)
    if draft.staff_user_id == draft.referrer_user_id:
        raise RuleBroken("staff_email", "Enter the staff member’s own e-mail address, not yours")


def random_letters() -> str:
    """What a reference is made of: six letters and digits that cannot be guessed from another’s."""
    letters = "".join(secrets.choice(_LETTERS) for _ in range(6))
    return f"{letters[:4]}-{letters[4:]}"


def new_reference(actor: Actor) -> str:
    """A reference that no other referral of the organisation has."""
    while True:
        reference = f"R-{random_letters()}"
        taken = scoped(select(Referral.id), actor, Referral).where(Referral.reference == reference)
        if db.session.scalar(taken) is None:
            return reference
