"""`make migration MESSAGE=...`: the difference between the migrations and the models, as a new migration.

Written against a scratch SQLite database. What it cannot see are the policies of new guarded tables: those it adds
as literal SQL, because a migration is to say for ever what it said when it was written.
"""

# ruff: noqa: T201 - a script talks to whoever started it

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from alembic import command
from alembic.operations import ops
from sqlalchemy.engine import Connection

from network.core import migrations
from network.core.row_security import policy_statements
from network.core.schema import owner_engine
from network.core.tripwire import guards


def write(message: str) -> str:
    """Writes the migration and returns its path."""
    with tempfile.TemporaryDirectory() as folder:
        engine = owner_engine(f"sqlite:///{folder}/scratch.sqlite")
        with engine.begin() as connection:
            if migrations.head() is not None:
                migrations.upgrade(connection)
            script = _revision(connection, message)
        engine.dispose()
    return script


def _revision(connection: Connection, message: str) -> str:
    number = f"{int(migrations.head() or 0) + 1:04d}"
    config = migrations.configuration(connection)
    made: list[str] = []

    def note_tables(_context: object, _revision: object, directives: list[ops.MigrationScript]) -> None:
        made.extend(op.table_name for op in _operations(directives[0].upgrade_ops) if isinstance(op, ops.CreateTableOp))

    config.attributes["process_revision_directives"] = note_tables
    script = command.revision(config, message, autogenerate=True, rev_id=number)
    path = Path(script.path)  # type: ignore[union-attr]
    text = path.read_text(encoding="utf-8")
    path.write_text(text + _policies(sorted(made)), encoding="utf-8")
    return str(path)


def _operations(container: object) -> Iterator[object]:
    for operation in getattr(container, "ops", []):
        yield operation
        yield from _operations(operation)


def _policies(tables: list[str]) -> str:
    known = guards()
    statements = [line for table in tables if table in known for line in policy_statements(table, known[table])]
    if not statements:
        return ""
    listed = "\n".join(f"    {statement!r}," for statement in statements)
    return (
        "\n\nPOLICIES = (\n"
        + listed
        + "\n)\n\n\ndef add_policies() -> None:\n"
        + '    """Row-level security for the tables made above."""\n'
        + '    if op.get_bind().dialect.name == "postgresql":\n'
        + "        for statement in POLICIES:\n            op.execute(sa.text(statement))\n"
    )


if __name__ == "__main__":
    print(write(" ".join(sys.argv[1:])))
