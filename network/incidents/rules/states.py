"""The states of a referral, the steps between them, and who sees and holds what (CI-20, D10)."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from network.core.errors import Conflict


class State(StrEnum):
    """Where a referral stands. `submitted` is with the incident lead."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    WITH_PROVIDER = "with_provider"
    ALLOCATED = "allocated"
    MEETING_BOOKED = "meeting_booked"
    UNDER_WAY = "under_way"
    ENDED = "ended"
    WITHDRAWN = "withdrawn"
    DECLINED = "declined"


class Step(StrEnum):
    """What somebody can do to a referral that changes where it stands."""

    SUBMIT = "submit"
    PASS_TO_PROVIDER = "pass_to_provider"  # noqa: S105 - a step, not a secret
    NAME_THERAPIST = "name_therapist"
    BOOK_FIRST_MEETING = "book_first_meeting"
    BEGIN_SUPPORT = "begin_support"
    END_SUPPORT = "end_support"
    WITHDRAW = "withdraw"
    DECLINE = "decline"
    CHANGE_MIND = "change_mind"


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


# Until support begins, a therapist can be replaced and a first meeting moved. A person who says no can think
# again, and starts where everybody starts (U15); the clocks still count from the first submission (D2). Who
# stops once support has begun ends it: it was not declined, and the figures tell the two apart.
TRANSITIONS: Final[Mapping[State, Mapping[Step, State]]] = {
    State.DRAFT: {
        Step.SUBMIT: State.SUBMITTED,
    },
    State.SUBMITTED: {
        Step.PASS_TO_PROVIDER: State.WITH_PROVIDER,
        Step.WITHDRAW: State.WITHDRAWN,
        Step.DECLINE: State.DECLINED,
    },
    State.WITH_PROVIDER: {
        Step.NAME_THERAPIST: State.ALLOCATED,
        Step.WITHDRAW: State.WITHDRAWN,
        Step.DECLINE: State.DECLINED,
    },
    State.ALLOCATED: {
        Step.NAME_THERAPIST: State.ALLOCATED,
        Step.BOOK_FIRST_MEETING: State.MEETING_BOOKED,
        Step.WITHDRAW: State.WITHDRAWN,
        Step.DECLINE: State.DECLINED,
    },
    State.MEETING_BOOKED: {
        Step.NAME_THERAPIST: State.ALLOCATED,
        Step.BOOK_FIRST_MEETING: State.MEETING_BOOKED,
        Step.BEGIN_SUPPORT: State.UNDER_WAY,
        Step.WITHDRAW: State.WITHDRAWN,
        Step.DECLINE: State.DECLINED,
    },
    State.UNDER_WAY: {
        Step.END_SUPPORT: State.ENDED,
        Step.DECLINE: State.ENDED,
    },
    State.ENDED: {},
    State.WITHDRAWN: {},
    State.DECLINED: {
        Step.CHANGE_MIND: State.SUBMITTED,
    },
}

_HOLDERS: Final[Mapping[State, Holder]] = {
    State.DRAFT: Holder.MANAGER,
    State.SUBMITTED: Holder.LEAD,
    State.WITH_PROVIDER: Holder.ALLOCATOR,
    State.ALLOCATED: Holder.THERAPIST,
    State.MEETING_BOOKED: Holder.THERAPIST,
    State.UNDER_WAY: Holder.THERAPIST,
    State.ENDED: Holder.NOBODY,
    State.WITHDRAWN: Holder.NOBODY,
    State.DECLINED: Holder.NOBODY,
}

_MANAGER_VIEWS: Final[Mapping[State, ManagerView | None]] = {
    State.DRAFT: None,
    State.SUBMITTED: ManagerView.RECEIVED,
    State.WITH_PROVIDER: ManagerView.WITH_PROVIDER,
    State.ALLOCATED: ManagerView.WITH_PROVIDER,
    State.MEETING_BOOKED: ManagerView.WITH_PROVIDER,
    State.UNDER_WAY: ManagerView.UNDER_WAY,
    State.ENDED: ManagerView.ENDED,
    State.WITHDRAWN: ManagerView.ENDED,
    State.DECLINED: ManagerView.ENDED,
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
