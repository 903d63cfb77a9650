"""Every page and endpoint, every role, at home, at a partner's, at one that is none (B11): a table and its proof."""

import pytest
from sqlalchemy import select

from network.core.commit import commit
from network.core.database import db, new_id
from network.core.permissions import Role
from network.core.tenancy import scoped, system_scope
from network.organisations.feature import FEATURE
from network.organisations.models import ContactDeputy, Contribution, Department, WorkforceGroup
from tests.factories.organisations import bring_in, by_code, schools
from tests.support.csrf import csrf_token

OUTSIDE = {Role.PROVIDER_ALLOCATOR: "provider", Role.THERAPIST: "provider", Role.COORDINATOR: "host"}
EDITORS = {Role.COORDINATOR, Role.ORGANISATION_LEAD}

# Of each: what the coordinator, a lead and anybody else get, at their own organisation, at a partner, at one that is
# listed only; last, where it is another, what a department lead gets.
# A form that is sent empty comes back with 422: it was allowed. 403: never theirs; 404: not theirs.
ANY = ("200 200 200", "200 200 404", "200 200 404")
OWN = ("200 200 200", "200 404 404", "403 403 403")
SENT = ("422 422 422", "422 404 404", "403 403 403")
COORDINATORS = ("200 200 200", "403 403 403", "403 403 403")
COORDINATORS_SENT = ("422 422 422", "403 403 403", "403 403 403")
GONE = ("404 404 404", "404 404 404", "403 403 403")
MISSING = ("404 404 404", "403 403 403", "403 403 403")
SEEN = ("200 200 200", "200 404 404", "200 404 404")
LEADS = ("403 403 403", "200 404 404", "403 403 403")
LEADS_SENT = ("403 403 403", "422 404 404", "403 403 403")
# A body that does not fit is answered before it is asked whose it is.
ONE = ("200 200 404", "200 404 404", "403 403 403")
ONE_SEEN = ("200 200 404", "200 404 404", "200 404 404")
ONE_SENT = ("422 422 404", "422 404 404", "403 403 403")
ONE_STALE = ("412 412 404", "412 404 404", "403 403 403")
# A row goes once: afterwards it is missing, so that whoever is allowed is seen by the redirect.
ONE_GONE = ("303 303 404", "303 404 404", "403 403 403")
BODY = ("422 422 422", "422 422 422", "403 403 403")
CONTRIBUTION = "/organisations/{organisation}/contributions/{contribution}"
PAGES = {
    ("GET", "/organisations/"): ("200", "200", "200"),
    ("GET", "/organisations/own"): ("303", "303", "303"),
    ("GET", "/organisations/{organisation}"): ANY,
    ("GET", "/organisations/{organisation}/edit"): OWN,
    ("POST", "/organisations/{organisation}/edit"): SENT,
    # Nobody has one: a logo is there for everybody, or for nobody. Who sees it is in test_logos.
    ("GET", "/organisations/{organisation}/logo.png"): ("404 404 404", "404 404 404", "404 404 404"),
    ("GET", "/organisations/{organisation}/logo/edit"): OWN,
    ("POST", "/organisations/{organisation}/logo/edit"): SENT,
    ("POST", "/organisations/{organisation}/logo/remove"): ("404 404 404", "404 404 404", "403 403 403"),
    ("GET", "/organisations/{organisation}/codes"): OWN,
    ("POST", "/organisations/{organisation}/codes"): SENT,
    ("POST", "/organisations/{organisation}/codes/{missing}/remove"): GONE,
    ("GET", "/organisations/{organisation}/departments"): OWN,
    ("POST", "/organisations/{organisation}/departments"): SENT,
    ("GET", "/organisations/{organisation}/departments/{department}"): ("200 200 404", "200 404 404", "403 403 403"),
    ("POST", "/organisations/{organisation}/departments/{department}"): ("422 422 404", "422 404 404", "403 403 403"),
    ("GET", "/organisations/mergers"): ("200", "403", "403"),
    ("GET", "/organisations/{organisation}/merge"): COORDINATORS,
    ("POST", "/organisations/{organisation}/merge"): COORDINATORS_SENT,
    ("GET", "/organisations/{organisation}/merge/{missing}"): MISSING,
    ("POST", "/organisations/{organisation}/merge/{missing}"): MISSING,
    ("POST", "/organisations/{organisation}/apart/{missing}"): MISSING,
    # The host cannot leave, nor can whoever never came.
    ("GET", "/organisations/{organisation}/leave"): ("422 200 422", "200 404 404", "403 403 403"),
    ("POST", "/organisations/{organisation}/leave"): ("422 422 422", "422 404 404", "403 403 403"),
    ("POST", "/organisations/{organisation}/take-back"): MISSING,
    ("GET", "/organisations/new"): ("200", "403", "403"),
    ("POST", "/organisations/new"): ("422", "403", "403"),
    ("GET", "/organisations/import"): ("200", "403", "403"),
    ("POST", "/organisations/import"): ("422", "403", "403"),
    ("GET", "/organisations/import/{missing}"): ("404", "403", "403"),
    ("POST", "/organisations/import/{missing}"): ("404", "403", "403"),
    ("GET", "/organisations/import/{missing}/done"): ("404", "403", "403"),
    ("GET", "/organisations/{organisation}/departments/{department}/headcount"): (
        "200 200 404",
        "200 404 404",
        "403 403 403",
        "200 404 404",
    ),
    # Sent without the version that it was opened with: somebody else was quicker, but where it changes nothing.
    ("POST", "/organisations/{organisation}/departments/{department}/headcount"): (
        "303 409 404",
        "409 404 404",
        "403 403 403",
        "409 404 404",
    ),
    ("POST", "/organisations/{organisation}/departments/{department}/remove"): (
        # The partner's is led by somebody, and stays.
        "303 422 404",
        "422 404 404",
        "403 403 403",
    ),
    ("GET", "/organisations/{organisation}/journey"): SEEN,
    ("GET", "/organisations/{organisation}/journey/stage"): OWN,
    ("POST", "/organisations/{organisation}/journey/stage"): SENT,
    ("GET", "/organisations/{organisation}/journey/{workstream}"): LEADS,
    ("POST", "/organisations/{organisation}/journey/{workstream}"): LEADS_SENT,
    ("GET", "/organisations/stages"): ("200", "403", "403"),
    ("GET", "/organisations/stages/new"): ("200", "403", "403"),
    ("POST", "/organisations/stages/new"): ("422", "403", "403"),
    ("GET", "/organisations/stages/{key}"): ("200", "403", "403"),
    ("POST", "/organisations/stages/{key}"): ("422", "403", "403"),
    ("GET", "/organisations/{organisation}/capacity"): SEEN,
    ("GET", "/organisations/{organisation}/capacity/edit"): OWN,
    ("POST", "/organisations/{organisation}/capacity/edit"): SENT,
    ("GET", "/organisations/capacity"): ("200", "403", "403"),
    ("GET", "/organisations/capacity.csv"): ("200", "403", "403"),
    ("GET", "/organisations/{organisation}/workforce"): SEEN,
    ("GET", "/organisations/{organisation}/workforce/new"): OWN,
    ("POST", "/organisations/{organisation}/workforce/new"): SENT,
    ("GET", "/organisations/{organisation}/workforce/{group}"): ONE,
    ("POST", "/organisations/{organisation}/workforce/{group}"): ONE_SENT,
    ("POST", "/organisations/{organisation}/workforce/{group}/remove"): ONE_GONE,
    ("GET", "/organisations/{organisation}/deputies"): SEEN,
    ("GET", "/organisations/{organisation}/deputies/new"): OWN,
    ("POST", "/organisations/{organisation}/deputies/new"): SENT,
    ("GET", "/organisations/{organisation}/deputies/{deputy}"): ONE,
    ("POST", "/organisations/{organisation}/deputies/{deputy}"): ONE_SENT,
    ("POST", "/organisations/{organisation}/deputies/{deputy}/remove"): ONE_GONE,
    ("GET", "/organisations/contributions"): ("200", "403", "403"),
    ("GET", "/organisations/contributions.csv"): ("200", "403", "403"),
    ("GET", "/organisations/{organisation}/contributions"): OWN,
    ("GET", "/organisations/{organisation}/contributions/new"): COORDINATORS,
    ("POST", "/organisations/{organisation}/contributions/new"): COORDINATORS_SENT,
    ("GET", CONTRIBUTION): ("200 200 404", "403 403 403", "403 403 403"),
    ("POST", CONTRIBUTION): ("422 422 404", "403 403 403", "403 403 403"),
    ("POST", f"{CONTRIBUTION}/remove"): ("303 303 404", "403 403 403", "403 403 403"),
}
V1 = "/api/v1/organisations"
ENDPOINTS = {
    ("GET", V1): ("200", "200", "200"),
    ("GET", f"{V1}/nearest?search=hill"): ("200", "200", "200"),
    ("POST", V1): ("422", "403", "403"),
    ("POST", f"{V1}/import"): ("422", "403", "403"),
    ("GET", f"{V1}/mergers"): ("200", "403", "403"),
    ("GET", f"{V1}/{{organisation}}/merger"): COORDINATORS_SENT,
    ("PUT", f"{V1}/{{organisation}}/apart/{{missing}}"): MISSING,
    ("DELETE", f"{V1}/{{organisation}}/departure"): MISSING,
    ("GET", f"{V1}/{{organisation}}"): ANY,
    ("PATCH", f"{V1}/{{organisation}}"): ("412 412 412", "412 404 404", "403 403 403"),
    ("GET", f"{V1}/{{organisation}}/logo"): ("404 404 404", "404 404 404", "404 404 404"),
    ("PUT", f"{V1}/{{organisation}}/logo"): ("422 422 422", "422 422 422", "403 403 403"),
    ("DELETE", f"{V1}/{{organisation}}/logo"): ("404 404 404", "404 404 404", "403 403 403"),
    ("POST", f"{V1}/{{organisation}}/codes"): BODY,
    ("DELETE", f"{V1}/{{organisation}}/codes/{{missing}}"): GONE,
    ("GET", f"{V1}/{{organisation}}/departments"): ("200 200 200", "200 404 404", "200 404 404"),
    ("POST", f"{V1}/{{organisation}}/departments"): ("422 422 422", "422 422 422", "403 403 403"),
    ("GET", f"{V1}/{{organisation}}/departments/{{department}}"): ("200 200 404", "200 404 404", "200 404 404"),
    ("PATCH", f"{V1}/{{organisation}}/departments/{{department}}"): ("412 412 404", "412 404 404", "403 403 403"),
    ("PUT", f"{V1}/{{organisation}}/departments/{{department}}/headcount"): (
        "422 422 422",
        "422 422 422",
        "403 403 403",
        "422 422 422",
    ),
    ("DELETE", f"{V1}/{{organisation}}/departments/{{department}}"): ("412 412 404", "412 404 404", "403 403 403"),
    ("GET", f"{V1}/{{organisation}}/journey"): SEEN,
    ("PUT", f"{V1}/{{organisation}}/journey/stage"): BODY,
    ("PUT", f"{V1}/{{organisation}}/journey/{{workstream}}"): ("403 403 403", "422 422 422", "403 403 403"),
    ("GET", f"{V1}/{{organisation}}/capacity"): SEEN,
    ("PUT", f"{V1}/{{organisation}}/capacity"): ("412 412 412", "412 404 404", "403 403 403"),
    ("GET", f"{V1}/{{organisation}}/workforce"): SEEN,
    ("POST", f"{V1}/{{organisation}}/workforce"): BODY,
    ("GET", f"{V1}/{{organisation}}/workforce/{{group}}"): ONE_SEEN,
    ("PUT", f"{V1}/{{organisation}}/workforce/{{group}}"): BODY,
    ("DELETE", f"{V1}/{{organisation}}/workforce/{{group}}"): ONE_STALE,
    ("GET", f"{V1}/{{organisation}}/deputies"): SEEN,
    ("POST", f"{V1}/{{organisation}}/deputies"): BODY,
    ("GET", f"{V1}/{{organisation}}/deputies/{{deputy}}"): ONE_SEEN,
    ("PUT", f"{V1}/{{organisation}}/deputies/{{deputy}}"): BODY,
    ("DELETE", f"{V1}/{{organisation}}/deputies/{{deputy}}"): ONE_STALE,
    ("GET", "/api/v1/contributions"): ("422", "403", "403"),
    ("GET", f"{V1}/{{organisation}}/contributions"): OWN,
    ("POST", f"{V1}/{{organisation}}/contributions"): COORDINATORS_SENT,
    ("GET", f"/api/v1{CONTRIBUTION}"): ONE,
    ("PUT", f"/api/v1{CONTRIBUTION}"): COORDINATORS_SENT,
    ("DELETE", f"/api/v1{CONTRIBUTION}"): ("412 412 404", "403 403 403", "403 403 403"),
    ("GET", "/api/v1/capacity"): ("200", "403", "403"),
    ("GET", "/api/v1/stages"): ("200", "200", "200"),
    ("POST", "/api/v1/stages"): ("422", "403", "403"),
    ("GET", "/api/v1/stages/{key}"): ("200", "200", "200"),
    ("PATCH", "/api/v1/stages/{key}"): ("412", "403", "403"),
}


