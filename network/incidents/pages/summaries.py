"""The closing summary: written, read first by whom it is about, given to both (CI-19, U20)."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, url_for
from werkzeug.wrappers import Response

from network.core.commit import commits, records_reading
from network.core.errors import Conflict, NotFound
from network.core.forms import EditingForm, render_form
from network.core.request import current_actor, current_clock
from network.incidents import service
from network.incidents.cases import Case
from network.incidents.forms import CommentForm, ReleaseForm, SummaryForm
from network.incidents.marks import about_referrals
from network.incidents.pages.blueprint import blueprint
from network.incidents.pages.sessions import to_case
from network.incidents.pages.unchanged import CHANGED
from network.incidents.queries.referrals import get_sent_referral
from network.incidents.queries.summaries import find_summary
from network.incidents.rules.readers import Capacity
from network.incidents.summing_up import Summary

Answer = Response | str | tuple[str, int]
OWN = about_referrals(Capacity.STAFF_MEMBER)
CASELOAD = about_referrals(Capacity.THERAPIST)


@blueprint.route("/work/<uuid:referral_id>/summary", methods=["GET", "POST"])
@CASELOAD
@records_reading
@commits
def write_summary(referral_id: UUID) -> Answer:
    """General statements and a few words, shown to the staff member first."""
    form = SummaryForm()
    if form.validate_on_submit():
        with form.rules():
            _check_unchanged(form, Capacity.THERAPIST, referral_id)
            said = service.GeneralWords(frozenset(form.statements.data or ()), form.words.data or "")
            service.write_summary(current_actor(), referral_id, said, current_clock())
            flash("The staff member reads it first. You are told when they have.", "success")
            return to_case(referral_id)
    case = _open(Capacity.THERAPIST, referral_id)
    written = case.summary
    form.open_with(version=written.version if written else "")
    if written is not None:
        form.open_with(statements=list(written.statements), words=written.words)
    return render_form("incidents/write_summary.html", form, case=case)


@blueprint.route("/work/<uuid:referral_id>/summary/release", methods=["GET", "POST"])
@CASELOAD
@records_reading
@commits
def release_summary(referral_id: UUID) -> Answer:
    """The same text to both; the therapist decides."""
    form = ReleaseForm()
    if form.validate_on_submit():
        with form.rules():
            _check_unchanged(form, Capacity.THERAPIST, referral_id)
            read_together = bool(form.read_together.data)
            service.release_summary(current_actor(), referral_id, current_clock(), read_together=read_together)
            flash("The summary is given. Whoever has it reads the same words.", "success")
            return to_case(referral_id)
    case = _open(Capacity.THERAPIST, referral_id)
    form.open_with(version=_written(case).version)
    return render_form("incidents/release_summary.html", form, case=case)


@blueprint.route("/mine/<uuid:referral_id>/summary", methods=["GET", "POST"])
@OWN
@records_reading
@commits
def comment_on_summary(referral_id: UUID) -> Answer:
    """The staff member reads it first, and may say something of it."""
    form = CommentForm()
    if form.validate_on_submit():
        with form.rules():
            _check_unchanged(form, Capacity.STAFF_MEMBER, referral_id)
            service.comment_on_summary(current_actor(), referral_id, form.comment.data or "", current_clock())
            flash("Thank you. Your therapist is told that you have read it.", "success")
            return redirect(url_for("incidents.show_own", referral_id=referral_id), 303)
    case = _open(Capacity.STAFF_MEMBER, referral_id)
    written = _written(case)
    form.open_with(version=written.version, comment=written.comment)
    return render_form("incidents/comment_on_summary.html", form, case=case)


def _open(capacity: Capacity, referral_id: UUID) -> Case:
    return service.open_case(current_actor(), capacity, referral_id, current_clock())


def _written(case: Case) -> Summary:
    if case.summary is None:
        raise NotFound()
    return case.summary


def _check_unchanged(form: EditingForm, capacity: Capacity, referral_id: UUID) -> None:
    """Held against the summary as it was when the form was opened; none written yet is none (`B35`)."""
    actor = current_actor()
    written = find_summary(actor, get_sent_referral(actor, capacity, referral_id))
    if form.seen_version != (written.version if written else 0):
        raise Conflict(CHANGED)
