"""Leaving the usual way, one step and one short list of reasons each: for pages and programs alike (RM)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from network.core.actor import Actor
from network.core.clock import Clock
from network.core.errors import NotFound
from network.incidents import service
from network.incidents.models import Referral
from network.incidents.rules.readers import Capacity
from network.incidents.rules.reasons import StepReason
from network.incidents.rules.states import Step

CarryOut = Callable[[Actor, UUID, StepReason, Clock], Referral]


@dataclass(frozen=True, slots=True)
class Way:
    """One of them: what it is called before whoever takes it, and what it does."""

    step: Step
    title: str
    text: str
    question: str
    button: str
    done: str
    carry_out: CarryOut


def _reopening(capacity: Capacity, text: str) -> Way:
    def carry_out(actor: Actor, referral_id: UUID, reason: StepReason, clock: Clock) -> Referral:
        return service.reopen(actor, capacity, referral_id, reason, clock)

    return Way(Step.REOPEN, "Open it again?", text, "Why?", "Open it again", "It is open again.", carry_out)


def _closing(capacity: Capacity) -> Way:
    def carry_out(actor: Actor, referral_id: UUID, reason: StepReason, clock: Clock) -> Referral:
        return service.close_early(actor, capacity, referral_id, reason, clock)

    return Way(
        Step.CLOSE_EARLY,
        "Close it early?",
        "It stops here. What is booked is called off, and everybody it was with is told. A manager who "
        "sent it reads that it has ended, and not why.",
        "Why?",
        "Close it",
        "It is closed.",
        carry_out,
    )


WAYS: Final[Mapping[Capacity, Mapping[str, Way]]] = {
    Capacity.REFERRER: {
        "withdraw": Way(
            Step.WITHDRAW,
            "Take the referral back?",
            "It stops, and everybody it was with is told. Please talk with the staff member first: it is about them. "
            "You can write another referral later, within three months of the incident.",
            "Why?",
            "Take it back",
            "You have taken the referral back. Everybody it was with is told.",
            service.withdraw,
        ),
        "reopen": _reopening(
            Capacity.REFERRER,
            "It goes to your organisation’s incident lead again, with what you wrote. The staff member is told.",
        ),
    },
    Capacity.LEAD: {
        "send-back": Way(
            Step.SEND_BACK,
            "Ask the manager for something?",
            "It goes back to the manager, who puts it right and sends it again. The clocks go on meanwhile: a "
            "telephone call may be faster.",
            "What is missing?",
            "Ask the manager",
            "The manager is asked, and sends it again.",
            service.send_back,
        ),
        "not-wait": Way(
            Step.DO_NOT_WAIT,
            "Pass it on without waiting?",
            "The staff member reads a referral before it goes to the provider, unless they asked otherwise. They see "
            "on their page that you did not wait, and why.",
            "Why can it not wait?",
            "Pass it on now",
            "It is with the provider, who now chooses a therapist.",
            service.pass_on_without_waiting,
        ),
        "let-through": Way(
            Step.LET_THROUGH,
            "Let it through?",
            "It was sent more than three months after the incident. Your organisation lets you decide. If this "
            "support would not help any more, lead to another kind.",
            "Why now?",
            "Let it through",
            "It is let through. You can pass it on.",
            service.let_through,
        ),
        "redirect": Way(
            Step.REDIRECT,
            "Lead to another kind of support?",
            "It ends here. Please tell the staff member yourself what you suggest, and the manager where one sent it: "
            "the pages say only that it has ended.",
            "What do you suggest?",
            "End it here",
            "It has ended here. Please tell them what you suggest.",
            service.redirect,
        ),
        "mistaken": Way(
            Step.MARK_MISTAKEN,
            "Was it opened by mistake?",
            "It is set aside and counts in no figure. Everybody it was with is told that it has ended.",
            "What happened?",
            "Set it aside",
            "It is set aside.",
            service.mark_mistaken,
        ),
        "close": _closing(Capacity.LEAD),
        "reopen": _reopening(
            Capacity.LEAD,
            "Where support had begun, it goes on with the same therapist. Otherwise it waits for you to pass it on.",
        ),
    },
    Capacity.ALLOCATOR: {
        "hand-back": Way(
            Step.HAND_BACK,
            "Hand it back?",
            "It returns to the organisation’s incident leads, who find another way. The clocks go on.",
            "Why?",
            "Hand it back",
            "It is handed back, and the incident leads are told.",
            service.hand_back,
        ),
    },
    Capacity.THERAPIST: {
        "close": _closing(Capacity.THERAPIST),
        "reopen": _reopening(
            Capacity.THERAPIST, "Support goes on where it was. The sessions that were used before still count."
        ),
    },
    Capacity.STAFF_MEMBER: {},
}
"""By who takes it, and by the word that its address ends with."""


def any_way(capacity: Capacity) -> str:
    """The part of an address that is one of these words."""
    words = ", ".join(f"'{name}'" for name in WAYS[capacity])
    return f"<any({words}):way>"


def get_way(capacity: Capacity, name: str) -> Way:
    """Raises NotFound for a word that is none."""
    way = WAYS[capacity].get(name)
    if way is None:
        raise NotFound()
    return way
