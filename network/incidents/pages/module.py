"""The pages of the organisation lead: what the service needs, and opening it. No referral is on them."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from network.accounts.public import list_people_with_role
from network.core.actor import Actor
from network.core.commit import commits
from network.core.errors import NotFound
from network.core.forms import render_form
from network.core.guard import requires
from network.core.permissions import Role
from network.core.request import current_actor, current_clock
from network.incidents import service
from network.incidents.forms import SETUP_FORMS, Offered, SetupForm, SwitchOffForm, SwitchOnForm
from network.incidents.models import IncidentModule
from network.incidents.pages.blueprint import blueprint
from network.incidents.permissions import IncidentPermission
from network.incidents.queries.module import (
    find_module,
    list_departments,
    list_providers,
    read_checklist,
    read_setup,
)
from network.incidents.queries.people import names_of
from network.incidents.rules.setup import Part, Setup
from network.organisations.public import get_organisation, working_days_in_words

Answer = Response | str | tuple[str, int]


@blueprint.get("/service")
@requires(IncidentPermission.SWITCH)
def show_module() -> Answer:
    """How the service stands in the lead's organisation, and what is still to do."""
    actor = current_actor()
    module = find_module(actor)
    setup = read_setup(actor, module)
    return render_template(
        "incidents/show_module.html",
        module=module,
        setup=setup,
        checklist=read_checklist(actor, module, current_clock()),
        pages=tuple(Part),
        providers=_providers(setup),
        departments=[each.name for each in list_departments(actor) if each.id in setup.department_ids],
        working_days=_working_days(actor),
        leads=list_people_with_role(actor.organisation_id, Role.INCIDENT_LEAD, current_clock()),
    )


@blueprint.route("/service/<part>", methods=["GET", "POST"])
@requires(IncidentPermission.SWITCH)
@commits
def set_up(part: str) -> Answer:
    """One page of questions about how the service is offered."""
    actor, page = current_actor(), _part(part)
    module = find_module(actor)
    form, setup = _form_of(actor, page, module), read_setup(actor, module)
    if form.validate_on_submit():
        with form.rules():
            seen = form.seen_version if module else None
            service.set_up(actor, form.said(setup), current_clock(), parts=(page,), seen_version=seen)
            flash("Your answers are saved.", "success")
            return redirect(url_for("incidents.show_module"), 303)
    return render_form("incidents/set_up.html", form, part=page, working_days=_working_days(actor))


@blueprint.route("/service/on", methods=["GET", "POST"])
@requires(IncidentPermission.SWITCH)
@commits
def switch_on() -> Answer:
    """Opens the service, once its checklist is complete."""
    form, module = SwitchOnForm(), find_module(current_actor())
    if form.validate_on_submit():
        service.switch_on(current_actor(), current_clock(), seen_version=form.seen_version)
        flash("The service is on. Managers can refer from the day that it goes live.", "success")
        return redirect(url_for("incidents.show_module"), 303)
    form.open_with(version=str(module.version) if module else "")
    checklist = read_checklist(current_actor(), module, current_clock())
    return render_form("incidents/switch_on.html", form, module=module, checklist=checklist)


@blueprint.route("/service/off", methods=["GET", "POST"])
@requires(IncidentPermission.SWITCH)
@commits
def switch_off() -> Answer:
    """Switches the service off; support that runs goes on."""
    form, module = SwitchOffForm(), find_module(current_actor())
    if form.validate_on_submit():
        service.switch_off(current_actor(), current_clock(), seen_version=form.seen_version)
        flash("The service is off. Support that is under way goes on to its end.", "success")
        return redirect(url_for("incidents.show_module"), 303)
    form.open_with(version=str(module.version) if module else "")
    return render_form("incidents/switch_off.html", form)


def _part(name: str) -> Part:
    try:
        return Part(name)
    except ValueError:
        raise NotFound() from None


def _providers(setup: Setup) -> list[str]:
    """Whom a referral goes to, by name, the first choice first."""
    chosen = [each for each in (setup.provider_id, setup.fallback_id) if each is not None]
    names = names_of(organisations=chosen, people=())
    return [names[each] for each in chosen]


def _working_days(actor: Actor) -> str:
    return working_days_in_words(get_organisation(actor.organisation_id))


def _form_of(actor: Actor, page: Part, module: IncidentModule | None) -> SetupForm:
    form = SETUP_FORMS[page]()
    form.offer(Offered(list_departments(actor), list_providers(actor)))
    form.open_with(version=str(module.version) if module else "")
    if page is Part.KEEPING or (module is not None and page in module.answered):
        form.show(read_setup(actor, module))  # nothing is chosen beforehand that nobody answered (U18)
    return form
