"""Declaring a course that one completed by oneself, with its certificate; and taking that back."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from flask import flash, redirect, url_for
from werkzeug.wrappers import Response

from network.core.commit import commits
from network.core.files.checked import LARGEST_FILE, ROUND_A_FILE
from network.core.forms import render_form
from network.core.guard import public
from network.core.request import current_clock
from network.core.sizes import takes_files
from network.passport.forms import DeclareForm
from network.passport.pages.blueprint import OWN, Answer, blueprint
from network.passport.pages.holding import Holder, current_holder
from network.training import public as training
from network.training.public import DeclaredCourse


@blueprint.route("/declare", methods=["GET", "POST"])
@public(OWN)
@commits
@takes_files(LARGEST_FILE + ROUND_A_FILE)
def declare() -> Answer:
    """What was completed, when, where one works, and the certificate."""
    holder, form = current_holder(), DeclareForm()
    courses = training.list_declarable()
    form.offer([(course.id, course.title) for course in courses], training.partners_for(holder.email))
    if form.validate_on_submit() and form.completed_on.data is not None:
        with form.rules():
            _declare(holder, form, form.completed_on.data)
            flash("Declared. It counts once a lead or champion has confirmed it, and we let you know.", "success")
            return redirect(url_for("passport.show_record"), 303)
    readers, kept_for = training.who_reads_declarations(), training.DECLARATION_KEPT
    shown = {"holder": holder, "courses": courses, "readers": readers, "kept_for": kept_for}
    return render_form("passport/declare.html", form, **shown)


def _declare(holder: Holder, form: DeclareForm, completed_on: date) -> None:
    said = DeclaredCourse(form.organisation.data, form.course.data, completed_on, form.name.data or "")
    sent = form.file.data
    training.declare(holder.email, said, sent.read(), sent.filename or "", current_clock())


@blueprint.post("/declarations/<uuid:declaration_id>/take-back")
@public(OWN)
@commits
def take_declaration_back(declaration_id: UUID) -> Response:
    """Removes one's own declaration, while it is not confirmed."""
    training.take_declaration_back(current_holder().email, declaration_id, current_clock())
    flash("Taken back, and your certificate is deleted. You can declare it again at any time.", "success")
    return redirect(url_for("passport.show_record"), 303)
