"""A few questions after the end, and what was answered to them, in sums (LE-7)."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from network.core.commit import commits, records_reading
from network.core.forms import render_form
from network.core.guard import requires
from network.core.request import current_actor, current_clock
from network.incidents import service
from network.incidents.forms import QuestionsForm
from network.incidents.marks import about_referrals
from network.incidents.pages.blueprint import blueprint
from network.incidents.permissions import IncidentPermission
from network.incidents.queries.questions import list_told, list_words
from network.incidents.rules.questions import Question, Reply
from network.incidents.rules.readers import Capacity

Answer = Response | str | tuple[str, int]
OWN = about_referrals(Capacity.STAFF_MEMBER)


@blueprint.route("/mine/<uuid:referral_id>/questions", methods=["GET", "POST"])
@OWN
@records_reading
@commits
def answer_questions(referral_id: UUID) -> Answer:
    """Four questions and room for a few words; nobody learns who answered."""
    form = QuestionsForm()
    if form.validate_on_submit():
        with form.rules():
            replies = {each: form[each.value].data for each in Question}
            service.answer_questions(current_actor(), referral_id, replies, form.words.data or "", current_clock())
            return _thank(referral_id)
    service.open_questions(current_actor(), referral_id, current_clock())
    return render_form("incidents/answer_questions.html", form, referral_id=referral_id)


@blueprint.post("/mine/<uuid:referral_id>/questions/leave")
@OWN
@commits
def leave_questions(referral_id: UUID) -> Answer:
    """Would rather not, in one click (U15)."""
    service.leave_questions(current_actor(), referral_id, current_clock())
    return _thank(referral_id)


def _thank(referral_id: UUID) -> Response:
    flash("Thank you. You are not asked again.", "success")
    return redirect(url_for("incidents.show_own", referral_id=referral_id), 303)


@blueprint.get("/questions")
@requires(IncidentPermission.PASS_ON, hidden=True)
def list_answers() -> Answer:
    """What was answered in the quarters that have ended, for an incident lead, in sums."""
    actor = current_actor()
    told = list_told(actor, current_clock().today())
    words = list_words(actor, told)
    return render_template("incidents/list_answers.html", told=told, words=words, questions=Question, replies=Reply)
