"""Every read of the support directory. Who read what is kept nowhere."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, or_, select

from network.core.actor import Actor, Anyone, SystemActor
from network.core.database import db
from network.core.errors import NotFound
from network.core.tenancy import scoped, system_scope
from network.directory.models import SupportEntry
from network.directory.permissions import DirectoryPermission
from network.directory.vocabulary import KINDS, SupportKind


def visible_entries(actor: Anyone) -> Select[Any]:
    """The entries of one's own organisation and the network's; of those the public ones for everybody else (WB-2)."""
    found = scoped(select(SupportEntry), actor, SupportEntry)
    if isinstance(actor, SystemActor):
        return found
    if not actor.can(DirectoryPermission.READ):
        return found.where(SupportEntry.is_public.is_(True))
    return found.where(or_(SupportEntry.organisation_id == actor.organisation_id, SupportEntry.is_network.is_(True)))


def get_entry(actor: Anyone, entry_id: UUID, *, for_update: bool = False) -> SupportEntry:
    """One entry, to be read or changed. Raises NotFound for what the actor may not see."""
    wanted = visible_entries(actor).where(SupportEntry.id == entry_id)
    if for_update:
        wanted = wanted.with_for_update().execution_options(populate_existing=True)
    found: SupportEntry | None = db.session.scalars(wanted).first()
    if found is None:
        raise NotFound("We could not find that in the support directory.")
    return found


def list_entries(actor: Anyone, kinds: Collection[SupportKind] = KINDS) -> list[SupportEntry]:
    """What the actor sees of these kinds, in their order, one's own before the network's, then by title. One query.

    All of it: an organisation has so many entries at most (`rules.MOST_ENTRIES`).
    """
    return _in_order(visible_entries(actor), kinds)


def list_kept(actor: Actor) -> list[SupportEntry]:
    """What the actor keeps: the network's for the coordinator, else the organisation's own; in order. One query."""
    own = visible_entries(actor).where(
        SupportEntry.organisation_id == actor.organisation_id, SupportEntry.is_network.is_(actor.is_network_wide)
    )
    return _in_order(own, KINDS)


def list_for_people_of(actor: Actor, organisation_id: UUID, kinds: Collection[SupportKind]) -> list[SupportEntry]:
    """What somebody who supports people of another organisation can name to them: theirs and the network's.

    Never what is for inside that organisation alone; of one's own organisation that too. One query.
    """
    if not actor.can(DirectoryPermission.READ):
        return []
    # The fence leaves out what is for inside another organisation.
    found = scoped(select(SupportEntry), actor, SupportEntry).where(
        or_(SupportEntry.organisation_id == organisation_id, SupportEntry.is_network.is_(True))
    )
    return _in_order(found, kinds)


def _in_order(entries: Select[Any], kinds: Collection[SupportKind]) -> list[SupportEntry]:
    place = {kind: number for number, kind in enumerate(kinds)}
    found: Sequence[SupportEntry] = db.session.scalars(entries.where(SupportEntry.kind.in_(list(kinds)))).all()
    return sorted(found, key=lambda each: (place[each.kind], each.is_network, each.title.casefold(), each.id))


def count_own(actor: Actor) -> int:
    """How many entries the actor's organisation has."""
    own = scoped(select(func.count(SupportEntry.id)), actor, SupportEntry)
    return db.session.scalar(own.where(SupportEntry.organisation_id == actor.organisation_id)) or 0


def kinds_of(organisation_id: UUID) -> set[SupportKind]:
    """The kinds of which an organisation has an entry of its own, whoever asks. One query."""
    with system_scope(db.session(), "whether an organisation's directory is filled") as system:
        kinds = scoped(select(SupportEntry.kind), system, SupportEntry).where(
            SupportEntry.organisation_id == organisation_id, SupportEntry.is_network.is_(False)
        )
        return set(db.session.scalars(kinds.distinct()))
