"""P4: tables that leave, against the same rows through the standard library's writer.

CSV within 3 times the floor, the first byte before 5 per cent of the time, and memory that does not grow with the
rows; workbooks within 1.2 times XlsxWriter by itself. `core.exports`, which makes them all, is held to 100,000 rows.
"""

from __future__ import annotations

import csv
import io
import time
import tracemalloc
from collections.abc import Iterator

from xlsxwriter import Workbook

from bench.arithmetic import Series, at_most, in_turn
from bench.findings import Finding
from bench.stages import Stages
from bench.visiting import MILLISECONDS, Request, times
from network.core.exports import csv_lines, write_workbook

ROUNDS = 4
WORKBOOK_ROUNDS = 2
"""Each takes some ten seconds."""
ROWS = 100_000
HEADINGS = ("Name", "E-mail", "Tier", "Completed on")
LARGER = 10
"""How many times the rows, when memory is looked at."""


def measure(stages: Stages) -> Iterator[Finding]:
    """The writer of every export, then the export of a page."""
    floor, product = in_turn(ROUNDS, _by_hand, _through_exports)
    yield Finding.against(
        "P4", f"CSV of {ROWS:,} rows, core.exports", stages.kind, floor=floor, product=product, goal=at_most(3)
    )
    (first,) = in_turn(ROUNDS, _first_piece)
    share = Series(tuple(value / product.median for value in first.values))
    yield Finding.absolute("P4", f"CSV of {ROWS:,} rows, first byte", stages.kind, "of it", share, at_most(0.05))
    growth = Series((_peak(ROWS) / _peak(ROWS // LARGER),))
    yield Finding.absolute("P4", f"CSV memory, {LARGER} times the rows", stages.kind, "times", growth, at_most(1.2))
    yield _attendees(stages)
    floor, product = in_turn(WORKBOOK_ROUNDS, _workbook_by_hand, _workbook_through_exports)
    yield Finding.against(
        "P4", f"XLSX of {ROWS:,} rows, core.exports", stages.kind, floor=floor, product=product, goal=at_most(1.2)
    )


def _attendees(stages: Stages) -> Finding:
    stage = stages.base
    event = stage.cast.largest_event
    download = Request(f"/events/{event}/attendees.csv", stage.browser(stage.cast.coordinator))
    bare = Request(f"/attendees.csv?event={event.hex}")
    floor, product = in_turn(ROUNDS, lambda: times(stage.floor, [bare]), lambda: times(stage.product, [download]))
    return Finding.against(
        "P4",
        f"attendees.csv of {stage.scale.attendees:,}, HTTP",
        stage.kind,
        floor=floor,
        product=product,
        goal=at_most(3),
    )


def _rows(count: int) -> Iterator[tuple[str, str, int, str]]:
    for number in range(count):
        yield f"Person {number}", f"person{number}@example.org", number % 3 + 1, "2026-11-18"


def _by_hand() -> float:
    began = time.perf_counter()
    sink = io.StringIO()
    writer = csv.writer(sink)
    writer.writerow(HEADINGS)
    writer.writerows(_rows(ROWS))
    sink.getvalue().encode()
    return (time.perf_counter() - began) * MILLISECONDS


def _through_exports() -> float:
    began = time.perf_counter()
    for piece in csv_lines(HEADINGS, _rows(ROWS)):
        piece.encode()
    return (time.perf_counter() - began) * MILLISECONDS


def _workbook_by_hand() -> float:
    began = time.perf_counter()
    with Workbook(io.BytesIO(), {"constant_memory": True}) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate((HEADINGS, *_rows(ROWS))):
            sheet.write_row(number, 0, row)
    return (time.perf_counter() - began) * MILLISECONDS


def _workbook_through_exports() -> float:
    began = time.perf_counter()
    write_workbook(io.BytesIO(), HEADINGS, _rows(ROWS))
    return (time.perf_counter() - began) * MILLISECONDS


def _first_piece() -> float:
    began = time.perf_counter()
    next(csv_lines(HEADINGS, _rows(ROWS))).encode()
    return (time.perf_counter() - began) * MILLISECONDS


def _peak(rows: int) -> int:
    """The most memory that was held at once, in bytes."""
    tracemalloc.start()
    for piece in csv_lines(HEADINGS, _rows(rows)):
        piece.encode()
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return peak
