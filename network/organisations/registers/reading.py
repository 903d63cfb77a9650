"""From the file of a register to its organisations, one answer for every row."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import BinaryIO

from network.core.tabular import DEFAULT_LIMITS, Limits, Row, TableUnreadable, read_table
from network.organisations.registers.kinds import Columns, Field, Register, recognise
from network.organisations.registers.names import (
    says_nothing,
    tidy_name,
    tidy_postcode,
    tidy_text,
    tidy_town,
    uninverted,
)
from network.organisations.registers.rows import Identity, Refusal, RegisterRow
from network.organisations.rules import NAME_LENGTH, SHORT_LENGTH
from network.organisations.vocabulary import Nation, Scheme, Sector

_NATION_BY_LETTER = {
    "E": Nation.ENGLAND,
    "W": Nation.WALES,
    "S": Nation.SCOTLAND,
    "N": Nation.NORTHERN_IRELAND,
}
_CURRENT = frozenset({"", "true", "t", "yes", "y", "1"})
_NOT_CURRENT = frozenset({"false", "f", "no", "n", "0"})
_CLOSED = ("closed", "de-registered")
# ISO, then the DfE's, then what a spreadsheet makes of it, then that of ODS.
_DATE_FORMATS = ("%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y", "%Y%m%d")


@dataclass(frozen=True)
class RegisterReading:
    """A register's organisations, each code once, and the rows left out, both in the file's order."""

    register: Register
    rows: tuple[RegisterRow, ...]
    refused: tuple[Refusal, ...]


class _Refused(Exception):
    """Why a row is left out."""


def read_register(source: bytes | BinaryIO, *, today: date, limits: Limits = DEFAULT_LIMITS) -> RegisterReading:
    """The organisations in a register's file, as published, tidied (issue 2, section 4; ORG-1, ORG-2).

    `today` decides whether a closing date has passed. A faulty row is refused, and the others stand.
    Raises TableUnreadable where the file is not a table or has no rows, RegisterUnrecognised where it is
    not a register.
    """
    table = read_table(source, limits)
    register, columns = recognise(table.headings)
    rows: dict[Identity, RegisterRow] = {}
    refused: list[Refusal] = []
    for line in table.rows:
        cells = _Cells(register, columns, line)
        try:
            row = _row(cells, today)
            if row.identity in rows:
                earlier = rows[row.identity].row_number
                raise _Refused(f"The code {row.code} is also in row {earlier}. Keep the right one of the two.")
            rows[row.identity] = row
        except _Refused as refusal:
            refused.append(Refusal(line.number, str(refusal), tidy_name(cells[Field.NAME])[:NAME_LENGTH]))
    if not rows and not refused:
        raise TableUnreadable("The file has headings and nothing under them. Send the register with its rows.")
    return RegisterReading(register, tuple(rows.values()), tuple(refused))


class _Cells:
    """One row, asked for by field; a field that the register does not have is empty."""

    def __init__(self, register: Register, columns: Columns, row: Row) -> None:
        self.register = register
        self.number = row.number
        self._columns = columns
        self._cells = row.cells

    def __getitem__(self, field: Field) -> str:
        position = self._columns.get(field)
        return "" if position is None else self._cells[position].strip()

    def __contains__(self, field: Field) -> bool:
        return field in self._columns


def _row(cells: _Cells, today: date) -> RegisterRow:
    published = cells[Field.NAME]
    name = _name(published)
    scheme, code = _identity(cells)
    closed_on = _closed_on(cells[Field.CLOSED_ON])
    return RegisterRow(
        row_number=cells.number,
        scheme=scheme,
        code=code,
        name=name,
        published_name=published,
        sector=cells.register.sector,
        nation=_nation(cells, scheme, code),
        short_name=_short(uninverted(tidy_name(cells[Field.SHORT_NAME])), "short name"),
        town=_town(cells[Field.TOWN]),
        postcode=_postcode(cells[Field.POSTCODE]),
        other_code=_short(tidy_text(cells[Field.OTHER_CODE]), "second code"),
        is_current=_is_current(cells, closed_on, today),
        closed_on=closed_on,
        successor=_short(tidy_text(cells[Field.SUCCESSOR]), "successor"),
        former=tuple(_former(cells, (scheme, code))),
    )


def _name(published: str) -> str:
    name = tidy_name(published)
    if not any(ch.isalnum() for ch in name):
        found = f"The name “{_quoted(name)}” has no letter in it" if name else "There is no name in this row"
        raise _Refused(f"{found}. Add the name of the organisation.")
    # The published form is kept too, and spaces can make it the longer of the two.
    if max(len(name), len(published)) > NAME_LENGTH:
        raise _Refused(f"The name is {max(len(name), len(published)):,} characters long. Use {NAME_LENGTH} or fewer.")
    return name


def _short(text: str, what: str) -> str:
    if len(text) > SHORT_LENGTH:
        raise _Refused(f"The {what} is {len(text):,} characters long. Use {SHORT_LENGTH} or fewer.")
    return text


def _town(text: str) -> str:
    town = tidy_town(text)
    if not town and not says_nothing(text):
        raise _Refused(f"The town “{_quoted(text)}” has no letter in it. Write its name, or leave it empty.")
    return _short(town, "town")


def _postcode(text: str) -> str:
    postcode = tidy_postcode(text)
    if not postcode and not says_nothing(text):
        raise _Refused(
            f"The postcode “{_quoted(text)}” is not in the shape of one, like LE7 7AW. Correct it, or leave it empty."
        )
    return postcode


def _identity(cells: _Cells) -> Identity:
    register = cells.register
    code = "".join(cells[Field.CODE].split()).upper()
    if register.code_shape.fullmatch(code):
        return register.scheme, code
    if code:
        raise _Refused(
            f"The code “{_quoted(cells[Field.CODE])}” is not in the shape that this register uses: "
            f"{register.code_example}. Check it against the published register."
        )
    force = _force(cells)
    if force:
        return Scheme.POLICE, force
    raise _Refused(f"There is no code in this row. Add the code: {register.code_example}.")


def _quoted(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:40]}…"


def _force(cells: _Cells) -> str:
    """A force's own short word, which stands in where the register gives it no GSS code."""
    force = cells[Field.OTHER_CODE].casefold() if cells.register.sector is Sector.POLICE else ""
    return force if force.replace("-", "").isalnum() and force.isascii() and len(force) <= 40 else ""


