"""Opening sheets, closing them, and putting their lines right."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from network.core import audit
from network.core.actor import Actor, Anyone
from network.core.clock import Clock, local_date
from network.core.database import db, new_id
from network.core.errors import NotFound, RuleBroken
from network.training import queries as training
from network.training import rules as training_rules
from network.training.delivery.queries.sessions import get_to_run, parts_of
from network.training.delivery.rules import not_today
from network.training.delivery.vocabulary import SessionState
from network.training.roster import Roster, in_words
from network.training.signing import codes, queries, rules
from network.training.signing.models import SheetLine, SignInSheet
from network.training.vocabulary import Mode


def open_sheet(
    actor: Actor, *, course_id: UUID, held_on: date, mode: Mode, minutes: int | None, place: str, clock: Clock
) -> SignInSheet:
    """Opens a sheet for a session of the actor's organisation, today or on a day soon.

    `minutes` is by default the course's length. RuleBroken names `course`, `held_on`, `mode`, `hours` or `place`.
    """
    course = training.get_course(actor, course_id)
    rules.check_day(held_on, clock.now())
    training_rules.check_course(is_open=course.is_open, modes=course.modes, mode=mode)
    training_rules.check_minutes(minutes if minutes is not None else course.minutes)
    training_rules.check_place(place)
    sheet = SignInSheet(
        course_id=course.id,
        held_on=held_on,
        mode=mode,
        minutes=minutes if minutes is not None else course.minutes,
        place=place,
    )
    return _open(actor, sheet, clock, {"course": course.code, "held_on": held_on.isoformat()})


def open_sheet_of(actor: Actor, session_id: UUID, part: int, clock: Clock) -> SignInSheet:
    """Opens the sheet of one part of a session to come, for those who hold it; the one that there is, where there is.

    Raises NotFound, NotAllowed for a colleague's session, and RuleBroken for one that is over, cancelled or recorded.
    """
    session = get_to_run(actor, session_id, lock=True)
    parts = parts_of([session.id])[session.id]
    if not 1 <= part <= len(parts):
        raise NotFound("This session has no such day.")
    span = parts[part - 1]
    is_over = clock.now() >= rules.window_of_part(span.starts_at, span.ends_at).closes_at
    if session.state is SessionState.CANCELLED or session.recorded_at is not None or is_over:
        raise not_today()
    there = queries.find_sheet_of(actor, session_id, part)
    if there is not None:
        return open_again(actor, there.id, clock)
    sheet = SignInSheet(
        course_id=session.course_id,
        held_on=local_date(span.starts_at),
        mode=session.mode,
        minutes=max(1, int((span.ends_at - span.starts_at).total_seconds() // 60)),
        place=session.place,
        scheduled_id=session.id,
        part=part,
    )
    return _open(actor, sheet, clock, {"session": str(session.id), "part": part})


def _open(actor: Actor, sheet: SignInSheet, clock: Clock, changes: Mapping[str, object]) -> SignInSheet:
    sheet.id, sheet.organisation_id = new_id(), actor.organisation_id
    sheet.opened_by_id, sheet.opened_at = actor.user_id, clock.now()
    codes.give(sheet, clock)
    db.session.add(sheet)
    db.session.flush()
    record(actor, "opened", sheet, clock, changes)
    return sheet


def close_sheet(actor: Actor, sheet_id: UUID, clock: Clock) -> SignInSheet:
    """Nobody signs any more, until it is opened again. Twice is as good as once. Raises NotFound."""
    sheet = queries.get_sheet(actor, sheet_id, lock=True)
    if sheet.closed_at is None:
        sheet.closed_at = clock.now()
        db.session.flush()
        record(actor, "closed", sheet, clock)
    return sheet


def open_again(actor: Actor, sheet_id: UUID, clock: Clock) -> SignInSheet:
    """Lets people sign again, with the same code. Twice is as good as once. Raises NotFound; RuleBroken once logged."""
    sheet = queries.get_sheet(actor, sheet_id, lock=True)
    check_not_logged(sheet)
    if sheet.closed_at is not None:
        sheet.closed_at = None
        db.session.flush()
        record(actor, "opened_again", sheet, clock)
    return sheet


def check_not_logged(sheet: SignInSheet) -> None:
    """RuleBroken for a sheet that has become a session."""
    if sheet.logged_at is not None:
        raise RuleBroken(None, "This sheet is logged already, so it stays as it is.", routes=rules.ROUTES[:1])


def strike_out(actor: Actor, sheet_id: UUID, line_id: UUID, clock: Clock) -> SignInSheet:
    """Takes a line out. Twice is as good as once. Raises NotFound for a sheet that is not the actor's."""
    sheet = queries.get_sheet(actor, sheet_id, lock=True)
    line = queries.get_line(actor, sheet.id, line_id)
    if line is not None:
        db.session.delete(line)
        db.session.flush()
        record(actor, "struck_out", sheet, clock, {"by_hand": line.by_hand})
    return sheet


def add_people(actor: Actor, sheet_id: UUID, roster: Roster, clock: Clock) -> int:
    """Writes down the people of a pasted list; how many are new. Whoever is on the sheet stays there once.

    RuleBroken names `names`. Raises NotFound.
    """
    sheet = queries.get_sheet(actor, sheet_id, lock=True)
    check_not_logged(sheet)
    if sheet.scheduled_id is not None:
        raise RuleBroken(None, "People at a session to come are added on its own list.", routes=rules.ROUTES[:1])
    if roster.problems:
        raise RuleBroken("names", in_words(roster.problems))
    if not roster.people:
        raise RuleBroken("names", "Write the names of who took part, one on each line.")
    lines = queries.list_lines(actor, sheet.id)
    emails = {each.email for each in lines if each.email}
    new = [each for each in roster.people if each.email not in emails]
    if len(lines) + len(new) > rules.MOST_LINES:
        raise RuleBroken("names", f"{len(lines)} people are on this sheet. It has room for {rules.MOST_LINES}.")
    db.session.add_all(new_line(sheet, each.name, each.email, None, clock, by_hand=True) for each in new)
    db.session.flush()
    if new:
        record(actor, "people_added", sheet, clock, {"people": len(new)})
    return len(new)


def new_line(
    sheet: SignInSheet, name: str, email: str | None, staff_number: str | None, clock: Clock, *, by_hand: bool
) -> SheetLine:
    """A line of a sheet, as a row that is to be added."""
    return SheetLine(
        id=new_id(),
        organisation_id=sheet.organisation_id,
        sheet_id=sheet.id,
        name=name,
        email=email,
        staff_number=staff_number,
        signed_at=clock.now(),
        by_hand=by_hand,
    )


def record(
    actor: Anyone, what: str, sheet: SignInSheet, clock: Clock, changes: Mapping[str, object] | None = None
) -> None:
    """Notes what became of a sheet, in the audit of its organisation. No name is in it."""
    audit.record(
        actor,
        clock.now(),
        f"training.sheet.{what}",
        "sign_in_sheet",
        sheet.id,
        organisation_id=sheet.organisation_id,
        changes=changes,
    )
