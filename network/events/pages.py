"""The events' pages: reading is for everybody, booking for whoever has a role, the rest for the coordinator."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as WerkzeugResponse

from network.core import audit
from network.core.actor import Actor
from network.core.calendar_file import calendar_file
from network.core.commit import commits, records_reading
from network.core.exports import Cell, csv_answer
from network.core.forms import render_form
from network.core.guard import public, requires
from network.core.pagination import page_number
from network.core.request import current_actor, current_clock, current_settings, current_visitor
from network.events import queries
from network.events.forms import AnnounceForm, BookingForm, CancelEventForm, EditForm, NeedsForm
from network.events.models import Event
from network.events.permissions import POLICY, EventPermission
from network.events.rules import NEEDS_KEPT_FOR
from network.events.service import announcing, places
from network.events.words import calendar_entry, where_words
from network.organisations.public import list_departments
from network.ui.filters import as_span

blueprint = Blueprint("events", __name__, url_prefix="/events", template_folder="templates")
blueprint.add_app_template_filter(lambda event: as_span(event.starts_at, event.ends_at), "event_when")
blueprint.add_app_template_filter(where_words, "event_where")

NEEDS_READERS = ["you", *(f"the {role.label.lower()}" for role in sorted(POLICY[EventPermission.LIST_ATTENDEES]))]
NEEDS_KEPT = f"{NEEDS_KEPT_FOR.days} days after the event"
"""From the policy and the rule themselves, so that the page cannot promise something else (`U8`)."""
PLACE_TAKEN = "You have a place. We are sending you an e-mail with the time and the way back here."
PLACE_HELD = "You have had a place already, and you keep it. The time and the way to cancel are on this page."

Answer = str | tuple[str, int] | WerkzeugResponse


@blueprint.get("")
@public("what the network does, for everybody who may want to come (EV-1)")
def list_upcoming() -> str:
    """What is coming up."""
    visitor = current_visitor()
    page = queries.list_upcoming(visitor, current_clock().now(), page_number(request.args.get("page")))
    return render_template("events/list_upcoming.html", page=page, booked=queries.list_booked_ids(visitor, page.items))


@blueprint.get("/past")
@public("what the network has done, for everybody")
def list_past() -> str:
    """What is over."""
    page = queries.list_past(current_visitor(), current_clock().now(), page_number(request.args.get("page")))
    return render_template("events/list_past.html", page=page)


@blueprint.get("/<uuid:event_id>")
@public("an event is announced to everybody; its joining link is not shown to everybody")
def show_event(event_id: UUID) -> Answer:
    """One event, and the way to book it."""
    return _event_page(queries.get_event(current_visitor(), event_id))


def _event_page(event: Event, form: BookingForm | NeedsForm | None = None) -> Answer:
    visitor = current_visitor()
    booking = queries.find_own_booking(visitor, event.id)
    if form is None:
        form = NeedsForm(access_needs=queries.own_needs(booking)) if booking else _booking_form()
    return render_form(
        "events/show_event.html",
        form,
        event=event,
        booking=booking,
        joining_link=queries.joining_link_of(visitor, event),
        is_over=event.ends_at <= current_clock().now(),
        needs_readers=NEEDS_READERS,
        needs_kept_for=NEEDS_KEPT,
    )


def _booking_form() -> BookingForm:
    visitor, form = current_visitor(), BookingForm()
    if isinstance(visitor, Actor) and visitor.can(EventPermission.BOOK):
        form.offer(list_departments(visitor, visitor.organisation_id))
    else:
        form.offer([])
    return form


@blueprint.get("/<uuid:event_id>/event.ics")
@public("the time of an event is everybody's; where and how to join is added for those who booked")
def show_calendar_file(event_id: UUID) -> Response:
    """The event for a calendar."""
    event = queries.get_event(current_visitor(), event_id)
    has_place = queries.find_own_booking(current_visitor(), event_id) is not None
    entry = calendar_entry(event, current_settings().origin, has_place=has_place)
    answer = Response(calendar_file([entry], current_clock().now()), mimetype="text/calendar")
    answer.headers["Content-Disposition"] = 'attachment; filename="event.ics"'
    return answer


@blueprint.route("/announce", methods=["GET", "POST"])
@requires(EventPermission.ANNOUNCE)
@commits
def announce_event() -> Answer:
    """A new event."""
    form = AnnounceForm()
    if form.validate_on_submit():
        with form.rules():
            event = announcing.announce_event(current_actor(), form.draft(), current_clock())
            flash("The event is announced. Everybody can see it, and people can book from now on.", "success")
            return redirect(url_for("events.show_event", event_id=event.id), 303)
    return render_form("events/announce_event.html", form)


@blueprint.route("/<uuid:event_id>/edit", methods=["GET", "POST"])
@requires(EventPermission.EDIT)
@commits
def edit_event(event_id: UUID) -> Answer:
    """An event, changed."""
    event = queries.get_event(current_actor(), event_id)
    form = EditForm.of(event)
    if form.validate_on_submit():
        with form.rules():
            announcing.edit_event(current_actor(), event_id, form.draft(), form.seen_version, current_clock())
            flash("The event is changed. People who booked are told if its time, place or link changed.", "success")
            return redirect(url_for("events.show_event", event_id=event_id), 303)
    return render_form("events/edit_event.html", form, event=event)


@blueprint.route("/<uuid:event_id>/cancel", methods=["GET", "POST"])
@requires(EventPermission.CANCEL)
@commits
def cancel_event(event_id: UUID) -> Answer:
    """An event that will not be held."""
    event = queries.get_event(current_actor(), event_id)
    form = CancelEventForm()
    if form.validate_on_submit():
        with form.rules():
            announcing.cancel_event(current_actor(), event_id, form.reason.data or "", current_clock())
            flash("The event is cancelled. Everybody who had booked gets an email.", "success")
            return redirect(url_for("events.show_event", event_id=event_id), 303)
    return render_form("events/cancel_event.html", form, event=event)


@blueprint.post("/<uuid:event_id>/book")
@requires(EventPermission.BOOK)
@commits
def book(event_id: UUID) -> Answer:
    """A place, in one press."""
    event = queries.get_event(current_actor(), event_id)
    form = _booking_form()
    if form.validate_on_submit():
        with form.rules():
            said = (form.access_needs.data or "", form.department.data)
            booked = places.book(current_actor(), event_id, current_clock(), *said)
            flash(PLACE_TAKEN if booked.is_new else PLACE_HELD, "success")
            return redirect(url_for("events.show_event", event_id=event_id), 303)
    return _event_page(event, form)


@blueprint.post("/<uuid:event_id>/bookings/<uuid:booking_id>/cancel")
@requires(EventPermission.BOOK)
@commits
def cancel_booking(event_id: UUID, booking_id: UUID) -> Answer:
    """One's own place, given back."""
    places.cancel_booking(current_actor(), event_id, booking_id, current_clock())
    flash("Your booking is cancelled. You can book again while there are places.", "success")
    return redirect(url_for("events.show_event", event_id=event_id), 303)