def _rows_of(organisation_id, clock):
    """One row of each kind that has an address of its own."""
    group = WorkforceGroup(role_group="Practitioners", level="trauma-skilled", headcount=3, said_on=clock.today())
    given = Contribution(year=2026, kind="money", pence=100, promised_on=clock.today())
    rows = {"group": group, "deputy": ContactDeputy(name="Ana Ferris", email="ana@example.org"), "contribution": given}
    for row in rows.values():
        row.id, row.organisation_id = new_id(), organisation_id
        db.session.add(row)
    return rows


NAMED = {
    "<uuid:organisation_id>": "{organisation}",
    "<uuid:department_id>": "{department}",
    "<uuid:upload_id>": "{missing}",
    "<uuid:successor_id>": "{missing}",
    "<uuid:identifier_id>": "{missing}",
    "<uuid:other_id>": "{missing}",
    "<workstream>": "{workstream}",
    "<key>": "{key}",
    "<uuid:group_id>": "{group}",
    "<uuid:deputy_id>": "{deputy}",
    "<uuid:contribution_id>": "{contribution}",
}
"""The parts of an address, as the tables above call them."""


@pytest.fixture
def places(app, world, clock):
    """The addresses at one's own organisation, at a partner and at one that is listed only, by where one acts."""
    with app.app_context():
        bring_in(schools(("119903", "Hill School", "", "", "")), clock)
        listed = by_code("119903")[0].id
        with system_scope(db.session(), "a department for each") as system:
            for at in ("host", "provider"):
                db.session.add(Department(organisation_id=getattr(world, at), name="Housing"))
            rows = {at: _rows_of(getattr(world, at), clock) for at in ("host", "own", "other", "provider")}
            kept = {getattr(world, at): {name: row.id for name, row in each.items()} for at, each in rows.items()}
            commit()
            departments = {
                each.organisation_id: each.id
                for each in db.session.scalars(scoped(select(Department), system, Department))
            }
        db.session.remove()

    def places(at: str) -> list[dict[str, object]]:
        return [
            {
                "organisation": each,
                "department": departments.get(each, new_id()),
                "missing": new_id(),
                "workstream": "training",
                "key": "growing",
                **{name: kept.get(each, {}).get(name, new_id()) for name in ("group", "deputy", "contribution")},
            }
            for each in (getattr(world, at), world.other, listed)
        ]

    return places


