"""Which organisations may be one: entered twice, or followed by another in their register. For the coordinator."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final
from uuid import UUID

from rapidfuzz import fuzz
from sqlalchemy import and_, or_, select
from sqlalchemy.orm import aliased

from network.core.actor import Anyone
from network.core.database import db
from network.core.tenancy import scoped
from network.organisations import mergers as rules
from network.organisations.models import KnownApart, Organisation, OrganisationIdentifier
from network.organisations.queries import codes_of
from network.organisations.registers.names import searchable
from network.organisations.vocabulary import Standing

ALIKE: Final = 85.0
"""How alike two names are that stand at one postcode, of 100, whatever the order of their words."""
MOST: Final = 200
HERE: Final = (Standing.INVITED, Standing.PARTNER, Standing.LEFT)
"""Only what somebody has to do with is looked through: registers hold thousands of schools of one name."""


class Why(StrEnum):
    """What makes two look like one."""

    FOLLOWED = "followed"
    SAME_NAME = "same-name"
    SAME_PLACE = "same-place"

    @property
    def label(self) -> str:
        """As a page says it."""
        return {
            Why.FOLLOWED: "The register says that the one took the place of the other",
            Why.SAME_NAME: "They have one name",
            Why.SAME_PLACE: "They have one postcode, and names that are much alike",
        }[self]


@dataclass(frozen=True, slots=True)
class Suspect:
    """Two that may be one. `former` is the one that would end, as far as can be told."""

    former: Organisation
    successor: Organisation
    why: Why

    @property
    def is_same(self) -> bool:
        """Whether they would be one that was entered twice, rather than two that became one."""
        return self.why is not Why.FOLLOWED


def list_suspects(actor: Anyone) -> list[Suspect]:
    """Every pair that may be one, the sure ones first; those are left out that somebody said are two.

    Four queries, however many there are, and 200 pairs of a kind at most.
    """
    apart = _known_apart(actor)
    found = {_pair(each): each for each in (*_look_alike(actor), *_followed(actor)) if _pair(each) not in apart}
    return sorted(found.values(), key=lambda each: (list(Why).index(each.why), each.former.name, str(each.former.id)))


def _pair(suspect: Suspect) -> frozenset[UUID]:
    return frozenset({suspect.former.id, suspect.successor.id})


def _known_apart(actor: Anyone) -> frozenset[frozenset[UUID]]:
    rows = db.session.execute(scoped(select(KnownApart.first_id, KnownApart.second_id), actor, KnownApart))
    return frozenset(frozenset(row) for row in rows)


def _followed(actor: Anyone) -> Iterable[Suspect]:
    """Whoever their register has closed, with whoever it says took their place."""
    former, successor = aliased(Organisation), aliased(Organisation)
    theirs, ours = aliased(OrganisationIdentifier), aliased(OrganisationIdentifier)
    statement = (
        scoped(select(former, successor), actor, theirs, ours)
        .join(theirs, theirs.organisation_id == former.id)
        .join(ours, and_(ours.scheme == theirs.scheme, ours.code == former.successor))
        .join(successor, successor.id == ours.organisation_id)
        .where(
            former.standing.in_(HERE),
            former.successor != "",
            ~former.is_current,
            ~former.is_host,
            successor.standing != Standing.MERGED,
            successor.id != former.id,
        )
    )
    rows = db.session.execute(statement.order_by(former.name, former.id).limit(MOST))
    return [Suspect(former, successor, Why.FOLLOWED) for former, successor in rows]


def _look_alike(actor: Anyone) -> Iterable[Suspect]:
    here, other = aliased(Organisation), aliased(Organisation)
    same_place = and_(here.postcode != "", here.postcode == other.postcode)
    statement = (
        select(here, other)
        .join(other, or_(here.search_text == other.search_text, same_place))
        .where(
            here.standing.in_(HERE),
            other.standing != Standing.MERGED,
            here.id != other.id,
            # Of two that are both here, each is found by the other: once is enough.
            or_(other.standing.not_in(HERE), here.id < other.id),
        )
    )
    pairs = list(db.session.execute(statement.order_by(here.name, here.id, other.id).limit(5 * MOST)).all())
    codes = codes_of(actor, {each.id for pair in pairs for each in pair})
    found = []
    for one, another in pairs:
        why = _how_alike(one, another)
        schemes = [frozenset(code.scheme for code in codes.get(each.id, [])) for each in (one, another)]
        if why is not None and not schemes[0] & schemes[1]:
            former, successor = sorted((one, another), key=lambda each: (each.is_host, rules.rank(each.standing)))
            found.append(Suspect(former, successor, why))
    return found[:MOST]


def _how_alike(one: Organisation, another: Organisation) -> Why | None:
    first, second = searchable(one.name), searchable(another.name)
    if first == second:
        return Why.SAME_NAME
    return Why.SAME_PLACE if fuzz.token_sort_ratio(first, second) >= ALIKE else None
