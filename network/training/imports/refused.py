"""The rows to mend: the file's own, with what to do beside each, ready to be sent again."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Mapping

from network.core.exports import csv_lines
from network.core.tabular import read_rows
from network.training.exports.reading import LIMITS, Source
from network.training.exports.recognition import WHAT_TO_DO, Layout
from network.training.imports.outcome import Refusal


def refused_rows(source: Source, layout: Layout, refused: Iterable[Refusal]) -> bytes:
    """The rows that were refused, under the file's headings, as a compressed CSV file; empty where there are none."""
    why = dict(refused)
    if not why:
        return b""
    packed = zlib.compressobj()
    parts = [
        packed.compress(piece.encode("utf-8", "replace"))
        for piece in csv_lines([*layout.headings, WHAT_TO_DO], _rows(source, layout, why))
    ]
    return b"".join([*parts, packed.flush()])


def _rows(source: Source, layout: Layout, why: Mapping[int, str]) -> Iterator[list[str]]:
    width = len(layout.headings)
    for row in read_rows(source, LIMITS, layout.sheet):
        if row.number in why:
            yield [*row.cells[:width], *[""] * (width - len(row.cells)), why[row.number]]
