"""Sheets, for those who hold the session: opening one, its code for the wall, who signed, closing, logging."""

from __future__ import annotations

from base64 import b64encode
from typing import Any
from uuid import UUID

from flask import Response, flash, redirect, render_template, request, url_for

from network.core.clock import local_date
from network.core.commit import commits
from network.core.forms import render_form
from network.core.guard import requires
from network.core.pagination import page_number
from network.core.papers import draw_code
from network.core.request import current_actor, current_clock, current_settings
from network.training.courses.giving import deliverers_in
from network.training.courses.queries import list_courses
from network.training.delivery.permissions import DeliveryPermission
from network.training.permissions import TrainingPermission
from network.training.queries import find_last_session
from network.training.rules import asks_who_gave
from network.training.signing import addresses, papers, queries, words
from network.training.signing.codes import codes_of
from network.training.signing.forms import AddPeopleForm, LogSheetForm, OpenSheetForm
from network.training.signing.pages.blueprint import Answer, blueprint
from network.training.signing.service import keeping, logging
from network.training.vocabulary import Deliverer
from network.training.words import what_was_logged
from network.ui.filters import plural


@blueprint.get("/training/sheets")
@requires(TrainingPermission.LOG_SESSION)
def list_sheets() -> str:
    """The sheets that nobody has logged, the latest day first."""
    page = queries.list_sheets(current_actor(), page_number(request.args.get("page")))
    return render_template("signing/list_sheets.html", page=page, now=current_clock().now())


@blueprint.route("/training/sheets/new", methods=["GET", "POST"])
@requires(TrainingPermission.LOG_SESSION)
@commits
def open_sheet() -> Answer:
    """A sheet for a session, with what was chosen the last time."""
    form, actor, clock = OpenSheetForm(), current_actor(), current_clock()
    form.offer(list_courses(actor, is_open=True))
    if request.method == "GET":
        form.prefill(find_last_session(actor), clock.today())
    if form.validate_on_submit():
        with form.rules():
            sheet = keeping.open_sheet(actor, **form.answers(), clock=clock)
            return redirect(addresses.sheet(sheet.id), 303)
    return render_form("signing/open_sheet.html", form)


@blueprint.post("/training/coming/<uuid:session_id>/day/<int:part>/sheet")
@requires(DeliveryPermission.RUN)
@commits
def open_sheet_of(session_id: UUID, part: int) -> Answer:
    """The sheet of one part of a session to come."""
    sheet = keeping.open_sheet_of(current_actor(), session_id, part, current_clock())
    return redirect(addresses.sheet(sheet.id), 303)


@blueprint.get("/training/sheets/<uuid:sheet_id>")
@requires(TrainingPermission.LOG_SESSION)
def show_sheet(sheet_id: UUID) -> Answer:
    """Who signed, and everything that is done with a sheet."""
    return _sheet_page(sheet_id, AddPeopleForm())


def _sheet_page(sheet_id: UUID, form: AddPeopleForm) -> Answer:
    actor, clock = current_actor(), current_clock()
    sheet = queries.show_sheet(actor, sheet_id)
    lines = queries.list_lines(actor, sheet_id)
    roster = queries.roster_of(lines)
    return render_form(
        "signing/show_sheet.html",
        form,
        log_form=LogSheetForm.of(len(roster.people)),
        sheet=sheet,
        lines=lines,
        roster=roster,
        present=queries.count_present(sheet),
        asks=asks_who_gave(sheet.deliverers, deliverers_in(actor.roles)),
        is_open=sheet.is_open(clock.now()),
        is_held=sheet.held_on <= local_date(clock.now()),
        now=clock.now(),
        **_ways_in(sheet_id),
        **_who_reads(sheet),
    )


def _ways_in(sheet_id: UUID) -> dict[str, Any]:
    """The code, the link, and where the code is typed."""
    code, token = codes_of([queries.get_sheet(current_actor(), sheet_id)])[sheet_id]
    origin = current_settings().origin
    return {"code": code, "token": token, "address": origin + addresses.signing(token), "typing": origin}


def _who_reads(sheet: queries.Sheet) -> dict[str, Any]:
    return {"readers": words.readers(sheet), "not_readers": words.NOT_READERS, "kept_for": words.kept_for(sheet)}


