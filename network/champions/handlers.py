"""What champions notice: that one of them held a session, took one back, or no longer holds the role."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select

from network.accounts.public import RoleEnded
from network.champions import service
from network.champions.models import Champion
from network.champions.vocabulary import ChampionState
from network.core.database import db
from network.core.permissions import Role
from network.core.request import current_clock
from network.core.tenancy import scoped, system_scope
from network.training.public import TrainingCompleted, TrainingWithdrawn


def count_session(news: TrainingCompleted) -> None:
    """One more session by this champion, so that a lead and the coordinator see who is busy and who could use help."""
    champion = _find_active(news.organisation_id, news.logged_by_id)
    if champion is not None:
        champion.sessions_logged += 1
        champion.last_logged_on = max(champion.last_logged_on or news.held_on, news.held_on)


def uncount_session(news: TrainingWithdrawn) -> None:
    """One fewer: it was logged by mistake."""
    champion = _find_active(news.organisation_id, news.logged_by_id)
    if champion is not None:
        champion.sessions_logged = max(0, champion.sessions_logged - 1)


def end_with_role(news: RoleEnded) -> None:
    """Somebody ended the role where people are kept: who no longer holds it is no champion any more.

    Where it has a last day to come, they are a champion until then: the worker sees to it (`jobs.py`).
    """
    if news.role is Role.CHAMPION:
        with system_scope(db.session(), "a champion's role ended") as system:
            service.end_with_role(system, current_clock(), user_id=news.user_id)


def _find_active(organisation_id: UUID, user_id: UUID | None) -> Champion | None:
    with system_scope(db.session(), "whose session it was") as system:
        return db.session.scalars(
            scoped(select(Champion), system, Champion)
            .where(
                Champion.organisation_id == organisation_id,
                Champion.user_id == user_id,
                Champion.state == ChampionState.ACTIVE,
            )
            .with_for_update()
        ).first()
