"""Which organisations may be one: entered twice, or followed by another in their register. For the coordinator."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice
from typing import Final
from uuid import UUID

from rapidfuzz import fuzz
from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import aliased

from network.core.actor import Anyone
from network.core.database import db
from network.core.tenancy import scoped
from network.organisations.models import KnownApart, Organisation, OrganisationIdentifier
from network.organisations.queries import codes_of
from network.organisations.registers.names import searchable
from network.organisations.rules import mergers as rules
from network.organisations.vocabulary import Scheme, Standing

ALIKE: Final = 80.0
"""How alike two names are that stand at one postcode, of 100, whatever the order of their words."""
MOST: Final = 200
LOOKED_THROUGH: Final = 5000
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

    Five queries, however many there are, and 200 pairs of a kind at most.
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
        .join(ours, and_(ours.scheme == theirs.scheme, former.successor.in_([ours.code, ours.other_code])))
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
    """Whoever has the name of one that is here, or its postcode and a name much like it."""
    here = select(Organisation).where(Organisation.standing.in_(HERE)).order_by(Organisation.name, Organisation.id)
    ours = list(db.session.scalars(here.limit(LOOKED_THROUGH)))
    by_name, by_place = defaultdict(list), defaultdict(list)
    for each in ours:
        by_name[each.name.lower()].append(each)
        if each.postcode:
            by_place[each.postcode].append(each)
    like = select(Organisation).where(
        Organisation.standing != Standing.MERGED,
        or_(func.lower(Organisation.name).in_(list(by_name)), Organisation.postcode.in_(list(by_place))),
    )
    others = db.session.scalars(like.order_by(Organisation.name, Organisation.id))
    pairs = {
        frozenset({one.id, other.id}): (one, other)
        for other in others
        for one in (*by_name[other.name.lower()], *by_place[other.postcode])
        if one.id != other.id and _how_alike(one, other) is not None
    }
    codes = codes_of(actor, {each.id for pair in pairs.values() for each in pair})
    schemes = {organisation_id: frozenset(code.scheme for code in known) for organisation_id, known in codes.items()}
    none: frozenset[Scheme] = frozenset()
    apart = (pair for pair in pairs.values() if not schemes.get(pair[0].id, none) & schemes.get(pair[1].id, none))
    return [_suspect(one, other) for one, other in islice(apart, MOST)]


def _suspect(one: Organisation, other: Organisation) -> Suspect:
    """The one that is closer to the network stays; of two alike, the one with the first key."""
    former, successor = sorted(
        (one, other), key=lambda each: (each.is_host, rules.rank(each.standing), each.id.int * -1)
    )
    return Suspect(former, successor, _how_alike(one, other) or Why.SAME_NAME)


def _how_alike(one: Organisation, another: Organisation) -> Why | None:
    first, second = searchable(one.name), searchable(another.name)
    if first == second:
        return Why.SAME_NAME
    is_one_place = one.postcode and one.postcode == another.postcode
    return Why.SAME_PLACE if is_one_place and fuzz.token_sort_ratio(first, second) >= ALIKE else None
