"""The tiers, as the coordinator names them for the whole network."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from network.core.commit import commits
from network.core.forms import UNPROCESSABLE, render_form
from network.core.guard import requires
from network.core.request import current_actor, current_clock
from network.training.courses import queries, tiers
from network.training.courses.forms import YES, AddTierForm, CountingForm, CourseStateForm, EditTierForm
from network.training.pages.blueprint import blueprint
from network.training.permissions import TrainingPermission

Answer = Response | str | tuple[str, int]


@blueprint.get("/tiers")
@requires(TrainingPermission.KEEP_COURSES)
def list_tiers() -> str:
    """All tiers in order, and how they are counted."""
    return _show(CountingForm.over(queries.get_counting()))


def _show(form: CountingForm) -> str:
    shown = [(tier, tiers.draft_of(tier)) for tier in queries.list_tiers()]
    return render_template("training/tiers.html", tiers=shown, form=form, counting=queries.get_counting())


@blueprint.post("/tiers/counting")
@requires(TrainingPermission.KEEP_COURSES)
@commits
def set_counting() -> Answer:
    """Says whether a higher tier counts in the lower ones."""
    form = CountingForm()
    if form.validate_on_submit():
        with form.rules():
            wanted = form.counting.data == YES
            tiers.set_cumulative(
                current_actor(), is_cumulative=wanted, seen_version=form.seen_version, clock=current_clock()
            )
            flash("How tiers are counted is saved. The figures of every organisation follow within minutes.", "success")
            return redirect(url_for("training.list_tiers"), 303)
    return _show(form), UNPROCESSABLE


@blueprint.get("/tiers/new")
@requires(TrainingPermission.KEEP_COURSES)
def add_tier() -> Answer:
    """An empty form for a tier more."""
    return render_form("training/add_tier.html", AddTierForm())


@blueprint.post("/tiers/new")
@requires(TrainingPermission.KEEP_COURSES)
@commits
def send_tier() -> Answer:
    """Adds a tier."""
    form = AddTierForm()
    if form.validate_on_submit():
        with form.rules():
            added = tiers.add_tier(current_actor(), form.draft(), current_clock())
            flash(f"Added: {added.name}. Courses can belong to it from now on.", "success")
            return redirect(url_for("training.list_tiers"), 303)
    return render_form("training/add_tier.html", form)


@blueprint.get("/tiers/<int(min=1, max=99):number>")
@requires(TrainingPermission.KEEP_COURSES)
def edit_tier(number: int) -> Answer:
    """The form over one tier."""
    tier = queries.get_tier(number)
    draft = tiers.draft_of(tier)
    form = EditTierForm(
        name=draft.name, level=draft.level, scottish=draft.scottish, welsh=draft.welsh, version=tier.version
    )
    return render_form("training/edit_tier.html", form, tier=tier)


@blueprint.post("/tiers/<int(min=1, max=99):number>")
@requires(TrainingPermission.KEEP_COURSES)
@commits
def save_tier(number: int) -> Answer:
    """Keeps its name and levels."""
    form, tier = EditTierForm(), queries.get_tier(number)
    if form.validate_on_submit():
        with form.rules():
            kept = tiers.edit_tier(current_actor(), number, form.draft(), form.seen_version, current_clock())
            flash(f"Saved: {kept.name}. All figures show the new name.", "success")
            return redirect(url_for("training.list_tiers"), 303)
    return render_form("training/edit_tier.html", form, tier=tier)


@blueprint.post("/tiers/<int(min=1, max=99):number>/remove")
@requires(TrainingPermission.KEEP_COURSES)
@commits
def remove_tier(number: int) -> Response:
    """Removes a tier that nobody uses."""
    tiers.remove_tier(current_actor(), number, CourseStateForm().seen_version, current_clock())
    flash("The tier is removed.", "success")
    return redirect(url_for("training.list_tiers"), 303)
