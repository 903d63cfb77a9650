"""The events' pages, as people use them."""

import csv
import io
from datetime import timedelta
from uuid import UUID

import pytest
from icalendar import Calendar
from sqlalchemy import select

from network.core.audit import AuditEntry
from network.core.database import db
from network.core.permissions import Role
from network.core.tenancy import scoped, system_scope
from tests.factories.events import announce, book
from tests.integration.events.test_booking import crowd, stored
from tests.support.queries import MOST_ON_A_PAGE, counted_queries

FILLED = {
    "title": "Spring gathering",
    "summary": "What comes next.",
    "kind": "both",
    "place": "Town Hall",
    "joining_link": "https://meet.example.org/spring",
    "starts_on": "2027-06-01",
    "starts_at": "9:30am",
    "ends_at": "12pm",
    "capacity": "40",
    "programme": "9:30am Welcome",
    "breaks": "10:45am for 15 minutes",
    "content_note_needed": "yes",
    "content_note": "Loss, in the second talk",
    "camera_may_be_off": "yes",
    "may_leave_any_time": "yes",
}


@pytest.fixture
def coordinator(world, client_of):
    return client_of(world.person(Role.COORDINATOR, "host"))


@pytest.fixture
def member(world, client_of):
    return client_of(world.person(Role.CHAMPION))


def announce_by_form(client, **changes):
    page = client.post("/events/announce", {**FILLED, **changes})
    return page.location


def test_the_coordinator_announces_and_everybody_reads(app, coordinator, visitor):
    """`EV-1`, with what `U30` asks an event to state."""
    address = announce_by_form(coordinator)
    page = visitor.get(address)
    assert page.heading == "Event Spring gathering"
    for said in (
        "Tuesday 1 June 2027, 9:30am to 12pm",
        "Town Hall, or online",
        "40 places left",
        "Loss, in the second",
    ):
        assert said in page.text
    assert "You can keep your camera off" in page.text
    assert "You can leave at any time" in page.text
    assert "10:45am for 15 minutes" in page.text
    assert "meet.example.org" not in page.text
    listed = visitor.get("/events")
    assert "Spring gathering" in listed.text
    assert "meet.example.org" not in listed.text


def test_none_needed_is_an_answer(app, coordinator, visitor):
    """`U30`: an empty note is not the same as none needed."""
    address = announce_by_form(coordinator, content_note_needed="no", content_note="")
    assert "None needed" in visitor.get(address).text
    page = coordinator.post("/events/announce", {**FILLED, "content_note_needed": ""}, status=422)
    assert page.errors == ["Choose whether a content note is needed"]


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"title": ""}, "Enter a title"),
        ({"title": "x" * 10_000}, "Shorten this to 150 characters"),
        ({"place": ""}, "Enter where it is held"),
        ({"joining_link": "javascript:alert(1)"}, "Enter the whole address of the link, beginning with https://"),
        ({"starts_on": "2026-11-17"}, "Enter a start that is still to come"),
        ({"starts_on": "31 2 2027"}, "Enter the date"),
        ({"ends_at": "9am"}, "Enter an end that is later than the start"),
        ({"starts_at": "nine"}, "Enter a time, like 9:30am or 14:00"),
        ({"capacity": "0"}, "Enter a number from 1 to 100,000"),
        ({"content_note": ""}, "Say what may be hard to hear, or choose that no note is needed"),
        ({"kind": "by post"}, "Choose from the list"),
        (
            {"starts_on": "2027-03-28", "starts_at": "1:30am"},
            "The clocks go forward that night and leave this time out. Enter 2am or later",
        ),
        (
            {"starts_on": "2027-10-31", "starts_at": "12:30am", "ends_at": "1:30am"},
            "The clocks go back that night, so this time comes twice. Enter a time before 1am, or 2am or later",
        ),
    ],
)
def test_what_cannot_be_announced_is_kept_and_explained(app, coordinator, changes, error):
    page = coordinator.post("/events/announce", {**FILLED, **changes}, status=422)
    assert error in page.errors
    kept = {"title": "Spring gathering", **changes}["title"]
    assert not kept or kept in page.text


def test_the_same_form_sent_twice_announces_once(app, coordinator, visitor):
    form = coordinator._hidden_fields("/events/announce")
    first = coordinator.raw.post("/events/announce", data={**FILLED, **form})
    second = coordinator.raw.post("/events/announce", data={**FILLED, **form})
    assert first.location == second.location
    assert visitor.get("/events").text.count("Spring gathering") == 1


def test_a_stale_form_shows_both_versions(app, coordinator):
    address = announce_by_form(coordinator)
    stale = coordinator._hidden_fields(f"{address}/edit")
    coordinator.post(f"{address}/edit", {**FILLED, "title": "Summer gathering"}, to=address)
    answer = coordinator.raw.post(f"{address}/edit", data={**FILLED, "title": "Autumn gathering", **stale})
    assert answer.status_code == 409
    text = answer.get_data(as_text=True)
    assert "Summer gathering" in text
    assert "Autumn gathering" in text


