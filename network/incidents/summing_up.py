"""A closing summary as each of those whom it concerns sees it (CI-19, U20)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from network.core import crypto
from network.core.actor import Actor
from network.core.clock import Clock
from network.incidents.models import ClosingSummary, Referral
from network.incidents.queries.summaries import find_summary
from network.incidents.rules.summary import Statement, render_summary


@dataclass(frozen=True, slots=True)
class Summary:
    """The text that both get, where it stands, and for the therapist and the person what was said of it."""

    version: int
    text: str
    statements: frozenset[Statement]
    words: str
    comment: str
    shown_at: datetime
    read_at: datetime | None
    released_at: datetime | None


def seal_summary(summary: ClosingSummary, statements: frozenset[Statement], words: str, clock: Clock) -> None:
    """Keeps what was ticked and written, and the one text that follows from it."""
    content = json.dumps({"statements": sorted(statements), "words": words})
    places = {summary.place_of("content"): content, summary.place_of("text"): render_summary(statements, words)}
    sealed = crypto.seal_all(places, clock)
    summary.content_sealed, summary.text_sealed = (sealed[place] for place in places)


def read_summary(actor: Actor, referral: Referral) -> Summary | None:
    """For the therapist and the person; None where none is written yet."""
    summary = find_summary(actor, referral)
    if summary is None:
        return None
    opened = _open(summary, "content", "text", "comment")
    content = json.loads(opened["content"])
    return Summary(
        version=summary.version,
        text=opened["text"],
        statements=frozenset(Statement(each) for each in content["statements"]),
        words=content["words"],
        comment=opened.get("comment", ""),
        shown_at=summary.shown_at,
        read_at=summary.read_at,
        released_at=summary.released_at,
    )


def read_released_text(actor: Actor, referral: Referral) -> str | None:
    """What the manager gets, once it is given: the text, and nothing that was said of it (D10)."""
    summary = find_summary(actor, referral)
    if summary is None or summary.released_at is None:
        return None
    return _open(summary, "text")["text"]


def _open(summary: ClosingSummary, *parts: str) -> Mapping[str, str]:
    boxes = {part: box for part in parts if (box := getattr(summary, f"{part}_sealed")) is not None}
    opened = crypto.unseal_all({summary.place_of(part): box for part, box in boxes.items()})
    return {part: opened[summary.place_of(part)] for part in boxes}
