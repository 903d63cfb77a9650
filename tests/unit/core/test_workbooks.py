"""Excel and OpenDocument workbooks: read as the same sheet saved as CSV would be, and never trusted."""

import random
import zipfile
from contextlib import suppress
from io import BytesIO

import pytest

from network.core.tabular import Limits, TableUnreadable, read_rows, read_sheets, read_table
from tests.support.workbooks import archive, ods, ods_of, sheet_data, xlsx, xlsx_of

MAKERS = pytest.mark.parametrize("make", [xlsx, ods])
LINKED = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" '
    'Target="worksheets/sheet1.xml"/><Relationship Id="s" Type="http://schemas.openxmlformats.org/officeDocument/'
    '2006/relationships/{kind}" Target="{part}.xml"/></Relationships>'
)
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def grid(source: bytes, limits: Limits | None = None) -> list[tuple[int, tuple[str, ...]]]:
    return [(row.number, row.cells) for row in read_rows(source, limits or Limits())]


@MAKERS
def test_texts_and_numbers_read_as_they_are_shown(make) -> None:
    table = read_table(make([["urn", "name"], [119903, "Guy's & St <Thomas>"], [1.5, "Ynys Môn"]]))

    assert table.headings == ("urn", "name")
    assert [row.cells for row in table.rows] == [("119903", "Guy's & St <Thomas>"), ("1.5", "Ynys Môn")]


@MAKERS
def test_rows_are_numbered_as_the_spreadsheet_numbers_them(make) -> None:
    rows = [[None, None], [None, "urn"], [None, None], [None, 119903]]

    assert [(number, cells[-1]) for number, cells in grid(make(rows))] == [(2, "urn"), (4, "119903")]


def test_a_formula_is_its_result_and_stays_text() -> None:
    (_, cells), *_ = grid(xlsx([["=HYPERLINK(0)", 1]]))

    assert cells == ("=HYPERLINK(0)", "1")


def test_days_times_and_truth() -> None:
    styles = (
        f'<styleSheet {MAIN}><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="22"/></cellXfs></styleSheet>'
    )
    data = (
        '<row r="1"><c r="A1" s="1"><v>45000</v></c><c r="B1" s="2"><v>45000.5</v></c>'
        '<c r="C1" t="b"><v>1</v></c><c r="D1" t="e"><v>#REF!</v></c><c r="E1"><v>1</v></c></row>'
    )
    more = {"xl/styles.xml": styles, "xl/_rels/workbook.xml.rels": LINKED.format(kind="styles", part="styles")}

    assert grid(_replaced(xlsx_of(data), more)) == [(1, ("2023-03-15", "2023-03-15 12:00:00", "TRUE", "", "1"))]


def test_the_first_visible_sheet_that_holds_anything_is_read() -> None:
    sheets = [sheet_data([["hidden"]]), sheet_data([]), sheet_data([["seen"]]), sheet_data([["later"]])]

    assert grid(xlsx_of(*sheets, hidden=[0])) == [(1, ("seen",))]


def test_each_visible_sheet_that_holds_anything_can_be_read() -> None:
    source = xlsx_of(*(sheet_data(rows) for rows in ([["hidden"]], [], [["a"], ["b"]], [["c"]])), hidden=[0])

    assert [(sheet.name, [row.cells for row in sheet.rows]) for sheet in read_sheets(source)] == [
        ("Sheet 3", [("a",), ("b",)]),
        ("Sheet 4", [("c",)]),
    ]
    assert [row.cells for row in read_rows(source, sheet=1)] == [("c",)]
    assert list(read_rows(source, sheet=2)) == []
    assert [sheet.name for sheet in read_sheets(b"a,b\n")] == [""]


def test_a_workbook_of_very_many_sheets_is_an_answer() -> None:
    with pytest.raises(TableUnreadable, match="more than 50 sheets"):
        list(read_sheets(xlsx_of(*[sheet_data([["a"]])] * 51)))


@pytest.mark.parametrize("source", [xlsx([]), ods([]), xlsx_of(sheet_data([["x"]]), hidden=[0])])
def test_a_workbook_without_anything_to_see_is_empty(source: bytes) -> None:
    with pytest.raises(TableUnreadable, match="empty"):
        read_table(source)


