"""The coordinator finds two that may be one, looks at what would follow, and says yes; or says that they are two."""

from __future__ import annotations

from datetime import timedelta

import pytest

from network.core.commit import commit
from network.core.database import db
from network.core.permissions import Role
from network.core.tenancy import system_scope
from network.organisations.models import Organisation, Standing
from tests.factories.organisations import bring_in, by_code, schools
from tests.support.databases import digests
from tests.support.filled import filled_form
from tests.support.queries import MOST_ON_A_PAGE, counted_queries


@pytest.fixture
def coordinator(world, client_of):
    return client_of(world.person(Role.COORDINATOR, "host"))


@pytest.fixture
def known(app, clock):
    """Schools of a register, by the order of its rows, with how they stand to the network."""

    def bring(*rows, standing=Standing.LISTED):
        with app.app_context():
            bring_in(schools(*rows), clock)
            ids = [by_code(row[0])[0].id for row in rows]
            with system_scope(db.session(), "how they stand"):
                for each in ids:
                    db.session.get_one(Organisation, each).standing = standing
                commit()
            db.session.remove()
            return ids

    return bring


def pairs(page) -> list[str]:
    return page.texts("//main//section//h2")


def test_nothing_looks_like_one_to_begin_with(coordinator):
    page = coordinator.get("/organisations/mergers")
    assert "No two organisations look like one at the moment" in page.text


def test_one_that_was_entered_twice_is_found_shown_and_made_one(world, coordinator, known, client_of):
    (listed,) = known(("119903", "Harrow Hill Council", "", "LE3 8RA", ""))
    found = coordinator.get("/organisations/mergers")
    assert "They have one name." in found.text
    (link,) = found.tree.xpath("//a[contains(., 'See what would follow')]/@href")
    assert link == f"/organisations/{listed}/merge/{world.own}?which=same"

    shown = coordinator.get(link)
    assert "The URN (schools) 119903" in shown.text or "the URN (schools) 119903" in shown.text
    refused = coordinator.post(link, {**filled_form(coordinator, link), "typed": "yes"}, status=422)
    assert refused.errors == ["Enter the name as it stands above: Harrow Hill Council"]
    done = coordinator.post(link, {**filled_form(coordinator, link), "typed": "harrow hill council"})

    assert done.location == f"/organisations/{world.own}"
    page = coordinator.get(done.location)
    assert "Its old address leads here" in page.text
    assert "119903" in page.text
    assert "Harrow Hill Council, on 18 November 2026" in page.text
    assert pairs(coordinator.get("/organisations/mergers")) == []
    assert client_of(world.person(Role.MANAGER)).get(f"/organisations/{listed}", status=301).location == done.location


@pytest.mark.parametrize("said", ["119904", "DAL"])
def test_one_that_its_register_says_was_followed(world, coordinator, known, app, clock, said):
    """By its code, or by the register's second one: the councils' register names successors by that."""
    known(("119903", "Hill School", "", "", ""), standing=Standing.PARTNER)
    known(("119904", "Dale Academy", "", "", ""))
    with app.app_context(), system_scope(db.session(), "what the register says"):
        hill = db.session.get_one(Organisation, by_code("119903")[0].id)
        hill.is_current, hill.successor = False, said
        commit()
        by_code("119904")[1].other_code = "DAL"
        commit()

    page = coordinator.get("/organisations/mergers")

    assert pairs(page) == ["Hill School"]
    assert "The register says that the one took the place of the other." in page.text
    assert "which=merged" in page.tree.xpath("//a[contains(., 'See what would follow')]/@href")[0]


def test_one_place_and_names_much_alike(coordinator, known, app, world):
    known(("119903", "Harrow Hill Borough Council", "", "LE3 8RA", ""), ("119904", "Leisure Centre", "", "LE3 8RA", ""))
    with app.app_context(), system_scope(db.session(), "the same postcode"):
        db.session.get_one(Organisation, world.own).postcode = "LE3 8RA"
        commit()

    page = coordinator.get("/organisations/mergers")

    assert pairs(page) == ["Harrow Hill Borough Council"]
    assert "They have one postcode, and names that are much alike." in page.text


