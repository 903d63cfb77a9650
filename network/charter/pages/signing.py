"""Signing the charter: a list of what to do, each on its page, then the signature or the link for the signatory."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from network.charter.forms.signing import (
    ME,
    SOMEBODY_ELSE,
    ActionsForm,
    SignatoryForm,
    SignForm,
    StatementForm,
    readiness_form,
)
from network.charter.models import Signing
from network.charter.pages.blueprint import Answer, blueprint
from network.charter.permissions import CharterPermission
from network.charter.queries import pledges, readiness, signatures, signings
from network.charter.rules.signing import check_is_prepared
from network.charter.rules.standing import a_year_on
from network.charter.service import pledges as pledging
from network.charter.service import preparing, signing
from network.charter.service import readiness as checklists
from network.core.actor import Actor
from network.core.clock import Clock
from network.core.commit import commits
from network.core.forms import render_form
from network.core.guard import requires
from network.core.request import current_actor, current_clock
from network.organisations.public import statement_of


def _to_list() -> Response:
    return redirect(url_for("charter.begin_signing"), 303)


def _to_ours() -> Response:
    return redirect(url_for("charter.our_charter"), 303)


@blueprint.get("/sign")
@requires(CharterPermission.SIGN)
def begin_signing() -> str:
    """What there is to do before the charter is signed, and how far the organisation is."""
    preparation = preparing.read_preparation(current_actor(), current_clock())
    return render_template("charter/begin_signing.html", preparation=preparation)


@blueprint.route("/sign/readiness", methods=["GET", "POST"])
@requires(CharterPermission.SIGN)
@commits
def declare_readiness() -> Answer:
    """The network's checklist, as the organisation answers it of itself."""
    actor = current_actor()
    lines = list(readiness.read_checklist(actor, actor.organisation_id).lines)
    form = readiness_form(lines)
    if form.validate_on_submit():
        checklists.declare(actor, form.answers(), current_clock())
        flash("Your answers are saved. You can change them at any time.", "success")
        return _to_list()
    return render_form("charter/declare_readiness.html", form, lines=lines)


@blueprint.route("/sign/actions", methods=["GET", "POST"])
@requires(CharterPermission.SIGN)
@commits
def choose_actions() -> Answer:
    """The two actions for the next twelve months."""
    actor, clock = current_actor(), current_clock()
    present = pledges.list_actions_of(actor, actor.organisation_id)
    form = ActionsForm(
        data={
            f"{field}_{place}": getattr(each, field)
            for place, each in enumerate(present[:2], start=1)
            for field in ("text", "owner_name")
        }
    )
    if form.validate_on_submit():
        with form.rules():
            pledging.set_actions(actor, form.said(a_year_on(clock.today())), clock)
            return _to_ours() if _is_signed(actor, clock) else _to_list()
    return render_form("charter/choose_actions.html", form, is_signed=_is_signed(actor, clock))


def _is_signed(actor: Actor, clock: Clock) -> bool:
    """Whether today's version is signed: then the actions are chosen anew in the yearly review."""
    latest = next(iter(signatures.list_signatures_of(actor, actor.organisation_id, clock.today())), None)
    return latest is not None and latest.stands and latest.is_on_current


@blueprint.route("/sign/signatory", methods=["GET", "POST"])
@requires(CharterPermission.SIGN)
@commits
def name_signatory() -> Answer:
    """Who signs, and their deputy."""
    actor, clock = current_actor(), current_clock()
    preparing.check_may_sign(actor, actor.organisation_id, clock)
    form = signatory_form()
    if form.validate_on_submit():
        with form.rules():
            preparing.name_signatory(actor, form.details(), form.seen_version, clock)
            return _to_list()
    return render_form("charter/name_signatory.html", form, is_successor=False)


