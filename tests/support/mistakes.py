"""What a tired developer could write: each mistake of the leak matrix (`B13`), by its name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import (
    Table,
    delete,
    exists,
    func,
    insert,
    literal,
    select,
    text,
    union,
    update,
)
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session, aliased, make_transient

from network.accounts.models import ApiToken, Invitation, Membership, User
from network.core.actor import Actor
from network.core.audit import AuditEntry
from network.core.crypto import DataKey
from network.core.database import db, new_id
from network.core.tenancy import scoped, unscoped
from network.organisations.models import Department

DEPARTMENT, TOKEN, MEMBERSHIP = Department.__table__, ApiToken.__table__, Membership.__table__
WATCHED: tuple[Table, ...] = (DEPARTMENT, TOKEN, MEMBERSHIP, Invitation.__table__)


@dataclass
class Stage:
    """What a mistake is made with: the session of `own`, and the keys of rows that belong to `other`."""

    session: Session
    actor: Actor
    stranger: Actor
    own: UUID
    other: UUID
    department_id: UUID
    token_id: UUID
    membership_id: UUID
    stranger_id: UUID
    detached: Department

    def theirs(self, rows: Any) -> int:
        """How many of these rows, or of their values, are the other organisation's."""
        return sum(1 for row in rows if self._is_theirs(row))

    def _is_theirs(self, row: Any) -> bool:
        foreign = {self.other, self.department_id, self.token_id, self.membership_id, self.stranger_id, "Their key"}
        values = [row] if isinstance(row, UUID | str) or hasattr(row, "__table__") else row
        shown = [getattr(value, "organisation_id", value) for value in values]
        return any(value in foreign for value in shown if isinstance(value, UUID | str))


Mistake = Callable[[Stage], int]
MISTAKES: dict[str, Mistake] = {}


def mistake(make: Mistake) -> Mistake:
    """Lists a mistake by its name."""
    MISTAKES[make.__name__] = make
    return make


def reading(name: str, statement: Callable[[Stage], Any]) -> None:
    """Lists a mistake that executes a select and looks at what came."""
    MISTAKES[name] = lambda stage: stage.theirs(stage.session.execute(statement(stage)).all())


def counting(name: str, statement: Callable[[Stage], Any], own: int) -> None:
    """Lists a mistake that reveals a number larger than the organisation's own."""
    MISTAKES[name] = lambda stage: int((stage.session.scalar(statement(stage)) or 0) > own)


def changing(name: str, change: Callable[[Stage], Any]) -> None:
    """Lists a mistake that writes; whether it went through is seen in the database afterwards."""

    def make(stage: Stage) -> int:
        change(stage)
        return 0

    MISTAKES[name] = make


# Selects that nobody scoped
reading("select_entity", lambda _: select(ApiToken))
reading("select_columns", lambda _: select(ApiToken.id, ApiToken.organisation_id))
reading("select_one_column", lambda _: select(ApiToken.label))
reading("select_core_table", lambda _: select(TOKEN))
reading("select_core_columns", lambda _: select(TOKEN.c.organisation_id))
reading("select_by_key", lambda s: select(ApiToken).where(ApiToken.id == s.token_id))
reading("select_network_shared", lambda _: select(Department.organisation_id))
reading("select_alias", lambda _: select(aliased(ApiToken).organisation_id))
reading("select_core_alias", lambda _: select(TOKEN.alias("t").c.organisation_id))
reading("select_distinct", lambda _: select(Membership.organisation_id).distinct())
reading("select_ordered_and_limited", lambda _: select(ApiToken.organisation_id).order_by(ApiToken.label).limit(9))
reading("select_people", lambda s: select(User.id).where(User.id == s.stranger_id))
reading("select_audit", lambda _: select(AuditEntry.chain_id))
reading("select_data_keys", lambda _: select(DataKey.owner_id))
reading("select_from_subquery", lambda _: select(select(ApiToken).subquery().c.organisation_id))
reading("select_from_cte", lambda _: select(select(ApiToken.organisation_id).cte("t").c.organisation_id))
reading("select_union", lambda _: union(select(ApiToken.organisation_id), select(Department.organisation_id)))
reading("select_literal_beside", lambda _: select(literal("x"), TOKEN.c.organisation_id))
reading("group_by", lambda _: select(ApiToken.organisation_id, func.count()).group_by(ApiToken.organisation_id))
reading("window_function", lambda _: select(ApiToken.organisation_id, func.row_number().over(order_by=ApiToken.label)))
reading(
    "scalar_subquery",
    lambda _: select(select(func.max(Department.id)).where(Department.name == "Housing 2").scalar_subquery()),
)

