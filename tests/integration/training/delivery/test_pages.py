"""The pages of sessions to come, and what none of them tells anybody whom it does not concern."""

from __future__ import annotations

from datetime import timedelta

import pytest

from network.core.permissions import Role
from network.training.delivery.messages import ConfirmPlace
from network.training.delivery.service import planning
from network.training.vocabulary import Mode
from tests.factories import offer
from tests.factories.delivery import (
    LINK,
    ask,
    book,
    book_names,
    booking_token,
    course_of,
    letters,
    place_token,
    places_of,
    plan,
    stored,
)
from tests.factories.training import acting
from tests.integration.training.delivery.test_planning import typed
from tests.support.csrf import press
from tests.support.hostile import LONG, hostile_strings
from tests.support.queries import MOST_ON_A_PAGE, counted_queries

NEEDS = "A canary ramp"
NAME, EMAIL = "Ann Canary", "ann.canary@a.example"


def test_a_facilitator_plans_shares_and_moves_a_session(app, world, clock, client_of, visitor):
    client = client_of(world.person(Role.FACILITATOR))
    client.get("/training/coming/new")
    page = client.post("/training/coming/new", typed(app, world, clock, more_days="8 12 2026", capacity="1"))
    address = page.location
    page = client.get(address)
    assert "Tuesday 1 December 2026, 9:30am to 11:30am" in page.text
    assert "Tuesday 8 December 2026, 9:30am to 11:30am" in page.text
    (link,) = page.tree.xpath("//p[contains(@class, 'app-breaks')]")
    ask = "/training/book/" + link.text_content().rsplit("/", 1)[1]
    visitor.get(ask)
    visitor.post(ask, {"name": "Kim Ash", "email": "kim@mail.example"}, to="/training/book/asked")
    (letter,) = [each for each in letters(app) if isinstance(each, ConfirmPlace)]
    own = f"/training/place/{letter.token}"
    visitor.post(f"{own}/confirm", to=own)
    assert "You have a place" in visitor.get(own).text
    moved = typed(app, world, clock, starts_on="2026-12-02", capacity="1", reason="The room is taken")
    client.post(f"{address}/edit", moved, to=address)
    assert "The room is taken" in visitor.get(own).text
    visitor.post(f"{own}/give-back", form_at=own, to=own)
    assert "You gave your place back" in visitor.get(own).text


def test_whoever_books_reads_which_courses_come_before(app, world, clock, client_of, visitor):
    """On the session's page, where a link books it and at one's own place."""
    first = course_of(app, clock, "T1-ORIENT")
    course_id = offer.add_course(app, world, clock, prerequisites=[first], modes=[Mode.BLENDED])
    own, session_id = asked_by_link(app, world, clock, visitor, course_id=course_id)
    visitor.post(f"{own}/confirm", form_at=f"{own}/confirm", to=own)
    book_at = f"/training/book/{booking_token(app, session_id)}"
    pages = [client_of(world.person(Role.MANAGER)).get(f"/training/coming/{session_id}")]
    pages += [visitor.get(address) for address in (book_at, own)]
    for page in pages:
        (said,) = page.tree.xpath("//dt[normalize-space()='Courses that come before']/following-sibling::dd")
        assert said.text_content().strip() == "A first look: orientation for everybody"


def asked_by_link(app, world, clock, visitor, **changes):
    """Where somebody without an account confirms what they asked for, and the session."""
    session_id = plan(app, world, clock, **changes)
    ask(app, booking_token(app, session_id), clock, "kim@mail.example")
    (letter,) = [each for each in letters(app) if isinstance(each, ConfirmPlace)]
    return f"/training/place/{letter.token}", session_id


@pytest.mark.parametrize("since", ["booked", "given back"])
def test_the_link_of_the_letter_opened_again_leads_to_ones_own_place(app, world, clock, visitor, since):
    """On another device, or by the Back button: nobody who has a place is told that their link is no good."""
    own, _ = asked_by_link(app, world, clock, visitor)
    visitor.post(f"{own}/confirm", form_at=f"{own}/confirm", to=own)
    if since == "given back":
        visitor.post(f"{own}/give-back", form_at=own, to=own)
    assert visitor.get(f"{own}/confirm", status=303).location == own
    assert press(visitor, f"{own}/confirm").location == own
    words = "You have a place" if since == "booked" else "You gave your place back"
    assert words in visitor.get(own).text


