"""An organisation's own charter: where it stands, its yearly review, who answers for it, and taking it back."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from network.charter.forms.pledges import SeenForm
from network.charter.forms.signing import SignForm
from network.charter.pages.blueprint import Answer, blueprint
from network.charter.pages.signing import signatory_form
from network.charter.permissions import CharterPermission
from network.charter.queries import signatures, signings
from network.charter.queries.ours import read_ours, read_review
from network.charter.service import preparing, reviews, signing
from network.charter.vocabulary import Purpose
from network.core.commit import commits
from network.core.errors import NotFound
from network.core.forms import render_form
from network.core.guard import requires
from network.core.request import current_actor, current_clock, current_settings
from network.ui.filters import as_date


def _to_ours() -> Response:
    return redirect(url_for("charter.our_charter"), 303)


@blueprint.get("/ours")
@requires(CharterPermission.VIEW_OWN)
def our_charter() -> str:
    """Where the organisation stands with its charter, and the best next step."""
    ours = read_ours(current_actor(), current_clock().today())
    return render_template("charter/our_charter.html", ours=ours, origin=current_settings().origin)


@blueprint.get("/review")
@requires(CharterPermission.SIGN)
def review() -> str:
    """The yearly review: it begins from last year's answers."""
    review_now = read_review(current_actor(), current_clock().today())
    form = SeenForm(data={"version": str(review_now.latest.seen_version)})
    return render_template("charter/review.html", review=review_now, form=form)


@blueprint.post("/review")
@requires(CharterPermission.SIGN)
@commits
def renew() -> Response:
    """Closes the review: the signature is current for another year."""
    done = reviews.renew(current_actor(), SeenForm().seen_version, current_clock())
    flash(f"Renewed. Your signature is current until {as_date(done.current_until)}.", "success")
    return _to_ours()


@blueprint.get("/withdraw")
@requires(CharterPermission.SIGN)
def begin_withdrawing() -> Answer:
    """What taking the signature back means."""
    actor = current_actor()
    signature = signatures.find_standing_row(actor, actor.organisation_id)
    if signature is None:
        raise NotFound
    return render_form("charter/withdraw.html", SeenForm(data={"version": str(signature.version)}))


@blueprint.post("/withdraw")
@requires(CharterPermission.SIGN)
@commits
def withdraw() -> Response:
    """Takes the signature back. No reason is asked (U15)."""
    reviews.withdraw(current_actor(), SeenForm().seen_version, current_clock())
    flash("Your signature is withdrawn. You can sign again whenever you like.", "success")
    return _to_ours()


@blueprint.post("/signatory/left")
@requires(CharterPermission.SIGN)
@commits
def signatory_left() -> Response:
    """Whoever answers for the signature has left."""
    left = reviews.signatory_left(current_actor(), current_clock())
    flash(f"Thank you. {left.name} is not shown as answering for it any more. Say who does.", "success")
    return redirect(url_for("charter.name_successor"), 303)


@blueprint.route("/successor", methods=["GET", "POST"])
@requires(CharterPermission.SIGN)
@commits
def name_successor() -> Answer:
    """Who answers for the signature from now on."""
    actor, clock = current_actor(), current_clock()
    if signatures.find_standing_row(actor, actor.organisation_id) is None:
        raise NotFound
    form = signatory_form()
    if form.validate_on_submit():
        with form.rules():
            preparing.name_successor(actor, form.details(), form.seen_version, clock)
            return redirect(url_for("charter.check_succession"), 303)
    return render_form("charter/name_signatory.html", form, is_successor=True)


@blueprint.get("/successor/check")
@requires(CharterPermission.SIGN)
def check_succession() -> Answer:
    """What the successor takes on: they confirm it here, or by the link that is sent to them."""
    return _succession(SignForm(data={"number": "0"}))


@blueprint.post("/successor/check")
@requires(CharterPermission.SIGN)
@commits
def take_over() -> Answer:
    """The person who is signed in answers for it."""
    actor, clock, form = current_actor(), current_clock(), SignForm()
    if form.validate_on_submit():
        with form.rules():
            typed, is_authorised = form.typed_signature.data or "", bool(form.is_authorised.data)
            signing.take_over(actor, typed, clock, is_authorised=is_authorised)
            flash("Thank you. You answer for the charter of your organisation now.", "success")
            return _to_ours()
    return _succession(form)


def _succession(form: SignForm) -> Answer:
    actor = current_actor()
    known = signings.find_open_signing(actor, actor.organisation_id)
    if known is None or known.purpose is not Purpose.SUCCEED:
        raise NotFound
    ours = read_ours(actor, current_clock().today())
    return render_form("charter/check_succession.html", form, signing=known, ours=ours)
