"""Signing in to a session without an account: by the code on the wall, or by the link that its QR code holds."""

from __future__ import annotations

import functools
from collections.abc import Callable

from flask import redirect, render_template, request, url_for

from network.accounts.public import check_link, check_sheet_code
from network.core.commit import commits, rollback
from network.core.forms import render_form
from network.core.guard import public
from network.core.request import current_clock
from network.training.signing import addresses, words
from network.training.signing.forms import CodeForm, SignForm
from network.training.signing.pages.blueprint import BY_CODE, Answer, blueprint
from network.training.signing.queries import Sheet, SheetUnusable
from network.training.signing.service import signing

NO_SHEET = "No open sheet has this code. Check it on the wall, or ask whoever holds the session"


@blueprint.route("/sign-in-sheet", methods=["GET", "POST"])
@public(BY_CODE)
@commits
def type_code() -> Answer:
    """The code, typed. A wrong one and a closed sheet are answered alike (`B12`)."""
    form, clock = CodeForm(), current_clock()
    if form.validate_on_submit():
        guess = check_sheet_code(request.remote_addr, clock)
        try:
            token = signing.find_link(form.code.data or "", clock)
        except SheetUnusable:
            rollback()
            form.code.errors = [NO_SHEET]
        else:
            guess.was_right()
            return redirect(addresses.signing(token), 303)
    return render_form("signing/type_code.html", form)


def of_a_sheet(view: Callable[[str, Sheet], Answer]) -> Callable[[str], Answer]:
    """Finds the sheet of a link first, within the limits of guessing (`B3`).

    Outside `commits`: a try is written down in a transaction of its own, which would keep a form's key for good,
    and whoever mends the form could not send it again.
    """

    @functools.wraps(view)
    def finding(token: str) -> Answer:
        guess = check_link(request.remote_addr, current_clock())
        sheet = signing.read_sheet(token, current_clock())
        guess.was_right_at_once()
        return view(token, sheet)

    return finding


@blueprint.route("/sign-in-sheet/<token>", methods=["GET", "POST"])
@public(BY_CODE)
@of_a_sheet
@commits
def sign_in(token: str, sheet: Sheet) -> Answer:
    """What session it is, who reads it, and one's own name. Nothing of who else signed."""
    form = SignForm()
    form.ask(has_number=sheet.scheduled_id is None)
    if form.validate_on_submit():
        with form.rules():
            signing.sign(token, form.said(), current_clock())
            return redirect(url_for("signing.show_signed", token=token), 303)
    said = {"readers": words.readers(sheet), "not_readers": words.NOT_READERS, "kept_for": words.kept_for(sheet)}
    return render_form("signing/sign_in.html", form, sheet=sheet, **said)


@blueprint.get("/sign-in-sheet/<token>/thank-you")
@public(BY_CODE)
@of_a_sheet
def show_signed(token: str, sheet: Sheet) -> Answer:
    """That it is written down, what happens next, and the way for somebody else on this phone."""
    return render_template("signing/show_signed.html", sheet=sheet, token=token)
