"""The JSON twin of the pages of champions."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import url_for

from network.champions import queries, service
from network.champions.permissions import ChampionPermission
from network.champions.queries import ChampionLine, Filters
from network.champions.schemas import ChampionQuerySchema, ChampionSchema, EndSchema, RegisterSchema
from network.core.api import Page, api_blueprint, page_of
from network.core.commit import commits
from network.core.errors import RuleBroken
from network.core.guard import requires
from network.core.request import current_actor, current_clock
from network.organisations.public import department_cut

blp = api_blueprint("champions", "Champions, from the asking to the thanks")


@blp.route("/champions")
@requires(ChampionPermission.LIST)
@blp.arguments(ChampionQuerySchema, location="query")
@blp.response(200, page_of(ChampionSchema))
def list_champions(query: dict[str, Any]) -> Page[ChampionLine]:
    """Champions by organisation and name: one's own; every partner's for the coordinator."""
    filters = Filters(query["state"], query["sector"], query["organisation_id"], department_cut(query["department"]))
    return queries.list_champions(current_actor(), filters, query["page"], query["page_size"])


@blp.route("/champions", methods=["POST"])
@requires(ChampionPermission.REGISTER)
@commits
@blp.arguments(RegisterSchema)
@blp.response(201, ChampionSchema)
def register_champion(body: dict[str, Any]) -> tuple[ChampionLine, int, dict[str, str]]:
    """Ask somebody of one's own organisation to be a champion."""
    actor, clock = current_actor(), current_clock()
    askable = {person.email: person.id for person in queries.list_askable(actor, clock)}
    user_id = askable.get(body["email"].lower())
    if user_id is None:
        raise RuleBroken(
            "email", "Nobody with this address can be asked: invite them first, or they are asked already."
        )
    champion = service.register_champion(actor, user_id, clock, body["department"])
    address = url_for("champions_api.show_champion", champion_id=champion.id)
    return queries.get_line(actor, champion.id), 201, {"Location": address}


@blp.route("/champions/<uuid:champion_id>")
@requires(ChampionPermission.LIST)
@blp.etag
@blp.response(200, ChampionSchema)
def show_champion(champion_id: UUID) -> ChampionLine:
    """One champion."""
    return queries.get_line(current_actor(), champion_id)


@blp.route("/champions/<uuid:champion_id>/end", methods=["POST"])
@requires(ChampionPermission.END)
@commits
@blp.arguments(EndSchema)
@blp.response(200, ChampionSchema)
def end_champion(body: dict[str, Any], champion_id: UUID) -> ChampionLine:
    """End somebody's time as a champion, with thanks."""
    actor = current_actor()
    service.end_champion(actor, champion_id, body["thanks"], current_clock())
    return queries.get_line(actor, champion_id)


@blp.route("/champions/<uuid:champion_id>/agree", methods=["POST"])
@requires(ChampionPermission.ANSWER)
@commits
@blp.response(200, ChampionSchema)
def agree(champion_id: UUID) -> ChampionLine:
    """Say yes, for oneself."""
    service.agree(current_actor(), champion_id, current_clock())
    return queries.get_line(current_actor(), champion_id)


@blp.route("/champions/<uuid:champion_id>/decline", methods=["POST"])
@requires(ChampionPermission.ANSWER)
@commits
@blp.response(200, ChampionSchema)
def decline(champion_id: UUID) -> ChampionLine:
    """Say no, for oneself."""
    service.decline(current_actor(), champion_id, current_clock())
    return queries.get_line(current_actor(), champion_id)
