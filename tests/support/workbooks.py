"""Workbooks for tests, put together by hand, so that a test can also make the kinds no program would write."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_OPEN = "urn:oasis:names:tc:opendocument:xmlns"
_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>'

Value = str | int | float | None


def archive(parts: Mapping[str, str | bytes]) -> bytes:
    """A zip archive of these parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return out.getvalue()


def xlsx(rows: Sequence[Sequence[Value]]) -> bytes:
    """A workbook with one sheet; None leaves a cell out, and text that begins with `=` is a formula's result."""
    return xlsx_of(sheet_data(rows))


def sheet_data(rows: Sequence[Sequence[Value]]) -> str:
    """The rows as a sheet holds them."""
    return "".join(
        f'<row r="{number}">' + "".join(_cell(number, place, value) for place, value in enumerate(row)) + "</row>"
        for number, row in enumerate(rows, 1)
    )


def _cell(number: int, place: int, value: Value) -> str:
    if value is None:
        return ""
    reference = f"{chr(ord('A') + place)}{number}"
    if isinstance(value, str) and value.startswith("="):
        return f'<c r="{reference}" t="str"><f>{escape(value[1:])}</f><v>{escape(value)}</v></c>'
    if isinstance(value, str):
        return f'<c r="{reference}" t="inlineStr"><is><t>{escape(value)}</t></is></c>'
    return f'<c r="{reference}"><v>{value}</v></c>'


def xlsx_of(*sheets: str, hidden: Sequence[int] = (), more: Mapping[str, str | bytes] | None = None) -> bytes:
    """A workbook of these sheets' data; those numbered in `hidden`, from 0, are hidden."""
    numbers = range(1, len(sheets) + 1)
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": f'{_DECLARATION}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/></Types>',
        "_rels/.rels": f'{_DECLARATION}<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1" '
        f'Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'{_DECLARATION}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>'
        + "".join(
            f'<sheet name="Sheet {n}" sheetId="{n}" state="{"hidden" if n - 1 in hidden else "visible"}" r:id="r{n}"/>'
            for n in numbers
        )
        + "</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f'{_DECLARATION}<Relationships xmlns="{_PACKAGE}/relationships">'
        + "".join(
            f'<Relationship Id="r{n}" Type="{_OFFICE}/worksheet" Target="worksheets/sheet{n}.xml"/>' for n in numbers
        )
        + "</Relationships>",
    }
    for number, data in zip(numbers, sheets, strict=True):
        parts[f"xl/worksheets/sheet{number}.xml"] = (
            f'{_DECLARATION}<worksheet xmlns="{_MAIN}"><sheetData>{data}</sheetData></worksheet>'
        )
    return archive({**parts, **(more or {})})


def ods(rows: Sequence[Sequence[Value]]) -> bytes:
    """An OpenDocument spreadsheet with one sheet, padded to its edges as its own program pads it."""
    lines = "".join(
        "<table:table-row>"
        + "".join(
            "<table:table-cell/>"
            if value is None
            else f'<table:table-cell office:value-type="string"><text:p>{escape(value)}</text:p></table:table-cell>'
            if isinstance(value, str)
            else f'<table:table-cell office:value-type="float" office:value="{value}"><text:p>{value}</text:p>'
            "</table:table-cell>"
            for value in row
        )
        + '<table:table-cell table:number-columns-repeated="16000"/></table:table-row>'
        for row in rows
    )
    padding = '<table:table-row table:number-rows-repeated="1048000"><table:table-cell/></table:table-row>'
    return ods_of(lines + padding)


def ods_of(rows: str) -> bytes:
    """An OpenDocument spreadsheet with these rows."""
    manifest = f"{_OPEN}:manifest:1.0"
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    return archive(
        {
            "mimetype": kind,
            "META-INF/manifest.xml": f'{_DECLARATION}<manifest:manifest xmlns:manifest="{manifest}">'
            f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/></manifest:manifest>',
            "content.xml": f'{_DECLARATION}<office:document-content xmlns:office="{_OPEN}:office:1.0" '
            f'xmlns:table="{_OPEN}:table:1.0" xmlns:text="{_OPEN}:text:1.0"><office:body><office:spreadsheet>'
            f'<table:table table:name="Sheet">{rows}</table:table></office:spreadsheet></office:body>'
            "</office:document-content>",
        }
    )
