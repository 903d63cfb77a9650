"""What other features may ask of the charter, and the news that it brings. Every actor gets the same answers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from network.charter.queries import following, signatures, versions
from network.charter.queries.register import Signatory
from network.charter.queries.signatures import PublicSignature
from network.charter.queries.versions import Version
from network.core.actor import Anyone


@dataclass(frozen=True, slots=True)
class CharterSigned:
    """News: an organisation has signed a version of the charter."""

    organisation_id: UUID
    signature_id: UUID
    version: int
    at: datetime


@dataclass(frozen=True, slots=True)
class VersionPublished:
    """News: the network has a new version of the charter, in place of the former one, if there was one."""

    version_id: UUID
    version: int
    former: int | None
    at: datetime


def current_version(actor: Anyone) -> Version | None:
    """The version that is signed today; None before the first is published."""
    return versions.find_current_version(actor)


def signature_of(actor: Anyone, organisation_id: UUID, today: date) -> PublicSignature | None:
    """The signature of an organisation that counts, or its last one, as it stands today; None if it never signed."""
    return next(iter(signatures.list_signatures_of(actor, organisation_id, today)), None)


def list_current_signers(actor: Anyone, today: date) -> frozenset[UUID] | None:
    """The organisations whose signature on the current version counts today, all of them; None before there is one.

    Two queries.
    """
    current = versions.find_current_row(actor)
    return signatures.list_signers(actor, current.id, today) if current is not None else None


@dataclass(frozen=True, slots=True)
class ToFollow:
    """How many signatures somebody is to look at."""

    review_due: int
    """Current, and their review is open."""
    no_signatory: int
    """Current, and nobody answers for them."""


def count_to_follow(actor: Anyone, today: date) -> ToFollow:
    """What waits among the signatures that count, as far as the actor follows them. Two queries."""
    counts = following.read_following(actor, today).counts
    return ToFollow(counts[following.Cut.REVIEW_DUE], counts[following.Cut.NO_SIGNATORY])


__all__ = [
    "CharterSigned",
    "PublicSignature",
    "Signatory",
    "ToFollow",
    "Version",
    "VersionPublished",
    "count_to_follow",
    "current_version",
    "list_current_signers",
    "signature_of",
]