@blueprint.post("/<uuid:event_id>/bookings/<uuid:booking_id>/needs")
@requires(EventPermission.BOOK)
@commits
def change_needs(event_id: UUID, booking_id: UUID) -> Answer:
    """What one needs, said again."""
    event = queries.get_event(current_actor(), event_id)
    form = NeedsForm()
    if form.validate_on_submit():
        with form.rules():
            places.change_needs(current_actor(), event_id, booking_id, form.access_needs.data or "", current_clock())
            flash("What you need is saved. The coordinator can see it.", "success")
            return redirect(url_for("events.show_event", event_id=event_id), 303)
    return _event_page(event, form)


@blueprint.get("/<uuid:event_id>/attendees")
@requires(EventPermission.LIST_ATTENDEES)
@records_reading
def list_attendees(event_id: UUID) -> str:
    """Who comes."""
    event = queries.get_event(current_actor(), event_id)
    page = queries.list_attendees(current_actor(), event_id, page_number(request.args.get("page")))
    _note_reading("events.attendees.read", event)
    return render_template("events/list_attendees.html", event=event, page=page, needs_kept_for=NEEDS_KEPT)


@blueprint.get("/<uuid:event_id>/attendees.csv")
@requires(EventPermission.LIST_ATTENDEES)
@records_reading
def download_attendees(event_id: UUID) -> Response:
    """Who comes, for a spreadsheet."""
    event = queries.get_event(current_actor(), event_id)
    everybody = queries.list_all_attendees(current_actor(), event_id)
    rows: list[list[Cell]] = [[each.name, each.organisation, each.access_needs, each.booked_at] for each in everybody]
    _note_reading("events.attendees.download", event)
    return csv_answer("attendees.csv", ["Name", "Organisation", "Access needs", "Booked at"], rows)


def _note_reading(action: str, event: Event) -> None:
    """What people need says much about their health: who looked is kept."""
    audit.record(
        current_actor(), current_clock().now(), action, "event", event.id, organisation_id=event.organisation_id
    )
