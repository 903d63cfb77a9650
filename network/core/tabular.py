"""Reading a table that somebody uploaded, whatever program wrote it, without trusting a byte of it.

Every import reads through here. Text is decoded and split as it streams, so memory does not grow with the
file. Answers are in plain words, because the person who sent the file has to act on them.
"""

import codecs
import csv
import io
import re
from collections.abc import Generator, Iterator
from contextlib import closing
from dataclasses import dataclass
from itertools import islice
from typing import BinaryIO, NamedTuple

_HEAD = 8192
_CHUNK = 65536
# The csv module's own limit on a cell is process-wide; a table's limit stays under it.
_LONGEST_CELL = 131_072
_LONGEST_LINE = 1_000_000

_SAVE_AS_CSV = "Open it in your spreadsheet program, choose Save as, pick CSV UTF-8, and send that file."
_KINDS_BY_SIGNATURE = (
    (b"%PDF-", "a PDF document"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"RIFF", "a picture or a recording"),
    (b"\x1f\x8b", "a compressed file"),
    (b"7z\xbc\xaf", "a compressed file"),
    (b"Rar!", "a compressed file"),
    (b"{\\rtf", "a word processor document"),
)
_KINDS_BY_MARKUP = (
    (re.compile(rb"\s*<(!doctype\s+html|html|head|body|table)", re.I), "a web page"),
    (re.compile(rb"\s*<(\?xml|svg)", re.I), "an XML file"),
    (re.compile(rb'\s*(\{\s*["}]|\[\s*[\[{])'), "a JSON file"),
)
_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# In the order that settles a tie: a tab is hardly ever prose, a semicolon more often.
_DELIMITERS = ("\t", ",", ";")