def _former(cells: _Cells, identity: Identity) -> Iterator[Identity]:
    for code in filter(None, ("".join(each.split()).upper() for each in cells[Field.FORMER_CODES].split(","))):
        if not cells.register.code_shape.fullmatch(code):
            raise _Refused(
                f"The former code “{_quoted(code)}” is not in the shape that this register uses: "
                f"{cells.register.code_example}. Put a comma between two of them."
            )
        yield (cells.register.scheme, code)
    force = _force(cells)
    if force and identity != (Scheme.POLICE, force):
        yield (Scheme.POLICE, force)


def _nation(cells: _Cells, scheme: Scheme, code: str) -> Nation:
    """The nation the row states, otherwise the one that its code was issued in."""
    stated = "-".join(cells[Field.NATION].casefold().split())
    if stated:
        return _stated_nation(stated, cells, scheme, code)
    match scheme:
        case Scheme.GSS:
            return _NATION_BY_LETTER[code[0]]
        case Scheme.ODS:
            # Welsh health boards are 7A1 to 7A7; what else ODS codes is English unless the register says so.
            return Nation.WALES if code.startswith("7A") else Nation.ENGLAND
        case Scheme.URN | Scheme.CHARITY | Scheme.COMPANY:
            return Nation.ENGLAND  # of the three, only schools have a register that is read
        case Scheme.POLICE:
            if code in ("northern-ireland", "scotland"):
                return Nation(code)
            raise _Refused(
                "This row does not say which nation the force is in, which decides its bank holidays. "
                "Add its GSS code, or a nation column."
            )


def _stated_nation(stated: str, cells: _Cells, scheme: Scheme, code: str) -> Nation:
    try:
        nation = Nation(stated)
    except ValueError:
        raise _Refused(
            f"The nation “{_quoted(cells[Field.NATION])}” is not England, Wales, Scotland or Northern "
            "Ireland. Write one of these."
        ) from None
    if scheme is Scheme.GSS and _NATION_BY_LETTER[code[0]] is not nation:
        by_code = _NATION_BY_LETTER[code[0]].label
        raise _Refused(f"The code {code} is of {by_code}, and the nation says {nation.label}. Correct one of the two.")
    return nation


def _closed_on(text: str) -> date | None:
    if not text:
        return None
    for form in _DATE_FORMATS:
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007 - a day, in no zone
        except ValueError:
            continue
    raise _Refused(f"The closing date “{_quoted(text)}” is not a date. Write it like 31-08-2027.")


def _is_current(cells: _Cells, closed_on: date | None, today: date) -> bool | None:
    """None where the register has no column that could say so: then it neither closes nor reopens."""
    if not any(field in cells for field in (Field.CURRENT, Field.STATUS, Field.CLOSED_ON)):
        return None
    said, status = cells[Field.CURRENT].casefold(), cells[Field.STATUS].casefold()
    if said not in _CURRENT | _NOT_CURRENT:
        raise _Refused(f"Whether it is current reads “{_quoted(cells[Field.CURRENT])}”. Write TRUE or FALSE.")
    if status.startswith("proposed"):
        raise _Refused("This school is not open yet. Import it again once it is.")
    if status and not status.startswith(("open", *_CLOSED)):
        raise _Refused(
            f"The status “{_quoted(cells[Field.STATUS])}” says neither Open nor Closed. Import it again once it does."
        )
    said_closed = said in _NOT_CURRENT or status.startswith(_CLOSED)
    return not said_closed and (closed_on is None or closed_on > today)
