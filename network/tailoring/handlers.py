"""What tailored training notices: that somebody no longer holds a role in which they could give it."""

from __future__ import annotations

from network.accounts.public import RoleEnded
from network.core.clock import FrozenClock
from network.core.database import db
from network.core.tenancy import system_scope
from network.tailoring.permissions import GIVERS
from network.tailoring.service.releasing import release_over


def release_with_role(news: RoleEnded) -> None:
    """Their offer goes, what they were asked or had agreed to is open again, and whoever asked is told.

    It is no open step of theirs: that would keep somebody from stepping down who wants to (U15). Where the role has
    a last day to come, the worker sees to it then (`jobs.py`).
    """
    if news.role in GIVERS:
        with system_scope(db.session(), "somebody gives no training any more") as system:
            release_over(system, FrozenClock(news.at), news.user_id)
