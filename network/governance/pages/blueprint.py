"""The blueprint of every page of governance, and what its addresses ask for."""

from __future__ import annotations

from enum import StrEnum
from typing import TypeVar

from flask import Blueprint, request
from werkzeug.wrappers import Response

from network.core.actor import Actor
from network.governance.permissions import keeps
from network.governance.vocabulary import Whose

Answer = str | tuple[str, int] | Response
blueprint = Blueprint("governance", "network.governance", url_prefix="/groups", template_folder="templates")
# What belongs to a group carries whose it is: every page asks the same question of it.
blueprint.add_app_template_test(
    lambda row, actor: keeps(actor, row.organisation_id, is_network=row.is_network), "kept_by"
)

Word = TypeVar("Word", bound=StrEnum)


def asked_for(name: str, words: type[Word]) -> Word | None:
    """A word from the address; one that we do not know cuts nothing."""
    sent = request.args.get(name, "")
    return words(sent) if sent in set(words) else None


def open_to(actor: Actor) -> list[Whose]:
    """Whose groups the actor can look through; other organisations' own are the coordinator's to see."""
    return list(Whose) if actor.is_network_wide else [Whose.OWN, Whose.NETWORK]


def whose_asked(actor: Actor) -> Whose:
    """Whose groups the address is about: by default those that the actor works with."""
    asked = asked_for("whose", Whose)
    if asked in open_to(actor):
        return asked
    return Whose.NETWORK if actor.is_network_wide else Whose.OWN
