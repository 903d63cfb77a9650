"""Sessions: the list, logging one, what was logged, taking it back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from network.core.commit import commits
from network.core.exports import Cell, FileKind, table_answer
from network.core.forms import UNPROCESSABLE
from network.core.guard import requires
from network.core.pagination import page_number
from network.core.request import current_actor, current_clock
from network.organisations.public import list_departments
from network.training import queries, service
from network.training.forms import LogSessionForm
from network.training.pages.blueprint import blueprint
from network.training.permissions import TrainingPermission, who_sees_learners
from network.training.vocabulary import Mode
from network.training.words import what_was_logged

SESSION_HEADINGS: Final = (
    "Held on",
    "Organisation",
    "Course code",
    "Course",
    "Tier",
    "How it was held",
    "Hours",
    "Place",
    "People",
    "Given by",
    "Taken back on",
)


@blueprint.get("/sessions")
@requires(TrainingPermission.SEE_SESSIONS)
def list_sessions() -> str:
    """The sessions that were held, the latest first."""
    page = queries.list_sessions(current_actor(), page_number(request.args.get("page")))
    return render_template("training/sessions.html", page=page)


@blueprint.get("/sessions.<any(csv, xlsx):kind>")
@requires(TrainingPermission.SEE_SESSIONS)
def download_sessions(kind: str) -> Response:
    """The same sessions, all of them, for a spreadsheet. No person is named in it."""
    return table_answer(
        FileKind(kind), "training-sessions", SESSION_HEADINGS, _rows(queries.stream_sessions(current_actor()))
    )


def _rows(sessions: Iterable[queries.SessionLine]) -> Iterator[list[Cell]]:
    for each in sessions:
        what = [each.course_code, each.course_title, each.tier, Mode(each.mode).label, each.hours, each.place]
        given = each.given_by.one if each.given_by is not None else ""
        yield [each.held_on, each.organisation_name, *what, each.people, given, each.withdrawn_at]


def _log_form() -> LogSessionForm:
    form = LogSessionForm()
    actor = current_actor()
    form.offer(queries.list_courses(actor, is_open=True), list_departments(actor, actor.organisation_id))
    return form


@blueprint.get("/sessions/new")
@requires(TrainingPermission.LOG_SESSION)
def log_session() -> str:
    """An empty form, with what was chosen the last time."""
    form = _log_form()
    if not form.names.data:
        form.prefill(queries.find_last_session(current_actor()), current_clock().today())
    return _show_log_form(form)


@blueprint.post("/sessions/new")
@requires(TrainingPermission.LOG_SESSION)
@commits
def send_session() -> Response | tuple[str, int]:
    """Logs a session for many people at once."""
    form = _log_form()
    if form.validate_on_submit():
        with form.rules():
            logged = service.log_session(current_actor(), **form.answers(), clock=current_clock())
            if words := what_was_logged(logged):
                flash(words)
            return redirect(url_for("training.session_logged", session_id=logged.session_id), 303)
    return _show_log_form(form), UNPROCESSABLE


def _show_log_form(form: LogSessionForm) -> str:
    has_courses = bool(form.course.choices)
    said = {"readers": who_sees_learners(), "asks": form.asks_who_gave()}
    return render_template("training/log_session.html", form=form, has_courses=has_courses, **said)


@blueprint.get("/sessions/<uuid:session_id>/logged")
@requires(TrainingPermission.LOG_SESSION)
def session_logged(session_id: UUID) -> str:
    """What was recorded, and what comes next (U9)."""
    actor = current_actor()
    session = queries.get_session_line(actor, session_id)
    unidentified = queries.count_unidentified(actor, session_id)
    return render_template("training/session_logged.html", session=session, unidentified=unidentified)


@blueprint.get("/sessions/<uuid:session_id>")
@requires(TrainingPermission.SEE_SESSIONS)
def show_session(session_id: UUID) -> str:
    """One session, and for its own organisation who took part."""
    actor = current_actor()
    session = queries.get_session_line(actor, session_id)
    is_own = session.organisation_id == actor.organisation_id and actor.can(TrainingPermission.SEE_LEARNERS)
    roster = queries.list_roster(actor, session_id, page_number(request.args.get("page"))) if is_own else None
    return render_template(
        "training/session.html",
        session=session,
        roster=roster,
        tiers=queries.list_tiers(),
        today=current_clock().today(),
        logged_by=queries.find_logger_name(actor, session_id),
    )


@blueprint.post("/sessions/<uuid:session_id>/withdraw")
@requires(TrainingPermission.WITHDRAW_SESSION)
@commits
def withdraw_session(session_id: UUID) -> Response:
    """Takes back a session that was logged by mistake."""
    session = service.withdraw_session(current_actor(), session_id, current_clock())
    flash(
        "The session is taken back. Its people no longer count for it. Log it again if it was held after all.",
        "success",
    )
    return redirect(url_for("training.show_session", session_id=session.id), 303)
