"""The page of the person referred: what was said, what comes, who looked, and how to say no (U11, U15, U19)."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from network.core.commit import commits, records_reading
from network.core.forms import render_form
from network.core.pagination import page_number
from network.core.permissions import Role
from network.core.request import current_actor, current_clock
from network.directory.public import SupportRoute, entries_for
from network.incidents import service
from network.incidents.afterwards import kinds_afterwards
from network.incidents.cases import Case
from network.incidents.forms import ConfirmForm, CorrectionForm, GoAheadForm, PauseForm, WishesForm
from network.incidents.marks import about_referrals
from network.incidents.pages.blueprint import blueprint
from network.incidents.pages.trust import trust_in_parts
from network.incidents.pages.unchanged import check_case_unchanged
from network.incidents.queries.module import list_modes
from network.incidents.queries.offers import list_own_offers
from network.incidents.queries.people import list_handlers
from network.incidents.queries.questions import has_turn
from network.incidents.rules.answers import ContactWay, MeetingMode, Voicemail
from network.incidents.rules.pausing import is_paused
from network.incidents.rules.readers import OWN_WORDS, Capacity
from network.incidents.rules.states import State
from network.incidents.sealing import Particulars
from network.incidents.words import Trust, parts_for_choosing

WISHES = tuple(part for part in OWN_WORDS if part != "correction")
TEXTS = ("called", "own_telephone", "own_email", "interpreter", "contact_times", "therapist_wish")
Answer = Response | str | tuple[str, int]
OWN = about_referrals(Capacity.STAFF_MEMBER)


@blueprint.get("/mine")
@OWN
@records_reading
def list_own() -> Answer:
    """Straight to the one that there is; a list where there are more."""
    number = page_number(request.args.get("page"))
    page = service.list_referrals(current_actor(), Capacity.STAFF_MEMBER, current_clock(), number=number)
    if page.total == 1 and page.items:
        return redirect(url_for("incidents.show_own", referral_id=page.items[0].id), 303)
    if page.total == 0 and list_own_offers(current_actor(), current_clock()):
        return redirect(url_for("incidents.show_offer"), 303)
    return render_template("incidents/list_own.html", page=page)


@blueprint.get("/mine/<uuid:referral_id>")
@OWN
@records_reading
def show_own(referral_id: UUID) -> Answer:
    """Everything that is held, what happens next, and who has opened it."""
    case = service.open_case(current_actor(), Capacity.STAFF_MEMBER, referral_id, current_clock())
    leads = list_handlers(current_actor().organisation_id, Role.INCIDENT_LEAD, case.concerned, current_clock())
    return render_template(
        "incidents/show_own.html",
        case=case,
        leads=[(lead.name, lead.email) for lead in leads],
        trust=_trust_in(case, "narrative"),
        now=current_clock().now(),
        is_paused=is_paused(case.paused_until, current_clock().today()),
        for_choosing=parts_for_choosing(),
        afterwards=_afterwards(case) if case.is_closed else (),
        is_asked=case.state is State.ENDED and has_turn(current_actor(), case.id),
    )


@blueprint.route("/mine/<uuid:referral_id>/correction", methods=["GET", "POST"])
@OWN
@records_reading
@commits
def correct(referral_id: UUID) -> Answer:
    """Room for one's own words (U19)."""
    form = CorrectionForm()
    if form.validate_on_submit():
        with form.rules():
            check_case_unchanged(form, Capacity.STAFF_MEMBER, referral_id)
            service.correct(current_actor(), referral_id, form.correction.data or "", current_clock())
            flash("Saved. Your words now stand beside what was written.", "success")
            return _to_page(referral_id)
    case = service.open_case(current_actor(), Capacity.STAFF_MEMBER, referral_id, current_clock())
    form.open_with(version=case.version, correction=case.particulars.correction)
    trust = _trust_in(case, "correction")
    return render_form("incidents/correct.html", form, case=case, trust=trust)


