"""Asking to join: what it means, then one question a page. Every page carries the answers of the others."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any, Final
from uuid import uuid4

from flask import Response, current_app, make_response, redirect, render_template, request, url_for

from network.accounts.public import check_flood
from network.core.commit import commits
from network.core.errors import TooMany
from network.core.forms import BaseForm, render_form
from network.core.guard import public
from network.core.permissions import Role
from network.core.request import current_clock, current_settings
from network.joining.forms import FORMS, NONE_OF_THESE, AlikeForm, Step, YouForm, carried, said
from network.joining.pages.blueprint import Answer, blueprint
from network.joining.permissions import JoiningPermission
from network.joining.rules import KEPT_IN_WORDS, LINK_LASTS_IN_WORDS
from network.joining.service import asking, naming
from network.organisations.public import OrganisationSummary, find_host
from network.ui.fields import choice

WHY = "an organisation that asks to join has nobody with an account yet"
BEFORE: Final = {Step.CONFIRM: Step.CODE, Step.DESCRIBE: Step.CODE, Step.ALIKE: Step.DESCRIBE}


@blueprint.get("/join")
@public("what joining means, for everybody")
def introduce() -> str:
    """What joining means, what is asked, and by when somebody answers."""
    return render_template("joining/introduce.html", answered_within=current_settings().join_answer_days)


def slowly(view: Callable[[], Any]) -> Callable[[], Any]:
    """So many requests from one place, and letters to one address, in a short time, and no more (`B22`).

    Outside `commits`, because a try is counted in a transaction of its own, before this one begins.
    """

    @functools.wraps(view)
    def counting() -> Any:
        if request.method == "POST" and _step() is Step.YOU and not _goes_back():
            try:
                check_flood(request.remote_addr, current_clock(), writes_to=YouForm().email.data or None)
            except TooMany as refusal:
                return _too_many(refusal)
        return view()

    return counting


@blueprint.route("/join/ask", methods=["GET", "POST"])
@public(WHY)
@slowly
@commits
def ask() -> Answer:
    """One question a page. Nothing is kept before the last is sent."""
    step = _step()
    if request.method == "GET":
        return _show(Step.CODE)
    if _goes_back():
        return _show(_before(step))
    form = FORMS[step]()
    _offer(form)
    if form.validate_on_submit():
        with form.rules():
            return _NEXT[step]()
    return _show(step, form)


@blueprint.get("/join/sent")
@public("whoever asked reads what to do next")
def show_sent() -> str:
    """Where to look now. The same for every address (B4)."""
    return render_template(
        "joining/show_sent.html",
        lasts=LINK_LASTS_IN_WORDS,
        answered_within=current_settings().join_answer_days,
    )


def _step() -> Step:
    sent = request.form.get("step", "")
    return Step(sent) if sent in set(Step) else Step.CODE


def _goes_back() -> bool:
    return request.form.get("go") == "back"


def _before(step: Step) -> Step:
    if step is not Step.YOU:
        return BEFORE.get(step, Step.CODE)
    answered = said()
    return Step.CONFIRM if answered.is_ours and naming.look_up(answered.code) else Step.DESCRIBE


def _after_code() -> Answer:
    return _show(Step.CONFIRM if naming.look_up(said().code) else Step.DESCRIBE)


def _after_confirm() -> Answer:
    return _show(Step.YOU if said().is_ours else Step.DESCRIBE)


def _after_describe() -> Answer:
    return _show(Step.ALIKE if naming.list_like(said()) else Step.YOU)


def _after_alike() -> Answer:
    naming.resolve(said())
    return _show(Step.YOU)


def _after_you() -> Answer:
    asking.ask(said(), YouForm().asker, current_clock())
    return redirect(url_for("joining.show_sent"), 303)


_NEXT: Final[dict[Step, Callable[[], Answer]]] = {
    Step.CODE: _after_code,
    Step.CONFIRM: _after_confirm,
    Step.DESCRIBE: _after_describe,
    Step.ALIKE: _after_alike,
    Step.YOU: _after_you,
}


def _show(step: Step, form: BaseForm | None = None) -> tuple[str, int]:
    listed = naming.look_up(said().code) if step in {Step.CONFIRM, Step.DESCRIBE} else None
    if step is Step.CONFIRM and listed is None:
        step, form = Step.CODE, None
    shown = form or FORMS[step]()
    _offer(shown)
    more = _about_you() if step is Step.YOU else {"listed": listed, "typed": said().code}
    return render_form(f"joining/ask_{step}.html", shown, step=step, carried=carried(shown), **more)


def _offer(form: BaseForm) -> None:
    """The organisations with the same name, where that is what the page asks."""
    if isinstance(form, AlikeForm):
        like = [choice(each.id, each.name, hint=_where(each)) for each in naming.list_like(said())]
        form.one_of.choices = [*like, choice(NONE_OF_THESE, "None of these")]


def _where(organisation: OrganisationSummary) -> str:
    return ", ".join(filter(None, [organisation.town, organisation.postcode, organisation.sector.label]))


def _about_you() -> dict[str, Any]:
    """Which organisation it is about, and who reads what is typed, as the policy has it (U8)."""
    host = find_host()
    place = f" at {host.name}" if host is not None else ""
    roles = current_app.extensions["policies"].roles_with(JoiningPermission.READ)
    not_readers = [] if Role.ORGANISATION_LEAD in roles else ["other partners", "others in your organisation"]
    return {
        "organisation": naming.resolve(said()).name,
        "readers": [f"the network’s {role.label.lower()}{place}" for role in sorted(roles)],
        "not_readers": not_readers,
        "kept_for": KEPT_IN_WORDS,
        "form_key": request.form.get("form_key") or uuid4(),
    }


def _too_many(refusal: TooMany) -> Response:
    form = YouForm()
    form.email.errors = [refusal.message]
    answer = make_response(_show(Step.YOU, form)[0], refusal.status)
    answer.headers["Retry-After"] = str(refusal.retry_after)
    return answer
