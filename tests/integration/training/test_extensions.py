"""Training that stands longer than its course says, for many people at once, with its reason (TR-11)."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from network.core.audit import AuditEntry
from network.core.database import db
from network.core.errors import NotFound, RuleBroken
from network.core.permissions import Role
from network.core.tenancy import scoped, system_scope
from network.training.coverage import recount, summarised
from network.training.extensions import queries, service
from network.training.extensions.rules import Ending
from network.training.figures import organisation_coverage
from network.training.imports.answers import Answers
from network.training.imports.queries import list_imports
from network.training.imports.service import take_file
from network.training.imports.taking_back import take_back as take_back_import
from network.training.learners import record_leaving
from network.training.models import Completion
from tests.factories import training
from tests.factories.training import NEXT_YEAR, TWO_YEARS_AGO
from tests.support.queries import MOST_ON_A_PAGE, counted_queries

FOUR = "Ann Ash <ann@a.example>\nBea Birch <bea@a.example>\nCal Cedar <cal@a.example>\nDee Dale <dee@a.example>"
DECEMBER = date(2026, 12, 31)
WHY = "The trainer was ill."


@pytest.fixture
def lead(app, world, clock):
    """Four people's tier 2 runs out in December; Cal has renewed, Dee has left."""
    person = world.person(Role.ORGANISATION_LEAD)
    training.load_catalogue(app, clock)
    with training.acting(app, person) as actor:
        training.log_session(actor, clock, FOUR, code="T2-PRACTICE", held_on=TWO_YEARS_AGO)
        training.log_session(actor, clock, "Cal Cedar <cal@a.example>", code="T2-PRACTICE")
        dee = next(each for each in training.learners_of(actor) if each.name == "Dee Dale")
        record_leaving(actor, dee.id, clock.today(), clock)
    return person


def trained(actor, day):
    return organisation_coverage(actor, actor.organisation_id, day).tiers[1].trained


def last_days(actor):
    rows = scoped(select(Completion.expires_on), actor, Completion).order_by(Completion.expires_on)
    return list(db.session.scalars(rows))


def test_who_did_not_renew_stands_longer_and_the_figures_follow(app, lead, clock):
    with training.acting(app, lead) as actor:
        (lapsing,) = queries.list_lapsing(actor, clock.today())
        assert (lapsing.ending, lapsing.people) == (Ending(2, DECEMBER), 2)
        assert trained(actor, date(2027, 6, 1)) == 1
        extension = service.extend(actor, [lapsing.ending], NEXT_YEAR, WHY, clock)
        assert extension.people == 2
        assert trained(actor, date(2027, 6, 1)) == 3
        assert summarised(actor) == recount(actor)
        # Dee, who has left, and what Cal has renewed stay as they were.
        assert last_days(actor) == [DECEMBER, DECEMBER, NEXT_YEAR, NEXT_YEAR, date(2028, 11, 30)]


def test_taken_back_everything_is_as_before(app, lead, clock):
    with training.acting(app, lead) as actor:
        before = last_days(actor), summarised(actor)
        extension = service.extend(actor, [Ending(2, DECEMBER)], NEXT_YEAR, WHY, clock)
        service.take_back(actor, extension.id, clock)
        assert (last_days(actor), summarised(actor)) == before
        assert service.take_back(actor, extension.id, clock).taken_back_at == clock.now()
        assert (last_days(actor), summarised(actor)) == before


def test_what_was_extended_twice_is_taken_back_in_turn(app, lead, clock):
    with training.acting(app, lead) as actor:
        before = last_days(actor)
        first = service.extend(actor, [Ending(2, DECEMBER)], date(2027, 3, 31), WHY, clock)
        second = service.extend(actor, [Ending(2, date(2027, 3, 31))], NEXT_YEAR, WHY, clock)
        with pytest.raises(RuleBroken, match="extended again later"):
            service.take_back(actor, first.id, clock)
        service.take_back(actor, second.id, clock)
        service.take_back(actor, first.id, clock)
        assert last_days(actor) == before
        assert summarised(actor) == recount(actor)


def test_of_four_who_extend_the_same_at_once_one_does(app, lead, clock):
    with training.acting(app, lead) as actor:
        before = last_days(actor)

    def extend(until):
        return lambda actor: service.extend(actor, [Ending(2, DECEMBER)], until, WHY, clock)

    days = [date(2027, 3, 31), date(2027, 4, 30), date(2027, 5, 31), NEXT_YEAR]
    assert training.at_once(app, lead, *map(extend, days)).count(None) == 1
    with training.acting(app, lead) as actor:
        (only,) = queries.list_extensions(actor, 1).items
        service.take_back(actor, only.id, clock)
        assert last_days(actor) == before
        assert summarised(actor) == recount(actor)


def test_nothing_is_taken_back_that_is_extended_again_in_that_moment(app, lead, clock):
    march = date(2027, 3, 31)
    with training.acting(app, lead) as actor:
        training.log_session(actor, clock, training.people(60), code="T2-PRACTICE", held_on=TWO_YEARS_AGO)
        first = service.extend(actor, [Ending(2, DECEMBER)], march, WHY, clock).id
    said = training.at_once(
        app,
        lead,
        lambda actor: service.extend(actor, [Ending(2, march)], NEXT_YEAR, WHY, clock),
        lambda actor: service.take_back(actor, first, clock),
    )
    assert said.count(None) == 1


