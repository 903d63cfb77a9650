"""Tables that leave: CSV as RFC 4180 has it, streamed; nothing in it comes alive in a spreadsheet (`B20`)."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from datetime import date, datetime

from flask import Response

BYTE_ORDER_MARK = "\ufeff"
"""Without it, the most used spreadsheet program reads UTF-8 as something else."""
_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
_PIECE = 64 * 1024

Cell = str | int | float | bool | date | datetime | None


def neutral(cell: Cell) -> str:
    """The cell as text; a text that a spreadsheet would take for a formula begins with an apostrophe.

    Spaces in front do not save it: some programs trim them first. Numbers stay numbers, dates are ISO 8601.
    """
    if isinstance(cell, str):  # first, because most cells are
        return f"'{cell}" if _comes_alive(cell) else cell
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, datetime | date):
        return cell.isoformat()
    return str(cell)


def _comes_alive(text: str) -> bool:
    first = text[:1]
    return first in _STARTS_A_FORMULA or (first.isspace() and text.lstrip().startswith(_STARTS_A_FORMULA))


def csv_lines(headings: Iterable[str], rows: Iterable[Iterable[Cell]]) -> Iterator[str]:
    """The file, in pieces of some kilobytes, so that memory does not grow with it."""
    buffer = io.StringIO()
    buffer.write(BYTE_ORDER_MARK)
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(headings)
    for row in rows:
        writer.writerow([neutral(cell) for cell in row])
        if buffer.tell() > _PIECE:
            yield buffer.getvalue()
            buffer.seek(0)
            buffer.truncate()
    yield buffer.getvalue()


def csv_answer(file_name: str, headings: Iterable[str], rows: Iterable[Iterable[Cell]]) -> Response:
    """A download. `rows` is read while the answer is sent: give it rows, or an iterator that needs no request."""
    answer = Response(csv_lines(headings, rows), mimetype="text/csv")
    answer.headers["Content-Disposition"] = f'attachment; filename="{file_name}"'
    return answer
