"""Who says what they can give, who asks, who invites, and who reads it."""

from __future__ import annotations

from typing import Final

from network.core.permissions import Permission, Role, policy


class TailoringPermission(Permission):
    """Rights over offers and requests of training."""

    KEEP_OFFER = "tailoring:offer:keep"
    LEND = "tailoring:offer:lend"
    SEE = "tailoring:request:see"
    ASK = "tailoring:request:ask"
    INVITE = "tailoring:request:invite"
    DELIVER = "tailoring:request:deliver"
    FEED_BACK = "tailoring:request:feed-back"
    ANSWER = "tailoring:invitation:answer"
    SEE_FIGURES = "tailoring:figures:see"
    TAG = "tailoring:request:tag"


GIVERS: Final = (Role.CHAMPION, Role.FACILITATOR)
"""Who can give tailored training (CP-2)."""
ASKERS: Final = (Role.ORGANISATION_LEAD, Role.CHAMPION)
READERS: Final = (*ASKERS, Role.FACILITATOR)
"""Who reads their own organisation's requests."""

LABELS = {
    TailoringPermission.KEEP_OFFER: "Say what training they can give",
    TailoringPermission.LEND: "Let champions and facilitators train other partners",
    TailoringPermission.SEE: "See the requests for tailored training",
    TailoringPermission.ASK: "Ask for tailored training, and take a request back",
    TailoringPermission.INVITE: "Ask somebody to give a training that was requested",
    TailoringPermission.DELIVER: "Say that a training that was requested was held",
    TailoringPermission.FEED_BACK: "Say how a training was that was requested",
    TailoringPermission.ANSWER: "Say yes or no where they are asked to give a training",
    TailoringPermission.SEE_FIGURES: "See the figures of tailored training across partners",
    TailoringPermission.TAG: "Say what the themes are of feedback on tailored training",
}

POLICY = policy(
    {
        TailoringPermission.KEEP_OFFER: GIVERS,
        TailoringPermission.LEND: [Role.ORGANISATION_LEAD],
        TailoringPermission.SEE: [Role.COORDINATOR, *READERS],
        TailoringPermission.ASK: ASKERS,
        TailoringPermission.INVITE: [Role.COORDINATOR, *ASKERS],
        TailoringPermission.DELIVER: ASKERS,
        TailoringPermission.FEED_BACK: ASKERS,
        TailoringPermission.ANSWER: GIVERS,
        TailoringPermission.SEE_FIGURES: [Role.COORDINATOR],
        TailoringPermission.TAG: [Role.COORDINATOR],
    }
)


def who_reads_requests(organisation: str) -> list[str]:
    """Who reads what is asked for, from the policy itself (U8). Whoever is invited reads it too."""
    roles = POLICY[TailoringPermission.SEE]
    *others, last = [f"{role.label.lower()}s" for role in Role if role in roles and role is not Role.COORDINATOR]
    return [*others, f"{last} of {organisation}", "the network’s coordinator", "whoever is asked to give it"]


def who_reads_offers(organisation: str) -> list[str]:
    """Who reads an offer, from the policy itself (U8)."""
    roles = POLICY[TailoringPermission.LEND]
    leads = ", ".join(f"{role.label.lower()}s" for role in Role if role in roles)
    return [f"{leads} of {organisation}", "the network’s coordinator"]


def who_reads_feedback(organisation: str) -> list[str]:
    """Who reads how it was, from the policy itself (U8)."""
    return [*who_reads_requests(organisation)[:-1], "whoever gave it"]
