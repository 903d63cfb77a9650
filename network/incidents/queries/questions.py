"""What was answered to the questions after the end: in sums, and in words where enough answered (B17)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from sqlalchemy import Select, false, func, select, tuple_

from network.core import crypto
from network.core.actor import Actor
from network.core.database import db
from network.core.suppression import Quarter
from network.core.tenancy import scoped
from network.incidents.models import QuestionnaireAnswer, QuestionnaireTurn
from network.incidents.permissions import IncidentPermission
from network.incidents.rules.questions import QUARTERS_KEPT, Question, Reply, Told, is_told, tell

_REPLIES = tuple(getattr(QuestionnaireAnswer, question.value) for question in Question)


def visible_answers(actor: Actor) -> Select[QuestionnaireAnswer]:
    """The one statement of whose answers are read: those of an incident lead’s own organisation, and by sums alone."""
    answers = scoped(select(QuestionnaireAnswer), actor, QuestionnaireAnswer).where(
        QuestionnaireAnswer.organisation_id == actor.organisation_id
    )
    return answers if actor.can(IncidentPermission.PASS_ON) else answers.where(false())


def has_turn(actor: Actor, referral_id: UUID) -> bool:
    """Whether the person whom a referral was about, who is shown it, may still answer."""
    turns = scoped(select(QuestionnaireTurn.id), actor, QuestionnaireTurn)
    return db.session.scalar(turns.where(QuestionnaireTurn.referral_id == referral_id)) is not None


def list_told(actor: Actor, today: date) -> list[Told]:
    """What may be told of the quarters that have ended, the latest first. One query."""
    counted = visible_answers(actor).with_only_columns(
        QuestionnaireAnswer.year, QuestionnaireAnswer.quarter, *_REPLIES, func.count()
    )
    counted = counted.group_by(QuestionnaireAnswer.year, QuestionnaireAnswer.quarter, *_REPLIES)
    by_quarter: dict[Quarter, dict[tuple[Reply, ...], int]] = {}
    for year, number, *replies, count in db.session.execute(counted):
        by_quarter.setdefault(Quarter(year, number), {})[tuple(replies)] = count
    ended = sorted((each for each in by_quarter if is_told(each, today)), reverse=True)
    return [tell(quarter, by_quarter[quarter]) for quarter in ended[:QUARTERS_KEPT]]


def list_words(actor: Actor, told: Iterable[Told]) -> dict[Quarter, list[str]]:
    """What was written in each quarter in which 8 or more answered, by random keys and so in no order. Two queries."""
    quarters = [each.quarter for each in told if each.has_words]
    written = visible_answers(actor).where(
        tuple_(QuestionnaireAnswer.year, QuestionnaireAnswer.quarter).in_([tuple(each) for each in quarters]),
        QuestionnaireAnswer.words_sealed.is_not(None),
    )
    rows = db.session.scalars(written.order_by(QuestionnaireAnswer.id)).all() if quarters else []
    opened = crypto.unseal_all({each.place: each.words_sealed for each in rows if each.words_sealed is not None})
    found: dict[Quarter, list[str]] = {}
    for row in rows:
        found.setdefault(Quarter(row.year, row.quarter), []).append(opened[row.place])
    return found
