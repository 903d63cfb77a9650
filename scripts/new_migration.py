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
from network.core.schema import migrating_engine
from network.core.tripwire import guards


def write(message: str) -> str:
    """Writes the migration and returns its path."""
    with tempfile.TemporaryDirectory() as folder:
        engine = migrating_engine(f"sqlite:///{folder}/scratch.sqlite")
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
    path.write_text(with_policies(path.read_text(encoding="utf-8"), sorted(made)), encoding="utf-8")
    return str(path)


def _operations(container: object) -> Iterator[object]:
    for operation in getattr(container, "ops", []):
        yield operation
        yield from _operations(operation)


def with_policies(text: str, tables: list[str]) -> str:
    """The migration with the policies of its new guarded tables: put on last, taken off first."""
    known = guards()
    statements = [line for table in tables if table in known for line in policy_statements(table, known[table])]
    if not statements:
        return text
    listed = "\n".join(f"    {statement!r}," for statement in statements)
    before, after = text.split("\n\n\ndef downgrade() -> None:\n", 1)
    docstring, rest = after.split("\n", 1)
    return (
        f"{before.rstrip()}\n    add_policies()\n\n\n"
        f"def downgrade() -> None:\n{docstring}\n    remove_policies()\n{rest}"
        f"{FUNCTIONS.format(listed=listed)}"
    )


FUNCTIONS = '''

POLICIES = (
{listed}
)


def add_policies() -> None:
    """Row-level security for the tables made above."""
    if op.get_bind().dialect.name == "postgresql":
        for statement in POLICIES:
            op.execute(sa.text(statement))


def remove_policies() -> None:
    """A table goes only when no policy of another looks at it."""
    if op.get_bind().dialect.name == "postgresql":
        for statement in POLICIES:
            if statement.startswith("CREATE POLICY"):
                name, table = statement.split()[2], statement.split()[4]
                op.execute(sa.text(f"DROP POLICY {{name}} ON {{table}}"))
'''


if __name__ == "__main__":
    print(write(" ".join(sys.argv[1:])))
