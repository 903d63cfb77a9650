"""Complaints: for whoever makes one, and for the one lead whom they chose."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from network.core.commit import commits, records_reading
from network.core.forms import render_form
from network.core.request import current_actor, current_clock
from network.incidents import service
from network.incidents.forms import AnotherReaderForm, ComplaintAnswerForm, ComplaintForm
from network.incidents.marks import about_complaints
from network.incidents.pages.blueprint import blueprint
from network.incidents.permissions import IncidentPermission
from network.incidents.queries.complaints import list_readers
from network.ui.fields import choice

Answer = Response | str | tuple[str, int]
OWN = about_complaints(IncidentPermission.COMPLAIN)
MADE_TO_ONE = about_complaints(IncidentPermission.ANSWER_COMPLAINTS)


@blueprint.get("/own-complaints")
@OWN
@records_reading
def list_own_complaints() -> str:
    """What one complained of, how it stands, and what was answered."""
    complaints = service.open_own_complaints(current_actor(), current_clock())
    readers = {each.id: each.name for each in list_readers(current_actor(), current_clock())}
    return render_template("incidents/list_own_complaints.html", complaints=complaints, readers=readers)


@blueprint.route("/own-complaints/new", methods=["GET", "POST"])
@OWN
@records_reading
@commits
def make_complaint() -> Answer:
    """To whom, and what was not right."""
    actor, clock, form = current_actor(), current_clock(), ComplaintForm()
    has_readers = _offer_readers(form)
    if form.validate_on_submit():
        with form.rules():
            service.make_complaint(actor, form.reader_id.data, form.words.data or "", clock)
            flash("Your complaint is sent. You read here how it stands.", "success")
            return _to_own()
    service.open_complaint_form(actor, clock)
    return render_form("incidents/make_complaint.html", form, has_readers=has_readers)


@blueprint.route("/own-complaints/<uuid:complaint_id>/reader", methods=["GET", "POST"])
@OWN
@records_reading
@commits
def choose_another_reader(complaint_id: UUID) -> Answer:
    """Where who was chosen leads no more."""
    actor, clock, form = current_actor(), current_clock(), AnotherReaderForm()
    has_readers = _offer_readers(form)
    if form.validate_on_submit():
        with form.rules():
            service.choose_another_reader(actor, complaint_id, form.reader_id.data, clock)
            flash("It is sent to them. Its 30 days go on from the day that you wrote it.", "success")
            return _to_own()
    complaint = service.open_own_complaint(actor, complaint_id, clock)
    return render_form("incidents/choose_another_reader.html", form, complaint=complaint, has_readers=has_readers)


@blueprint.post("/own-complaints/<uuid:complaint_id>/take-back")
@OWN
@commits
def take_back_complaint(complaint_id: UUID) -> Answer:
    """In one click, and its words are gone (U15)."""
    service.take_back_complaint(current_actor(), complaint_id, current_clock())
    flash("You have taken it back, and what you wrote is deleted.", "success")
    return _to_own()


@blueprint.get("/complaints")
@MADE_TO_ONE
@records_reading
def list_complaints() -> str:
    """Those that were made to oneself."""
    clock = current_clock()
    complaints = service.open_complaints(current_actor(), clock)
    return render_template("incidents/list_complaints.html", complaints=complaints, today=clock.today())


@blueprint.route("/complaints/<uuid:complaint_id>", methods=["GET", "POST"])
@MADE_TO_ONE
@records_reading
@commits
def answer_complaint(complaint_id: UUID) -> Answer:
    """Its words and its clock, and room for an answer."""
    actor, clock, form = current_actor(), current_clock(), ComplaintAnswerForm()
    if form.validate_on_submit():
        with form.rules():
            service.answer_complaint(actor, complaint_id, form.answer.data or "", clock)
            flash("Your answer is sent. Whoever complained reads it on their page.", "success")
            return redirect(url_for("incidents.list_complaints"), 303)
    complaint = service.open_complaint(actor, complaint_id, clock)
    return render_form("incidents/answer_complaint.html", form, complaint=complaint, today=clock.today())


@blueprint.post("/complaints/<uuid:complaint_id>/acknowledge")
@MADE_TO_ONE
@commits
def acknowledge_complaint(complaint_id: UUID) -> Answer:
    """That it was read."""
    service.acknowledge_complaint(current_actor(), complaint_id, current_clock())
    flash("Acknowledged. Whoever complained sees that on their page.", "success")
    return redirect(url_for("incidents.answer_complaint", complaint_id=complaint_id), 303)


def _offer_readers(form: ComplaintForm | AnotherReaderForm) -> bool:
    readers = list_readers(current_actor(), current_clock())
    form.reader_id.choices = [choice(each.id, f"{each.name}, {each.role.label.lower()}") for each in readers]
    return bool(readers)


def _to_own() -> Response:
    return redirect(url_for("incidents.list_own_complaints"), 303)
