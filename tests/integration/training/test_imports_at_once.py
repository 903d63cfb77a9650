"""Files that come at the same moment are taken one after the other, each of them whole (`P9`)."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import func, select

from network.core.database import db
from network.core.permissions import Role
from network.core.tenancy import scoped
from network.training import coverage
from network.training.exports import Choices
from network.training.imports import taking
from network.training.imports.answers import Answers
from network.training.imports.service import take_file
from network.training.models import Completion, Learner
from tests.factories import training

FILES, PEOPLE = 8, 12
IMPORTS, SESSIONS = "/api/v1/training/imports", "/api/v1/training/sessions"
SESSION = {"course": "T1-ORIENT", "mode": "in-person", "place": "Room 1"}
HEADINGS = "Name,E-mail,Course,Completion date\n"


@pytest.fixture
def lead(app, world, clock):
    training.load_catalogue(app, clock)
    return world.person(Role.ORGANISATION_LEAD)


def rows_of(number):
    """Everybody, in an order of this file's own, with a completion that every file has and one that it alone has."""
    turned = [(each * 5 + number) % PEOPLE for each in range(PEOPLE)]
    days = ("2026-01-20", f"2026-02-{number + 1:02}")
    return [f"Person {each},p{each}@a.example,T1-ORIENT,{day}\n" for each in turned for day in days]


def bring(app, lead, clock, files):
    """What importing these files at one moment says, each in a thread of its own."""
    barrier = Barrier(len(files))

    def import_one(rows):
        with training.acting(app, lead) as actor:
            barrier.wait()
            content = (HEADINGS + "".join(rows)).encode()
            return take_file(actor, actor.organisation_id, content, Answers(None, Choices()), clock)

    with ThreadPoolExecutor(len(files)) as pool:
        return list(pool.map(import_one, files))


def counted(actor, model):
    return db.session.scalar(scoped(select(func.count()).select_from(model), actor, model))


@pytest.mark.parametrize("are_same", [True, False], ids=["the same file", "files that overlap"])
@pytest.mark.parametrize("at_once", [taking.AT_ONCE, 5], ids=["in one part", "in parts"])
def test_each_person_and_each_completion_is_there_once(app, lead, clock, monkeypatch, are_same, at_once):
    monkeypatch.setattr("network.training.imports.service.AT_ONCE", at_once)
    said = bring(app, lead, clock, [rows_of(0 if are_same else number) for number in range(FILES)])
    days = 2 if are_same else FILES + 1
    with training.acting(app, lead) as actor:
        assert counted(actor, Learner) == PEOPLE
        assert counted(actor, Completion) == PEOPLE * days
        assert coverage.summarised(actor) == coverage.recount(actor)
    assert sum(each.added for each in said) == PEOPLE * days
    assert {each.added + each.already for each in said} == {PEOPLE * 2}


def test_sessions_that_are_logged_meanwhile_are_there_too(app, world, lead, clock, client_of, monkeypatch):
    """By a program, of the same people from the last to the first: nobody waits for another in a circle."""
    monkeypatch.setattr("network.training.imports.service.AT_ONCE", 3)
    importer, champion = client_of.api(lead), client_of.api(world.person(Role.CHAMPION))
    barrier = Barrier(FILES)

    def send(number):
        barrier.wait()
        program = importer if number % 2 else champion
        if number % 2:
            content = (HEADINGS + "".join(rows_of(number))).encode()
            return program.send("POST", IMPORTS, data=content, headers={"Content-Type": "text/csv"})
        people = [{"email": f"p{each}@a.example", "name": f"Person {each}"} for each in reversed(range(PEOPLE))]
        return program.post(SESSIONS, {**SESSION, "held_on": f"2026-03-{number + 1:02}", "people": people})

    with ThreadPoolExecutor(FILES) as pool:
        list(pool.map(send, range(FILES)))
    with training.acting(app, lead) as actor:
        assert counted(actor, Learner) == PEOPLE
        assert counted(actor, Completion) == PEOPLE * (FILES + 1)
        assert coverage.summarised(actor) == coverage.recount(actor)
