"""Support for others who are affected: offered one by one, answered privately, taken up by a lead (CI-9)."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from network.core.commit import commits, records_reading
from network.core.forms import render_form
from network.core.permissions import Role
from network.core.request import current_actor, current_clock
from network.incidents import service
from network.incidents.cases import Case
from network.incidents.forms import ManagersOfferForm, OfferAnswerForm, OfferForm
from network.incidents.manager_cases import ManagerCase
from network.incidents.marks import about, about_referrals
from network.incidents.pages.blueprint import blueprint
from network.incidents.queries.offers import count_offers
from network.incidents.queries.people import list_handlers
from network.incidents.rules.offers import said_of
from network.incidents.rules.readers import Capacity

Answer = Response | str | tuple[str, int]
SHOWN_AT = {Capacity.REFERRER: "incidents.show_own_referral", Capacity.THERAPIST: "incidents.show_case"}
DONE = "If this is an address that can be reached, its owner is asked. Only they and an incident lead learn the answer."


@blueprint.route("/requests/<uuid:referral_id>/colleagues", methods=["GET", "POST"])
@about_referrals(Capacity.REFERRER)
@records_reading
@commits
def offer_to_colleague_of_own_team(referral_id: UUID) -> Answer:
    """By the manager, who has talked with their team."""
    return _offer(Capacity.REFERRER, ManagersOfferForm(), referral_id)


@blueprint.route("/work/<uuid:referral_id>/colleagues", methods=["GET", "POST"])
@about_referrals(Capacity.THERAPIST)
@records_reading
@commits
def offer_to_colleague(referral_id: UUID) -> Answer:
    """By the therapist, who has spoken with the manager."""
    return _offer(Capacity.THERAPIST, OfferForm(), referral_id)


def _offer(capacity: Capacity, form: OfferForm, referral_id: UUID) -> Answer:
    actor, clock, back = current_actor(), current_clock(), url_for(SHOWN_AT[capacity], referral_id=referral_id)
    if form.validate_on_submit():
        with form.rules():
            has_talked = isinstance(form, ManagersOfferForm) and bool(form.has_talked.data)
            service.offer_support(actor, capacity, referral_id, form.email.data or "", clock, has_talked=has_talked)
            flash(DONE, "success")
            return redirect(back, 303)
    case: ManagerCase | Case
    if capacity is Capacity.REFERRER:
        case, at = service.open_own_referral(actor, referral_id, clock), actor.organisation_id
    else:
        case = service.open_case(actor, capacity, referral_id, clock)
        at = case.organisation_id
    offered = said_of(count_offers(at, referral_id))
    return render_form("incidents/offer_to_colleague.html", form, case=case, back=back, offered=offered)


@blueprint.route("/offer", methods=["GET", "POST"])
@about("offer", Capacity.STAFF_MEMBER)
@records_reading
@commits
def show_offer() -> Answer:
    """What was offered to oneself, and one’s answer: one question, and to leave it is an answer too (U15)."""
    actor, clock, form = current_actor(), current_clock(), OfferAnswerForm()
    if form.validate_on_submit():
        service.answer_offer(actor, form.answer.data, clock)
        flash("Your answer is kept. You can change it on this page.", "success")
        return redirect(url_for("incidents.show_offer"), 303)
    offer = service.open_offer(actor, clock)
    form.open_with(answer=offer.answer if offer else None)
    leads = list_handlers(actor.organisation_id, Role.INCIDENT_LEAD, {actor.user_id}, clock)
    names = [(lead.name, lead.email) for lead in leads]
    return render_form("incidents/show_offer.html", form, offer=offer, leads=names)


@blueprint.get("/wishes")
@about("offer", Capacity.LEAD)
@records_reading
def list_wishes() -> Answer:
    """Who would like to be contacted, for an incident lead."""
    wishes = service.open_wishes(current_actor(), current_clock())
    return render_template("incidents/list_wishes.html", wishes=wishes)


@blueprint.post("/wishes/<uuid:offer_id>/taken-up")
@about("offer", Capacity.LEAD)
@commits
def take_up_wish(offer_id: UUID) -> Answer:
    """A lead has got in touch."""
    service.take_up_wish(current_actor(), offer_id, current_clock())
    flash("Noted that you have got in touch.", "success")
    return redirect(url_for("incidents.list_wishes"), 303)