def test_the_edit_form_opens_as_the_event_stands(app, coordinator):
    address = announce_by_form(coordinator, ends_on="2027-06-02", ends_at="4pm")
    page = coordinator.get(f"{address}/edit")
    values = {field.get("name"): field.get("value") for field in page.tree.xpath("//main//input[@type='text']")}
    assert values["starts_at"] == "9:30am"
    assert (values["starts_on-day"], values["ends_on-day"], values["ends_at"]) == ("1", "2", "4pm")
    checked = set(page.tree.xpath("//main//input[@checked]/@value"))
    assert checked == {"both", "yes"}
    unchanged = {**FILLED, "ends_on": "2027-06-02", "ends_at": "4pm"}
    coordinator.post(f"{address}/edit", unchanged, to=address)
    assert stored(app, id_of(address))[0].version == 1


def id_of(address):
    return UUID(address.rpartition("/")[2])


def test_a_member_books_and_cancels_in_one_press_each(app, world, clock, member, coordinator):
    event_id = announce(app, world, clock)
    address = f"/events/{event_id}"
    assert "meet.example.org" not in member.get(address).text
    member.post(f"{address}/book", form_at=address, to=address)
    page = member.get(address)
    assert "You have a place" in page.text
    assert "https://meet.example.org/autumn" in page.text
    assert "Booked" in member.get("/events").text
    (cancel,) = page.tree.xpath("//form[contains(@action, '/cancel')]/@action")
    member.post(cancel, form_at=address, to=address)
    page = member.get(address)
    assert "You can book again" in page.text
    assert "meet.example.org" not in page.text
    assert stored(app, event_id)[0].places_taken == 0


def test_needs_are_told_with_the_booking_changed_and_seen_by_two(app, world, clock, member, coordinator, client_of):
    event_id = announce(app, world, clock)
    address = f"/events/{event_id}"
    member.post(f"{address}/book", {"access_needs": "A quiet <b>room</b>"}, form_at=address, to=address)
    page = member.get(address)
    assert "A quiet &lt;b&gt;room&lt;/b&gt;" in page.text
    assert "Who reads this: you, the coordinator." in page.text
    assert "30 days after the event" in page.text
    (change,) = page.tree.xpath("//form[contains(@action, '/needs')]/@action")
    member.post(change, {"access_needs": "A ramp"}, form_at=address, to=address)
    listed = coordinator.get(f"{address}/attendees")
    assert "A ramp" in listed.text
    assert world.person(Role.CHAMPION).name in listed.text
    assert "Harrow Hill Council" in listed.text
    colleague = client_of(world.person(Role.ORGANISATION_LEAD))
    assert "A ramp" not in colleague.get(address).text
    member.post(change, {"access_needs": "x" * 1001}, form_at=address, status=422)
    member.post(change, {"access_needs": ""}, form_at=address, to=address)
    assert "Nothing told" in coordinator.get(f"{address}/attendees").text


def test_a_second_press_says_what_is_true(app, world, clock, member):
    """From a page that was open before: no second e-mail is sent, so none is promised."""
    address = f"/events/{announce(app, world, clock)}"
    older = member._hidden_fields(address)
    member.post(f"{address}/book", form_at=address, to=address)
    assert "We are sending you an e-mail" in member.get(address).text
    answer = member.raw.post(f"{address}/book", data=older)
    assert answer.status_code == 303
    page = member.get(address)
    assert "We are sending you an e-mail" not in page.text
    assert "You have had a place already" in page.text


def test_needs_that_are_too_long_book_nothing(app, world, clock, member):
    event_id = announce(app, world, clock)
    address = f"/events/{event_id}"
    page = member.post(f"{address}/book", {"access_needs": "x" * 10_000}, form_at=address, status=422)
    assert page.errors == ["Shorten this to 1,000 characters"]
    assert stored(app, event_id)[0].places_taken == 0


def test_a_full_event_leads_elsewhere(app, world, clock, client_of, member):
    """`U37`: two other routes and a person, before and after the press."""
    event_id = announce(app, world, clock, capacity=1)
    address = f"/events/{event_id}"
    opened_before = client_of(world.person(Role.MANAGER))
    form = opened_before._hidden_fields(address)
    member.post(f"{address}/book", form_at=address, to=address)
    page = opened_before.post(f"{address}/book", form, status=422)
    assert "Every place at this event is taken" in page.text
    ways = page.tree.xpath("//main//ul//a/@href")
    assert {"/events", address} <= set(ways)
    assert "You can also talk to a person" in page.text
    shown = opened_before.get(address)
    assert "This event is full" in shown.text
    assert not shown.tree.xpath("//form[contains(@action, '/book')]")


