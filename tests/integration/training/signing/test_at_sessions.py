"""The sheet of a session to come: whoever signs is marked as here, at their place or at a new one."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest

from network.core.permissions import Role
from network.training.delivery.service import attendance, planning
from network.training.delivery.vocabulary import PlaceState
from tests.factories.delivery import book, book_names, places_of, plan, stored
from tests.factories.signing import completions_of, lines_of, open_sheet_of, sign, ways_in
from tests.factories.training import acting

TYPING = "/sign-in-sheet"


@pytest.fixture
def session_id(app, world, clock):
    """Open to all, with one of each organisation at it, on the day itself."""
    key = plan(app, world, clock, is_open_to_all=True, capacity=2)
    book_names(app, world.person(Role.CHAMPION), key, clock, "Ann Ash <ann@example.org>")
    book_names(app, world.person(Role.CHAMPION, "other"), key, clock, "Bo Birch <bo@example.org>")
    book_names(app, world.person(Role.CHAMPION, "other"), key, clock, "Cy Cedar <cy@example.org>")
    clock.move_to(stored(app, key).starts_at - timedelta(minutes=30))
    return key


@pytest.fixture
def sheet_id(app, world, clock, session_id):
    return open_sheet_of(app, world, clock, session_id)


@pytest.fixture
def token(app, sheet_id):
    return ways_in(app, sheet_id)[1]


def presences(app, session_id):
    return {place.name: (place.presence.get("1"), place.state) for place in places_of(app, session_id)}


def test_whoever_signs_is_here(app, world, clock, session_id, sheet_id, token):
    sign(app, token, clock, "Ann Ash", "ANN@example.org")
    sign(app, token, clock, "Cy", "cy@example.org")  # was waiting, and is in the room
    sign(app, token, clock, "Dee Dogwood", "dee@example.org")
    sign(app, token, clock, "Dee Dogwood", "dee@example.org")
    sign(app, token, clock, "Eli Elm")
    sign(app, token, clock, "eli elm")
    found = presences(app, session_id)
    here = ("present", PlaceState.BOOKED)
    assert found == {
        "Ann Ash": here,
        "Bo Birch": (None, PlaceState.BOOKED),
        "Cy Cedar": here,
        "Dee Dogwood": here,
        "Eli Elm": here,
    }
    owners = {place.name: place.organisation_id for place in places_of(app, session_id)}
    assert (owners["Cy Cedar"], owners["Dee Dogwood"]) == (world.other, world.own)
    assert lines_of(app, sheet_id) == []
    session = stored(app, session_id)
    assert session.places_taken == 5
    assert session.capacity is None or session.capacity >= session.places_taken


def test_what_is_marked_is_recorded_as_ever(app, world, clock, session_id, token):
    for name, email in (("Ann Ash", "ann@example.org"), ("Bo Birch", "bo@example.org")):
        sign(app, token, clock, name, email)
    clock.move_to(stored(app, session_id).starts_at)
    with acting(app, world.person(Role.FACILITATOR)) as actor:
        attendance.record_attendance(actor, session_id, clock)
    assert {each.organisation_id for each in completions_of(app)} == {world.own, world.other}


def test_the_pages(app, world, clock, client_of, visitor, session_id):
    holder = client_of(world.person(Role.FACILITATOR))
    day = f"/training/coming/{session_id}/day/1"
    (form,) = holder.get(day).tree.xpath("//form[contains(@action, '/sheet')]")
    sheet = holder.post(form.get("action"), form_at=day).location
    assert holder.post(form.get("action"), form_at=day).location == sheet, "one sheet for each day"
    page = holder.get(sheet)
    assert "0 people are here" in page.text
    (signing,) = page.tree.xpath(f"//main//a[starts-with(@href, '{TYPING}/')]/@href")
    asked = visitor.get(signing)
    assert not asked.tree.xpath("//input[@name='staff_number']"), "places are known by an address"
    assert "those who hold the session" in asked.text
    visitor.post(signing, {"name": "Ann Ash", "email": "ann@example.org"}, to=f"{signing}/thank-you")
    assert "1 person is here" in holder.get(sheet).text
    assert "Ann Ash" in holder.get(day).text
    assert "Ann Ash" not in visitor.get(signing).text
    page = holder.post(f"{sheet}/log", form_at=sheet, status=422)
    assert "recorded on its own list" in page.text
    holder.post(f"{sheet}/people", {"names": "Ann Ash"}, form_at=sheet, status=422)


def test_it_follows_a_session_that_moves_and_ends_with_one_that_is_cancelled(app, world, clock, visitor):
    key = plan(app, world, clock)
    token = ways_in(app, open_sheet_of(app, world, clock, key))[1]
    visitor.get(f"{TYPING}/{token}", status=404)
    begins = stored(app, key).starts_at
    with acting(app, world.person(Role.FACILITATOR)) as actor:
        session = stored(app, key)
        draft = planning.draft_of(session)
        later = tuple(
            type(part)(part.starts_at + timedelta(days=3), part.ends_at + timedelta(days=3)) for part in draft.parts
        )
        moved = type(draft)(**{name: getattr(draft, name) for name in draft.__slots__} | {"parts": later})
        planning.change_session(actor, key, moved, "The room is taken", session.version, clock)
    for moment, status in (
        (begins, 404),
        (begins + timedelta(days=3, hours=-1, seconds=-1), 404),
        (begins + timedelta(days=3, hours=-1), 200),
    ):
        clock.move_to(moment)
        visitor.get(f"{TYPING}/{token}", status=status)
    with acting(app, world.person(Role.FACILITATOR)) as actor:
        planning.cancel_session(actor, key, "No trainer", clock)
    visitor.get(f"{TYPING}/{token}", status=404)


def test_once_it_is_recorded_nobody_signs(app, world, clock, visitor, session_id, token, client_of):
    sign(app, token, clock, "Ann Ash", "ann@example.org")
    clock.move_to(stored(app, session_id).starts_at)
    with acting(app, world.person(Role.FACILITATOR)) as actor:
        attendance.record_attendance(actor, session_id, clock)
    visitor.get(f"{TYPING}/{token}", status=404)
    day = f"/training/coming/{session_id}/day/1"
    holder = client_of(world.person(Role.FACILITATOR))
    assert not holder.get(day).tree.xpath("//form[contains(@action, '/sheet')]")
    assert holder.post(f"{day}/sheet", form_at=day, status=422)


def test_people_sign_while_somebody_opens_the_sheet_again(app, world, clock, session_id, token):
    """Each of the two locks the session and the sheet, and in the same order: nobody waits for nobody."""
    barrier = Barrier(8)

    def press(number):
        barrier.wait()
        for turn in range(4):
            if number % 2:
                sign(app, token, clock, f"P{'abcdefgh'[number]} Ash", f"p{number}{turn}@example.org")
            else:
                open_sheet_of(app, world, clock, session_id)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(press, range(8)))
    assert sum(how == "present" for how, _ in presences(app, session_id).values()) >= 4
    assert stored(app, session_id).places_taken == 2 + 16


def test_a_sheet_for_each_day(app, world, clock):
    key = plan(app, world, clock, days=2, capacity=None)
    tokens = [ways_in(app, open_sheet_of(app, world, clock, key, part))[1] for part in (1, 2)]
    for number, token in enumerate(tokens):
        clock.move_to(stored(app, key).starts_at + timedelta(days=number))
        sign(app, token, clock, "Ann Ash", "ann@example.org")
    (place,) = places_of(app, key)
    assert place.presence == {"1": "present", "2": "present"}


def test_a_name_alone_is_nobody_of_another_organisation(app, world, clock, session_id, token):
    book(app, world.person(Role.MANAGER, "other"), session_id, clock)
    name = world.person(Role.MANAGER, "other").name
    before = len(places_of(app, session_id))
    sign(app, token, clock, name)
    assert len(places_of(app, session_id)) == before + 1
