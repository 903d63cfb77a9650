"""The verbs of this feature: switch the service on, refer, pass on, allocate, support, answer, forget."""

from network.incidents.service.module import Setup, switch_off, switch_on
from network.incidents.service.opening import list_referrals, open_case, open_draft, open_own_referral, open_talk
from network.incidents.service.own import WishesForContact, change_mind, correct, decline, set_wishes
from network.incidents.service.passing import allocate, pass_on
from network.incidents.service.referring import refer, submit_draft, withdraw
from network.incidents.service.retention import forget
from network.incidents.service.support import begin_support, book_meeting, end_support, note_manager_contact
from network.incidents.service.writing import (
    LineManager,
    StaffMember,
    answer_manager,
    answer_staff_member,
    answer_talk,
    answer_team,
    answer_what_happened,
    answer_when,
    check_taken,
    discard_draft,
    record_talk,
)

__all__ = [
    "LineManager",
    "Setup",
    "StaffMember",
    "WishesForContact",
    "allocate",
    "answer_manager",
    "answer_staff_member",
    "answer_talk",
    "answer_team",
    "answer_what_happened",
    "answer_when",
    "begin_support",
    "book_meeting",
    "change_mind",
    "check_taken",
    "correct",
    "decline",
    "discard_draft",
    "end_support",
    "forget",
    "list_referrals",
    "note_manager_contact",
    "open_case",
    "open_draft",
    "open_own_referral",
    "open_talk",
    "pass_on",
    "record_talk",
    "refer",
    "set_wishes",
    "submit_draft",
    "switch_off",
    "switch_on",
    "withdraw",
]
