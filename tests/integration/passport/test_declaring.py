"""Declaring, on the page of one's own record: without an account, by an address that one proved to have (TR-2)."""

from __future__ import annotations

import io

import pytest

from network.core.permissions import Role
from tests.factories.declarations import declarations, declared
from tests.factories.passport import KIM
from tests.support import documents, pictures

PAGE = "/passport/declare"
EVE = "eve@mail.example"


def send(client, world, **changes):
    page = client.get(PAGE)
    (course,) = page.tree.xpath("//input[@name='course']/@value")
    said = {
        "course": course,
        "completed_on-day": "2",
        "completed_on-month": "11",
        "completed_on-year": "2026",
        "organisation": str(world.own),
        "name": "Kim Canary",
        "file": (io.BytesIO(changes.pop("content", pictures.encoded())), changes.pop("filename", "certificate.png")),
    }
    return client.post(
        PAGE, {**said, **changes}, content_type="multipart/form-data", status=changes.pop("status", None)
    )


def test_somebody_whom_nobody_knows_declares_and_sees_it_apart(opened, world, app):
    client = opened(EVE)
    assert send(client, world, content=documents.pdf(), filename="done.pdf").location == "/passport/record"
    page = client.get("/passport/record")
    assert page.texts("//table//strong[contains(@class, 'govuk-tag')]") == ["Declared, not yet confirmed"]
    assert not page.tree.xpath("//a[contains(@href, 'certificate.pdf')]"), "nothing is certified"
    (row,) = declarations(app)
    assert (row.email, row.organisation_id, row.filename) == (EVE, world.own, "done.pdf")
    action = page.tree.xpath("//form[contains(@action, '/declarations/')]/@action")[0]
    client.post(action, form_at="/passport/record", to="/passport/record")
    assert declarations(app) == []


def test_what_is_declared_is_not_shared_and_not_on_paper(app, world, clock, opened, train):
    train()
    declared(app, clock, world.own)
    client = opened()
    assert "free online course" in client.get("/passport/record").text
    assert "free online course" not in client.get("/passport/record.csv").text
    page = client.get("/passport/sharing")
    shared = client.post("/passport/sharing", {"lasts": "week"}, status=200)
    assert page.status == shared.status == 200
    (address,) = {each for each in shared.tree.xpath("//@value | //a/@href") if "/passport/shared/" in each}
    assert "free online course" not in client.get(address.replace("http://localhost", "")).text


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"course": ""}, "Choose a course"),
        ({"course": "0190e0a5-0000-7000-8000-000000000000"}, "Choose from the list"),
        ({"completed_on-day": "40"}, "Enter"),
        ({"completed_on-year": "2027"}, "This day is still to come"),
        ({"completed_on-year": "2019"}, "This ran out on"),
        ({"organisation": ""}, "Choose your organisation"),
        ({"organisation": "0190e0a5-0000-7000-8000-000000000000"}, "Choose"),
        ({"name": ""}, "Enter your name"),
        ({"name": "K" * 201}, "Shorten"),
        ({"content": b""}, "file"),
        ({"content": b"MZ\x90 a program"}, "This is a program"),
    ],
)
def test_what_is_missing_is_asked_for(opened, world, app, changes, error):
    client = opened()
    page = send(client, world, **changes, status=422)
    assert [each for each in page.errors if error in each], page.errors
    assert declarations(app) == []


def test_those_whose_records_know_somebody_stand_first(opened, train, world):
    train(f"Eve <{EVE}>", at="other")
    first = opened(EVE).get(PAGE).tree.xpath("//select[@name='organisation']/option[@value!='']/@value")[0]
    assert first == str(world.other)


def test_nobody_takes_back_anybody_elses(opened, app, world, clock):
    key = declared(app, clock, world.own)
    opened(EVE).post(f"/passport/declarations/{key}/take-back", form_at="/passport/record", status=404)
    assert len(declarations(app)) == 1


def test_whoever_is_signed_in_declares_by_their_own_address(client_of, world, app):
    manager = world.person(Role.MANAGER)
    assert send(client_of(manager), world).location == "/passport/record"
    assert [each.email for each in declarations(app)] == [manager.email]


def test_the_same_press_twice_is_one(opened, world, app):
    client = opened(KIM)
    for _ in range(2):
        send(client, world)
    assert len(declarations(app)) == 1
