"""The support directory for programs: the same service behind it."""

from __future__ import annotations

import pytest

from network.core.permissions import Role
from network.directory.models import SupportEntry
from network.directory.schemas import SupportDraftSchema
from network.directory.vocabulary import SupportKind
from tests.factories import directory
from tests.factories.directory import BODY
from tests.support.mass_assignment import assert_only_listed_is_taken

API = "/api/v1/directory"


@pytest.fixture
def program(world, client_of):
    return client_of.api(world.person(Role.ORGANISATION_LEAD))


def test_an_entry_from_the_beginning_to_the_end(program):
    made = program.post(API, {**BODY, "languages": ["english", "English", "polski"]})
    address = made.headers["Location"]
    assert made.json["languages"] == ["English", "Polski"]
    assert (made.json["is_network"], made.json["has_exit"], made.json["danger_nearby"]) == (False, False, None)
    etag = {"If-Match": program.get(address).headers["ETag"]}
    changed = program.send("PATCH", address, json={"kind": "domestic-abuse"}, headers=etag).json
    assert (changed["title"], changed["has_exit"], changed["version"]) == (BODY["title"], True, 2)
    program.send("DELETE", address, headers=etag, status=412)
    etag = {"If-Match": program.get(address).headers["ETag"]}
    program.send("DELETE", address, headers=etag, status=204)
    program.get(address, status=404)


def test_the_list_is_cut_by_kind_and_language_and_comes_in_pages(app, world, clock, program):
    directory.add_entry(app, world, clock, title="One", languages=("English", "Urdu"))
    directory.add_entry(app, world, clock, "host", title="Two", kind=SupportKind.HEALTH)
    directory.add_entry(app, world, clock, "other", title="Three")
    first = program.get(f"{API}?page_size=1").json
    assert ([each["title"] for each in first["items"]], first["total"], first["pages"]) == (["One"], 2, 2)
    assert [each["title"] for each in program.get(f"{API}?page_size=1&page=2").json["items"]] == ["Two"]
    for asked in ("kind=gp-and-health-services", "language=english&page=1&kind=gp-and-health-services"):
        assert [each["title"] for each in program.get(f"{API}?{asked}").json["items"]] == ["Two"]
    assert program.get(f"{API}?language=Welsh").json["total"] == 0
    program.get(f"{API}?kind=nothing", status=422)


def test_rules_are_said_by_field(program):
    refused = program.post(API, {**BODY, "link": "http://example.org"}, status=422)
    assert list(refused.json["errors"]) == ["link"]
    assert list(program.post(API, {**BODY, "is_public": True}, status=422).json["errors"]) == ["is_public"]


def test_what_is_not_listed_is_not_taken(database, program):
    """`B14`."""
    assert_only_listed_is_taken(
        program, "POST", API, body=BODY, schema=SupportDraftSchema, model=SupportEntry, database=database
    )
