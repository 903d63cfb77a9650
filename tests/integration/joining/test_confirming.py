"""The link that shows whose address it is, and what happens once it is used."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from threading import Barrier

import pytest

from network.accounts.models import User
from network.core.audit import AuditEntry
from network.core.permissions import Role
from tests.factories.joining import ASKER, NEWTOWN, SCHOOL, ask, bring_school, send


@pytest.fixture
def path(app, world, clock):
    """Of the link that somebody was sent."""
    return f"/join/confirm/{send(app, clock)}"


def test_until_it_is_confirmed_nobody_reads_it(path, coordinator, visitor, rows, messages, actions):
    assert "Newtown Kitchen" not in coordinator.get("/joining").text
    (request,) = rows()
    coordinator.get(f"/joining/{request.id}", status=404)
    page = visitor.get(path)
    assert "Newtown Kitchen" in page.text
    assert page.answer.headers["Cache-Control"] == "no-store"
    assert page.answer.headers["Referrer-Policy"] == "no-referrer"
    assert rows()[0].state == "unverified", "looking confirms nothing: programs look at links too"
    thanks = visitor.post(path, status=200)
    assert thanks.heading == "We have your request"
    assert "by 2 December 2026" in thanks.text, "ten working days of the host (U9)"
    assert "Newtown Kitchen" in coordinator.get("/joining").text
    (request,) = rows()
    assert (request.state, request.answer_by, request.token_hash) == ("waiting", date(2026, 12, 2), None)
    (received,) = messages("received")
    assert received.to == ASKER.email
    assert "by 2 December 2026" in received.email("https://x.example").text
    assert actions() == ["joining.request.sent", "joining.request.confirmed"]


def test_no_account_is_made(path, visitor, rows):
    before = len(rows(User))
    visitor.post(path, status=200)
    assert len(rows(User)) == before


def test_a_link_that_is_used_one_that_is_over_and_one_that_is_none_answer_alike(path, app, clock, visitor):
    """B5, B12, U37."""
    visitor.post(path, status=200)
    used = visitor.get(path, status=404)
    later = f"/join/confirm/{send(app, clock)}"
    clock.advance(timedelta(days=7, seconds=-1))
    visitor.get(later)
    clock.advance(timedelta(seconds=1))
    over = visitor.get(later, status=404)
    clock.advance(timedelta(seconds=1))
    none = visitor.get(f"/join/confirm/{'x' * 43}", status=404)
    assert used.lasting == over.lasting == none.lasting
    assert len(none.tree.xpath("//main//li")) >= 2


def test_a_link_to_something_else_confirms_nothing(app, world, clock, visitor, rows):
    """B5: the purpose is part of what is kept of it."""
    token = send(app, clock)
    visitor.get(f"/invitations/{token}", status=404)
    visitor.get(f"/charter/confirm/{token}", status=404)
    assert rows()[0].token_hash not in {token, ""}


def test_of_eight_at_once_one_confirms(path, client_of, rows, messages):
    """B5"""
    browsers = [client_of(None) for _ in range(8)]
    forms = [each._hidden_fields(path) for each in browsers]
    together = Barrier(8, timeout=20)

    def send_form(browser, sent):
        together.wait()
        return browser.raw.post(path, data={**sent, "confirm": "y"}).status_code

    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(send_form, browsers, forms))
    assert answers.count(200) == 1, answers
    assert set(answers) <= {200, 404, 409}
    assert len(rows(AuditEntry, AuditEntry.action == "joining.request.confirmed")) == 1
    assert len(messages("received")) == 1


def test_links_are_not_guessed(app, world, visitor):
    """B3"""
    answers = [visitor.raw.get(f"/join/confirm/{number:043}").status_code for number in range(12)]
    assert (answers.count(404), answers.count(429)) == (10, 2)


def test_a_second_request_for_one_organisation_stands_beside_the_first(app, world, clock, client_of, rows):
    first = ask(app, clock)
    clock.advance(timedelta(days=2))
    second = ask(app, clock, replace(NEWTOWN, name="NEWTOWN  kitchen."), replace(ASKER, email="b@newtown.example"))
    third = ask(app, clock, replace(NEWTOWN, town="Oldtown"))
    beside = {each.id: each.beside_id for each in rows()}
    assert beside == {first: None, second: first, third: None}
    coordinator = client_of(world.person(Role.COORDINATOR, "host"))
    page = coordinator.get("/joining")
    assert page.texts("//tbody//th") == ["Newtown Kitchen Two people asked", "Newtown Kitchen"]
    shown = coordinator.get(f"/joining/{first}")
    assert "b@newtown" in shown.text.replace("<wbr>", "")
    coordinator.get(f"/joining/{second}", status=404)


def test_by_its_code_two_people_mean_the_same(app, world, clock, rows):
    bring_school(app, clock)
    first, second = ask(app, clock, SCHOOL), ask(app, clock, SCHOOL, replace(ASKER, email="b@newtown.example"))
    assert {each.id: each.beside_id for each in rows()}[second] == first


def test_two_who_confirm_at_once_for_one_organisation_are_one_request(app, world, clock, client_of, rows):
    paths = [f"/join/confirm/{send(app, clock)}" for _ in range(4)]
    browsers = [client_of(None) for _ in paths]
    forms = [each._hidden_fields(path) for each, path in zip(browsers, paths, strict=True)]
    together = Barrier(4, timeout=20)

    def send_form(browser, path, sent):
        together.wait()
        return browser.raw.post(path, data={**sent, "confirm": "y"}).status_code

    with ThreadPoolExecutor(4) as threads:
        answers = list(threads.map(send_form, browsers, paths, forms))
    assert answers == [200] * 4
    assert sum(each.beside_id is None for each in rows()) == 1


def test_past_the_bank_holidays_that_are_known_no_day_is_guessed(app, world, clock, client_of, visitor):
    clock.advance(timedelta(days=765))
    path = f"/join/confirm/{send(app, clock)}"
    assert "We have your request" in visitor.post(path, status=200).text
    coordinator = client_of(world.person(Role.COORDINATOR, "host"))
    assert "As soon as you can" in coordinator.get("/joining").text