@pytest.mark.parametrize("moment", ["cancelled", "begun"])
def test_whoever_confirms_too_late_is_told_so_before_they_press(app, world, clock, visitor, moment):
    """U37: with ways on that need no account."""
    own, session_id = asked_by_link(app, world, clock, visitor, ahead=timedelta(hours=5))
    if moment == "begun":
        clock.move_to(stored(app, session_id).starts_at)
    else:
        with acting(app, world.person(Role.FACILITATOR)) as actor:
            planning.cancel_session(actor, session_id, "Snow on the roads", clock)
    asking = f"/training/book/{booking_token(app, session_id)}"
    for page in (visitor.get(f"{own}/confirm"), visitor.get(asking), press(visitor, f"{own}/confirm")):
        assert "can no longer be booked here" in page.text
        assert "what else is planned" in page.text
        assert not page.tree.xpath("//main//button[contains(., 'Confirm') or contains(., 'Ask for')]")
        assert not page.tree.xpath("//main//a[@href='/training/coming']"), "they have no account"
    assert ("Snow on the roads" in visitor.get(f"{own}/confirm").text) is (moment == "cancelled")


def test_one_press_by_somebody_signed_in(app, world, clock, client_of):
    session_id = plan(app, world, clock)
    client = client_of(world.person(Role.STAFF_MEMBER))
    address = f"/training/coming/{session_id}"
    assert LINK not in client.get(address).text
    client.post(f"{address}/book", {"access_needs": NEEDS}, form_at=address, to=address)
    page = client.get(address)
    assert LINK in page.text
    assert NEEDS in page.text
    client.post(f"{address}/needs", {"access_needs": "None"}, form_at=address, to=address)
    client.post(f"{address}/give-back", form_at=address, to=address)
    assert LINK not in client.get(address).text


def test_a_lead_books_colleagues_at_a_session_of_another_partner(app, world, clock, client_of):
    session_id = plan(app, world, clock, at="other", is_open_to_all=True)
    client = client_of(world.person(Role.ORGANISATION_LEAD))
    address = f"/training/coming/{session_id}/people"
    page = client.post(address, {"names": "Ann Ash\nwrong@"}, status=422)
    assert "Line 2" in page.errors[0]
    client.post(address, {"names": f"{NAME} <{EMAIL}>"}, to=address)
    assert NAME in client.get(address).text
    (place,) = places_of(app, session_id)
    client.post(f"{address}/{place.id}/give-back", form_at=address, to=address)
    assert NAME not in client.get(address).text


def test_those_who_hold_it_see_who_waits_and_what_to_do_once_it_is_cancelled(app, world, clock, client_of):
    session_id = plan(app, world, clock, capacity=1)
    book_names(app, world.person(Role.CHAMPION), session_id, clock, "Ann Ash <a@a.example>\nBo Birch <b@a.example>")
    client, address = client_of(world.person(Role.FACILITATOR)), f"/training/coming/{session_id}"
    assert "(1 person, 1 waiting)" in client.get(address).text
    client.post(f"{address}/cancel", {"reason": "Snow"}, to=address)
    page = client.get(address)
    assert page.tree.xpath("//h2[contains(., 'For those who hold it')]/following-sibling::ul//a/@href") == [
        "/training/coming/new"
    ]
    client.get(f"{address}/edit")
    assert client.post(f"{address}/edit", typed(app, world, clock), status=422).heading


SECRETS = (LINK, NEEDS, NAME, EMAIL)


@pytest.fixture
def filled(app, world, clock):
    """A session that is open to all, with somebody at it who said much."""
    session_id = plan(app, world, clock, is_open_to_all=True, capacity=2)
    book_names(app, world.person(Role.CHAMPION), session_id, clock, f"{NAME} <{EMAIL}>")
    book(app, world.person(Role.MANAGER, "own"), session_id, clock, NEEDS)
    return session_id


ELSEWHERE = {Role.COORDINATOR: "host", Role.PROVIDER_ALLOCATOR: "provider", Role.THERAPIST: "provider"}
OTHERS = [(role, ELSEWHERE.get(role, "other")) for role in Role]
OTHERS += [(Role.STAFF_MEMBER, "own"), (Role.BOARD_VIEWER, "own"), (Role.DEPARTMENT_LEAD, "own")]


