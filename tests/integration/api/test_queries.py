"""What a program asks for in the address is heard or refused: a misspelt filter never answers with everything."""

import pytest

from network.core.permissions import Role


@pytest.fixture
def coordinator(client_of, world):
    return client_of.api(world.person(Role.COORDINATOR, "host"))


@pytest.mark.parametrize(
    "path",
    [
        "organisations",
        "charter/signatures",
        "champions",
        "training/sessions",
        "events",
        "memberships",
        "desk/organisations",
    ],
)
def test_a_filter_that_there_is_not_is_refused_by_its_name(coordinator, path):
    answer = coordinator.send("GET", f"/api/v1/{path}?sectr=police&page=1", status=422)
    assert answer.json["errors"] == {"sectr": ["There is no such field."]}
    assert answer.mimetype == "application/problem+json"
    coordinator.get(f"/api/v1/{path}?page=1")


@pytest.mark.parametrize("path", ["training/coverage", "definitions", "me"])
def test_what_takes_no_filter_refuses_every_one(coordinator, path):
    answer = coordinator.send("GET", f"/api/v1/{path}?organisation_id=1&sector=police", status=422)
    assert set(answer.json["errors"]) == {"organisation_id", "sector"}


def test_a_dry_run_that_is_misspelt_imports_nothing(coordinator):
    answer = coordinator.send("POST", "/api/v1/organisations/import?dryrun=true", data=b"", status=422)
    assert set(answer.json["errors"]) == {"dryrun"}
