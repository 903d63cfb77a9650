"""The link that shows that an address belongs to whoever asked."""

from __future__ import annotations

from flask import Response, render_template, request
from werkzeug.wrappers import Response as WerkzeugResponse

from network.accounts.public import check_link
from network.core.commit import commits
from network.core.forms import render_form
from network.core.guard import public
from network.core.request import current_clock, current_settings
from network.joining.forms import ConfirmAddressForm
from network.joining.pages.blueprint import Answer, blueprint
from network.joining.rules import LINK_LASTS_IN_WORDS
from network.joining.service import asking
from network.joining.service.asking import LinkUnusable
from network.joining.words import UNUSABLE_ROUTES


@blueprint.route("/join/confirm/<token>", methods=["GET", "POST"])
@public("whoever asked to join has no account: the link came to their own address")
@commits
def confirm_address(token: str) -> Answer:
    """One button, because programs that look at e-mails open links too."""
    organisation, form = _guarded(token), ConfirmAddressForm()
    if form.validate_on_submit():
        confirmed = asking.confirm(token, current_clock(), current_settings().join_answer_days)
        return render_template("joining/address_confirmed.html", confirmed=confirmed)
    return render_form("joining/confirm_address.html", form, organisation=organisation)


def _guarded(token: str) -> str:
    """The organisation that the link is about, within the limits of guessing (`B3`)."""
    guess = check_link(request.remote_addr, current_clock())
    organisation = asking.read_by_link(token, current_clock())
    guess.was_right_at_once()
    return organisation


@blueprint.errorhandler(LinkUnusable)
def _unusable(_error: LinkUnusable) -> tuple[str, int]:
    page = render_template("joining/link_unusable.html", routes=UNUSABLE_ROUTES, lasts=LINK_LASTS_IN_WORDS)
    return page, LinkUnusable.status


@blueprint.after_request
def _keep_the_link_to_oneself(answer: Response) -> WerkzeugResponse:
    """The address of the page is a secret: no cache keeps it, and no other site is told."""
    if request.endpoint == "joining.confirm_address":
        answer.headers["Cache-Control"] = "no-store"
    return answer