@pytest.mark.parametrize(("role", "at"), OTHERS)
def test_nobody_whom_it_does_not_concern_is_told(filled, world, client_of, role, at):
    client = client_of(world.person(role, at))
    address = f"/training/coming/{filled}"
    pages = [client.get(path).text for path in ("/training/coming", address, f"{address}/session.ics")]
    program = client_of.api(world.person(role, at))
    answers = [program.get(f"/api/v1{path}").get_data(as_text=True) for path in ("/training/coming", address)]
    if role in (Role.ORGANISATION_LEAD, Role.CHAMPION, Role.FACILITATOR):
        pages.append(client.get(f"{address}/people").text)
    for text in pages + answers:
        assert not [secret for secret in SECRETS if secret in text]


def test_a_link_shows_its_own_place_and_nobody_elses(filled, app, visitor):
    first, second = places_of(app, filled)
    page = visitor.get(f"/training/place/{place_token(app, first)}")
    assert LINK in page.text, "they have a place"
    assert not [secret for secret in (NEEDS, second.name, second.email) if secret in page.text]
    assert page.answer.headers["Cache-Control"] == "no-store"
    assert "noindex" in page.answer.headers["X-Robots-Tag"]
    asking = visitor.get(f"/training/book/{booking_token(app, filled)}")
    assert not [secret for secret in SECRETS if secret in asking.text]


def test_whoever_waits_is_not_told_how_to_join(app, world, clock, visitor):
    session_id = plan(app, world, clock, capacity=1)
    book_names(app, world.person(Role.CHAMPION), session_id, clock, "Ann Ash <a@a.example>\nBo Birch <b@a.example>")
    waiting = places_of(app, session_id)[1]
    assert LINK not in visitor.get(f"/training/place/{place_token(app, waiting)}").text


def test_a_calendar_is_told_when_and_where_the_rest_is(filled, app, visitor):
    first, _ = places_of(app, filled)
    file = visitor.raw.get(f"/training/place/{place_token(app, first)}/session.ics").get_data(as_text=True)
    assert "SUMMARY:Appointment" in file
    assert "meet.example" not in file
    assert "Town Hall" not in file
    assert place_token(app, first) not in file.replace("\r\n ", "")


def test_no_message_says_what_it_is_about(filled, app, world, clock):
    """U31."""
    said = [each.email("https://network.example") for each in letters(app)]
    assert said
    for email in said:
        text = f"{email.subject} {email.text}".lower()
        assert not [word for word in ("trauma", "incident", "therapy", "meet.example", "ramp") if word in text]


@pytest.mark.parametrize("page", ["/training/coming", "/training/coming/{}", "/training/coming/{}/people"])
def test_however_many_there_are_a_page_costs_the_same(app, world, clock, client_of, page):
    """P6."""
    session_id = plan(app, world, clock, capacity=None)
    client, counts = client_of(world.person(Role.FACILITATOR)), []
    for round_ in range(2):
        plan(app, world, clock, weeks=3 * (round_ + 1))
        names = "\n".join(f"Ann A{'sh' * (n + 1)} <p{round_}{n}@a.example>" for n in range(4 * (round_ + 1)))
        book_names(app, world.person(Role.CHAMPION), session_id, clock, names)
        client.get(page.format(session_id))
        with counted_queries(app) as queries:
            client.get(page.format(session_id))
        counts.append(queries.count)
    assert counts[0] == counts[1] <= MOST_ON_A_PAGE, queries


def test_a_form_sent_twice_plans_once(app, world, clock, client_of):
    client = client_of(world.person(Role.FACILITATOR))
    said = typed(app, world, clock)
    hidden = {**client._hidden_fields("/training/coming/new"), **said}
    places = {client.raw.post("/training/coming/new", data=hidden).location for _ in range(2)}
    assert len(places) == 1
    assert len(client.get("/training/coming").texts("//article")) == 1


