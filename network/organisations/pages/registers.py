"""Importing a register: send it, see what would change, say yes, see what was done."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from network.core.commit import commits
from network.core.forms import render_form
from network.core.guard import requires
from network.core.request import current_actor, current_clock
from network.core.sizes import takes_files
from network.organisations import rules
from network.organisations.forms import ImportForm, UploadForm
from network.organisations.models import RegisterUpload
from network.organisations.pages.blueprint import blueprint
from network.organisations.permissions import OrganisationPermission
from network.organisations.queries.registers import get_upload
from network.organisations.registers.kinds import REGISTERS
from network.organisations.service import registers
from network.organisations.service.registers import LARGEST_REGISTER

Answer = Response | str | tuple[str, int]
SHOWN = 20
"""How many of each kind a preview shows; the counts say how many more there are."""
SHOWN_AFTERWARDS = 200
"""How many rows that were left out an outcome lists, to be mended one by one."""


@blueprint.get("/import")
@requires(OrganisationPermission.IMPORT)
def choose_register() -> Answer:
    """The form to send a register with."""
    return render_form("organisations/choose_register.html", UploadForm(), registers=REGISTERS)


@blueprint.post("/import")
@requires(OrganisationPermission.IMPORT)
@commits
@takes_files(LARGEST_REGISTER)
def upload_register() -> Answer:
    """Keeps the register for a day and leads to what it would change."""
    form = UploadForm()
    if form.validate_on_submit():
        with form.rules():
            sent = form.file.data
            upload = registers.upload_register(current_actor(), sent.filename or "", sent.read(), current_clock())
            return redirect(url_for("organisations.preview_register", upload_id=upload.id), 303)
    return render_form("organisations/choose_register.html", form, registers=REGISTERS)


@blueprint.get("/import/<uuid:upload_id>")
@requires(OrganisationPermission.IMPORT)
def preview_register(upload_id: UUID) -> Answer:
    """What the register would change at this moment."""
    actor, clock = current_actor(), current_clock()
    upload = get_upload(actor, upload_id, clock.now())
    if upload.imported_at is not None:
        return _to_outcome(upload)
    planned = registers.plan_import(actor, upload.content, clock)
    return render_template(
        "organisations/preview_register.html",
        form=ImportForm(data={"seen": planned.digest}),
        upload=upload,
        plan=planned.plan,
        updates=planned.updates,
        refused=[(refusal.row, refusal.why) for refusal in planned.plan.refused[:SHOWN]],
        shown=SHOWN,
        words=rules.in_words,
    )


@blueprint.post("/import/<uuid:upload_id>")
@requires(OrganisationPermission.IMPORT)
@commits
def import_register(upload_id: UUID) -> Answer:
    """Imports it, if it would still do what was shown."""
    seen = ImportForm().seen.data or ""
    done = registers.import_upload(current_actor(), upload_id, seen, current_clock())
    if done is None:
        flash("The directory has changed since you looked, so nothing was imported. Look again, then say yes.")
        return redirect(url_for("organisations.preview_register", upload_id=upload_id), 303)
    return _to_outcome(done)


def _to_outcome(upload: RegisterUpload) -> Response:
    return redirect(url_for("organisations.show_import", upload_id=upload.id), 303)


@blueprint.get("/import/<uuid:upload_id>/done")
@requires(OrganisationPermission.IMPORT)
def show_import(upload_id: UUID) -> Answer:
    """What an import did."""
    upload = get_upload(current_actor(), upload_id, current_clock().now())
    if upload.imported_at is None:
        return redirect(url_for("organisations.preview_register", upload_id=upload_id), 303)
    report = upload.report or {}
    refused = [(refusal["row"], refusal["why"]) for refusal in report["refused"][:SHOWN_AFTERWARDS]]
    return render_template("organisations/show_import.html", upload=upload, report=report, refused=refused)
