"""That it was held, how it was, and, for the coordinator, what the themes of that are."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, url_for

from network.core.commit import commits
from network.core.forms import render_form
from network.core.guard import requires
from network.core.request import current_actor, current_clock
from network.tailoring.forms.requests import FeedbackForm, HeldForm, TagForm
from network.tailoring.pages.blueprint import Answer, blueprint
from network.tailoring.pages.requests import render_request, to_request
from network.tailoring.permissions import TailoringPermission, who_reads_feedback
from network.tailoring.queries import requests as queries
from network.tailoring.service import afterwards as service


def _held_page(request_id: UUID, form: HeldForm) -> Answer:
    (line,) = queries.describe([queries.get_own_request(current_actor(), request_id)])
    back = url_for("tailoring.show_request", request_id=request_id)
    return render_form("tailoring/say_held.html", form, line=line, back=back, is_giver=False)


@blueprint.get("/<uuid:request_id>/held")
@requires(TailoringPermission.DELIVER)
def open_held(request_id: UUID) -> Answer:
    """The question, with the day that was agreed."""
    request = queries.get_own_request(current_actor(), request_id)
    return _held_page(request_id, HeldForm(data={"day": request.day, "version": str(request.version)}))


@blueprint.post("/<uuid:request_id>/held")
@requires(TailoringPermission.DELIVER)
@commits
def say_held(request_id: UUID) -> Answer:
    """It was held, say those who asked; the next question is how it was."""
    actor, form = current_actor(), HeldForm()
    if form.validate_on_submit() and form.day.data and form.trained.data:
        with form.rules():
            said = (form.day.data, form.trained.data, form.seen_version)
            service.say_held(actor, request_id, *said, current_clock())
            return redirect(url_for("tailoring.open_feedback", request_id=request_id), 303)
    return _held_page(request_id, form)


def _feedback_page(request_id: UUID, form: FeedbackForm) -> Answer:
    (line,) = queries.describe([queries.get_own_request(current_actor(), request_id)])
    readers = who_reads_feedback(line.organisation_name)
    return render_form("tailoring/feed_back.html", form, line=line, readers=readers)


@blueprint.get("/<uuid:request_id>/feedback")
@requires(TailoringPermission.FEED_BACK)
def open_feedback(request_id: UUID) -> Answer:
    """Three questions and two lines."""
    request = queries.get_own_request(current_actor(), request_id)
    return _feedback_page(request_id, FeedbackForm(data={"version": str(request.version)}))


@blueprint.post("/<uuid:request_id>/feedback")
@requires(TailoringPermission.FEED_BACK)
@commits
def feed_back(request_id: UUID) -> Answer:
    """Keeps the answers; whoever gave it is told."""
    form = FeedbackForm()
    if form.validate_on_submit():
        with form.rules():
            service.feed_back(current_actor(), request_id, form.said, form.seen_version, current_clock())
            flash("Thank you. Whoever gave it can read this now.", "success")
            return to_request(request_id)
    return _feedback_page(request_id, form)


@blueprint.post("/<uuid:request_id>/themes")
@requires(TailoringPermission.TAG)
@commits
def tag_feedback(request_id: UUID) -> Answer:
    """Keeps the themes."""
    actor, form = current_actor(), TagForm()
    if form.validate_on_submit():
        with form.rules():
            service.tag_feedback(actor, request_id, form.themes.data or "", form.seen_version, current_clock())
            flash("The themes are saved.", "success")
            return to_request(request_id)
    return render_request(queries.show_request(actor, request_id, current_clock()), form), 422
