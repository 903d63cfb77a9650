"""A form is carried out in the organisation in which it was opened, or not at all."""

from __future__ import annotations

from flask import current_app, request, session

from network.accounts.sign_in import parking
from network.accounts.sign_in.leading import with_next
from network.accounts.sign_in.places import path_to_look_at
from network.accounts.sign_in.sessions import PARKED
from network.core.actor import Visitor
from network.core.answers import wants_json
from network.core.errors import OtherRoute, RuleBroken
from network.core.forms import OPENED_IN
from network.core.guard import Guards
from network.core.request import current_clock, current_visitor
from network.ui.layout import Layout

CHANGED = "You opened this form in an organisation that you do not act in now."
KEPT = "What you filled in is kept for half an hour, but for files."


def check_organisation() -> None:
    """Raises RuleBroken where the sender of a form has come to act in another organisation since it was opened.

    They chose so in another tab, or their role there is over. What was typed waits on the form's own page.
    """
    visitor = current_visitor()
    if request.method != "POST" or wants_json() or isinstance(visitor, Visitor) or _is_about_the_person():
        return
    opened_in = request.form.get(OPENED_IN)
    if opened_in in (None, str(visitor.organisation_id)) or not parking.is_ours():
        return
    is_kept = parking.park(visitor.user_id, current_clock())
    if is_kept:
        session[PARKED] = parking.find_marker(visitor.user_id, current_clock())
    layout: Layout = current_app.extensions["ui"]
    switch = OtherRoute("Choose where you act, then go on", with_next(layout.switch_endpoint or "", path_to_look_at()))
    raise RuleBroken(None, f"{CHANGED} {KEPT}" if is_kept else CHANGED, routes=(switch,))


def _is_about_the_person() -> bool:
    """Whether it needs no right, and so is the same wherever its sender acts: their sign-in, what is open to all."""
    guards: Guards = current_app.extensions["guards"]
    mark = guards.mark_of(request.endpoint or "")
    return mark is not None and mark.permission is None
