"""What a manager sees of their own referrals, and the incident lead’s desk."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from network.core.commit import commits, records_reading
from network.core.errors import RuleBroken
from network.core.forms import render_form
from network.core.pagination import page_number
from network.core.permissions import Role
from network.core.request import current_actor, current_clock
from network.incidents import service
from network.incidents.case_reading import days_left_out
from network.incidents.cases import Case
from network.incidents.forms import PassOnForm
from network.incidents.marks import about_referrals
from network.incidents.pages.amending import amend_form, amended, open_amend_form
from network.incidents.pages.blueprint import blueprint
from network.incidents.pages.listing import render_list
from network.incidents.pages.trust import trust_in_parts
from network.incidents.pages.unchanged import check_case_unchanged
from network.incidents.queries.module import providers_for
from network.incidents.queries.people import list_handlers, names_of
from network.incidents.queries.succession import list_handed_over
from network.incidents.rules.readers import Capacity

Answer = Response | str | tuple[str, int]
MINE = about_referrals(Capacity.REFERRER)
DESK = about_referrals(Capacity.LEAD)


@blueprint.get("/requests")
@MINE
@records_reading
def list_own_referrals() -> Answer:
    """A manager's own referrals and drafts, without names."""
    number = page_number(request.args.get("page"))
    page = service.list_referrals(current_actor(), Capacity.REFERRER, current_clock(), number=number)
    handed_over = list_handed_over(current_actor())
    return render_template("incidents/list_own_referrals.html", page=page, handed_over=handed_over)


@blueprint.get("/requests/<uuid:referral_id>")
@MINE
@records_reading
def show_own_referral(referral_id: UUID) -> Answer:
    """Four states, one's own words, what happens next (D10)."""
    case = service.open_own_referral(current_actor(), referral_id, current_clock())
    return render_template("incidents/show_own_referral.html", case=case, leads=_leads())


@blueprint.get("/requests/<uuid:referral_id>/sent")
@MINE
@records_reading
def show_sent(referral_id: UUID) -> Answer:
    """The confirmation: what happens next, by when, by whom, and what if it does not (U9)."""
    case = service.open_own_referral(current_actor(), referral_id, current_clock())
    return render_template("incidents/show_sent.html", case=case, leads=_leads())


@blueprint.route("/requests/<uuid:referral_id>/amend", methods=["GET", "POST"])
@MINE
@records_reading
@commits
def amend(referral_id: UUID) -> Answer:
    """Puts right what was sent; where the lead asked for it, it goes back to them (RM)."""
    form = amend_form()
    if form.validate_on_submit():
        with form.rules():
            check_case_unchanged(form, Capacity.REFERRER, referral_id)
            service.amend(current_actor(), referral_id, amended(form), current_clock())
            flash("Saved. The staff member sees on their page what you changed.", "success")
            return redirect(url_for("incidents.show_own_referral", referral_id=referral_id), 303)
    case = service.open_own_referral(current_actor(), referral_id, current_clock())
    open_amend_form(form, case)
    trust = trust_in_parts("narrative", writer=Capacity.REFERRER)
    return render_form("incidents/amend.html", form, case=case, trust=trust)


@blueprint.get("/desk")
@DESK
@records_reading
def list_desk() -> Answer:
    """The organisation's referrals by reference, with both clocks and who holds the step."""
    return render_list(Capacity.LEAD)


@blueprint.get("/desk/<uuid:referral_id>")
@DESK
@records_reading
def show_desk_referral(referral_id: UUID) -> Answer:
    """One referral, for the incident lead."""
    case = service.open_case(current_actor(), Capacity.LEAD, referral_id, current_clock())
    providers = _providers(case) if case.may("pass_to_provider") else []
    return render_template(
        "incidents/show_desk_referral.html",
        case=case,
        providers=providers,
        now=current_clock().now(),
        skipped=days_left_out(case),
    )


@blueprint.get("/desk/<uuid:referral_id>/opened")
@DESK
@records_reading
def show_openings(referral_id: UUID) -> Answer:
    """Who has opened it, and when (B29)."""
    case = service.open_openings(current_actor(), referral_id, current_clock())
    return render_template("incidents/show_openings.html", case=case)


@blueprint.post("/desk/<uuid:referral_id>/pass-on")
@DESK
@commits
def pass_on(referral_id: UUID) -> Answer:
    """Passes it to the provider, in one action (CI-7)."""
    form = PassOnForm()
    if not form.validate_on_submit():
        raise RuleBroken(None, "Choose one of the providers on the page.")
    referral = service.pass_on(current_actor(), referral_id, current_clock(), form.chosen)
    flash(f"{referral.reference} is with the provider, who now chooses a therapist.", "success")
    return redirect(url_for("incidents.list_desk"), 303)


def _providers(case: Case) -> list[tuple[UUID, str]]:
    """Whom it can go to, by name, the one that is next first."""
    offered = providers_for(current_actor(), case.provider_id)
    names = names_of(organisations=offered, people=())
    return [(each, names[each]) for each in offered]


def _leads() -> list[tuple[str, str]]:
    actor = current_actor()
    leads = list_handlers(actor.organisation_id, Role.INCIDENT_LEAD, {actor.user_id}, current_clock())
    return [(lead.name, lead.email) for lead in leads]
