"""The states of a referral, the steps between them, and who sees and holds what (CI-20, D10)."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from network.core.errors import Conflict


class State(StrEnum):
    """Where a referral stands. `submitted` is with the incident lead."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    SENT_BACK = "sent_back"
    WITH_PROVIDER = "with_provider"
    ALLOCATED = "allocated"
    MEETING_BOOKED = "meeting_booked"
    UNDER_WAY = "under_way"
    ENDED = "ended"
    WITHDRAWN = "withdrawn"
    DECLINED = "declined"
    REDIRECTED = "redirected"
    MISTAKEN = "mistaken"
    CLOSED = "closed"


AT_THE_DESK: Final = frozenset({State.DRAFT, State.SUBMITTED, State.SENT_BACK})
"""Where it is with the organisation alone: no provider sees it, whatever was before."""
CANCELLED: Final = frozenset({State.WITHDRAWN, State.DECLINED, State.REDIRECTED, State.MISTAKEN, State.CLOSED})
"""Where support never began, whatever the reason: kept apart from what ended (RM)."""


class Step(StrEnum):
    """What somebody can do to a referral that changes where it stands."""

    SUBMIT = "submit"
    ASK_FOR_ONESELF = "ask_for_oneself"
    SEND_BACK = "send_back"
    SEND_AGAIN = "send_again"
    REDIRECT = "redirect"
    GO_AHEAD = "go_ahead"
    DO_NOT_WAIT = "do_not_wait"
    LET_THROUGH = "let_through"
    PASS_TO_PROVIDER = "pass_to_provider"  # noqa: S105 - a step, not a secret
    HAND_BACK = "hand_back"
    NAME_THERAPIST = "name_therapist"
    BOOK_FIRST_MEETING = "book_first_meeting"
    MISS_FIRST_MEETING = "miss_first_meeting"
    BEGIN_SUPPORT = "begin_support"
    END_SUPPORT = "end_support"
    CLOSE_EARLY = "close_early"
    WITHDRAW = "withdraw"
    MARK_MISTAKEN = "mark_mistaken"
    DECLINE = "decline"
    CHANGE_MIND = "change_mind"
    REOPEN = "reopen"
    HAND_OVER = "hand_over"
    NAME_MANAGER = "name_manager"
    NAME_NOBODY = "name_nobody"


class Holder(StrEnum):
    """Whose step is next."""

    MANAGER = "manager"
    LEAD = "lead"
    ALLOCATOR = "allocator"
    THERAPIST = "therapist"
    NOBODY = "nobody"


class ManagerView(StrEnum):
    """The four states that the referring manager sees, in the words they see (D10)."""

    RECEIVED = "received"
    WITH_PROVIDER = "with the provider"
    UNDER_WAY = "support under way"
    ENDED = "ended"


class StepNotAllowed(Conflict):
    """A step that cannot be taken from where the referral stands: mostly, the page was stale."""

    def __init__(self, state: State, step: Step) -> None:
        super().__init__(
            "This referral has moved on since you opened the page. Open it again to see what can be done now."
        )
        self.state = state
        self.step = step


