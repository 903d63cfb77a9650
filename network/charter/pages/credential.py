"""The charter for wallets: the credential of a signature, and the documents that it names."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

from werkzeug.wrappers import Response as WerkzeugResponse

from network.charter import credential as documents
from network.charter.badge import draw_signing
from network.charter.pages.blueprint import OPEN, VERSION, blueprint
from network.charter.queries import credentials, versions
from network.charter.queries.versions import Version
from network.core.credentials import VC_JWT, open_answer, sign
from network.core.credentials.badges import Network
from network.core.errors import NotFound
from network.core.guard import public
from network.core.request import current_clock, current_settings, current_visitor

KEPT = 3600


@blueprint.get("/signatures/<uuid:signature_id>/credential")
@public(OPEN)
def download_credential(signature_id: UUID) -> WerkzeugResponse:
    """The credential of a signature, to be kept in a wallet."""
    made = credentials.read_credential(current_visitor(), signature_id, _network(), current_clock().today())
    return open_answer(sign(made), VC_JWT, 0, "charter-credential.jwt")


@blueprint.get("/issuer")
@public(OPEN)
def show_issuer() -> WerkzeugResponse:
    """Who issues credentials."""
    return _document(documents.issuer(_network()))


@blueprint.get("/achievement")
@public(OPEN)
def show_achievement() -> WerkzeugResponse:
    """What the credentials of today are for: signing the version that is signed today."""
    version = versions.find_current_version(current_visitor())
    if version is None:
        raise NotFound("The network has no charter yet.")
    return _document(documents.achievement(version, _network()))


@blueprint.get(f"{VERSION}/achievement")
@public(OPEN)
def show_achievement_of_version(number: int) -> WerkzeugResponse:
    """What the credentials of one version's signatures are for."""
    return _document(documents.achievement(_get_published(number), _network()))


@blueprint.get(f"{VERSION}/badge.svg")
@public(OPEN)
def show_achievement_badge(number: int) -> WerkzeugResponse:
    """The picture of signing one version, whoever did."""
    drawn = draw_signing(_get_published(number).number, current_settings().network_name)
    return open_answer(drawn, "image/svg+xml", KEPT)


def _get_published(number: int) -> Version:
    version = versions.get_version(current_visitor(), number)
    if version.published_on is None:
        raise NotFound("There is no such version of the charter.")
    return version


def _network() -> Network:
    settings = current_settings()
    return credentials.read_network(settings.network_name, settings.origin)


def _document(members: dict[str, Any]) -> WerkzeugResponse:
    return open_answer(json.dumps(members, ensure_ascii=False), "application/json", KEPT)
