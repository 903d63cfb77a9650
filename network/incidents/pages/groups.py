"""Support for a group, for each of those who act on it. Nobody in the group is named anywhere (CI-14, D12)."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from network.core.clock import instant_in_london
from network.core.commit import commits, records_reading
from network.core.errors import Conflict
from network.core.forms import EditingForm, render_form
from network.core.pagination import page_number
from network.core.permissions import Role
from network.core.request import current_actor, current_clock
from network.incidents import service
from network.incidents.forms import AllocateForm, AskGroupAgainForm, AskGroupForm, GroupHeldForm, GroupSessionForm
from network.incidents.group_cases import GroupCase
from network.incidents.marks import about
from network.incidents.pages.blueprint import blueprint
from network.incidents.pages.unchanged import CHANGED
from network.incidents.queries.groups import get_group
from network.incidents.queries.module import get_service
from network.incidents.queries.people import list_handlers
from network.incidents.rules.readers import Capacity
from network.ui.fields import choice

Answer = Response | str | tuple[str, int]
MINE, DESK = about("group", Capacity.REFERRER), about("group", Capacity.LEAD)
ALLOCATION, CASELOAD = about("group", Capacity.ALLOCATOR), about("group", Capacity.THERAPIST)
GROUP = "groups/<uuid:group_id>"
LISTED_AT = {
    Capacity.REFERRER: "incidents.list_groups",
    Capacity.LEAD: "incidents.list_groups_at_the_desk",
    Capacity.ALLOCATOR: "incidents.list_groups_at_allocation",
    Capacity.THERAPIST: "incidents.list_groups_in_the_caseload",
}
SHOWN_AT = {
    Capacity.REFERRER: "incidents.show_group",
    Capacity.LEAD: "incidents.show_group_at_the_desk",
    Capacity.ALLOCATOR: "incidents.allocate_group",
    Capacity.THERAPIST: "incidents.show_group_in_the_caseload",
}


@blueprint.get("/groups")
@MINE
@records_reading
def list_groups() -> Answer:
    """What a manager asked for."""
    return _list(Capacity.REFERRER)


@blueprint.get("/desk/groups")
@DESK
@records_reading
def list_groups_at_the_desk() -> Answer:
    """What was sent in the organisation."""
    return _list(Capacity.LEAD)


@blueprint.get("/allocation/groups")
@ALLOCATION
@records_reading
def list_groups_at_allocation() -> Answer:
    """What was passed to the provider."""
    return _list(Capacity.ALLOCATOR)


@blueprint.get("/work/groups")
@CASELOAD
@records_reading
def list_groups_in_the_caseload() -> Answer:
    """What was given to a therapist."""
    return _list(Capacity.THERAPIST)


def _list(capacity: Capacity) -> Answer:
    number = page_number(request.args.get("page"))
    page = service.list_groups(current_actor(), capacity, current_clock(), number=number)
    places = {"listed_at": LISTED_AT[capacity], "shown_at": SHOWN_AT[capacity]}
    return render_template("incidents/list_groups.html", page=page, capacity=capacity, **places)


@blueprint.route("/groups/new", methods=["GET", "POST"])
@MINE
@records_reading
@commits
def ask_group() -> Answer:
    """That the group was asked first (D12)."""
    form = AskGroupForm()
    form.offer(get_service(current_actor()).group_referrers)
    if form.validate_on_submit():
        with form.rules():
            group = service.ask_group(current_actor(), form.position.data, _asked(form), current_clock())
            return _to(Capacity.REFERRER, group.id)
    service.open_asking(current_actor(), current_clock())
    return render_form("incidents/group_ask.html", form, case=None)


@blueprint.route(f"/{GROUP}/asked", methods=["GET", "POST"])
@MINE
@records_reading
@commits
def ask_group_again(group_id: UUID) -> Answer:
    """What it said the next time, until it is sent."""
    form = AskGroupAgainForm()
    if form.validate_on_submit():
        with form.rules():
            _check_unchanged(form, Capacity.REFERRER, group_id)
            service.ask_group_again(current_actor(), group_id, _asked(form), current_clock())
            return _to(Capacity.REFERRER, group_id)
    case = _open(Capacity.REFERRER, group_id)
    form.open_with(version=case.version, asked_on=case.asked_on, asked_by=case.asked_by, wish=case.wish)
    return render_form("incidents/group_ask.html", form, case=case)


@blueprint.get(f"/{GROUP}")
@MINE
@records_reading
def show_group(group_id: UUID) -> Answer:
    """How it stands, for the manager who asked for it."""
    return render_template("incidents/group_show.html", case=_open(Capacity.REFERRER, group_id))


@blueprint.post(f"/{GROUP}/send")
@MINE
@commits
def send_group(group_id: UUID) -> Answer:
    """To the incident leads, where the group wishes it."""
    group = service.send_group(current_actor(), group_id, current_clock())
    flash(f"{group.reference} is with your organisation’s incident lead.", "success")
    return _to(Capacity.REFERRER, group_id)


@blueprint.post(f"/{GROUP}/call-off")
@MINE
@commits
def call_off_group(group_id: UUID) -> Answer:
    """By the manager who asked for it."""
    return _call_off(Capacity.REFERRER, group_id)


@blueprint.get(f"/desk/{GROUP}")
@DESK
@records_reading
def show_group_at_the_desk(group_id: UUID) -> Answer:
    """How it stands, for an incident lead."""
    return render_template("incidents/group_show.html", case=_open(Capacity.LEAD, group_id))


@blueprint.post(f"/desk/{GROUP}/pass-on")
@DESK
@commits
def pass_group_on(group_id: UUID) -> Answer:
    """To the provider, in one action."""
    group = service.pass_group_on(current_actor(), group_id, current_clock())
    flash(f"{group.reference} is with the provider, who now chooses a therapist.", "success")
    return _to(Capacity.LEAD, group_id)


@blueprint.post(f"/desk/{GROUP}/call-off")
@DESK
@commits
def call_off_group_at_the_desk(group_id: UUID) -> Answer:
    """By an incident lead."""
    return _call_off(Capacity.LEAD, group_id)


@blueprint.route(f"/allocation/{GROUP}", methods=["GET", "POST"])
@ALLOCATION
@records_reading
@commits
def allocate_group(group_id: UUID) -> Answer:
    """Which therapist facilitates it."""
    form, actor, clock = AllocateForm(), current_actor(), current_clock()
    therapists = list_handlers(actor.organisation_id, Role.THERAPIST, (), clock)
    form.therapist_id.choices = [choice(each.id, each.name) for each in therapists]
    if form.validate_on_submit():
        with form.rules():
            _check_unchanged(form, Capacity.ALLOCATOR, group_id)
            group = service.allocate_group(actor, group_id, form.therapist_id.data, clock)
            flash(f"{group.reference} has a therapist, who is told and arranges the session.", "success")
            return redirect(url_for(LISTED_AT[Capacity.ALLOCATOR]), 303)
    case = _open(Capacity.ALLOCATOR, group_id)
    form.open_with(version=case.version)
    return render_form("incidents/group_show.html", form, case=case)


@blueprint.get(f"/work/{GROUP}")
@CASELOAD
@records_reading
def show_group_in_the_caseload(group_id: UUID) -> Answer:
    """How it stands, for its therapist, with their own meetings of a combined day (CI-15)."""
    return render_template("incidents/group_show.html", case=_open(Capacity.THERAPIST, group_id))


@blueprint.route(f"/work/{GROUP}/session", methods=["GET", "POST"])
@CASELOAD
@records_reading
@commits
def arrange_group(group_id: UUID) -> Answer:
    """The one facilitated session, or another time for it."""
    form = GroupSessionForm()
    if form.validate_on_submit():
        with form.rules():
            _check_unchanged(form, Capacity.THERAPIST, group_id)
            service.arrange_group(current_actor(), group_id, _session(form), current_clock())
            flash("The session is arranged. Whoever asked for it is told, and tells the group.", "success")
            return _to(Capacity.THERAPIST, group_id)
    case = _open(Capacity.THERAPIST, group_id)
    form.open_with(version=case.version, mode=case.mode, is_combined=case.is_combined)
    return render_form("incidents/group_arrange.html", form, case=case)


@blueprint.route(f"/work/{GROUP}/held", methods=["GET", "POST"])
@CASELOAD
@records_reading
@commits
def note_group_held(group_id: UUID) -> Answer:
    """That it was held, and how many came."""
    form = GroupHeldForm()
    if form.validate_on_submit() and form.attendance.data is not None:
        with form.rules():
            _check_unchanged(form, Capacity.THERAPIST, group_id)
            service.note_group_held(current_actor(), group_id, form.attendance.data, current_clock())
            flash("Saved.", "success")
            return _to(Capacity.THERAPIST, group_id)
    case = _open(Capacity.THERAPIST, group_id)
    form.open_with(version=case.version, attendance=case.attendance)
    return render_form("incidents/group_held.html", form, case=case)


@blueprint.post(f"/work/{GROUP}/call-off")
@CASELOAD
@commits
def call_off_group_in_the_caseload(group_id: UUID) -> Answer:
    """By its therapist."""
    return _call_off(Capacity.THERAPIST, group_id)


def _call_off(capacity: Capacity, group_id: UUID) -> Answer:
    service.call_off_group(current_actor(), capacity, group_id, current_clock())
    flash("It is called off, and everybody it was with is told.", "success")
    return _to(capacity, group_id)


def _open(capacity: Capacity, group_id: UUID) -> GroupCase:
    return service.open_group(current_actor(), capacity, group_id, current_clock())


def _check_unchanged(form: EditingForm, capacity: Capacity, group_id: UUID) -> None:
    """A form is held against what it was when the form was opened (`B35`)."""
    if form.seen_version != get_group(current_actor(), capacity, group_id).version:
        raise Conflict(CHANGED)


def _asked(form: AskGroupForm | AskGroupAgainForm) -> service.GroupAsked:
    if form.asked_on.data is None:
        raise TypeError("A form that is in order has a day")
    return service.GroupAsked(form.asked_on.data, form.asked_by.data, form.wish.data)


def _session(form: GroupSessionForm) -> service.GroupSession:
    if form.day.data is None or form.time.data is None:
        raise TypeError("A session form that is in order has a day and a time")
    at = instant_in_london(form.day.data, form.time.data, "time")
    return service.GroupSession(at, form.mode.data, bool(form.is_combined.data))


def _to(capacity: Capacity, group_id: UUID) -> Response:
    return redirect(url_for(SHOWN_AT[capacity], group_id=group_id), 303)
