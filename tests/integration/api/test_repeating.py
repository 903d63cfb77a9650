"""The description says what a request that is sent again is answered, wherever one may be (`B35`)."""

from uuid import uuid4

import pytest

from network.core.commit import CHANGES, WRITES_MARK
from network.core.permissions import Role


@pytest.fixture
def described(app):
    return app.test_client().get("/api/v1/openapi.json").json


def test_every_change_says_that_it_takes_a_key_and_what_it_answers_then(app, described):
    key = {"$ref": "#/components/parameters/IDEMPOTENCY_KEY"}
    operations = [
        (method.upper(), path, said)
        for path, methods in described["paths"].items()
        for method, said in methods.items()
        if method != "parameters"
    ]
    keyed = {(method, path) for method, path, said in operations if key in said.get("parameters", [])}
    assert keyed == {(method, path) for method, path, _ in operations if method != "GET"}
    for method, path, said in operations:
        if (method, path) in keyed:
            assert ("200" if "201" in said["responses"] else "204") in said["responses"], f"{method} {path}"
    writing = [view for view in app.view_functions.values() if getattr(view, WRITES_MARK, None) == CHANGES]
    assert len(keyed) == len([view for view in writing if ".api" in view.__module__])
    header = described["components"]["parameters"]["IDEMPOTENCY_KEY"]
    assert (header["in"], header["name"]) == ("header", "Idempotency-Key")


def test_what_is_made_once_answers_as_described(client_of, world, described):
    lead, headers = client_of.api(world.person(Role.ORGANISATION_LEAD)), {"Idempotency-Key": str(uuid4())}
    address = f"/api/v1/organisations/{world.own}/departments"
    first = lead.send("POST", address, json={"name": "Lighthouses"}, headers=headers, status=201)
    again = lead.send("POST", address, json={"name": "Lighthouses"}, headers=headers, status=200)
    assert again.headers["Location"] == first.headers["Location"]
    said = described["components"]["responses"]["MADE_BEFORE"]
    schema = said["content"]["application/json"]["schema"]["$ref"].rsplit("/", 1)[1]
    assert again.json.keys() == described["components"]["schemas"][schema]["properties"].keys()
    assert "Location" in said["headers"]


def test_a_key_stands_for_what_the_address_asks_too(client_of, world):
    coordinator, headers = client_of.api(world.person(Role.COORDINATOR, "host")), {"Idempotency-Key": str(uuid4())}
    register = {"data": b"urn,name\n119903,Hill Top School\n", "content_type": "text/csv", "headers": headers}
    address = "/api/v1/organisations/import"
    coordinator.send("POST", f"{address}?dry_run=true", **register)
    coordinator.send("POST", address, status=409, **register)