def expected(row: tuple[str, ...], role: Role) -> list[int]:
    place = {Role.COORDINATOR: 0, Role.ORGANISATION_LEAD: 1}.get(role, 2)
    if role is Role.DEPARTMENT_LEAD and len(row) > 3:
        place = 3
    return [int(status) for status in row[place].split()]


@pytest.mark.parametrize("role", Role)
def test_pages(world, client_of, places, role):
    at = OUTSIDE.get(role, "own")
    client, wrong = client_of(world.person(role, at)), {}
    token = csrf_token(client) if role in EDITORS | {Role.DEPARTMENT_LEAD} else ""
    for (method, path), row in PAGES.items():
        data = {"csrf_token": token} if method == "POST" else None
        found = [client.raw.open(path.format(**place), method=method, data=data).status_code for place in places(at)]
        if found[: len(expected(row, role))] != expected(row, role):
            wrong[method, path] = found
    assert wrong == {}


@pytest.mark.parametrize("role", Role)
def test_endpoints(world, client_of, places, role):
    at = OUTSIDE.get(role, "own")
    program, wrong = client_of.api(world.person(role, at)), {}
    for (method, path), row in ENDPOINTS.items():
        has_body = method != "GET" and not path.endswith("import")
        headers = {**program._headers, "If-Match": '"old"'}
        found = [
            program.raw.open(path.format(**place), method=method, json={} if has_body else None, headers=headers)
            for place in places(at)
        ]
        statuses = [answer.status_code for answer in found]
        if statuses[: len(expected(row, role))] != expected(row, role):
            wrong[method, path] = statuses
    assert wrong == {}


