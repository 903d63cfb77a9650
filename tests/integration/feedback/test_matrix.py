"""Who may read and close what people told: every endpoint, every role (`B11`, `B12`)."""

from uuid import uuid4

import pytest

from network.core.permissions import Role
from network.feedback.vocabulary import FeedbackKind
from tests.factories.feedback import CONTACT, tell
from tests.support.csrf import press

# What is asked for, then: the coordinator, every other role, a visitor.
PAGES = [
    ("GET", "/tell-us", 200, 200, 200),
    ("POST", "/tell-us", 422, 422, 422),
    ("GET", "/tell-us/thank-you", 200, 200, 200),
    ("GET", "/feedback", 200, 403, 303),
    ("GET", "/feedback/{message}", 200, 403, 303),
    ("POST", "/feedback/{message}/acknowledge", 303, 403, 303),
    ("POST", "/feedback/{message}/close", 409, 403, 303),
    ("GET", "/feedback/{missing}", 404, 403, 303),
    ("POST", "/feedback/{missing}/acknowledge", 404, 403, 303),
    ("POST", "/feedback/{missing}/close", 404, 403, 303),
]


@pytest.mark.parametrize("row", PAGES, ids=lambda row: f"{row[0]} {row[1]}")
def test_pages(app, world, clock, client_of, row):
    method, path, coordinator, others, visitor = row
    message = tell(app, clock, FeedbackKind.COMPLAINT, CONTACT)
    address = path.format(message=message, missing=uuid4())
    one_a_role = {person.role: person for person in world.people.values()}
    for person in (None, *one_a_role.values()):
        client = client_of(person)
        status = client.raw.get(address).status_code if method == "GET" else press(client, address).status
        wanted = visitor if person is None else coordinator if person.role is Role.COORDINATOR else others
        assert status == wanted, person
        if person is None and wanted == 303:
            assert client.raw.get("/feedback").location.startswith("/sign-in")
