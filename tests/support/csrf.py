"""A form's protection without its page, for posts by people who are shown no such form."""

from __future__ import annotations

from typing import Any

from itsdangerous import URLSafeTimedSerializer

from tests.support.client import Client, Page

RAW = "a token of a test"


def csrf_token(client: Client) -> str:
    """The token that this client's forms would carry."""
    app = client.raw.application
    with client.raw.session_transaction() as session:
        session["csrf_token"] = RAW
    return str(URLSafeTimedSerializer(app.secret_key, salt="wtf-csrf-token").dumps(RAW))


def press(client: Client, path: str, data: dict[str, Any] | None = None) -> Page:
    """Posts as if from a page of its own; any status."""
    return Page(client.raw.post(path, data={**(data or {}), "csrf_token": csrf_token(client)}))
