"""Whatever is typed into the events, it is kept as it is or refused in words; never a fault, never markup."""

import html
from uuid import UUID

import pytest

from network.core.permissions import Role
from tests.factories.events import announce
from tests.integration.events.test_matrix import DRAFT
from tests.integration.events.test_pages import FILLED
from tests.support.hostile import hostile_texts

TEXTS = hostile_texts(140)


@pytest.fixture
def coordinator(world, client_of):
    return client_of(world.person(Role.COORDINATOR, "host"))


def groups():
    """The texts, six at a time, each in another field: every text reaches the page, in a sixth of the requests."""
    fields = ("title", "summary", "place", "programme", "breaks", "content_note")
    for start in range(0, len(TEXTS), len(fields)):
        yield dict(zip(fields, TEXTS[start : start + len(fields)], strict=False))


def test_hostile_texts_in_every_field_of_an_event(coordinator, visitor):
    token = coordinator._hidden_fields("/events/announce")["csrf_token"]
    announced = 0
    for typed in groups():
        answer = coordinator.raw.post("/events/announce", data={**FILLED, **typed, "csrf_token": token})
        assert answer.status_code in {303, 422}, typed
        if answer.status_code == 303:
            announced += 1
            page = visitor.get(answer.location)
            assert not page.tree.xpath("//main//script | //main//img | //main//iframe | //main//svg"), typed
            assert visitor.raw.get(f"{answer.location}/event.ics").status_code == 200
    assert announced > 10, "most of them are odd, not wrong"
    visitor.get("/events")


def test_hostile_texts_through_the_api(world, client_of):
    client = client_of.api(world.person(Role.COORDINATOR, "host"))
    for typed in groups():
        answer = client.raw.post("/api/v1/events", json={**DRAFT, **typed}, headers=client._headers)
        assert answer.status_code in {201, 422}, typed


def test_hostile_texts_as_what_somebody_needs(app, world, clock, client_of, coordinator):
    member = client_of(world.person(Role.CHAMPION))
    address = f"/events/{announce(app, world, clock)}"
    member.post(f"{address}/book", form_at=address, to=address)
    (change,) = member.get(address).tree.xpath("//form[contains(@action, '/needs')]/@action")
    token = member._hidden_fields(address)["csrf_token"]
    for start in range(0, len(TEXTS), 10):
        typed = "\n".join(TEXTS[start : start + 10])
        answer = member.raw.post(change, data={"access_needs": typed, "csrf_token": token})
        assert answer.status_code in {303, 422}, typed
        if start % 100 == 0:
            coordinator.get(f"{address}/attendees")
            assert coordinator.raw.get(f"{address}/attendees.csv").status_code == 200


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
