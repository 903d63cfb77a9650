"""Writing the charter: drafts, consultations, where changes came from, publishing, and the checklist."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from network.charter.default_charter import DEFAULT_CHARTER
from network.charter.forms.versions import (
    ChangeForm,
    ChecklistForm,
    ConsultForm,
    DraftForm,
    EditDraftForm,
    PublishForm,
    filled_from,
)
from network.charter.pages.blueprint import VERSION, Answer, blueprint
from network.charter.permissions import CharterPermission
from network.charter.queries import readiness, versions
from network.charter.rules import readiness as checklist_rules
from network.charter.rules import versions as rules
from network.charter.service import comments
from network.charter.service import readiness as checklists
from network.charter.service import versions as service
from network.core.commit import commits
from network.core.forms import render_form
from network.core.guard import requires
from network.core.pagination import PAGE_SIZE, page_number
from network.core.request import current_actor, current_clock


def _to_version(number: int) -> Response:
    return redirect(url_for("charter.read_version", number=number), 303)


@blueprint.get("/versions/new")
@requires(CharterPermission.DRAFT)
def begin_version() -> Answer:
    """A new version, which begins as today's."""
    current = versions.find_current_version(current_actor())
    text = current.text.as_next() if current else DEFAULT_CHARTER
    return render_form("charter/draft_version.html", DraftForm(data=filled_from(text)))


@blueprint.post("/versions/new")
@requires(CharterPermission.DRAFT)
@commits
def draft_version() -> Answer:
    """Saves a new draft."""
    form = DraftForm()
    if form.validate_on_submit():
        with form.rules():
            row = service.draft_version(current_actor(), form.text(), current_clock())
            flash(f"Draft saved as version {row.number}. Nobody else sees it until you publish it.", "success")
            return _to_version(row.number)
    return render_form("charter/draft_version.html", form)


@blueprint.get(f"{VERSION}/edit")
@requires(CharterPermission.DRAFT)
def open_version(number: int) -> Answer:
    """A draft, to be changed."""
    version = versions.get_version(current_actor(), number)
    rules.check_is_draft(version.state)
    form = EditDraftForm(data={**filled_from(version.text), "version": str(version.seen_version)})
    return render_form("charter/edit_version.html", form, number=number)


@blueprint.post(f"{VERSION}/edit")
@requires(CharterPermission.DRAFT)
@commits
def edit_version(number: int) -> Answer:
    """Saves a draft's words."""
    form = EditDraftForm()
    if form.validate_on_submit():
        with form.rules():
            service.edit_version(current_actor(), number, form.text(), form.seen_version, current_clock())
            flash("Draft saved. Read it through, then publish it when the partners are ready.", "success")
            return _to_version(number)
    return render_form("charter/edit_version.html", form, number=number)


@blueprint.get(f"{VERSION}/consult")
@requires(CharterPermission.DRAFT)
def begin_consultation(number: int) -> Answer:
    """Until when people can say what they think of a draft."""
    version = versions.get_version(current_actor(), number)
    rules.check_is_draft(version.state)
    form = ConsultForm(data={"version": str(version.seen_version)})
    return render_form("charter/consult.html", form, version=version)


@blueprint.post(f"{VERSION}/consult")
@requires(CharterPermission.DRAFT)
@commits
def open_consultation(number: int) -> Answer:
    """Lets everybody read a draft and comment on it."""
    form = ConsultForm()
    version = versions.get_version(current_actor(), number)
    if form.validate_on_submit():
        with form.rules():
            until = form.consult_until.data
            service.open_consultation(current_actor(), number, until, form.seen_version, current_clock())
            flash("The consultation is open. Send the address of this page to everybody who should see it.", "success")
            return _to_version(number)
    return render_form("charter/consult.html", form, version=version)


@blueprint.post(f"{VERSION}/consult/end")
@requires(CharterPermission.DRAFT)
@commits
def close_consultation(number: int) -> Response:
    """Makes the version a draft again."""
    service.close_consultation(current_actor(), number, current_clock())
    flash("The consultation has ended. Read what was said, then change the draft.", "success")
    return _to_version(number)


