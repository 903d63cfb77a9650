"""A therapist’s sessions: booked, moved, called off, and how they went. Nothing of what was said is written down."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, url_for
from werkzeug.wrappers import Response

from network.core.clock import instant_in_london
from network.core.commit import commits, records_reading
from network.core.errors import Conflict, NotFound
from network.core.forms import EditingForm, render_form
from network.core.request import current_actor, current_clock
from network.incidents import service
from network.incidents.cases import Case
from network.incidents.forms import MoveForm, OutcomeForm, SessionForm, WhyForm
from network.incidents.marks import about_referrals
from network.incidents.pages.blueprint import blueprint
from network.incidents.pages.unchanged import CHANGED, check_case_unchanged
from network.incidents.queries.module import list_modes
from network.incidents.queries.referrals import get_sent_referral
from network.incidents.queries.sessions import get_session
from network.incidents.rules.readers import Capacity
from network.incidents.rules.sessions import Outcome

Answer = Response | str | tuple[str, int]
CASELOAD = about_referrals(Capacity.THERAPIST)
CASE = "/work/<uuid:referral_id>"
SESSION = f"{CASE}/sessions/<uuid:session_id>"


@blueprint.route(f"{CASE}/sessions/new", methods=["GET", "POST"])
@CASELOAD
@records_reading
@commits
def book_session(referral_id: UUID) -> Answer:
    """Books the first meeting against both clocks, or a further session (CI-8, CI-10)."""
    form = SessionForm()
    if form.validate_on_submit():
        with form.rules():
            check_case_unchanged(form, Capacity.THERAPIST, referral_id)
            service.book_session(current_actor(), referral_id, _when(form), current_clock())
            flash("The session is booked. The staff member is told to look at their page.", "success")
            return to_case(referral_id)
    case = _open(referral_id)
    form.open_with(version=case.version)
    form.offer(list_modes(case.organisation_id))
    return render_form("incidents/book_session.html", form, case=case, session=None)


@blueprint.route(f"{SESSION}/book", methods=["GET", "POST"])
@CASELOAD
@records_reading
@commits
def book_kept_session(referral_id: UUID, session_id: UUID) -> Answer:
    """Gives a session that was kept for a date its time (CI-12)."""
    form = SessionForm()
    if form.validate_on_submit():
        with form.rules():
            _check_unchanged(form, referral_id, session_id)
            service.book_kept_session(current_actor(), referral_id, session_id, _when(form), current_clock())
            flash("The session is booked. The staff member is told to look at their page.", "success")
            return to_case(referral_id)
    return _render("incidents/book_session.html", form, referral_id, session_id)


@blueprint.route(f"{SESSION}/move", methods=["GET", "POST"])
@CASELOAD
@records_reading
@commits
def move_session(referral_id: UUID, session_id: UUID) -> Answer:
    """Another time, with who asked and why (RM)."""
    form = MoveForm()
    if form.validate_on_submit():
        with form.rules():
            _check_unchanged(form, referral_id, session_id)
            service.move_session(current_actor(), referral_id, session_id, _when(form), _why(form), current_clock())
            flash("The session is moved. The staff member is told to look at their page.", "success")
            return to_case(referral_id)
    return _render("incidents/move_session.html", form, referral_id, session_id)


@blueprint.route(f"{SESSION}/call-off", methods=["GET", "POST"])
@CASELOAD
@records_reading
@commits
def call_off_session(referral_id: UUID, session_id: UUID) -> Answer:
    """It is there to be booked at another time (RM)."""
    form = WhyForm()
    if form.validate_on_submit():
        with form.rules():
            _check_unchanged(form, referral_id, session_id)
            service.call_off_session(current_actor(), referral_id, session_id, _why(form), current_clock())
            flash("The session is called off. It can be booked at another time.", "success")
            return to_case(referral_id)
    return _render("incidents/call_off_session.html", form, referral_id, session_id)


@blueprint.route(f"{SESSION}/outcome", methods=["GET", "POST"])
@CASELOAD
@records_reading
@commits
def say_outcome(referral_id: UUID, session_id: UUID) -> Answer:
    """How it went, in one answer, and put right in the same place (RM)."""
    form = OutcomeForm()
    if form.validate_on_submit():
        with form.rules():
            _check_unchanged(form, referral_id, session_id)
            service.say_outcome(current_actor(), referral_id, session_id, form.outcome.data, current_clock())
            flash("Saved.", "success")
            return to_case(referral_id)
    return _render("incidents/say_outcome.html", form, referral_id, session_id)


@blueprint.post(f"{SESSION}/let-go")
@CASELOAD
@commits
def let_session_go(referral_id: UUID, session_id: UUID) -> Answer:
    """A session that was kept is there for another time."""
    service.let_session_go(current_actor(), referral_id, session_id, current_clock())
    flash("The session is not kept any more. It can be booked at any time.", "success")
    return to_case(referral_id)


def _when(form: SessionForm) -> service.When:
    if form.day.data is None or form.time.data is None:
        raise TypeError("A session form that is in order has a day and a time")
    return service.When(instant_in_london(form.day.data, form.time.data, "time"), form.mode.data)


def _why(form: WhyForm) -> service.Why:
    return service.Why(form.asked_by.data, form.reason.data)


def _open(referral_id: UUID) -> Case:
    return service.open_case(current_actor(), Capacity.THERAPIST, referral_id, current_clock())


def _check_unchanged(form: EditingForm, referral_id: UUID, session_id: UUID) -> None:
    """A form about a session is held against the session as it was when the form was opened (`B35`)."""
    actor = current_actor()
    session = get_session(actor, get_sent_referral(actor, Capacity.THERAPIST, referral_id), session_id)
    if form.seen_version != session.version:
        raise Conflict(CHANGED)


def _render(template: str, form: EditingForm, referral_id: UUID, session_id: UUID) -> Answer:
    case = _open(referral_id)
    session = next((each for each in case.support.sessions if each.id == session_id), None)
    if session is None:
        raise NotFound()
    form.open_with(version=session.version)
    if isinstance(form, SessionForm) and session.mode is not None:
        form.open_with(mode=session.mode)
    if isinstance(form, OutcomeForm):
        form.open_with(outcome=next((each for each in Outcome if each.state is session.state), None))
    return render_form(template, form, case=case, session=session)


def to_case(referral_id: UUID) -> Response:
    """Back to the case, where what was done stands."""
    return redirect(url_for("incidents.show_case", referral_id=referral_id), 303)
