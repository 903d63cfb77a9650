"""What an xAPI statement says, as far as it is of use here: pure, over plain values.

Followed: *Experience API* 1.0.3, part two (data) and part three (statement resource), and IEEE 9274.1.1 (2.0.0).
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Final
from uuid import UUID

from email_validator import EmailNotValidError, validate_email

from network.core.clock import local_date
from network.core.errors import DomainError
from network.core.text import one_line

VERSIONS: Final = re.compile(r"1\.0(\.\d+)?|2\.0(\.\d+)?")
SPOKEN: Final = ["1.0.3", "2.0.0"]
VERBS: Final = frozenset({"adlnet.gov/expapi/verbs/completed", "adlnet.gov/expapi/verbs/passed"})
MOST_AT_ONCE: Final = 1_000
LONGEST: Final = 200
"""Characters of a name, a staff number or an activity's title that are kept."""
_EARLIEST: Final = date(1990, 1, 1)
_MAILTO: Final = re.compile(r"^\s*mailto:", re.IGNORECASE)
"""RFC 3986 has schemes in capitals too."""


Knows = Callable[[Sequence[str]], bool]
"""Whether a course of one of these names is known."""


class Unreadable(DomainError):
    """The statement cannot be taken; the message says what to send instead. Status 400, as the standard has it."""


@dataclass(frozen=True, slots=True)
class Said:
    """Somebody completed something on a day."""

    id: UUID | None
    """Its sender's own key; None where it has none."""
    digest: str
    """Of all that it says, so that one key is not used for two things."""
    name: str
    email: str | None
    staff_number: str | None
    courses: tuple[str, ...]
    """What the course may be called: its address, the end of that, and its names."""
    completed_on: date


def any_course(names: Sequence[str]) -> bool:  # noqa: ARG001 - the shape of whatever knows courses
    """Every course is of use."""
    return True


def read_statement(data: object, received_at: datetime, is_known: Knows = any_course) -> Said | None:
    """What a statement says; None where it is about something else than completing a known course. Raises Unreadable.

    Of such a one nothing else is looked at: a system tells everything to everybody, by groups and by hashed addresses
    too, and what is of no use here is no fault.
    """
    if not isinstance(data, Mapping):
        raise Unreadable("Send an object, or a list of objects.")
    key = _key(data.get("id"))
    if not _is_about_completing(data):
        return None
    courses = _courses(data.get("object"))
    if not is_known(courses):
        return None
    name, email, number = _actor(data.get("actor"))
    return Said(key, _digest(data, key), name, email, number, courses, _day(data, received_at))


def key_of(data: object) -> UUID | None:
    """The key that a statement came with, whatever it says. Raises Unreadable for one that is no UUID."""
    return _key(data.get("id")) if isinstance(data, Mapping) else None


def under_key(data: object, key: UUID) -> Mapping[str, Any]:
    """A statement with the key that it was sent under. Raises Unreadable where it has another, or is no single one."""
    if not isinstance(data, Mapping):
        raise Unreadable("Send one statement, as an object.")
    if _key(data.get("id")) not in (None, key):
        raise Unreadable("The statement has another id than statementId says. Send the same in both, or the one.")
    return {**data, "id": str(key)}


def _key(text: object) -> UUID | None:
    if text is None:
        return None
    try:
        return UUID(text if isinstance(text, str) else "")
    except ValueError:
        raise Unreadable("Send a UUID as id, or none.") from None


def _is_about_completing(data: Mapping[str, Any]) -> bool:
    verb, result = data.get("verb"), data.get("result")
    if not isinstance(verb, Mapping) or not isinstance(verb.get("id"), str):
        raise Unreadable("Say in verb.id what was done.")
    if re.sub(r"^https?://(www\.)?", "", verb["id"]).rstrip("/") not in VERBS:
        return False
    said = result if isinstance(result, Mapping) else {}
    return said.get("completion") is not False and said.get("success") is not False


def _actor(actor: object) -> tuple[str, str | None, str | None]:
    if not isinstance(actor, Mapping) or actor.get("objectType", "Agent") != "Agent":
        raise Unreadable("Send one person as actor.")
    name = _words(actor.get("name"))
    mbox, account = actor.get("mbox"), actor.get("account")
    if isinstance(mbox, str):
        return name, _email(_MAILTO.sub("", mbox).strip()), None
    number = _words(account.get("name")) if isinstance(account, Mapping) else ""
    if "@" in number:
        return name, _email(number), None
    if number:
        return name, None, number
    raise Unreadable("Say who it was by mbox, or by a staff number as account.name.")


def _email(text: str) -> str:
    try:
        return validate_email(text, check_deliverability=False).normalized.lower()
    except EmailNotValidError:
        raise Unreadable("Check the actor’s e-mail address. It looks like mailto:name@example.org.") from None


def _words(value: object) -> str:
    return one_line(value)[:LONGEST] if isinstance(value, str) else ""


def _courses(activity: object) -> tuple[str, ...]:
    if not isinstance(activity, Mapping) or activity.get("objectType", "Activity") != "Activity":
        raise Unreadable("Send the course as object.")
    address = activity.get("id")
    if not isinstance(address, str) or not address.strip():
        raise Unreadable("Say in object.id which course it is.")
    definition = activity.get("definition")
    names = definition.get("name") if isinstance(definition, Mapping) else None
    titles = names.values() if isinstance(names, Mapping) else ()
    bare = address.strip().rstrip("/")
    found = [address, bare, re.split(r"[/#=:]", bare)[-1], *(title for title in titles if title)]
    return tuple(dict.fromkeys(word for each in found if (word := _words(each))))


def _day(data: Mapping[str, Any], received_at: datetime) -> date:
    text = data.get("timestamp")
    if text is None:
        return local_date(received_at)
    try:
        # RFC 3339 has the letters of an instant in lower case too.
        at = datetime.fromisoformat(text.strip().upper() if isinstance(text, str) else "")
        day = local_date(at.replace(tzinfo=UTC) if at.tzinfo is None else at)
    except (ValueError, OverflowError):
        raise Unreadable("Send the timestamp as ISO 8601, like 2026-11-23T10:30:00Z.") from None
    if not _EARLIEST <= day <= local_date(received_at):
        raise Unreadable("Check the timestamp: it is of a day to come, or of long ago.")
    return day


def _digest(data: Mapping[str, Any], key: UUID | None) -> str:
    """The key as it is compared: its letters mean the same in capitals."""
    said = {name: value for name, value in data.items() if name not in ("stored", "authority", "version")}
    if key is not None:
        said["id"] = str(key)
    return hashlib.sha256(json.dumps(said, sort_keys=True, default=str).encode("utf-8", "replace")).hexdigest()


def each_of(body: object) -> Sequence[object]:
    """The statements of a body: one, or a list of them. Raises Unreadable."""
    statements = body if isinstance(body, list) else [body]
    if len(statements) > MOST_AT_ONCE:
        raise Unreadable(f"Send up to {MOST_AT_ONCE:,} statements at a time.")
    return statements


def read_all(body: object, received_at: datetime, is_known: Knows = any_course) -> Iterator[tuple[int, Said]]:
    """Those of a body that are of use, each with its place, from 0. Raises Unreadable with the place in its words."""
    for place, data in enumerate(each_of(body)):
        try:
            said = read_statement(data, received_at, is_known)
        except Unreadable as unreadable:
            raise Unreadable(f"Statement {place + 1}: {unreadable.message}") from None
        if said is not None:
            yield place, said
