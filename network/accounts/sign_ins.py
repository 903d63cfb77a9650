"""Ending sign-ins: every browser of a person at once (`B6`)."""

from __future__ import annotations

import secrets

from network.accounts.models import User
from network.core.database import db
from network.core.tenancy import system_scope


def new_uniquifier() -> str:
    """A new name for the sign-ins of a person; 256 bits."""
    return secrets.token_hex(32)


def end_all_sign_ins(user: User) -> None:
    """From the commit on, no browser that was signed in as this person is (`B6`).

    Called when they sign out or change their password, when their account is closed, and when they lose a role.
    """
    with system_scope(db.session(), "the end of a person's sign-ins"):
        user.fs_uniquifier = new_uniquifier()
