"""The list of organisations behind the desk: cut, sorted and turned over by plain links."""

from __future__ import annotations

import pytest

from network.organisations.vocabulary import Sector

NAMES = "//tbody/tr/th"


@pytest.fixture
def filled(network, world):
    """Two schools, one invited and one that said nothing of its workforce; one partner trained and with a champion."""
    network.publish_charter()
    network.load_courses()
    network.add("Quill School", is_invited=True)
    network.add("Marsh School", workforce=None)
    network.sign(world.own)
    network.add_champion(world.own)
    network.train(world.own, 120)
    return network


@pytest.mark.parametrize(
    ("query", "names"),
    [
        (
            "",
            [
                "Alder Therapies",
                "Birch Counselling",
                "Harrow Hill Council",
                "Marsh School",
                "Ottermouth NHS Foundation Trust",
                "Quill School",
                "Wendmere County Council",
            ],
        ),
        ("?sector=school", ["Marsh School", "Quill School"]),
        ("?sector=school&sort=-name", ["Quill School", "Marsh School"]),
        ("?show=not-signed&sector=council", ["Wendmere County Council"]),
        ("?show=no-champion&sector=school", ["Marsh School"]),
        ("?show=no-workforce", ["Marsh School"]),
        ("?show=thin&sector=council", ["Wendmere County Council"]),
        ("?sector=council&sort=-tier-1", ["Harrow Hill Council", "Wendmere County Council"]),
        ("?sector=council&sort=tier-1", ["Wendmere County Council", "Harrow Hill Council"]),
        ("?sector=council&sort=-champions", ["Harrow Hill Council", "Wendmere County Council"]),
    ],
)
def test_what_is_asked_for(query, names, desk, programs, filled):
    assert desk.get(f"/desk/organisations{query}").texts(NAMES) == names
    told = programs.get(f"/api/v1/desk/organisations{query}").json
    assert [each["name"] for each in told["items"]] == names


def test_a_line_says_what_is_known(desk, filled):
    page = desk.get("/desk/organisations?sector=school")
    rows = [[" ".join(cell.text_content().split()) for cell in row] for row in page.tree.xpath("//tbody/tr")]
    assert rows[0][:5] == ["Marsh School", "School", "Not signed", "0", "Not known"]
    assert rows[1][:5] == ["Quill School", "School", "Not signed, invited", "0", "Not yet"]


def test_the_column_sorted_by_says_so(desk, filled):
    page = desk.get("/desk/organisations?sort=-tier-1&sector=council")
    (header,) = page.tree.xpath("//th[@aria-sort]")
    assert header.get("aria-sort") == "descending"
    (href,) = header.xpath("./a/@href")
    assert href == "/desk/organisations?sector=council&sort=tier-1"


def test_pages_keep_what_was_asked(desk, filled):
    for number in range(51):
        filled.add(f"School {number:02}")
    page = desk.get("/desk/organisations?sector=school&show=no-champion")
    assert len(page.texts(NAMES)) == 50
    (following,) = page.tree.xpath("//a[@rel='next']/@href")
    assert len(desk.get(following).texts(NAMES)) == 2
    empty = desk.get("/desk/organisations?sector=school&show=no-champion&page=9")
    assert "There is nothing on this page." in empty.text


def test_an_empty_list_says_what_to_do(desk, filled):
    page = desk.get("/desk/organisations?show=no-workforce&sector=police")
    assert page.tree.xpath("//div[@class='app-empty']//a/@href") == ["/desk/organisations"]


def test_programs_are_told_of_a_word_that_we_do_not_know(programs, filled):
    for query in (
        "show=everything",
        "sector=spaceship",
        "sort=colour",
        "sort=",
        "sort=name%0A",
        "page=0",
    ):
        programs.get(f"/api/v1/desk/organisations?{query}", status=422)
    assert programs.get("/api/v1/desk/organisations?page_size=1").json["total"] == 7


def test_programs_get_the_desk(programs, filled, world):
    told = programs.get("/api/v1/desk").json
    assert [each["task"] for each in told["what_to_do"]] == [
        "sign-charter",
        "find-champions",
        "train",
        "ask-workforce",
        "announce-event",
    ]
    assert told["what_to_do"][0]["link"] == "/desk/organisations?show=not-signed"
    assert (told["signed"], told["not_signed"], told["has_charter"]) == (1, 6, True)
    assert told["total"]["coverage"][0] == {"tier": "Tier 1", "trained": 120, "workforce": 1000, "percent": 12}
    sectors = {each["sector"]: each for each in told["sectors"]}
    assert sectors["school"]["coverage"][0]["percent"] is None
    assert set(sectors) == {Sector.COUNCIL, Sector.NHS, Sector.PROVIDER, Sector.SCHOOL}
    assert programs.get(told["definitions"]).json[0]["key"] == "organisations"
