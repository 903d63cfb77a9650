"""Sessions to come: the list, one of them, planning, changing, cancelling; and one's own place, signed in."""

from __future__ import annotations

from uuid import UUID

from flask import Response, flash, redirect, render_template, request, url_for

from network.core.calendar_file import calendar_file
from network.core.commit import commits
from network.core.errors import NotFound
from network.core.forms import render_form
from network.core.guard import requires
from network.core.pagination import page_number
from network.core.request import current_actor, current_clock, current_settings
from network.training.courses.queries import get_course, list_courses, list_titles_before
from network.training.delivery import addresses, rules
from network.training.delivery.forms.places import BookForm, NeedsForm
from network.training.delivery.forms.sessions import CancelForm, ChangeForm, PlanForm, has_own_times, values_of
from network.training.delivery.links import tokens_of
from network.training.delivery.models import SessionPlace
from network.training.delivery.pages.blueprint import Answer, blueprint
from network.training.delivery.permissions import DeliveryPermission
from network.training.delivery.queries import places as place_reads
from network.training.delivery.queries import sessions as reads
from network.training.delivery.service import places, planning
from network.training.delivery.vocabulary import PlaceState
from network.training.delivery.words import calendar_entries
from network.ui.filters import plural

NEEDS_READERS = ["you", "those who hold the session"]


@blueprint.get("/coming")
@requires(DeliveryPermission.BOOK)
def list_coming() -> str:
    """What is to come, of one's own organisation and open to all."""
    actor = current_actor()
    page = reads.list_coming(actor, current_clock().now(), page_number(request.args.get("page")))
    own = place_reads.list_booked_ids(place_reads.own_email(actor), [line.id for line in page.items])
    return render_template("delivery/list_coming.html", page=page, own=own)


@blueprint.get("/coming/held")
@requires(DeliveryPermission.RUN)
def list_held() -> str:
    """What one's own organisation held, the latest first."""
    page = reads.list_held(current_actor(), current_clock().now(), page_number(request.args.get("page")))
    own = reads.list_to_run_ids(current_actor(), [line.id for line in page.items])
    return render_template("delivery/list_held.html", page=page, own=own)


def _offered(form: PlanForm | ChangeForm, course_id: UUID | None = None) -> None:
    actor = current_actor()
    courses = list(list_courses(actor, is_open=True))
    if course_id is not None and course_id not in {course.id for course in courses}:
        courses.append(get_course(actor, course_id))
    form.offer(courses, reads.list_trainers(actor, current_clock()))


@blueprint.route("/coming/new", methods=["GET", "POST"])
@requires(DeliveryPermission.PLAN)
@commits
def plan_session() -> Answer:
    """A new session, or one a week."""
    form = PlanForm()
    _offered(form)
    form.open_with(facilitators=[current_actor().user_id])
    if form.validate_on_submit():
        with form.rules():
            planned = planning.plan_sessions(current_actor(), form.draft(), form.weeks.data or 1, current_clock())
            flash(
                f"{plural(len(planned), 'session is', 'sessions are')} planned. People can book from now on.", "success"
            )
            return redirect(addresses.session(planned[0].id), 303)
    return render_form("delivery/plan_session.html", form)


@blueprint.get("/coming/<uuid:session_id>")
@requires(DeliveryPermission.BOOK)
def show_session(session_id: UUID) -> Answer:
    """One session, and the way to book it."""
    return _session_page(session_id)


def _session_page(session_id: UUID, form: BookForm | NeedsForm | None = None) -> Answer:
    actor, now = current_actor(), current_clock().now()
    session = reads.get_coming(actor, session_id)
    own = place_reads.find_own(place_reads.own_email(actor), session_id)
    held = reads.find_to_run(actor, session_id)
    if form is None:
        form = NeedsForm(access_needs=place_reads.own_needs(own)) if own else BookForm()
    if isinstance(form, BookForm) and session.places_left == 0:
        form.book.label.text = "Wait for a place"
    is_booked = own is not None and own.state is PlaceState.BOOKED
    link = tokens_of([held])[held.id] if held else ""
    return render_form(
        "delivery/show_session.html",
        form,
        session=session,
        parts=reads.parts_of([session_id])[session_id],
        before=list_titles_before(session.prerequisites),
        facilitators=[name for _, name in reads.list_facilitators(session_id)],
        own=own,
        held=held,
        booking_link=current_settings().origin + addresses.booking(link) if link else "",
        joining_link=held.joining_link if held else reads.joining_link_of(session_id) if is_booked else "",
        waiting=place_reads.count_waiting(session_id),
        is_over=session.ends_at <= now,
        has_begun=session.starts_at <= now,
        is_open=rules.is_open(session.state, session.starts_at, session.books_until, now),
        needs_readers=NEEDS_READERS,
        kept_for=rules.KEPT_IN_WORDS,
    )


