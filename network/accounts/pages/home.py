"""The first page: for visitors what the network is, for everybody else what they can do here."""

from __future__ import annotations

from flask import current_app, redirect, render_template, url_for
from werkzeug.wrappers import Response

from network.accounts.pages.blueprint import blueprint
from network.accounts.service.redeeming import list_invitations_to
from network.core.actor import Newcomer, Visitor
from network.core.errors import SecondFactorNeeded
from network.core.guard import public
from network.core.permissions import NEEDS_SECOND_FACTOR
from network.core.request import current_clock, current_visitor
from network.feature import Home


@blueprint.get("/")
@public("says what the network is; whoever is signed in is led to what they can do")
def home() -> str | Response:
    """The first page."""
    visitor = current_visitor()
    if isinstance(visitor, Visitor):
        return _landing()
    if visitor.roles & NEEDS_SECOND_FACTOR and not visitor.has_second_factor:
        raise SecondFactorNeeded("Add a second step to your sign-in first.")
    if isinstance(visitor, Newcomer):
        return redirect(url_for("accounts.choose_organisation"), 303)
    offered: Home = current_app.extensions["home"]
    desk = offered.desk_for(visitor)
    if desk is not None:
        return redirect(url_for(desk.endpoint), 303)
    waiting = list_invitations_to(visitor.user_id, current_clock())
    return render_template("accounts/home.html", cards=offered.cards_for(visitor), waiting=waiting)


def _landing() -> str:
    signed_by, own_record = _endpoint("charter.list_signatories"), _endpoint("passport.ask")
    return render_template("accounts/landing.html", signed_by=signed_by, own_record=own_record)


def _endpoint(name: str) -> str | None:
    """The endpoint where the feature that has it is plugged in."""
    return name if name in current_app.view_functions else None
