"""Who sees what, cell by cell (B11, B12, the table of the safety design), and who leaves which trace (B26).

Every request of the walk is counted against the audit: one entry for each that somebody signed in made, whether it
was answered or refused, and none for a visitor's.
"""

from collections import defaultdict
from uuid import uuid4

import pytest
import time_machine
from sqlalchemy import func, select

from network.core.audit import AuditEntry
from network.core.database import db
from network.core.permissions import Role
from network.core.tenancy import system_scope, unscoped
from network.incidents.rules.groups import GroupState
from network.incidents.rules.states import State
from tests.factories.incidents import CANARIES
from tests.integration.incidents.matrix import ENDPOINTS, PAGES, cells

ASKED = {"asked_on": "2026-11-18", "asked_by": "referrer", "wish": "wished"}
WITHOUT_A_TRACE = {"visitor"}
SIGN_IN = {401, 303}


@pytest.fixture
def people(service, world):
    """Everybody who might look: the ones concerned, their like, and everybody else."""
    found = {
        "visitor": None,
        "manager": service.manager,
        "lead": service.lead,
        "allocator": service.allocator,
        "therapist": service.therapist,
        "staff-member": service.staff_member,
        "another manager": service.add_person("own", Role.MANAGER),
        "another staff-member": service.add_person("own", Role.STAFF_MEMBER),
        "another therapist": service.add_person("provider", Role.THERAPIST),
        "coordinator": world.person(Role.COORDINATOR, "host"),
        "lead of the provider": world.person(Role.ORGANISATION_LEAD, "provider"),
        "allocator elsewhere": world.person(Role.PROVIDER_ALLOCATOR, "other_provider"),
        "therapist elsewhere": world.person(Role.THERAPIST, "other_provider"),
        "manager elsewhere": world.person(Role.MANAGER, "other"),
        "lead elsewhere": world.person(Role.INCIDENT_LEAD, "other"),
        "staff-member elsewhere": world.person(Role.STAFF_MEMBER, "other"),
    }
    for role in (Role.ORGANISATION_LEAD, Role.CHAMPION, Role.FACILITATOR, Role.BOARD_VIEWER):
        found[f"{role} of own"] = world.person(role)
    found["organisation-lead of other"] = world.person(Role.ORGANISATION_LEAD, "other")
    return found


@pytest.fixture
def places(service, people):
    """A referral under way, with a session booked, one kept for a date; one that ended, with its summary; a draft."""
    service.change_setup(allows_self_request=True)
    ended = service.bring_to(State.ENDED)
    service.sum_up(ended)
    another = service.bring_to(State.UNDER_WAY, staff_email=CANARIES["staff_email"])
    service.offer(another, service.staff_member.email)
    sent = service.bring_to(State.UNDER_WAY)
    service.answer(sent)
    asked, group = service.ask_group(), service.bring_group_to(GroupState.ARRANGED)
    date = service.note_date(sent)
    kept, booked = service.keep(sent, date), service.book(sent)
    draft, offered = service.bring_to(State.DRAFT), service.bring_to(State.WITH_PROVIDER)
    service.ask(offered, service.therapist)
    return {
        "sent": sent,
        "ended": ended,
        "draft": draft,
        "offered": offered,
        "complaint": service.complain(people["another staff-member"]),
        "missing": uuid4(),
        "asked": asked,
        "group": group,
        "date": date,
        "kept": kept,
        "booked": booked,
        "agreed": service.open_in_emergency(sent),
    }


def traces(app) -> int:
    with app.app_context(), system_scope(db.session(), "a test counts"):
        counted = select(func.count()).where(AuditEntry.action.startswith("incidents."))
        return db.session.scalar(unscoped(counted, "a test counts"))


