"""Who signs in to the demonstration, and that they really can."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from passlib.totp import TOTP

from network.cli.demonstration import demonstrate
from network.core.permissions import NEEDS_SECOND_FACTOR, Role
from network.demonstration.sign_ins import KNOWN, sign_ins
from tests.support.sign_in import code_of, try_password


def run(demo, *arguments: str):
    return demo.app.test_cli_runner().invoke(demonstrate, list(arguments))


def test_json_alone_on_standard_output(demo):
    answer = run(demo, "--json")
    assert answer.exit_code == 0
    lines = json.loads(answer.stdout)
    assert all(set(line) == {"role", "organisation", "email", "password", "totp_secret"} for line in lines)
    assert {line["role"] for line in lines} == set(Role)
    assert all(line["totp_secret"] for line in lines if line["role"] in NEEDS_SECOND_FACTOR)
    assert any(line["totp_secret"] is None for line in lines)
    assert answer.stderr == "The demonstration network is there already. Nothing was changed.\n"


def test_one_person_is_in_two_organisations():
    by_person: dict[str, set[str]] = {}
    for line in sign_ins():
        by_person.setdefault(line.email, set()).add(line.organisation)
    assert sorted(len(places) for places in by_person.values())[-2:] == [1, 2]


def test_a_table_for_people(demo):
    answer = run(demo)
    heading, *lines = answer.stdout.splitlines()
    assert heading.split("  ")[0] == "Role"
    assert len(lines) == len(list(sign_ins()))
    assert any(line.endswith("  -") for line in lines)


@pytest.mark.parametrize("person", KNOWN, ids=lambda person: person.name)
def test_everybody_signs_in_through_the_pages(demo, person):
    browser = demo.browser()
    page = try_password(browser, person.email, person.password)
    if person.totp_secret:
        demo.clock.advance(timedelta(seconds=30))  # a code works once, and others may have used the one before
        assert page.location == "/sign-in/second-step"
        code = code_of(TOTP(person.totp_secret), demo.clock)
        page = browser.post("/sign-in/second-step", {"code": code})
    landed = browser.get(page.location, follow_redirects=True)
    assert person.name in landed.text or landed.heading
    if len(person.places) > 1:
        assert all(line.organisation in landed.text for line in sign_ins() if line.email == person.email)
    assert demo.browser().get("/your-sign-in", status=303).location == "/sign-in"


def test_the_staff_member_sees_what_is_held_on_them(demo):
    person = next(each for each in KNOWN if each.places[0][1] is Role.STAFF_MEMBER)
    browser = demo.browser()
    try_password(browser, person.email, person.password)
    demo.clock.advance(timedelta(seconds=30))
    browser.post("/sign-in/second-step", {"code": code_of(TOTP(person.totp_secret), demo.clock)})
    assert "first meeting" in browser.get("/support/mine", follow_redirects=True).text.lower()
