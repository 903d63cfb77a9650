"""What holds when the charter is signed: who signs, what they say, and what is refused kindly. Pure."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Final
from uuid import UUID

from email_validator import EmailNotValidError, validate_email

from network.charter import addresses
from network.charter.vocabulary import Basis, Purpose
from network.core.errors import OtherRoute, RuleBroken
from network.core.text import count_words, one_line, several_lines
from network.ui.filters import as_date

LONGEST_LINE: Final = 200
"""Characters of a name, a job title or a basis in somebody's own words."""
LONGEST_STATEMENT: Final = 150
"""Words."""
LONGEST_STATEMENT_TEXT: Final = 2000
"""Characters: hardly anybody's 150 words are longer, and one endless word is not a statement."""
ACTIONS: Final = 2
"""What an organisation will do in the next twelve months (as the pledges of other regions have it)."""
LINK_LASTS: Final = timedelta(days=21)
"""How long a signatory has: chief executives have holidays."""

TOO_LONG: Final = f"Shorten this to {LONGEST_LINE} characters"
STATEMENT_TOO_LONG: Final = f"Keep the statement to {LONGEST_STATEMENT} words and {LONGEST_STATEMENT_TEXT:,} characters"
NEEDS_AUTHORITY: Final = (
    "The charter is signed by somebody who may act for the organisation. Tick the box if that is you, "
    "or ask the person who may to sign it"
)


@dataclass(frozen=True, slots=True)
class Details:
    """Who is to sign, by what authority, and who acts for them when they are away."""

    signs_themselves: bool
    """Whether it is the person who prepares it; then the address is their own."""
    signatory_name: str
    job_title: str
    basis: Basis
    basis_words: str = ""
    signatory_email: str = ""
    deputy_name: str = ""
    deputy_title: str = ""
    deputy_email: str = ""


class Step(StrEnum):
    """What is done before a charter is signed, in order."""

    READINESS = "readiness"
    ACTIONS = "actions"
    SIGNATORY = "signatory"


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


def is_too_long(statement: str) -> bool:
    """Whether a statement has more words, or letters, than the register shows."""
    return count_words(statement) > LONGEST_STATEMENT or len(statement) > LONGEST_STATEMENT_TEXT


def checked_details(details: Details) -> Details:
    """The details, tidied. Raises `RuleBroken` on the first field that is missing or does not fit."""
    said: dict[str, Any] = {field: one_line(getattr(details, field)) for field in _LINES}
    said["basis_words"] = one_line(details.basis_words) if details.basis is Basis.OTHER else ""
    _check_name_and_title(said["signatory_name"], said["job_title"])
    for field, text in said.items():
        if len(text) > LONGEST_LINE:
            raise RuleBroken(field, TOO_LONG)
    if details.basis is Basis.OTHER and not said["basis_words"]:
        raise RuleBroken("basis_words", "Say in a few words what lets them sign for your organisation")
    is_own = details.signs_themselves
    said["signatory_email"] = "" if is_own else _address("signatory_email", said["signatory_email"])
    said["deputy_email"] = _deputy_address(said)
    return replace(details, **said)


_LINES: Final = ("signatory_name", "job_title", "signatory_email", "deputy_name", "deputy_title", "deputy_email")


def _check_name_and_title(name: str, title: str) -> None:
    if not name:
        raise RuleBroken("signatory_name", "Enter the name of the person who signs")
    if not title:
        raise RuleBroken("job_title", "Enter their job title")


def _deputy_address(said: Mapping[str, str]) -> str:
    if not (said["deputy_name"] or said["deputy_title"] or said["deputy_email"]):
        return ""
    if not said["deputy_name"]:
        raise RuleBroken("deputy_name", "Enter the deputy’s name, or clear what else you said of them")
    return _address("deputy_email", said["deputy_email"])


def _address(field: str, typed: str) -> str:
    try:
        return validate_email(typed, check_deliverability=False).normalized.lower()
    except EmailNotValidError:
        raise RuleBroken(field, "Enter an e-mail address, like name@example.org") from None


def checked_statement(statement: str) -> str:
    """A statement for the public. Raises `RuleBroken` on `statement`."""
    kept = several_lines(statement)
    if is_too_long(kept):
        raise RuleBroken("statement", STATEMENT_TOO_LONG)
    return kept


_KEYBOARDS: Final = str.maketrans(
    dict.fromkeys("\u2018\u2019\u02bc\u00b4`", "'") | dict.fromkeys("\u2010\u2011\u2013", "-")
)


def _alike(name: str) -> str:
    return unicodedata.normalize("NFC", name.translate(_KEYBOARDS).casefold())


def check_signature(typed: str, name: str, *, is_authorised: bool) -> str:
    """The signature as it was typed. Raises `RuleBroken` on `typed_signature` or `is_authorised`.

    It is the name as it stands in what is signed; capitals, spaces and the forms that a keyboard has for an apostrophe,
    a hyphen or an accent do not matter.
    """
    kept = one_line(typed)
    if _alike(kept) != _alike(name):
        raise RuleBroken("typed_signature", f"To sign, type the name as it stands above: {name}")
    if not is_authorised:
        raise RuleBroken("is_authorised", NEEDS_AUTHORITY)
    return kept


def steps_to_do(purpose: Purpose, actions: int, signatory: str, *, readiness_is_needed: bool) -> list[Step]:
    """What is still to be done before it can be signed, in order; `actions` counts those that were chosen."""
    waiting = {
        Step.READINESS: purpose is Purpose.SIGN and readiness_is_needed,
        Step.ACTIONS: purpose is Purpose.SIGN and actions < ACTIONS,
        Step.SIGNATORY: not signatory,
    }
    return [step for step, is_waiting in waiting.items() if is_waiting]


def check_is_prepared(steps: Sequence[Step]) -> None:
    """Raises `RuleBroken` while something is to be done before it is signed."""
    if steps:
        raise RuleBroken(
            None,
            "Something is still to be filled in before the charter can be signed. Nothing was signed.",
            routes=(
                OtherRoute("See what is left to do", addresses.SIGN),
                OtherRoute("Read the charter", addresses.CHARTER),
            ),
        )


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


_REGISTER = OtherRoute("See who has signed", addresses.SIGNATORIES)
