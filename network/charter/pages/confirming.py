"""The signatory's side of the link that was sent to them: read, sign, or say that it should not have come."""

from __future__ import annotations

from flask import Response, render_template, request, url_for
from werkzeug.wrappers import Response as WerkzeugResponse

from network.accounts.public import check_link
from network.charter.forms.signing import SignForm
from network.charter.pages.blueprint import Answer, blueprint
from network.charter.service import by_link
from network.charter.service.by_link import AskedSignature, LinkUnusable
from network.core.commit import commits
from network.core.errors import OtherRoute
from network.core.forms import render_form
from network.core.guard import public
from network.core.request import current_clock

WHY = "a signatory has no account: the link came to their own address"
SECRET_ADDRESSES = frozenset({"charter.confirm_by_link", "charter.sign_by_link", "charter.decline_by_link"})


@blueprint.get("/confirm/<token>")
@public(WHY)
def confirm_by_link(token: str) -> Answer:
    """The exact text, what the organisation will do, and the place to sign."""
    asked = _guarded(token)
    return _page(asked, SignForm(data={"number": str(asked.version.number)}), token)


@blueprint.post("/confirm/<token>")
@public(WHY)
@commits
def sign_by_link(token: str) -> Answer:
    """Signs it."""
    asked, form = _guarded(token), SignForm()
    if form.validate_on_submit():
        with form.rules():
            typed, is_authorised = form.typed_signature.data or "", bool(form.is_authorised.data)
            by_link.sign_by_link(token, form.seen_number, typed, current_clock(), is_authorised=is_authorised)
            return render_template("charter/confirmed_by_link.html", asked=asked)
    return _page(asked, form, token)


@blueprint.post("/confirm/<token>/decline")
@public(WHY)
@commits
def decline_by_link(token: str) -> str:
    """It should not have come to them. No reason is asked (U15)."""
    _guarded(token)
    by_link.decline_by_link(token, current_clock())
    return render_template("charter/declined_by_link.html")


def _guarded(token: str) -> AskedSignature:
    """What the link asks for, within the limits of guessing (`B3`)."""
    guess = check_link(request.remote_addr, current_clock())
    asked = by_link.read_by_link(token, current_clock())
    guess.was_right_at_once()
    return asked


def _page(asked: AskedSignature, form: SignForm, token: str) -> Answer:
    return render_form("charter/confirm_by_link.html", form, asked=asked, token=token)


@blueprint.errorhandler(LinkUnusable)
def _unusable(_error: LinkUnusable) -> tuple[str, int]:
    routes = (
        OtherRoute("Ask whoever wrote to you to send it again", None),
        OtherRoute("See whether it is signed already", url_for("charter.list_signatories")),
        OtherRoute("Read the charter", url_for("charter.read_charter")),
    )
    return render_template("charter/link_unusable.html", routes=routes), LinkUnusable.status


@blueprint.after_request
def _keep_the_link_to_oneself(answer: Response) -> WerkzeugResponse:
    """The address of the page is a secret: no cache keeps it, and no other site is told."""
    if request.endpoint in SECRET_ADDRESSES:
        answer.headers["Cache-Control"] = "no-store"
    return answer
