"""A nudge before something is missed, and a reason from a list when it is (D1, D3, RM)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from network.core.actor import Actor, SystemActor
from network.core.clock import LONDON, Clock, out_of_quiet_hours
from network.core.database import db
from network.core.working_days import Calendar, UnknownBankHolidays
from network.incidents.case_reading import clocks_of
from network.incidents.models import Lateness, Referral
from network.incidents.queries.lateness import find_lateness, list_running
from network.incidents.queries.referrals import hold_referral
from network.incidents.rules.due import Due, LateReason, check_late_reason, is_to_be_nudged
from network.incidents.rules.readers import Capacity
from network.incidents.rules.states import Holder, holder
from network.incidents.service.ledger import whose
from network.incidents.service.steps import note, nudge_holders, nudge_person
from network.organisations.public import calendar_of, get_organisation

JOB = "nudge before something is missed"


def nudge(clock: Clock) -> None:
    """Tells whoever holds a referral, and who stands in for them, that something of it is due soon; once for each.

    A person who is to read it first is reminded once, and not between 8pm and 7:30am (U33, U34).
    """
    system = SystemActor(JOB)
    calendars: dict[UUID, Calendar] = {}
    for referral in list_running(system):
        organisation_id = referral.organisation_id
        if organisation_id not in calendars:
            calendars[organisation_id] = calendar_of(get_organisation(organisation_id))
        for due in Due:
            if _is_due_soon(referral, due, calendars[organisation_id], clock.now()):
                _nudge(referral, due, clock)


def _is_due_soon(referral: Referral, due: Due, calendar: Calendar, now: datetime) -> bool:
    meets_at = referral.begun_at or referral.first_meeting_at
    expected_at = meets_at if due.is_of_meeting else referral.manager_contacted_at
    try:
        return is_to_be_nudged(due, clocks_of(referral), calendar, expected_at, now, LONDON)
    except UnknownBankHolidays:
        return False


def _nudge(referral: Referral, due: Due, clock: Clock) -> None:
    key = f"{referral.id}:{due}:{referral.state}"
    later = out_of_quiet_hours(clock.now())
    nudge_holders(referral, key, clock, later)
    if referral.waits_for_person and holder(referral.state) is Holder.LEAD:
        nudge_person(referral, f"{referral.id}:reading", clock)


def say_why_late(
    actor: Actor, capacity: Capacity, referral_id: UUID, due: Due, reason: LateReason, clock: Clock
) -> Lateness:
    """Says why something was late, or says it better. Raises RuleBroken where it is not late."""
    referral = hold_referral(actor, capacity, referral_id)
    happened_at = referral.begun_at if due.is_of_meeting else referral.manager_contacted_at
    check_late_reason(due, clocks_of(referral), happened_at or referral.closed_at, clock.now(), LONDON)
    said = find_lateness(actor, referral).get(due)
    if said is None:
        said = Lateness(**whose(referral), due=due)
        db.session.add(said)
    referral.has_late_reasons = True
    said.reason, said.said_at, said.said_by_id = reason, clock.now(), actor.user_id
    note(actor, referral, "lateness-said", clock, {"due": due, "reason": reason})
    return said
