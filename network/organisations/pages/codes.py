"""The codes of an organisation: seen, added, and taken back where they were typed."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, url_for
from werkzeug.wrappers import Response

from network.core.commit import commits
from network.core.forms import render_form
from network.core.guard import requires
from network.core.request import current_actor, current_clock
from network.organisations import queries, rules
from network.organisations.forms import AddCodeForm
from network.organisations.pages.blueprint import blueprint
from network.organisations.permissions import OrganisationPermission
from network.organisations.service import codes as service
from network.organisations.service.profiles import Code
from network.organisations.vocabulary import Scheme

Answer = Response | tuple[str, int]


@blueprint.get("/<uuid:organisation_id>/codes")
@requires(OrganisationPermission.EDIT_CODES)
def list_codes(organisation_id: UUID) -> Answer:
    """Its codes, and the form that adds one."""
    return _list(organisation_id, _form())


@blueprint.post("/<uuid:organisation_id>/codes")
@requires(OrganisationPermission.EDIT_CODES)
@commits
def add_code(organisation_id: UUID) -> Answer:
    """Gives it a code."""
    actor, form = current_actor(), _form()
    queries.get_own_organisation(actor, organisation_id)
    if form.validate_on_submit():
        with form.rules():
            code = Code(form.scheme.data, form.code.data or "")
            identifier = service.add_code(actor, organisation_id, code, current_clock())
            flash(f"The code {identifier.code} is added. The organisation is found by it from now on.", "success")
            return _to(organisation_id)
    return _list(organisation_id, form)


@blueprint.post("/<uuid:organisation_id>/codes/<uuid:identifier_id>/remove")
@requires(OrganisationPermission.EDIT_CODES)
@commits
def remove_code(organisation_id: UUID, identifier_id: UUID) -> Response:
    """Takes a code back that was typed in."""
    service.remove_code(current_actor(), organisation_id, identifier_id, current_clock())
    flash("The code is removed. You can add another at any time.", "success")
    return _to(organisation_id)


def _kept() -> frozenset[Scheme]:
    """The kinds of code that are the actor's to add and remove."""
    return frozenset(Scheme) if current_actor().is_network_wide else rules.LEADS_OWN


def _form() -> AddCodeForm:
    form = AddCodeForm()
    form.offer(_kept())
    return form


def _list(organisation_id: UUID, form: AddCodeForm) -> Answer:
    actor = current_actor()
    organisation = queries.get_own_organisation(actor, organisation_id)
    codes = queries.codes_of(actor, [organisation_id]).get(organisation_id, [])
    removable = {each.id for each in codes if each.published is None and each.scheme in _kept()}
    shown = {"organisation": organisation, "codes": codes, "removable": removable}
    return render_form("organisations/list_codes.html", form, **shown)


def _to(organisation_id: UUID) -> Response:
    return redirect(url_for("organisations.list_codes", organisation_id=organisation_id), 303)
