"""What the person referred says: what is to be put right, and how they wish to be reached (U17, U19)."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from network.core.actor import Actor
from network.core.clock import Clock
from network.core.errors import Conflict
from network.incidents.models import Referral
from network.incidents.queries.module import list_modes
from network.incidents.queries.referrals import get_sent_referral
from network.incidents.rules.answers import ContactWay, MeetingMode
from network.incidents.rules.readers import Capacity
from network.incidents.rules.states import is_closed
from network.incidents.rules.submission import LONGEST_CORRECTION, LONGEST_WISH, check_length, check_mode
from network.incidents.sealing import write_particulars
from network.incidents.service.steps import note


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
    check_mode("mode_wish", wishes.mode_wish, list_modes(referral.organisation_id))
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


def _open_one(actor: Actor, referral_id: UUID) -> Referral:
    referral = get_sent_referral(actor, Capacity.STAFF_MEMBER, referral_id)
    if is_closed(referral.state):
        raise Conflict("This has ended, so it can no longer be changed. You can still read it.")
    return referral
