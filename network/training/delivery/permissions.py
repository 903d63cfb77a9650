"""Who plans sessions to come, who books, and who reads what people say of them."""

from __future__ import annotations

from typing import Final

from network.core.permissions import Permission, Role, policy


class DeliveryPermission(Permission):
    """Rights over sessions to come. A place by a link needs none."""

    PLAN = "training:coming:plan"
    RUN = "training:coming:run"
    BOOK = "training:coming:book"
    BOOK_OTHERS = "training:coming:book-others"
    SEE_ANSWERS = "training:answer:see"
    TAG_ANSWERS = "training:answer:tag"


TRAINERS: Final = (Role.ORGANISATION_LEAD, Role.CHAMPION, Role.FACILITATOR)

LABELS = {
    DeliveryPermission.PLAN: "Plan a training session",
    DeliveryPermission.RUN: "Change and hold the training sessions that are theirs, and see who comes",
    DeliveryPermission.BOOK: "See the training sessions to come, and book a place for themselves",
    DeliveryPermission.BOOK_OTHERS: "Book places for colleagues at a training session",
    DeliveryPermission.SEE_ANSWERS: "See by course what people say of training sessions, without names",
    DeliveryPermission.TAG_ANSWERS: "Say what the themes are of what people write about training sessions",
}

POLICY = policy(
    {
        DeliveryPermission.PLAN: TRAINERS,
        DeliveryPermission.RUN: TRAINERS,
        DeliveryPermission.BOOK: list(Role),
        DeliveryPermission.BOOK_OTHERS: TRAINERS,
        DeliveryPermission.SEE_ANSWERS: [Role.COORDINATOR],
        DeliveryPermission.TAG_ANSWERS: [Role.COORDINATOR],
    }
)


def who_sees_places() -> list[str]:
    """Who reads the names of people with a place, from the policy itself (U8)."""
    roles = POLICY[DeliveryPermission.BOOK_OTHERS]
    *others, last = [f"{role.label.lower()}s" for role in Role if role in roles]
    return [*others, f"{last} of your organisation", "those who hold the session"]
