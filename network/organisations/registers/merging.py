"""Whose word counts where the register and a person here differ.

Three values meet: what the register said when it was last imported, what it says now, and what stands here.
What stands here as the register left it follows the register. What somebody here changed since then stays,
and is shown as kept: an import never takes back a person's edit in silence.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from network.organisations.registers.plan import FieldChange, Holder, KnownOrganisation, Update
from network.organisations.registers.rows import Identity, RegisterRow

PEOPLE_EDIT = frozenset({"name", "sector", "nation", "short_name", "town", "postcode"})
"""The fields of a register that a person can change here as well."""
OF_IDENTIFIER = frozenset({"scheme", "code", "published_name", "other_code"})
"""The fields that are kept with the code; all others with the organisation."""


@dataclass(frozen=True)
class Held:
    """What the network holds under one code."""

    organisation_id: UUID
    identifier_id: UUID
    current: KnownOrganisation
    published: KnownOrganisation | None
    """What its register last said; None where the code was typed in and no import has met it."""
    merged_into_id: UUID | None = None
    """What the organisation became part of."""

    @property
    def compared(self) -> KnownOrganisation:
        """What a register is compared with."""
        return self.published or self.current

    @property
    def holder(self) -> Holder:
        """Where everything of the organisation is found."""
        return Holder(self.merged_into_id or self.organisation_id, self.merged_into_id is not None)


@dataclass(frozen=True)
class MergedUpdate:
    """An update with its changes told apart: those that will be made, and those that give way to a person's."""

    update: Update
    held: Held
    taken: tuple[FieldChange, ...]
    kept: tuple[FieldChange, ...]
    """`before` is what stands here and stays, `after` what the register says."""

    @property
    def published(self) -> KnownOrganisation:
        """What the register says, to be kept for the next import."""
        if self.held.published is None:
            return KnownOrganisation.of(self.update.row)
        return self.held.published.after(self.update)


def merge(update: Update, held: Held, *, is_of_code: bool = False) -> MergedUpdate:
    """Tells the changes of an update apart, by who spoke last.

    With `is_of_code` the row tells of the code alone, and the organisation stays as it is.
    """
    taken: list[FieldChange] = []
    kept: list[FieldChange] = []
    for change in update.changes:
        if is_of_code and change.field not in OF_IDENTIFIER:
            continue
        here = getattr(held.current, change.field)
        if here == change.after:
            continue  # somebody made the same change here before the register did
        side = kept if change.field in PEOPLE_EDIT and _is_a_persons(held, change.field, here) else taken
        side.append(FieldChange(change.field, here, change.after))
    return MergedUpdate(update, held, tuple(taken), tuple(kept))


def tell_of_code(updates: Iterable[Update], rows: Iterable[RegisterRow], held: Mapping[Identity, Held]) -> set[int]:
    """The numbers of the rows that tell of a code alone: an old one that ended, and a new one of what ended.

    An organisation whose code changed has both, and is closed only once each of them is.
    """
    said = {row.identity: row.is_current is not False for row in rows}
    current = Counter(
        each.organisation_id for identity, each in held.items() if said.get(identity, each.compared.is_current)
    )
    return {
        update.row.row_number
        for update in updates
        if (update.row.is_current is False and current[held[update.known_as].organisation_id])
        or (update.row.identity != update.known_as and held[update.known_as].holder.is_ended)
    }


def _is_a_persons(held: Held, field: str, here: object) -> bool:
    if held.published is None:
        return here != ""
    published: object = getattr(held.published, field)
    return here != published
