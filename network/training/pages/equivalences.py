"""That a course outside the tiers counts as one: decided and ended by the coordinator."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, url_for
from werkzeug.wrappers import Response

from network.core.commit import commits
from network.core.forms import render_form
from network.core.guard import requires
from network.core.request import current_actor, current_clock
from network.training.courses import equivalences, queries
from network.training.courses.forms import DecisionForm
from network.training.pages.blueprint import blueprint
from network.training.permissions import TrainingPermission
from network.ui.filters import as_date

Answer = Response | tuple[str, int]


def _form() -> DecisionForm:
    form = DecisionForm()
    form.offer(queries.list_tiers())
    return form


@blueprint.get("/courses/<uuid:course_id>/counts-as/new")
@requires(TrainingPermission.KEEP_COURSES)
def decide_equivalence(course_id: UUID) -> Answer:
    """As which tier a course counts, from when and why."""
    course = queries.get_course(current_actor(), course_id)
    return render_form("training/decide_equivalence.html", _form(), course=course)


@blueprint.post("/courses/<uuid:course_id>/counts-as/new")
@requires(TrainingPermission.KEEP_COURSES)
@commits
def send_decision(course_id: UUID) -> Answer:
    """Decides it."""
    course, form = queries.get_course(current_actor(), course_id), _form()
    if form.validate_on_submit() and form.from_on.data is not None:
        with form.rules():
            said = {"tier": form.tier.data, "from_on": form.from_on.data, "reason": form.reason.data or ""}
            decided = equivalences.decide(current_actor(), course_id, **said, clock=current_clock())
            when = as_date(decided.from_on)
            flash(f"It counts as tier {decided.tier} from {when}. The figures follow within a few minutes.", "success")
            return redirect(url_for("training.show_course", course_id=course_id), 303)
    return render_form("training/decide_equivalence.html", form, course=course)


@blueprint.post("/courses/<uuid:course_id>/counts-as/<uuid:decision_id>/end")
@requires(TrainingPermission.KEEP_COURSES)
@commits
def end_equivalence(course_id: UUID, decision_id: UUID) -> Response:
    """Ends it with today."""
    ended = equivalences.end(current_actor(), course_id, decision_id, current_clock())
    last = as_date(ended.ended_on) if ended.ended_on is not None else ""
    flash(f"The last day that counts is {last}. What counted until then stays in the figures.", "success")
    return redirect(url_for("training.show_course", course_id=course_id), 303)
