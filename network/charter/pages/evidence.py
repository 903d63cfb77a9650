"""What shows a pledge: added, handed out and removed."""

from __future__ import annotations

from uuid import UUID

from flask import Response, flash, redirect, url_for
from werkzeug.wrappers import Response as WerkzeugResponse

from network.charter.forms.evidence import EvidenceForm
from network.charter.models import Evidence
from network.charter.pages.blueprint import Answer, blueprint
from network.charter.permissions import CharterPermission
from network.charter.queries import checks, pledges
from network.charter.queries import evidence as queries
from network.charter.service import evidence as service
from network.charter.vocabulary import EvidenceKind
from network.core.actor import Actor
from network.core.clock import Clock
from network.core.commit import commits
from network.core.files.checked import LARGEST_FILE, ROUND_A_FILE
from network.core.files.serving import download
from network.core.forms import render_form
from network.core.guard import requires
from network.core.request import current_actor, current_clock
from network.core.sizes import takes_files


@blueprint.get("/pledges/<uuid:pledge_id>/evidence")
@requires(CharterPermission.VIEW_OWN)
def list_evidence(pledge_id: UUID) -> Answer:
    """What shows a pledge, with the form that adds to it."""
    return _list(pledge_id, EvidenceForm())


@blueprint.post("/pledges/<uuid:pledge_id>/evidence")
@requires(CharterPermission.PLEDGE)
@commits
@takes_files(LARGEST_FILE + ROUND_A_FILE)
def add_evidence(pledge_id: UUID) -> Answer:
    """Adds a file or a link."""
    form = EvidenceForm()
    if form.validate_on_submit():
        with form.rules():
            added = _add(current_actor(), pledge_id, form, current_clock())
            flash(f"Added: {added.title}.", "success")
            return _to_list(pledge_id)
    return _list(pledge_id, form)


def _add(actor: Actor, pledge_id: UUID, form: EvidenceForm, clock: Clock) -> Evidence:
    if form.kind.data is EvidenceKind.LINK:
        return service.add_link(actor, pledge_id, form.said(), form.address.data or "", clock)
    sent = form.file.data
    content, name = (sent.read(), sent.filename or "") if sent else (b"", "")
    return service.add_file(actor, pledge_id, form.said(), content, name, clock)


@blueprint.get("/evidence/<uuid:evidence_id>/file")
@requires(CharterPermission.VIEW_OWN)
def download_evidence(evidence_id: UUID) -> Response:
    """A file, to be kept and not to be shown."""
    kept = queries.get_file(current_actor(), evidence_id)
    return download(kept.file, kept.name)


@blueprint.post("/evidence/<uuid:evidence_id>/remove")
@requires(CharterPermission.PLEDGE)
@commits
def remove_evidence(evidence_id: UUID) -> WerkzeugResponse:
    """Removes a piece of evidence."""
    pledge_id = service.remove_evidence(current_actor(), evidence_id, current_clock())
    flash("Removed. You can add something else at any time.", "success")
    return _to_list(pledge_id)


def _to_list(pledge_id: UUID) -> WerkzeugResponse:
    return redirect(url_for("charter.list_evidence", pledge_id=pledge_id), 303)


def _list(pledge_id: UUID, form: EvidenceForm) -> Answer:
    actor = current_actor()
    pledge = pledges.get_any_own_pledge(actor, pledge_id)
    return render_form(
        "charter/list_evidence.html",
        form,
        pledge=pledge,
        evidence=queries.list_evidence(actor, [pledge.id]).get(pledge.id, []),
        check=checks.find_open_check(actor, pledge.id),
    )
