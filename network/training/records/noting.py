"""That a list of people was taken away: who did, when, and how it was narrowed down."""

from __future__ import annotations

from collections.abc import Mapping

from network.core import audit
from network.core.actor import Actor
from network.core.clock import Clock


def note_download(
    actor: Actor, clock: Clock, what: str, kind: str, asked: Mapping[str, str | None] | None = None
) -> None:
    """Keeps that somebody downloaded `what` of their own organisation. Never what they searched for: it is a name."""
    narrowed = {name: said for name, said in (asked or {}).items() if said and name != "q"}
    audit.record(
        actor,
        clock.now(),
        f"training.{what}.download",
        "organisation",
        actor.organisation_id,
        organisation_id=actor.organisation_id,
        changes={"kind": kind, **narrowed},
    )
