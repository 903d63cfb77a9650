"""How to talk about it, and a referral to rehearse. Nothing of either is kept."""

from __future__ import annotations

from typing import Any

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from network.core.clock import LONDON
from network.core.commit import commits
from network.core.errors import NotFound
from network.core.forms import UNPROCESSABLE, BaseForm
from network.core.guard import requires
from network.core.request import current_actor, current_clock
from network.directory.public import SupportKind, entries_for
from network.incidents.forms.practice import SCENE_FORMS
from network.incidents.pages.blueprint import blueprint
from network.incidents.permissions import IncidentPermission
from network.incidents.practice import MANAGER_NAME, NARRATIVE, SCENES, STAFF_NAME, Place, check_scene, made_up_days
from network.incidents.queries.complaints import is_complaint_offered
from network.incidents.queries.module import is_self_request_offered
from network.incidents.rules.deadlines import clocks
from network.incidents.rules.naming import who_else_is_named
from network.incidents.rules.next_steps import what_happens_next
from network.incidents.rules.states import State
from network.organisations.public import calendar_of, get_organisation
from network.ui.fields import SubmitField
from network.ui.fields.question import Question

Answer = Response | str | tuple[str, int]
INSTEAD = (SupportKind.SUPERVISION, SupportKind.WELLBEING_SERVICE, SupportKind.OCCUPATIONAL_HEALTH)


@blueprint.get("/guide")
@requires(IncidentPermission.LEARN)
def show_guide() -> str:
    """For manager and staff member together, before anything is written (CI-2 to CI-4)."""
    actor = current_actor()
    return render_template(
        "incidents/show_guide.html",
        instead=entries_for(actor, INSTEAD),
        may_ask=actor.can(IncidentPermission.ASK) and is_self_request_offered(actor),
        may_complain=is_complaint_offered(actor),
    )


@blueprint.get("/rehearsal")
@requires(IncidentPermission.LEARN)
def rehearse() -> str:
    """What the rehearsal is, and its beginning."""
    return render_template("incidents/rehearse.html", first=next(iter(Place)), count=len(Place))


@blueprint.route("/rehearsal/<place>", methods=["GET", "POST"])
@requires(IncidentPermission.LEARN)
@commits
def rehearse_scene(place: str) -> Answer:
    """One scene: its form is checked as the real one is, and leads on. Nothing is stored or sent."""
    here = _place(place)
    form = _form_of(here)
    if form is not None and form.validate_on_submit():
        with form.rules():
            check_scene(here, form.data, current_clock().today())
            following = here.next or here
            return redirect(url_for("incidents.rehearse_scene", place=following.value), 303)
    status = UNPROCESSABLE if form is not None and form.errors else 200
    return render_template("incidents/rehearse_scene.html", **_shown(here, form)), status


def _place(name: str) -> Place:
    try:
        return Place(name)
    except ValueError:
        raise NotFound() from None


def _form_of(place: Place) -> BaseForm | None:
    if place not in SCENE_FORMS:
        return None
    form = SCENE_FORMS[place]()
    for name in ("department_id", "form_key"):  # of an organisation's own, and of what is kept
        if name in form:
            del form[name]
    for field in _visible(form):
        field.put(heading=False)  # the scene has one
    if request.method == "GET":
        days = made_up_days(current_clock().today())
        opened = {**SCENES[place].made_up, **{name: day for name, day in days.items() if name in form}}
        form.open_with(**opened)
    form["save"].label.text = "Go on"
    return form


def _visible(form: BaseForm) -> list[Question]:
    return [each for each in form if isinstance(each, Question) and not isinstance(each, SubmitField)]


def _shown(place: Place, form: BaseForm | None) -> dict[str, Any]:
    running = clocks(current_clock().now(), calendar_of(get_organisation(current_actor().organisation_id)), LONDON)
    return {
        "place": place,
        "count": len(Place),
        "scene": SCENES[place],
        "form": form,
        "fields": _visible(form) if form else [],
        "staff_name": STAFF_NAME,
        "manager_name": MANAGER_NAME,
        "narrative": NARRATIVE,
        "pointers": who_else_is_named(NARRATIVE, [STAFF_NAME, MANAGER_NAME]),
        "clocks": running,
        "facts": what_happens_next(State.SUBMITTED, running, manager_contacted=False),
    }
