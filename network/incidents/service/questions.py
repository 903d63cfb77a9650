"""A few questions after the end: a turn to answer, spent as it is used, and an answer that is nobody’s (LE-7)."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID, uuid4

from sqlalchemy import delete, select

from network.core import crypto
from network.core.actor import Actor
from network.core.clock import LONDON, Clock, local_date
from network.core.database import db
from network.core.errors import Conflict, NotFound
from network.core.suppression import quarter_of
from network.core.tenancy import scoped, system_scope
from network.incidents.models import QuestionnaireAnswer, QuestionnaireTurn, Referral
from network.incidents.queries.people import names_of
from network.incidents.queries.questions import has_turn
from network.incidents.queries.referrals import get_sent_referral
from network.incidents.rules.questions import Question, Reply, check_words
from network.incidents.rules.readers import Capacity
from network.incidents.sealing import read_particulars
from network.incidents.service.steps import note


def open_turn(referral: Referral, clock: Clock) -> None:
    """Support has ended: its person may answer, once. Whoever ended it is not to read whether they did."""
    with system_scope(db.session(), "a person may answer a few questions") as system:
        turns = scoped(select(QuestionnaireTurn), system, QuestionnaireTurn)
        turn = db.session.scalars(turns.where(QuestionnaireTurn.referral_id == referral.id)).one_or_none()
        if turn is None:
            turn = QuestionnaireTurn(id=uuid4(), organisation_id=referral.organisation_id, referral_id=referral.id)
            db.session.add(turn)
        turn.opened_on = local_date(clock.now(), LONDON)
        db.session.flush()


def open_questions(actor: Actor, referral_id: UUID, clock: Clock) -> None:
    """The page with the questions. NotFound where there are none to answer, for whatever reason."""
    referral = get_sent_referral(actor, Capacity.STAFF_MEMBER, referral_id)
    if not has_turn(actor, referral.id):
        raise NotFound()
    note(actor, referral, "questions-opened", clock)


def answer_questions(
    actor: Actor, referral_id: UUID, replies: Mapping[Question, Reply], words: str, clock: Clock
) -> None:
    """Keeps what somebody answers and forgets in the same moment who it was.

    Raises RuleBroken on `words` where they name somebody or may, Conflict where the turn is spent.
    """
    referral = get_sent_referral(actor, Capacity.STAFF_MEMBER, referral_id)
    check_words(words, _names_round(referral))
    _spend(actor, referral, clock)
    quarter = quarter_of(local_date(clock.now(), LONDON))
    answer = QuestionnaireAnswer(
        id=uuid4(),
        organisation_id=referral.organisation_id,
        year=quarter.year,
        quarter=quarter.number,
        **{question.value: replies[question] for question in Question},
    )
    if words:
        answer.words_sealed = crypto.seal(words, answer.place, clock)
    db.session.add(answer)


def leave_questions(actor: Actor, referral_id: UUID, clock: Clock) -> None:
    """Would rather not. What is noted of it is the same as of an answer. Conflict where the turn is spent."""
    _spend(actor, get_sent_referral(actor, Capacity.STAFF_MEMBER, referral_id), clock)


def _spend(actor: Actor, referral: Referral, clock: Clock) -> None:
    """In the transaction of the answer: of two at once, one finds a turn."""
    spent = scoped(delete(QuestionnaireTurn), actor, QuestionnaireTurn).where(
        QuestionnaireTurn.organisation_id == referral.organisation_id, QuestionnaireTurn.referral_id == referral.id
    )
    if db.session.execute(spent.returning(QuestionnaireTurn.id)).first() is None:
        raise Conflict("These questions are done with. Thank you. There is nothing more to answer.")
    note(actor, referral, "questions-closed", clock)


def _names_round(referral: Referral) -> list[str]:
    said = read_particulars(referral, Capacity.STAFF_MEMBER)
    known = names_of(
        people=[
            referral.staff_user_id,
            referral.referrer_user_id,
            referral.successor_user_id,
            referral.therapist_user_id,
        ]
    )
    return [name for name in (said.staff_name, said.manager_name, *known.values()) if name]
