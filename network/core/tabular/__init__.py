"""Reading a table that somebody uploaded, whatever program wrote it, without trusting a byte of it.

Every import reads through here: CSV as any program writes it, Excel workbooks (.xlsx) and OpenDocument
spreadsheets (.ods). Answers are in plain words, because the person who sent the file has to act on them.
"""

from network.core.tabular.reading import read_rows, read_sheets, read_table
from network.core.tabular.table import DEFAULT_LIMITS, Limits, Row, Sheet, Table, TableUnreadable

__all__ = [
    "DEFAULT_LIMITS",
    "Limits",
    "Row",
    "Sheet",
    "Table",
    "TableUnreadable",
    "read_rows",
    "read_sheets",
    "read_table",
]
