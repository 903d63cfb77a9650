"""What people declared: the list, one of them with its certificate, and the answers."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

from flask import Response, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as WerkzeugResponse

from network.core.commit import commits
from network.core.files.serving import download
from network.core.forms import render_form
from network.core.guard import requires
from network.core.pagination import page_number
from network.core.request import current_actor, current_clock
from network.training.declarations import queries, rules, service
from network.training.declarations.forms import RefuseForm
from network.training.declarations.vocabulary import DeclarationState
from network.training.pages.blueprint import blueprint
from network.training.permissions import TrainingPermission

Answer = WerkzeugResponse | str | tuple[str, int]


def _state(text: str | None) -> DeclarationState | None:
    if text == "all":
        return None
    return next((state for state in DeclarationState if state == text), DeclarationState.WAITING)


@blueprint.get("/declarations")
@requires(TrainingPermission.SEE_DECLARATIONS)
def list_declarations() -> str:
    """What people declared: what waits, unless asked otherwise."""
    state = _state(request.args.get("show"))
    page = queries.list_declarations(current_actor(), state, page_number(request.args.get("page")))
    return render_template("training/declarations.html", page=page, state=state, states=DeclarationState)


@blueprint.get("/declarations/<uuid:declaration_id>")
@requires(TrainingPermission.SEE_DECLARATIONS)
def show_declaration(declaration_id: UUID) -> Answer:
    """One of them, with what can be answered."""
    return _show(declaration_id, RefuseForm(formdata=None))


def _show(declaration_id: UUID, form: RefuseForm) -> Answer:
    line = queries.get_line(current_actor(), declaration_id)
    return render_form("training/declaration.html", form, line=line, kept_for=rules.KEPT_IN_WORDS)


@blueprint.get("/declarations/<uuid:declaration_id>/certificate")
@requires(TrainingPermission.SEE_DECLARATIONS)
def download_declared_certificate(declaration_id: UUID) -> Response:
    """The certificate, to be kept and not to be shown."""
    return download(*queries.get_certificate(current_actor(), declaration_id))


@blueprint.post("/declarations/<uuid:declaration_id>/confirm")
@requires(TrainingPermission.ANSWER_DECLARATIONS)
@commits
def confirm_declaration(declaration_id: UUID) -> WerkzeugResponse:
    """It counts from now on."""
    row = service.confirm(current_actor(), declaration_id, current_clock(), _seen())
    flash(f"Confirmed. It counts for {row.name} from now on, and we let them know.", "success")
    return _to_list()


@blueprint.post("/declarations/<uuid:declaration_id>/refuse")
@requires(TrainingPermission.ANSWER_DECLARATIONS)
@commits
def refuse_declaration(declaration_id: UUID) -> Answer:
    """Says what is missing."""
    form = RefuseForm()
    if form.validate_on_submit():
        with form.rules():
            row = service.refuse(current_actor(), declaration_id, form.why.data or "", current_clock(), _seen())
            flash(f"{row.name} can read what is missing, and declare it again. We let them know.", "success")
            return _to_list()
    return _show(declaration_id, form)


@blueprint.post("/declarations/<uuid:declaration_id>/take-back")
@requires(TrainingPermission.ANSWER_DECLARATIONS)
@commits
def take_confirmation_back(declaration_id: UUID) -> WerkzeugResponse:
    """It waits again."""
    service.take_confirmation_back(current_actor(), declaration_id, current_clock())
    flash("Taken back. It waits again, and does not count until somebody confirms it.", "success")
    return redirect(url_for("training.show_declaration", declaration_id=declaration_id), 303)


def _seen() -> datetime | None:
    """When that was declared which the page showed."""
    text = request.form.get("version")
    try:
        return datetime.fromisoformat(text) if text else None
    except ValueError:
        return datetime.min.replace(tzinfo=UTC)  # never current, and so a conflict: it was tampered with


def _to_list() -> WerkzeugResponse:
    return redirect(url_for("training.list_declarations"), 303)
