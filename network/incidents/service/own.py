"""What the person referred can do: put it right, say how they wish to be reached, say no, and think again."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from network.core.actor import Actor
from network.core.clock import Clock
from network.core.errors import Conflict
from network.incidents.models import Referral
from network.incidents.queries.referrals import get_sent_referral
from network.incidents.rules.answers import ContactWay, MeetingMode
from network.incidents.rules.readers import Capacity
from network.incidents.rules.states import Step, is_closed
from network.incidents.rules.submission import LONGEST_CORRECTION, LONGEST_WISH, check_length
from network.incidents.sealing import write_particulars
from network.incidents.service.steps import note, take_step, tell_leads, tell_manager_of_end, tell_provider


@dataclass(frozen=True, slots=True)
class WishesForContact:
    """How somebody wishes to be reached and met; every answer may be left out (U14, U17)."""

    contact_way: ContactWay | None = None
    contact_times: str = ""
    mode_wish: MeetingMode | None = None
    therapist_wish: str = ""


def correct(actor: Actor, referral_id: UUID, correction: str, clock: Clock) -> Referral:
    """Adds the person's own words to what was written about them, or takes them out again (U19)."""
    referral = _open_one(actor, referral_id)
    check_length("correction", correction, LONGEST_CORRECTION)
    write_particulars(referral, {"correction": correction}, clock)
    note(actor, referral, "corrected", clock, {"correction": "changed"})
    return referral


def set_wishes(actor: Actor, referral_id: UUID, wishes: WishesForContact, clock: Clock) -> Referral:
    """Keeps how the person wishes to be reached; whoever contacts them sees this first (U17)."""
    referral = _open_one(actor, referral_id)
    check_length("contact_times", wishes.contact_times, LONGEST_WISH)
    check_length("therapist_wish", wishes.therapist_wish, LONGEST_WISH)
    parts = {
        "contact_way": wishes.contact_way,
        "contact_times": wishes.contact_times,
        "mode_wish": wishes.mode_wish,
        "therapist_wish": wishes.therapist_wish,
    }
    write_particulars(referral, parts, clock)
    note(actor, referral, "wishes-set", clock, dict.fromkeys(parts, "changed"))
    return referral


def decline(actor: Actor, referral_id: UUID, clock: Clock) -> Referral:
    """Says no, or stops, without a reason (U15). The manager learns only that it has ended (D10)."""
    referral = get_sent_referral(actor, Capacity.STAFF_MEMBER, referral_id)
    taken = take_step(actor, referral, Step.DECLINE, clock)
    note(actor, referral, "declined", clock)
    tell_leads(referral, taken, clock)
    tell_provider(referral, taken, clock)
    tell_manager_of_end(referral, taken, clock)
    return referral


def change_mind(actor: Actor, referral_id: UUID, clock: Clock) -> Referral:
    """Takes a no back: it starts again with the incident lead, who may choose who helps (U15, U26)."""
    referral = get_sent_referral(actor, Capacity.STAFF_MEMBER, referral_id)
    taken = take_step(actor, referral, Step.CHANGE_MIND, clock)
    # Whoever had it before the no has it no longer, until it is passed on again.
    referral.provider_organisation_id = referral.therapist_user_id = None
    referral.passed_on_at = referral.allocated_at = None
    referral.first_meeting_booked_at = referral.first_meeting_at = referral.first_meeting_mode = None
    note(actor, referral, "reconsidered", clock)
    tell_leads(referral, taken, clock)
    return referral


def _open_one(actor: Actor, referral_id: UUID) -> Referral:
    referral = get_sent_referral(actor, Capacity.STAFF_MEMBER, referral_id)
    if is_closed(referral.state):
        raise Conflict("This has ended, so it can no longer be changed. You can still read it.")
    return referral