class TableUnreadable(Exception):  # noqa: N818 - named for what is wrong, as every refusal here is
    """The file cannot be read as a table. `message` says what was sent and what to send instead."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


@dataclass(frozen=True)
class Limits:
    """The largest table accepted: bytes of the file, rows, columns of a row, characters of a cell.

    Rows and characters are a spreadsheet's own limits, so that nothing one can hold is refused for them.
    """

    size: int = 20_000_000
    rows: int = 1_048_576
    columns: int = 500
    cell: int = 32_767

    def __post_init__(self) -> None:
        if self.cell >= _LONGEST_CELL:
            raise ValueError(f"a cell's limit stays under {_LONGEST_CELL} characters")


class Row(NamedTuple):
    """One row that is not blank. `number` is the one a person sees beside it in a spreadsheet."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """The headings, as written, and the rows under them, read once as they are asked for.

    A row's cells are at least as many as the headings. Headings can be blank or repeated: several learning
    systems write them so, and it is for the import to say whether it minds.
    """

    headings: tuple[str, ...]
    rows: Iterator[Row]


DEFAULT_LIMITS = Limits()


def read_table(source: bytes | BinaryIO, limits: Limits = DEFAULT_LIMITS) -> Table:
    """The table in an uploaded file, its first row that is not blank taken for the headings.

    Raises TableUnreadable, at once for what the file is, and while the rows are read for what is in them.
    """
    rows = read_rows(source, limits)
    headings = next(rows, None)
    if headings is None:
        raise TableUnreadable("The file is empty. Send a CSV file with headings in its first row.")
    cells = tuple(cell.strip() for cell in headings.cells)
    return Table(cells, _padded(rows, len(cells)))


def read_rows(source: bytes | BinaryIO, limits: Limits = DEFAULT_LIMITS) -> Iterator[Row]:
    """The rows of an uploaded file that are not blank, headings not told from the rest.

    For files that begin with a block of facts above their headings. Reads commas, tabs and semicolons;
    UTF-8, UTF-16 and Windows-1252. The stream is left open, wherever the reading ended.
    Raises TableUnreadable, at once for what the file is, and while the rows are read for what is in them.
    """
    stream = _seekable(source, limits)
    _refuse_too_large(stream, limits)
    head = stream.read(_HEAD)
    _refuse_other_kinds(head)
    encoding = _encoding(stream, head)
    delimiter = _delimiter(stream, encoding)
    return _rows(stream, encoding, delimiter, limits)


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


def _refuse_other_kinds(head: bytes) -> None:
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        raise TableUnreadable(f"This is {_zipped_kind(head)}, not a CSV file. {_SAVE_AS_CSV}")
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        raise TableUnreadable(f"This is an older Excel or Office file, not a CSV file. {_SAVE_AS_CSV}")
    kinds = [kind for signature, kind in _KINDS_BY_SIGNATURE if head.startswith(signature)]
    kinds += [kind for pattern, kind in _KINDS_BY_MARKUP if pattern.match(head)]
    if kinds:
        raise TableUnreadable(
            f"This is {kinds[0]}, not a table. Send a CSV file: where you got this one, look for a download "
            "or export as CSV."
        )


def _zipped_kind(head: bytes) -> str:
    if b"opendocument.spreadsheet" in head:
        return "an OpenDocument spreadsheet"
    if b"word/" in head:
        return "a Word document"
    if b"xl/" in head or b"[Content_Types].xml" in head:
        return "an Excel workbook"
    return "a zip file"


def _encoding(stream: BinaryIO, head: bytes) -> str:
    """Decided by reading the whole file once: no row is handed on from a file misread further down."""
    marked = [name for mark, name in _BYTE_ORDER_MARKS if head.startswith(mark)]
    for encoding in marked or _unmarked_encodings(head):
        if _decodes(stream, encoding):
            return encoding
    raise TableUnreadable(f"The letters in this file cannot be read. {_SAVE_AS_CSV}")


def _unmarked_encodings(head: bytes) -> tuple[str, ...]:
    # A zero in most second bytes is UTF-16 that lost its mark; zeros elsewhere are no kind of text.
    zeros = head.count(0)
    if zeros <= len(head) // 20:
        return ("utf-8", "cp1252")
    if head[1::2].count(0) > len(head) * 0.4:
        return ("utf-16-le",)
    if head[0::2].count(0) > len(head) * 0.4:
        return ("utf-16-be",)
    return ()


def _decodes(stream: BinaryIO, encoding: str) -> bool:
    stream.seek(0)
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        while chunk := stream.read(_CHUNK):
            decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _lines(stream: BinaryIO, encoding: str) -> Generator[str]:
    stream.seek(0)
    text = io.TextIOWrapper(stream, encoding=encoding, newline="")
    try:
        while line := text.readline(_LONGEST_LINE + 1):
            if len(line) > _LONGEST_LINE:
                raise TableUnreadable(
                    f"A line of this file is longer than {_LONGEST_LINE:,} characters, so it is not a table "
                    f"that can be read. {_SAVE_AS_CSV}"
                )
            # Nobody types a NUL, and PostgreSQL cannot store one.
            yield line.replace("\0", "")
    finally:
        if not stream.closed:
            text.detach()


def _delimiter(stream: BinaryIO, encoding: str) -> str:
    """The one that cuts the first divided line into most cells: headings rarely hold the other two."""
    with closing(_lines(stream, encoding)) as lines:
        for line in islice(lines, 50):
            unquoted = re.sub(r'"[^"]*"', "", line)
            best = max(_DELIMITERS, key=unquoted.count)
            if unquoted.count(best):
                return best
    return ","


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
        if number > limits.rows:
            raise TableUnreadable(f"The file has more than {limits.rows:,} rows. Split it and send each part.")
        joined = "".join(cells)
        if joined and not joined.isspace():
            if len(cells) > limits.columns or len(joined) > limits.cell:
                _refuse_too_wide(number, cells, limits)
            yield Row(number, tuple(cells))


def _broken_row(number: int, error: csv.Error, limits: Limits) -> str:
    if "field larger" in str(error):
        return _too_long(number, limits)
    return (
        f'Row {number} has a quotation mark (") that is opened and not closed, or closed in the middle of a '
        "cell. Mend it in your spreadsheet program, save as CSV, and send the file again."
    )


def _refuse_too_wide(number: int, cells: list[str], limits: Limits) -> None:
    if len(cells) > limits.columns:
        raise TableUnreadable(
            f"Row {number} has {len(cells):,} columns; up to {limits.columns:,} can be read. Take out the "
            "columns that are not needed and send the file again."
        )
    if max(map(len, cells)) > limits.cell:
        raise TableUnreadable(_too_long(number, limits))


def _too_long(number: int, limits: Limits) -> str:
    return (
        f"A cell in row {number} is longer than {limits.cell:,} characters. Shorten it, or look for a "
        'quotation mark (") that is opened and not closed, and send the file again.'
    )


def _padded(rows: Iterator[Row], width: int) -> Iterator[Row]:
    for row in rows:
        yield (row if len(row.cells) >= width else Row(row.number, row.cells + ("",) * (width - len(row.cells))))
