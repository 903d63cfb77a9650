"""Whether its person is written to when training runs out."""

from __future__ import annotations

from flask import flash, redirect, url_for
from werkzeug.wrappers import Response

from network.core.commit import commits
from network.core.guard import public
from network.core.request import current_clock
from network.passport.pages.blueprint import OWN, blueprint
from network.passport.pages.holding import current_holder
from network.training.public import choose_reminders


@blueprint.post("/reminders/<any(on, off):choice>")
@public(OWN)
@commits
def choose_reminders_of_it(choice: str) -> Response:
    """Written to 60 and 30 days before, or not at all."""
    choose_reminders(current_holder().email, wants=choice == "on", clock=current_clock())
    said = "We write to you 60 and 30 days before." if choice == "on" else "We write to you no more about this."
    flash(said, "success")
    return redirect(url_for("passport.show_record"), 303)
