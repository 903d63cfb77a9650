"""The tiers, and how they are counted."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from flask import url_for

from network.core.commit import commits
from network.core.guard import requires
from network.core.request import current_actor, current_clock
from network.training.api.blueprint import blp
from network.training.courses import queries
from network.training.courses import tiers as service
from network.training.courses.queries import Counting
from network.training.courses.schemas import (
    AddTierSchema,
    CountingSchema,
    EditTierSchema,
    SetCountingSchema,
    TierListSchema,
    TierSchema,
)
from network.training.courses.tiers import TierDraft
from network.training.models import Tier
from network.training.permissions import TrainingPermission

ONE = "/training/tiers/<int(min=1, max=99):number>"


@blp.route("/training/tiers")
@requires(TrainingPermission.SEE_COURSES)
@blp.response(200, TierListSchema)
def list_tiers() -> dict[str, Any]:
    """The network's tiers."""
    return {"items": queries.list_tiers()}


@blp.route("/training/tiers", methods=["POST"])
@requires(TrainingPermission.KEEP_COURSES)
@commits
@blp.arguments(AddTierSchema)
@blp.response(201, TierSchema)
def add_tier(body: dict[str, Any]) -> tuple[Tier, int, dict[str, str]]:
    """Add a tier above all others."""
    tier = service.add_tier(current_actor(), TierDraft(**body), current_clock())
    return tier, 201, {"Location": url_for("training_api.show_tier", number=tier.number)}


@blp.route(ONE)
@requires(TrainingPermission.SEE_COURSES)
@blp.etag
@blp.response(200, TierSchema)
def show_tier(number: int) -> Tier:
    """One tier."""
    return queries.get_tier(number)


@blp.route(ONE, methods=["PATCH"])
@requires(TrainingPermission.KEEP_COURSES)
@commits
@blp.etag
@blp.arguments(EditTierSchema)
@blp.response(200, TierSchema)
def edit_tier(body: dict[str, Any], number: int) -> Tier:
    """Change what is sent of a tier; needs `If-Match`."""
    tier = queries.get_tier(number)
    blp.check_etag(tier, TierSchema)
    draft = replace(service.draft_of(tier), **body)
    return service.edit_tier(current_actor(), number, draft, tier.version, current_clock())


@blp.route(ONE, methods=["DELETE"])
@requires(TrainingPermission.KEEP_COURSES)
@commits
@blp.etag
@blp.response(204)
def remove_tier(number: int) -> None:
    """Remove a tier to which nothing belongs; needs `If-Match`."""
    tier = queries.get_tier(number)
    blp.check_etag(tier, TierSchema)
    service.remove_tier(current_actor(), number, tier.version, current_clock())


@blp.route("/training/counting")
@requires(TrainingPermission.SEE_COURSES)
@blp.etag
@blp.response(200, CountingSchema)
def show_counting() -> Counting:
    """How tiers are counted."""
    return queries.get_counting()


@blp.route("/training/counting", methods=["PATCH"])
@requires(TrainingPermission.KEEP_COURSES)
@commits
@blp.etag
@blp.arguments(SetCountingSchema)
@blp.response(200, CountingSchema)
def set_counting(body: dict[str, Any]) -> Counting:
    """Say whether whoever is current in a higher tier counts in the lower ones too; needs `If-Match`."""
    seen = queries.get_counting()
    blp.check_etag(seen, CountingSchema)
    return service.set_cumulative(current_actor(), **body, seen_version=seen.version, clock=current_clock())