def signatory_form() -> SignatoryForm:
    """The form as it stands: what was said of this signing; otherwise what was said last; otherwise one's own name."""
    actor = current_actor()
    known = signings.find_open_signing(actor, actor.organisation_id)
    if known is not None and known.signatory_name:
        return SignatoryForm(data=_filled(known))
    last = signatures.find_signatory(actor, actor.organisation_id)
    version = str(known.version) if known is not None else "0"
    if last is None:
        return SignatoryForm(data={"version": version, "signatory_name": signatures.find_own_name(actor)})
    own = last.user_id == actor.user_id
    return SignatoryForm(
        data={
            "version": version,
            "who": ME if own else SOMEBODY_ELSE,
            "signatory_name": last.name,
            "job_title": last.job_title,
            "signatory_email": "" if own else last.email,
            "deputy_name": last.deputy_name,
            "deputy_title": last.deputy_title,
            "deputy_email": last.deputy_email,
        }
    )


def _filled(known: Signing) -> dict[str, object]:
    own = bool(known.signs_themselves)
    kept = ("signatory_name", "job_title", "basis", "basis_words", "deputy_name", "deputy_title", "deputy_email")
    return {
        "version": str(known.version),
        "who": ME if own else SOMEBODY_ELSE,
        "signatory_email": "" if own else known.signatory_email,
        **{field: getattr(known, field) for field in kept},
    }


@blueprint.route("/sign/statement", methods=["GET", "POST"])
@requires(CharterPermission.SIGN)
@commits
def state_for_public() -> Answer:
    """What the organisation says in public."""
    actor, clock = current_actor(), current_clock()
    preparing.check_may_sign(actor, actor.organisation_id, clock)
    known = signings.find_open_signing(actor, actor.organisation_id)
    said = known.statement if known is not None and known.statement else statement_of(actor.organisation_id)
    form = StatementForm(data={"statement": said, "version": str(known.version) if known is not None else "0"})
    if form.validate_on_submit():
        with form.rules():
            preparing.state_for_public(actor, form.statement.data or "", form.seen_version, clock)
            return _to_list()
    return render_form("charter/state_for_public.html", form)


@blueprint.get("/sign/check")
@requires(CharterPermission.SIGN)
def check_signing() -> Answer:
    """All that will be signed, once more, with the exact text."""
    preparation = preparing.read_preparation(current_actor(), current_clock())
    if preparation.steps or preparation.is_sent:
        return _to_list()
    form = SignForm(data={"number": str(preparation.version.number)})
    return render_form("charter/check_signing.html", form, preparation=preparation)


@blueprint.post("/sign/check")
@requires(CharterPermission.SIGN)
@commits
def sign_charter() -> Answer:
    """Signs it, where whoever prepared it signs themselves."""
    actor, clock, form = current_actor(), current_clock(), SignForm()
    if form.validate_on_submit():
        with form.rules():
            typed, is_authorised = form.typed_signature.data or "", bool(form.is_authorised.data)
            signing.sign_charter(actor, form.seen_number, typed, clock, is_authorised=is_authorised)
            return redirect(url_for("charter.confirm_signature"), 303)
    preparation = preparing.read_preparation(actor, clock, form.seen_number)
    check_is_prepared(preparation.steps)
    return render_form("charter/check_signing.html", form, preparation=preparation)


@blueprint.post("/sign/send")
@requires(CharterPermission.SIGN)
@commits
def send_to_signatory() -> Response:
    """Sends the signatory their link; once more, where the first did not arrive."""
    preparing.send_to_signatory(current_actor(), SignForm().seen_number, current_clock())
    flash("Sent. You hear from us when it is signed.", "success")
    return _to_list()


@blueprint.post("/sign/take-back")
@requires(CharterPermission.SIGN)
@commits
def take_back() -> Response:
    """Ends the link, so that what was prepared can be changed."""
    preparing.take_back(current_actor(), current_clock())
    flash("The link does not work any more. Change what you like, then send it again.", "success")
    return _to_list()


@blueprint.get("/signed")
@requires(CharterPermission.SIGN)
def confirm_signature() -> Answer:
    """What was done, and what happens next (U9)."""
    actor = current_actor()
    found = signatures.list_signatures_of(actor, actor.organisation_id, current_clock().today())
    if not found:
        return redirect(url_for("charter.read_charter"), 303)
    return render_template("charter/confirm_signature.html", signature=found[0])
