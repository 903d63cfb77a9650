"""Uploaded tables: what each program writes is read, and anything else is answered in plain words."""

import gc
import io
import json
import os
import re
import tracemalloc
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from network.core.errors import RuleBroken
from network.core.tabular import Limits, Row, Table, TableUnreadable, read_rows, read_table
from tests.support.workbooks import archive

REAL_DATA = Path(os.environ.get("NETWORK_REAL_DATA") or Path(__file__).parents[3] / ".." / "shared" / "data")
needs_real_data = pytest.mark.skipif(
    not REAL_DATA.is_dir(), reason="the real data is not here: set NETWORK_REAL_DATA to its folder"
)
BLAMING = re.compile(r"\b(invalid|illegal|must|failed)\b", re.I)


def grid(source: bytes, limits: Limits | None = None) -> list[tuple[int, tuple[str, ...]]]:
    return [(row.number, row.cells) for row in read_rows(source, limits or Limits())]


def cells(source: bytes) -> list[tuple[str, ...]]:
    return [row for _, row in grid(source)]


@pytest.mark.parametrize(
    ("encoding", "mark"),
    [
        ("utf-8", b""),
        ("utf-8", b"\xef\xbb\xbf"),
        ("utf-16-le", b"\xff\xfe"),
        ("utf-16-be", b"\xfe\xff"),
        ("utf-16-le", b""),
        ("utf-16-be", b""),
        ("cp1252", b""),
        ("iso-8859-1", b""),
    ],
)
def test_every_encoding_a_spreadsheet_writes_is_read_alike(encoding: str, mark: bytes) -> None:
    text = "Name,Town\nSiân Müller,Ynys Môn\n"

    assert cells(mark + text.encode(encoding)) == [("Name", "Town"), ("Siân Müller", "Ynys Môn")]


def test_windows_punctuation_survives() -> None:
    assert cells(b"name\nSt Mary\x92s \x96 Hill\n")[1] == ("St Mary’s – Hill",)


@pytest.mark.parametrize("encoding", ["cp1252", "mac_roman", "cp850"])
@pytest.mark.parametrize(
    "name", ["José García", "Café project, £50", "François Lefèvre", "Renée & André", "Pupils: Siân, Zoë, Chloë, Noël"]
)
def test_the_csv_of_a_mac_and_of_dos_reads_as_its_writer_saw_it(encoding: str, name: str) -> None:
    """Both are offered by Excel to this day; in a whole list of names, something always gives them away."""
    lines = ["name", name, "Músico Ibáñez", "Béatrice Lefèvre", "Frédéric Grâce"]
    source = "\n".join(f'"{line}"' for line in lines).encode(encoding)

    assert [row[0] for row in cells(source)] == lines


def test_a_table_that_cannot_be_read_is_the_fault_of_the_field_file() -> None:
    with pytest.raises(RuleBroken) as refusal:
        read_table(b"")

    assert refusal.value.field == "file"


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (b"a,b\n1,2\n", [("a", "b"), ("1", "2")]),
        (b"a\tb\n1,5\t2\n", [("a", "b"), ("1,5", "2")]),
        (b"a;b\n1,5;2\n", [("a", "b"), ("1,5", "2")]),
        (b'"a;x;y",b\n1,2\n', [("a;x;y", "b"), ("1", "2")]),
        (b"1. Summary\nTitle\tStand-up, Monday\n", [("1. Summary",), ("Title", "Stand-up, Monday")]),
        (b"name\nOnly one column\n", [("name",), ("Only one column",)]),
        (b"a,b\r1,2\r", [("a", "b"), ("1", "2")]),
        (b"a,b\r\n1,2", [("a", "b"), ("1", "2")]),
        (b'a, "b, c"\n1, "2, 3"\n', [("a", "b, c"), ("1", "2, 3")]),
        (b'a,b\n1,"say ""so"""\n', [("a", "b"), ("1", 'say "so"')]),
        (b"Title\tA, b, and c\nName\tDay\nA\t1\n", [("Title", "A, b, and c"), ("Name", "Day"), ("A", "1")]),
        (b"Staff, all, 2026\nname;day\nA, B;1\n", [("Staff, all, 2026",), ("name", "day"), ("A, B", "1")]),
        (b"no,what,on\n1,a|b|c|,2\n3,a|b|c|,4\n", [("no", "what", "on"), ("1", "a|b|c|", "2"), ("3", "a|b|c|", "4")]),
        (b'a;b\n1;"x, y\nx, y, z\nx, y"\n', [("a", "b"), ("1", "x, y\nx, y, z\nx, y")]),
    ],
)
def test_delimiters_line_ends_and_quotes(source: bytes, expected: list[tuple[str, ...]]) -> None:
    assert cells(source) == expected


