"""The charter for programs: the text, the register, and, for an organisation's own, signing and what it pledged."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import url_for

from network.charter.models import Pledge, Signing
from network.charter.pages import OPEN
from network.charter.permissions import CharterPermission
from network.charter.queries import pledges, register, signatures, signings, versions
from network.charter.queries.register import Narrowed, Signatory
from network.charter.queries.signatures import PublicSignature
from network.charter.queries.versions import Version
from network.charter.rules.pledges import PledgeText
from network.charter.rules.signing import Details
from network.charter.rules.standing import a_year_on
from network.charter.schemas import (
    AddCommitmentSchema,
    CharterSchema,
    EditPledgeSchema,
    EntrySchema,
    PledgeListSchema,
    PledgeSchema,
    SignatoryQuerySchema,
    SignatorySchema,
    SignatureSchema,
    SigningSchema,
    SignSchema,
)
from network.charter.service import pledges as pledging
from network.charter.service import preparing
from network.core.api import api_blueprint, page_of
from network.core.commit import commits
from network.core.errors import NotFound
from network.core.guard import public, requires
from network.core.pagination import Page
from network.core.request import current_actor, current_clock, current_visitor

blueprint = api_blueprint("charter", "The network's charter, who has signed it, and what they pledged")
Created = tuple[Any, int, dict[str, str]]


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
    """The public register: each organisation that signed, by name, with the signature that counts."""
    narrowed = Narrowed(query["sector"], query["place"], query["current"])
    today = current_clock().today()
    return register.list_signatories(current_visitor(), narrowed, today, query["page"], query["page_size"])


@blueprint.route("/charter/signatures/<uuid:signature_id>", methods=["GET"])
@public(OPEN)
@blueprint.etag
@blueprint.response(200, SignatureSchema)
def read_signature(signature_id: UUID) -> PublicSignature:
    """One signature, as everybody may read it."""
    return signatures.get_signature(current_visitor(), signature_id, current_clock().today())


@blueprint.route("/charter/signatories/<uuid:organisation_id>", methods=["GET"])
@public(OPEN)
@blueprint.etag
@blueprint.response(200, EntrySchema)
def read_signatory(organisation_id: UUID) -> dict[str, Any]:
    """An organisation's entry in the register, with what it has pledged and how far that is."""
    reader = current_visitor()
    found = signatures.get_signatures_of(reader, organisation_id, current_clock().today())
    return {"signatures": found, "pledges": pledges.list_public_pledges(reader, organisation_id)}


@blueprint.route("/charter/signings/current", methods=["GET"])
@requires(CharterPermission.SIGN)
@blueprint.response(200, SigningSchema)
def read_signing() -> Signing:
    """What the organisation of the token has prepared and not signed yet."""
    actor = current_actor()
    signing = signings.find_open_signing(actor, actor.organisation_id)
    if signing is None:
        raise NotFound("Nothing is prepared to be signed.")
    return signing


@blueprint.route("/charter/signings", methods=["POST"])
@requires(CharterPermission.SIGN)
@commits
@blueprint.arguments(SignSchema)
@blueprint.response(201, SigningSchema)
def ask_for_signature(sent: dict[str, Any]) -> Created:
    """Prepare the signing of a version, and send its signatory the link. A program signs nothing itself."""
    actor, clock = current_actor(), current_clock()
    number, actions, statement = sent.pop("version"), sent.pop("actions"), sent.pop("statement")
    preparing.check_may_sign(actor, actor.organisation_id, clock, number)
    due_on = a_year_on(clock.today())
    pledging.set_actions(actor, [PledgeText(each["text"], each["owner_name"], due_on) for each in actions], clock)
    seen = preparing.seen_version(actor)
    prepared = preparing.name_signatory(actor, Details(signs_themselves=False, **sent), seen, clock)
    preparing.state_for_public(actor, statement, prepared.version, clock)
    signing = preparing.send_to_signatory(actor, number, clock)
    return signing, 201, {"Location": url_for("charter_api.read_signing")}


@blueprint.route("/charter/pledges", methods=["GET"])
@requires(CharterPermission.VIEW_OWN)
@blueprint.response(200, PledgeListSchema)
def list_pledges() -> dict[str, Any]:
    """What the organisation of the token has pledged, with who sees to it. A few dozen, so in one piece."""
    actor = current_actor()
    return {"items": pledges.list_pledges_of(actor, actor.organisation_id)}


@blueprint.route("/charter/pledges", methods=["POST"])
@requires(CharterPermission.PLEDGE)
@commits
@blueprint.arguments(AddCommitmentSchema)
@blueprint.response(201, PledgeSchema)
def add_commitment(sent: dict[str, Any]) -> Created:
    """Pledge something for one principle."""
    principle = sent.pop("principle")
    pledge = pledging.add_commitment(current_actor(), principle, PledgeText(**sent), current_clock())
    return pledge, 201, {"Location": url_for("charter_api.read_pledge", pledge_id=pledge.id)}


@blueprint.route("/charter/pledges/<uuid:pledge_id>", methods=["GET"])
@requires(CharterPermission.VIEW_OWN)
@blueprint.etag
@blueprint.response(200, PledgeSchema)
def read_pledge(pledge_id: UUID) -> Pledge:
    """One of the organisation's own pledges."""
    return pledges.get_own_pledge(current_actor(), pledge_id)


@blueprint.route("/charter/pledges/<uuid:pledge_id>", methods=["PATCH"])
@requires(CharterPermission.PLEDGE)
@commits
@blueprint.etag
@blueprint.arguments(EditPledgeSchema)
@blueprint.response(200, PledgeSchema)
def edit_pledge(sent: dict[str, Any], pledge_id: UUID) -> Pledge:
    """Change a pledge, or say how far it has come."""
    actor = current_actor()
    pledge = pledges.get_own_pledge(actor, pledge_id)
    blueprint.check_etag(pledge, PledgeSchema)
    said = {field: getattr(pledge, field) for field in ("text", "owner_name", "due_on")}
    said["state"] = pledging.declared_state(pledge)
    return pledging.edit_pledge(actor, pledge_id, PledgeText(**{**said, **sent}), pledge.version, current_clock())
