"""The coordinator's side: what waits, what was said, what the registers know, and the answer."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for

from network.core.commit import commits
from network.core.forms import render_form
from network.core.guard import requires
from network.core.pagination import page_number
from network.core.request import current_actor, current_clock
from network.joining.forms import ANOTHER, NEW, AcceptForm, DeclineForm
from network.joining.models import JoinRequest
from network.joining.pages.blueprint import Answer, blueprint
from network.joining.permissions import JoiningPermission
from network.joining.queries import requests
from network.joining.queries.registers import Match, list_matches
from network.joining.rules import check_answerable, people_asked
from network.joining.service import answering
from network.joining.vocabulary import MatchKind
from network.organisations.vocabulary import Standing
from network.ui.fields import choice


@blueprint.get("/joining")
@requires(JoiningPermission.READ)
def list_requests() -> str:
    """Who waits, the oldest first, with the day by which to answer."""
    page = requests.list_requests(current_actor(), page_number(request.args.get("page")))
    return render_template("joining/list_requests.html", page=page)


@blueprint.get("/joining/answered")
@requires(JoiningPermission.READ)
def list_answered() -> str:
    """What was answered in the last twelve months."""
    page = requests.list_requests(current_actor(), page_number(request.args.get("page")), is_answered=True)
    return render_template("joining/list_answered.html", page=page)


@blueprint.get("/joining/<uuid:request_id>")
@requires(JoiningPermission.READ)
def show_request(request_id: UUID) -> str:
    """What was said, and what the registers know."""
    actor = current_actor()
    found = requests.get_request(actor, request_id)
    asked = [found, *requests.list_beside(actor, found.id)]
    return render_template(
        "joining/show_request.html",
        found=found,
        asked=asked,
        said=requests.read_parts(asked),
        matches=list_matches(found),
    )


@blueprint.route("/joining/<uuid:request_id>/accept", methods=["GET", "POST"])
@requires(JoiningPermission.ANSWER)
@commits
def accept_request(request_id: UUID) -> Answer:
    """Which organisation it is, and who is invited as its lead."""
    actor = current_actor()
    found = requests.get_request(actor, request_id)
    check_answerable(found.state)
    form = _accept_form(found)
    if form.validate_on_submit():
        with form.rules():
            accepted = answering.accept(actor, request_id, form.acceptance, current_clock())
            flash(
                f"{accepted.person} is invited as the lead of {accepted.organisation}. The link works for 14 days.",
                "success",
            )
            return redirect(url_for("joining.list_requests"), 303)
    return render_form("joining/accept_request.html", form, found=found)


@blueprint.route("/joining/<uuid:request_id>/decline", methods=["GET", "POST"])
@requires(JoiningPermission.ANSWER)
@commits
def decline_request(request_id: UUID) -> Answer:
    """Why not, from a short list; each has its words for the e-mail."""
    actor, form = current_actor(), DeclineForm()
    found = requests.get_request(actor, request_id)
    check_answerable(found.state)
    if form.validate_on_submit():
        with form.rules():
            answering.decline(actor, request_id, form.reason.data, current_clock())
            flash(f"{found.name} is declined. Whoever asked gets an e-mail with the reason and other ways.", "success")
            return redirect(url_for("joining.list_requests"), 303)
    return render_form("joining/decline_request.html", form, found=found)


def _accept_form(found: JoinRequest) -> AcceptForm:
    """The form with what can be chosen: a partner cannot, and who asks is a question only where several do."""
    form, actor = AcceptForm(), current_actor()
    matches = list_matches(found)
    free = [choice(each.id, each.name, hint=in_words(each)) for each in matches if each.standing != Standing.PARTNER]
    same = any(each.kind is MatchKind.NAME for each in matches)
    new = choice(
        ANOTHER if same else NEW, f"Add {found.name} to the directory", hint="It is none of those above" if free else ""
    )
    form.which.choices = [*free, new]
    beside = requests.list_beside(actor, found.id)
    if beside:
        said = requests.read_parts([found, *beside])
        people = ((each.id, said[each.id]) for each in (found, *beside))
        form.asker.choices = [choice(key, parts["person"], hint=parts["job_title"]) for key, parts in people]
    else:
        del form.asker
    return form


@blueprint.app_template_filter("match_in_words")
def in_words(match: Match) -> str:
    """Where an organisation of the directory is, how it stands to the network, and why it is named here."""
    place = [match.town, match.sector.label, match.standing.label, "" if match.is_current else "closed"]
    return f"{match.kind.label}. {', '.join(filter(None, place))}"


blueprint.add_app_template_filter(people_asked, "people_asked")
