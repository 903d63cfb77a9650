"""What other features may ask of the support directory: where somebody can turn. Who asked is kept nowhere."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from network.core.actor import Actor
from network.directory import addresses, queries, rules
from network.directory.models import SupportEntry
from network.directory.vocabulary import SupportKind


@dataclass(frozen=True, slots=True)
class SupportRoute:
    """A place to find support, as other features name it. What is not known is an empty text."""

    id: UUID
    kind: SupportKind
    title: str
    purpose: str
    link: str
    telephone: str
    email: str
    where_to_find: str
    languages: tuple[str, ...]
    suits: str
    content_note: str | None
    is_network: bool
    is_internal: bool
    path: str
    """Its page, for whoever may read it."""


def entries_for(
    actor: Actor, kinds: Collection[SupportKind], organisation_id: UUID | None = None
) -> list[SupportRoute]:
    """What the actor finds of these kinds, in their order, the organisation's own before the network's (CI-17).

    With `organisation_id` what can be named to people of that organisation, whom the actor supports: nothing that is
    for inside it alone, unless the actor acts in it. Those pages are theirs to open, and not the actor's. One query.
    """
    if organisation_id is None:
        return [_route(entry) for entry in queries.list_entries(actor, kinds)]
    return [_route(entry) for entry in queries.list_for_people_of(actor, organisation_id, kinds)]


def is_filled(organisation_id: UUID) -> bool:
    """Whether an organisation keeps a wellbeing service and an entry of another kind. Its own count alone. One query.

    Whoever asks: it says nothing of what the entries are.
    """
    return rules.is_filled(queries.kinds_of(organisation_id))


def _route(entry: SupportEntry) -> SupportRoute:
    return SupportRoute(
        id=entry.id,
        kind=entry.kind,
        title=entry.title,
        purpose=entry.purpose,
        link=entry.link,
        telephone=entry.telephone,
        email=entry.email,
        where_to_find=entry.where_to_find,
        languages=tuple(entry.languages),
        suits=entry.suits,
        content_note=entry.content_note,
        is_network=entry.is_network,
        is_internal=entry.is_internal,
        path=addresses.entry(entry.id),
    )


__all__ = ["SupportKind", "SupportRoute", "entries_for", "is_filled"]
