"""The network's stages (ORG-7): named as progress, by the coordinator, for everybody."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from network.core import audit
from network.core.actor import Anyone
from network.core.clock import Clock
from network.core.database import db, new_id
from network.core.errors import Conflict
from network.organisations.models import JourneyStage
from network.organisations.queries.journey import get_stage, list_stages
from network.organisations.rules import journey as rules
from network.organisations.rules.journey import Stage
from network.organisations.service.profiles import flush_or_conflict


def keep_default_stages() -> None:
    """Writes the default stages where there are none yet, so that what is said can refer to them."""
    if db.session.scalar(select(JourneyStage.key).limit(1)) is None:
        for stage in rules.DEFAULT_STAGES:
            row = JourneyStage(key=stage.key, position=stage.position, name=stage.name, meaning=stage.meaning)
            db.session.add(row)
        flush_or_conflict()


def change_stage(actor: Anyone, key: str, values: Mapping[str, str], seen_version: int, clock: Clock) -> Stage:
    """Names a stage anew, or says anew what it means: `values` holds `name`, `meaning`, or both.

    Raises NotFound, RuleBroken on the field, and Conflict with both texts where it changed since `seen_version`.
    """
    before = get_stage(key)
    checked = _checked(key, values)
    changed = {field: value for field, value in checked.items() if value != getattr(before, field)}
    if not changed:
        return before
    if before.version != seen_version:
        raise Conflict(
            "This stage was changed after you opened it. Yours is not saved yet.",
            yours={field.capitalize(): value for field, value in changed.items()},
            theirs={field.capitalize(): getattr(before, field) for field in changed},
        )
    keep_default_stages()
    row = db.session.get_one(JourneyStage, key)
    for field, value in changed.items():
        setattr(row, field, value)
    flush_or_conflict()
    _record(
        actor, clock, "changed", {"key": key, **{field: [getattr(before, field), changed[field]] for field in changed}}
    )
    return get_stage(key)


def _checked(key: str, values: Mapping[str, str]) -> dict[str, str]:
    checked: dict[str, str] = {}
    if "name" in values:
        others = [stage.name for stage in list_stages() if stage.key != key]
        checked["name"] = rules.checked_name(values["name"], others)
    if "meaning" in values:
        checked["meaning"] = rules.checked_meaning(values["meaning"])
    return checked


def add_stage(actor: Anyone, name: str, meaning: str, after: str, clock: Clock) -> Stage:
    """Adds a stage after the one with the key `after`, or before all where it is empty. Raises RuleBroken."""
    stages = list_stages()
    position = rules.place_after(stages, after)
    named = rules.checked_name(name, [stage.name for stage in stages])
    meant = rules.checked_meaning(meaning)
    keep_default_stages()
    for row in db.session.scalars(select(JourneyStage).where(JourneyStage.position >= position)):
        row.position += 1
    added = JourneyStage(key=new_id().hex, position=position, name=named, meaning=meant)
    db.session.add(added)
    flush_or_conflict()
    _record(actor, clock, "added", {"key": added.key, "name": named, "position": position})
    return get_stage(added.key)


def _record(actor: Anyone, clock: Clock, verb: str, changes: Mapping[str, Any]) -> None:
    """A stage's key is a word, so the entry has it among its changes."""
    audit.record(actor, clock.now(), f"organisations.stage.{verb}", "journey_stage", None, changes=changes)