@blueprint.get(f"{VERSION}/comments")
@requires(CharterPermission.DRAFT)
def list_comments(number: int) -> str:
    """What was said of a version."""
    actor = current_actor()
    version = versions.get_version(actor, number)
    page = versions.list_comments(actor, version.id, page_number(request.args.get("page")), PAGE_SIZE)
    return render_template(
        "charter/list_comments.html",
        version=version,
        page=page,
        said=comments.words_of(page.items),
        counts=versions.count_comments(actor, version.id),
    )


@blueprint.route(f"{VERSION}/changes", methods=["GET", "POST"])
@requires(CharterPermission.DRAFT)
@commits
def list_changes(number: int) -> Answer:
    """What is different in a draft, and where each change came from."""
    actor, form = current_actor(), ChangeForm()
    version = versions.get_version(actor, number)
    rules.check_is_unpublished(version.state)
    if form.validate_on_submit():
        with form.rules():
            service.add_change(actor, number, form.text.data or "", form.source.data, current_clock())
            flash("Added to the list.", "success")
            return redirect(url_for("charter.list_changes", number=number), 303)
    changes = versions.list_change_rows(actor, version.id)
    return render_form("charter/list_changes.html", form, version=version, changes=changes)


@blueprint.post(f"{VERSION}/changes/<uuid:change_id>/remove")
@requires(CharterPermission.DRAFT)
@commits
def remove_change(number: int, change_id: UUID) -> Response:
    """Takes one off the list."""
    service.remove_change(current_actor(), number, change_id, current_clock())
    flash("Taken off the list.", "success")
    return redirect(url_for("charter.list_changes", number=number), 303)


@blueprint.get(f"{VERSION}/publish")
@requires(CharterPermission.PUBLISH)
def begin_publishing(number: int) -> Answer:
    """What publishing does, and by when organisations are asked to sign."""
    actor = current_actor()
    version = versions.get_version(actor, number)
    rules.check_is_draft(version.state)
    usual = current_clock().today() + rules.USUAL_AFFIRMATION
    form = PublishForm(data={"version": str(version.seen_version), "affirm_by": usual})
    return _publishing(form, number)


@blueprint.post(f"{VERSION}/publish")
@requires(CharterPermission.PUBLISH)
@commits
def publish_version(number: int) -> Answer:
    """Makes a draft today's charter."""
    form = PublishForm()
    if form.validate_on_submit():
        with form.rules():
            affirm_by = form.affirm_by.data
            service.publish_version(current_actor(), number, form.seen_version, current_clock(), affirm_by=affirm_by)
            flash(f"Version {number} is published. Organisations sign this version from now on.", "success")
            return redirect(url_for("charter.read_charter"), 303)
    return _publishing(form, number)


def _publishing(form: PublishForm, number: int) -> Answer:
    actor = current_actor()
    version, former = versions.get_version(actor, number), versions.find_current_row(actor)
    if former is None:
        del form.affirm_by
    return render_form("charter/publish_version.html", form, version=version, former=former)


@blueprint.get("/checklist")
@requires(CharterPermission.DRAFT)
def open_checklist() -> Answer:
    """The readiness checklist, to be changed."""
    actor = current_actor()
    lines = [item.text for item in readiness.list_items(actor)] or list(checklist_rules.DEFAULT_LINES)
    form = ChecklistForm(data={"readiness": readiness.readiness_of_network(actor), "lines": "\n".join(lines)})
    return render_form("charter/checklist.html", form)


@blueprint.post("/checklist")
@requires(CharterPermission.DRAFT)
@commits
def keep_checklist() -> Answer:
    """Saves it."""
    form = ChecklistForm()
    if form.validate_on_submit():
        with form.rules():
            lines = (form.lines.data or "").split("\n")
            checklists.keep_checklist(current_actor(), form.readiness.data, lines, current_clock())
            flash("The checklist is saved. Organisations see it as it is now.", "success")
            return redirect(url_for("charter.follow"), 303)
    return render_form("charter/checklist.html", form)
