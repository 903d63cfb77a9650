"""What the person referred says: what is to be put right, and how they wish to be reached (U17, U19)."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID, uuid4

from network.core.actor import Actor
from network.core.clock import Clock
from network.core.errors import Conflict
from network.incidents.models import Referral
from network.incidents.queries.module import list_modes
from network.incidents.queries.referrals import get_sent_referral, hold_referral
from network.incidents.rules.answers import ContactWay, MeetingMode, Reading, Voicemail
from network.incidents.rules.pausing import PauseLength, check_can_pause, is_paused, last_day_of_pause
from network.incidents.rules.readers import Capacity
from network.incidents.rules.states import AT_THE_DESK, Step, is_closed
from network.incidents.rules.submission import (
    LONGEST_CORRECTION,
    LONGEST_WISH,
    check_length,
    check_mode,
    check_own_details,
)
from network.incidents.sealing import read_particulars, write_particulars
from network.incidents.service.steps import note, take_step, tell_leads, tell_provider


@dataclass(frozen=True, slots=True)
class WishesForContact:
    """How somebody wishes to be reached and met; every answer may be left out (U14, U17)."""

    called: str = ""
    own_telephone: str = ""
    own_email: str = ""
    contact_way: ContactWay | None = None
    voicemail: Voicemail | None = None
    interpreter: str = ""
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
    said = read_particulars(referral, Capacity.STAFF_MEMBER)
    check_mode("mode_wish", wishes.mode_wish, list_modes(referral.organisation_id))
    check_length("contact_times", wishes.contact_times, LONGEST_WISH)
    check_length("therapist_wish", wishes.therapist_wish, LONGEST_WISH)
    check_own_details(wishes.called, wishes.own_telephone, wishes.own_email, wishes.interpreter)
    parts = {
        "called": wishes.called,
        "own_telephone": wishes.own_telephone,
        "own_email": wishes.own_email,
        "voicemail": wishes.voicemail,
        "interpreter": wishes.interpreter,
        "contact_way": wishes.contact_way,
        "contact_times": wishes.contact_times,
        "mode_wish": wishes.mode_wish,
        "therapist_wish": wishes.therapist_wish,
    }
    write_particulars(referral, parts, clock)
    note(actor, referral, "wishes-set", clock, dict.fromkeys(parts, "changed"))
    if wishes.own_telephone != (said.own_telephone or "") or wishes.own_email != (said.own_email or ""):
        tell_provider(referral, uuid4(), clock)  # one change, wherever it is needed (RM)
    return referral


def go_ahead(actor: Actor, referral_id: UUID, clock: Clock, *, has_read: bool) -> Referral:
    """Says that it can go to the provider: having read it, or at once, to be read later (U19).

    Raises StepNotAllowed where it is no longer at the desk.
    """
    referral = hold_referral(actor, Capacity.STAFF_MEMBER, referral_id)
    taken = take_step(actor, referral, Step.GO_AHEAD, clock)
    referral.reading = Reading.READ if has_read else Reading.AT_ONCE
    note(actor, referral, "may-go-on", clock)
    tell_leads(referral, taken.id, clock)
    return referral


def pause(actor: Actor, referral_id: UUID, length: PauseLength, clock: Clock) -> Referral:
    """Takes a pause: until its last day is over nobody writes to them here, and whoever has it is told (U15).

    Nothing is called off and the clocks go on, as they do for whatever holds something up (D2).
    """
    referral = hold_referral(actor, Capacity.STAFF_MEMBER, referral_id)
    check_can_pause(is_closed=is_closed(referral.state))
    referral.paused_until = last_day_of_pause(clock.today(), length)
    note(actor, referral, "paused", clock)
    _tell_holders(referral, clock)
    return referral


def end_pause(actor: Actor, referral_id: UUID, clock: Clock) -> Referral:
    """Goes on at once. Raises Conflict where there is no pause."""
    referral = hold_referral(actor, Capacity.STAFF_MEMBER, referral_id)
    if not is_paused(referral.paused_until, clock.today()):
        raise Conflict("There is no pause any more. Open the page again to see how it stands.")
    referral.paused_until = None
    note(actor, referral, "pause-ended", clock)
    _tell_holders(referral, clock)
    return referral


def _tell_holders(referral: Referral, clock: Clock) -> None:
    key = uuid4()
    if referral.state in AT_THE_DESK:
        tell_leads(referral, key, clock)
    else:
        tell_provider(referral, key, clock)


def _open_one(actor: Actor, referral_id: UUID) -> Referral:
    referral = get_sent_referral(actor, Capacity.STAFF_MEMBER, referral_id)
    if is_closed(referral.state):
        raise Conflict("This has ended, so it can no longer be changed. You can still read it.")
    return referral
