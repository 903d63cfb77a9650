"""What a state is called before each kind of reader, and the lines generated from who reads what (U8, U10, U23)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from network.core.permissions import Role
from network.incidents.permissions import roles_outside
from network.incidents.rules.groups import GroupState
from network.incidents.rules.readers import READABLE, SEALED, Capacity, readers_of
from network.incidents.rules.retention import Keeping
from network.incidents.rules.sessions import SessionState
from network.incidents.rules.states import Holder, ManagerView, State

STATE_WORDS: Final[Mapping[State, str]] = {
    State.DRAFT: "Draft",
    State.SUBMITTED: "Waiting to be passed on",
    State.WITH_PROVIDER: "Waiting for a therapist",
    State.ALLOCATED: "First meeting to be booked",
    State.MEETING_BOOKED: "First meeting booked",
    State.UNDER_WAY: "Support under way",
    State.ENDED: "Ended",
    State.WITHDRAWN: "Taken back by the manager",
    State.DECLINED: "The staff member said no",
    State.SENT_BACK: "Sent back to the manager for something",
    State.REDIRECTED: "Led to another kind of support",
    State.MISTAKEN: "Opened by mistake",
    State.CLOSED: "Closed before it began",
}
"""For those who act on a referral."""

GROUP_WORDS: Final[Mapping[GroupState, str]] = {
    GroupState.ASKED: "The group was asked, and nothing is sent yet",
    GroupState.SENT: "Waiting to be passed on",
    GroupState.WITH_PROVIDER: "Waiting for a therapist",
    GroupState.ALLOCATED: "The session is to be arranged",
    GroupState.ARRANGED: "The session is arranged",
    GroupState.HELD: "The session was held",
    GroupState.CALLED_OFF: "Called off",
}
"""For everybody who acts on support for a group."""

HOLDER_WORDS: Final[Mapping[Holder, str]] = {
    Holder.MANAGER: "the manager",
    Holder.LEAD: "the incident lead",
    Holder.ALLOCATOR: "the provider",
    Holder.THERAPIST: "the therapist",
    Holder.NOBODY: "nobody",
}

MANAGER_WORDS: Final[Mapping[ManagerView, str]] = {
    ManagerView.RECEIVED: "Received",
    ManagerView.WITH_PROVIDER: "With the provider",
    ManagerView.UNDER_WAY: "Support under way",
    ManagerView.ENDED: "Ended",
}

OWN_WORDS: Final[Mapping[State, str]] = {
    State.DRAFT: "",
    State.SUBMITTED: "Your manager has sent this. Your organisation’s incident lead reads it and passes it on.",
    State.WITH_PROVIDER: "This is with the provider of the support, who will choose a therapist for you.",
    State.ALLOCATED: "You have a therapist, who will contact you to agree on a first meeting.",
    State.MEETING_BOOKED: "Your first meeting is booked.",
    State.UNDER_WAY: "Your support is under way.",
    State.ENDED: "This support has ended.",
    State.WITHDRAWN: "Your manager has taken this back, so nothing more happens.",
    State.DECLINED: "You said no to this, so nothing more happens. That is a good answer too.",
    State.SENT_BACK: "Your organisation’s incident lead has asked your manager for something. Then it goes on.",
    State.REDIRECTED: "Your organisation’s incident lead suggests other support, and talks with you about it.",
    State.MISTAKEN: "This was opened by mistake, so nothing more happens.",
    State.CLOSED: "This has been closed, so nothing more happens. You can come back: talk to the incident lead.",
}
"""For the person themselves: what is so, and what comes."""

OWN_REQUEST_WORDS: Final[Mapping[State, str]] = {
    **OWN_WORDS,
    State.SUBMITTED: "You have asked for this. Your organisation’s incident lead reads it and passes it on.",
}
"""The same where they asked for themselves, and no manager sent anything."""


SESSION_WORDS: Final[Mapping[SessionState, str]] = {
    SessionState.KEPT: "Kept for a date",
    SessionState.BOOKED: "Booked",
    SessionState.HELD: "Held",
    SessionState.HELD_LATE: "Held, began late",
    SessionState.NOT_HELD: "Could not be held",
    SessionState.NOT_COME: "Did not take place",
    SessionState.CALLED_OFF: "Called off",
    SessionState.LET_GO: "No longer kept",
}
"""For the therapist and the person alike, so that no word is one that only one of them could bear (U10, U23)."""


OUTSIDE_WORDS: Final[Mapping[Role, str]] = {
    Role.COORDINATOR: "the network’s coordinator",
    Role.ORGANISATION_LEAD: "your organisation’s lead",
    Role.DEPARTMENT_LEAD: "department leads",
    Role.CHAMPION: "champions",
    Role.FACILITATOR: "facilitators",
    Role.BOARD_VIEWER: "boards",
}
"""Those whom no referral is open to. A role that is new, and outside too, has to be given its words here."""


@dataclass(frozen=True, slots=True)
class Trust:
    """Who reads what is about to be written, who does not, and how long it is kept."""

    readers: tuple[str, ...]
    not_readers: tuple[str, ...]
    kept_for: str


def trust_in(*parts: str, writer: Capacity, keeping: Keeping, is_self_requested: bool = False) -> Trust:
    """The trust line of parts of a referral, from the table of readers, the policy and the settings (U8).

    Whoever reads one of them is named, in the order in which a referral travels. Where the person asked for
    themselves there is no manager who wrote it, and theirs reads nothing.
    """
    capacities = [each for each in Capacity if not (is_self_requested and each is Capacity.REFERRER)]
    reading = {capacity for part in parts for capacity in readers_of(part)}
    readers = [capacity for capacity in capacities if capacity in reading and capacity is not writer]
    others = [capacity for capacity in capacities if capacity not in readers and capacity is not writer]
    return Trust(
        readers=tuple(capacity.label for capacity in readers),
        not_readers=(
            *(("your manager",) if is_self_requested else ()),
            *(capacity.label for capacity in others),
            "HR",
            *(OUTSIDE_WORDS[role] for role in roles_outside()),
        ),
        kept_for=kept_for(writer, keeping),
    )


_PARTS_FOR_CHOOSING: Final[Mapping[str, str]] = {
    "staff_name": "your name",
    "manager_name": "your manager’s name",
    "mode_wish": "how you would like to meet",
    "therapist_wish": "what you say about the therapist",
}


def parts_for_choosing() -> tuple[str, ...]:
    """What whoever chooses a therapist sees, said to the person it is about. KeyError for a part without words."""
    return tuple(_PARTS_FOR_CHOOSING[part] for part in SEALED if part in READABLE[Capacity.ALLOCATOR])


def kept_for(writer: Capacity, keeping: Keeping) -> str:
    """How long, in words."""
    kept = f"until {keeping.particulars_days} days after the support ends"
    if writer is Capacity.REFERRER:
        return f"{kept}; a draft that is not sent, {keeping.draft_days} days"
    return kept
