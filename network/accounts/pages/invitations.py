"""The invited person's side: the page behind the link, and accepting with an account that is there already."""

from __future__ import annotations

from uuid import UUID

from flask import Response as FlaskResponse
from flask import flash, redirect, render_template, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from network.accounts.forms import AcceptanceForm
from network.accounts.guesses import GuessKind, check_guess, network_of
from network.accounts.pages.blueprint import blueprint
from network.accounts.service.redeeming import (
    InvitationUnusable,
    OpenInvitation,
    accept_invitation,
    get_open_invitation,
    redeem,
)
from network.accounts.sign_in import sessions
from network.core.actor import Visitor
from network.core.commit import commits
from network.core.errors import NotAllowed, OtherRoute
from network.core.forms import render_form
from network.core.guard import public, signed_in
from network.core.request import current_clock, current_visitor


@blueprint.route("/invitations/<token>", methods=["GET", "POST"])
@public("whoever holds the link of an invitation has no account yet")
@commits
def redeem_invitation(token: str) -> tuple[str, int] | str | Response:
    """What the invitation is for, and what accepting it needs: a name and a password, or a sign-in."""
    clock = current_clock()
    invitation = _guarded(token)
    if invitation.has_account or not isinstance(current_visitor(), Visitor):
        return _for_an_account(invitation)
    form = AcceptanceForm(name=invitation.name)
    if form.validate_on_submit():
        with form.rules():
            user = redeem(token, form.name.data or "", form.password.data or "", clock)
            sessions.begin(user, clock, has_second_factor=False)
            flash(f"Welcome. You have joined {invitation.organisation_name}.", "success")
            return redirect(url_for("accounts.home"), 303)
    return render_form("accounts/redeem_invitation.html", form, invitation=invitation)


@blueprint.post("/invitations/<uuid:invitation_id>/accept")
@signed_in("an invitation is bound to the address of whoever accepts it")
@commits
def accept_own_invitation(invitation_id: UUID) -> Response:
    """Accepts, in one press, what one's own address was invited to."""
    user_id = current_visitor().user_id
    if user_id is None:
        raise NotAllowed
    accepted = accept_invitation(user_id, invitation_id, current_clock())
    flash(f"You are {accepted.role.label.lower()} at {accepted.organisation_name} now.", "success")
    return redirect(url_for("accounts.choose_organisation"), 303)


def _guarded(token: str) -> OpenInvitation:
    """The invitation behind the link, within the limits of guessing (`B3`)."""
    clock = current_clock()
    guess = check_guess(
        GuessKind.INVITATION, clock, address=request.remote_addr, account=network_of(request.remote_addr)
    )
    invitation = get_open_invitation(token, clock)
    guess.was_right_at_once()
    return invitation


def _for_an_account(invitation: OpenInvitation) -> str:
    """For somebody who is signed in, or could be. Whose address it is, is said to nobody else."""
    is_theirs = not isinstance(current_visitor(), Visitor) and current_user.email == invitation.email
    return render_template("accounts/invitation_for_account.html", invitation=invitation, is_theirs=is_theirs)


@blueprint.errorhandler(InvitationUnusable)
def _unusable(_error: InvitationUnusable) -> tuple[str, int]:
    routes = (
        OtherRoute("Sign in, if you have accepted it already", url_for("security.sign_in")),
        OtherRoute("Ask whoever invited you to send it again", None),
        OtherRoute("Read what the network is", url_for("accounts.home")),
    )
    return render_template("accounts/invitation_unusable.html", routes=routes), InvitationUnusable.status


@blueprint.after_request
def _keep_the_link_to_oneself(answer: FlaskResponse) -> FlaskResponse:
    """The address of the page is a secret: it is kept by no cache, and told to no other site."""
    if request.endpoint == "accounts.redeem_invitation":
        answer.headers["Cache-Control"] = "no-store"
        answer.headers["Referrer-Policy"] = "no-referrer"
    return answer
