"""Whose word counts where the register and a person here differ.

Three values meet: what the register said when it was last imported, what it says now, and what stands here.
What stands here as the register left it follows the register. What somebody here changed since then stays,
and is shown as kept: an import never takes back a person's edit in silence.
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from network.organisations.registers.plan import FieldChange, KnownOrganisation, Update

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

    @property
    def compared(self) -> KnownOrganisation:
        """What a register is compared with."""
        return self.published or self.current


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


def merge(update: Update, held: Held) -> MergedUpdate:
    """Tells the changes of an update apart, by who spoke last."""
    taken: list[FieldChange] = []
    kept: list[FieldChange] = []
    for change in update.changes:
        here = getattr(held.current, change.field)
        if here == change.after:
            continue  # somebody made the same change here before the register did
        side = kept if change.field in PEOPLE_EDIT and _is_a_persons(held, change.field, here) else taken
        side.append(FieldChange(change.field, here, change.after))
    return MergedUpdate(update, held, tuple(taken), tuple(kept))


def _is_a_persons(held: Held, field: str, here: object) -> bool:
    if held.published is None:
        return here != ""
    published: object = getattr(held.published, field)
    return here != published
