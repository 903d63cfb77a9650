"""What else a therapist does on a case: look back, ask for one more, note dates, speak with the manager, end."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, url_for
from werkzeug.wrappers import Response

from network.core.commit import commits, records_reading
from network.core.errors import NotFound
from network.core.forms import render_form
from network.core.request import current_actor, current_clock
from network.directory.public import entries_for
from network.incidents import service
from network.incidents.afterwards import SIGNPOSTED
from network.incidents.cases import Case
from network.incidents.forms import AnswerForm, ContactForm, DateForm, DayForm, EndForm, OneMoreForm, ReviewForm
from network.incidents.marks import about_referrals
from network.incidents.pages.blueprint import blueprint
from network.incidents.pages.sessions import to_case
from network.incidents.pages.unchanged import check_case_unchanged
from network.incidents.rules.readers import Capacity

Answer = Response | str | tuple[str, int]
MINE = about_referrals(Capacity.REFERRER)
DESK = about_referrals(Capacity.LEAD)
CASELOAD = about_referrals(Capacity.THERAPIST)
CASE = "/work/<uuid:referral_id>"
DATE = f"{CASE}/dates/<uuid:key_date_id>"


def _open(referral_id: UUID, capacity: Capacity = Capacity.THERAPIST) -> Case:
    return service.open_case(current_actor(), capacity, referral_id, current_clock())


@blueprint.route(f"{CASE}/review", methods=["GET", "POST"])
@CASELOAD
@records_reading
@commits
def review_sessions(referral_id: UUID) -> Answer:
    """What both found after the first three (CI-10)."""
    form = ReviewForm()
    if form.validate_on_submit():
        with form.rules():
            service.review_sessions(current_actor(), referral_id, form.outcome.data, current_clock())
            flash("Saved.", "success")
            return to_case(referral_id)
    return render_form("incidents/review_sessions.html", form, case=_open(referral_id))


@blueprint.route(f"{CASE}/one-more", methods=["GET", "POST"])
@CASELOAD
@records_reading
@commits
def ask_for_one_more(referral_id: UUID) -> Answer:
    """A seventh session, by exception (CI-13)."""
    form = OneMoreForm()
    if form.validate_on_submit():
        with form.rules():
            service.ask_for_one_more(current_actor(), referral_id, form.reason.data, current_clock())
            flash("The incident leads are asked. You are told when one of them has answered.", "success")
            return to_case(referral_id)
    return render_form("incidents/ask_for_one_more.html", form, case=_open(referral_id))


@blueprint.route("/desk/<uuid:referral_id>/one-more", methods=["GET", "POST"])
@DESK
@records_reading
@commits
def answer_exception(referral_id: UUID) -> Answer:
    """A lead approves it by name, or says no (CI-13)."""
    form = AnswerForm()
    if form.validate_on_submit():
        with form.rules():
            check_case_unchanged(form, Capacity.LEAD, referral_id)
            is_granted = form.is_granted.data == "yes"
            service.answer_exception(current_actor(), referral_id, current_clock(), is_granted=is_granted)
            flash("Your answer is kept, and the therapist is told.", "success")
            return redirect(url_for("incidents.show_desk_referral", referral_id=referral_id), 303)
    case = _open(referral_id, Capacity.LEAD)
    form.open_with(version=case.version)
    return render_form("incidents/answer_exception.html", form, case=case)


@blueprint.route(f"{CASE}/dates/new", methods=["GET", "POST"])
@CASELOAD
@records_reading
@commits
def note_date(referral_id: UUID) -> Answer:
    """A date to come, by the therapist (CI-12)."""
    return _note_date(Capacity.THERAPIST, "incidents.show_case", referral_id)


@blueprint.route("/desk/<uuid:referral_id>/dates/new", methods=["GET", "POST"])
@DESK
@records_reading
@commits
def note_date_at_the_desk(referral_id: UUID) -> Answer:
    """A date to come, by a lead, who tells the therapist so (CI-12)."""
    return _note_date(Capacity.LEAD, "incidents.show_desk_referral", referral_id)


@blueprint.route("/requests/<uuid:referral_id>/dates/new", methods=["GET", "POST"])
@MINE
@records_reading
@commits
def note_date_of_own_referral(referral_id: UUID) -> Answer:
    """A date to come, by the manager, who tells the therapist so (CI-12)."""
    return _note_date(Capacity.REFERRER, "incidents.show_own_referral", referral_id)


def _note_date(capacity: Capacity, shown_at: str, referral_id: UUID) -> Answer:
    form, back = DateForm(), url_for(shown_at, referral_id=referral_id)
    if form.validate_on_submit():
        with form.rules():
            coming = service.DateToCome(form.kind.data, form.scope.data, form.on.data)
            service.note_key_date(current_actor(), capacity, referral_id, coming, current_clock())
            is_therapist = capacity is Capacity.THERAPIST
            flash("The date is noted." if is_therapist else "The date is noted, for the therapist to see.", "success")
            return redirect(back, 303)
    if capacity is Capacity.REFERRER:
        own = service.open_own_referral(current_actor(), referral_id, current_clock())
        return render_form("incidents/note_date.html", form, case=own, back=back)
    return render_form("incidents/note_date.html", form, case=_open(referral_id, capacity), back=back)


@blueprint.route(f"{DATE}/day", methods=["GET", "POST"])
@CASELOAD
@records_reading
@commits
def set_key_date(referral_id: UUID, key_date_id: UUID) -> Answer:
    """When it is, once that is known or has been put off."""
    form = DayForm()
    if form.validate_on_submit():
        with form.rules():
            service.set_key_date(current_actor(), referral_id, key_date_id, form.on.data, current_clock())
            flash("Saved.", "success")
            return to_case(referral_id)
    case = _open(referral_id)
    coming = next((each for each in case.support.dates if each.id == key_date_id), None)
    if coming is None:
        raise NotFound()
    form.open_with(on=coming.on)
    return render_form("incidents/set_key_date.html", form, case=case, coming=coming)


@blueprint.post(f"{DATE}/session")
@CASELOAD
@commits
def keep_session(referral_id: UUID, key_date_id: UUID) -> Answer:
    """One of the sessions waits for this date (D5)."""
    service.keep_session(current_actor(), referral_id, key_date_id, current_clock())
    flash("A session is kept for this date.", "success")
    return to_case(referral_id)


@blueprint.post(f"{DATE}/offer")
@CASELOAD
@commits
def note_offer(referral_id: UUID, key_date_id: UUID) -> Answer:
    """A follow-up was offered, in a talk and by no message (U33)."""
    service.note_offer(current_actor(), referral_id, key_date_id, current_clock())
    flash("Noted that you offered a session for this date.", "success")
    return to_case(referral_id)


@blueprint.post(f"{DATE}/drop")
@CASELOAD
@commits
def drop_key_date(referral_id: UUID, key_date_id: UUID) -> Answer:
    """It is none any more."""
    service.drop_key_date(current_actor(), referral_id, key_date_id, current_clock())
    flash("The date is taken out.", "success")
    return to_case(referral_id)


@blueprint.route(f"{CASE}/manager-contact", methods=["GET", "POST"])
@CASELOAD
@records_reading
@commits
def note_manager_contact(referral_id: UUID) -> Answer:
    """That the therapist has spoken with the manager, with two answers (CI-9)."""
    form = ContactForm()
    if form.validate_on_submit():
        with form.rules():
            others, manager = form.others.data, form.manager.data
            service.note_manager_contact(current_actor(), referral_id, others, manager, current_clock())
            flash("Noted that you have spoken with the manager.", "success")
            return to_case(referral_id)
    return render_form("incidents/note_manager_contact.html", form, case=_open(referral_id))


@blueprint.route(f"{CASE}/end", methods=["GET", "POST"])
@CASELOAD
@records_reading
@commits
def end_support(referral_id: UUID) -> Answer:
    """That support has ended, and where they go from here (CI-16 to CI-18)."""
    form = EndForm()
    if form.validate_on_submit():
        with form.rules():
            ending = service.Ending(form.exit_pathway.data, bool(form.is_gp_advised.data))
            service.end_support(current_actor(), referral_id, ending, current_clock())
            flash("Support has ended. Whoever is to know that is told to look at their page.", "success")
            return to_case(referral_id)
    case = _open(referral_id)
    routes = entries_for(current_actor(), SIGNPOSTED, case.organisation_id)
    return render_form("incidents/end_support.html", form, case=case, routes=routes)
