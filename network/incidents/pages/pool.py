"""Leads whom small organisations share: offering oneself, and asking one of those who offer. No referral is here."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from network.accounts.public import list_people_with_role
from network.core.commit import commits
from network.core.guard import needs_fresh_sign_in, requires
from network.core.pagination import page_number
from network.core.permissions import Role
from network.core.request import current_actor, current_clock
from network.incidents import service
from network.incidents.pages.blueprint import blueprint
from network.incidents.permissions import IncidentPermission
from network.incidents.queries import pool
from network.incidents.queries.module import find_module
from network.incidents.queries.people import names_of

Answer = Response | str | tuple[str, int]


@blueprint.get("/pool")
@requires(IncidentPermission.OFFER_TO_LEAD)
def show_pool() -> Answer:
    """What it means to lead for small partners too, and one's own offer."""
    actor = current_actor()
    offer, module = pool.find_own_offer(actor), find_module(actor)
    made_in = offer.organisation_id if offer else None
    return render_template(
        "incidents/show_pool.html",
        offer=offer,
        organisation=names_of(organisations=[made_in], people=()).get(made_in),
        is_on=module is not None and module.is_on,
        elsewhere=pool.list_led_elsewhere(actor, current_clock()),
    )


@blueprint.post("/pool/offer")
@requires(IncidentPermission.OFFER_TO_LEAD)
@commits
def offer_to_lead() -> Answer:
    """One press."""
    service.offer_to_lead(current_actor(), current_clock())
    flash("Small partners can see your name and your organisation now, and ask you.", "success")
    return redirect(url_for("incidents.show_pool"), 303)


@blueprint.post("/pool/take-back")
@requires(IncidentPermission.OFFER_TO_LEAD)
@commits
def take_back_offer() -> Answer:
    """One press, and no reason (U15)."""
    service.take_back_offer(current_actor(), current_clock())
    flash("Your offer is taken back. Nobody sees your name there any more.", "success")
    return redirect(url_for("incidents.show_pool"), 303)


@blueprint.get("/service/leads")
@requires(IncidentPermission.ASK_FOR_LEADS)
def list_pool() -> Answer:
    """Who leads for a small organisation, and who offers to."""
    actor, clock = current_actor(), current_clock()
    return render_template(
        "incidents/list_pool.html",
        page=pool.list_pool(actor, clock, page_number(request.args.get("page"))),
        leads=list_people_with_role(actor.organisation_id, Role.INCIDENT_LEAD, clock),
    )


@blueprint.post("/service/leads/<uuid:offer_id>/ask")
@requires(IncidentPermission.ASK_FOR_LEADS)
@needs_fresh_sign_in
@commits
def ask_to_lead(offer_id: UUID) -> Answer:
    """Sends one of them the ordinary invitation."""
    asked = service.ask_to_lead(current_actor(), offer_id, current_clock())
    flash(f"An invitation to {asked.name} is on its way. They can accept it or leave it.", "success")
    return redirect(url_for("incidents.list_pool"), 303)
