"""What holds when the charter is signed, drafted and published: pure, over plain values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from network.charter import addresses
from network.charter.vocabulary import Basis, VersionState
from network.core.errors import OtherRoute, RuleBroken
from network.ui.filters import as_date

LONGEST_LINE: Final = 200
"""Characters of a name, a job title or a basis in somebody's own words."""
LONGEST_STATEMENT: Final = 150
"""Words."""
LONGEST_STATEMENT_TEXT: Final = 2000
"""Characters: nobody's 150 words are longer, and one endless word is not a statement."""


TOO_LONG: Final = f"Keep this to {LONGEST_LINE} characters or fewer"
STATEMENT_TOO_LONG: Final = f"Keep the statement to {LONGEST_STATEMENT} words or fewer"
NEEDS_AUTHORITY: Final = (
    "The charter is signed by somebody who may act for the organisation. Tick the box if that is you, "
    "or ask the person who may to sign it"
)


@dataclass(frozen=True, slots=True)
class Signing:
    """What somebody says who signs for their organisation."""

    signatory_name: str
    job_title: str
    basis: Basis
    basis_words: str
    is_authorised: bool
    statement: str


class AlreadySigned(RuleBroken):
    """The organisation has signed this version: nothing is left to do, and nothing went wrong."""

    status = 409
    code = "already-signed"
    title = "Your organisation has signed the charter"


class NotCurrent(RuleBroken):
    """The version is not the one that is signed today."""

    status = 409
    code = "version-not-current"
    title = "The charter has changed"


def count_words(text: str) -> int:
    """How many words a text has, as people count them: what stands between spaces."""
    return len(text.split())


def is_too_long(statement: str) -> bool:
    """Whether a statement has more words, or letters, than the register shows."""
    return count_words(statement) > LONGEST_STATEMENT or len(statement) > LONGEST_STATEMENT_TEXT


def check_signing(signing: Signing) -> None:
    """Raises `RuleBroken` for a signatory without authority (CH-5), or for what is missing or too long."""
    if not signing.signatory_name:
        raise RuleBroken("signatory_name", "Enter your name")
    if not signing.job_title:
        raise RuleBroken("job_title", "Enter your job title")
    for field in ("signatory_name", "job_title", "basis_words"):
        if len(getattr(signing, field)) > LONGEST_LINE:
            raise RuleBroken(field, TOO_LONG)
    if signing.basis is Basis.OTHER and not signing.basis_words:
        raise RuleBroken("basis_words", "Say in a few words what lets you sign for your organisation")
    if is_too_long(signing.statement):
        raise RuleBroken("statement", STATEMENT_TOO_LONG)
    if not signing.is_authorised:
        raise RuleBroken("is_authorised", NEEDS_AUTHORITY)


def not_current(number: int, current: int | None) -> NotCurrent:
    """The answer to a signature on a version that is not signed today; `current` is that one's number, if any."""
    if current is None:
        return NotCurrent(
            None,
            f"Version {number} of the charter cannot be signed at the moment. Nothing was signed.",
            routes=(OtherRoute("Look at the charter", addresses.CHARTER), _REGISTER),
        )
    return NotCurrent(
        None,
        f"Version {current} of the charter has taken the place of version {number}. Nothing was signed.",
        routes=(
            OtherRoute(f"Read version {current}", addresses.CHARTER),
            OtherRoute(f"Sign version {current}", addresses.SIGN),
        ),
    )


def already_signed(
    organisation: str, number: int, signature_id: UUID, signatory: str, signed_at: datetime
) -> AlreadySigned:
    """The answer to a second signature: who signed, when, and where the certificate is (U37)."""
    return AlreadySigned(
        None,
        f"{organisation} has signed version {number} of the charter: {signatory} signed it on {as_date(signed_at)}. "
        "There is nothing more to do.",
        routes=(OtherRoute("Open the certificate", addresses.certificate(signature_id)), _REGISTER),
    )


def check_is_draft(state: VersionState) -> None:
    """Raises `RuleBroken` unless the version is a draft: what was published never changes."""
    if state is not VersionState.DRAFT:
        raise RuleBroken(
            None,
            "This version was published, so its words stay as they are.",
            routes=(OtherRoute("See all versions, and begin a new one", addresses.VERSIONS), _REGISTER),
        )


_REGISTER = OtherRoute("See who has signed", addresses.SIGNATORIES)
