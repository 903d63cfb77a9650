"""Forgetting what invited somebody, and what let their programs in, once it has been over for long."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from sqlalchemy import delete, or_

from network.accounts.models import ApiToken, Invitation
from network.core.clock import Clock
from network.core.database import db
from network.core.tenancy import scoped, system_scope

KEPT: Final = timedelta(days=365)
"""Long enough to say to whoever opens an old letter that it was used, or is over."""


def forget_invitations_and_keys(clock: Clock) -> None:
    """Job: deletes invitations that ran out a year ago, answered or not, and keys that ended a year ago (`B30`).

    An invitation holds the name and address of somebody who may never have come; that it was sent is the audit's to
    tell.
    """
    last = clock.now() - KEPT
    with system_scope(db.session(), "invitations and keys that are long over") as system:
        db.session.execute(scoped(delete(Invitation), system, Invitation).where(Invitation.expires_at <= last))
        ended = or_(ApiToken.expires_at <= last, ApiToken.revoked_at <= last)
        db.session.execute(scoped(delete(ApiToken), system, ApiToken).where(ended))
