"""Asking therapists one after the other, and the therapist's answer (CI-7)."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from network.core.commit import commits, records_reading
from network.core.forms import render_form
from network.core.request import current_actor, current_clock
from network.incidents import service
from network.incidents.case_reading import days_left_out
from network.incidents.forms import AskForm, TurnDownForm
from network.incidents.marks import about_referrals
from network.incidents.pages.blueprint import blueprint
from network.incidents.pages.unchanged import check_case_unchanged
from network.incidents.queries.referrals import get_sent_referral
from network.incidents.rules.asking import Candidate
from network.incidents.rules.readers import Capacity
from network.ui.fields import choice

Answer = Response | str | tuple[str, int]
ALLOCATION, ASKED = about_referrals(Capacity.ALLOCATOR), about_referrals(Capacity.ASKED)


@blueprint.route("/allocation/<uuid:referral_id>/ask", methods=["GET", "POST"])
@ALLOCATION
@records_reading
@commits
def ask_therapists(referral_id: UUID) -> Answer:
    """Who has room, who knows somebody there, and whom to ask, one after the other."""
    form, actor, clock = AskForm(), current_actor(), current_clock()
    if form.is_submitted():
        _offer(form, service.read_asking(actor, get_sent_referral(actor, Capacity.ALLOCATOR, referral_id), clock))
    if form.validate_on_submit():
        with form.rules():
            check_case_unchanged(form, Capacity.ALLOCATOR, referral_id)
            service.ask_therapists(actor, referral_id, form.therapist_ids.data or (), clock)
            flash("The first of them is asked now. If they say no, or do not answer, it goes on by itself.", "success")
            return redirect(url_for("incidents.ask_therapists", referral_id=referral_id), 303)
    case = service.open_case(actor, Capacity.ALLOCATOR, referral_id, clock)
    form.open_with(version=case.version)
    asking = service.read_asking(actor, case, clock)
    _offer(form, asking)
    return render_form("incidents/ask_therapists.html", form, case=case, asking=asking)


@blueprint.post("/allocation/<uuid:referral_id>/ask/stop")
@ALLOCATION
@commits
def stop_asking(referral_id: UUID) -> Response:
    """Asks nobody any more."""
    service.stop_asking(current_actor(), referral_id, current_clock())
    flash("Nobody is asked any more. You can ask others, or give it to somebody who has said yes.", "success")
    return redirect(url_for("incidents.ask_therapists", referral_id=referral_id), 303)


@blueprint.get("/asked")
@ASKED
@records_reading
def list_asked() -> Answer:
    """What a therapist is asked about, by reference."""
    return render_template("incidents/list_asked.html", asked=service.open_asked(current_actor(), current_clock()))


@blueprint.get("/asked/<uuid:referral_id>")
@ASKED
@records_reading
def show_asked(referral_id: UUID) -> Answer:
    """Who it is about, so that a therapist can say whether they know them, and until when the answer counts."""
    case, until = service.open_asked_referral(current_actor(), referral_id, current_clock())
    return render_template("incidents/show_asked.html", case=case, until=until, skipped=days_left_out(case))


@blueprint.post("/asked/<uuid:referral_id>/accept")
@ASKED
@commits
def accept(referral_id: UUID) -> Response:
    """A therapist takes somebody on, in one press."""
    service.accept(current_actor(), referral_id, current_clock())
    flash("This is yours now. Please book the first meeting next.", "success")
    return redirect(url_for("incidents.show_case", referral_id=referral_id), 303)


@blueprint.route("/asked/<uuid:referral_id>/no", methods=["GET", "POST"])
@ASKED
@records_reading
@commits
def turn_down(referral_id: UUID) -> Answer:
    """A therapist says no, with a reason from a list."""
    form, actor, clock = TurnDownForm(), current_actor(), current_clock()
    if form.validate_on_submit():
        with form.rules():
            service.turn_down(actor, referral_id, form.reason.data, clock)
            flash("Thank you for answering. Somebody else is asked now.", "success")
            return redirect(url_for("incidents.list_asked"), 303)
    case, _ = service.open_asked_referral(actor, referral_id, clock)
    return render_form("incidents/turn_down.html", form, case=case)


def _offer(form: AskForm, asking: service.Asking) -> None:
    """Whoever did not say that they know one of them, best first."""
    can_be_asked = [each for each in asking.candidates if not each.has_conflict]
    form.therapist_ids.choices = [choice(each.id, each.name, hint=_in_words(each)) for each in can_be_asked]


def _in_words(candidate: Candidate) -> str:
    """What choosing needs to know of a therapist, in a line."""
    today = current_clock().today()
    said = []
    if candidate.is_away(today) and candidate.away_until is not None:
        said.append(f"Takes nobody on until {candidate.away_until:%-d %B}")
    if candidate.places is None:
        said.append(f"{candidate.cases} under way; has not said how many they can take")
    else:
        said.append(f"{candidate.cases} under way of {candidate.places}")
    if candidate.connections:
        said.append("Their own word: " + ", ".join(sorted(each.words for each in candidate.connections)))
    if candidate.turned_down is not None:
        said.append(f"Said no to this: {candidate.turned_down.label.lower()}")
    return ". ".join(said)
