"""A therapist's week, their room, and whom they know."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from network.core.commit import commits, records_reading
from network.core.forms import render_form
from network.core.request import current_actor, current_clock
from network.incidents import service
from network.incidents.forms import RoomForm, TieForm
from network.incidents.marks import about, about_referrals
from network.incidents.pages.blueprint import blueprint
from network.incidents.queries.asking import list_supported
from network.incidents.rules.readers import Capacity
from network.ui.fields import choice

Answer = Response | str | tuple[str, int]
CASELOAD, OWN_ROOM = about_referrals(Capacity.THERAPIST), about("therapist", Capacity.THERAPIST)


@blueprint.get("/week")
@CASELOAD
@records_reading
def show_week() -> Answer:
    """What is booked and due in a week, without names."""
    week = service.open_week(current_actor(), _day(request.args.get("from", "")), current_clock())
    return render_template("incidents/show_week.html", week=week, today=current_clock().today())


@blueprint.route("/room", methods=["GET", "POST"])
@OWN_ROOM
@records_reading
@commits
def say_room() -> Answer:
    """How much room a therapist has, and whom they know."""
    form = RoomForm()
    if form.validate_on_submit():
        with form.rules():
            service.say_room(current_actor(), form.places.data, form.away_until.data, current_clock())
            flash("Saved. Whoever chooses a therapist sees it at once.", "success")
            return redirect(url_for("incidents.show_week"), 303)
    own = service.open_room(current_actor(), current_clock())
    if own.room is not None:
        form.open_with(places=own.room.places, away_until=own.room.away_until)
    return render_form("incidents/say_room.html", form, own=own)


@blueprint.route("/room/ties/new", methods=["GET", "POST"])
@OWN_ROOM
@records_reading
@commits
def tie() -> Answer:
    """Says what ties a therapist to an organisation."""
    form, actor = TieForm(), current_actor()
    form.tied_to_id.choices = [choice(key, name) for key, name in list_supported(actor.organisation_id)]
    if form.validate_on_submit():
        with form.rules():
            service.tie(actor, form.tied_to_id.data, form.connection.data, current_clock())
            flash("Saved. You are asked last about people there.", "success")
            return redirect(url_for("incidents.say_room"), 303)
    service.open_room(actor, current_clock())
    return render_form("incidents/tie.html", form)


@blueprint.post("/room/ties/<uuid:tie_id>/remove")
@OWN_ROOM
@commits
def untie(tie_id: UUID) -> Response:
    """Takes one of these back."""
    service.untie(current_actor(), tie_id, current_clock())
    flash("Removed.", "success")
    return redirect(url_for("incidents.say_room"), 303)


def _day(word: str) -> date | None:
    try:
        return date.fromisoformat(word)
    except ValueError:
        return None
