"""Extensions: what was decided, deciding one, taking one back."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from network.core.commit import commits
from network.core.forms import render_form
from network.core.guard import requires
from network.core.pagination import page_number
from network.core.request import current_actor, current_clock
from network.training.extensions import queries, service
from network.training.extensions.forms import ExtendForm
from network.training.pages.blueprint import blueprint
from network.training.permissions import TrainingPermission
from network.ui.filters import as_date, plural

Answer = Response | tuple[str, int]


@blueprint.get("/extensions")
@requires(TrainingPermission.EXTEND)
def list_extensions() -> str:
    """What was let stand longer, until when and why, the latest first."""
    page = queries.list_extensions(current_actor(), page_number(request.args.get("page")))
    return render_template("training/extensions.html", page=page)


@blueprint.route("/extensions/new", methods=["GET", "POST"])
@requires(TrainingPermission.EXTEND)
@commits
def extend() -> Answer:
    """Lets what runs out stand longer, for everybody whom it concerns at once."""
    actor, clock, form = current_actor(), current_clock(), ExtendForm()
    form.offer(queries.list_lapsing(actor, clock.today()), clock.today())
    if form.validate_on_submit():
        with form.rules():
            extension = service.extend(actor, **form.answers(), clock=clock)
            stands = "stands" if extension.people == 1 else "stand"
            people = plural(extension.people, "person’s training", "people’s training")
            flash(f"{people} now {stands} until {as_date(extension.until)}. You can take this back below.", "success")
            return redirect(url_for("training.list_extensions"), 303)
    return render_form("training/extend.html", form)


@blueprint.post("/extensions/<uuid:extension_id>/take-back")
@requires(TrainingPermission.EXTEND)
@commits
def take_back_extension(extension_id: UUID) -> Response:
    """Everything that it moved stands as before."""
    service.take_back(current_actor(), extension_id, current_clock())
    flash("The extension is taken back. What it moved runs out when it would have.", "success")
    return redirect(url_for("training.list_extensions"), 303)