@pytest.mark.parametrize(
    ("endings", "until", "reason", "field"),
    [
        ([], NEXT_YEAR, WHY, "endings"),
        ([Ending(2, DECEMBER)], DECEMBER, WHY, "until"),
        ([Ending(2, DECEMBER)], date(2027, 12, 30), WHY, "until"),
        ([Ending(2, DECEMBER)], date(2030, 12, 31), WHY, "until"),
        ([Ending(2, DECEMBER)], NEXT_YEAR, " \n ", "reason"),
        ([Ending(2, DECEMBER)], NEXT_YEAR, "x" * 501, "reason"),
        ([Ending(1, DECEMBER)], NEXT_YEAR, WHY, "endings"),
        ([Ending(99, date(2026, 11, 30))], NEXT_YEAR, WHY, "endings"),
    ],
)
def test_what_makes_no_sense_says_what_to_do(app, lead, clock, endings, until, reason, field):
    with training.acting(app, lead) as actor, pytest.raises(RuleBroken) as refused:
        service.extend(actor, endings, until, reason, clock)
    assert refused.value.field == field


def test_a_file_that_is_taken_back_takes_what_was_extended_with_it(app, world, lead, clock):
    rows = b"Name,E-mail,Course,Completion date\nEve Elm,eve@a.example,T2-PRACTICE,2024-12-05\n"
    with training.acting(app, lead) as actor:
        take_file(actor, actor.organisation_id, rows, Answers(), clock)
        extension = service.extend(actor, [Ending(2, DECEMBER)], NEXT_YEAR, WHY, clock)
        assert extension.people == 3
        (kept,) = list_imports(actor, 1).items
        take_back_import(actor, kept.id, clock)
        service.take_back(actor, extension.id, clock)
        assert last_days(actor) == [DECEMBER] * 4 + [date(2028, 11, 30)]
        assert summarised(actor) == recount(actor)


def test_on_the_page(app, lead, client_of):
    client = client_of(lead)
    page = client.get("/training/extensions/new")
    assert "Tier 2, runs out on 31 December 2026: 2 people" in page.texts("//label")
    answers = {"endings": "2:2026-12-31", "until": "2027-12-31", "reason": WHY}
    assert client.post("/training/extensions/new", {"endings": "2:2026-12-31"}, status=422).errors == [
        "Choose a day",
        "Say why, for whoever asks later",
    ]
    client.post("/training/extensions/new", {**answers, "endings": "1:2026-12-31"}, status=422)
    client.post("/training/extensions/new", answers, to="/training/extensions")
    listed = client.get("/training/extensions")
    assert "2 people’s training now stand" in listed.text
    assert WHY in listed.text
    person = next(href for href in client.get("/training/people?q=ann").tree.xpath("//th/a/@href"))
    assert "stands until 31 December 2027, longer than its course says: " + WHY in client.get(person).text
    (take_back,) = listed.tree.xpath("//form/@action[contains(., 'take-back')]")
    client.post(take_back, form_at="/training/extensions", to="/training/extensions")
    assert "Taken back on" in client.get("/training/extensions").text
    assert "longer than its course says" not in client.get(person).text
    with app.app_context(), system_scope(db.session(), "a test looks") as system:
        rows = scoped(select(AuditEntry), system, AuditEntry).where(AuditEntry.action.startswith("training.extension"))
        assert [row.action for row in db.session.scalars(rows.order_by(AuditEntry.id))] == [
            "training.extension.decided",
            "training.extension.taken_back",
        ]


def test_where_nothing_runs_out_the_page_says_so(app, world, clock, client_of):
    client = client_of(world.person(Role.ORGANISATION_LEAD))
    assert "none ran out within the last" in client.get("/training/extensions/new").text


def test_a_program_does_the_same(lead, client_of):
    program = client_of.api(lead)
    (lapsing,) = program.get("/api/v1/training/extensible").json["items"]
    assert lapsing == {"tier": 2, "tier_name": "Tier 2", "expires_on": "2026-12-31", "people": 2}
    body = {"endings": [{"tier": 2, "expires_on": "2026-12-31"}], "until": "2027-12-31", "reason": WHY}
    made = program.send("POST", "/api/v1/training/extensions", status=201, json=body)
    assert made.json["people"] == 2
    assert program.get(made.headers["Location"]).json == made.json
    assert program.get("/api/v1/training/extensions").json["items"] == [made.json]
    again = program.send("POST", "/api/v1/training/extensions", status=422, json=body)
    assert list(again.json["errors"]) == ["endings"]
    back = program.send("POST", f"{made.headers['Location']}/take-back")
    assert back.json["taken_back_at"] is not None


def test_nobody_elses_is_found(app, world, lead, clock):
    with training.acting(app, world.person(Role.ORGANISATION_LEAD, "other")) as actor:
        theirs = training.extend_everything(actor, clock)
    with training.acting(app, lead) as actor:
        with pytest.raises(NotFound):
            service.take_back(actor, theirs.id, clock)
        service.extend(actor, [Ending(2, DECEMBER)], NEXT_YEAR, WHY, clock)
        assert queries.list_extensions(actor, 1).total == 1
    with training.acting(app, world.person(Role.ORGANISATION_LEAD, "other")) as actor:
        assert service.take_back(actor, theirs.id, clock).people == 1


@pytest.mark.parametrize("path", ["/training/extensions", "/training/extensions/new"])
def test_twice_as_much_takes_as_many_questions(app, lead, client_of, clock, path):
    client = client_of(lead)
    with training.acting(app, lead) as actor:
        service.extend(actor, [Ending(2, DECEMBER)], date(2027, 1, 31), WHY, clock)
    client.get(path)
    with counted_queries(app) as before:
        client.get(path)
    with training.acting(app, lead) as actor:
        training.log_session(actor, clock, training.people(12), code="T2-PRACTICE", held_on=TWO_YEARS_AGO)
        service.extend(actor, [Ending(2, date(2027, 1, 31))], date(2027, 2, 28), WHY, clock)
    with counted_queries(app) as after:
        client.get(path)
    assert before.count == after.count <= MOST_ON_A_PAGE, after