def test_macros_pictures_and_links_never_reach_the_reader() -> None:
    more = {"xl/vbaProject.bin": b"\xd0\xcf", "xl/media/image1.png": b"\x89PNG", "../../etc/passwd": "x"}

    assert grid(xlsx_of(sheet_data([["a"]]), more=more)) == [(1, ("a",))]


def _replaced(source: bytes, more: dict[str, str]) -> bytes:
    with zipfile.ZipFile(BytesIO(source)) as opened:
        return archive({**{name: opened.read(name) for name in opened.namelist()}, **more})


def _far(reference: str, row: str = "1048576") -> bytes:
    return xlsx_of(f'<row r="1"><c r="A1"><v>1</v></c></row><row r="{row}"><c r="{reference}"><v>1</v></c></row>')


FAR_ODS = (
    '<table:table-row table:number-rows-repeated="1000000"><table:table-cell office:value-type="string" '
    'table:number-columns-repeated="16384"><text:p>x</text:p></table:table-cell></table:table-row>'
)
STRINGS = {
    "xl/sharedStrings.xml": f'<sst {MAIN} uniqueCount="9999999999"><si><t>a</t></si></sst>',
    "xl/_rels/workbook.xml.rels": LINKED.format(kind="sharedStrings", part="sharedStrings"),
}


@pytest.mark.parametrize(
    ("source", "said"),
    [
        # Each of these brought the process down before its parts were measured.
        (_far("XFD1048576"), "too large"),
        (ods_of(FAR_ODS), "too large"),
        (xlsx_of('<row r="5"><c r="A5"><v>1</v></c></row><row r="1"><c r="A1"><v>1</v></c></row>'), "damaged"),
        (_far("A0"), "damaged"),
        (_far("A99999999"), "damaged"),
        (_far("A1", row="0"), "damaged"),
        (_replaced(xlsx([["a"]]), STRINGS), "damaged"),
        # And these are merely broken, or ask for trouble.
        (_replaced(xlsx([["a"]]), {"xl/worksheets/sheet1.xml": "<a>"}), "damaged"),
        (_replaced(xlsx([["a"]]), {"xl/worksheets/sheet1.xml": "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"}), "damaged"),
        (_replaced(xlsx([["a"]]), {"xl/workbook.xml": '<?xml version="1.0" encoding="UTF-7"?><a/>'}), "damaged"),
        (archive({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}), "damaged"),
        (xlsx([["a"]])[:-40], "damaged"),
    ],
)
def test_a_hostile_or_broken_workbook_is_an_answer(source: bytes, said: str) -> None:
    with pytest.raises(TableUnreadable, match=said) as refusal:
        grid(source)

    assert "send that file" in refusal.value.message


def test_a_bomb_is_not_unpacked() -> None:
    bomb = _replaced(xlsx([["a"]]), {"xl/sharedStrings.xml": " " * 5_000_000})

    with pytest.raises(TableUnreadable, match="unpacked"):
        grid(bomb, Limits(unpacked=1_000_000))


@pytest.mark.parametrize(
    ("limits", "said"),
    [(Limits(cell=3), "longer than 3"), (Limits(columns=1), "2 columns"), (Limits(rows=1), "more than 1 rows")],
)
def test_the_limits_of_a_table_hold_for_workbooks(limits: Limits, said: str) -> None:
    with pytest.raises(TableUnreadable, match=said):
        grid(xlsx([["a", "b"], ["long", "c"]]), limits)


@MAKERS
def test_a_workbook_with_any_bytes_changed_is_rows_or_an_answer(make) -> None:
    dice = random.Random(20_261_122)
    with zipfile.ZipFile(BytesIO(make([["urn", "name"], [119903, "A"], [None, "b"]]))) as opened:
        parts = {name: opened.read(name) for name in opened.namelist()}
    for _ in range(300):
        name = dice.choice(sorted(parts))
        content, at = parts[name], dice.randrange(len(parts[name]))
        put = dice.choice([b"", b"9999999999", b"-1", b"XFD", b"<c/>", b'"', b">"])
        changed = content[:at] + put + content[at + dice.randrange(8) :]
        with suppress(TableUnreadable):
            list(read_rows(archive({**parts, name: changed})))