@blueprint.get("/training/sheets/<uuid:sheet_id>/wall")
@requires(TrainingPermission.LOG_SESSION)
def show_wall(sheet_id: UUID) -> str:
    """The code, large, for a projector or a phone that is held up. No name is on it."""
    sheet = queries.show_sheet(current_actor(), sheet_id)
    people = len(queries.roster_of(queries.list_lines(current_actor(), sheet_id)).people)
    ways = _ways_in(sheet_id)
    picture = "data:image/svg+xml;base64," + b64encode(draw_code(ways["address"]).encode()).decode()
    said = {"people": people or queries.count_present(sheet), "picture": picture, **ways, **_who_reads(sheet)}
    return render_template("signing/show_wall.html", sheet=sheet, now=current_clock().now(), **said)


@blueprint.get("/training/sheets/<uuid:sheet_id>/wall.pdf")
@requires(TrainingPermission.LOG_SESSION)
def print_wall(sheet_id: UUID) -> Response:
    """The same to print."""
    sheet, ways = queries.show_sheet(current_actor(), sheet_id), _ways_in(sheet_id)
    said = (current_settings().network_name, ways["code"], ways["address"])
    made = papers.make_wall(sheet, *said, words.trust(sheet), current_clock().now())
    answer = Response(made, mimetype="application/pdf")
    answer.headers["Content-Disposition"] = f'attachment; filename="sign-in-{sheet.held_on.isoformat()}.pdf"'
    return answer


def _back(sheet_id: UUID) -> Answer:
    return redirect(addresses.sheet(sheet_id), 303)


@blueprint.post("/training/sheets/<uuid:sheet_id>/close")
@requires(TrainingPermission.LOG_SESSION)
@commits
def close_sheet(sheet_id: UUID) -> Answer:
    """Nobody signs any more."""
    keeping.close_sheet(current_actor(), sheet_id, current_clock())
    flash("The sheet is closed. You can open it again, with the same code.", "success")
    return _back(sheet_id)


@blueprint.post("/training/sheets/<uuid:sheet_id>/open")
@requires(TrainingPermission.LOG_SESSION)
@commits
def open_again(sheet_id: UUID) -> Answer:
    """People sign again."""
    keeping.open_again(current_actor(), sheet_id, current_clock())
    flash("The sheet is open again, with the same code.", "success")
    return _back(sheet_id)


@blueprint.post("/training/sheets/<uuid:sheet_id>/lines/<uuid:line_id>/strike-out")
@requires(TrainingPermission.LOG_SESSION)
@commits
def strike_out(sheet_id: UUID, line_id: UUID) -> Answer:
    """A line, taken out."""
    keeping.strike_out(current_actor(), sheet_id, line_id, current_clock())
    flash("The line is struck out, and is not logged.", "success")
    return _back(sheet_id)


@blueprint.post("/training/sheets/<uuid:sheet_id>/people")
@requires(TrainingPermission.LOG_SESSION)
@commits
def add_people(sheet_id: UUID) -> Answer:
    """People who did not sign themselves."""
    form = AddPeopleForm()
    if form.validate_on_submit():
        with form.rules():
            added = keeping.add_people(current_actor(), sheet_id, form.roster(), current_clock())
            flash(f"{plural(added, 'person is', 'people are')} added.", "success")
            return _back(sheet_id)
    return _sheet_page(sheet_id, form)


@blueprint.post("/training/sheets/<uuid:sheet_id>/log")
@requires(TrainingPermission.LOG_SESSION)
@commits
def log_sheet(sheet_id: UUID) -> Answer:
    """One session of everybody on the sheet; whoever is second is told, and led to it."""
    form = AddPeopleForm(formdata=None)
    pressed = LogSheetForm()
    if pressed.validate_on_submit():
        with form.rules():
            return _logged(sheet_id, pressed.given_by.data)
    return _sheet_page(sheet_id, form)


def _logged(sheet_id: UUID, given_by: Deliverer | None) -> Answer:
    try:
        # Where it is a question at all, it stands above the button.
        actor, clock = current_actor(), current_clock()
        logged = logging.log_sheet(actor, sheet_id, clock, given_by=given_by, was_asked=True)
    except logging.LoggedBefore as before:
        flash(before.message)
        return redirect(url_for("training.show_session", session_id=before.session_id), 303)
    if said := what_was_logged(logged):
        flash(said)
    return redirect(url_for("training.session_logged", session_id=logged.session_id), 303)
