"""What the directory knows of an organisation that asks: by its code, by its name, and by names much like it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from rapidfuzz import fuzz, process
from sqlalchemy import or_, select

from network.core.database import db
from network.joining.models import JoinRequest
from network.joining.vocabulary import MatchKind
from network.organisations.models import Organisation
from network.organisations.public import find_by_code, list_alike, searchable
from network.organisations.vocabulary import Sector, Standing

MOST_NEAR: Final = 5
LOOKED_AT: Final = 2000
"""Organisations of the same town, or with the same first letters, that a name is held against."""
FIRST_LETTERS: Final = 3
MUCH_ALIKE: Final = 82
"""Of 100, with the words in any order."""


@dataclass(frozen=True, slots=True)
class Match:
    """An organisation of the directory that may be the one that asks."""

    id: UUID
    name: str
    town: str
    sector: Sector
    standing: Standing
    is_current: bool
    kind: MatchKind


def list_matches(request: JoinRequest) -> list[Match]:
    """What the registers know, the surest first, each once. At most five queries."""
    found: dict[UUID, MatchKind] = {}
    if request.listed_id is not None:
        found[request.listed_id] = MatchKind.SAID
    if request.scheme is not None and request.code:
        with_code = find_by_code(request.scheme, request.code)
        if with_code is not None:
            found.setdefault(with_code.id, MatchKind.CODE)
    for same in list_alike(request.name):
        found.setdefault(same.id, MatchKind.NAME)
    for near in _near(request):
        found.setdefault(near, MatchKind.NEAR)
    rows = db.session.scalars(select(Organisation).where(Organisation.id.in_(found)))
    matches = [
        Match(each.id, each.name, each.town, each.sector, each.standing, each.is_current, found[each.id])
        for each in rows
    ]
    order = list(found)
    return sorted(matches, key=lambda match: order.index(match.id))


def _near(request: JoinRequest) -> list[UUID]:
    name = searchable(request.name)
    candidates = (
        select(Organisation.id, Organisation.name)
        .where(
            Organisation.standing != Standing.MERGED,
            or_(
                Organisation.search_text.startswith(name[:FIRST_LETTERS], autoescape=True),
                Organisation.town == request.town,
            ),
        )
        .order_by(Organisation.id)
        .limit(LOOKED_AT)
    )
    names = {key: searchable(each) for key, each in db.session.execute(candidates)}
    near = process.extract(name, names, scorer=fuzz.token_sort_ratio, score_cutoff=MUCH_ALIKE, limit=MOST_NEAR)
    return [key for _, _, key in near]
