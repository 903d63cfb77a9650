"""A form that arrives again and again, after a bad line, is one session (`B35`), and whose it is the page says."""

from __future__ import annotations

import threading

import pytest

from network.core.permissions import Role
from network.training.models import Completion, TrainingSession
from tests.factories import training
from tests.integration.training.test_log_session import NEW, count, filled

KEPT = "//section[@data-kept]"


@pytest.fixture
def courses(app, world, clock):
    return training.load_catalogue(app, clock)


def tokens(page):
    return {each.get("name"): each.get("value") for each in page.tree.xpath("//main//input[@type='hidden']")}


def test_five_in_sequence_each_with_a_fresh_token_are_one_session(app, courses, world, client_of):
    """As the script sends it: the key of the form as it was, the token of a page that was opened since."""
    champion = client_of(world.person(Role.CHAMPION))
    body = {**tokens(champion.get(NEW)), **filled(courses, training.people(3))}
    answers = []
    for _ in range(5):
        body["csrf_token"] = tokens(champion.get(NEW))["csrf_token"]
        answers.append(champion.raw.post(NEW, data=body))
    assert [(each.status_code, each.location) for each in answers] == [(303, answers[0].location)] * 5
    assert (count(app, TrainingSession), count(app, Completion)) == (1, 3)


def test_five_tabs_at_once_are_one_session(app, courses, world, client_of):
    person = world.person(Role.CHAMPION)
    clients = [client_of(person) for _ in range(5)]
    pages = [client.get(NEW) for client in clients]
    key = tokens(pages[0])["form_key"]
    bodies = [{**tokens(page), "form_key": key, **filled(courses, training.people(3))} for page in pages]
    answers, barrier = [], threading.Barrier(5)

    def press(client, body):
        barrier.wait()
        answers.append(client.raw.post(NEW, data=body))

    threads = [threading.Thread(target=press, args=each) for each in zip(clients, bodies, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {each.status_code for each in answers} == {303}
    assert len({each.location for each in answers}) == 1
    assert (count(app, TrainingSession), count(app, Completion)) == (1, 3)


def test_a_refusal_leaves_the_key_free(app, courses, world, client_of):
    """What is mended is sent by the same key."""
    champion = client_of(world.person(Role.CHAMPION))
    body = {**tokens(champion.get(NEW)), **filled(courses, "Ann Ash <ann@>")}
    assert {champion.raw.post(NEW, data=body).status_code for _ in range(2)} == {422}
    assert champion.raw.post(NEW, data={**body, "names": "Ann Ash"}).status_code == 303
    assert champion.raw.post(NEW, data={**body, "names": "Bo Birch"}).status_code == 409
    assert count(app, TrainingSession) == 1


def test_signed_out_meanwhile_nothing_is_carried_out_and_the_key_stays_free(app, courses, world, client_of, visitor):
    champion = client_of(world.person(Role.CHAMPION))
    body = {**tokens(champion.get(NEW)), **filled(courses, "Ann Ash")}
    opened = visitor.get(NEW, status=303)
    assert "sign-in" in opened.location or "sign_in" in opened.location
    assert count(app, TrainingSession) == 0
    again = client_of(world.person(Role.CHAMPION))
    body["csrf_token"] = tokens(again.get(NEW))["csrf_token"]
    assert again.raw.post(NEW, data=body).status_code == 303


def owner(page):
    found = page.tree.xpath(f"{KEPT}/@data-kept-owner")
    return found[0] if found else None


@pytest.mark.parametrize("path", [NEW, "/training/", "/training/coming", "/training/sheets"])
def test_every_page_of_training_says_whose_forms_it_keeps(courses, world, client_of, path):
    """Two people on one phone, and one person in two organisations, never meet each other's."""
    owners = set()
    for at in ("own", "other"):
        for role in (Role.CHAMPION, Role.FACILITATOR):
            person = world.person(role, at)
            page = client_of(person).get(path)
            assert owner(page) == f"{person.user_id}.{person.organisation_id}"
            assert page.tree.xpath(f"{KEPT}/@hidden"), "nothing is said before there is anything"
            assert page.tree.xpath("//script[contains(@src, 'kept.mjs')]")
            owners.add(owner(page))
    assert len(owners) == 4


def test_others_are_not_burdened_with_it(courses, world, client_of, visitor):
    for page in (
        client_of(world.person(Role.STAFF_MEMBER)).get("/training/coming"),
        client_of(world.person(Role.CHAMPION)).get("/events"),
        visitor.get("/sign-in-sheet"),
    ):
        assert owner(page) is None
        assert "kept.mjs" not in page.text
