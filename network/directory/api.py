"""The directory's JSON twin. It shares the service with the pages; nothing notes who reads."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any
from uuid import UUID

from flask import url_for

from network.core.api import api_blueprint
from network.core.commit import commits
from network.core.guard import requires
from network.core.pagination import Page
from network.core.request import current_actor, current_clock
from network.directory import queries, service
from network.directory.models import SupportEntry
from network.directory.permissions import DirectoryPermission
from network.directory.rules import EntryDraft
from network.directory.schemas import (
    SupportChangeSchema,
    SupportDraftSchema,
    SupportEntrySchema,
    SupportListSchema,
    SupportQuerySchema,
)
from network.directory.vocabulary import KINDS
from network.directory.words import in_language

blueprint = api_blueprint("directory", "The support directory")


def _shown(entry: SupportEntry) -> dict[str, Any]:
    said = (*(field.name for field in fields(EntryDraft)), "id", "is_network", "has_exit", "version")
    return {name: getattr(entry, name) for name in said}


@blueprint.route("/directory")
@requires(DirectoryPermission.READ)
@blueprint.arguments(SupportQuerySchema, location="query")
@blueprint.response(200, SupportListSchema)
def list_entries(asked: dict[str, Any]) -> Page[Any]:
    """Where to find support: one's own organisation's entries and the network's, by kind."""
    kinds = (asked["kind"],) if "kind" in asked else KINDS
    found = in_language(queries.list_entries(current_actor(), kinds), asked["language"])
    number, size = asked["page"], asked["page_size"]
    return Page(found[(number - 1) * size : number * size], number, size, len(found)).map(_shown)


@blueprint.route("/directory", methods=["POST"])
@requires(DirectoryPermission.KEEP)
@commits
@blueprint.arguments(SupportDraftSchema)
@blueprint.response(201, SupportEntrySchema)
def add_entry(said: dict[str, Any]) -> Any:
    """Adds an entry: the network's, where the coordinator does."""
    entry = service.add_entry(current_actor(), _draft(said), current_clock())
    return _shown(entry), 201, {"Location": url_for("directory_api.show_entry", entry_id=entry.id)}


@blueprint.route("/directory/<uuid:entry_id>")
@requires(DirectoryPermission.READ)
@blueprint.etag
@blueprint.response(200, SupportEntrySchema)
def show_entry(entry_id: UUID) -> dict[str, Any]:
    """One entry."""
    return _shown(queries.get_entry(current_actor(), entry_id))


@blueprint.route("/directory/<uuid:entry_id>", methods=["PATCH"])
@requires(DirectoryPermission.KEEP)
@commits
@blueprint.etag
@blueprint.arguments(SupportChangeSchema)
@blueprint.response(200, SupportEntrySchema)
def edit_entry(said: dict[str, Any], entry_id: UUID) -> dict[str, Any]:
    """Changes what is sent of an entry; needs `If-Match`."""
    entry = queries.get_entry(current_actor(), entry_id)
    blueprint.check_etag(_shown(entry), SupportEntrySchema)
    draft = replace(service.draft_of(entry), **_tupled(said))
    return _shown(service.edit_entry(current_actor(), entry_id, draft, entry.version, current_clock()))


@blueprint.route("/directory/<uuid:entry_id>", methods=["DELETE"])
@requires(DirectoryPermission.KEEP)
@commits
@blueprint.etag
@blueprint.response(204)
def remove_entry(entry_id: UUID) -> None:
    """Takes an entry out; needs `If-Match`."""
    entry = queries.get_entry(current_actor(), entry_id)
    blueprint.check_etag(_shown(entry), SupportEntrySchema)
    service.remove_entry(current_actor(), entry_id, entry.version, current_clock())


def _draft(said: dict[str, Any]) -> EntryDraft:
    return EntryDraft(**_tupled(said))


def _tupled(said: dict[str, Any]) -> dict[str, Any]:
    return {**said, "languages": tuple(said["languages"])} if "languages" in said else said
