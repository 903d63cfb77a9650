"""The JSON twin of the directory."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Response, request, url_for

from network.core.api import Page, page_of
from network.core.commit import commits
from network.core.errors import RuleBroken
from network.core.files.checked import LARGEST_FILE
from network.core.files.serving import picture
from network.core.guard import requires
from network.core.request import current_actor, current_clock
from network.core.sizes import takes_files
from network.organisations import queries
from network.organisations.api.blueprint import Created, blp
from network.organisations.models import Department, Organisation, OrganisationIdentifier, OrganisationLogo
from network.organisations.permissions import OrganisationPermission
from network.organisations.queries.journey import name_of_stage
from network.organisations.schemas import (
    AddDepartmentSchema,
    AddOrganisationSchema,
    CodeSchema,
    DepartmentSchema,
    DirectoryQuerySchema,
    EditDepartmentSchema,
    EditOrganisationSchema,
    HeadcountSchema,
    ImportQuerySchema,
    ImportReportSchema,
    LogoSchema,
    NearestQuerySchema,
    OrganisationItemSchema,
    OrganisationSchema,
    list_of,
)
from network.organisations.service import codes, departments, logos, profiles, registers
from network.organisations.service.profiles import Code
from network.organisations.service.registers import LARGEST_REGISTER

ENTRY = ("id", "name", "short_name", "sector", "nation", "town", "standing", "is_current", "stage")
MORE = ("postcode", "closed_on", "successor", "statement", "version")

PICTURE: dict[str, Any] = {"schema": {"type": "string", "format": "binary"}}
LOGO_BODY: dict[str, Any] = {
    "required": True,
    "content": {"image/png": PICTURE, "image/jpeg": PICTURE, "image/webp": PICTURE},
}


def _entry(organisation: Organisation, codes: list[OrganisationIdentifier]) -> dict[str, Any]:
    return {**{name: getattr(organisation, name) for name in ENTRY}, "codes": codes}


def _whole(organisation: Organisation) -> dict[str, Any]:
    """An organisation as this actor may see it."""
    actor = current_actor()
    entry = _entry(organisation, queries.codes_of(actor, [organisation.id]).get(organisation.id, []))
    more = {name: getattr(organisation, name) for name in MORE}
    more["stage_name"] = name_of_stage(organisation.stage)
    profile = profiles.profile_of(organisation) if queries.is_within_reach(actor, organisation.id) else {}
    if profile:
        profile["working_days"] = sorted(profile["working_days"])
    return {**profile, **entry, **more}


@blp.route("/organisations")
@requires(OrganisationPermission.LIST)
@blp.arguments(DirectoryQuerySchema, location="query")
@blp.response(200, page_of(OrganisationItemSchema))
def list_organisations(query: dict[str, Any]) -> Page[dict[str, Any]]:
    """Partners by name; every organisation for the coordinator. `search` takes words, or one whole code."""
    number, size = query.pop("page"), query.pop("page_size")
    page = queries.list_organisations(current_actor(), **query, number=number, size=size)
    codes = queries.codes_of(current_actor(), [organisation.id for organisation in page.items])
    return page.map(lambda organisation: _entry(organisation, codes.get(organisation.id, [])))


@blp.route("/organisations/nearest")
@requires(OrganisationPermission.LIST)
@blp.arguments(NearestQuerySchema, location="query")
@blp.response(200, list_of(OrganisationItemSchema))
def list_nearest(query: dict[str, Any]) -> dict[str, Any]:
    """The organisations called much like this, the likest first; ten at most. For a search that finds too few."""
    actor = current_actor()
    near = queries.list_nearest(actor, search=query["search"])
    codes = queries.codes_of(actor, [organisation.id for organisation in near])
    return {"items": [_entry(organisation, codes.get(organisation.id, [])) for organisation in near]}


@blp.route("/organisations", methods=["POST"])
@requires(OrganisationPermission.ADD)
@commits
@blp.arguments(AddOrganisationSchema)
@blp.response(201, OrganisationSchema)
def add_organisation(body: dict[str, Any]) -> Created:
    """Add an organisation that no register brought."""
    sent, is_another = body.pop("code"), body.pop("is_another")
    code = Code(sent["scheme"], sent["code"]) if sent else None
    organisation = profiles.add_organisation(current_actor(), body, code, current_clock(), is_another=is_another)
    address = url_for("organisations_api.show_organisation", organisation_id=organisation.id)
    return _whole(organisation), 201, {"Location": address}


@blp.route("/organisations/import", methods=["POST"])
@requires(OrganisationPermission.IMPORT)
@commits
@takes_files(LARGEST_REGISTER)
@blp.arguments(ImportQuerySchema, location="query")
@blp.response(200, ImportReportSchema)
def import_register(query: dict[str, Any]) -> dict[str, Any]:
    """Import a register: the file itself as the body, or as the part `file` of a multipart/form-data body."""
    sent = request.files.get("file")
    content = sent.read() if sent is not None else request.get_data()
    if not content and request.content_length:
        raise RuleBroken(None, "Send the file itself with the content type text/csv, or as the part file of a form.")
    carry_out = registers.plan_import if query["dry_run"] else registers.import_register
    return carry_out(current_actor(), content, current_clock()).plan.report()


@blp.route("/organisations/<uuid:organisation_id>")
@requires(OrganisationPermission.VIEW)
@blp.etag
@blp.response(200, OrganisationSchema)
def show_organisation(organisation_id: UUID) -> dict[str, Any]:
    """One organisation; its contact and figures for those who work for it."""
    return _whole(queries.get_organisation(current_actor(), organisation_id))


@blp.route("/organisations/<uuid:organisation_id>", methods=["PATCH"])
@requires(OrganisationPermission.EDIT)
@commits
@blp.etag
@blp.arguments(EditOrganisationSchema)
@blp.response(200, OrganisationSchema)
def edit_organisation(body: dict[str, Any], organisation_id: UUID) -> dict[str, Any]:
    """Change parts of a profile."""
    actor = current_actor()
    organisation = queries.get_own_organisation(actor, organisation_id)
    blp.check_etag(_whole(organisation), OrganisationSchema)
    return _whole(profiles.edit_organisation(actor, organisation_id, body, organisation.version, current_clock()))


@blp.route("/organisations/<uuid:organisation_id>/codes", methods=["POST"])
@requires(OrganisationPermission.EDIT_CODES)
@commits
@blp.arguments(CodeSchema)
@blp.response(201, CodeSchema)
def add_code(body: dict[str, Any], organisation_id: UUID) -> Created:
    """Give an organisation a code, by which its register knows it."""
    code = Code(body["scheme"], body["code"])
    identifier = codes.add_code(current_actor(), organisation_id, code, current_clock())
    return identifier, 201, {"Location": url_for(".show_organisation", organisation_id=organisation_id)}


@blp.route("/organisations/<uuid:organisation_id>/codes/<uuid:identifier_id>", methods=["DELETE"])
@requires(OrganisationPermission.EDIT_CODES)
@commits
@blp.response(204)
def remove_code(organisation_id: UUID, identifier_id: UUID) -> None:
    """Take a code back that was typed in. One that a register gave stays."""
    codes.remove_code(current_actor(), organisation_id, identifier_id, current_clock())


@blp.route("/organisations/<uuid:organisation_id>/logo")
@requires(OrganisationPermission.VIEW)
@blp.response(200, {"type": "string", "format": "binary"}, content_type="image/png")
def show_logo(organisation_id: UUID) -> Response:
    """The logo of a partner, or of one's own organisation, as a PNG."""
    logo = queries.get_logo(current_actor(), organisation_id)
    return picture(logo.digest, "image/png", lambda: logo.content)


