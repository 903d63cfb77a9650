"""Tables that leave: CSV as RFC 4180 has it, and workbooks; nothing in them comes alive in a spreadsheet (`B20`)."""

from __future__ import annotations

import csv
import io
import tempfile
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from enum import StrEnum
from typing import IO, Any, Final

from flask import Response
from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from network.core.clock import LONDON
from network.core.text import comes_alive

BYTE_ORDER_MARK = "\ufeff"
"""Without it, the most used spreadsheet program reads UTF-8 as something else."""
SHEET_ROWS: Final = 1_048_576
"""What a sheet of a workbook holds; the rows after them stand on the next one, under the same headings."""
LONGEST_CELL: Final = 32_767
"""Characters that a workbook's cell holds."""
_PIECE = 64 * 1024

Cell = str | int | float | bool | date | datetime | None


class FileKind(StrEnum):
    """In which form a list is downloaded; its value ends the address."""

    CSV = "csv"
    XLSX = "xlsx"


def neutral(cell: Cell) -> str:
    """The cell as text; a text that a spreadsheet would take for a formula begins with an apostrophe.

    Spaces in front do not save it: some programs trim them first. Numbers stay numbers, dates are ISO 8601.
    """
    if isinstance(cell, str):  # first, because most cells are
        return f"'{cell}" if comes_alive(cell) else cell
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, datetime | date):
        return cell.isoformat()
    return str(cell)


def csv_lines(headings: Iterable[str], rows: Iterable[Iterable[Cell]]) -> Iterator[str]:
    """The file, in pieces of some kilobytes, so that memory does not grow with it."""
    buffer = io.StringIO()
    buffer.write(BYTE_ORDER_MARK)
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow([neutral(heading) for heading in headings])  # some are names that people chose
    for row in rows:
        writer.writerow([neutral(cell) for cell in row])
        if buffer.tell() > _PIECE:
            yield buffer.getvalue()
            buffer.seek(0)
            buffer.truncate()
    yield buffer.getvalue()


def write_workbook(file: IO[bytes], headings: Iterable[str], rows: Iterable[Iterable[Cell]]) -> None:
    """Writes an Excel workbook a row at a time: one row is in memory, whatever their number.

    Text is written as text, which no program takes for a formula; days are days, instants are London's clock, so
    that they can be sorted and counted with. Text longer than a cell holds is cut, and ends in an ellipsis.
    """
    # Nothing is looked at to guess what a text might mean: each cell is written as what it is.
    with Workbook(file, {"constant_memory": True, "in_memory": False}) as book:
        heading = book.add_format({"bold": True, "bottom": 1})
        writers = _writers(book)
        titles, sheet, number = list(headings), None, SHEET_ROWS
        for row in rows:
            if sheet is None or number == SHEET_ROWS:
                sheet, number = _new_sheet(book, titles, heading), 1
            for column, cell in enumerate(row):
                if cell is not None:
                    writers.get(type(cell), _write_text)(sheet, number, column, cell)
            number += 1
        if sheet is None:
            _new_sheet(book, titles, heading)


def _new_sheet(book: Workbook, titles: list[str], heading: Format) -> Worksheet:
    sheet = book.add_worksheet()
    sheet.freeze_panes(1, 0)
    for column, title in enumerate(titles):
        sheet.set_column(column, column, max(12, len(title) + 2))
        sheet.write_string(0, column, title, heading)
    return sheet


def _writers(book: Workbook) -> dict[type, Callable[[Worksheet, int, int, Any], object]]:
    day, instant = book.add_format({"num_format": "yyyy-mm-dd"}), book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
    return {
        bool: lambda sheet, row, column, cell: sheet.write_string(row, column, "yes" if cell else "no"),
        int: lambda sheet, row, column, cell: sheet.write_number(row, column, cell),
        float: lambda sheet, row, column, cell: sheet.write_number(row, column, cell),
        date: lambda sheet, row, column, cell: sheet.write_datetime(row, column, cell, day),
        datetime: lambda sheet, row, column, cell: sheet.write_datetime(
            row, column, cell.astimezone(LONDON).replace(tzinfo=None), instant
        ),
    }


def _write_text(sheet: Worksheet, row: int, column: int, cell: object) -> None:
    text = str(cell)
    sheet.write_string(row, column, text if len(text) <= LONGEST_CELL else f"{text[: LONGEST_CELL - 1]}…")


def csv_answer(file_name: str, headings: Iterable[str], rows: Iterable[Iterable[Cell]]) -> Response:
    """A download as CSV, sent while `rows` are read: the first of it leaves before the last row is known."""
    return _download(file_name, "text/csv", csv_lines(headings, rows))


def table_answer(kind: FileKind, name: str, headings: Iterable[str], rows: Iterable[Iterable[Cell]]) -> Response:
    """A download of these rows as CSV or as a workbook; `name` without its ending. Memory does not grow with them.

    `rows` are read once the view has returned and what it noted is committed: see `streaming.streamed`.
    """
    if kind is FileKind.CSV:
        return csv_answer(f"{name}.{kind}", headings, rows)
    body = _workbook_pieces(headings, rows)
    return _download(f"{name}.{kind}", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", body)


def _workbook_pieces(headings: Iterable[str], rows: Iterable[Iterable[Cell]]) -> Iterator[bytes]:
    with tempfile.TemporaryFile() as file:
        write_workbook(file, headings, rows)
        file.seek(0)
        while piece := file.read(_PIECE):
            yield piece


def _download(file_name: str, mimetype: str, body: Iterator[str] | Iterator[bytes]) -> Response:
    answer = Response(body, mimetype=mimetype)
    answer.headers["Content-Disposition"] = f'attachment; filename="{file_name}"'
    return answer
