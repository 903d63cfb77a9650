"""Peer checks: asking another partner, looking at what it has in place, and agreeing on what is shown."""

from __future__ import annotations

from uuid import UUID

from flask import Response, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response as WerkzeugResponse

from network.charter.forms.evidence import AnswerForm, AskPeerForm
from network.charter.pages.blueprint import Answer, blueprint
from network.charter.permissions import CharterPermission
from network.charter.queries import checks as queries
from network.charter.queries import evidence, pledges
from network.charter.queries.checks import Check
from network.charter.service import checks as service
from network.charter.vocabulary import CheckState
from network.core.commit import commits
from network.core.errors import NotFound
from network.core.files.serving import download
from network.core.forms import render_form
from network.core.guard import requires
from network.core.request import current_actor, current_clock
from network.organisations.public import list_partners
from network.ui.fields import choice


def _to_check(check_id: UUID) -> WerkzeugResponse:
    return redirect(url_for("charter.show_check", check_id=check_id), 303)


@blueprint.get("/checks")
@requires(CharterPermission.CHECK)
def list_checks() -> str:
    """The checks that the organisation was asked for, and those that it asked for."""
    found, own = queries.list_checks(current_actor()), current_actor().organisation_id
    return render_template(
        "charter/list_checks.html",
        of_us=[each for each in found if each.peer_id == own],
        by_us=[each for each in found if each.organisation_id == own],
    )


@blueprint.route("/pledges/<uuid:pledge_id>/check", methods=["GET", "POST"])
@requires(CharterPermission.CHECK)
@commits
def ask_peer(pledge_id: UUID) -> Answer:
    """Which partner is to look."""
    actor, form = current_actor(), AskPeerForm()
    pledge = pledges.get_own_pledge(actor, pledge_id)
    form.peer.choices = [choice(each.id, each.name) for each in list_partners() if each.id != actor.organisation_id]
    if form.validate_on_submit():
        with form.rules():
            check = service.ask_peer(actor, pledge_id, form.peer.data, form.note.data or "", current_clock())
            flash("Asked. You hear from us when they have looked.", "success")
            return _to_check(check.id)
    return render_form("charter/ask_peer.html", form, pledge=pledge)


@blueprint.get("/checks/<uuid:check_id>")
@requires(CharterPermission.CHECK)
def show_check(check_id: UUID) -> Answer:
    """A check, as far as it is: what to look at for the one, what was seen for the other."""
    check = queries.get_check(current_actor(), check_id)
    return _page(check, AnswerForm(data={"version": str(check.version)}))


@blueprint.post("/checks/<uuid:check_id>")
@requires(CharterPermission.CHECK)
@commits
def answer_check(check_id: UUID) -> Answer:
    """Says what was seen."""
    actor, form = current_actor(), AnswerForm()
    check = queries.get_check(actor, check_id)
    if form.validate_on_submit():
        with form.rules():
            said = form.finding.data, form.seen.data or "", form.seen_version
            service.answer(actor, check_id, *said, current_clock())
            flash(f"Thank you. {check.organisation} reads it now, and says whether it is shown.", "success")
            return _to_check(check_id)
    return _page(check, form)


def _page(check: Check, form: AnswerForm) -> Answer:
    is_peer = check.peer_id == current_actor().organisation_id
    shown = evidence.list_for_check(check.pledge_id) if is_peer and check.state is CheckState.ASKED else []
    return render_form("charter/show_check.html", form, check=check, is_peer=is_peer, evidence=shown)


@blueprint.get("/checks/<uuid:check_id>/evidence/<uuid:evidence_id>")
@requires(CharterPermission.CHECK)
def download_for_check(check_id: UUID, evidence_id: UUID) -> Response:
    """A file that the partner was asked to look at, while it is asked."""
    check = queries.get_check(current_actor(), check_id)
    if check.peer_id != current_actor().organisation_id or check.state is not CheckState.ASKED:
        raise NotFound
    kept = evidence.get_file_for_check(check.pledge_id, evidence_id)
    return download(kept.file, kept.name)


@blueprint.post("/checks/<uuid:check_id>/decline")
@requires(CharterPermission.CHECK)
@commits
def decline_check(check_id: UUID) -> WerkzeugResponse:
    """No, thank you. No reason is asked."""
    service.decline(current_actor(), check_id, current_clock())
    flash("You said no. They can ask another partner.", "success")
    return redirect(url_for("charter.list_checks"), 303)


@blueprint.post("/checks/<uuid:check_id>/agree")
@requires(CharterPermission.CHECK)
@commits
def agree_to_check(check_id: UUID) -> WerkzeugResponse:
    """Both agree: the register shows it."""
    service.agree(current_actor(), check_id, current_clock())
    flash("The register shows what they saw from now on.", "success")
    return _to_check(check_id)


@blueprint.post("/checks/<uuid:check_id>/close")
@requires(CharterPermission.CHECK)
@commits
def close_check(check_id: UUID) -> WerkzeugResponse:
    """Takes the question back, or does not agree."""
    service.close(current_actor(), check_id, current_clock())
    flash("Closed. Nothing of it is shown, and you can ask again.", "success")
    return _to_check(check_id)