@blueprint.route("/mine/<uuid:referral_id>/contact", methods=["GET", "POST"])
@OWN
@records_reading
@commits
def set_wishes(referral_id: UUID) -> Answer:
    """How one would like to be reached and met (U17)."""
    form = WishesForm()
    if form.validate_on_submit():
        with form.rules():
            check_case_unchanged(form, Capacity.STAFF_MEMBER, referral_id)
            service.set_wishes(current_actor(), referral_id, _wishes_of(form), current_clock())
            flash("Saved. Whoever contacts you sees this first.", "success")
            return _to_page(referral_id)
    case = service.open_case(current_actor(), Capacity.STAFF_MEMBER, referral_id, current_clock())
    form.open_with(version=case.version)
    form.offer(list_modes(case.organisation_id))
    _open_with_wishes(form, case.particulars)
    trust = _trust_in(case, *WISHES)
    return render_form("incidents/set_wishes.html", form, case=case, trust=trust)


@blueprint.post("/mine/<uuid:referral_id>/go-ahead")
@OWN
@commits
def go_ahead(referral_id: UUID) -> Answer:
    """It can go to the provider: read, or at once and read later (U19)."""
    form = GoAheadForm()
    has_read = form.validate_on_submit() and form.has_read.data == "yes"
    service.go_ahead(current_actor(), referral_id, current_clock(), has_read=has_read)
    flash("It can go on now. Your organisation’s incident lead is told.", "success")
    return _to_page(referral_id)


@blueprint.route("/mine/<uuid:referral_id>/pause", methods=["GET", "POST"])
@OWN
@records_reading
@commits
def pause(referral_id: UUID) -> Answer:
    """Nobody contacts them for a while (U15)."""
    form = PauseForm()
    if form.validate_on_submit():
        with form.rules():
            service.pause(current_actor(), referral_id, form.weeks.data, current_clock())
            flash("You have a pause. Nobody writes to you here until it is over.", "success")
            return _to_page(referral_id)
    case = service.open_case(current_actor(), Capacity.STAFF_MEMBER, referral_id, current_clock())
    return render_form("incidents/pause.html", form, case=case)


@blueprint.post("/mine/<uuid:referral_id>/go-on")
@OWN
@commits
def end_pause(referral_id: UUID) -> Answer:
    """The pause is over, in one click."""
    service.end_pause(current_actor(), referral_id, current_clock())
    flash("Your pause is over. Whoever contacts you is told.", "success")
    return _to_page(referral_id)


@blueprint.route("/mine/<uuid:referral_id>/no", methods=["GET", "POST"])
@OWN
@records_reading
@commits
def decline(referral_id: UUID) -> Answer:
    """No, in two clicks, and without a reason (U15)."""
    form = ConfirmForm("Say no")
    if form.validate_on_submit():
        service.decline(current_actor(), referral_id, current_clock())
        flash("You have said no, and nothing more happens. You can change your mind on this page.", "success")
        return _to_page(referral_id)
    case = service.open_case(current_actor(), Capacity.STAFF_MEMBER, referral_id, current_clock())
    return render_form("incidents/decline.html", form, case=case)


@blueprint.post("/mine/<uuid:referral_id>/change-mind")
@OWN
@commits
def change_mind(referral_id: UUID) -> Answer:
    """A no taken back, in one click."""
    service.change_mind(current_actor(), referral_id, current_clock())
    flash("It starts again. Your organisation’s incident lead is told.", "success")
    return _to_page(referral_id)


def _trust_in(case: Case, *parts: str) -> Trust:
    return trust_in_parts(*parts, writer=Capacity.STAFF_MEMBER, is_self_requested=case.is_self_requested)


def _open_with_wishes(form: WishesForm, said: Particulars) -> None:
    form.open_with(
        **{name: getattr(said, name) for name in TEXTS},
        contact_way=ContactWay(said.contact_way) if said.contact_way else None,
        voicemail=Voicemail(said.voicemail) if said.voicemail else None,
        mode_wish=MeetingMode(said.mode_wish) if said.mode_wish else None,
    )


def _wishes_of(form: WishesForm) -> service.WishesForContact:
    return service.WishesForContact(
        **{name: form[name].data or "" for name in TEXTS},
        contact_way=form.contact_way.data,
        voicemail=form.voicemail.data,
        mode_wish=form.mode_wish.data,
    )


def _afterwards(case: Case) -> list[SupportRoute]:
    return entries_for(current_actor(), kinds_afterwards(case.exit_pathway, is_gp_advised=case.is_gp_advised))


def _to_page(referral_id: UUID) -> Response:
    return redirect(url_for("incidents.show_own", referral_id=referral_id), 303)