def test_two_editors_of_one_page(app, world, clock, client_of):
    session_id = plan(app, world, clock)
    first, second = client_of(world.person(Role.FACILITATOR)), client_of(world.person(Role.ORGANISATION_LEAD))
    address = f"/training/coming/{session_id}/edit"
    opened = {**second._hidden_fields(address)}
    values = typed(app, world, clock, reason="Another room", breaks="Two")
    first.post(address, values, to=f"/training/coming/{session_id}")
    answer = second.raw.post(address, data={**opened, **typed(app, world, clock, reason="Why", breaks="Three")})
    assert answer.status_code == 409
    assert stored(app, session_id).breaks == "Two"


FIELDS = (
    "place",
    "joining_link",
    "more_days",
    "capacity",
    "books_until",
    "breaks",
    "content_note",
    "weeks",
    "starts_at",
)


@pytest.mark.parametrize("field", FIELDS)
def test_odd_text_is_kept_or_asked_about(app, world, clock, client_of, field):
    client = client_of(world.person(Role.FACILITATOR))
    client.get("/training/coming/new")
    for odd in [LONG, *hostile_strings()[:20]]:
        said = typed(app, world, clock, content_note_needed="yes", content_note="Loss", mode="blended")
        page = client.raw.post("/training/coming/new", data={**client._hidden_fields("/training/coming/new"), **said, field: odd})  # noqa: E501 # fmt: skip
        assert page.status_code in (303, 422), f"{odd[:40]!r}: {page.status_code}"


def test_odd_names_and_addresses_are_asked_about(app, world, clock, visitor):
    token = booking_token(app, plan(app, world, clock))
    for odd in [LONG, *hostile_strings()[:12]]:
        clock.advance(timedelta(minutes=20))
        said = {"name": odd, "email": odd, "access_needs": odd}
        hidden = visitor._hidden_fields(f"/training/book/{token}")
        assert visitor.raw.post(f"/training/book/{token}", data={**hidden, **said}).status_code in (303, 422)


def test_the_twin_plans_books_and_shows(app, world, clock, client_of):
    session_id = plan(app, world, clock)
    person = world.person(Role.FACILITATOR)
    client = client_of.api(person)
    body = {
        "course": "T2-PRACTICE",
        "parts": [{"starts_at": "2026-12-01T09:30:00+00:00", "ends_at": "2026-12-01T11:30:00+00:00"}],
        "mode": "online",
        "joining_link": LINK,
        "is_open_to_all": True,
        "facilitators": [str(person.user_id)],
        "content_note": None,
        "breaks": "None",
        "camera_may_be_off": True,
        "may_leave_any_time": True,
        "weeks": 2,
    }
    made = client.post("/api/v1/training/coming", body)
    assert made.json["joining_link"] == LINK
    address = made.headers["Location"]
    assert client.get("/api/v1/training/coming").json["total"] == 3
    other = client_of.api(world.person(Role.MANAGER, "other"))
    assert other.get(address).json["joining_link"] is None
    assert other.post(f"{address}/place", {}).json["state"] == "booked"
    assert other.get(address).json["joining_link"] == LINK
    people = {"people": [{"name": NAME, "email": EMAIL}, {"name": NAME, "email": EMAIL}]}
    assert client.post(f"{address}/people", people).json == {"booked": 1, "waiting": 0, "already": 0}
    etag = client.get(address).headers["ETag"]
    changed = client.send("PATCH", address, json={"place": "", "breaks": "Two"}, headers={"If-Match": etag})
    assert changed.json["breaks"] == "Two"
    client.send("PATCH", address, json={"breaks": "Three"}, headers={"If-Match": etag}, status=412)
    wrong = client.send("POST", "/api/v1/training/coming", json={**body, "course": "NONE"}, status=422)
    assert "course" in wrong.json["errors"]
    client.post(f"/api/v1/training/coming/{session_id}/cancellation", {"reason": "Snow"})


def test_what_was_mended_is_sent_from_the_same_page(app, world, clock, visitor):
    token = booking_token(app, plan(app, world, clock))
    address = f"/training/book/{token}"
    hidden = visitor._hidden_fields(address)
    for email, status in (("kim", 422), ("kim@mail.example", 303), ("kim@mail.example", 303)):
        answer = visitor.raw.post(address, data={**hidden, "name": "Kim Ash", "email": email})
        assert answer.status_code == status
    assert len([letter for letter in letters(app) if isinstance(letter, ConfirmPlace)]) == 2
