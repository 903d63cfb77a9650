"""What a request says of its own host is believed by nobody: no answer and no message repeats it (`B21`)."""

import pytest
from lxml import html

from network.core import outbox
from network.core.permissions import Role
from tests.support.sign_in import give_password

FORGED = "forged.example"
HEADERS = {
    "Host": FORGED,
    "X-Forwarded-Host": FORGED,
    "X-Forwarded-Server": FORGED,
    "X-Original-URL": f"https://{FORGED}/",
    "Forwarded": f"host={FORGED};proto=https",
}


def plain_addresses(app) -> list[str]:
    """Every address that can be looked at and takes no values."""
    return sorted(
        rule.rule for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ()) and not rule.arguments
    )


@pytest.mark.parametrize("role", [None, Role.COORDINATOR, Role.ORGANISATION_LEAD, Role.CHAMPION])
def test_no_answer_repeats_a_forged_host(app, world, client_of, role):
    browser = client_of(None if role is None else world.person(role, "host" if role is Role.COORDINATOR else "own"))
    looked_at = 0
    for path in plain_addresses(app):
        answer = browser.raw.get(path, headers=HEADERS)
        assert answer.status_code < 500, path
        assert FORGED not in answer.get_data(as_text=True), path
        assert FORGED not in str(answer.headers), path
        looked_at += answer.status_code == 200
    assert looked_at > 8, "control: pages were seen"


def test_no_link_is_sent_to_a_forged_host(app, world):
    person = world.person(Role.CHAMPION)
    give_password(app, person)
    browser = app.test_client(use_cookies=False)  # which would give none to another host
    page = browser.get("/forgotten-password", headers=HEADERS)
    hidden = html.fromstring(page.get_data(as_text=True)).xpath("//main//input[@type='hidden']")
    filled = {field.get("name"): field.get("value", "") for field in hidden} | {"email": person.email}
    cookie = page.headers["Set-Cookie"].partition(";")[0]
    answer = browser.post("/forgotten-password", data=filled, headers={**HEADERS, "Cookie": cookie})
    assert (answer.status_code, answer.location) == (303, "/forgotten-password/sent")
    with app.app_context():
        (message,) = outbox.waiting_messages()
        text = message.email(app.extensions["settings"].origin).text
    assert app.extensions["settings"].origin in text
    assert FORGED not in text
