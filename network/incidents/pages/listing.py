"""The list of those who act on referrals: the same for a lead, an allocator and a therapist, without names (U4)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from flask import render_template, request

from network.core.pagination import page_number
from network.core.request import current_actor, current_clock
from network.incidents import service
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


LISTINGS: Final[Mapping[Capacity, Listing]] = {
    Capacity.LEAD: Listing(
        "Referrals",
        "incidents.list_desk",
        "incidents.show_desk_referral",
        "Referrals of your organisation are listed here, without names. You get a message when one arrives.",
        has_origin=False,
    ),
    Capacity.ALLOCATOR: Listing(
        "To allocate",
        "incidents.list_allocation",
        "incidents.allocate",
        "What partners pass to you is listed here, without names. You get a message when something arrives.",
        has_origin=True,
    ),
    Capacity.THERAPIST: Listing(
        "Your caseload",
        "incidents.list_caseload",
        "incidents.show_case",
        "What is given to you is listed here, without names. You get a message when something arrives.",
        has_origin=True,
    ),
}


def render_list(capacity: Capacity) -> str:
    """A page of what the actor sees in a capacity; what was cancelled has a page of its own."""
    is_cancelled = request.args.get("show") == CANCELLED
    page = service.list_referrals(
        current_actor(),
        capacity,
        current_clock(),
        number=page_number(request.args.get("page")),
        is_cancelled=is_cancelled,
    )
    return render_template(
        "incidents/list_lines.html", page=page, listing=LISTINGS[capacity], show=CANCELLED if is_cancelled else None
    )