def body_of(path, people):
    """What a program sends: right in its shape, so that the refusal is of the referral and not of the body."""
    if "/api/" not in path:
        return None
    last = path.rsplit("/", 1)[1]
    when = {"at": "2026-12-19T09:30:00+00:00", "mode": "video"}
    why = {"asked_by": "therapist", "reason": "leave"}
    return {
        "therapist": {"therapist_id": str(people["therapist"].user_id)},
        "sessions": when,
        "booking": when,
        "move": {**when, **why},
        "call-off": why,
        "outcome": {"outcome": "held"},
        "review": {"outcome": "more"},
        "dates": {"kind": "inquest", "scope": "external"},
        "day": {"on": "2027-01-09"},
        "manager-contact": {"others": "yes", "manager": "no"},
        "end": {"exit_pathway": "gp"},
        "send-back": {"reason": "wrong-department"},
        "hand-back": {"reason": "nobody-free"},
        "withdraw": {"reason": "they-asked"},
        "reopen": {"reason": "came-back"},
        "one-more": {"is_granted": True} if "/desk/" in path else {"reason": "key-date"},
        "summary": {"comment": ""} if "/mine/" in path else {"statements": ["ended"]},
        "amendment": {"narrative": "It was the second door.", "staff_telephone": "07700 900 817"},
        "correction": {"correction": "It was the second door."},
        "go-ahead": {"has_read": True},
        "hand-over": {"name": "Vic Marsh", "email": "vic@example.org"},
        # With no way to reach them, so that it is refused once it is found.
        "manager": {"name": "Vic Marsh"},
        "own-complaints": {
            "reader_id": str(people["organisation-lead of own"].user_id),
            "words": "Nobody called.",
        },
        "reader": {"reader_id": str(people["organisation-lead of own"].user_id)},
        "answer": {"agrees": True} if "/mine/" in path else {"answer": "Thank you. It is put right."},
        # Too long ago, so that it is refused once it is found, and makes nobody a staff member.
        "own-request": {"incident_on": "2026-01-02", "narrative": "A door was forced."},
        "pause": {"weeks": 1},
        "late": {"due": "meeting-target", "reason": "nobody-free"},
        "colleagues": {"email": "colleague@example.org"},
        "offer": {"answer": "not-now"},
        "groups": {**ASKED, "position": "line-manager"},
        "asked": ASKED,
        "session": {} if "/dates/" in path else when,
        "held": {"attendance": 6},
        "ask": {"therapist_ids": [str(people["therapist"].user_id)]},
        "no": {"reason": "no-room"} if "/asked/" in path else {},
        "room": {"places": 3},
        "ties": {"tied_to_id": str(uuid4()), "connection": "family"},
        "emergencies": {"reference": "R-BCDF-23", "reason": "danger-to-life"},
        "hold": {"reason": "inquest", "until_on": "2027-01-09"},
    }.get(last, {})


def walk(app, people, places, table, send):
    """Sends every request of the table as everybody; returns each cell that is not as the table says."""
    wrong = []
    for who, person in people.items():
        client = send(person)
        for method, path, admitted in cells(table):
            before = traces(app)
            answer = client.open(path.format(**places), method=method, json=body_of(path, people))
            expected = "sign in" if who == "visitor" else ("found" if who in admitted else 404)
            is_found = answer.status_code not in {401, 403, 404} and answer.status_code < 500
            seen = "found" if is_found and expected == "found" else answer.status_code
            if who == "visitor" and answer.status_code in SIGN_IN:
                seen = "sign in"
            if seen != expected:
                wrong.append(f"{who}: {method} {path} answers {seen}, not {expected}")
            left = traces(app) - before
            if left != (0 if who in WITHOUT_A_TRACE else 1):
                wrong.append(f"{who}: {method} {path} ({answer.status_code}) leaves {left} entries")
    return wrong


def test_pages(app, people, places, client_of, monkeypatch):
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", False)
    wrong = walk(app, people, places, PAGES, lambda person: client_of(person).raw)
    assert wrong == []


class Program:
    """A client that carries a person's token."""

    def __init__(self, client):
        self.client = client

    def open(self, path, method, json):
        return self.client.raw.open(path, method=method, json=json, headers=self.client._headers)


def test_endpoints(app, people, places, client_of):
    wrong = walk(app, people, places, ENDPOINTS, lambda person: Program(client_of.api(person)))
    assert wrong == []


def test_every_watched_endpoint_is_walked(app):
    """A new page about referrals has to have its line above."""
    walked = {path for table in (PAGES, ENDPOINTS) for _, path, _ in cells(table)}
    adapter = app.url_map.bind("localhost")
    named = set()
    for path in walked:
        concrete = path.format_map(defaultdict(uuid4))
        for method in ("GET", "POST", "PUT", "DELETE"):
            if adapter.test(concrete, method):
                named.add(adapter.match(concrete, method)[0])
    watched = {name for name, view in app.view_functions.items() if hasattr(view, "network_watched")}
    assert watched - named == set()
    assert {name for name in watched if name.startswith("incidents.")} >= {"incidents.show_own", "incidents.pass_on"}


@time_machine.travel("2026-11-18 09:30", tick=False)  # the cookie's signature tells the second it was made in
def test_a_missing_and_a_foreign_referral_answer_alike(people, places, client_of):
    """B12: status, body and headers."""
    for who, path in (("another manager", "requests"), ("lead elsewhere", "desk"), ("another therapist", "work")):
        client = client_of(people[who])
        client.get("/support/nowhere", status=404)  # the session's cookie is set
        foreign = client.get(f"/support/{path}/{places['sent']}", status=404)
        missing = client.get(f"/support/{path}/{places['missing']}", status=404)
        assert foreign.lasting.replace(str(places["sent"]), "") == missing.lasting.replace(str(places["missing"]), "")
        assert dict(foreign.answer.headers) == dict(missing.answer.headers)