# Counts and existence
counting("count_all", lambda _: select(func.count()).select_from(ApiToken), own=1)
counting("count_column", lambda _: select(func.count(Department.id)), own=1)
counting("sum_of_theirs", lambda _: select(func.sum(Department.headcount)), own=40)
counting("exists", lambda s: select(exists().where(ApiToken.id == s.token_id)), own=0)
counting("exists_correlated", lambda s: select(select(ApiToken.id).where(ApiToken.id == s.token_id).exists()), own=0)

# A scoped table joined to one that was forgotten
reading(
    "join", lambda s: scoped(select(ApiToken.organisation_id).join(Membership, literal(1) == 1), s.actor, Membership)
)
reading(
    "outer_join",
    lambda s: scoped(
        select(ApiToken.id).select_from(Membership).outerjoin(ApiToken, literal(1) == 1), s.actor, Membership
    ),
)
reading("implicit_cross_join", lambda s: scoped(select(Membership.id, ApiToken.organisation_id), s.actor, Membership))
reading(
    "in_subquery",
    lambda s: (
        scoped(select(Membership.id), s.actor, Membership)
        .where(Membership.user_id.in_(select(ApiToken.user_id)))
        .add_columns(select(ApiToken.label).where(ApiToken.label == "Their key").scalar_subquery())
    ),
)
reading("mark_of_somebody_else", lambda s: scoped(select(ApiToken.organisation_id), s.stranger, ApiToken))
reading("entity_for_somebody_else", lambda s: scoped(select(ApiToken), s.stranger, ApiToken))
reading("unscoped_without_a_job", lambda _: unscoped(select(ApiToken), "because"))
reading(
    "outer_not_scoped_inner_is",
    lambda s: select(ApiToken.organisation_id).where(exists(scoped(select(Membership.id), s.actor, Membership))),
)


def _self_join(stage: Stage) -> Any:
    other = aliased(ApiToken)
    return scoped(select(other.organisation_id).join(ApiToken, literal(1) == 1), stage.actor, ApiToken)


reading("self_join_alias", _self_join)


def _mark_inside_or(stage: Stage) -> Any:
    marked = scoped(select(ApiToken.organisation_id), stage.actor, ApiToken)
    (mark,) = marked._where_criteria
    return select(ApiToken.organisation_id).where(mark | (literal(1) == 1))


reading("mark_inside_or", _mark_inside_or)


@mistake
def get_by_key(stage: Stage) -> int:
    return int(stage.session.get(ApiToken, stage.token_id) is not None)


@mistake
def get_one(stage: Stage) -> int:
    return int(stage.session.get_one(Department, stage.department_id) is not None)


@mistake
def legacy_query(stage: Stage) -> int:
    return stage.theirs(stage.session.query(ApiToken).all())


@mistake
def legacy_query_count(stage: Stage) -> int:
    return int(stage.session.query(ApiToken).count() > 1)


@mistake
def scalars_streamed(stage: Stage) -> int:
    return stage.theirs(stage.session.scalars(select(ApiToken).execution_options(yield_per=10)))


@mistake
def export_rows(stage: Stage) -> int:
    return stage.theirs(row["label"] for row in stage.session.execute(select(*TOKEN.c)).yield_per(5).mappings())


@mistake
def raw_sql(stage: Stage) -> int:
    return stage.theirs(stage.session.execute(text("SELECT label FROM api_token")).all())


@mistake
def raw_sql_on_the_connection(stage: Stage) -> int:
    return stage.theirs(stage.session.connection().execute(text("SELECT label FROM api_token")).all())


@mistake
def driver_sql(stage: Stage) -> int:
    return stage.theirs(stage.session.connection().exec_driver_sql("SELECT label FROM api_token").all())


@mistake
def core_select_on_the_connection(stage: Stage) -> int:
    return stage.theirs(stage.session.connection().execute(select(TOKEN.c.label)).all())


@mistake
def engine_of_its_own(_stage: Stage) -> int:
    with db.engine.connect() as connection:
        return int("Their key" in set(connection.execute(select(TOKEN.c.label)).scalars()))


@mistake
def insert_from_select(stage: Stage) -> int:
    stage.session.execute(
        insert(ApiToken).from_select(
            ["id", "organisation_id", "user_id", "label", "token_hash", "scopes", "made_at", "expires_at"],
            select(
                literal(new_id()),
                literal(stage.own),
                literal(stage.actor.user_id),
                ApiToken.label,
                literal("copied"),
                ApiToken.scopes,
                ApiToken.made_at,
                ApiToken.expires_at,
            ).where(ApiToken.id == stage.token_id),
        )
    )
    stage.session.flush()
    copied = scoped(select(ApiToken.label), stage.actor, ApiToken).where(ApiToken.token_hash == "copied")
    return stage.theirs(stage.session.execute(copied).all())


