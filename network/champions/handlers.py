"""What champions notice: that one of them held a session, took one back, or no longer holds the role."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, case, or_, update

from network.accounts.public import RoleEnded
from network.champions import service
from network.champions.models import Champion
from network.champions.vocabulary import ChampionState
from network.core.database import db
from network.core.permissions import Role
from network.core.tenancy import scoped, system_scope
from network.training.public import TrainingCompleted, TrainingWithdrawn


def count_session(news: TrainingCompleted) -> None:
    """One more session by this champion, so that a lead and the coordinator see who is busy and who could use help."""
    is_latest = or_(Champion.last_logged_on.is_(None), Champion.last_logged_on < news.held_on)
    _count(
        news.organisation_id,
        news.logged_by_id,
        sessions_logged=Champion.sessions_logged + 1,
        last_logged_on=case((is_latest, news.held_on), else_=Champion.last_logged_on),
    )


def uncount_session(news: TrainingWithdrawn) -> None:
    """One fewer: it was logged by mistake."""
    fewer = case((Champion.sessions_logged > 0, Champion.sessions_logged - 1), else_=0)
    _count(news.organisation_id, news.logged_by_id, sessions_logged=fewer)


def end_with_role(news: RoleEnded) -> None:
    """Somebody ended the role where people are kept: who no longer holds it is no champion any more.

    Where it has a last day to come, they are a champion until then: the worker sees to it (`jobs.py`).
    """
    if news.role is Role.CHAMPION:
        with system_scope(db.session(), "a champion's role ended") as system:
            service.end_with_role(system, news.at, user_id=news.user_id)


def _count(organisation_id: UUID, user_id: UUID | None, **values: ColumnElement[Any]) -> None:
    """Not an edit, so the row's version stays: nobody who is writing thanks at this moment is in its way."""
    with system_scope(db.session(), "whose session it was") as system:
        db.session.execute(
            scoped(update(Champion), system, Champion)
            .where(
                Champion.organisation_id == organisation_id,
                Champion.user_id == user_id,
                Champion.state == ChampionState.ACTIVE,
            )
            .values(**values)
            .execution_options(synchronize_session=False)
        )
