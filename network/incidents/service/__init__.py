"""The verbs of this feature: switch the service on, refer, pass on, allocate, support, answer, forget."""

from network.incidents.service.amending import Amended, amend
from network.incidents.service.closing import (
    Ending,
    change_mind,
    close_early,
    decline,
    end_support,
    mark_mistaken,
    redirect,
    reopen,
    withdraw,
)
from network.incidents.service.contact import note_manager_contact
from network.incidents.service.dates import (
    DateToCome,
    drop_key_date,
    keep_session,
    let_session_go,
    note_key_date,
    note_offer,
    set_key_date,
)
from network.incidents.service.exceptions import answer_exception, ask_for_one_more
from network.incidents.service.ledger import Why
from network.incidents.service.module import set_up, switch_off, switch_on
from network.incidents.service.opening import list_referrals, open_case, open_draft, open_own_referral, open_talk
from network.incidents.service.own import WishesForContact, correct, set_wishes
from network.incidents.service.passing import allocate, hand_back, pass_on, send_back
from network.incidents.service.referring import refer, submit_draft
from network.incidents.service.retention import forget
from network.incidents.service.sessions import (
    When,
    book_kept_session,
    book_session,
    call_off_session,
    move_session,
    review_sessions,
    say_outcome,
)
from network.incidents.service.summaries import (
    GeneralWords,
    comment_on_summary,
    release_summary,
    write_summary,
)
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
    "Amended",
    "DateToCome",
    "Ending",
    "GeneralWords",
    "LineManager",
    "StaffMember",
    "When",
    "Why",
    "WishesForContact",
    "allocate",
    "amend",
    "answer_exception",
    "answer_manager",
    "answer_staff_member",
    "answer_talk",
    "answer_team",
    "answer_what_happened",
    "answer_when",
    "ask_for_one_more",
    "book_kept_session",
    "book_session",
    "call_off_session",
    "change_mind",
    "check_taken",
    "close_early",
    "comment_on_summary",
    "correct",
    "decline",
    "discard_draft",
    "drop_key_date",
    "end_support",
    "forget",
    "hand_back",
    "keep_session",
    "let_session_go",
    "list_referrals",
    "mark_mistaken",
    "move_session",
    "note_key_date",
    "note_manager_contact",
    "note_offer",
    "open_case",
    "open_draft",
    "open_own_referral",
    "open_talk",
    "pass_on",
    "record_talk",
    "redirect",
    "refer",
    "release_summary",
    "reopen",
    "review_sessions",
    "say_outcome",
    "send_back",
    "set_key_date",
    "set_up",
    "set_wishes",
    "submit_draft",
    "switch_off",
    "switch_on",
    "withdraw",
    "write_summary",
]
