"""The pages of training needs: what was assessed, and assessing."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from network.core.commit import commits
from network.core.forms import render_form
from network.core.guard import requires
from network.core.pagination import page_number
from network.core.request import current_actor, current_clock
from network.organisations.public import list_departments, list_workforce
from network.training.needs import queries, rules, service
from network.training.needs.forms import AssessForm
from network.training.pages.blueprint import blueprint
from network.training.permissions import TrainingPermission, who_sees

Answer = Response | str | tuple[str, int]


@blueprint.get("/needs")
@requires(TrainingPermission.SEE_NEEDS)
def show_own_needs() -> Response:
    """To the needs of one's own organisation."""
    return redirect(url_for("training.show_needs", organisation_id=current_actor().organisation_id), 303)


@blueprint.get("/needs/<uuid:organisation_id>")
@requires(TrainingPermission.SEE_NEEDS)
def show_needs(organisation_id: UUID) -> Answer:
    """What holds today, what has changed since it was assessed, and the earlier assessments."""
    actor = current_actor()
    organisation = queries.get_within_reach(actor, organisation_id)
    held = queries.find_assessment(actor, organisation_id, current_clock().today())
    lines = queries.list_needs(actor, held.id) if held is not None else []
    can_assess = actor.can(TrainingPermission.ASSESS_NEEDS)
    rows = list_workforce(actor, organisation_id) if can_assess else []
    return render_template(
        "training/needs.html",
        organisation=organisation,
        held=held,
        lines=lines,
        changed=rules.changes(lines, rows) if can_assess else [],
        departments={each.id: each.name for each in list_departments(actor, organisation_id)},
        page=queries.list_assessments(actor, organisation_id, page_number(request.args.get("page")), 20),
    )


@blueprint.get("/needs/<uuid:organisation_id>/assess")
@requires(TrainingPermission.ASSESS_NEEDS)
def assess_needs(organisation_id: UUID) -> Answer:
    """The rows as they stand, to be kept as today's assessment."""
    return _assess_page(organisation_id, AssessForm())


@blueprint.post("/needs/<uuid:organisation_id>/assess")
@requires(TrainingPermission.ASSESS_NEEDS)
@commits
def keep_assessment(organisation_id: UUID) -> Answer:
    """Keeps them."""
    form = AssessForm()
    if form.validate_on_submit():
        with form.rules():
            seen = (form.seen.raw_data or [""])[0]
            service.assess(current_actor(), organisation_id, form.note.data or "", seen, current_clock())
            flash("Kept. From today, coverage is a share of these people. Assess again when they change.", "success")
            return redirect(url_for("training.show_needs", organisation_id=organisation_id), 303)
    return _assess_page(organisation_id, form)


@blueprint.get("/needs/<uuid:organisation_id>/<uuid:assessment_id>")
@requires(TrainingPermission.SEE_NEEDS)
def show_assessment(organisation_id: UUID, assessment_id: UUID) -> Answer:
    """One assessment, as it was made."""
    actor = current_actor()
    organisation = queries.get_within_reach(actor, organisation_id)
    assessment = queries.get_assessment(actor, organisation_id, assessment_id)
    return render_template(
        "training/assessment.html",
        organisation=organisation,
        assessment=assessment,
        lines=queries.list_needs(actor, assessment_id),
        departments={each.id: each.name for each in list_departments(actor, organisation_id)},
    )


def _assess_page(organisation_id: UUID, form: AssessForm) -> Answer:
    actor = current_actor()
    organisation = queries.get_within_reach(actor, organisation_id)
    rows = list_workforce(actor, organisation_id)
    form.open_with(seen=rules.fingerprint(rows, organisation.workforce_size))
    return render_form(
        "training/assess_needs.html",
        form,
        organisation=organisation,
        rows=rows,
        readers=who_sees(TrainingPermission.SEE_NEEDS),
        departments={each.id: each.name for each in list_departments(actor, organisation_id)},
        needs=rules.denominators(rows, organisation.workforce_size, current_clock().today()),
    )
