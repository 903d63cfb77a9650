"""The list of those who act on referrals: the same for a lead, an allocator and a therapist, without names (U4)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from flask import render_template, request

from network.core.pagination import page_number
from network.core.request import current_actor, current_clock
from network.incidents import service
from network.incidents.queries.pool import list_led_elsewhere
from network.incidents.rules.readers import Capacity

CANCELLED: Final = "cancelled"
"""What asks for those whose support never began, apart from all others (RM)."""


@dataclass(frozen=True, slots=True)
class Listing:
    """What the list is called, where it is, and where each of its lines leads."""

    title: str
    endpoint: str
    line_endpoint: str
    empty: str
    has_origin: bool
    """Whether it says which organisation each is from."""
    beside: tuple[tuple[str, str], ...]
    """What else there is for the same people: where, and in which words."""


LISTINGS: Final[Mapping[Capacity, Listing]] = {
    Capacity.LEAD: Listing(
        "Referrals",
        "incidents.list_desk",
        "incidents.show_desk_referral",
        "Referrals of your organisation are listed here, without names. You get a message when one arrives.",
        has_origin=False,
        beside=(
            ("incidents.list_groups_at_the_desk", "Support for groups"),
            ("incidents.list_wishes", "People who would like to be contacted"),
            ("incidents.list_answers", "What people answered after their support"),
            ("incidents.list_kept", "What will be deleted next month"),
            ("incidents.list_emergencies", "What was asked in an emergency"),
            ("incidents.show_pool", "Lead for small partners too"),
        ),
    ),
    Capacity.ALLOCATOR: Listing(
        "To allocate",
        "incidents.list_allocation",
        "incidents.allocate",
        "What partners pass to you is listed here, without names. You get a message when something arrives.",
        has_origin=True,
        beside=(("incidents.list_groups_at_allocation", "Support for groups"),),
    ),
    Capacity.THERAPIST: Listing(
        "Your caseload",
        "incidents.list_caseload",
        "incidents.show_case",
        "What is given to you is listed here, without names. You get a message when something arrives.",
        has_origin=True,
        beside=(
            ("incidents.show_week", "Your week"),
            ("incidents.list_asked", "What you are asked about"),
            ("incidents.list_groups_in_the_caseload", "Support for groups"),
        ),
    ),
}


def render_list(capacity: Capacity) -> str:
    """A page of what the actor sees in a capacity; what was cancelled has a page of its own."""
    actor, clock = current_actor(), current_clock()
    is_cancelled = request.args.get("show") == CANCELLED
    page = service.list_referrals(
        actor,
        capacity,
        clock,
        number=page_number(request.args.get("page")),
        is_cancelled=is_cancelled,
    )
    return render_template(
        "incidents/list_lines.html",
        page=page,
        listing=LISTINGS[capacity],
        show=CANCELLED if is_cancelled else None,
        elsewhere=list_led_elsewhere(actor, clock) if capacity is Capacity.LEAD else [],
    )
