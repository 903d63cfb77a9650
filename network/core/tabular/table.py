"""What a table is, how large it may be, and the error that says what to do about a file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from network.core.errors import RuleBroken

# The csv module's own limit on a cell is process-wide; a table's limit stays under it.
_LONGEST_CELL = 131_072

SAVE_AS_CSV = "Open it in your spreadsheet program, choose Save as, pick CSV UTF-8, and send that file."


class TableUnreadable(RuleBroken):
    """The file cannot be read as a table. `message` says what was sent and what to send instead.

    It belongs to the field `file`, so that a form shows it where the file was chosen.
    """

    def __init__(self, message: str) -> None:
        super().__init__("file", message)


@dataclass(frozen=True)
class Limits:
    """The largest table accepted: bytes of the file, rows, columns of a row, characters of a cell.

    Rows and characters are a spreadsheet's own limits, so that nothing one can hold is refused for them.
    `unpacked` (bytes) and `area` (rows times columns) hold for workbooks alone, which are read into memory
    whole; a larger one can be sent as CSV, which is not.
    """

    size: int = 20_000_000
    rows: int = 1_048_576
    columns: int = 500
    cell: int = 32_767
    unpacked: int = 150_000_000
    area: int = 4_000_000

    def __post_init__(self) -> None:
        if self.cell >= _LONGEST_CELL:
            raise ValueError(f"a cell's limit stays under {_LONGEST_CELL} characters")


DEFAULT_LIMITS = Limits()


class Row(NamedTuple):
    """One row that is not blank. `number` is the one a person sees beside it in a spreadsheet."""

    number: int
    cells: tuple[str, ...]


class Sheet(NamedTuple):
    """One sheet of a workbook; a text file is one without a name."""

    name: str
    rows: Iterator[Row]


@dataclass(frozen=True)
class Table:
    """The headings, as written, and the rows under them, read once as they are asked for.

    A row's cells are at least as many as the headings. Headings can be blank or repeated: several learning
    systems write them so, and it is for the import to say whether it minds.
    """

    headings: tuple[str, ...]
    rows: Iterator[Row]


def accepted(number: int, cells: list[str], limits: Limits) -> Row | None:
    """The row, or None for a blank one. Raises TableUnreadable where it is outside the limits."""
    if number > limits.rows:
        raise TableUnreadable(f"The file has more than {limits.rows:,} rows. Split it and send each part.")
    joined = "".join(cells)
    if not joined or joined.isspace():
        return None
    if len(cells) > limits.columns or len(joined) > limits.cell:
        _refuse_too_wide(number, cells, limits)
    return Row(number, tuple(cells))


def _refuse_too_wide(number: int, cells: list[str], limits: Limits) -> None:
    if len(cells) > limits.columns:
        raise TableUnreadable(
            f"Row {number} has {len(cells):,} columns; up to {limits.columns:,} can be read. Take out the "
            "columns that are not needed and send the file again."
        )
    if max(map(len, cells)) > limits.cell:
        raise TableUnreadable(too_long(number, limits))


def too_long(number: int, limits: Limits) -> str:
    """What to do about a cell that is longer than any."""
    return (
        f"A cell in row {number} is longer than {limits.cell:,} characters. Shorten it, or look for a "
        'quotation mark (") that is opened and not closed, and send the file again.'
    )
