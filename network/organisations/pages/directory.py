"""The list, and one organisation of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from flask import current_app, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from network.core.actor import Actor
from network.core.guard import requires
from network.core.pagination import page_number
from network.core.request import current_actor
from network.feature import DirectoryLink
from network.organisations import queries, rules
from network.organisations.forms import DirectoryFilter
from network.organisations.models import Organisation
from network.organisations.pages.blueprint import blueprint
from network.organisations.permissions import OrganisationPermission
from network.organisations.queries.journey import list_stages, name_of_stage
from network.ui.fields import choice


@blueprint.get("/")
@requires(OrganisationPermission.LIST)
def list_organisations() -> str:
    """The directory: partners, and for the coordinator everybody."""
    actor = current_actor()
    stages = {stage.key: stage.name for stage in list_stages()}
    form = _filter(stages)
    page = queries.list_organisations(actor, **form.chosen, number=page_number(request.args.get("page")))
    near = []
    if form.chosen["search"].strip() and page.total < queries.FEW and page.number == 1:
        near = queries.list_nearest(actor, **form.chosen, besides=[organisation.id for organisation in page.items])
    codes = queries.codes_of(actor, [organisation.id for organisation in [*page.items, *near]])
    shown = {"filters": form, "page": page, "near": near, "codes": codes, "stages": stages, "links": _links()}
    return render_template("organisations/list_organisations.html", **shown)


def _links() -> list[DirectoryLink]:
    known: tuple[DirectoryLink, ...] = current_app.extensions["directory_links"]
    return [link for link in known if current_actor().can(link.permission)]


def _filter(stages: Mapping[str, str]) -> DirectoryFilter:
    form = DirectoryFilter(formdata=request.args)
    form.stage.choices = [choice(key, name) for key, name in stages.items()]
    if not current_actor().is_network_wide:
        del form.standing
    return form


@blueprint.get("/own")
@requires(OrganisationPermission.VIEW)
def show_own_organisation() -> Response:
    """To the organisation that one acts in, for links that know nobody."""
    own = current_actor().organisation_id
    return redirect(url_for("organisations.show_organisation", organisation_id=own), 303)


@blueprint.get("/<uuid:organisation_id>")
@requires(OrganisationPermission.VIEW)
def show_organisation(organisation_id: UUID) -> str:
    """One organisation: its entry, and for those who work for it the rest."""
    actor = current_actor()
    organisation = queries.get_organisation(actor, organisation_id)
    is_within_reach = queries.is_within_reach(actor, organisation_id)
    return render_template(
        "organisations/show_organisation.html",
        organisation=organisation,
        links=_links(),
        is_within_reach=is_within_reach,
        can_edit=actor.can(OrganisationPermission.EDIT) and is_within_reach,
        **_entry(actor, organisation),
    )


def _entry(actor: Actor, organisation: Organisation) -> dict[str, Any]:
    return {
        "logo": queries.find_logo(actor, organisation.id),
        "merged": queries.list_merged_into(organisation.id),
        "stage": name_of_stage(organisation.stage),
        "codes": queries.codes_of(actor, [organisation.id]).get(organisation.id, []),
        "working_days": rules.as_words("working_days", rules.days_of(organisation.working_week)),
        "departments": queries.list_departments(actor, organisation.id),
    }
