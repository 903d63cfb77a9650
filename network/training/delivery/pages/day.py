"""The day itself: who comes, one press for each who is here, people who come without a place, and recording it."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, request, url_for
from werkzeug.wrappers import Response

from network.core import audit
from network.core.commit import commits, records_reading
from network.core.errors import NotFound, RuleBroken
from network.core.forms import render_form
from network.core.guard import requires
from network.core.pagination import page_number
from network.core.request import current_actor, current_clock
from network.training.delivery import rules
from network.training.delivery.forms.places import WalkInForm
from network.training.delivery.pages.blueprint import Answer, blueprint
from network.training.delivery.permissions import DeliveryPermission, who_sees_places
from network.training.delivery.queries.places import list_guests
from network.training.delivery.queries.sessions import get_coming, get_to_run, parts_of
from network.training.delivery.service import attendance
from network.training.delivery.vocabulary import Presence, SessionState
from network.ui.filters import plural


@blueprint.get("/coming/<uuid:session_id>/day/<int:part>")
@requires(DeliveryPermission.RUN)
@records_reading
def show_day(session_id: UUID, part: int) -> Answer:
    """Who comes, and what they need; from the day on, who is here."""
    return _day_page(session_id, part, WalkInForm())


def _day_page(session_id: UUID, part: int, form: WalkInForm) -> Answer:
    actor, clock = current_actor(), current_clock()
    held = get_to_run(actor, session_id)
    parts = parts_of([session_id])[session_id]
    if not 1 <= part <= len(parts):
        raise NotFound("This session has no such day.")
    # What people need says much about their health: who looked is kept.
    audit.record(actor, clock.now(), "delivery.guests.read", "scheduled_session", held.id)
    is_time = held.state is SessionState.PLANNED and rules.can_mark(parts[part - 1], held.ends_at, clock.now())
    last = held.state is SessionState.PLANNED and rules.can_record(parts[-1], held.ends_at, clock.now())
    return render_form(
        "delivery/show_day.html",
        form,
        session=get_coming(actor, session_id),
        part=part,
        parts=parts,
        page=list_guests(actor, held, page_number(request.args.get("page"))),
        can_mark=is_time,
        can_record=last,
        can_open_sheet=held.state is SessionState.PLANNED and held.recorded_at is None and clock.now() < held.ends_at,
        presences=list(Presence),
        readers=who_sees_places(),
        kept_for=rules.KEPT_IN_WORDS,
    )


def _back(session_id: UUID, part: int, place_id: UUID | None = None) -> Response:
    at, number = (f"p-{place_id}" if place_id else None), page_number(request.args.get("page"))
    page = number if number > 1 else None
    return redirect(url_for("delivery.show_day", session_id=session_id, part=part, _anchor=at, page=page), 303)


@blueprint.post("/coming/<uuid:session_id>/day/<int:part>/<uuid:place_id>")
@requires(DeliveryPermission.RUN)
@commits
def mark(session_id: UUID, part: int, place_id: UUID) -> Answer:
    """One press for one person."""
    pressed = request.form.get("presence", "")
    if pressed not in set(Presence):
        raise RuleBroken(None, "Press how they were here.", routes=rules.ROUTES)
    attendance.mark(current_actor(), session_id, part, place_id, Presence(pressed), current_clock())
    return _back(session_id, part, place_id)


@blueprint.post("/coming/<uuid:session_id>/day/<int:part>/everybody")
@requires(DeliveryPermission.RUN)
@commits
def mark_everybody(session_id: UUID, part: int) -> Answer:
    """One press for all who are not marked yet."""
    marked = attendance.mark_everybody(current_actor(), session_id, part, current_clock())
    flash(f"{plural(marked, 'person is', 'people are')} marked as here. Change those who were not.", "success")
    return _back(session_id, part)


@blueprint.post("/coming/<uuid:session_id>/day/<int:part>/walk-ins")
@requires(DeliveryPermission.RUN)
@commits
def add_walk_ins(session_id: UUID, part: int) -> Answer:
    """People who came without a place."""
    form = WalkInForm()
    if form.validate_on_submit():
        with form.rules():
            added = attendance.add_walk_ins(current_actor(), session_id, part, form.roster(), current_clock())
            flash(f"{plural(added, 'person is', 'people are')} added, and marked as here.", "success")
            return _back(session_id, part)
    return _day_page(session_id, part, form)


@blueprint.post("/coming/<uuid:session_id>/record")
@requires(DeliveryPermission.RUN)
@commits
def record_attendance(session_id: UUID) -> Answer:
    """In the records of each person's own organisation."""
    session = attendance.record_attendance(current_actor(), session_id, current_clock())
    flash("It is recorded who completed the course. What you change here from now on is put right there.", "success")
    return _back(session.id, len(parts_of([session.id])[session.id]))