# Until support begins, a therapist can be replaced, a first meeting moved or missed, and all of it called off. A
# person who says no can think again, and starts where everybody starts (U15); the clocks still count from the first
# submission (D2). Who stops once support has begun ends it: it was not declined, and the figures tell the two apart.
# What never began is reopened at the lead's desk, what had begun where it was.
_CALLED_OFF: Final[Mapping[Step, State]] = {
    Step.WITHDRAW: State.WITHDRAWN,
    Step.DECLINE: State.DECLINED,
    Step.MARK_MISTAKEN: State.MISTAKEN,
}
# At the desk the person reads it first, and says that it can go on (U19). A lead may not wait for that, and may let
# through what comes too late (D6): neither moves it.
_FROM_THE_DESK: Final[Mapping[Step, State]] = {
    Step.PASS_TO_PROVIDER: State.WITH_PROVIDER,
    Step.REDIRECT: State.REDIRECTED,
    **_CALLED_OFF,
}
# Who manages the person changes at any time until the summary is given, and moves nothing.
_OF_THE_MANAGER: Final = (Step.HAND_OVER, Step.NAME_MANAGER, Step.NAME_NOBODY)
_WAYS: Final[Mapping[State, Mapping[Step, State]]] = {
    State.DRAFT: {Step.SUBMIT: State.SUBMITTED, Step.ASK_FOR_ONESELF: State.SUBMITTED},
    State.SUBMITTED: {
        Step.SEND_BACK: State.SENT_BACK,
        Step.GO_AHEAD: State.SUBMITTED,
        Step.DO_NOT_WAIT: State.SUBMITTED,
        Step.LET_THROUGH: State.SUBMITTED,
        **_FROM_THE_DESK,
    },
    State.SENT_BACK: {
        Step.SEND_AGAIN: State.SUBMITTED,
        Step.GO_AHEAD: State.SENT_BACK,
        Step.DO_NOT_WAIT: State.SENT_BACK,
        Step.LET_THROUGH: State.SENT_BACK,
        **_FROM_THE_DESK,
    },
    State.WITH_PROVIDER: {
        Step.NAME_THERAPIST: State.ALLOCATED,
        Step.HAND_BACK: State.SUBMITTED,
        **_CALLED_OFF,
    },
    State.ALLOCATED: {
        Step.NAME_THERAPIST: State.ALLOCATED,
        Step.HAND_BACK: State.SUBMITTED,
        Step.BOOK_FIRST_MEETING: State.MEETING_BOOKED,
        Step.CLOSE_EARLY: State.CLOSED,
        **_CALLED_OFF,
    },
    State.MEETING_BOOKED: {
        Step.NAME_THERAPIST: State.ALLOCATED,
        Step.HAND_BACK: State.SUBMITTED,
        Step.BOOK_FIRST_MEETING: State.MEETING_BOOKED,
        Step.MISS_FIRST_MEETING: State.ALLOCATED,
        Step.BEGIN_SUPPORT: State.UNDER_WAY,
        Step.CLOSE_EARLY: State.CLOSED,
        **_CALLED_OFF,
    },
    State.UNDER_WAY: {
        Step.NAME_THERAPIST: State.UNDER_WAY,
        Step.END_SUPPORT: State.ENDED,
        Step.CLOSE_EARLY: State.ENDED,
        Step.DECLINE: State.ENDED,
    },
    State.ENDED: {Step.REOPEN: State.UNDER_WAY},
    State.WITHDRAWN: {Step.REOPEN: State.SUBMITTED},
    State.DECLINED: {Step.CHANGE_MIND: State.SUBMITTED},
    State.REDIRECTED: {Step.REOPEN: State.SUBMITTED},
    State.MISTAKEN: {Step.REOPEN: State.SUBMITTED},
    State.CLOSED: {Step.REOPEN: State.SUBMITTED},
}
TRANSITIONS: Final[Mapping[State, Mapping[Step, State]]] = {
    state: ways if state in {State.DRAFT, *CANCELLED} else {**ways, **dict.fromkeys(_OF_THE_MANAGER, state)}
    for state, ways in _WAYS.items()
}

_HOLDERS: Final[Mapping[State, Holder]] = {
    State.DRAFT: Holder.MANAGER,
    State.SUBMITTED: Holder.LEAD,
    State.SENT_BACK: Holder.MANAGER,
    State.WITH_PROVIDER: Holder.ALLOCATOR,
    State.ALLOCATED: Holder.THERAPIST,
    State.MEETING_BOOKED: Holder.THERAPIST,
    State.UNDER_WAY: Holder.THERAPIST,
    State.ENDED: Holder.NOBODY,
    State.WITHDRAWN: Holder.NOBODY,
    State.DECLINED: Holder.NOBODY,
    State.REDIRECTED: Holder.NOBODY,
    State.MISTAKEN: Holder.NOBODY,
    State.CLOSED: Holder.NOBODY,
}

_MANAGER_VIEWS: Final[Mapping[State, ManagerView | None]] = {
    State.DRAFT: None,
    State.SUBMITTED: ManagerView.RECEIVED,
    State.SENT_BACK: ManagerView.RECEIVED,
    State.WITH_PROVIDER: ManagerView.WITH_PROVIDER,
    State.ALLOCATED: ManagerView.WITH_PROVIDER,
    State.MEETING_BOOKED: ManagerView.WITH_PROVIDER,
    State.UNDER_WAY: ManagerView.UNDER_WAY,
    State.ENDED: ManagerView.ENDED,
    State.WITHDRAWN: ManagerView.ENDED,
    State.DECLINED: ManagerView.ENDED,
    State.REDIRECTED: ManagerView.ENDED,
    State.MISTAKEN: ManagerView.ENDED,
    State.CLOSED: ManagerView.ENDED,
}


def next_state(state: State, step: Step) -> State:
    """The state that a step leads to. Raises StepNotAllowed where it cannot be taken (CI-20)."""
    try:
        return TRANSITIONS[state][step]
    except KeyError:
        raise StepNotAllowed(state, step) from None


def steps_from(state: State) -> frozenset[Step]:
    """The steps that can be taken from a state, by whoever has the right to each."""
    return frozenset(TRANSITIONS[state])


def is_closed(state: State) -> bool:
    """Whether nobody is expected to do anything more."""
    return _HOLDERS[state] is Holder.NOBODY


def holder(state: State) -> Holder:
    """Whose step is next, to show the clocks to (U6)."""
    return _HOLDERS[state]


def manager_view(state: State) -> ManagerView | None:
    """What the referring manager sees of a state: one of four (D10), or None for a draft, still their own."""
    return _MANAGER_VIEWS[state]
