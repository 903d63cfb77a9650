"""Two organisations become one: found, chosen, shown, done. For the coordinator."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from network.core.commit import commits, tries_out
from network.core.forms import render_form
from network.core.guard import needs_fresh_sign_in, requires
from network.core.request import current_actor, current_clock
from network.organisations import queries
from network.organisations.forms.mergers import ChooseMergerForm, MergeForm, SuccessorSearch, Which
from network.organisations.models import Organisation
from network.organisations.pages.blueprint import blueprint
from network.organisations.permissions import OrganisationPermission
from network.organisations.queries.suspects import list_suspects
from network.organisations.service import apart, merging
from network.ui.fields import choice

Answer = Response | tuple[str, int]
OFFERED = 10


@blueprint.get("/mergers")
@requires(OrganisationPermission.MERGE)
def list_mergers() -> str:
    """Which organisations may be one."""
    actor = current_actor()
    suspects = list_suspects(actor)
    codes = queries.codes_of(actor, {each.id for pair in suspects for each in (pair.former, pair.successor)})
    return render_template("organisations/list_mergers.html", suspects=suspects, codes=codes)


@blueprint.route("/<uuid:organisation_id>/merge", methods=["GET", "POST"])
@requires(OrganisationPermission.MERGE)
@commits
def choose_merger(organisation_id: UUID) -> Answer:
    """Which organisation it becomes part of."""
    former = queries.get_organisation(current_actor(), organisation_id)
    search, form = SuccessorSearch(formdata=request.args), ChooseMergerForm()
    form.successor.choices = _offered(former, search.search.data or "")
    if form.validate_on_submit():
        return redirect(
            url_for(
                "organisations.preview_merger",
                organisation_id=former.id,
                successor_id=form.successor.data,
                which=form.which.data,
            ),
            303,
        )
    return render_form("organisations/choose_merger.html", form, organisation=former, search=search)


def _offered(former: Organisation, words: str) -> list[tuple[str, str]]:
    if not words.strip():
        return []
    found = queries.list_organisations(current_actor(), search=words, size=OFFERED + 1)
    others = [each for each in found.items if each.id != former.id][:OFFERED]
    return [choice(each.id, each.name, hint=_in_words(each)) for each in others]


def _in_words(organisation: Organisation) -> str:
    return ", ".join(filter(None, (organisation.town, organisation.sector.label, organisation.standing.label)))


@blueprint.get("/<uuid:organisation_id>/merge/<uuid:successor_id>")
@requires(OrganisationPermission.MERGE)
@needs_fresh_sign_in
@tries_out
def preview_merger(organisation_id: UUID, successor_id: UUID) -> Answer:
    """What would follow, before it does."""
    if organisation_id == successor_id:  # where the address of what was done by now leads
        return redirect(url_for("organisations.show_organisation", organisation_id=successor_id), 303)
    return _preview(organisation_id, successor_id, MergeForm())


@blueprint.post("/<uuid:organisation_id>/merge/<uuid:successor_id>")
@requires(OrganisationPermission.MERGE)
@needs_fresh_sign_in
@commits
def merge_organisations(organisation_id: UUID, successor_id: UUID) -> Answer:
    """Makes them one."""
    form = MergeForm()
    if form.validate_on_submit():
        with form.rules():
            merged = merging.merge(
                current_actor(),
                organisation_id,
                successor_id,
                form.typed.data or "",
                current_clock(),
                is_same=_is_same(),
            )
            flash(f"{merged.former} is part of {merged.successor} now. Its old address leads here.", "success")
            return redirect(url_for("organisations.show_organisation", organisation_id=successor_id), 303)
    return _preview(organisation_id, successor_id, form)


def _preview(organisation_id: UUID, successor_id: UUID, form: MergeForm) -> Answer:
    actor = current_actor()
    shown = merging.preview(actor, organisation_id, successor_id, current_clock(), is_same=_is_same())
    return render_form(
        "organisations/preview_merger.html",
        form,
        shown=shown,
        former=queries.get_organisation(actor, organisation_id),
        successor=queries.get_organisation(actor, successor_id),
        is_same=_is_same(),
    )


def _is_same() -> bool:
    return request.args.get("which") == Which.SAME


@blueprint.post("/<uuid:organisation_id>/apart/<uuid:other_id>")
@requires(OrganisationPermission.MERGE)
@commits
def keep_apart(organisation_id: UUID, other_id: UUID) -> Response:
    """They are two, and nobody is asked again."""
    apart.keep_apart(current_actor(), organisation_id, other_id, current_clock())
    flash("Noted: these are two organisations. You will not be asked again.", "success")
    return redirect(url_for("organisations.list_mergers"), 303)
