"""An organisation's logo: shown to everybody who may see it, set and removed by those who keep its details."""

from __future__ import annotations

from uuid import UUID

from flask import Response, flash, redirect, url_for
from werkzeug.wrappers import Response as WerkzeugResponse

from network.core.commit import commits
from network.core.files.checked import LARGEST_FILE, ROUND_A_FILE
from network.core.files.serving import picture
from network.core.forms import render_form
from network.core.guard import public, requires
from network.core.request import current_actor, current_clock, current_visitor
from network.core.sizes import takes_files
from network.organisations import queries
from network.organisations.forms import LogoForm
from network.organisations.pages.blueprint import blueprint
from network.organisations.permissions import OrganisationPermission
from network.organisations.service import logos as service

Answer = WerkzeugResponse | tuple[str, int]


@blueprint.get("/<uuid:organisation_id>/logo.png")
@public("a partner's logo is for everybody, as its entry in the register is")
def show_logo(organisation_id: UUID) -> Response:
    """The logo, for a page."""
    logo = queries.get_logo(current_visitor(), organisation_id)
    return picture(logo.digest, "image/png", lambda: logo.content)


@blueprint.get("/<uuid:organisation_id>/logo/edit")
@requires(OrganisationPermission.EDIT)
def edit_logo(organisation_id: UUID) -> Answer:
    """The logo as it is, and the form that sets another."""
    return _form(organisation_id, LogoForm())


@blueprint.post("/<uuid:organisation_id>/logo/edit")
@requires(OrganisationPermission.EDIT)
@commits
@takes_files(LARGEST_FILE + ROUND_A_FILE)
def save_logo(organisation_id: UUID) -> Answer:
    """Keeps the picture that was sent."""
    form = LogoForm()
    if form.validate_on_submit():
        with form.rules():
            service.set_logo(current_actor(), organisation_id, form.file.data.read(), current_clock())
            flash("The logo is saved. Whoever looks at the organisation sees it.", "success")
            return _to(organisation_id)
    return _form(organisation_id, form)


@blueprint.post("/<uuid:organisation_id>/logo/remove")
@requires(OrganisationPermission.EDIT)
@commits
def remove_logo(organisation_id: UUID) -> WerkzeugResponse:
    """Removes the logo."""
    service.remove_logo(current_actor(), organisation_id, current_clock())
    flash("The logo is removed. You can add another at any time.", "success")
    return _to(organisation_id)


def _form(organisation_id: UUID, form: LogoForm) -> Answer:
    actor = current_actor()
    organisation = queries.get_own_organisation(actor, organisation_id)
    logo = queries.find_logo(actor, organisation_id)
    return render_form("organisations/edit_logo.html", form, organisation=organisation, logo=logo)


def _to(organisation_id: UUID) -> WerkzeugResponse:
    return redirect(url_for("organisations.show_organisation", organisation_id=organisation_id), 303)