def test_a_stray_nul_is_dropped_because_a_database_cannot_hold_it() -> None:
    long_enough = b"name,town\n" + b"Wells School,Wells\n" * 20

    assert cells(long_enough + b"Fro\x00me,Frome\n")[-1] == ("Frome", "Frome")


def test_rows_are_numbered_as_a_spreadsheet_numbers_them() -> None:
    source = b'\nname,note\n\nA,"two\nlines"\n , \nB,x\n'

    assert grid(source) == [(2, ("name", "note")), (4, ("A", "two\nlines")), (6, ("B", "x"))]


def test_headings_are_trimmed_and_short_rows_are_filled_up() -> None:
    table = read_table(b" name , town \nA\nB,C,extra\n")

    assert table.headings == ("name", "town")
    assert list(table.rows) == [Row(2, ("A", "")), Row(3, ("B", "C", "extra"))]


def test_blank_and_repeated_headings_are_left_for_the_import_to_judge() -> None:
    assert read_table(b',Email,Tier 1,""\nx,y,z,w\n').headings == ("", "Email", "Tier 1", "")


@pytest.mark.parametrize(
    ("source", "said"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"\n \n\t\n", "empty"),
        (b"PK\x03\x04" + b"\x00" * 26 + b"[Content_Types].xml", "damaged"),
        (archive({"xl/workbook.bin": b"\x83"}), "an Excel binary workbook"),
        (archive({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": ""}), "an OpenDocument file"),
        (archive({"word/document.xml": ""}), "a Word document"),
        (archive({"ppt/presentation.xml": ""}), "a PowerPoint presentation"),
        (archive({"photos/": ""}), "a zip file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an older Excel"),
        (b"%PDF-1.7 ...", "a PDF document"),
        (b"\x89PNG\r\n\x1a\n", "a picture"),
        (b"\xff\xd8\xff\xe0JFIF", "a picture"),
        (b"\x1f\x8b\x08", "a compressed file"),
        (b"\n<!DOCTYPE html><title>Sign in</title>", "a web page"),
        (b'<?xml version="1.0"?>', "an XML file"),
        (b'[\n  {"a": 1}]', "a JSON file"),
        (b'{ "a": 1}', "a JSON file"),
        (b"\x00\x01\x02\x03" * 100, "letters in this file cannot be read"),
        (b"name\nb\x81\x90d byte, \x8d\xb3b\n", "letters in this file cannot be read"),
        (b"\xff\xfea", "letters in this file cannot be read"),
    ],
)
def test_what_is_not_a_table_is_named_and_what_to_send_instead(source: bytes, said: str) -> None:
    with pytest.raises(TableUnreadable) as refusal:
        read_table(source)

    assert said in refusal.value.message
    assert re.search(r"[Ss]end", refusal.value.message)
    assert not BLAMING.search(refusal.value.message)


@pytest.mark.parametrize(
    ("source", "limits", "said"),
    [
        (b"name\n" + b"x" * 100, Limits(size=50), "larger than"),
        (b"name\n" + b"x\n" * 10, Limits(rows=10), "more than 10 rows"),
        (b"\n" * 11, Limits(rows=10), "more than 10 rows"),
        (b"a,b\n1,2,3\n", Limits(columns=2), "Row 2 has 3 columns"),
        (b"a,b\n1,2\n1," + b"x" * 11, Limits(cell=10), "A cell in row 3 is longer than 10"),
        (b"a\n" + b"x" * 200_000, Limits(), "A cell in row 2"),
        (b"," * 2_000_000, Limits(), "longer than 1,000,000 characters"),
        (b'a,b\n1,2\n"open,2\n3,4\n', Limits(), "Row 3 has a quotation mark"),
        (b'a,b\n"x"y,2\n', Limits(), "Row 2 has a quotation mark"),
    ],
)
def test_what_is_too_much_or_broken_is_located(source: bytes, limits: Limits, said: str) -> None:
    with pytest.raises(TableUnreadable, match=said) as refusal:
        grid(source, limits)

    assert not BLAMING.search(refusal.value.message)


def test_a_cell_limit_above_what_csv_can_read_is_a_programming_error() -> None:
    with pytest.raises(ValueError, match="stays under"):
        Limits(cell=131_072)


def test_the_stream_stays_open_and_can_be_read_again() -> None:
    stream = io.BytesIO(b"name\nA\nB\n")
    next(read_table(stream).rows)
    gc.collect()

    assert not stream.closed
    assert len(list(read_table(stream).rows)) == 2


def test_rows_left_unread_after_their_file_was_closed_do_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_bytes(b"name\nA\nB\n")
    with path.open("rb") as stream:
        table: Table | None = read_table(stream)
        assert table is not None
        next(table.rows)
    del table
    gc.collect()


def test_a_pipe_is_read_as_a_file_is() -> None:
    class Pipe(io.BytesIO):
        def seekable(self) -> bool:
            return False

    assert list(read_table(Pipe(b"name\nA\n")).rows) == [Row(2, ("A",))]
    with pytest.raises(TableUnreadable, match="larger"):
        read_table(Pipe(b"x" * 100), Limits(size=50))


def test_memory_does_not_grow_with_the_rows() -> None:
    def peak(rows: int) -> int:
        stream = io.BytesIO(b"name,town\n" + b"Some School of Somewhere,Taunton\n" * rows)
        tracemalloc.start()
        for _ in read_table(stream).rows:
            pass
        _, highest = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return highest

    assert peak(20_000) < peak(1_000) + 300_000


@given(st.binary(max_size=400))
def test_any_bytes_are_rows_or_an_answer(source: bytes) -> None:
    with suppress(TableUnreadable):
        assert all("\0" not in cell for row in read_rows(source) for cell in row.cells)


TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=30)


@given(
    st.lists(st.lists(TEXT, min_size=2, max_size=4), max_size=6),
    st.sampled_from([",", "\t", ";"]),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
)
def test_what_is_written_in_full_quotes_is_read_back(table: list[list[str]], delimiter: str, encoding: str) -> None:
    written = [["first", "second"], *table]
    lines = [delimiter.join('"' + cell.replace('"', '""') + '"' for cell in row) for row in written]

    read = cells("\r\n".join(lines).encode(encoding))

    assert read == [tuple(row) for row in written if any(cell.strip() for cell in row)]


SPECTRUM = sorted(path.stem for path in REAL_DATA.glob("exports/csv_spectrum/csvs/*.csv"))


@needs_real_data
@pytest.mark.parametrize("name", SPECTRUM)
def test_csv_spectrum_reads_as_its_authors_expect(name: str) -> None:
    folder = REAL_DATA / "exports" / "csv_spectrum"
    table = read_table((folder / "csvs" / f"{name}.csv").read_bytes())
    # The files came through a checkout that made every line end \n.
    expected = json.loads((folder / "json" / f"{name}.json").read_text(), strict=False)
    records = [dict(zip(table.headings, row.cells, strict=True)) for row in table.rows]

    if name == "location_coordinates":
        # Its authors' answer is of another telephone number, and one object rather than a list.
        expected = [{**expected, "Contact Phone Number": "2095257564"}]
    assert json.loads(json.dumps(records).replace(r"\r\n", r"\n")) == json.loads(
        json.dumps(expected).replace(r"\r\n", r"\n")
    )


@needs_real_data
@pytest.mark.parametrize(
    ("path", "rows"),
    [
        ("uploads/class_import__duplicates.csv", None),
        ("uploads/class_import__empty.csv", 0),
        ("uploads/class_import__invalid_fields.csv", None),
        ("uploads/class_import__invalid_instruction_row.csv", 2),
        ("uploads/class_import__valid.csv", None),
        ("uploads/class_import__valid_extra_fields.csv", None),
        ("uploads/class_import__valid_with_bom.csv", 1),
        ("uploads/cohort_import__invalid_iso_8859_1_encoding.csv", None),
        ("uploads/cohort_import__valid_iso_8859_1_encoding.csv", None),
        ("moodle/progress_utf16le_constructed.csv", 3),
        ("moodle/progress_utf8_constructed.csv", 3),
    ],
)
def test_real_uploads_are_read(path: str, rows: int | None) -> None:
    table = read_table((REAL_DATA / "exports" / path).read_bytes())
    read = list(table.rows)

    assert len(table.headings) > 2
    assert not table.headings[0].startswith(("\ufeff", "ï»¿"))
    assert len(read) == rows if rows is not None else read
    assert not any("\ufffd" in cell for row in read for cell in row.cells)


@needs_real_data
def test_a_real_malformed_upload_is_told_which_row_to_mend() -> None:
    source = (REAL_DATA / "exports" / "uploads" / "class_import__malformed.csv").read_bytes()

    with pytest.raises(TableUnreadable, match="Row 3 has a quotation mark"):
        list(read_table(source).rows)


@needs_real_data
def test_a_real_teams_report_reads_alike_in_both_its_encodings() -> None:
    folder = REAL_DATA / "exports" / "teams"
    wide, plain = (cells(path.read_bytes()) for path in sorted(folder.glob("*.csv")))

    assert wide == plain
    assert wide[0] == ("1. Summary",)
    assert max(map(len, wide)) == 7


@needs_real_data
def test_naughty_strings_come_through_as_they_went_in() -> None:
    strings = json.loads((REAL_DATA / "text" / "blns.json").read_text())
    lines = ["name,note", *('"' + text.replace('"', '""') + '",x' for text in strings)]

    read = list(read_table("\n".join(lines).encode()).rows)

    assert [row.cells[0] for row in read] == [text.replace("\0", "") for text in strings]
