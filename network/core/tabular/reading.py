"""From a file to its rows: which reader it is for, and its headings told from the rest."""

from __future__ import annotations

import io
from collections.abc import Iterator
from itertools import islice
from typing import BinaryIO

from network.core.tabular.kinds import is_archive, refuse_other_kinds
from network.core.tabular.table import DEFAULT_LIMITS, Limits, Row, Sheet, Table, TableUnreadable
from network.core.tabular.text import text_rows
from network.core.tabular.workbooks import workbook_sheets

_HEAD = 8192


def read_table(source: bytes | BinaryIO, limits: Limits = DEFAULT_LIMITS) -> Table:
    """The table in an uploaded file, its first row that is not blank taken for the headings.

    Raises TableUnreadable, at once for what the file is, and while the rows are read for what is in them.
    """
    rows = read_rows(source, limits)
    headings = next(rows, None)
    if headings is None:
        raise TableUnreadable("The file is empty. Send a file with headings in its first row.")
    cells = tuple(cell.strip() for cell in headings.cells)
    return Table(cells, _padded(rows, len(cells)))


def read_rows(source: bytes | BinaryIO, limits: Limits = DEFAULT_LIMITS, sheet: int = 0) -> Iterator[Row]:
    """The rows of an uploaded file that are not blank, headings not told from the rest.

    For files that begin with a block of facts above their headings. Text is decoded and split as it streams,
    so that memory does not grow with the file; of a workbook, one sheet of those of `read_sheets` is read, the
    first unless told. The stream is left open, wherever the reading ended.
    Raises TableUnreadable, at once for what the file is, and while the rows are read for what is in them.
    """
    wanted = next(islice(read_sheets(source, limits), sheet, None), None)
    return wanted.rows if wanted is not None else iter(())


def read_sheets(source: bytes | BinaryIO, limits: Limits = DEFAULT_LIMITS) -> Iterator[Sheet]:
    """The visible sheets of a workbook that hold anything; a text file is one. Each is read before the next.

    Raises TableUnreadable as `read_rows`.
    """
    stream = _seekable(source, limits)
    _refuse_too_large(stream, limits)
    head = stream.read(_HEAD)
    if is_archive(head):
        return workbook_sheets(stream, limits)
    refuse_other_kinds(head)
    return iter([Sheet("", text_rows(stream, head, limits))])


def _seekable(source: bytes | BinaryIO, limits: Limits) -> BinaryIO:
    if isinstance(source, bytes):
        return io.BytesIO(source)
    if source.seekable():
        source.seek(0)
        return source
    return io.BytesIO(source.read(limits.size + 1))


def _refuse_too_large(stream: BinaryIO, limits: Limits) -> None:
    size = stream.seek(0, io.SEEK_END)
    stream.seek(0)
    if size > limits.size:
        raise TableUnreadable(
            f"The file is larger than {limits.size / 1_000_000:g} MB. Split it into smaller files and send "
            "each of them."
        )


def _padded(rows: Iterator[Row], width: int) -> Iterator[Row]:
    for row in rows:
        yield (row if len(row.cells) >= width else Row(row.number, row.cells + ("",) * (width - len(row.cells))))