@blp.route("/organisations/<uuid:organisation_id>/logo", methods=["PUT"])
@requires(OrganisationPermission.EDIT)
@commits
@takes_files(LARGEST_FILE)
@blp.doc(requestBody=LOGO_BODY)
@blp.response(200, LogoSchema)
def set_logo(organisation_id: UUID) -> OrganisationLogo:
    """Set the logo: the picture itself as the body. It is kept as a PNG of at most 400 by 400 pixels."""
    return logos.set_logo(current_actor(), organisation_id, request.get_data(), current_clock())


@blp.route("/organisations/<uuid:organisation_id>/logo", methods=["DELETE"])
@requires(OrganisationPermission.EDIT)
@commits
@blp.response(204)
def remove_logo(organisation_id: UUID) -> None:
    """Remove the logo."""
    logos.remove_logo(current_actor(), organisation_id, current_clock())


@blp.route("/organisations/<uuid:organisation_id>/departments")
@requires(OrganisationPermission.VIEW)
@blp.response(200, list_of(DepartmentSchema))
def list_departments(organisation_id: UUID) -> dict[str, Any]:
    """The departments of one's own organisation; of any for the coordinator. At most 200, so in one piece."""
    actor = current_actor()
    queries.get_own_organisation(actor, organisation_id)
    return {"items": queries.list_departments(actor, organisation_id)}


