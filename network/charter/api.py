"""The charter for programs: the text, the register, and signing."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import url_for

from network.charter import service
from network.charter.pages import OPEN
from network.charter.permissions import CharterPermission
from network.charter.queries import signatures, versions
from network.charter.queries.signatures import PublicSignature, Signatory
from network.charter.queries.versions import Version
from network.charter.rules import Signing
from network.charter.schemas import (
    CharterSchema,
    SignatoryQuerySchema,
    SignatorySchema,
    SignatureSchema,
    SignSchema,
)
from network.core.api import api_blueprint, page_of
from network.core.commit import commits
from network.core.errors import NotFound
from network.core.guard import public, requires
from network.core.pagination import Page
from network.core.request import current_actor, current_clock, current_visitor

blueprint = api_blueprint("charter", "The network's charter and who has signed it")


@blueprint.route("/charter", methods=["GET"])
@public(OPEN)
@blueprint.etag
@blueprint.response(200, CharterSchema)
def read_charter() -> Version:
    """The charter as it is signed today."""
    version = versions.find_current_version(current_visitor())
    if version is None:
        raise NotFound("The network has not published its charter yet.")
    return version


@blueprint.route("/charter/signatures", methods=["GET"])
@public(OPEN)
@blueprint.arguments(SignatoryQuerySchema, location="query")
@blueprint.response(200, page_of(SignatorySchema))
def list_signatories(query: dict[str, Any]) -> Page[Signatory]:
    """The public register: each organisation that signed, by name, with its latest signature."""
    return signatures.list_signatories(current_visitor(), query["sector"], query["page"], query["page_size"])


@blueprint.route("/charter/signatures", methods=["POST"])
@requires(CharterPermission.SIGN)
@commits
@blueprint.arguments(SignSchema)
@blueprint.response(201, SignatureSchema)
def sign_charter(sent: dict[str, Any]) -> tuple[PublicSignature, int, dict[str, str]]:
    """Signs a version of the charter for the organisation of the token."""
    signing = Signing(**{name: value for name, value in sent.items() if name != "version"})
    signature = service.sign_charter(current_actor(), sent["version"], signing, current_clock())
    location = url_for("charter_api.read_signature", signature_id=signature.id)
    return signatures.get_signature(current_visitor(), signature.id), 201, {"Location": location}


@blueprint.route("/charter/signatures/<uuid:signature_id>", methods=["GET"])
@public(OPEN)
@blueprint.etag
@blueprint.response(200, SignatureSchema)
def read_signature(signature_id: UUID) -> PublicSignature:
    """One signature, as everybody may read it."""
    return signatures.get_signature(current_visitor(), signature_id)
