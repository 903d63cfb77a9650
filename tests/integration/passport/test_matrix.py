"""Who opens what: every endpoint, with a record open, with another's, and without any (`B11`, `B12`)."""

from __future__ import annotations

from uuid import uuid4

import pytest

from network.core.permissions import Role
from tests.factories.declarations import declared
from tests.factories.passport import KIM, completion_ids, open_record, send_link, share, train
from tests.support.csrf import press

EVE = "eve@mail.example"
# What is asked for, then: whose record it is, somebody else with a record open, everybody who is signed in,
# a visitor.
PAGES = [
    ("GET", "/passport", 303, 303, 303, 200),
    ("POST", "/passport", 422, 422, 422, 422),
    ("GET", "/passport/sent", 200, 200, 200, 200),
    ("GET", "/passport/closed", 200, 200, 200, 200),
    ("POST", "/passport/close", 303, 303, 303, 303),
    ("GET", "/passport/open/{link}", 200, 200, 200, 200),
    ("GET", "/passport/open/{missing}", 404, 404, 404, 404),
    ("POST", "/passport/open/{missing}", 404, 404, 404, 404),
    ("POST", "/passport/open/{link}", 303, 404, 404, 404),  # once, whoever comes first
    ("GET", "/passport/record", 200, 200, 200, 303),
    ("GET", "/passport/record.csv", 200, 200, 200, 303),
    ("GET", "/passport/record.pdf", 200, 200, 200, 303),
    ("GET", "/passport/completions/{completion}/certificate.pdf", 200, 404, 404, 303),
    ("GET", "/passport/completions/{missing}/certificate.pdf", 404, 404, 404, 303),
    ("GET", "/passport/completions/{completion}/credential", 404, 404, 404, 303),
    ("POST", "/passport/completions/{completion}/credential", 303, 404, 404, 303),
    ("POST", "/passport/completions/{missing}/credential", 404, 404, 404, 303),
    ("POST", "/passport/reminders/off", 303, 303, 303, 303),  # of one's own address alone
    ("POST", "/passport/reminders/on", 303, 303, 303, 303),
    ("POST", "/passport/reminders/never", 404, 404, 404, 404),
    ("GET", "/passport/declare", 200, 200, 200, 303),
    ("POST", "/passport/declare", 422, 422, 422, 303),
    ("POST", "/passport/declarations/{declaration}/take-back", 303, 404, 404, 303),
    ("POST", "/passport/declarations/{missing}/take-back", 404, 404, 404, 303),
    ("GET", "/passport/sharing", 200, 200, 200, 303),
    ("POST", "/passport/sharing", 422, 422, 422, 303),
    ("POST", "/passport/sharing/{share}/end", 303, 303, 303, 303),  # ends only one's own: tested by itself
    ("POST", "/passport/sharing/{missing}/end", 303, 303, 303, 303),
    ("GET", "/passport/shared/{shared}", 200, 200, 200, 200),
    ("GET", "/passport/shared/{shared}.json", 200, 200, 200, 200),
    ("GET", "/passport/shared/{shared}/record.pdf", 200, 200, 200, 200),
    ("GET", "/passport/shared/{shared}/{completion}/certificate.pdf", 200, 200, 200, 200),
    ("GET", "/passport/shared/{shared}/{missing}/certificate.pdf", 404, 404, 404, 404),
    ("GET", "/passport/shared/{missing}", 404, 404, 404, 404),
    ("GET", "/passport/achievements/T1-ORIENT", 200, 200, 200, 200),
    ("GET", "/passport/achievements/{missing}", 404, 404, 404, 404),
]


@pytest.fixture
def filled(app, world, clock):
    """Two people who trained, a link that was not opened and one that is shared."""
    train(app, world, clock)
    (completion,) = completion_ids(app)
    train(app, world, clock, f"Eve <{EVE}>")
    (key, shared), link = share(app, clock), send_link(app, clock)
    declaration = declared(app, clock, world.own)
    return {"completion": completion, "share": key, "shared": shared, "link": link, "declaration": declaration}


@pytest.mark.parametrize("row", PAGES, ids=lambda row: f"{row[0]} {row[1]}")
def test_pages(app, world, clock, client_of, filled, row):
    method, path, *statuses = row
    signed_in = {person.role: person for person in world.people.values()}.values()
    browsers = [(statuses[0], open_record(client_of(None), app, clock, KIM), KIM)]
    browsers += [(statuses[1], open_record(client_of(None), app, clock, EVE), EVE)]
    browsers += [(statuses[2], client_of(person), person.role) for person in signed_in]
    browsers += [(statuses[3], client_of(None), "a visitor")]
    for number, (status, client, who) in enumerate(browsers):
        client.raw.environ_base["REMOTE_ADDR"] = f"192.0.2.{number}"  # links are not tried too often from one place
        address = path.format(missing=uuid4(), **filled)
        found = client.raw.get(address).status_code if method == "GET" else press(client, address).status
        assert found == status, who


def test_no_role_opens_anybody_elses(world, client_of, filled):
    """Not the lead's, not the coordinator's: a person's own record is theirs."""
    for role, at in ((Role.COORDINATOR, "host"), (Role.ORGANISATION_LEAD, "own"), (Role.CHAMPION, "own")):
        page = client_of(world.person(role, at)).get("/passport/record")
        assert "Kim" not in page.text
        assert "A first look" not in page.text


def test_no_key_of_a_program_opens_a_record(world, client_of, filled):
    key = client_of.api(world.person(Role.ORGANISATION_LEAD))
    assert key.raw.get("/passport/record", headers=key._headers).status_code == 303
