"""A constant number of statements, however many organisations, champions, completions and events there are (P6)."""

from __future__ import annotations

import pytest

from network.core.permissions import Role
from network.organisations.vocabulary import Sector
from tests.support.queries import MOST_ON_A_PAGE, counted_queries

MOST_ON_THE_DESK = 20


def grow(network, times):
    """As much again, of everything that the reports count."""
    for number in range(2):
        partner = network.add(f"Partner {times}-{number}", Sector.CHARITY)
        network.sign(partner)
        network.add_champion(partner)
        network.train(partner, 5)
        network.add(f"Invited {times}-{number}", Sector.POLICE, is_invited=True)
        network.announce()


@pytest.mark.parametrize(
    ("path", "role", "at", "most"),
    [
        ("/desk", Role.COORDINATOR, "host", MOST_ON_THE_DESK),
        ("/desk/organisations", Role.COORDINATOR, "host", MOST_ON_A_PAGE),
        ("/desk/organisations?show=not-signed", Role.COORDINATOR, "host", MOST_ON_A_PAGE),
        ("/our-organisation", Role.ORGANISATION_LEAD, "own", MOST_ON_A_PAGE),
        ("/our-organisation", Role.BOARD_VIEWER, "own", MOST_ON_A_PAGE),
        ("/definitions", Role.STAFF_MEMBER, "own", MOST_ON_A_PAGE),
    ],
)
def test_pages(path, role, at, most, app, world, network, client_of):
    network.publish_charter()
    network.load_courses()
    client = client_of(world.person(role, at))
    grow(network, 1)
    with counted_queries(app) as few:
        client.get(path)
    grow(network, 2)
    with counted_queries(app) as many:
        client.get(path)
    assert many.count == few.count, f"{few}\n\n{many}"
    assert many.count <= most, many


@pytest.mark.parametrize("path", ["/api/v1/desk", "/api/v1/desk/organisations"])
def test_programs(path, app, network, programs):
    network.publish_charter()
    network.load_courses()
    grow(network, 1)
    programs.get(path)  # the first use of a key tidies up after old guesses
    with counted_queries(app) as few:
        programs.get(path)
    grow(network, 2)
    with counted_queries(app) as many:
        programs.get(path)
    assert many.count == few.count, f"{few}\n\n{many}"
    assert many.count <= MOST_ON_THE_DESK, many
