"""The JSON twin: the same way and the same refusals, and as many questions to the database whatever the length."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest

from network.core.permissions import Role
from network.tailoring.models import GivingOffer, TailoredRequest
from tests.factories import tailoring
from tests.factories.delivery import course_of
from tests.support.queries import MOST_ON_A_PAGE, counted_queries

REQUESTS, OFFERS, INVITATIONS = "/api/v1/training-requests", "/api/v1/training-offers", "/api/v1/training-invitations"


@pytest.fixture
def lead(world, client_of):
    return client_of.api(world.person(Role.ORGANISATION_LEAD))


@pytest.fixture
def giver(world, client_of):
    return client_of.api(world.person(Role.CHAMPION, "other"))


def asked(course_id, /, **changes):
    said = {
        "course_id": str(course_id),
        "people": 14,
        "tailor": "For our front desk",
        "mode": "in-person",
        "town": "Wendmere",
        "from_on": "2026-11-25",
        "until_on": "2026-12-18",
        "weekdays": [0, 2],
    }
    return {**said, **changes}


def offered(course_id, **changes):
    said = {
        "courses": [str(course_id)],
        "sectors": ["council"],
        "places": ["Wendmere"],
        "modes": ["in-person"],
        "weekdays": [0],
        "most_a_quarter": 2,
        "for_others": True,
    }
    return {**said, **changes}


def test_the_whole_way_by_program(app, world, clock, lead, giver, client_of):
    course_id = course_of(app, clock)
    nothing = giver.get(f"{OFFERS}/own")
    assert (nothing.json["version"], nothing.json["courses"]) == (0, [])
    kept = giver.send(
        "PUT", f"{OFFERS}/own", json=offered(course_id), headers={"If-Match": nothing.headers["ETag"]}
    ).json
    other_lead = client_of.api(world.person(Role.ORGANISATION_LEAD, "other"))
    assert [each["name"] for each in other_lead.get(OFFERS).json["items"]] == ["Champion of other"]
    other_lead.send("PUT", f"{OFFERS}/{kept['id']}/lending", json={"is_lent": True})
    made = lead.post(REQUESTS, asked(course_id))
    (found,) = made.json["suggestions"]
    assert set(found) == {"offer_id", "name", "organisation_name", "reasons", "to_settle"}
    path = f"{REQUESTS}/{made.json['id']}"
    lead.post(f"{path}/invitation", {"offer": found["offer_id"]})
    (item,) = giver.get(INVITATIONS).json["items"]
    one = f"{INVITATIONS}/{item['id']}"
    seen = giver.get(one)
    assert (seen.json["request"]["tailor"], seen.json["asker"]) == ("For our front desk", None)
    said = {"day": "2026-11-30", "starts_at": "09:30:00", "minutes": 90}
    yes = giver.send("PUT", f"{one}/yes", json=said, headers={"If-Match": seen.headers["ETag"]}).json
    assert yes["asker"]["email"] == world.person(Role.ORGANISATION_LEAD).email
    assert lead.get(path).json["giver"]["email"] == world.person(Role.CHAMPION, "other").email
    clock.advance(timedelta(days=12))
    tag = giver.get(one).headers["ETag"]
    held = {"day": "2026-11-30", "trained": 12}
    assert giver.send("PUT", f"{one}/delivery", json=held, headers={"If-Match": tag}).json["request"]["trained"] == 12
    how, tag = {"fits": 5, "safe": 4, "useful": 3, "practice": "We ask first."}, lead.get(path).headers["ETag"]
    assert lead.send("PUT", f"{path}/feedback", json=how, headers={"If-Match": tag}).json["state"] == "fed-back"
    coordinator = client_of.api(world.person(Role.COORDINATOR, "host"))
    tag = coordinator.get(path).headers["ETag"]
    coordinator.send("PUT", f"{path}/themes", json={"themes": "front desk"}, headers={"If-Match": tag})
    figures = coordinator.get(f"{REQUESTS}/figures").json
    assert (figures["asked"], figures["delivered"], figures["trained"], figures["waiting"]) == (1, 1, 12, 0)
    assert figures["averages"] == {"fits": 5.0, "safe": 4.0, "useful": 3.0}
    assert figures["themes"] == {"front desk": 1}


def test_a_no_a_pause_and_taking_back(app, world, clock, lead, giver):
    offer_id, request_id = tailoring.offer(app, world, clock), tailoring.ask(app, world, clock)
    key = tailoring.invite(app, world, clock, request_id, offer_id)
    assert giver.send("POST", f"{INVITATIONS}/{key}/no").json["request"] is None
    giver.send("POST", f"{INVITATIONS}/{key}/no", status=409)
    assert giver.send("PUT", f"{OFFERS}/own/pause", json={"is_paused": True}).json["is_paused"]
    assert lead.send("DELETE", f"{REQUESTS}/{request_id}").json["state"] == "withdrawn"
    lead.send("DELETE", f"{REQUESTS}/{request_id}", status=409)


def test_sent_twice_with_its_key_is_once(app, world, clock, lead):
    """B35."""
    body, key = asked(course_of(app, clock)), {"Idempotency-Key": str(uuid4())}
    first = lead.post(REQUESTS, body, headers=key)
    assert lead.post(REQUESTS, body, headers=key, status=200).headers["Location"] == first.headers["Location"]
    assert len(tailoring.all_of(app, TailoredRequest)) == 1


def test_an_older_version_is_a_conflict(app, world, clock, lead, giver):
    """A lost update is said, and never silent."""
    request_id, key = tailoring.agreed(app, world, clock)
    tags = {path: lead.get(path).headers["ETag"] for path in [f"{REQUESTS}/{request_id}"]}
    lead.send("DELETE", f"{REQUESTS}/{request_id}/invitation")
    path = f"{REQUESTS}/{request_id}"
    held = {"day": "2026-11-18", "trained": 12}
    lead.send("PUT", f"{path}/delivery", json=held, headers={"If-Match": tags[path]}, status=412)
    giver.send("POST", f"{INVITATIONS}/{key}/no", status=409)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"course_id": None}, "topics"),
        ({"course_id": str(uuid4())}, "course_id"),
        ({"department_id": str(uuid4())}, "department_id"),
        ({"people": "many"}, "people"),
        ({"weekdays": [7]}, "weekdays"),
        ({"until_on": "2026-11-24"}, "until_on"),
        ({"state": "agreed"}, "state"),
        ({"partner_organisation_id": str(uuid4())}, "partner_organisation_id"),
        ({"tailor": "x" * 2000}, "tailor"),
        ({"town": "half \ud800 a pair"}, "town"),
    ],
)
def test_what_cannot_be_asked_names_its_field(app, world, clock, lead, changes, field):
    """B14."""
    answer = lead.post(REQUESTS, asked(course_of(app, clock), **changes), status=422)
    assert field in answer.json["errors"]
    assert tailoring.all_of(app, TailoredRequest) == []


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"courses": []}, "courses"),
        ({"weekdays": []}, "weekdays"),
        ({"most_a_quarter": 0}, "most_a_quarter"),
        ({"lent_at": "2026-11-18T10:00:00Z"}, "lent_at"),
        ({"is_paused": True}, "is_paused"),
        ({"user_id": str(uuid4())}, "user_id"),
    ],
)
def test_what_cannot_be_offered_names_its_field(app, world, clock, giver, changes, field):
    """B14: nobody lends themselves."""
    tag = giver.get(f"{OFFERS}/own").headers["ETag"]
    body = offered(course_of(app, clock), **changes)
    answer = giver.send("PUT", f"{OFFERS}/own", json=body, headers={"If-Match": tag}, status=422)
    assert field in answer.json["errors"]
    assert tailoring.all_of(app, GivingOffer) == []


def test_whoever_does_not_fit_is_not_asked(app, world, clock, lead):
    """Neither by the key of an offer that was seen elsewhere."""
    offer_id = tailoring.offer(app, world, clock, is_lent=False)
    request_id = tailoring.ask(app, world, clock)
    for key in (offer_id, uuid4()):
        answer = lead.post(f"{REQUESTS}/{request_id}/invitation", {"offer": str(key)}, status=422)
        assert len(answer.json["routes"]) >= 2


def test_a_key_does_what_its_scopes_say(app, world, clock, client_of):
    reader = client_of.api(world.person(Role.ORGANISATION_LEAD), scopes=["tailoring:request:see"])
    reader.get(REQUESTS)
    reader.post(REQUESTS, asked(course_of(app, clock)), status=403)


def more(app, world, clock):
    """Two people more who give training, and three requests more, of which one waits for an answer."""
    offers = [
        tailoring.offer(app, world, clock, person=person) for person in tailoring.champions_of(app, world, clock, 2)
    ]
    requests = [tailoring.ask(app, world, clock) for _ in range(3)]
    tailoring.invite(app, world, clock, requests[0], offers[0])
    return requests


@pytest.mark.parametrize(
    ("role", "at", "path"),
    [
        (Role.ORGANISATION_LEAD, "own", "/tailored/"),
        (Role.COORDINATOR, "host", "/tailored/"),
        (Role.COORDINATOR, "host", "/tailored/figures"),
        (Role.ORGANISATION_LEAD, "other", "/tailored/offers"),
        (Role.CHAMPION, "other", "/tailored/mine"),
    ],
)
def test_pages_ask_as_often_whatever_their_length(app, world, clock, client_of, role, at, path):
    """P6."""
    client, counts = client_of(world.person(role, at)), []
    tailoring.invite(app, world, clock, tailoring.ask(app, world, clock), tailoring.offer(app, world, clock))
    for _ in range(2):
        more(app, world, clock)
        with counted_queries(app) as counted:
            client.get(path)
        counts.append(counted)
    assert counts[0].count == counts[1].count <= MOST_ON_A_PAGE, counts[1]


def test_a_request_asks_as_often_however_many_fit(app, world, clock, client_of):
    """P6: who fits is found among all that is offered, in a fixed number of questions."""
    client, counts = client_of(world.person(Role.ORGANISATION_LEAD)), []
    for _ in range(2):
        path = f"/tailored/{more(app, world, clock)[-1]}"
        with counted_queries(app) as counted:
            client.get(path)
        counts.append(counted)
    assert counts[0].count == counts[1].count <= MOST_ON_A_PAGE, counts[1]
