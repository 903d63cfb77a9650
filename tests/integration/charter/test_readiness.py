"""The readiness checklist: the network's setting, what is declared, and what was seen."""

from __future__ import annotations

import pytest
from lxml import html

from network.charter.queries import readiness
from network.charter.rules.readiness import DEFAULT_LINES, MOST_LINES
from network.core.permissions import Role
from tests.factories import charter as charters

LEAD = Role.ORGANISATION_LEAD
TWO = "We talked about it\nSomebody answers for it"


@pytest.fixture
def coordinator(world, client_of):
    """The coordinator's browser."""
    return client_of(world.person(Role.COORDINATOR, "host"))


@pytest.fixture
def lead(charter, world, client_of):
    """A lead who has not signed yet."""
    return client_of(world.person(LEAD))


def lines_of(page):
    return list(dict.fromkeys(page.tree.xpath("//main//input[@type='radio']/@name")))


def needed(coordinator, lines=TWO):
    coordinator.post("/charter/checklist", {"readiness": "needed", "lines": lines}, to="/charter/following")


def test_a_network_begins_with_a_checklist_that_is_offered(lead, charter):
    page = lead.get("/charter/sign/readiness")
    assert len(lines_of(page)) == len(DEFAULT_LINES)
    assert not page.tree.xpath("//input[@checked]"), "U18"


def test_where_it_is_needed_every_line_is_answered_first(lead, coordinator, app, world, clock, signatures):
    needed(coordinator)
    with app.app_context():
        charters.prepare(world.person(LEAD), clock)
    assert "When the rest is done" in lead.get("/charter/sign").text
    first, second = lines_of(lead.get("/charter/sign/readiness"))
    lead.post("/charter/sign/readiness", {first: "yes"}, to="/charter/sign")
    lead.get("/charter/sign/check", status=303)
    lead.post("/charter/sign/readiness", {second: "not-yet"}, to="/charter/sign")
    lead.get("/charter/sign/check")
    lead.post("/charter/sign/check", {"typed_signature": "Ash Okafor", "is_authorised": "y"}, to="/charter/signed")
    assert len(signatures()) == 1, "not yet is an answer"


def test_what_is_declared_and_what_was_seen_never_look_alike(lead, coordinator, world, audited):
    needed(coordinator)
    first, second = lines_of(lead.get("/charter/sign/readiness"))
    lead.post("/charter/sign/readiness", {first: "yes", second: "not-yet"}, to="/charter/sign")
    path = f"/charter/following/{world.own}/readiness"
    page = coordinator.get(path)
    assert "They say: yes" in page.text
    assert "They say: not yet" in page.text
    assert "Seen by the coordinator" not in page.text
    coordinator.post(f"{path}/{first}", {"seen": "yes"}, form_at=path, to=path)
    assert coordinator.get(path).text.count("Seen by the coordinator") == 1
    assert "Seen by the coordinator on 18 November 2026" in lead.get("/charter/sign/readiness").text
    refused = coordinator.post(f"{path}/{second}", {"seen": "yes"}, form_at=path, status=422)
    assert "not ready in this yet" in refused.text
    assert audited("charter.readiness.check")[0].chain_id == world.own

    lead.post("/charter/sign/readiness", {first: "not-yet", second: "yes"}, to="/charter/sign")
    assert "Seen by the coordinator" not in coordinator.get(path).text, "another answer was not seen"
    coordinator.post(f"{path}/{second}", {"seen": "yes"}, form_at=path, to=path)
    coordinator.post(f"{path}/{second}", {"seen": "no"}, form_at=path, to=path)
    assert "Seen by the coordinator" not in coordinator.get(path).text


def test_a_line_with_the_same_words_keeps_its_answers(lead, coordinator, acting, world):
    needed(coordinator)
    first, _ = lines_of(lead.get("/charter/sign/readiness"))
    lead.post("/charter/sign/readiness", {first: "yes"}, to="/charter/sign")
    needed(coordinator, "Another line\nWe talked about it")
    with acting(world.person(LEAD)) as actor:
        lines = readiness.list_lines(actor, world.own)
    assert [(line.item.text, line.answer is not None) for line in lines] == [
        ("Another line", False),
        ("We talked about it", True),
    ]


def test_where_it_is_not_used_nothing_is_asked(lead, coordinator):
    coordinator.post("/charter/checklist", {"readiness": "off", "lines": TWO}, to="/charter/following")
    assert "See how ready you are" not in lead.get("/charter/sign").text
    assert "asks nothing before you sign" in lead.get("/charter/sign/readiness").text


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"readiness": ""}, "Choose how the checklist is used"),
        ({"lines": " \n "}, "Write at least one line, or choose not to use the checklist"),
        ({"lines": "A" * 201}, "Line 1 is long: keep it to 200 characters"),
        ({"lines": "\n".join(f"Line {n}" for n in range(MOST_LINES + 1))}, f"Keep to {MOST_LINES} lines or fewer"),
    ],
)
def test_a_checklist_that_cannot_be_kept_says_why(charter, coordinator, changes, error):
    sent = {"readiness": "needed", "lines": TWO, **changes}
    assert coordinator.post("/charter/checklist", sent, status=422).errors == [error]


def test_the_coordinator_is_led_to_those_who_answered(lead, coordinator, world):
    needed(coordinator)
    first, _ = lines_of(lead.get("/charter/sign/readiness"))
    lead.post("/charter/sign/readiness", {first: "yes"}, to="/charter/sign")
    follow = html.fromstring(coordinator.get("/charter/following").text)
    assert follow.xpath(f"//a[@href='/charter/following/{world.own}/readiness']")
