"""What may be said of an organisation, and how its standing moves. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any, Final
from uuid import UUID

from email_validator import EmailNotValidError, validate_email

from network.core.errors import OtherRoute, RuleBroken
from network.core.text import count_words, several_lines
from network.core.working_days import MONDAY_TO_FRIDAY, Weekday
from network.organisations.registers import codes
from network.organisations.registers.kinds import REGISTERS
from network.organisations.registers.names import searchable, tidy_postcode, tidy_text
from network.organisations.vocabulary import Nation, Scheme, Sector, Standing
from network.ui.filters import as_date

NAME_LENGTH = 200
SHORT_LENGTH = 100
EMAIL_LENGTH = 254
LARGEST_WORKFORCE = 2_000_000
MOST_DEPARTMENTS = 200
STATEMENT_WORDS = 150
STATEMENT_LENGTH = 2000
"""Characters: hardly anybody's 150 words are longer, and one endless word is not a statement."""

DEPARTMENTS = (
    "Children and Family Services",
    "Children and Family Wellbeing Services",
    "Education",
    "Social services",
    "Public health",
    "Housing",
    "Early help",
    "Health",
)
"""The departments that the sources name (ORG-4), offered to begin with."""

LABELS: Mapping[str, str] = MappingProxyType(
    {
        "name": "Name",
        "short_name": "Short name",
        "sector": "Sector",
        "nation": "Nation",
        "town": "Town",
        "postcode": "Postcode",
        "working_days": "Working days",
        "workforce_size": "Number of staff",
        "statement": "Statement for the public",
        "contact_name": "Contact’s name",
        "contact_email": "Contact’s e-mail address",
        "contact_telephone": "Contact’s telephone number",
        "urgent_line_name": "Name of the urgent line",
        "urgent_line_telephone": "Number of the urgent line",
    }
)
"""Every part of a profile that people edit, with its name on a page."""

COORDINATOR_ONLY = frozenset({"sector", "nation"})
"""They decide what is counted with what, and whose bank holidays a deadline keeps (D1)."""

CONTACT = frozenset({"contact_name", "contact_email", "contact_telephone"})
"""About a person: seen by the organisation itself and the coordinator, and never copied into the audit."""

_TELEPHONE = re.compile(r"\+?[0-9][0-9 ()./-]{1,28}[0-9](?: ?(?:x|ext\.?|extension) ?[0-9]{1,6})?", re.I | re.ASCII)
_DISTRICT = re.compile(r"[A-Z]{1,2}[0-9][A-Z0-9]?")
_DIGITS_ONLY = re.compile(r"[^0-9]")


def editable_fields(*, is_coordinator: bool) -> frozenset[str]:
    """The parts of a profile that this editor may change (B14)."""
    return frozenset(LABELS) if is_coordinator else frozenset(LABELS) - COORDINATOR_ONLY


def checked_profile(values: Mapping[str, Any]) -> dict[str, Any]:
    """The given parts of a profile, tidied, each checked. Raises RuleBroken on the first that cannot stand."""
    return {field: _CHECKS[field](field, value) for field, value in values.items()}


def check_urgent_line(name: str, telephone: str) -> None:
    """An urgent line (U1) has a name and a number, or neither. Raises RuleBroken."""
    if name and not telephone:
        raise RuleBroken("urgent_line_telephone", "Enter the number of the urgent line, or clear its name")
    if telephone and not name:
        raise RuleBroken("urgent_line_name", "Enter what the urgent line is called, or clear its number")


def checked_name(field: str, value: str | None) -> str:
    """A name with at least one letter or digit. Raises RuleBroken on `field`."""
    name = checked_line(field, value, NAME_LENGTH)
    if not any(character.isalnum() for character in name):
        raise RuleBroken(field, "Enter a name")
    return name


def checked_line(field: str, value: str | None, longest: int = SHORT_LENGTH) -> str:
    """A tidied line of at most `longest` characters, perhaps empty. Raises RuleBroken on `field`."""
    line = tidy_text(value or "")
    if len(line) > longest:
        raise RuleBroken(field, f"Use {longest} characters or fewer; this has {len(line):,}")
    return line


def _postcode(field: str, value: str | None) -> str:
    typed = checked_line(field, value)
    postcode = tidy_postcode(typed)
    if typed and not postcode:
        raise RuleBroken(field, "Enter a full UK postcode, like LE3 8RA, or leave it empty")
    return postcode


def checked_email(field: str, value: str | None) -> str:
    """An e-mail address, or nothing. Raises RuleBroken on `field`."""
    typed = checked_line(field, value, EMAIL_LENGTH)
    if not typed:
        return ""
    try:
        return validate_email(typed, check_deliverability=False).normalized
    except EmailNotValidError:
        raise RuleBroken(field, "Enter an e-mail address, like name@example.org") from None


def checked_telephone(field: str, value: str | None) -> str:
    """A telephone number as people write it, or nothing. Raises RuleBroken on `field`."""
    typed = checked_line(field, value)
    if typed and not _TELEPHONE.fullmatch(typed):
        raise RuleBroken(field, "Enter a telephone number, like 0116 305 0000 or 111")
    return typed


def _workforce(field: str, value: int | None) -> int | None:
    return checked_count(field, value)


