"""The pages of champions: for whoever asks, and for whoever is asked."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from network.champions import queries, service
from network.champions.forms import EndForm, RegisterForm
from network.champions.permissions import ChampionPermission
from network.champions.queries import Filters
from network.champions.vocabulary import ChampionState
from network.core.commit import commits
from network.core.forms import render_form
from network.core.guard import requires
from network.core.pagination import page_number
from network.core.request import current_actor, current_clock
from network.organisations.public import department_cut, list_departments
from network.organisations.vocabulary import Sector
from network.ui.filters import as_date

blueprint = Blueprint("champions", "network.champions", url_prefix="/champions", template_folder="templates")


def _filters() -> Filters:
    """From the address; a word that we do not know cuts nothing."""
    state, sector = request.args.get("state", ""), request.args.get("sector", "")
    return Filters(
        ChampionState(state) if state in set(ChampionState) else None,
        Sector(sector) if sector in set(Sector) else None,
        department=department_cut(request.args.get("department")),
    )


@blueprint.get("/")
@requires(ChampionPermission.LIST)
def list_champions() -> str:
    """The champions by organisation and name; for the coordinator, of every partner."""
    actor, filters = current_actor(), _filters()
    return render_template(
        "champions/champions.html",
        page=queries.list_champions(actor, filters, page_number(request.args.get("page"))),
        filters=filters,
        departments=list_departments(actor, actor.organisation_id),
        by_sector=queries.count_by_sector(actor),
        states=ChampionState,
        sectors=Sector,
    )


def _register_form() -> RegisterForm:
    form = RegisterForm()
    actor = current_actor()
    form.offer(queries.list_askable(actor, current_clock()), list_departments(actor, actor.organisation_id))
    return form


@blueprint.get("/new")
@requires(ChampionPermission.REGISTER)
def register_champion() -> tuple[str, int]:
    """Whom to ask."""
    return render_form("champions/register.html", _register_form())


@blueprint.post("/new")
@requires(ChampionPermission.REGISTER)
@commits
def send_registration() -> Response | tuple[str, int]:
    """Asks somebody to be a champion."""
    form = _register_form()
    if form.validate_on_submit() and form.person.data is not None:
        with form.rules():
            service.register_champion(current_actor(), form.person.data, current_clock(), form.department.data)
            flash("They are asked by e-mail. They are a champion once they say yes.", "success")
            return redirect(url_for("champions.list_champions"), 303)
    return render_form("champions/register.html", form)


@blueprint.get("/mine")
@requires(ChampionPermission.ANSWER)
def list_own() -> str:
    """What somebody was asked, and what they answered."""
    return render_template("champions/mine.html", champions=queries.list_own(current_actor()))


@blueprint.post("/<uuid:champion_id>/agree")
@requires(ChampionPermission.ANSWER)
@commits
def agree(champion_id: UUID) -> Response:
    """Yes."""
    clock = current_clock()
    starts_on = service.agree(current_actor(), champion_id, clock)
    if starts_on > clock.today():
        flash(
            f"Thank you. You can log the sessions that you hold from {as_date(starts_on)}: your role starts then.",
            "success",
        )
    else:
        flash("Thank you. You are a champion now, and you can log the sessions that you hold.", "success")
    return redirect(url_for("champions.list_own"), 303)


@blueprint.post("/<uuid:champion_id>/decline")
@requires(ChampionPermission.ANSWER)
@commits
def decline(champion_id: UUID) -> Response:
    """No."""
    service.decline(current_actor(), champion_id, current_clock())
    flash("Thank you for answering. Nothing changes for you.", "success")
    return redirect(url_for("champions.list_own"), 303)


@blueprint.post("/<uuid:champion_id>/step-down")
@requires(ChampionPermission.ANSWER)
@commits
def step_down(champion_id: UUID) -> Response:
    """The champion ends it themselves."""
    service.step_down(current_actor(), champion_id, current_clock())
    flash("You are no longer a champion. Thank you for everything that you gave.", "success")
    return redirect(url_for("champions.list_own"), 303)


@blueprint.get("/<uuid:champion_id>")
@requires(ChampionPermission.LIST)
def show_champion(champion_id: UUID) -> str:
    """One champion, and for their lead the end with thanks."""
    return _show(champion_id, None)


def _show(champion_id: UUID, form: EndForm | None) -> str:
    actor = current_actor()
    champion = queries.get_line(actor, champion_id)
    if form is None:
        form = EndForm(formdata=None)
        form.version.data = str(champion.version)
    return render_template("champions/champion.html", champion=champion, form=form)


@blueprint.post("/<uuid:champion_id>/end")
@requires(ChampionPermission.END)
@commits
def end_champion(champion_id: UUID) -> Response | tuple[str, int]:
    """Ends somebody's time as a champion, with thanks."""
    form = EndForm()
    if form.validate_on_submit():
        with form.rules():
            service.end_champion(
                current_actor(), champion_id, form.thanks.data or "", current_clock(), seen_version=form.seen_version
            )
            flash("Their time as a champion has ended, and they are thanked by e-mail.", "success")
            return redirect(url_for("champions.show_champion", champion_id=champion_id), 303)
    return _show(champion_id, form), 422
