"""The JSON twin: the same services, ETags, problems in words, nothing assigned that was not offered."""

import io
from uuid import UUID

import pytest

from network.core.permissions import Role
from tests.factories.organisations import bring_in, schools, state_of
from tests.support.databases import table_counts
from tests.support.workbooks import xlsx

HILL = ("119903", "Hill School", "Wells", "", "")
V1 = "/api/v1/organisations"


@pytest.fixture
def coordinator(world, client_of):
    return client_of.api(world.person(Role.COORDINATOR, "host"))


@pytest.fixture
def lead(world, client_of):
    return client_of.api(world.person(Role.ORGANISATION_LEAD))


def tag(program, path: str) -> dict[str, str]:
    return {"If-Match": program.get(path).headers["ETag"]}


def test_a_list_with_its_codes_and_filters(app, coordinator, clock):
    with app.app_context():
        bring_in(schools(HILL), clock)
    page = coordinator.get(f"{V1}?search=hill&sector=school&standing=listed").json
    assert (page["total"], page["page"], page["page_size"], page["pages"]) == (1, 1, 50, 1)
    (item,) = page["items"]
    (code,) = item["codes"]
    assert item["name"] == "Hill School"
    assert UUID(code.pop("id"))
    assert code == {"scheme": "urn", "code": "119903", "published_name": "Hill School"}


@pytest.mark.parametrize("query", ["sector=zoo", "page=0", "page_size=9999", "standing=x"])
def test_an_unknown_filter_is_a_problem(coordinator, query):
    assert "errors" in coordinator.get(f"{V1}?{query}", status=422).json


def test_added_read_and_found_again(coordinator):
    body = {"name": " SHAL  ", "sector": "charity", "nation": "england", "code": {"scheme": "urn", "code": "119903"}}
    made = coordinator.post(V1, {**body, "contact_email": "ana@example.org"})

    assert made.headers["Location"].endswith(made.json["id"])
    read = coordinator.get(made.headers["Location"]).json
    assert (read["name"], read["standing"], read["contact_email"]) == ("SHAL", "listed", "ana@example.org")
    problem = coordinator.post(V1, {**body, "name": "Another"}, status=422).json
    assert "SHAL has this code already" in problem["errors"]["code"][0]
    problem = coordinator.post(V1, {**body, "code": None}, status=422).json
    assert "If this is another, say so" in problem["errors"]["name"][0]
    coordinator.post(V1, {**body, "code": None, "is_another": True})


def test_an_idempotency_key_adds_once(coordinator, database):
    body = {"name": "SHAL", "sector": "charity", "nation": "england"}
    headers = {"Idempotency-Key": "01890a5d-ac96-774b-bcce-b302099a8057"}
    first = coordinator.post(V1, body, headers=headers)
    again = coordinator.send("POST", V1, json=body, headers=headers)
    assert again.headers["Location"] == first.headers["Location"]


def test_changed_with_the_version_that_was_seen(lead, world):
    path = f"{V1}/{world.own}"
    seen = tag(lead, path)

    changed = lead.send("PATCH", path, json={"town": "Wells", "working_days": [0, 1]}, headers=seen)

    assert (changed.json["town"], changed.json["working_days"], changed.json["version"]) == ("Wells", [0, 1], 2)
    assert changed.headers["ETag"] == lead.get(path).headers["ETag"] != seen["If-Match"]
    lead.send("PATCH", path, json={"town": "Bath"}, headers=seen, status=412)
    lead.send("PATCH", path, json={"town": "Bath"}, status=428)
    assert lead.get(path, headers={"If-None-Match": changed.headers["ETag"]}, status=304).data == b""


