"""One's own organisation at a glance, for its lead and its board; nobody else's."""

from __future__ import annotations

import pytest

from network.core.commit import commit
from network.core.database import db
from network.core.permissions import Role
from network.core.tenancy import system_scope
from network.organisations.models import Organisation
from tests.factories import charter as charters


@pytest.fixture
def lead(client_of, world):
    return client_of(world.person(Role.ORGANISATION_LEAD))


@pytest.fixture
def board(client_of, world):
    return client_of(world.person(Role.BOARD_VIEWER))


def test_at_the_beginning_it_says_what_to_do(lead, board):
    page = lead.get("/our-organisation")
    assert "Not signed yet." in page.text
    assert "Go to our charter" in page.text
    assert "Ask somebody to be a champion" in page.text
    assert "It begins with the courses" in page.text
    assert "None is announced at the moment" in page.text
    page = board.get("/our-organisation")
    assert "Go to our charter" in page.text
    assert "Ask somebody" not in page.text


def test_what_it_says_and_of_whom(lead, board, network, world, client_of):
    network.publish_charter()
    network.load_courses()
    network.sign(world.own)
    network.add_champion(world.own)
    network.train(world.own, 50)
    network.train(world.other, 90)
    network.announce()
    for client in (lead, board):
        page = client.get("/our-organisation")
        assert page.heading == "Harrow Hill Council Our organisation at a glance"
        assert "Signed on 18 November 2026." in page.text
        assert page.texts("//span[@class='app-figure']") == ["1"]
        assert page.texts("//h2[.='Training']/following::tbody[1]/tr[1]/td") == ["25% 50 of 200"]
        assert "Autumn gathering" in page.text
        assert "30 places left." in page.text
        assert "Ottermouth" not in page.text
    other = client_of(world.person(Role.BOARD_VIEWER, "other")).get("/our-organisation")
    assert "Not signed yet." in other.text
    assert other.texts("//h2[.='Training']/following::tbody[1]/tr[1]/td") == ["45% 90 of 200"]


def test_a_signature_on_an_earlier_charter(lead, network, world, clock, app):
    network.publish_charter()
    network.sign(world.own)
    with app.app_context():
        charters.publish_next_version(world, clock)
    page = lead.get("/our-organisation")
    assert "Version 1 was signed on 18 November 2026. The charter has changed since." in page.text
    assert "Go to our charter" in page.text


def test_without_a_workforce_it_says_why_there_is_no_coverage(board, network, world, app):
    network.load_courses()
    with app.app_context():
        with system_scope(db.session(), "a test"):
            db.session.get(Organisation, world.own).workforce_size = None
        commit()
    page = board.get("/our-organisation")
    assert "Coverage is not known, because nobody has said how many people work here." in page.text
    assert page.tree.xpath("//a[@href='/definitions#no-workforce']")


def test_programs_get_the_same(client_of, world, network):
    network.publish_charter()
    network.load_courses()
    network.sign(world.own)
    told = client_of.api(world.person(Role.BOARD_VIEWER)).get("/api/v1/our-organisation").json
    assert told["name"] == "Harrow Hill Council"
    assert told["has_signed_latest"] is True
    assert told["signed_at"] == "2026-11-18T10:00:00+00:00"
    assert told["coverage"][0] == {"tier": "Tier 1", "trained": 0, "workforce": 200, "percent": 0}
    assert told["next_event"] is None
