"""The verbs of tiers: naming, adding and removing them, and whether one counts in the others."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from sqlalchemy import delete, or_, select

from network.core import audit
from network.core.actor import Anyone, SystemActor
from network.core.clock import Clock
from network.core.database import db
from network.core.errors import Conflict, OtherRoute, RuleBroken
from network.core.tenancy import scoped, system_scope
from network.core.text import one_line
from network.organisations.vocabulary import WorkforceLevel
from network.training.courses import queries
from network.training.courses.queries import Counting
from network.training.models import (
    Completion,
    Course,
    CourseEquivalence,
    CoverageSummary,
    LearnerTier,
    OfferSetting,
    Tier,
)
from network.training.models.catalogue import ROUNDS
from network.training.vocabulary import ScottishLevel, WelshLevel

LONGEST_NAME: Final = 60
MOST_TIERS: Final = 9
THE_ONE: Final = 1
"""The key of the one row of the setting."""
IN_USE: Final = "This tier is in use: courses or records belong to it. Move its courses to another tier first."
_INSTEAD: Final = (
    OtherRoute("See which courses belong to which tier", "/training/courses"),
    OtherRoute("Name the tiers anew instead", "/training/tiers"),
)
LABELS: Final = {"name": "Name", "level": "Whom it is for", "scottish": "In Scotland", "welsh": "In Wales"}


@dataclass(frozen=True, slots=True)
class TierDraft:
    """A tier as the network names it, with the levels that it answers to."""

    name: str
    level: WorkforceLevel
    scottish: Sequence[ScottishLevel] = ()
    welsh: Sequence[WelshLevel] = ()


def draft_of(tier: Tier) -> TierDraft:
    """What is said of a tier, to be changed."""
    scottish = [ScottishLevel(each) for each in tier.scottish]
    return TierDraft(tier.name, tier.level, scottish, [WelshLevel(each) for each in tier.welsh])


def add_tier(actor: Anyone, draft: TierDraft, clock: Clock) -> Tier:
    """Adds a tier above all others: what people completed stays where it counted. RuleBroken names the field."""
    tiers = queries.list_tiers()
    if len(tiers) >= MOST_TIERS:
        raise RuleBroken("name", f"A network has up to {MOST_TIERS} tiers. Rename one, or remove one first.")
    draft = _checked(draft, tiers)
    number = max((tier.number for tier in tiers), default=0) + 1
    tier = Tier(number=number, **_columns(draft))
    db.session.add(tier)
    db.session.flush()
    _record(actor, "training.tier.added", clock, {"number": number, **_columns(draft)})
    return tier


def edit_tier(actor: Anyone, number: int, draft: TierDraft, seen_version: int, clock: Clock) -> Tier:
    """Names a tier anew, or says anew whom it is for and to which levels it answers (D15).

    Raises NotFound, RuleBroken on the field, Conflict with both texts where it changed since `seen_version`.
    """
    tier = queries.get_tier(number)
    stored = draft_of(tier)
    draft = _checked(draft, [each for each in queries.list_tiers() if each.number != number])
    changed = [name for name in LABELS if getattr(draft, name) != getattr(stored, name)]
    if tier.version != seen_version:
        raise Conflict(yours=_shown(draft, changed), theirs=_shown(stored, changed))
    columns = _columns(draft)
    for name in changed:
        setattr(tier, name, columns[name])
    db.session.flush()
    if changed:
        _record(actor, "training.tier.edited", clock, {"number": number, **{name: columns[name] for name in changed}})
    return tier


def remove_tier(actor: Anyone, number: int, seen_version: int, clock: Clock) -> None:
    """Removes a tier to which nothing belongs. Raises NotFound, Conflict, and RuleBroken for one that is in use."""
    tier = queries.get_tier(number)
    if tier.version != seen_version:
        raise Conflict()
    with system_scope(db.session(), "whether a tier is in use") as system:
        if _is_in_use(system, number):
            raise RuleBroken(None, IN_USE, routes=_INSTEAD)
        for follows in (LearnerTier, CoverageSummary):  # of people who count there by a higher one
            db.session.execute(scoped(delete(follows), system, follows).where(follows.tier == number))
        db.session.delete(tier)
    _record(actor, "training.tier.removed", clock, {"number": number, "name": tier.name})


def _is_in_use(system: SystemActor, number: int) -> bool:
    completed = scoped(select(Completion.id), system, Completion).where(Completion.tier == number).exists()
    offered = select(Course.id).where(Course.tier == number).exists()
    decided = select(CourseEquivalence.id).where(CourseEquivalence.tier == number).exists()
    return bool(db.session.scalar(select(or_(offered, decided, completed))))


def _checked(draft: TierDraft, others: Iterable[Tier]) -> TierDraft:
    name = one_line(draft.name)
    if not name or len(name) > LONGEST_NAME:
        raise RuleBroken("name", f"Enter a name of up to {LONGEST_NAME} characters.")
    if name.casefold() in {each.name.casefold() for each in others}:
        raise RuleBroken("name", "Another tier has this name. Choose one of its own.")
    return replace(
        draft,
        name=name,
        scottish=[level for level in ScottishLevel if level in draft.scottish],
        welsh=[level for level in WelshLevel if level in draft.welsh],
    )


def _columns(draft: TierDraft) -> dict[str, Any]:
    return {
        "name": draft.name,
        "level": draft.level,
        "scottish": [each.value for each in draft.scottish],
        "welsh": [each.value for each in draft.welsh],
    }


def _shown(draft: TierDraft, names: Iterable[str]) -> dict[str, str]:
    return {LABELS[name]: _in_words(getattr(draft, name)) for name in names}


def _in_words(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(each.label for each in value) or "None"
    return str(getattr(value, "label", value))


def _record(actor: Anyone, action: str, clock: Clock, changes: dict[str, Any]) -> None:
    """A tier's key is a number, so the entry has it among its changes."""
    audit.record(actor, clock.now(), action, "training_tier", None, changes=changes)


def set_cumulative(actor: Anyone, *, is_cumulative: bool, seen_version: int, clock: Clock) -> Counting:
    """Says whether whoever is current in a higher tier counts in the lower ones too (D15).

    What is written from now on is counted so; everybody else is counted anew by the worker, some at a time. Raises
    Conflict where it changed since `seen_version`.
    """
    before = queries.get_counting()
    if before.version != seen_version:
        raise Conflict()
    if before.is_cumulative == is_cumulative:
        return before
    setting = db.session.get(OfferSetting, THE_ONE)
    if setting is None:
        setting = OfferSetting(id=THE_ONE, is_cumulative=before.is_cumulative)
        db.session.add(setting)
        db.session.flush()
    setting.is_cumulative, setting.switched_at = is_cumulative, clock.now()
    setting.rounds_left, setting.counted_to = ROUNDS, None
    db.session.flush()
    changes = {"is_cumulative": is_cumulative}
    audit.record(actor, clock.now(), "training.counting.changed", "training_offer_setting", None, changes=changes)
    return queries.get_counting()