@pytest.mark.parametrize(
    "more",
    [
        {"standing": "left"},
        {"is_host": True},
        {"version": 9},
        {"id": "01890a5d-ac96-774b-bcce-b302099a8057"},
        {"search_text": "x"},
        {"made_at": "2020-01-01"},
        {"organisation_id": "01890a5d-ac96-774b-bcce-b302099a8057"},
        {"is_current": False},
        {"sector": "nhs"},
        {"nation": "wales"},
        {"working_days": []},
        {"working_days": [9]},
        {"workforce_size": "12"},
        {"workforce_size": 10**30},
        {"name": None},
        {"town": "x" * 10_000},
    ],
)
def test_only_what_is_offered_to_this_role_changes(app, lead, world, more):
    """B14: of all that is sent, nothing that is not a lead's to change is taken, and nothing beside it."""
    path = f"{V1}/{world.own}"
    with app.app_context():
        before = state_of(world.own)
    lead.send("PATCH", path, json={"town": "Wells", **more}, headers=tag(lead, path), status=422)
    with app.app_context():
        assert state_of(world.own) == before


def test_a_register_as_body_or_part_dry_or_not(coordinator, database):
    before = table_counts(database)["organisation"]
    source = schools(HILL, ("x", "Wrong", "", "", ""))
    expected = {"register": "schools", "added": 1, "updated": 0, "unchanged": 0}

    dry = coordinator.send("POST", f"{V1}/import?dry_run=true", data=source, content_type="text/csv").json
    assert {**expected, "refused": dry["refused"]} == dry
    assert dry["refused"][0]["row"] == 3
    assert table_counts(database)["organisation"] == before

    done = coordinator.send("POST", f"{V1}/import", data={"file": (io.BytesIO(source), "r.csv")}).json
    assert done == dry
    assert table_counts(database)["organisation"] == before + 1
    again = coordinator.send("POST", f"{V1}/import", data=xlsx([["urn", "name"], [119903, "Hill School"]])).json
    assert (again["added"], again["unchanged"]) == (0, 1)


def test_an_import_with_a_key_is_kept_and_done_once(coordinator, database):
    headers = {"Idempotency-Key": "01890a5d-ac96-774b-bcce-b302099a8057"}
    for status in (200, 204):
        coordinator.send("POST", f"{V1}/import", data=schools(HILL), headers=headers, status=status)
    with database.owner.connect() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM organisation_identifier").scalar_one() == 1


@pytest.mark.parametrize("source", [b"", b"\x89PNG\r\n", b"{}", b"a,b\n1,2\n", b"\xff" * 400])
def test_another_file_is_a_problem_at_file(coordinator, source):
    problem = coordinator.send("POST", f"{V1}/import", data=source, status=422).json
    assert list(problem["errors"]) == ["file"]


def test_departments_through_their_life(lead, world):
    path = f"{V1}/{world.own}/departments"
    made = lead.post(path, {"name": "Early help", "headcount": 12})
    at = made.headers["Location"]
    assert [item["name"] for item in lead.get(path).json["items"]] == ["Early help", "Housing"]
    assert lead.post(path, {"name": "EARLY HELP"}, status=422).json["errors"]["name"]

    seen = tag(lead, at)
    assert lead.send("PATCH", at, json={"headcount": None}, headers=seen).json["headcount"] is None
    lead.send("PATCH", at, json={"name": "Homes"}, headers=seen, status=412)
    lead.send("DELETE", at, status=428)
    lead.send("DELETE", at, headers=tag(lead, at), status=204)
    lead.get(at, status=404)


def test_a_code_is_added(coordinator, world):
    body = {"scheme": "ods", "code": "rh5"}
    assert coordinator.post(f"{V1}/{world.other}/codes", body).json["code"] == "RH5"
    assert "code" in coordinator.post(f"{V1}/{world.own}/codes", body, status=422).json["errors"]


def test_it_is_described(visitor):
    paths = visitor.raw.get("/api/v1/openapi.json").json["paths"]
    assert {V1, f"{V1}/{{organisation_id}}", f"{V1}/import", f"{V1}/{{organisation_id}}/departments"} <= set(paths)