@mistake
def refresh_of_a_detached_row(stage: Stage) -> int:
    stage.session.add(stage.detached)
    stage.session.refresh(stage.detached)
    return int(stage.detached.name == "Housing 2")


def _department(organisation_id: UUID) -> Department:
    return Department(id=new_id(), organisation_id=organisation_id, name="Planted")


def _change_detached(stage: Stage) -> None:
    stage.session.add(stage.detached)
    stage.detached.name = "Changed"


def _move(stage: Stage, found: Department | None, to: UUID) -> None:
    assert found is not None
    found.organisation_id = to


def _transient(stage: Stage) -> None:
    make_transient(stage.detached)
    stage.detached.name = "Changed"
    stage.session.merge(stage.detached)


def _own_department(stage: Stage) -> Department:
    return stage.session.scalars(scoped(select(Department), stage.actor, Department)).one()


# Writes
changing("insert_for_them", lambda s: s.session.add(_department(s.other)))
changing("insert_all_for_them", lambda s: s.session.add_all([_department(s.own), _department(s.other)]))
changing(
    "insert_core_for_them",
    lambda s: s.session.execute(
        insert(DEPARTMENT), [{"id": new_id(), "organisation_id": s.other, "name": "Planted", "version": 1}]
    ),
)
changing(
    "insert_values_for_them",
    lambda s: s.session.execute(
        insert(Department).values(id=new_id(), organisation_id=s.other, name="Planted", version=1)
    ),
)
changing(
    "insert_bulk_for_them",
    lambda s: s.session.execute(
        insert(Department), [{"id": new_id(), "organisation_id": s.other, "name": "Planted", "version": 1}]
    ),
)
changing("bulk_save", lambda s: s.session.bulk_save_objects([_department(s.other)]))
changing(
    "bulk_insert_mappings",
    lambda s: s.session.bulk_insert_mappings(
        Department, [{"id": new_id(), "organisation_id": s.other, "name": "Planted", "version": 1}]
    ),
)
changing(
    "insert_on_the_connection",
    lambda s: s.session.connection().execute(
        insert(DEPARTMENT), [{"id": new_id(), "organisation_id": s.other, "name": "Planted", "version": 1}]
    ),
)
changing("update_all", lambda s: s.session.execute(update(Department).values(name="Changed")))
changing(
    "update_by_key",
    lambda s: s.session.execute(update(Department).where(Department.id == s.department_id).values(name="Changed")),
)
changing(
    "update_core",
    lambda s: s.session.execute(update(DEPARTMENT).where(DEPARTMENT.c.id == s.department_id).values(name="Changed")),
)
changing(
    "update_bulk_by_key",
    lambda s: s.session.execute(update(Department), [{"id": s.department_id, "name": "Changed", "version": 1}]),
)
changing(
    "bulk_update_mappings",
    lambda s: s.session.bulk_update_mappings(Department, [{"id": s.department_id, "name": "Changed", "version": 1}]),
)
changing(
    "update_on_the_connection", lambda s: s.session.connection().execute(update(DEPARTMENT).values(name="Changed"))
)
changing("move_ours_to_them", lambda s: _move(s, _own_department(s), s.other))
changing(
    "move_by_update",
    lambda s: s.session.execute(
        scoped(update(Department), s.actor, Department).values(organisation_id=s.other, name="Planted", version=1)
    ),
)
changing("take_theirs", lambda s: (s.session.add(s.detached), _move(s, s.detached, s.own)))
changing("dirty_detached", _change_detached)
changing("merge_transient", _transient)
changing("delete_all", lambda s: s.session.execute(delete(ApiToken)))
changing("delete_by_key", lambda s: s.session.execute(delete(ApiToken).where(ApiToken.id == s.token_id)))
changing("delete_detached", lambda s: s.session.delete(s.detached))
changing("delete_core", lambda s: s.session.execute(delete(TOKEN)))
changing("legacy_query_update", lambda s: s.session.query(Department).update({"name": "Changed"}))
changing("legacy_query_delete", lambda s: s.session.query(ApiToken).delete())


def _after_a_failed_flush(stage: Stage) -> None:
    stage.session.add(_department(stage.own))
    stage.session.flush()
    duplicate = _department(stage.own)
    stage.session.add(duplicate)
    with pytest.raises(SQLAlchemyError):
        stage.session.flush()
    stage.session.rollback()
    stage.session.connection().execute(update(DEPARTMENT).values(name="Changed"))


changing("after_a_failed_flush", _after_a_failed_flush)
