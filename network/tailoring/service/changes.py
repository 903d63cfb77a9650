"""What the changes of offers, requests and invitations have in common: their line in the audit, and the version."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from network.core import audit
from network.core.actor import Actor, SystemActor
from network.core.clock import Clock
from network.core.errors import Conflict
from network.tailoring.models import GivingOffer, TailoredInvitation, TailoredRequest

Row = GivingOffer | TailoredRequest | TailoredInvitation
_NAMES: Mapping[type[Row], str] = {
    GivingOffer: "offer",
    TailoredRequest: "request",
    TailoredInvitation: "invitation",
}


def record(
    actor: Actor | SystemActor, clock: Clock, verb: str, row: Row, changes: Mapping[str, Any] | None = None
) -> None:
    """Notes it in the chain of the organisation whose row it is. Words are noted as changed, and not copied."""
    audit.record(
        actor,
        clock.now(),
        f"tailoring.{_NAMES[type(row)]}.{verb}",
        row.__tablename__,
        row.id,
        organisation_id=row.organisation_id,
        changes=dict(changes or {}),
    )


def as_kept(value: Any) -> Any:
    """What was said, as a column keeps it: words and digits in lists."""
    if isinstance(value, tuple):
        return [str(int(each)) if isinstance(each, int) else str(each) for each in value]
    return value


def forget_agreement(request: TailoredRequest) -> None:
    """Nobody is asked and nobody gives it: the row names no partner, and none reads it."""
    request.partner_organisation_id = None
    request.giver_id, request.day, request.starts_at, request.minutes, request.agreed_at = None, None, None, None, None


def check_seen(request: TailoredRequest, seen_version: int | None) -> None:
    """Conflict where it was changed since it was read; None says that nobody read it first."""
    if seen_version is not None and seen_version != request.version:
        raise Conflict(
            "This was changed after you opened it. Look at it again, then decide.",
            theirs={"How it stands": request.state.label},
        )