def test_visitors_are_led_to_the_sign_in_or_told_to(places, world, client_of):
    (place, *_) = places("own")
    for method, path in PAGES:
        answer = client_of(None).raw.open(path.format(**place), method=method)
        assert answer.status_code in ({404} if path.endswith("logo.png") else {303, 401}), path
    for method, path in ENDPOINTS:
        client_of.api(None).send(method, path.format(**place), status=401)


def test_without_a_second_factor_nobody_who_needs_one_gets_in(world, client_of):
    half_way = client_of(world.person(Role.COORDINATOR, "host"), has_second_factor=False)
    assert half_way.get("/organisations/", status=303).location != "/organisations/"


def test_a_token_does_no_more_than_its_scopes(world, client_of):
    program = client_of.api(world.person(Role.COORDINATOR, "host"), ["organisations:organisation:list"])
    program.get(V1)
    program.get(f"{V1}/{world.own}", status=403)


def test_the_tables_name_every_route(app):
    rules = {rule.endpoint: rule for rule in app.url_map.iter_rules()}
    named = {(method, path.split("?")[0]) for method, path in (*PAGES, *ENDPOINTS)}
    found = set()
    for endpoint, rule in rules.items():
        if endpoint.startswith(("organisations.", "organisations_api.")):
            address = rule.rule
            for part, name in NAMED.items():
                address = address.replace(part, name)
            found |= {(method, address) for method in rule.methods - {"HEAD", "OPTIONS"}}
    assert found == named
    assert {str(permission) for permission in FEATURE.policy} == {str(permission) for permission in FEATURE.labels}