def test_a_cancelled_event_says_why_and_takes_no_bookings(app, world, clock, coordinator, member, visitor):
    event_id = announce(app, world, clock)
    address = f"/events/{event_id}"
    form = member._hidden_fields(address)
    coordinator.post(f"{address}/cancel", {"reason": "The speaker is ill"}, to=address)
    page = visitor.get(address)
    assert "This event is cancelled" in page.text
    assert "The speaker is ill" in page.text
    assert "Cancelled" in visitor.get("/events").text
    assert "cancelled" in member.post(f"{address}/book", form, status=422).text
    assert "cancelled" in coordinator.post(f"{address}/edit", FILLED, status=422).text
    assert "STATUS:CANCELLED" in visitor.raw.get(f"{address}/event.ics").get_data(as_text=True)


def test_an_event_that_is_over(app, world, clock, client_of, visitor):
    event_id = announce(app, world, clock)
    address = f"/events/{event_id}"
    clock.advance(timedelta(days=10))
    assert "Autumn gathering" not in visitor.get("/events").text
    assert "Autumn gathering" in visitor.get("/events/past").text
    assert "This event is over" in visitor.get(address).text
    late = client_of(world.person(Role.CHAMPION))
    assert "This event is over" in late.post(f"{address}/book", form_at="/events", status=422).text


def test_the_calendar_file_tells_who_booked_more(app, world, clock, member, visitor):
    """`U31`, `B16`: neither the title nor, without a place, how to join."""
    event_id = announce(app, world, clock, title="Trauma and memory")
    address = f"/events/{event_id}"
    member.post(f"{address}/book", form_at=address, to=address)
    answer = visitor.raw.get(f"{address}/event.ics")
    assert answer.mimetype == "text/calendar"
    public = answer.get_data(as_text=True)
    assert "LOCATION" not in public
    assert "meet.example.org" not in public
    own = member.raw.get(f"{address}/event.ics").get_data(as_text=True)
    (entry,) = Calendar.from_ical(own).walk("VEVENT")
    assert entry["location"] == "Town Hall, Wendmere, or online"
    assert "https://meet.example.org/autumn" in entry["description"]
    assert "Trauma" not in own.replace("\r\n ", "")
    assert entry["uid"] == f"{event_id}@127.0.0.1"
    assert (entry["sequence"], entry["dtstamp"].dt) == (1, clock.now())


def test_the_list_of_who_comes_as_a_table_in_which_nothing_comes_alive(app, world, clock, coordinator):
    """`B20`."""
    event_id = announce(app, world, clock)
    book(app, world.person(Role.CHAMPION), event_id, clock, '=HYPERLINK("https://example.org")\n+1')
    answer = coordinator.raw.get(f"/events/{event_id}/attendees.csv")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="attendees.csv"'
    text = answer.get_data(as_text=True)
    assert text.startswith("\ufeff")
    headings, row = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")))
    assert headings == ["Name", "Organisation", "Access needs", "Booked at"]
    assert row[0] == world.person(Role.CHAMPION).name
    assert row[2] == '\'=HYPERLINK("https://example.org")\n+1'


def test_who_looked_at_what_people_need_is_kept(app, world, clock, coordinator):
    event_id = announce(app, world, clock)
    coordinator.get(f"/events/{event_id}/attendees")
    coordinator.get(f"/events/{event_id}/attendees.csv")
    with app.app_context(), system_scope(db.session(), "look") as system:
        found = scoped(select(AuditEntry.action), system, AuditEntry).where(AuditEntry.entity_id == event_id)
        actions = list(db.session.scalars(found.order_by(AuditEntry.sequence)))
    assert actions == ["events.event.announce", "events.attendees.read", "events.attendees.download"]


def test_empty_lists_say_what_they_would_show(app, visitor, coordinator, world, clock):
    assert "There are none at the moment" in visitor.get("/events").text
    assert "Announce an event" in coordinator.get("/events").text
    assert "Events that have been held" in visitor.get("/events/past").text
    assert "There is nothing on this page" not in visitor.get("/events?page=0").text
    event_id = announce(app, world, clock)
    assert "There is nothing on this page" in visitor.get("/events?page=9").text
    assert "People who book are listed here" in coordinator.get(f"/events/{event_id}/attendees").text


def test_pages_ask_the_database_as_often_when_there_is_twice_as_much(app, world, clock, coordinator, member):
    event_id = announce(app, world, clock, capacity=None)
    people = crowd(app, world, clock, 40)
    pages = {
        "/events": member,
        "/events/past": member,
        f"/events/{event_id}": member,
        f"/events/{event_id}/attendees": coordinator,
        f"/events/{event_id}/attendees.csv": coordinator,
    }

    def grow(some):
        for person in some:
            book(app, person, event_id, clock, "A quiet room")
        for _ in range(3):
            announce(app, world, clock)

    def count(path, client):
        with counted_queries(app) as queries:
            client.get(path)
        return queries

    grow(people[:10])
    before = {path: count(path, client) for path, client in pages.items()}
    grow(people[10:40])
    for path, client in pages.items():
        after = count(path, client)
        assert after.count == before[path].count, f"{path}\n{before[path]}\n\n{after}"
        assert after.count <= MOST_ON_A_PAGE, f"{path}\n{after}"