@blueprint.get("/coming/<uuid:session_id>/session.ics")
@requires(DeliveryPermission.BOOK)
def show_calendar_file(session_id: UUID) -> Response:
    """The session for a calendar, without how to join."""
    session = reads.get_coming(current_actor(), session_id)
    return as_calendar(session, addresses.session(session_id))


def as_calendar(session: reads.Coming, page: str) -> Response:
    """The days of a session as a file; the rest is on the page that it leads to."""
    parts = reads.parts_of([session.id])[session.id]
    entries = calendar_entries(session, parts, current_settings().origin, page)
    answer = Response(calendar_file(entries, current_clock().now()), mimetype="text/calendar")
    answer.headers["Content-Disposition"] = 'attachment; filename="session.ics"'
    return answer


@blueprint.route("/coming/<uuid:session_id>/edit", methods=["GET", "POST"])
@requires(DeliveryPermission.RUN)
@commits
def change_session(session_id: UUID) -> Answer:
    """A session, changed or moved."""
    session = reads.get_to_run(current_actor(), session_id)
    stored = planning.draft_of(session)
    form = ChangeForm(data=values_of(stored, session.version))
    _offered(form, session.course_id)
    if form.validate_on_submit():
        with form.rules():
            said = (form.draft_over(stored), form.reason.data or "", form.seen_version)
            planning.change_session(current_actor(), session_id, *said, current_clock())
            flash("The session is changed. People with a place are told if its day, place or link changed.", "success")
            return redirect(addresses.session(session_id), 303)
    return render_form("delivery/change_session.html", form, session=session, own_times=has_own_times(stored))


@blueprint.route("/coming/<uuid:session_id>/cancel", methods=["GET", "POST"])
@requires(DeliveryPermission.RUN)
@commits
def cancel_session(session_id: UUID) -> Answer:
    """A session that will not be held."""
    session = reads.get_to_run(current_actor(), session_id)
    form = CancelForm()
    if form.validate_on_submit():
        with form.rules():
            planning.cancel_session(current_actor(), session_id, form.reason.data or "", current_clock())
            flash("The session is cancelled. Everybody with a place or waiting gets an e-mail.", "success")
            return redirect(addresses.session(session_id), 303)
    waiting = place_reads.count_waiting(session_id)
    return render_form("delivery/cancel_session.html", form, session=session, waiting=waiting)


@blueprint.post("/coming/<uuid:session_id>/link")
@requires(DeliveryPermission.RUN)
@commits
def renew_link(session_id: UUID) -> Response:
    """Another link to book by."""
    planning.renew_link(current_actor(), session_id, current_clock())
    flash("There is a new link to book by. The one before opens nothing any more.", "success")
    return redirect(addresses.session(session_id), 303)  # type: ignore[return-value]


@blueprint.post("/coming/<uuid:session_id>/book")
@requires(DeliveryPermission.BOOK)
@commits
def book(session_id: UUID) -> Answer:
    """A place, in one press."""
    form = BookForm()
    if form.validate_on_submit():
        with form.rules():
            held = places.book(current_actor(), session_id, form.access_needs.data or "", current_clock())
            flash(_WHAT_NOW[held.state], "success")
            return redirect(addresses.session(session_id), 303)
    return _session_page(session_id, form)


_WHAT_NOW = {
    PlaceState.BOOKED: "You have a place. How to join, and the way to give it back, are on this page.",
    PlaceState.WAITING: "You are on the waiting list. If a place comes free for you, we write to you.",
}


def _own_place(session_id: UUID) -> SessionPlace:
    own = place_reads.find_own(place_reads.own_email(current_actor()), session_id)
    if own is None:
        raise NotFound("We could not find your place at this session.")
    return own


@blueprint.post("/coming/<uuid:session_id>/give-back")
@requires(DeliveryPermission.BOOK)
@commits
def give_back(session_id: UUID) -> Answer:
    """One's own place, given back."""
    places.give_back(current_actor(), _own_place(session_id), current_clock())
    flash("Your place is given back. You can book again while there are places.", "success")
    return redirect(addresses.session(session_id), 303)


@blueprint.post("/coming/<uuid:session_id>/needs")
@requires(DeliveryPermission.BOOK)
@commits
def change_needs(session_id: UUID) -> Answer:
    """What one needs, said again."""
    form = NeedsForm()
    if form.validate_on_submit():
        with form.rules():
            places.change_needs(current_actor(), session_id, form.access_needs.data or "", current_clock())
            flash("What you need is saved. Those who hold the session can see it.", "success")
            return redirect(url_for("delivery.show_session", session_id=session_id), 303)
    return _session_page(session_id, form)
