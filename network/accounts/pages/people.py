"""Who holds which role in an organisation."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from network.accounts.forms import InvitationForm, PeopleFilterForm
from network.accounts.pages.blueprint import blueprint
from network.accounts.permissions import AccountPermission
from network.accounts.queries import (
    PeopleAsked,
    count_waiting,
    get_organisation,
    list_invitations,
    list_people,
    names_of,
    organisation_names,
    place_of,
)
from network.accounts.rules.granting import grantable_roles, granter_acting
from network.accounts.rules.inviting import state_of
from network.accounts.service.invitations import (
    NewInvitation,
    invite,
    send_again,
    withdraw_invitation,
)
from network.core.commit import commits
from network.core.forms import render_form
from network.core.guard import needs_fresh_sign_in, requires
from network.core.pagination import PAGE_SIZE, page_number
from network.core.request import current_actor, current_clock
from network.organisations.public import list_departments
from network.ui.filters import as_date


@blueprint.get("/people", defaults={"organisation_id": None})
@blueprint.get("/organisations/<uuid:organisation_id>/people")
@requires(AccountPermission.LIST_PEOPLE)
def list_roles(organisation_id: UUID | None) -> str:
    """People with their roles, now and to come, or those that are over."""
    actor, clock = current_actor(), current_clock()
    organisation = get_organisation(actor, organisation_id or actor.organisation_id)
    form = PeopleFilterForm(request.args)
    asked = PeopleAsked(organisation.id, request.args.get("show") == "former", form.q.data or "")
    return render_template(
        "accounts/list_roles.html",
        organisation=organisation,
        asked=asked,
        form=form,
        page=list_people(actor, asked, clock.today(), page_number(request.args.get("page"))),
        waiting=count_waiting(actor, organisation.id, clock.now()),
        endable=grantable_roles(granter_acting(actor), place_of(organisation)),
        today=clock.today(),
        departments=_departments(organisation.id),
    )


@blueprint.get("/people/invitations", defaults={"organisation_id": None})
@blueprint.get("/organisations/<uuid:organisation_id>/people/invitations")
@requires(AccountPermission.INVITE)
def list_sent_invitations(organisation_id: UUID | None) -> str:
    """Invitations that wait for an answer, or ran out without one: of one organisation, or all for the coordinator."""
    actor, clock = current_actor(), current_clock()
    is_everywhere = organisation_id is None and actor.is_network_wide
    organisation = get_organisation(actor, organisation_id or actor.organisation_id)
    wanted = None if is_everywhere else organisation.id
    page = list_invitations(actor, wanted, page_number(request.args.get("page")), PAGE_SIZE)
    return render_template(
        "accounts/list_invitations.html",
        organisation=organisation,
        page=page,
        is_everywhere=is_everywhere,
        places=organisation_names(i.organisation_id for i in page.items) if is_everywhere else {},
        states={i.id: state_of(i, clock.now(), clock.today()) for i in page.items},
        inviters=names_of(actor, (i.invited_by_id for i in page.items)),
        changeable=grantable_roles(granter_acting(actor), place_of(organisation)),
    )


@blueprint.route("/organisations/<uuid:organisation_id>/people/invite", methods=["GET", "POST"])
@requires(AccountPermission.INVITE)
@needs_fresh_sign_in
@commits
def invite_person(organisation_id: UUID) -> tuple[str, int] | Response:
    """Invites somebody to a role."""
    actor, clock = current_actor(), current_clock()
    organisation = get_organisation(actor, organisation_id)
    form = InvitationForm()
    form.offer(grantable_roles(granter_acting(actor), place_of(organisation)), list_departments(actor, organisation.id))
    if form.validate_on_submit():
        with form.rules():
            sent = invite(actor, NewInvitation(organisation_id=organisation.id, **form.answers()), clock).invitation
            flash(
                f"The invitation to {sent.name} is on its way. It can be accepted until {as_date(sent.expires_at)}.",
                "success",
            )
            return redirect(_invitations(organisation_id), 303)
    return render_form("accounts/invite_person.html", form, organisation=organisation)


@blueprint.post("/people/invitations/<uuid:invitation_id>/send-again")
@requires(AccountPermission.INVITE)
@needs_fresh_sign_in
@commits
def send_invitation_again(invitation_id: UUID) -> Response:
    """A new link, for another fortnight; the old one is void."""
    invitation = send_again(current_actor(), invitation_id, current_clock()).invitation
    until = as_date(invitation.expires_at)
    flash(f"A new link is on its way to {invitation.name}, good until {until}. The old one no longer works.", "success")
    return redirect(_invitations(invitation.organisation_id), 303)


@blueprint.post("/people/invitations/<uuid:invitation_id>/withdraw")
@requires(AccountPermission.INVITE)
@commits
def withdraw_sent_invitation(invitation_id: UUID) -> Response:
    """Takes an invitation back."""
    invitation = withdraw_invitation(current_actor(), invitation_id, current_clock())
    flash(f"The invitation to {invitation.name} is withdrawn. Its link no longer works.", "success")
    return redirect(_invitations(invitation.organisation_id), 303)


def _departments(organisation_id: UUID) -> dict[UUID, str]:
    return {department.id: department.name for department in list_departments(current_actor(), organisation_id)}


def _invitations(organisation_id: UUID) -> str:
    return url_for("accounts.list_sent_invitations", organisation_id=organisation_id)
