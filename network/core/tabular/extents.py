"""How far the cells of a workbook reach, before anything makes room for them.

A reader makes room for every cell between the first and the last. A file of a few bytes can put one cell in
the far corner of a sheet, and ask for more memory than there is: so the parts are measured first, as a stream.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from xml.parsers import expat

_REFERENCE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})", re.ASCII)
_NUMBER = re.compile(r"[1-9][0-9]{0,6}", re.ASCII)
_CHUNK = 65536


class PartUnreadable(Exception):
    """A part is not as spreadsheet programs write it: ill-formed, with entities, or its rows out of order."""


def area_of(part: bytes) -> int:
    """Rows times columns, up to the last cell that holds anything, of one XML part of a workbook.

    Reads the sheets of Excel and OpenDocument files; 0 for any other part. Raises PartUnreadable also where a
    cell's place could be read in two ways, because the reader that comes after might read it in the other.
    """
    measure = _Measure(len(part))
    parser = expat.ParserCreate("utf-8")  # whatever it says of itself: the reader after this one reads UTF-8
    parser.StartElementHandler = measure.start
    parser.StartDoctypeDeclHandler = _refuse_doctype
    try:
        for begin in range(0, len(part), _CHUNK):
            parser.Parse(part[begin : begin + _CHUNK], False)
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise PartUnreadable(str(error)) from None
    return measure.area


def _refuse_doctype(*_: object) -> None:
    raise PartUnreadable("a document type")


class _Measure:
    """Follows rows and cells; both kinds of sheet use words that the other does not."""

    def __init__(self, size: int) -> None:
        self.area = 0
        self._size = size
        self._row = 0
        self._column = 0
        self._rows = 0
        self._columns = 0
        self._row_ends = 0

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        local = name.rpartition(":")[2]
        match local:
            case "row":
                self._row = _number(attributes["r"]) if "r" in attributes else self._row + 1
                self._column = 0
            case "c":
                self._excel_cell(attributes.get("r"))
            case "v" | "is":
                self._holds(self._row, self._column)
            case "sheetData" | "table":
                self._row = self._row_ends = self._column = self._rows = self._columns = 0
            case "table-row":
                self._row = self._row_ends + 1
                self._row_ends += _repeats(attributes, "number-rows-repeated")
                self._column = 0
            case "table-cell" | "covered-table-cell":
                self._column += _repeats(attributes, "number-columns-repeated")
                if any(key.endswith("value-type") for key in attributes):
                    self._holds(self._row_ends, self._column)
            case "p":
                self._holds(self._row_ends, self._column)
            case "sst" if not _is_at_most(attributes.get("uniqueCount", "0"), self._size):
                # Room is made for as many texts as are announced, before the first is read.
                raise PartUnreadable("more texts announced than there can be")

    def _excel_cell(self, reference: str | None) -> None:
        if reference is None:
            self._column += 1
            return
        found = _REFERENCE.fullmatch(reference)
        if found is None or int(found[2]) != self._row:
            raise PartUnreadable("a cell that is not in its row")
        self._column = 0
        for letter in found[1]:
            self._column = self._column * 26 + ord(letter) - ord("A") + 1

    def _holds(self, row: int, column: int) -> None:
        if row < self._rows:
            raise PartUnreadable("rows out of order")
        self._rows, self._columns = max(self._rows, row), max(self._columns, column)
        self.area = max(self.area, self._rows * self._columns)


def _repeats(attributes: Mapping[str, str], name: str) -> int:
    for key, value in attributes.items():
        if key.endswith(name):
            return _number(value)
    return 1


def _number(text: str) -> int:
    if not _NUMBER.fullmatch(text):
        raise PartUnreadable("a number of rows or columns that is none")
    return int(text)


def _is_at_most(text: str, most: int) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 12 and int(text) <= most
