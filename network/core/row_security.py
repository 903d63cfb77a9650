"""PostgreSQL's own guard: row-level security policies made from the models' guards, and the application's role."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from network.core.tenancy import Guard
from network.core.tripwire import guards

APPEND_ONLY = ("audit_entry",)
"""Tables that the application adds to and reads, and never changes (`B27`)."""


def policy_statements(table: str, guard: Guard) -> Iterator[str]:
    """The statements that put one table under row-level security, for its owner too."""
    yield f'ALTER TABLE "{table}" ENABLE ROW LEVEL SECURITY'
    yield f'ALTER TABLE "{table}" FORCE ROW LEVEL SECURITY'
    reads, writes = guard.sql_reads, guard.sql_writes
    yield f'CREATE POLICY {table}_read ON "{table}" FOR SELECT USING ({reads})'
    yield f'CREATE POLICY {table}_add ON "{table}" FOR INSERT WITH CHECK ({writes})'
    yield f'CREATE POLICY {table}_change ON "{table}" FOR UPDATE USING ({writes}) WITH CHECK ({writes})'
    yield f'CREATE POLICY {table}_remove ON "{table}" FOR DELETE USING ({writes})'


def all_policy_statements() -> Iterator[str]:
    """Every guarded table's policies, by table name."""
    for table, guard in sorted(guards().items()):
        yield from policy_statements(table, guard)


def grant_statements(role: str, tables: Sequence[str]) -> Iterator[str]:
    """What the application's own role may do: read and write rows, and only add to the append-only tables."""
    yield f'GRANT USAGE ON SCHEMA public TO "{role}"'
    for table in tables:
        rights = "SELECT, INSERT" if table in APPEND_ONLY else "SELECT, INSERT, UPDATE, DELETE"
        yield f'REVOKE ALL ON "{table}" FROM "{role}"'
        yield f'GRANT {rights} ON "{table}" TO "{role}"'
    yield f'GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO "{role}"'
