"""What somebody is asked to give: what they need to answer, the answer, and that it was held."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, url_for
from werkzeug.wrappers import Response

from network.core.commit import commits
from network.core.errors import NotFound
from network.core.forms import render_form
from network.core.guard import requires
from network.core.request import current_actor, current_clock
from network.tailoring.forms.requests import HeldForm, YesForm
from network.tailoring.pages.blueprint import Answer, blueprint
from network.tailoring.permissions import TailoringPermission
from network.tailoring.queries import invitations as queries
from network.tailoring.service import afterwards, inviting


def _page(invitation_id: UUID, form: YesForm | None = None) -> Answer:
    shown = queries.show_invitation(current_actor(), invitation_id)
    if form is None:
        version = shown.line.request.version if shown.line is not None else 0
        form = YesForm(data={"version": str(version)})
    return render_form("tailoring/show_invitation.html", form, shown=shown, line=shown.line)


@blueprint.get("/invitations/<uuid:invitation_id>")
@requires(TailoringPermission.ANSWER)
def show_invitation(invitation_id: UUID) -> Answer:
    """What is asked, and by when to answer."""
    return _page(invitation_id)


@blueprint.post("/invitations/<uuid:invitation_id>")
@requires(TailoringPermission.ANSWER)
@commits
def say_yes(invitation_id: UUID) -> Answer:
    """Yes, with day, start and length."""
    form = YesForm()
    if form.validate_on_submit():
        with form.rules():
            inviting.say_yes(current_actor(), invitation_id, form.said, form.seen_version, current_clock())
            flash("Thank you. Whoever asked is told, and you can write to each other now.", "success")
            return redirect(url_for("tailoring.show_invitation", invitation_id=invitation_id), 303)
    return _page(invitation_id, form)


@blueprint.post("/invitations/<uuid:invitation_id>/no")
@requires(TailoringPermission.ANSWER)
@commits
def say_no(invitation_id: UUID) -> Response:
    """No."""
    inviting.say_no(current_actor(), invitation_id, current_clock())
    flash("Thank you for answering. Somebody else can be asked now.", "success")
    return redirect(url_for("tailoring.show_own"), 303)


def _given_page(invitation_id: UUID, form: HeldForm | None = None) -> Answer:
    line = queries.show_invitation(current_actor(), invitation_id).line
    if line is None:
        raise NotFound("We could not find that.")
    if form is None:
        form = HeldForm(data={"day": line.request.day, "version": str(line.request.version)})
    back = url_for("tailoring.show_invitation", invitation_id=invitation_id)
    return render_form("tailoring/say_held.html", form, line=line, back=back, is_giver=True)


@blueprint.get("/invitations/<uuid:invitation_id>/held")
@requires(TailoringPermission.ANSWER)
def open_given(invitation_id: UUID) -> Answer:
    """The question, with the day that was agreed."""
    return _given_page(invitation_id)


@blueprint.post("/invitations/<uuid:invitation_id>/held")
@requires(TailoringPermission.ANSWER)
@commits
def say_given(invitation_id: UUID) -> Answer:
    """It was held, says whoever gave it."""
    actor, form = current_actor(), HeldForm()
    if form.validate_on_submit() and form.day.data and form.trained.data:
        with form.rules():
            said = (form.day.data, form.trained.data, form.seen_version)
            afterwards.say_given(actor, invitation_id, *said, current_clock())
            flash("Thank you for what you gave. Whoever asked is asked how it was.", "success")
            return redirect(url_for("tailoring.show_invitation", invitation_id=invitation_id), 303)
    return _given_page(invitation_id, form)
