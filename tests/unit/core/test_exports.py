"""CSV that round-trips, and in which nothing comes alive (`B20`)."""

import csv
import io
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from network.core import exports
from network.core.exports import FileKind, csv_answer, csv_lines, neutral, table_answer, write_workbook

TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("plain", "plain"),
        ("=1+1", "'=1+1"),
        ("+44 1234", "'+44 1234"),
        ("-2", "'-2"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("  =1", "'  =1"),
        ("a=1", "a=1"),
        (-2, "-2"),
        (0, "0"),
        (None, ""),
        (True, "yes"),
        (date(2027, 1, 24), "2027-01-24"),
        (datetime(2027, 1, 24, 9, 30, tzinfo=UTC), "2027-01-24T09:30:00+00:00"),
    ],
)
def test_a_cell_is_written_as_data(cell, written):
    assert neutral(cell) == written


@given(st.lists(st.tuples(TEXT, TEXT), max_size=20))
def test_what_is_written_is_read_again(rows):
    text = "".join(csv_lines(["a", "b"], rows)).removeprefix("\ufeff")
    read = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    assert read == [["a", "b"], *([neutral(cell) for cell in row] for row in rows)]
    assert not any(cell.lstrip().startswith(("=", "+", "-", "@")) for row in read[1:] for cell in row)


def test_a_heading_that_somebody_chose_is_data_too():
    assert "".join(csv_lines(["Name", "=1+1"], [])).removeprefix("\ufeff") == "Name,'=1+1\r\n"


def test_a_long_file_comes_in_pieces():
    pieces = list(csv_lines(["n"], ([f"row {number}"] for number in range(20_000))))
    assert len(pieces) > 2
    assert max(map(len, pieces)) < 70_000


def test_the_answer_is_a_download():
    answer = csv_answer("people.csv", ["name"], [["Ash"]])
    assert answer.headers["Content-Disposition"] == 'attachment; filename="people.csv"'
    assert answer.get_data(as_text=True) == "\ufeffname\r\nAsh\r\n"


def sheets(headings, rows):
    file = io.BytesIO()
    write_workbook(file, headings, rows)
    file.seek(0)
    book = CalamineWorkbook.from_filelike(file)
    return [book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names]


@given(st.lists(st.lists(TEXT, min_size=2, max_size=2), max_size=20))
def test_a_workbook_is_read_again_as_it_was_written(rows):
    """B20: whatever it looks like, text comes back as text."""
    (sheet,) = sheets(["a", "b"], [["row", *row] for row in rows])
    assert sheet[1:] == [["row", *row] for row in rows]


def test_a_workbooks_cells_are_what_they_say():
    cells = ["=1+1", 7, 2.5, True, date(2027, 7, 24), datetime(2027, 7, 24, 9, 30, tzinfo=UTC), None, "end"]
    (sheet,) = sheets(list("abcdefgh"), [cells])
    assert sheet == [
        list("abcdefgh"),
        ["=1+1", 7.0, 2.5, "yes", date(2027, 7, 24), datetime(2027, 7, 24, 10, 30), "", "end"],  # noqa: DTZ001
    ]


def test_a_sheet_that_is_full_is_followed_by_another(monkeypatch):
    monkeypatch.setattr(exports, "SHEET_ROWS", 3)
    assert sheets(["n"], [[each] for each in range(5)]) == [[["n"], [0], [1]], [["n"], [2], [3]], [["n"], [4]]]


def test_text_longer_than_a_cell_is_cut_and_says_so():
    (sheet,) = sheets(["n"], [["a" * 40_000]])
    assert sheet[1] == ["a" * 32_766 + "…"]


@pytest.mark.parametrize("kind", FileKind)
def test_either_kind_is_a_download(kind):
    answer = table_answer(kind, "people", ["name"], [])
    assert answer.headers["Content-Disposition"] == f'attachment; filename="people.{kind}"'
    body = answer.get_data()
    assert body.startswith(b"PK" if kind is FileKind.XLSX else b"\xef\xbb\xbfname")


def test_rows_are_read_while_the_answer_leaves():
    asked = []

    def rows():
        for number in range(20_000):
            asked.append(number)
            yield [number, "some words to fill it"]

    answer = csv_answer("rows.csv", ["n", "words"], rows())
    assert asked == []
    next(answer.iter_encoded())
    assert 0 < len(asked) < 10_000
