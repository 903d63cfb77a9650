"""Asking for one's record, opening it by the link of the e-mail, closing it."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from network.accounts.public import check_letter
from network.accounts.public import check_link as count_guess
from network.core.commit import commits
from network.core.forms import render_form
from network.core.guard import public
from network.core.request import current_clock
from network.passport.forms import AskForm, OpenForm
from network.passport.pages.blueprint import OWN, Answer, blueprint
from network.passport.pages.holding import find_holder, keep, let_go
from network.passport.rules import LINK_LASTS_IN_WORDS, OPEN_FOR_IN_WORDS
from network.passport.service import opening


@blueprint.route("", methods=["GET", "POST"])
@public(OWN)
@commits
def ask() -> Answer:
    """Who would like to see their record, or to declare what they completed (`B4`).

    Whoever has theirs open is led to it, unless they come for `another` address of theirs.
    """
    form, clock = AskForm(), current_clock()
    if form.validate_on_submit():
        email = form.email.data or ""
        check_letter(request.remote_addr, clock, writes_to=email)
        with form.rules():
            opening.ask(email, clock)
            return redirect(url_for("passport.show_sent"), 303)
    if request.method == "GET" and "another" not in request.args and find_holder() is not None:
        return redirect(url_for("passport.show_record"), 303)
    return render_form("passport/ask.html", form, lasts=LINK_LASTS_IN_WORDS)


@blueprint.get("/sent")
@public(OWN)
def show_sent() -> str:
    """Where to look now. The same for every address (`B4`)."""
    return render_template("passport/show_sent.html", lasts=LINK_LASTS_IN_WORDS, open_for=OPEN_FOR_IN_WORDS)


@blueprint.route("/open/<token>", methods=["GET", "POST"])
@public(OWN)
@commits
def open_record(token: str) -> Answer:
    """One button, because programs that look at e-mails open links too."""
    clock, form = current_clock(), OpenForm()
    guess = count_guess(request.remote_addr, clock)
    opening.check_link(token, clock)
    guess.was_right_at_once()
    if form.validate_on_submit():
        held = opening.open_record(token, clock)
        return keep(redirect(url_for("passport.show_record"), 303), held)
    return render_form("passport/open_record.html", form, open_for=OPEN_FOR_IN_WORDS)


@blueprint.post("/close")
@public(OWN)
@commits
def close_record() -> Response:
    """Closes the record in this browser. Whoever is signed in stays so."""
    return let_go(redirect(url_for("passport.show_closed"), 303))


@blueprint.get("/closed")
@public(OWN)
def show_closed() -> str:
    """That it is closed, and how to come back (U26)."""
    return render_template("passport/show_closed.html")
