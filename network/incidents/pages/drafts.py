"""Writing a referral: what the service is for, the talk, five short sections, the check, the sending (U2, U16, U40)."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from network.core.commit import commits, records_reading, rollback
from network.core.forms import render_form
from network.core.guard import requires
from network.core.request import current_actor, current_clock, note_refusal
from network.incidents import service
from network.incidents.forms import (
    ConfirmForm,
    ManagerForm,
    SendForm,
    StaffMemberForm,
    TalkDayForm,
    TalkForm,
    TeamForm,
    WhatHappenedForm,
    WhenForm,
)
from network.incidents.marks import about_referrals
from network.incidents.models import Referral
from network.incidents.pages.blueprint import blueprint
from network.incidents.pages.trust import trust_in_parts
from network.incidents.pages.unchanged import check_draft_unchanged
from network.incidents.permissions import IncidentPermission
from network.incidents.queries.module import get_service, is_taken, list_departments
from network.incidents.queries.referrals import SentAlready, get_talk_day
from network.incidents.routes import other_routes
from network.incidents.rules.answers import TeamInput
from network.incidents.rules.eligibility import window
from network.incidents.rules.naming import who_else_is_named
from network.incidents.rules.readers import Capacity
from network.incidents.rules.submission import DECISIVE
from network.incidents.sealing import Particulars
from network.ui.fields import choice

Answer = Response | str | tuple[str, int]
MINE = about_referrals(Capacity.REFERRER)
DRAFT = "/requests/<uuid:referral_id>/draft"


@blueprint.get("/start")
@requires(IncidentPermission.REFER, hidden=True)
def start() -> Answer:
    """What this is and is not for, before it begins (U2); elsewhere at once where none is taken today (U37)."""
    service.check_taken(current_actor(), current_clock())
    return render_template("incidents/start.html")


@blueprint.get("/other-routes")
@requires(IncidentPermission.REFER, hidden=True)
def show_other_routes() -> Answer:
    """Where else to turn, whatever the talk led to (U37)."""
    actor, clock = current_actor(), current_clock()
    return render_template(
        "incidents/show_other_routes.html", routes=other_routes(actor, clock), is_taken=is_taken(actor, clock)
    )


@blueprint.route("/talk", methods=["GET", "POST"])
@MINE
@records_reading
@commits
def record_talk() -> Answer:
    """That the talk happened, and which way it went (CI-4)."""
    form = TalkForm()
    if form.validate_on_submit() and form.talked_on.data:
        with form.rules():
            draft = service.record_talk(current_actor(), form.outcome.data, form.talked_on.data, current_clock())
            if draft is None:
                return redirect(url_for("incidents.show_other_routes"), 303)
            return _to_list(draft.id)
    service.open_talk(current_actor(), current_clock())
    return render_form("incidents/record_talk.html", form)


@blueprint.get(DRAFT)
@MINE
@records_reading
def show_draft(referral_id: UUID) -> Answer:
    """The task list: what is done and what is not (U40)."""
    draft, said = service.open_draft(current_actor(), referral_id, current_clock())
    done = {section: bool(getattr(said, part)) for section, part in DECISIVE.items()}
    return render_template("incidents/show_draft.html", draft=draft, done=done, kept_until=draft.kept_until)


@blueprint.route(f"{DRAFT}/when", methods=["GET", "POST"])
@MINE
@records_reading
@commits
def answer_when(referral_id: UUID) -> Answer:
    """The day of the incident, which the window is held against at once (D6)."""
    form = WhenForm()
    if form.validate_on_submit() and form.incident_on.data:
        with form.rules():
            check_draft_unchanged(form, referral_id)
            service.answer_when(current_actor(), referral_id, form.incident_on.data, current_clock())
            return _to_list(referral_id)
    draft, said = service.open_draft(current_actor(), referral_id, current_clock())
    form.open_with(version=draft.version, incident_on=said.incident_day)
    return render_form("incidents/answer_when.html", form, draft=draft, talked_on=get_talk_day(current_actor(), draft))


@blueprint.route(f"{DRAFT}/talk", methods=["GET", "POST"])
@MINE
@records_reading
@commits
def answer_talk(referral_id: UUID) -> Answer:
    """The day of the talk, where it was mistyped."""
    form = TalkDayForm()
    if form.validate_on_submit() and form.talked_on.data:
        with form.rules():
            check_draft_unchanged(form, referral_id)
            service.answer_talk(current_actor(), referral_id, form.talked_on.data, current_clock())
            return redirect(url_for("incidents.answer_when", referral_id=referral_id), 303)
    draft, _ = service.open_draft(current_actor(), referral_id, current_clock())
    form.open_with(version=draft.version, talked_on=get_talk_day(current_actor(), draft))
    return render_form("incidents/answer_talk.html", form, draft=draft)


@blueprint.route(f"{DRAFT}/staff-member", methods=["GET", "POST"])
@MINE
@records_reading
@commits
def answer_staff_member(referral_id: UUID) -> Answer:
    """Who it is about."""
    form = _staff_member_form()
    if form.validate_on_submit():
        with form.rules():
            check_draft_unchanged(form, referral_id)
            service.answer_staff_member(current_actor(), referral_id, _staff_member(form), current_clock())
            return _to_list(referral_id)
    draft, said = service.open_draft(current_actor(), referral_id, current_clock())
    form.open_with(version=draft.version, staff_name=said.staff_name)
    form.open_with(staff_telephone=said.staff_telephone, staff_email=said.staff_email)
    if "department_id" in form:
        form.open_with(department_id=draft.department_id)
    trust = trust_in_parts("staff_name", writer=Capacity.REFERRER)
    return render_form("incidents/answer_staff_member.html", form, draft=draft, trust=trust)


def _staff_member(form: StaffMemberForm) -> service.StaffMember:
    return service.StaffMember(
        name=form.staff_name.data or "",
        telephone=form.staff_telephone.data or "",
        email=form.staff_email.data or "",
        department_id=form.department_id.data if "department_id" in form else None,
    )


def _staff_member_form() -> StaffMemberForm:
    actor, form = current_actor(), StaffMemberForm()
    departments = list_departments(actor)
    form.department_id.choices = [choice(each.id, each.name) for each in departments]
    if not departments:
        del form.department_id
    elif get_service(actor).department_ids:
        form.department_id.put(optional=False)
    return form


@blueprint.route(f"{DRAFT}/what-happened", methods=["GET", "POST"])
@MINE
@records_reading
@commits
def answer_what_happened(referral_id: UUID) -> Answer:
    """What happened, after the line that says who reads it (U8)."""
    form = WhatHappenedForm()
    if form.validate_on_submit():
        with form.rules():
            check_draft_unchanged(form, referral_id)
            service.answer_what_happened(current_actor(), referral_id, form.narrative.data or "", current_clock())
            return _to_list(referral_id)
    draft, said = service.open_draft(current_actor(), referral_id, current_clock())
    form.open_with(version=draft.version, narrative=said.narrative)
    return render_form(
        "incidents/answer_what_happened.html",
        form,
        draft=draft,
        trust=trust_in_parts("narrative", writer=Capacity.REFERRER),
    )


@blueprint.route(f"{DRAFT}/manager", methods=["GET", "POST"])
@MINE
@records_reading
@commits
def answer_manager(referral_id: UUID) -> Answer:
    """Whom the therapist contacts: filled in already from the account (U38)."""
    form = ManagerForm()
    if form.validate_on_submit():
        with form.rules():
            check_draft_unchanged(form, referral_id)
            service.answer_manager(current_actor(), referral_id, _manager(form), current_clock())
            return _to_list(referral_id)
    draft, said = service.open_draft(current_actor(), referral_id, current_clock())
    form.open_with(version=draft.version, manager_name=said.manager_name)
    form.open_with(manager_telephone=said.manager_telephone, manager_email=said.manager_email)
    return render_form("incidents/answer_manager.html", form, draft=draft)


def _manager(form: ManagerForm) -> service.LineManager:
    return service.LineManager(
        name=form.manager_name.data or "",
        telephone=form.manager_telephone.data or "",
        email=form.manager_email.data or "",
    )


@blueprint.route(f"{DRAFT}/team", methods=["GET", "POST"])
@MINE
@records_reading
@commits
def answer_team(referral_id: UUID) -> Answer:
    """Whether support is to be considered for others too."""
    form = TeamForm()
    if form.validate_on_submit():
        with form.rules():
            check_draft_unchanged(form, referral_id)
            service.answer_team(current_actor(), referral_id, form.team_input.data, current_clock())
            return _to_list(referral_id)
    draft, said = service.open_draft(current_actor(), referral_id, current_clock())
    form.open_with(version=draft.version, team_input=TeamInput(said.team_input) if said.team_input else None)
    return render_form("incidents/answer_team.html", form, draft=draft)


@blueprint.route(f"{DRAFT}/check", methods=["GET", "POST"])
@MINE
@records_reading
@commits
def submit_draft(referral_id: UUID) -> Answer:
    """Check the answers, then send."""
    form = SendForm()
    if form.validate_on_submit():
        with form.rules():
            check_draft_unchanged(form, referral_id)
            service.submit_draft(
                current_actor(), referral_id, current_clock(), goes_at_once=bool(form.goes_at_once.data)
            )
            return redirect(url_for("incidents.show_sent", referral_id=referral_id), 303)
    draft, said = service.open_draft(current_actor(), referral_id, current_clock())
    if not all(getattr(said, part) for part in DECISIVE.values()):
        return _to_list(referral_id)
    form.open_with(version=draft.version)
    return _render_check(form, draft, said)


def _render_check(form: SendForm, draft: Referral, said: Particulars) -> Answer:
    """Every answer, and what in them may say who somebody else is."""
    names: dict[UUID | None, str] = {each.id: each.name for each in list_departments(current_actor())}
    return render_form(
        "incidents/submit_draft.html",
        form,
        draft=draft,
        said=said,
        department_name=names.get(draft.department_id),
        is_late=_is_late(said),
        pointers=who_else_is_named(said.narrative or "", [said.staff_name or "", said.manager_name or ""]),
    )


def _is_late(said: Particulars) -> bool:
    """Whether an incident lead is to decide, because the window has closed (D6)."""
    day, service_settings = said.incident_day, get_service(current_actor())
    return day is not None and not window(day, current_clock().today(), service_settings.go_live_on).is_open


@blueprint.route(f"{DRAFT}/discard", methods=["GET", "POST"])
@MINE
@records_reading
@commits
def discard_draft(referral_id: UUID) -> Answer:
    """Deletes the draft at once."""
    form = ConfirmForm("Delete this draft")
    if form.validate_on_submit():
        service.discard_draft(current_actor(), referral_id, current_clock())
        flash("The draft is deleted. You can start again at any time.", "success")
        return redirect(url_for("incidents.list_own_referrals"), 303)
    draft, _ = service.open_draft(current_actor(), referral_id, current_clock())
    return render_form("incidents/discard_draft.html", form, draft=draft)


@blueprint.errorhandler(SentAlready)
def lead_to_what_was_sent(refusal: SentAlready) -> Response:
    """The way back from the confirmation goes through pages of a draft that is none any more."""
    rollback()
    note_refusal(refusal.code)
    return redirect(url_for("incidents.show_own_referral", **(request.view_args or {})), 303)


def _to_list(referral_id: UUID) -> Response:
    return redirect(url_for("incidents.show_draft", referral_id=referral_id), 303)
