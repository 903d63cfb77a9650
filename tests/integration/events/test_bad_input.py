"""Whatever is typed into the events, it is kept as it is or refused in words; never a fault, never markup."""

import html
from uuid import UUID

import pytest

from network.core.permissions import Role
from tests.factories.events import announce
from tests.integration.events.test_matrix import DRAFT
from tests.integration.events.test_pages import FILLED
from tests.support.hostile import hostile_strings

TEXTS = hostile_strings()


@pytest.fixture
def coordinator(world, client_of):
    return client_of(world.person(Role.COORDINATOR, "host"))


def test_hostile_strings_in_every_field_of_an_event(coordinator, visitor):
    form = coordinator._hidden_fields("/events/announce")
    for text in TEXTS:
        answer = coordinator.raw.post(
            "/events/announce",
            data={
                **FILLED,
                "title": text,
                "summary": text,
                "place": text,
                "programme": text,
                "breaks": text,
                "content_note": text,
                "csrf_token": form["csrf_token"],
            },
        )
        assert answer.status_code in {303, 422}, text
        if answer.status_code == 303:
            page = visitor.get(answer.location)
            assert not page.tree.xpath("//main//script | //main//img | //main//iframe | //main//svg"), text
            calendar = visitor.raw.get(f"{answer.location}/event.ics")
            assert calendar.status_code == 200
            assert text not in calendar.get_data(as_text=True) or len(text) < 40
    assert visitor.get("/events").status == 200


def test_hostile_strings_through_the_api(world, client_of):
    client = client_of.api(world.person(Role.COORDINATOR, "host"))
    for text in TEXTS:
        body = {**DRAFT, "title": text, "summary": text, "programme": text, "breaks": text, "content_note": text}
        answer = client.raw.post("/api/v1/events", json=body, headers=client._headers)
        assert answer.status_code in {201, 422}, text


def test_hostile_strings_as_what_somebody_needs(app, world, clock, client_of, coordinator):
    member = client_of(world.person(Role.CHAMPION))
    address = f"/events/{announce(app, world, clock)}"
    member.post(f"{address}/book", form_at=address, to=address)
    (change,) = member.get(address).tree.xpath("//form[contains(@action, '/needs')]/@action")
    token = member._hidden_fields(address)["csrf_token"]
    for text in TEXTS:
        answer = member.raw.post(change, data={"access_needs": text, "csrf_token": token})
        assert answer.status_code in {303, 422}, text
    assert coordinator.raw.get(f"{address}/attendees.csv").status_code == 200
    coordinator.get(f"{address}/attendees")


@pytest.mark.parametrize(
    "path",
    [
        "/events/x",
        "/events/0",
        "/events/%00",
        "/events/../etc/passwd",
        f"/events/{UUID(int=0)}",
        f"/events/{UUID(int=0)}/event.ics",
        "/events/" + "x" * 10_000,
    ],
)
def test_addresses_of_nothing(visitor, path):
    visitor.get(path, status=404)


@pytest.mark.parametrize("page", ["-1", "0", "x", "1e9", "99999999999999", "１"])
def test_pages_of_nothing(visitor, page):
    visitor.get(f"/events?page={page}")
    visitor.get(f"/events/past?page={page}")


@pytest.mark.parametrize("version", ["", "0", "-1", "x", "9" * 40])
def test_a_version_that_was_tampered_with_overwrites_nothing(app, world, clock, coordinator, visitor, version):
    address = f"/events/{announce(app, world, clock)}"
    coordinator.post(f"{address}/edit", {**FILLED, "version": version}, status=409)
    assert visitor.get(address).heading == "Event Autumn gathering"


def test_a_reason_is_shown_as_it_was_typed(app, world, clock, coordinator, visitor):
    address = f"/events/{announce(app, world, clock)}"
    typed = "<script>alert(1)</script>\nSnow & ice"
    coordinator.post(f"{address}/cancel", {"reason": typed}, to=address)
    assert html.escape("<script>alert(1)</script>") in visitor.get(address).text


def test_a_form_without_its_protection_changes_nothing(app, world, clock, client_of, visitor):
    member = client_of(world.person(Role.CHAMPION))
    event_id = announce(app, world, clock)
    assert member.raw.post(f"/events/{event_id}/book", data={}).status_code == 400
    assert "30 places left" in visitor.get(f"/events/{event_id}").text