def test_those_whom_registers_know_as_two_are_two(coordinator, known):
    rows = [(str(119903 + n), "St Mary’s Primary School", "Leeds", "LS1 1AA", "") for n in range(3)]
    known(*rows, standing=Standing.PARTNER)
    assert pairs(coordinator.get("/organisations/mergers")) == []


def test_what_somebody_said_is_two_is_not_asked_again(world, coordinator, known):
    (listed,) = known(("119903", "Harrow Hill Council", "", "", ""))
    path = f"/organisations/{listed}/apart/{world.own}"
    token = {
        "csrf_token": coordinator.get("/organisations/mergers").tree.xpath("//input[@name='csrf_token']/@value")[0]
    }

    for _ in range(2):
        assert coordinator.post(path, token).location == "/organisations/mergers"

    assert pairs(coordinator.get("/organisations/mergers")) == []


def test_two_of_ones_own_choice(world, coordinator):
    begin = f"/organisations/{world.own}/merge"
    assert coordinator.get(begin).tree.xpath("//input[@type='radio']") == []
    assert "No organisation fits all of that" in coordinator.get(f"{begin}?search=nowhere").text
    found = coordinator.get(f"{begin}?search=ottermouth")
    assert found.texts("//label[contains(@class, 'govuk-radios__label')]")[0] == "Ottermouth NHS Foundation Trust"
    answers = filled_form_of(found) | {"successor": str(world.other), "which": "merged"}

    chosen = coordinator.post(f"{begin}?search=ottermouth", answers)

    assert chosen.location == f"/organisations/{world.own}/merge/{world.other}"
    shown = coordinator.get(f"{chosen.location}?which=merged")
    assert "8 people with a role, and their keys for programs" in shown.text


def filled_form_of(page) -> dict[str, str]:
    (form,) = page.tree.xpath("//main//form[@method='post']")
    return dict(form.form_values())


@pytest.mark.parametrize(
    ("former", "successor", "words"),
    [
        ("host", "own", "The organisation that hosts the network stays. Turn the two round"),
        ("own", "provider", "A provider of support and an organisation that it can support stay two"),
    ],
)
def test_two_that_cannot_be_one(world, coordinator, former, successor, words, database):
    before = digests(database)
    path = f"/organisations/{getattr(world, former)}/merge/{getattr(world, successor)}"
    assert words in coordinator.get(path, status=422).text
    assert digests(database) == before


def test_as_a_program(world, client_of, database):
    """A key looks at what would follow, and at where it leads afterwards; what cannot be taken back needs a person."""
    program = client_of.api(world.person(Role.COORDINATOR, "host"))
    path = f"/api/v1/organisations/{world.own}/merger?successor_id={world.other}"
    before = digests(database)
    shown = program.get(path).json
    assert digests(database) == before
    assert (shown["former"], shown["successor"]) == ("Harrow Hill Council", "Ottermouth NHS Foundation Trust")
    assert "8 people with a role, and their keys for programs" in shown["follows"]
    program.send("POST", path, json={}, status=405)


@pytest.mark.parametrize("path", ["merge/{other}", "leave"])
def test_somebody_who_signed_in_long_ago_signs_in_again(world, client_of, clock, path):
    """B8: before anything is typed."""
    coordinator = client_of(world.person(Role.COORDINATOR, "host"))
    clock.advance(timedelta(minutes=6))
    asked = coordinator.get(f"/organisations/{world.own}/{path.format(other=world.other)}", status=303)
    assert asked.location == "/prove"


def test_the_list_takes_the_same_few_queries(app, coordinator, known, world):
    known(("119903", "Harrow Hill Council", "", "", ""))
    coordinator.get("/organisations/mergers")
    with counted_queries(app) as few:
        coordinator.get("/organisations/mergers")
    known(*((str(120000 + n), "Harrow Hill Council", "", "", "") for n in range(20)))
    with counted_queries(app) as many:
        assert len(pairs(coordinator.get("/organisations/mergers"))) > 20
    assert many.count == few.count <= MOST_ON_A_PAGE, many


def test_one_organisation_is_not_told_apart_from_itself(world, coordinator, client_of):
    program = client_of.api(world.person(Role.COORDINATOR, "host"))
    refused = program.send("PUT", f"/api/v1/organisations/{world.own}/apart/{world.own}", status=422)
    assert refused.json["errors"] == {"": ["That is one organisation. Say it of two."]}
