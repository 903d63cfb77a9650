"""What can follow on what. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from network.core.errors import Conflict
from network.tailoring.vocabulary import InvitationState, RequestState, Step

MOVES: Final[Mapping[Step, frozenset[RequestState]]] = MappingProxyType(
    {
        Step.CHANGE: frozenset({RequestState.ASKED, RequestState.INVITED}),
        Step.INVITE: frozenset({RequestState.ASKED}),
        Step.TAKE_BACK: frozenset({RequestState.INVITED, RequestState.AGREED}),
        Step.ANSWER: frozenset({RequestState.INVITED}),
        Step.DECLINE: frozenset({RequestState.INVITED, RequestState.AGREED}),
        Step.WITHDRAW: frozenset({RequestState.ASKED, RequestState.INVITED, RequestState.AGREED}),
        Step.DELIVER: frozenset({RequestState.AGREED}),
        Step.FEED_BACK: frozenset({RequestState.DELIVERED}),
    }
)
"""From which states each step can be taken."""

_WHY: Final = {
    Step.CHANGE: "Somebody has said yes to this, or it is closed. You can take it back, and ask again.",
    Step.INVITE: "Somebody is asked already, or it is settled. One person is asked at a time.",
    Step.TAKE_BACK: "Nobody is asked at the moment, so there is nothing to take back.",
    Step.ANSWER: "This does not wait for an answer any more.",
    Step.DECLINE: "This does not wait for an answer any more.",
    Step.WITHDRAW: "This was held, or taken back, so it stays as it is.",
    Step.DELIVER: "This is not agreed, or it was said already that it was held.",
    Step.FEED_BACK: "You can say how it was once it is held, and once for each training.",
}


def may(step: Step, state: RequestState) -> bool:
    """Whether this step can be taken from this state."""
    return state in MOVES[step]


def check(step: Step, state: RequestState) -> None:
    """Conflict where it cannot."""
    if not may(step, state):
        raise Conflict(_WHY[step])


def check_open(state: InvitationState) -> None:
    """Conflict for an invitation that was answered, has run out, or was taken back."""
    if state is not InvitationState.OPEN:
        raise over()


def over() -> Conflict:
    """What whoever comes too late is told."""
    return Conflict(_WHY[Step.ANSWER])
