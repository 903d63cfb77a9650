"""Booking without an account, and one's own place by the link that was sent."""

from __future__ import annotations

from flask import Response, flash, redirect, render_template, request, url_for

from network.accounts.public import check_letter, check_link
from network.core.commit import commits
from network.core.forms import render_form
from network.core.guard import public
from network.core.request import current_clock
from network.organisations.public import list_partners
from network.training.courses.queries import list_titles_before
from network.training.delivery import addresses, rules
from network.training.delivery.forms.places import AskForm, NeedsForm, PressForm
from network.training.delivery.pages.blueprint import BY_LINK, Answer, blueprint
from network.training.delivery.pages.sessions import NEEDS_READERS, as_calendar
from network.training.delivery.queries.places import count_waiting
from network.training.delivery.queries.sessions import Coming, parts_of
from network.training.delivery.service import by_link
from network.training.delivery.service.by_link import Asking, OwnPlace


def _session_of(token: str) -> Coming:
    """The session that a link books, within the limits of guessing (`B3`)."""
    guess = check_link(request.remote_addr, current_clock())
    session = by_link.read_session(token)
    guess.was_right_at_once()
    return session


def _place_of(token: str) -> OwnPlace:
    guess = check_link(request.remote_addr, current_clock())
    place = by_link.read_place(token)
    guess.was_right_at_once()
    return place


@blueprint.route("/book/<token>", methods=["GET", "POST"])
@public(BY_LINK)
@commits
def ask_for_place(token: str) -> Answer:
    """Who would like a place. What is answered says nothing of whether the address is known (`B4`)."""
    session, form, clock = _session_of(token), AskForm(), current_clock()
    form.offer([(each.id, each.name) for each in list_partners()] if session.is_open_to_all else [])
    if form.validate_on_submit():
        check_letter(request.remote_addr, clock, writes_to=form.email.data or "")
        with form.rules():
            by_link.ask(token, _asking(form), clock)
            return redirect(url_for("delivery.show_asked"), 303)
    return _ask_page(session, form)


def _asking(form: AskForm) -> Asking:
    organisation_id = form.organisation.data if "organisation" in form else None
    return Asking(form.name.data or "", form.email.data or "", organisation_id, form.access_needs.data or "")


def _ask_page(session: Coming, form: AskForm) -> Answer:
    return render_form(
        "delivery/ask_for_place.html",
        form,
        session=session,
        parts=parts_of([session.id])[session.id],
        before=list_titles_before(session.prerequisites),
        waiting=count_waiting(session.id),
        **_booking(session),
        needs_readers=NEEDS_READERS,
        kept_for=rules.KEPT_IN_WORDS,
        lasts=rules.LINK_LASTS_IN_WORDS,
    )


def _booking(session: Coming) -> dict[str, object]:
    """Whether places are booked here, and what somebody can do where they are not (`U37`)."""
    is_open = rules.is_open(session.state, session.starts_at, session.books_until, current_clock().now())
    return {"is_open": is_open, "not_open": rules.NOT_OPEN, "routes": rules.ROUTES_BY_LINK}


@blueprint.get("/book/asked")
@public(BY_LINK)
def show_asked() -> str:
    """Where to look now. The same for every address (`B4`)."""
    return render_template("delivery/show_asked.html", lasts=rules.LINK_LASTS_IN_WORDS)


@blueprint.route("/place/<token>/confirm", methods=["GET", "POST"])
@public(BY_LINK)
@commits
def confirm_place(token: str) -> Answer:
    """One button, because programs that look at e-mails open links too."""
    clock, form = current_clock(), PressForm()
    guess = check_link(request.remote_addr, clock)
    if form.validate_on_submit():
        own = by_link.confirm(token, clock)
        guess.was_right()
        return redirect(addresses.place(own), 303)
    session = by_link.read_asked(token, clock)
    guess.was_right_at_once()
    if session is None:  # opened again, perhaps on another device
        return redirect(addresses.place(token), 303)
    shown = {"parts": parts_of([session.id])[session.id], **_booking(session)}
    return render_form("delivery/confirm_place.html", form, session=session, **shown)


@blueprint.get("/place/<token>")
@public(BY_LINK)
def show_place(token: str) -> Answer:
    """One's own place."""
    return _place_page(token)


def _place_page(token: str, form: NeedsForm | None = None) -> Answer:
    place = _place_of(token)
    return render_form(
        "delivery/show_place.html",
        form or NeedsForm(access_needs=place.access_needs),
        place=place,
        session=place.session,
        parts=parts_of([place.session.id])[place.session.id],
        before=list_titles_before(place.session.prerequisites),
        token=token,
        has_begun=place.session.starts_at <= current_clock().now(),
        needs_readers=NEEDS_READERS,
        kept_for=rules.KEPT_IN_WORDS,
    )


@blueprint.get("/place/<token>/session.ics")
@public(BY_LINK)
def show_place_calendar(token: str) -> Response:
    """The session for a calendar, without how to join: a calendar is seen by others."""
    return as_calendar(_place_of(token).session, "/")


@blueprint.post("/place/<token>/give-back")
@public(BY_LINK)
@commits
def return_place(token: str) -> Answer:
    """One's own place, given back."""
    _place_of(token)
    by_link.return_place(token, current_clock())
    flash("Your place is given back. Thank you: somebody else can have it.", "success")
    return redirect(addresses.place(token), 303)


@blueprint.post("/place/<token>/needs")
@public(BY_LINK)
@commits
def say_needs(token: str) -> Answer:
    """What one needs, said again."""
    _place_of(token)
    form = NeedsForm()
    if form.validate_on_submit():
        with form.rules():
            by_link.change_needs(token, form.access_needs.data or "", current_clock())
            flash("What you need is saved. Those who hold the session can see it.", "success")
            return redirect(addresses.place(token), 303)
    return _place_page(token, form)