def checked_count(field: str, value: int | None) -> int | None:
    """A number of people, or None where nobody said. Raises RuleBroken."""
    if value is not None and not 0 <= value <= LARGEST_WORKFORCE:
        raise RuleBroken(field, f"Enter a number of people from 0 to {LARGEST_WORKFORCE:,}")
    return value


def checked_statement(field: str, value: str | None) -> str:
    """What an organisation says of itself in public. Raises RuleBroken on `field`."""
    statement = several_lines(value or "")
    if count_words(statement) > STATEMENT_WORDS or len(statement) > STATEMENT_LENGTH:
        raise RuleBroken(field, f"Keep the statement to {STATEMENT_WORDS} words and {STATEMENT_LENGTH:,} characters")
    return statement


def _working_days(field: str, value: Iterable[Weekday]) -> frozenset[Weekday]:
    days = frozenset(value)
    if not days:
        raise RuleBroken(field, "Choose the days on which the organisation works")
    return days


_CHECKS: Mapping[str, Callable[[str, Any], Any]] = MappingProxyType(
    {
        "name": checked_name,
        "short_name": checked_line,
        "sector": lambda _, value: Sector(value),
        "nation": lambda _, value: Nation(value),
        "town": checked_line,
        "postcode": _postcode,
        "working_days": _working_days,
        "workforce_size": _workforce,
        "statement": checked_statement,
        "contact_name": checked_line,
        "contact_email": checked_email,
        "contact_telephone": checked_telephone,
        "urgent_line_name": checked_line,
        "urgent_line_telephone": checked_telephone,
    }
)


def working_week(days: Iterable[Weekday]) -> str:
    """Days as the organisation's row keeps them."""
    return "".join(str(int(day)) for day in sorted(days))


def days_of(week: str) -> frozenset[Weekday]:
    """The days of a kept working week."""
    return frozenset(Weekday(int(digit)) for digit in week) or MONDAY_TO_FRIDAY


def as_words(field: str, value: Any) -> str:
    """A part of a profile as a page shows it."""
    if value is None or value == "":
        return "Not given"
    if field == "working_days":
        return ", ".join(day.name.capitalize() for day in sorted(value))
    if isinstance(value, Sector | Nation | Scheme | Standing):
        return value.label
    return f"{value:,}" if isinstance(value, int) else str(value)


def in_words(value: Any) -> str:
    """A value of a register as a page shows it."""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    return as_date(value) if isinstance(value, date) else as_words("", value)


def checked_code(scheme: Scheme, typed: str) -> str:
    """A code in the shape that its register uses. Raises RuleBroken."""
    code = "".join(typed.split()).upper()
    if scheme in codes.NUMBERS:
        return codes.checked_number(scheme, code)
    for register in REGISTERS:
        if register.scheme is scheme:
            if register.code_shape.fullmatch(code):
                return code
            raise RuleBroken("code", f"Enter the code as its register writes it: {register.code_example}")
    raise RuleBroken("scheme", "Choose the kind of code from the list")


LEADS_OWN: Final = frozenset(codes.NUMBERS)
"""The kinds of code that a partner keeps itself: no register of them is imported, so nothing hangs on them."""


def check_keeps_code(scheme: Scheme, *, is_coordinator: bool) -> None:
    """Raises RuleBroken on `scheme` for a code that is the coordinator's to give: registers find partners by it."""
    if not is_coordinator and scheme not in LEADS_OWN:
        raise RuleBroken("scheme", "Ask the network’s coordinator to add or remove this kind of code")


def check_was_typed(code: str, organisation_id: UUID, *, is_published: bool) -> None:
    """Raises RuleBroken for a code that a register gave: the next import would bring it again."""
    if is_published:
        where = f"/organisations/{organisation_id}"
        raise RuleBroken(
            None,
            f"A register gave the organisation the code {code}, so it stays.",
            routes=(OtherRoute("See its codes", f"{where}/codes"), OtherRoute("See the organisation", where)),
        )


def department_name(typed: str, others: Iterable[str]) -> str:
    """The name of a department, unlike those of the others, small letters and capitals aside. Raises RuleBroken."""
    name = checked_name("name", typed)
    if searchable(name) in {searchable(other) for other in others}:
        raise RuleBroken("name", "There is a department with this name already. Choose another name")
    return name


def suggested_departments(present: Iterable[str]) -> tuple[str, ...]:
    """The departments of ORG-4 that the organisation does not have yet."""
    known = {searchable(name) for name in present}
    return tuple(name for name in DEPARTMENTS if searchable(name) not in known)


def standing_when_invited(standing: Standing) -> Standing:
    """A partner stays one; whoever else is invited."""
    return standing if standing is Standing.PARTNER else Standing.INVITED


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody looks: part of a town's name, or how the postcodes there begin."""

    town: str
    postcode: str = ""


def place_of(typed: str) -> Place:
    """The place that somebody typed. `le3` is the district LE3, and neither LE1 nor LE31; `LE3 8RA` is one postcode."""
    town = tidy_text(typed)
    if postcode := tidy_postcode(town):
        return Place(town, postcode)
    return Place(town, f"{town.upper()} " if _DISTRICT.fullmatch(town.upper()) else "")