OF_THEIR_OWN = {"called", "own_telephone", "own_email", "interpreter", "contact_times", "therapist_wish"}
"""What the person says of how to reach them, for whoever reaches them."""
READS = {
    ("manager", "/support/requests/{sent}"): {"correction", *OF_THEIR_OWN, "staff_email"},
    ("lead", "/support/desk/{sent}"): {*OF_THEIR_OWN, "staff_email"},
    ("allocator", "/support/allocation/{sent}"): set(CANARIES) - {"staff_name", "manager_name", "therapist_wish"},
    ("therapist", "/support/work/{sent}"): {"staff_email"},
    ("staff-member", "/support/mine/{sent}"): {"staff_email", "manager_telephone", "manager_email"},
}
"""What each of the five does not read on their page; the staff member's address is a real one in this test."""


@pytest.mark.parametrize(("who", "path"), READS)
def test_what_is_read_on_a_page(people, places, client_of, who, path):
    seen = client_of(people[who]).get(path.format(**places)).text
    assert {part for part, canary in CANARIES.items() if canary not in seen} == READS[(who, path)]


@pytest.mark.parametrize(
    ("who", "path", "hidden"),
    [
        ("manager", "/api/v1/incidents/referrals/{sent}", {"correction", *OF_THEIR_OWN}),
        ("lead", "/api/v1/incidents/desk/{sent}", OF_THEIR_OWN),
        (
            "allocator",
            "/api/v1/incidents/allocation/{sent}",
            set(CANARIES) - {"staff_name", "manager_name", "therapist_wish", "staff_email"},
        ),
        ("therapist", "/api/v1/incidents/caseload/{sent}", set()),
        ("staff-member", "/api/v1/incidents/mine/{sent}", set()),
    ],
)
def test_what_is_read_as_json(people, places, client_of, who, path, hidden):
    seen = client_of.api(people[who]).get(path.format(**places)).get_data(as_text=True)
    assert {part for part, canary in CANARIES.items() if canary not in seen} - {"staff_email"} == hidden


def test_the_manager_learns_no_more_than_four_states(service, client_of):
    """D10: whatever happens after, the page and the JSON are the same within one of the four."""
    referral_id = service.refer()
    service.pass_on(referral_id)
    program = client_of.api(service.manager)

    def seen():
        manager = client_of(service.manager)
        page = manager.get(f"/support/requests/{referral_id}")
        json = program.get(f"/api/v1/incidents/referrals/{referral_id}").json
        line = program.get("/api/v1/incidents/referrals").json
        return page.texts("//main"), json, line, manager.get("/support/requests").texts("//main")

    with_provider = seen()
    for step in (service.allocate, service.book):
        step(referral_id)
        assert seen() == with_provider
    service.begin(referral_id)
    assert seen() != with_provider


def test_no_is_the_same_to_the_manager_as_an_end(service, client_of):
    """Why it ended is not theirs to learn, on the page or from messages."""
    declined, ended = service.bring_to(State.DECLINED), service.bring_to(State.ENDED)
    manager = client_of(service.manager)
    pages = []
    for referral_id in (declined, ended):
        page = manager.get(f"/support/requests/{referral_id}")
        main = " ".join(page.texts("//*[@class='govuk-body-l'] | //*[@class='app-steps']"))
        pages.append(main)
    assert pages[0] == pages[1]


def test_no_page_of_the_others_knows_that_there_is_a_referral(people, places, client_of):
    """Lists, counts and navigation of those outside hold no reference and no name (U4)."""
    reference = client_of(people["lead"]).get(f"/support/desk/{places['sent']}").heading.split()[-1]
    for who in ("coordinator", "organisation-lead of own", "board-viewer of own", "champion of own"):
        client = client_of(people[who])
        for path in ("/", "/support/service"):
            answer = client.raw.get(path)
            assert reference.encode() not in answer.data
            assert str(places["sent"]).encode() not in answer.data


def test_titles_and_addresses_hold_no_name(people, places, client_of):
    for who, path in READS:
        page = client_of(people[who]).get(path.format(**places))
        (title,) = page.texts("//title")
        assert not any(canary in title or canary in page.heading for canary in CANARIES.values())
        links = " ".join(link for link in page.tree.xpath("//@href | //@action") if not link.startswith("mailto:"))
        assert "Canary" not in links
        assert "canary" not in links
