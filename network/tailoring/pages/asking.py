"""Asking for training: one page of questions, one page to look at the answers again, and it is sent (U40).

What was asked is changed on one page, until somebody has agreed to it.
"""

from __future__ import annotations

from typing import Final
from uuid import UUID, uuid4

from flask import flash, redirect, render_template, request, url_for

from network.core.commit import commits
from network.core.forms import render_form
from network.core.guard import requires
from network.core.request import current_actor, current_clock
from network.organisations.public import get_organisation, list_departments
from network.tailoring.forms.requests import AskForm, ChangeForm, values_of
from network.tailoring.pages.blueprint import Answer, blueprint
from network.tailoring.permissions import TailoringPermission, who_reads_requests
from network.tailoring.queries import requests as queries
from network.tailoring.rules.states import check
from network.tailoring.service import asking as service
from network.tailoring.vocabulary import Step
from network.training.public import list_courses_to_give, titles_of

_OURS: Final = frozenset({"csrf_token", "form_key", "go", "opened_in", "check"})
"""What each of the two pages brings by itself."""


@blueprint.get("/ask")
@requires(TailoringPermission.ASK)
def ask() -> Answer:
    """The questions. The place is the organisation's own, to be changed; nothing is chosen beforehand (U18, U38)."""
    form = _form()
    organisation = get_organisation(current_actor().organisation_id)
    form.open_with(town=organisation.town, postcode=organisation.postcode)
    return _page(form)


@blueprint.post("/ask")
@requires(TailoringPermission.ASK)
@commits
def send_request() -> Answer:
    """The answers are looked at again, changed, or sent."""
    form = _form()
    if request.form.get("go") != "change" and form.validate_on_submit():
        with form.rules():
            if request.form.get("go") != "send":
                return _check(form)
            asked = service.ask(current_actor(), form.said, current_clock())
            flash("Your request is sent. You can ask one of the people below to give it.", "success")
            return redirect(url_for("tailoring.show_request", request_id=asked.id), 303)
    return _page(form)


def _form() -> AskForm:
    actor = current_actor()
    form = AskForm()
    form.offer(list_courses_to_give(actor), list_departments(actor, actor.organisation_id))
    return form


@blueprint.get("/<uuid:request_id>/edit")
@requires(TailoringPermission.ASK)
def open_change(request_id: UUID) -> Answer:
    """What is asked for, to be changed."""
    return _change_page(request_id, _change_form(request_id))


@blueprint.post("/<uuid:request_id>/edit")
@requires(TailoringPermission.ASK)
@commits
def change_request(request_id: UUID) -> Answer:
    """Keeps what is asked for now; whoever is asked is told."""
    form = _change_form(request_id)
    if form.validate_on_submit():
        with form.rules():
            service.change(current_actor(), request_id, form.said, form.seen_version, current_clock())
            flash("Your request is changed. If somebody is asked at the moment, they are told.", "success")
            return redirect(url_for("tailoring.show_request", request_id=request_id), 303)
    return _change_page(request_id, form)


def _change_form(request_id: UUID) -> ChangeForm:
    actor = current_actor()
    found = queries.get_own_request(actor, request_id)
    said = queries.draft_of(found)
    form = ChangeForm(data=values_of(said, found.version))
    courses = list_courses_to_give(actor)
    is_closed = said.course_id is not None and said.course_id not in {each.id for each in courses}
    form.offer(courses, list_departments(actor, actor.organisation_id))
    if is_closed and said.course_id is not None:
        form.keep_closed(said.course_id, titles_of([said.course_id])[said.course_id])
    return form


def _change_page(request_id: UUID, form: ChangeForm) -> Answer:
    found = queries.get_own_request(current_actor(), request_id)
    check(Step.CHANGE, found.state)
    organisation = get_organisation(found.organisation_id)
    readers = who_reads_requests(organisation.name)
    shown = {"organisation": organisation, "readers": readers, "found": found}
    return render_form("tailoring/change_request.html", form, **shown)


def _page(form: AskForm) -> Answer:
    organisation = get_organisation(current_actor().organisation_id)
    readers = who_reads_requests(organisation.name)
    return render_form("tailoring/ask.html", form, organisation=organisation, readers=readers)


def _check(form: AskForm) -> Answer:
    said = service.check_request(current_actor(), form.said, current_clock())
    sent = [(name, value) for name, value in request.form.items(multi=True) if name not in _OURS]
    departments = {each.id: each.name for each in list_departments(current_actor(), current_actor().organisation_id)}
    names = {**departments, **titles_of({said.course_id} if said.course_id else ())}
    return render_template("tailoring/check_request.html", said=said, sent=sent, form_key=uuid4(), names=names)
