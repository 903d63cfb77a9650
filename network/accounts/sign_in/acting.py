"""A form is carried out in the organisation in which it was opened, or not at all."""

from __future__ import annotations

from flask import current_app, request, session

from network.accounts.sign_in import parking
from network.accounts.sign_in.leading import with_next
from network.accounts.sign_in.places import path_to_look_at
from network.accounts.sign_in.sessions import PARKED
from network.core.actor import Actor
from network.core.answers import wants_json
from network.core.errors import OtherRoute, RuleBroken
from network.core.forms import OPENED_IN
from network.core.request import current_clock, current_visitor
from network.ui.layout import Layout

CHANGED = "You opened this form in another organisation than the one that you act in now."
KEPT = "What you typed is kept for half an hour."


def check_organisation() -> None:
    """Raises RuleBroken where the sender of a form has come to act in another organisation since it was opened.

    They chose so in another tab, or their role there is over. What was typed waits on the form's own page.
    """
    visitor = current_visitor()
    if request.method != "POST" or wants_json() or not isinstance(visitor, Actor):
        return
    layout: Layout = current_app.extensions["ui"]
    if request.endpoint == layout.switch_endpoint or request.blueprint == parking.OWN_PAGES:
        return  # they are about the person, wherever they act
    if request.form.get(OPENED_IN, str(visitor.organisation_id)) == str(visitor.organisation_id):
        return
    is_kept = parking.park(visitor.user_id, current_clock())
    if is_kept:
        session[PARKED] = parking.find_marker(visitor.user_id, current_clock())
    switch = OtherRoute("Choose where you act, then go on", with_next(layout.switch_endpoint or "", path_to_look_at()))
    raise RuleBroken(None, f"{CHANGED} {KEPT}" if is_kept else CHANGED, routes=(switch,))
