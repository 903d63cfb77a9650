"""The behaviour matrix: every endpoint of the reports, every role, at a partner, a provider and the host (`B11`)."""

from __future__ import annotations

import pytest

from network.core.permissions import Role

AT_PARTNERS = [role for role in Role if role not in {Role.COORDINATOR, Role.PROVIDER_ALLOCATOR, Role.THERAPIST}]
PEOPLE = {
    **{f"{role} of {at}": (at, role) for at in ("own", "other") for role in AT_PARTNERS},
    "organisation-lead of provider": ("provider", Role.ORGANISATION_LEAD),
    "provider-allocator of provider": ("provider", Role.PROVIDER_ALLOCATOR),
    "therapist of provider": ("provider", Role.THERAPIST),
    "coordinator of host": ("host", Role.COORDINATOR),
}
VISITOR = "visitor"
EVERYBODY = {VISITOR, *PEOPLE}
COORDINATOR = {"coordinator of host"}
LOOKING = {who for who, (_, role) in PEOPLE.items() if role in {Role.ORGANISATION_LEAD, Role.BOARD_VIEWER}}

# Path, and who gets 200. Everybody else: 403; a visitor is led to the sign-in, or answered 401.
TABLE = [
    ("/desk", COORDINATOR),
    ("/desk/organisations", COORDINATOR),
    ("/our-organisation", LOOKING),
    ("/definitions", EVERYBODY),
    ("/api/v1/desk", COORDINATOR),
    ("/api/v1/desk/organisations", COORDINATOR),
    ("/api/v1/our-organisation", LOOKING),
    ("/api/v1/definitions", EVERYBODY),
]


@pytest.mark.parametrize("who", sorted(EVERYBODY))
def test_who_gets_what(who, app, world, client_of):
    at, role = PEOPLE.get(who, (None, None))
    person = world.person(role, at) if role else None
    client, program = client_of(person), client_of.api(person)
    wrong = []
    for path, allowed in TABLE:
        is_api = path.startswith("/api/")
        got = program.raw.get(path, headers=program._headers) if is_api else client.raw.get(path)
        refused = 403 if who != VISITOR else 401 if is_api else 303
        expected = 200 if who in allowed else refused
        if got.status_code != expected:
            wrong.append(f"{path}: {got.status_code}, not {expected}")
    assert wrong == []


def test_every_endpoint_is_in_the_table(app):
    rules = [rule for rule in app.url_map.iter_rules() if rule.endpoint.split(".")[0] in {"reports", "reports_api"}]
    assert sorted(rule.rule for rule in rules) == sorted(path for path, _ in TABLE)
    assert all(rule.methods <= {"GET", "HEAD", "OPTIONS"} for rule in rules), "a report changes nothing"


def test_a_token_without_the_scope_is_refused(client_of, world):
    coordinator = world.person(Role.COORDINATOR, "host")
    client_of.api(coordinator, ["charter:version:draft"]).get("/api/v1/desk", status=403)
    client_of.api(coordinator, ["reports:desk:view"]).get("/api/v1/desk")
