"""Saying how a session was, once a link and without a name; and saying what the themes of the words are."""

from __future__ import annotations

from datetime import datetime, time
from uuid import UUID, uuid4

from sqlalchemy import Select, delete, select, update

from network.core import audit, crypto
from network.core.actor import Actor, SystemActor
from network.core.clock import LONDON, Clock, in_utc
from network.core.database import db
from network.core.errors import Conflict
from network.core.tenancy import scoped, system_scope
from network.core.text import several_lines
from network.training.delivery import feedback
from network.training.delivery.feedback import Said
from network.training.delivery.links import LinkUnusable, Purpose, hash_of
from network.training.delivery.models import AnswerLink, SessionAnswer
from network.training.delivery.queries.answers import get_line
from network.training.delivery.queries.sessions import Coming, find_line, find_session
from network.training.delivery.vocabulary import Occasion

PERSON = "somebody says how a session was, without a name"


def read_question(token: str, clock: Clock) -> tuple[Coming, Occasion]:
    """The session that somebody is asked about, and what. Raises LinkUnusable."""
    with system_scope(db.session(), PERSON) as system:
        link = _usable(db.session.scalars(_links(system, token)).first(), clock)
        return find_line(system, link.session_id), link.occasion


def answer(token: str, said: Said, clock: Clock) -> None:
    """Keeps what somebody says, and uses their link up: of several at once one succeeds, and none is taken back.

    Nothing is kept of who it was, and no time but the day. RuleBroken names the question. Raises LinkUnusable.
    """
    with system_scope(db.session(), PERSON) as system:
        link = _usable(db.session.scalars(_links(system, token).with_for_update()).first(), clock)
        words = several_lines(said.words)
        feedback.check_said(said, link.occasion)
        session = find_session(system, link.session_id)
        is_after = link.occasion is Occasion.AFTER
        row = SessionAnswer(
            id=uuid4(),
            organisation_id=session.organisation_id,
            session_id=session.id,
            course_id=session.course_id,
            occasion=link.occasion,
            clear=said.clear if is_after else None,
            safe=said.safe if is_after else None,
            useful=said.useful if is_after else None,
            change=None if is_after else said.change,
            themes=[],
            answered_on=clock.today(),
        )
        row.words_sealed = crypto.seal(words, row.words_place(), clock) if words else None
        db.session.add(row)
        db.session.delete(link)
        db.session.flush()
        # Which answer it was, and at what time, stands nowhere.
        at = in_utc(datetime.combine(clock.today(), time(), LONDON))
        action, of = "delivery.answer.given", session.organisation_id
        audit.record(system, at, action, "scheduled_session", session.id, organisation_id=of)


def tag_line(actor: Actor, answer_id: UUID, themes: str, seen_version: int, clock: Clock) -> SessionAnswer:
    """Says which themes somebody's words have. RuleBroken names `themes`. Raises NotFound, and Conflict where stale."""
    row = get_line(actor, answer_id).answer
    found = feedback.read_themes(themes)
    if row.version != seen_version:
        raise Conflict(yours={"Themes": ", ".join(found)}, theirs={"Themes": ", ".join(row.themes)})
    row.themes = found
    db.session.flush()
    audit.record(
        actor,
        clock.now(),
        "delivery.answer.tagged",
        "session_answer",
        row.id,
        organisation_id=row.organisation_id,
        changes={"themes": found},
    )
    return row


def forget_answers(system: SystemActor, clock: Clock) -> None:
    """Removes words a year after they were written, and links that nobody used (`B30`). The figures stay."""
    old = scoped(update(SessionAnswer), system, SessionAnswer).where(
        SessionAnswer.answered_on <= clock.today() - feedback.WORDS_KEPT, SessionAnswer.words_sealed.is_not(None)
    )
    db.session.execute(old.values(words_sealed=None).execution_options(synchronize_session=False))
    db.session.execute(scoped(delete(AnswerLink), system, AnswerLink).where(AnswerLink.ends_on < clock.today()))


def _links(system: SystemActor, token: str) -> Select[AnswerLink]:
    return scoped(select(AnswerLink), system, AnswerLink).where(AnswerLink.token_hash == hash_of(Purpose.ANSWER, token))


def _usable(link: AnswerLink | None, clock: Clock) -> AnswerLink:
    if link is None or link.ends_on < clock.today():
        raise LinkUnusable
    return link
