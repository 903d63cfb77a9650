"""Ending a role, and passing on what waits for its holder."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, url_for
from werkzeug.wrappers import Response

from network.accounts.forms import LATER, EndRoleForm, HandOverForm
from network.accounts.models import Membership, User
from network.accounts.pages.blueprint import blueprint
from network.accounts.permissions import AccountPermission
from network.accounts.queries import get_membership, get_organisation, get_person
from network.accounts.service import handover
from network.accounts.service.memberships import end_role
from network.core.actor import Actor
from network.core.commit import commits
from network.core.forms import render_form
from network.core.guard import needs_fresh_sign_in, requires
from network.core.request import current_actor, current_clock
from network.ui.filters import as_date


@blueprint.route("/people/roles/<uuid:membership_id>/end", methods=["GET", "POST"])
@requires(AccountPermission.END_ROLE)
@needs_fresh_sign_in
@commits
def end_somebodys_role(membership_id: UUID) -> tuple[str, int] | Response:
    """Ends somebody's role, at once or at the end of a day."""
    actor, clock = current_actor(), current_clock()
    membership = get_membership(actor, membership_id)
    person = get_person(actor, membership.user_id)
    form = EndRoleForm()
    if form.validate_on_submit():
        last_day = form.last_day.data if form.when.data == LATER else None
        with form.rules():
            ended = end_role(actor, membership_id, clock, last_day=last_day)
            flash(_what_happened(person, ended, is_now=last_day is None), "success")
            return redirect(url_for("accounts.list_roles", organisation_id=ended.organisation_id), 303)
    return _page(actor, form, membership, person)


def _page(actor: Actor, form: EndRoleForm, membership: Membership, person: User) -> tuple[str, int]:
    organisation = get_organisation(actor, membership.organisation_id)
    return render_form("accounts/end_role.html", form, membership=membership, person=person, organisation=organisation)


def _what_happened(person: User, ended: Membership, *, is_now: bool) -> str:
    role = ended.role.label.lower()
    if is_now or ended.ends_on is None:
        return f"{person.name} is no longer {role}, and was told so by e-mail."
    return f"{person.name} stays {role} until the end of {as_date(ended.ends_on)}, and was told so by e-mail."


@blueprint.route("/people/roles/<uuid:membership_id>/handover", methods=["GET", "POST"])
@requires(AccountPermission.END_ROLE)
@commits
def hand_over(membership_id: UUID) -> tuple[str, int] | Response:
    """What waits for somebody whose role is to end, and who takes it on."""
    actor, clock = current_actor(), current_clock()
    membership = get_membership(actor, membership_id)
    steps = handover.list_open_steps(membership, clock)
    form = HandOverForm()
    form.offer(handover.list_successors(membership, clock))
    if any(step.pass_on for step in steps) and form.validate_on_submit():
        with form.rules():
            handover.pass_on(actor, membership_id, form.colleague.data, clock)
            flash("Passed on. You can end the role now.", "success")
            return redirect(url_for("accounts.end_somebodys_role", membership_id=membership_id), 303)
    person = get_person(actor, membership.user_id)
    return render_form("accounts/hand_over.html", form, membership=membership, person=person, steps=steps)
