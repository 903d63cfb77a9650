"""Saying what one can give, pausing it, and lending it to other partners."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Final
from uuid import UUID

from network.core.actor import Actor
from network.core.clock import Clock
from network.core.database import db, new_id
from network.core.errors import Conflict
from network.tailoring.models import GivingOffer
from network.tailoring.queries.offers import draft_of, find_own, get_offer, get_own, list_givable
from network.tailoring.queries.requests import weekdays_in_words
from network.tailoring.rules.offers import LABELS, OfferDraft, checked_offer
from network.tailoring.service.changes import as_kept, record
from network.ui.filters import as_date

_UNNOTED: Final = frozenset({"experience"})
"""What the audit names and does not copy."""


def keep_offer(actor: Actor, draft: OfferDraft, seen_version: int, clock: Clock) -> GivingOffer:
    """Keeps what the actor can give in the organisation that they act in. `seen_version` is 0 for the first time.

    An offer that is not for other partners any more is not lent either. Raises RuleBroken on the field to mend, and
    Conflict with both texts where it was changed since it was read.
    """
    offer = find_own(actor)
    before = draft_of(offer) if offer is not None else None
    courses = {course.id for course in list_givable(actor)}
    checked = checked_offer(draft, courses, clock.today(), before.courses if before is not None else ())
    changed = [name for name in LABELS if before is None or getattr(checked, name) != getattr(before, name)]
    if offer is not None and not changed:
        return offer
    if (offer.version if offer is not None else 0) != seen_version:
        raise Conflict(
            "This was changed after you opened it. Yours is not saved yet.",
            yours=in_words(checked, changed),
            theirs=in_words(before, changed) if before is not None else {},
        )
    if offer is None:
        offer = GivingOffer(
            id=new_id(), organisation_id=actor.organisation_id, user_id=actor.user_id, is_paused=False, lent_at=None
        )
        db.session.add(offer)
    for name in changed:
        setattr(offer, name, as_kept(getattr(checked, name)))
    if not checked.for_others:
        offer.lent_at, offer.lent_by_id = None, None
    offer.kept_at = clock.now()
    db.session.flush()
    said = in_words(checked, changed)
    record(
        actor,
        clock,
        "kept",
        offer,
        {name: "changed" if name in _UNNOTED else said[LABELS[name]] for name in changed},
    )
    return offer


def pause_offer(actor: Actor, clock: Clock) -> GivingOffer:
    """Nobody new asks from now on; what was agreed stays. Raises NotFound."""
    return _set_paused(actor, True, clock)


def resume_offer(actor: Actor, clock: Clock) -> GivingOffer:
    """The offer stands again. Raises NotFound."""
    return _set_paused(actor, False, clock)


def _set_paused(actor: Actor, is_paused: bool, clock: Clock) -> GivingOffer:
    offer = get_own(actor)
    if offer.is_paused is not is_paused:
        offer.is_paused = is_paused
        db.session.flush()
        record(actor, clock, "paused" if is_paused else "resumed", offer)
    return offer


def lend(actor: Actor, offer_id: UUID, clock: Clock) -> GivingOffer:
    """The lead agrees that other partners may ask for this person. Raises NotFound.

    Conflict where the person does not offer that.
    """
    offer = get_offer(actor, offer_id)
    if not offer.for_others:
        raise Conflict("They do not offer this to other partners at the moment.")
    if offer.lent_at is None:
        offer.lent_at, offer.lent_by_id = clock.now(), actor.user_id
        db.session.flush()
        record(actor, clock, "lent", offer)
    return offer


def keep_at_home(actor: Actor, offer_id: UUID, clock: Clock) -> GivingOffer:
    """From now on no other partner may ask for this person; what was agreed stays. Raises NotFound."""
    offer = get_offer(actor, offer_id)
    if offer.lent_at is not None:
        offer.lent_at, offer.lent_by_id = None, None
        db.session.flush()
        record(actor, clock, "kept_at_home", offer)
    return offer


def in_words(draft: OfferDraft, fields: list[str] | None = None) -> dict[str, str]:
    """An offer for whoever compares two of them, and for the audit."""
    return {LABELS[name]: _WORDS[name](getattr(draft, name)) for name in (fields if fields is not None else LABELS)}


def _labels(words: Any) -> str:
    return ", ".join(each.label for each in words) or "None"


def _day(day: Any) -> str:
    return as_date(day) if day is not None else "Not given"


_WORDS: Final[Mapping[str, Callable[[Any], str]]] = MappingProxyType(
    {
        "courses": lambda courses: ", ".join(map(str, courses)),
        "sectors": _labels,
        "places": ", ".join,
        "modes": _labels,
        "weekdays": lambda days: weekdays_in_words(str(int(day)) for day in days),
        "from_on": _day,
        "until_on": _day,
        "most_a_quarter": str,
        "for_others": lambda says: "Yes" if says else "No",
        "experience": str,
    }
)