@blp.route("/organisations/<uuid:organisation_id>/departments", methods=["POST"])
@requires(OrganisationPermission.EDIT_DEPARTMENTS)
@commits
@blp.arguments(AddDepartmentSchema)
@blp.response(201, DepartmentSchema)
def add_department(body: dict[str, Any], organisation_id: UUID) -> Created:
    """Add a department."""
    department = departments.add_department(current_actor(), organisation_id, **body, clock=current_clock())
    address = url_for(".show_department", organisation_id=organisation_id, department_id=department.id)
    return department, 201, {"Location": address}


@blp.route("/organisations/<uuid:organisation_id>/departments/<uuid:department_id>")
@requires(OrganisationPermission.VIEW)
@blp.etag
@blp.response(200, DepartmentSchema)
def show_department(organisation_id: UUID, department_id: UUID) -> Department:
    """One department."""
    return queries.get_department(current_actor(), organisation_id, department_id)


@blp.route("/organisations/<uuid:organisation_id>/departments/<uuid:department_id>", methods=["PATCH"])
@requires(OrganisationPermission.EDIT_DEPARTMENTS)
@commits
@blp.etag
@blp.arguments(EditDepartmentSchema)
@blp.response(200, DepartmentSchema)
def change_department(body: dict[str, Any], organisation_id: UUID, department_id: UUID) -> Department:
    """Rename a department, or correct its headcount."""
    actor = current_actor()
    department = queries.get_department(actor, organisation_id, department_id)
    blp.check_etag(department, DepartmentSchema)
    return departments.change_department(
        actor, organisation_id, department_id, body, department.version, current_clock()
    )


@blp.route("/organisations/<uuid:organisation_id>/departments/<uuid:department_id>/headcount", methods=["PUT"])
@requires(OrganisationPermission.COUNT_DEPARTMENT)
@commits
@blp.etag
@blp.arguments(HeadcountSchema)
@blp.response(200, DepartmentSchema)
def keep_headcount(body: dict[str, Any], organisation_id: UUID, department_id: UUID) -> Department:
    """Correct how many work in a department; for its own lead too."""
    actor = current_actor()
    department = queries.get_kept_department(actor, organisation_id, department_id)
    blp.check_etag(department, DepartmentSchema)
    kept = (body["headcount"], department.version, current_clock())
    return departments.keep_headcount(actor, organisation_id, department_id, *kept)


@blp.route("/organisations/<uuid:organisation_id>/departments/<uuid:department_id>", methods=["DELETE"])
@requires(OrganisationPermission.EDIT_DEPARTMENTS)
@commits
@blp.etag
@blp.response(204)
def remove_department(organisation_id: UUID, department_id: UUID) -> None:
    """Remove a department that nothing refers to."""
    actor = current_actor()
    blp.check_etag(queries.get_department(actor, organisation_id, department_id), DepartmentSchema)
    departments.remove_department(actor, organisation_id, department_id, current_clock())
