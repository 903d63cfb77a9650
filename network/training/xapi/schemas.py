"""What systems that speak xAPI send beside a statement, and what they are told."""

from __future__ import annotations

from marshmallow import Schema, fields


class StatementIdSchema(Schema):
    """Under which id a statement is kept."""

    statementId = fields.UUID(  # noqa: N815 - the standard's own name
        required=True, metadata={"description": "The sender’s own id of the statement, a UUID."}
    )


class AboutSchema(Schema):
    """Which versions of the standard are understood."""

    version = fields.List(fields.String(), required=True)
