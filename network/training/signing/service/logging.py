"""A sheet becomes a session, once."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from network.core.actor import Actor
from network.core.clock import Clock
from network.core.database import db
from network.core.errors import Conflict, OtherRoute, RuleBroken
from network.training import service as training
from network.training.delivery import addresses as delivery
from network.training.service import LoggedSession
from network.training.signing import queries, rules
from network.training.signing.models import SignInSheet
from network.training.signing.service.keeping import record
from network.training.vocabulary import Deliverer

NOTHING_TO_LOG: Final = (
    "Everybody on this sheet is already recorded for this course on this day, so there is nothing to log. "
    f"Close the sheet. It is deleted {rules.KEPT_IN_WORDS}."
)


class LoggedBefore(Conflict):
    """Somebody logged this sheet before; `session_id` is what it became."""

    code = "logged-before"

    def __init__(self, session_id: UUID | None, message: str) -> None:
        super().__init__(message)
        self.session_id = session_id


def log_sheet(
    actor: Actor, sheet_id: UUID, clock: Clock, *, given_by: Deliverer | None, was_asked: bool
) -> LoggedSession:
    """Logs the people of a sheet as one session, like those of a pasted list, and removes its lines.

    A course that closed since people signed is logged all the same. `given_by` and `was_asked` are as for any session.
    Raises NotFound; LoggedBefore for whoever is second, in another tab or from another facilitator; RuleBroken, which
    names `names` for lines to mend or `given_by`, as `log_session` does, and for a sheet of a session to come.
    """
    sheet = queries.get_sheet(actor, sheet_id, lock=True)
    if sheet.logged_at is not None:
        raise _logged_before(actor, sheet)
    _check_own(sheet)
    lines = queries.list_lines(actor, sheet.id)
    if not lines:
        raise RuleBroken("names", "Nobody has signed yet. Add the names here, or wait until people have.")
    try:
        logged = training.log_session(
            actor,
            course_id=sheet.course_id,
            held_on=sheet.held_on,
            mode=sheet.mode,
            minutes=sheet.minutes,
            place=sheet.place,
            roster=queries.roster_of(lines),
            clock=clock,
            was_offered=True,
            given_by=given_by,
            was_asked=was_asked,
        )
    except training.AllRecorded:
        raise RuleBroken("names", NOTHING_TO_LOG) from None
    sheet.logged_at, sheet.logged_by_id, sheet.logged_session_id = clock.now(), actor.user_id, logged.session_id
    for line in lines:
        db.session.delete(line)
    db.session.flush()
    record(actor, "logged", sheet, clock, {"session": str(logged.session_id), "people": logged.people})
    return logged


def _logged_before(actor: Actor, sheet: SignInSheet) -> LoggedBefore:
    by = "You" if sheet.logged_by_id == actor.user_id else queries.find_logger_name(actor, sheet.logged_by_id)
    who = by or "Somebody"
    return LoggedBefore(sheet.logged_session_id, f"{who} logged this sheet before. It is one session, logged once.")


def _check_own(sheet: SignInSheet) -> None:
    if sheet.scheduled_id is not None and sheet.part is not None:
        lists = OtherRoute("Go to the list of that day", delivery.day(sheet.scheduled_id, sheet.part))
        words = "Who was at this session is recorded on its own list."
        raise RuleBroken(None, words, routes=(lists, *rules.ROUTES[:1]))
