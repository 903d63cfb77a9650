"""The closed lists of the charter: how far a version is, and by what authority somebody signs."""

from enum import StrEnum


class VersionState(StrEnum):
    """How far a version of the charter is."""

    DRAFT = "draft"
    PUBLISHED = "published"
    """The current one. There is one at most."""
    WITHDRAWN = "withdrawn"
    """No longer signed; the signatures made on it stand."""


class Basis(StrEnum):
    """By what authority somebody signs for their organisation."""

    CHIEF_OFFICER = "chief-officer"
    DELEGATED = "delegated"
    OTHER = "other"

    @property
    def label(self) -> str:
        """The basis as the signatory says it."""
        return _BASIS_LABELS[self]


_BASIS_LABELS = {
    Basis.CHIEF_OFFICER: "I am its chief officer, head or chair",
    Basis.DELEGATED: "Its board or governing body asked me to sign",
    Basis.OTHER: "Something else",
}
