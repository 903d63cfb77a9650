"""Telling, for everybody; reading and closing, for the coordinators."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any
from uuid import UUID

from flask import Blueprint, Response, current_app, flash, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as WerkzeugResponse

from network.accounts.public import check_flood
from network.core.commit import commits
from network.core.errors import TooMany
from network.core.forms import render_form
from network.core.guard import public, requires
from network.core.pagination import page_number
from network.core.permissions import Role
from network.core.request import current_actor, current_clock
from network.feedback import queries, service
from network.feedback.forms import TellUsForm
from network.feedback.permissions import FeedbackPermission
from network.feedback.rules import KEPT_IN_WORDS
from network.organisations.public import find_host
from network.ui.filters import as_date

blueprint = Blueprint("feedback", "network.feedback", template_folder="templates")
AT_WORK = {Role.MANAGER: "your manager", Role.ORGANISATION_LEAD: "your organisation’s lead"}
"""Those whom somebody may fear to be read by."""
Answer = WerkzeugResponse | str | tuple[str, int]


def slowly(view: Callable[[], Any]) -> Callable[[], Any]:
    """So many messages from one place in a short time, and no more (`B22`). What was typed stays on the page.

    Outside `commits`, because a try is counted in a transaction of its own, before this one begins.
    """

    @functools.wraps(view)
    def counting() -> Any:
        if request.method == "POST":
            try:
                check_flood(request.remote_addr, current_clock())
            except TooMany as refusal:
                return _too_many(refusal)
        return view()

    return counting


def _too_many(refusal: TooMany) -> Response:
    form = TellUsForm()
    form.words.errors = [refusal.message]
    answer = make_response(_page(form)[0], refusal.status)
    answer.headers["Retry-After"] = str(refusal.retry_after)
    return answer


@blueprint.route("/tell-us", methods=["GET", "POST"])
@public("saying that the service helped or hurt never needs an account (U21)")
@slowly
@commits
def tell_us() -> Answer:
    """A form about what helped or hurt, for everybody (U21)."""
    form = TellUsForm()
    if form.validate_on_submit():
        with form.rules():
            told = service.Told(form.kind.data, form.words.data or "", form.about.data or "", form.contact.data or "")
            message = service.tell(told, current_clock())
            if message.acknowledge_by:
                flash(
                    f"We will write to you by {as_date(message.acknowledge_by)}, to say that we have your complaint.",
                    "success",
                )
            return redirect(url_for("feedback.thank"), 303)
    return _page(form)


@blueprint.get("/tell-us/thank-you")
@public("whoever told us something reads that it came")
def thank() -> str:
    """What happens with it now (U9)."""
    return render_template("feedback/thank_you.html", kept_for=KEPT_IN_WORDS)


@blueprint.get("/feedback")
@requires(FeedbackPermission.READ)
def list_messages() -> str:
    """What people told the network, without their words."""
    page = queries.list_messages(current_actor(), page_number(request.args.get("page")))
    return render_template("feedback/list_messages.html", page=page)


@blueprint.get("/feedback/<uuid:message_id>")
@requires(FeedbackPermission.READ)
def show_message(message_id: UUID) -> str:
    """One message, with its words."""
    message = queries.get_message(current_actor(), message_id)
    return render_template("feedback/show_message.html", message=message, said=queries.read_parts(message))


@blueprint.post("/feedback/<uuid:message_id>/acknowledge")
@requires(FeedbackPermission.CLOSE)
@commits
def acknowledge(message_id: UUID) -> Answer:
    """Whoever complained was written to."""
    service.acknowledge(current_actor(), message_id, current_clock())
    flash("Noted. Close it here when there is nothing more to do.", "success")
    return redirect(url_for("feedback.show_message", message_id=message_id), 303)


@blueprint.post("/feedback/<uuid:message_id>/close")
@requires(FeedbackPermission.CLOSE)
@commits
def close(message_id: UUID) -> Answer:
    """Nothing more is to be done."""
    service.close(current_actor(), message_id, current_clock())
    flash("Closed. It is deleted 12 months after it was sent.", "success")
    return redirect(url_for("feedback.list_messages"), 303)


def _page(form: TellUsForm) -> tuple[str, int]:
    return render_form("feedback/tell_us.html", form, trust=_trust(), kept_for=KEPT_IN_WORDS)


def _trust() -> dict[str, list[str]]:
    """Who reads it and who does not, as the policy has it (U8)."""
    host = find_host()
    roles = current_app.extensions["policies"].roles_with(FeedbackPermission.READ)
    place = f" at {host.name}" if host is not None else ""
    return {
        "readers": [f"the network’s {role.label.lower()}{place}" for role in sorted(roles)],
        "not_readers": [words for role, words in AT_WORK.items() if role not in roles],
    }
