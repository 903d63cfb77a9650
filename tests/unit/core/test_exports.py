"""CSV that round-trips, and in which nothing comes alive (`B20`)."""

import csv
import io
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from network.core.exports import csv_answer, csv_lines, neutral

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


def test_a_long_file_comes_in_pieces():
    pieces = list(csv_lines(["n"], ([f"row {number}"] for number in range(20_000))))
    assert len(pieces) > 2
    assert max(map(len, pieces)) < 70_000


def test_the_answer_is_a_download():
    answer = csv_answer("people.csv", ["name"], [["Ash"]])
    assert answer.headers["Content-Disposition"] == 'attachment; filename="people.csv"'
    assert answer.get_data(as_text=True) == "\ufeffname\r\nAsh\r\n"
