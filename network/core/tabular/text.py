"""The rows of a text file: commas, tabs, semicolons or bars, in whatever encoding, as it streams."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Generator, Iterator, Sequence
from contextlib import closing
from functools import partial
from itertools import islice
from typing import BinaryIO

from network.core.tabular.encodings import encoding_of
from network.core.tabular.table import SAVE_AS_CSV, Limits, Row, TableUnreadable, accepted, too_long

_LONGEST_LINE = 1_000_000
# In the order that settles a tie: a tab is hardly ever prose, a semicolon more often.
_DELIMITERS = ("\t", ",", ";", "|")
_QUOTED_CELL = re.compile(r'(?:(?<=[\t,;|\n\r])|\A) *"[^"]*(?:""[^"]*)*"')
_LOOKED_AT = 10_000


def text_rows(stream: BinaryIO, head: bytes, limits: Limits) -> Iterator[Row]:
    """The rows that are not blank of a text file, whose first bytes are `head`. Raises TableUnreadable."""
    encoding = encoding_of(stream, head)
    delimiter = _delimiter(stream, encoding)
    return _rows(stream, encoding, delimiter, limits)


def _lines(stream: BinaryIO, encoding: str) -> Generator[str]:
    stream.seek(0)
    text = io.TextIOWrapper(stream, encoding=encoding, newline="")
    try:
        while line := text.readline(_LONGEST_LINE + 1):
            if len(line) > _LONGEST_LINE:
                raise TableUnreadable(
                    f"A line of this file is longer than {_LONGEST_LINE:,} characters, so it is not a table "
                    f"that can be read. {SAVE_AS_CSV}"
                )
            # Nobody types a NUL, and PostgreSQL cannot store one.
            yield line.replace("\0", "")
    finally:
        if not stream.closed:
            text.detach()


def _delimiter(stream: BinaryIO, encoding: str) -> str:
    """The one that stands in most lines of the beginning; of several alike the one that cuts them most evenly.

    A title above the headings, or the text of a cell, can hold more of another, but not in as many lines.
    """
    with closing(_lines(stream, encoding)) as lines:
        beginning = "".join(line[:_LOOKED_AT] for line in islice(lines, 50))
    return max(_DELIMITERS, key=partial(_evidence, _QUOTED_CELL.sub("", beginning).splitlines()))


def _evidence(lines: Sequence[str], delimiter: str) -> tuple[int, int, int]:
    counts = Counter(line.count(delimiter) for line in lines if delimiter in line)
    return counts.total(), max(counts.values(), default=0), sum(count * often for count, often in counts.items())


def _rows(stream: BinaryIO, encoding: str, delimiter: str, limits: Limits) -> Iterator[Row]:
    # Strict, so that a quotation mark left open is an answer, not half a file swallowed into one cell.
    reader = csv.reader(_lines(stream, encoding), delimiter=delimiter, strict=True, skipinitialspace=delimiter != "\t")
    number = 0
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise TableUnreadable(_broken_row(number + 1, error, limits)) from None
        number += 1
        row = accepted(number, cells, limits)
        if row is not None:
            yield row


def _broken_row(number: int, error: csv.Error, limits: Limits) -> str:
    if "field larger" in str(error):
        return too_long(number, limits)
    return (
        f'Row {number} has a quotation mark (") that is opened and not closed, or closed in the middle of a '
        "cell. Mend it in your spreadsheet program, save as CSV, and send the file again."
    )
