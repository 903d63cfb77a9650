"""Alembic's way into the models. The connection is the owner's, handed over by `network db`."""

from __future__ import annotations

from typing import Any

from alembic import context
from alembic.autogenerate.api import AutogenContext

import network.app  # noqa: F401 - importing the features maps every model
from network.core.database import Base, UtcDateTime


def render_item(kind: str, item: Any, _autogen: AutogenContext) -> str | bool:
    """Our own column type is written as what it is in the database: a migration outlives the code."""
    if kind == "type" and isinstance(item, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    return False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
    render_item=render_item,
    compare_type=True,
    transaction_per_migration=False,
    process_revision_directives=context.config.attributes.get("process_revision_directives"),
)
with context.begin_transaction():
    context.run_migrations()
