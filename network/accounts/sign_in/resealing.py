"""The secrets of authenticator apps are sealed anew where the settings have another key first."""

from __future__ import annotations

from flask import current_app
from sqlalchemy import select

from network.accounts.models import User
from network.accounts.sign_in.library import Codes
from network.core.actor import SystemActor
from network.core.database import db
from network.core.tenancy import scoped


def reseal_codes(system: SystemActor) -> int:
    """Seals each secret with the first key of the settings, so that the others can be taken out; how many it was."""
    codes: Codes = current_app.extensions["authenticator_codes"]
    having = scoped(select(User), system, User).where(User.tf_totp_secret.is_not(None))
    count = 0
    for user in db.session.scalars(having.execution_options(yield_per=500)):
        sealed = codes.sealed_anew(user.tf_totp_secret or "")
        if sealed is not None:
            user.tf_totp_secret, count = sealed, count + 1
    return count
