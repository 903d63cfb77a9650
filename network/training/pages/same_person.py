"""Two records that may be one person: found, compared, said to be one, and told apart again."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from network.core.commit import commits
from network.core.errors import RuleBroken
from network.core.guard import requires
from network.core.pagination import page_number
from network.core.request import current_actor, current_clock
from network.training import queries, same_person
from network.training.forms import SamePersonForm
from network.training.pages.blueprint import blueprint
from network.training.permissions import TrainingPermission


@blueprint.get("/people/names")
@requires(TrainingPermission.JOIN_LEARNERS)
def list_shared_names() -> str:
    """Names that more than one record has."""
    page = queries.list_shared_names(current_actor(), page_number(request.args.get("page")))
    return render_template("training/shared_names.html", page=page)


@blueprint.get("/people/<uuid:learner_id>/same-as/<uuid:other_id>")
@requires(TrainingPermission.JOIN_LEARNERS)
def compare_records(learner_id: UUID, other_id: UUID) -> str:
    """What each record holds, and what would count together."""
    actor = current_actor()
    both = [queries.get_learner(actor, each) for each in (learner_id, other_id)]
    if both[0].id == both[1].id:
        raise RuleBroken(None, same_person.ONE_ALREADY)
    return render_template(
        "training/compare_records.html",
        both=[(learner, queries.list_completions_of(actor, learner.id)) for learner in both],
        form=SamePersonForm(),
    )


@blueprint.post("/people/<uuid:learner_id>/same-as/<uuid:other_id>")
@requires(TrainingPermission.JOIN_LEARNERS)
@commits
def join_records(learner_id: UUID, other_id: UUID) -> Response:
    """Says that two records are one person."""
    actor = current_actor()
    kept, other = queries.get_learner(actor, learner_id), queries.get_learner(actor, other_id)
    person = same_person.stand_for(actor, kept=kept, other=other, clock=current_clock())
    flash("They are one person from now on. You can tell them apart again on this page.", "success")
    return redirect(url_for("training.show_learner", learner_id=person.id), 303)


@blueprint.post("/people/<uuid:row_id>/apart")
@requires(TrainingPermission.JOIN_LEARNERS)
@commits
def tell_apart(row_id: UUID) -> Response:
    """Takes back that a record is the same person as another."""
    row = same_person.tell_apart(current_actor(), row_id, current_clock())
    flash("They are two people again, each with what was recorded for them.", "success")
    return redirect(url_for("training.show_learner", learner_id=row.id), 303)
