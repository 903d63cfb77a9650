"""The rows of a workbook: Excel's .xlsx and .xlsm, OpenDocument's .ods. Values only, never a formula or macro.

The reader gets a workbook that is put together anew from the parts that hold values, each measured on its way
out of the archive: what the archive says of itself (sizes, kinds, links) is believed nowhere.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import BinaryIO

from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum, load_workbook

from network.core.archives import UNREADABLE, PartTooLarge, unpacked
from network.core.tabular.extents import PartUnreadable, area_of
from network.core.tabular.table import SAVE_AS_CSV, Limits, Row, Sheet, TableUnreadable, accepted

_MOST_PARTS = 2_000
_MOST_SHEETS = 50
_OPEN_DOCUMENT = "application/vnd.oasis.opendocument.spreadsheet"
_BROKEN = f"This workbook is damaged or asks for a password. {SAVE_AS_CSV}"


def workbook_sheets(stream: BinaryIO, limits: Limits) -> Iterator[Sheet]:
    """The visible sheets that hold anything, each with its rows that are not blank; room is made for one at a time.

    Raises TableUnreadable, at once for what the file is, and while the rows are read for what is in them.
    """
    parts = _parts(stream, limits)
    try:
        area = max(map(area_of, parts.values()))
        if area > limits.area:
            raise TableUnreadable(
                f"This workbook is too large to be read as it is: its cells reach over {area:,} places, and up "
                f"to {limits.area:,} can be read. {SAVE_AS_CSV}"
            )
        workbook = load_workbook(io.BytesIO(_archive(parts)))
        return _sheets(workbook, limits)
    except (CalamineError, PartUnreadable):
        raise TableUnreadable(_BROKEN) from None


def _parts(stream: BinaryIO, limits: Limits) -> dict[str, bytes]:
    """The parts that hold values, by name. Raises TableUnreadable for another kind of archive."""
    try:
        with zipfile.ZipFile(stream) as archive:
            names = set(archive.namelist())
            wanted = _wanted(archive, names)
            if len(wanted) > _MOST_PARTS:
                raise TableUnreadable(f"This workbook has more than {_MOST_PARTS:,} parts. {SAVE_AS_CSV}")
            parts: dict[str, bytes] = {}
            room = limits.unpacked
            for name in sorted(wanted):
                parts[name] = unpacked(archive, name, room)
                room -= len(parts[name])
            return parts
    except PartTooLarge:
        raise TableUnreadable(f"This workbook is too large when it is unpacked. {SAVE_AS_CSV}") from None
    except UNREADABLE:
        raise TableUnreadable(_BROKEN) from None


def _wanted(archive: zipfile.ZipFile, names: set[str]) -> list[str]:
    if "xl/workbook.xml" in names:
        kept = ("xl/workbook.xml", "xl/sharedStrings.xml", "xl/styles.xml", "xl/worksheets/", "_rels/", "xl/_rels/")
        return [name for name in names if name == "[Content_Types].xml" or _is_kept(name, kept)]
    if "mimetype" in names and unpacked(archive, "mimetype", 200).decode("ascii", "replace") == _OPEN_DOCUMENT:
        return ["content.xml", "META-INF/manifest.xml"]
    raise TableUnreadable(f"This is {_other_kind(names)}, not a table that can be read. {SAVE_AS_CSV}")


def _is_kept(name: str, kept: tuple[str, ...]) -> bool:
    return name.startswith(kept) and name.endswith((".xml", ".rels"))


def _other_kind(names: set[str]) -> str:
    if "xl/workbook.bin" in names:
        return "an Excel binary workbook"
    if any(name.startswith("word/") for name in names):
        return "a Word document"
    if any(name.startswith("ppt/") for name in names):
        return "a PowerPoint presentation"
    if "content.xml" in names:
        return "an OpenDocument file, and no spreadsheet"
    return "a zip file"


def _archive(parts: dict[str, bytes]) -> bytes:
    anew = io.BytesIO()
    with zipfile.ZipFile(anew, "w", zipfile.ZIP_STORED) as archive:
        if "content.xml" in parts:
            archive.writestr("mimetype", _OPEN_DOCUMENT)
        for name, content in parts.items():
            archive.writestr(name, content)
    return anew.getvalue()


def _sheets(workbook: CalamineWorkbook, limits: Limits) -> Iterator[Sheet]:
    found = 0
    for sheet in workbook.sheets_metadata:
        if sheet.typ != SheetTypeEnum.WorkSheet or sheet.visible != SheetVisibleEnum.Visible:
            continue
        try:
            cells = workbook.get_sheet_by_name(sheet.name)
        except CalamineError:
            raise TableUnreadable(_BROKEN) from None
        if cells.height:
            found += 1
            if found > _MOST_SHEETS:
                raise TableUnreadable(f"This workbook has more than {_MOST_SHEETS} sheets. {SAVE_AS_CSV}")
            yield Sheet(sheet.name, _rows_of(cells.iter_rows(), limits))


def _rows_of(grid: Iterable[Sequence[object]], limits: Limits) -> Iterator[Row]:
    for number, values in enumerate(grid, 1):
        row = accepted(number, [_text(value) for value in values], limits)
        if row is not None:
            yield row


def _text(value: object) -> str:
    """A value as the same spreadsheet would write it into a CSV file; a day without a time as its date."""
    match value:
        case str():
            return value.replace("\0", "")
        case bool():
            return str(value).upper()
        case float() if value.is_integer() and abs(value) < 1e15:
            return str(int(value))
        case datetime():
            return value.date().isoformat() if value.time() == datetime.min.time() else value.isoformat(" ")
        case date():
            return value.isoformat()
        case _:
            return str(value)
