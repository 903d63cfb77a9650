"""Whose each row of a file is: somebody known, somebody new, or a row to mend; never a guess."""

from __future__ import annotations

from datetime import timedelta

import pytest

from network.core.database import db
from network.core.permissions import Role
from network.training import coverage
from network.training.imports import queries, taking_back
from network.training.queries import visible_rows
from network.training.same_person import stand_for
from tests.factories import training
from tests.integration.training.test_imports import brought, numbers, people, records


@pytest.fixture
def lead(app, world, clock):
    training.load_catalogue(app, clock)
    return world.person(Role.ORGANISATION_LEAD)


def test_people_are_known_by_address_or_number_and_never_by_name(app, lead, clock):
    with training.acting(app, lead) as actor:
        brought(actor, clock, "Ann Smith,ann@a.example,,T1-ORIENT,2026-09-03\n")
        outcome = brought(
            actor,
            clock,
            "Smith Ann,ANN@A.example,0042,T1-ORIENT,2026-09-04\n"
            "Ann Smith,,0042,T1-ORIENT,2026-09-05\n"
            "Ann Smith,other@a.example,,T1-ORIENT,2026-09-05\n"
            "Ann Smith,,,T1-ORIENT,2026-09-05\n",
        )
        assert numbers(outcome) == (3, 0, 0, 1)
        assert people(actor) == 2
        assert "name alone" in outcome.refused[0].why


def test_one_mailbox_for_two_people_is_asked_about(app, lead, clock):
    with training.acting(app, lead) as actor:
        outcome = brought(
            actor,
            clock,
            "Ann Smith,office@a.example,,T1-ORIENT,2026-09-03\nBo Lund,office@a.example,,T1-ORIENT,2026-09-03\n",
        )
        assert numbers(outcome) == (1, 0, 0, 1)
        assert "also that of “Ann Smith”" in outcome.refused[0].why


KNOWN = (
    "Ann Smith,ann@a.example,0042,T1-ORIENT,2026-09-01\nCy Tan,,0077,T1-ORIENT,2026-09-01\n"
    "Ab,,P1001,T1-ORIENT,2026-09-01\n"
)


@pytest.mark.parametrize(
    ("rows", "refused"),
    [
        # One mailbox or number, several names.
        (("Pat One,office@a.example,", "Sam Two,office@a.example,"), {3: "also that of “Pat One” in this file"}),
        (("Pat One,office@a.example,", "Sam One,office@a.example,"), {3: "also that of “Pat One” in this file"}),
        (("Pat One,,0001", "Sam Two,,0001"), {3: "also that of “Pat One” in this file"}),
        (("Sam Two,ann@a.example,",), {2: "“Ann Smith” in your records, and “Sam Two” here"}),
        (("Sam Two,,0042",), {2: "“Ann Smith” in your records, and “Sam Two” here"}),
        (("Ann Smith,ann@a.example,", "Bob Smith,ann@a.example,"), {3: "also that of “Ann Smith” in this file"}),
        (("Bob Smith,ann@a.example,", "Ann Smith,ann@a.example,"), {2: "also that of “Ann Smith” in this file"}),
        (("Nurse 2,n@a.example,", "Nurse 3,n@a.example,"), {3: "also that of “Nurse 2” in this file"}),
        # One person, written otherwise.
        (("Ann Jones,ann@a.example,",), {}),
        ((",ann@a.example,", "Ann Smith,ann@a.example,", "SMITH ANN,ann@a.example,"), {}),
        (("Siân O'Dell,s@a.example,", "SIAN O’DELL,s@a.example,", "Sia\u0302n ODell,s@a.example,"), {}),
        (("Mary-Jane Day,m@a.example,", "Mary Jane Day,m@a.example,", "Maryjane Day,m@a.example,"), {}),
        # What a spreadsheet does to a number.
        (("Cy Tan,,0077.0", "Cy Tan,,0077"), {}),
        (("Cy Tan,,77",), {2: "The staff number of “Cy Tan” is “0077”, and this is “77”"}),
        (("Cy Tan,,077", "Cy Tan,,0077"), {2: "The staff number of “Cy Tan” is “0077”"}),
        (("Di,,9", "Ev,,09"), {3: "The staff number of “Di” is “9”"}),
        (("Ev Fox,ev@a.example,77",), {}),
        (("Di,,1.23457E+11", "Ev,,1.23457E+11"), {2: "has cut the staff number", 3: "has cut the staff number"}),
        (("Ab,,p1001", "Ab,,P1001"), {}),
    ],
)
def test_who_is_who_is_never_guessed_and_said_alike_the_second_time(app, lead, clock, rows, refused):
    text = "".join(f"{row},T1-ORIENT,2026-09-0{number}\n" for number, row in enumerate(rows, 2))
    with training.acting(app, lead) as actor:
        brought(actor, clock, KNOWN)
    clock.advance(timedelta(minutes=1))
    with training.acting(app, lead) as actor:
        first = brought(actor, clock, text)
        assert {each.row for each in first.refused} == set(refused)
        assert all(refused[each.row] in each.why for each in first.refused)
        kept = records(actor)
    clock.advance(timedelta(minutes=1))
    with training.acting(app, lead) as actor:
        again = brought(actor, clock, text)
        assert (again.added, [each.row for each in again.refused]) == (0, [each.row for each in first.refused])
        assert records(actor) == kept


def test_in_other_capitals_or_with_other_zeros_a_number_is_the_same_persons(app, lead, clock):
    with training.acting(app, lead) as actor:
        brought(actor, clock, KNOWN)
        before = people(actor)
        outcome = brought(actor, clock, "Ab,,p1001,T1-ORIENT,2026-09-02\nCy Tan,,77,T1-ORIENT,2026-09-02\n")
        assert numbers(outcome) == (1, 0, 0, 1)
        assert people(actor) == before


def test_an_address_and_a_number_of_two_people_are_no_row(app, lead, clock):
    with training.acting(app, lead) as actor:
        brought(actor, clock, "Ann,ann@a.example,,T1-ORIENT,2026-09-03\nBo,,0042,T1-ORIENT,2026-09-03\n")
        outcome = brought(actor, clock, "Ann,ann@a.example,0042,T1-ORIENT,2026-09-04\n")
        assert numbers(outcome) == (0, 0, 0, 1)
        assert "“Ann” in your records, and the staff number “Bo”" in outcome.refused[0].why


def test_another_organisations_person_is_never_a_match(app, world, lead, clock):
    with training.acting(app, world.person(Role.ORGANISATION_LEAD, "other")) as actor:
        brought(actor, clock, "Ann,ann@a.example,0042,T1-ORIENT,2026-09-03\n")
    with training.acting(app, lead) as actor:
        outcome = brought(actor, clock, "Ann,ann@a.example,0042,T1-ORIENT,2026-09-03\n")
        assert numbers(outcome) == (1, 0, 0, 0)
        assert outcome.people == 1


def test_people_without_address_or_number_are_taken_apart_where_somebody_asks(app, lead, clock):
    rows = "Ann,,,T1-ORIENT,2026-09-03\nBo,,,T1-ORIENT,2026-09-03\n"
    with training.acting(app, lead) as actor:
        assert numbers(brought(actor, clock, rows, takes_names_alone=True)) == (2, 0, 0, 0)
        assert {(bucket.is_known, count) for bucket, count in coverage.summarised(actor).items()} == {(False, 2)}
        assert coverage.summarised(actor) == coverage.recount(actor)


def test_people_of_whom_only_a_name_is_known_do_not_come_again_with_the_same_file(app, lead, clock):
    rows = "Ann,,,T1-ORIENT,2026-09-03\nAnn,,,T1-ORIENT,2026-09-03\nBo,,,T1-ORIENT,2026-09-03\n"
    with training.acting(app, lead) as actor:
        assert numbers(brought(actor, clock, rows, takes_names_alone=True)) == (3, 0, 0, 0)
        first = db.session.scalars(queries.visible_imports(actor)).one().id
        assert numbers(brought(actor, clock, rows, takes_names_alone=True)) == (0, 3, 0, 0)
        assert people(actor) == 3
        taking_back.take_back(actor, first, clock)
        assert people(actor) == 3  # the second says so too
        (second,) = (each.id for each in db.session.scalars(queries.visible_imports(actor)) if each.id != first)
        taking_back.take_back(actor, second, clock)
        assert people(actor) == 0
        assert numbers(brought(actor, clock, rows, takes_names_alone=True)) == (3, 0, 0, 0)
        assert numbers(brought(actor, clock, rows + "Cy,,,T1-ORIENT,2026-09-03\n", takes_names_alone=True)) == (
            4,
            0,
            0,
            0,
        )
        assert coverage.summarised(actor) == coverage.recount(actor)


def test_what_a_file_says_twice_in_one_breath_is_one_person(app, lead, clock):
    rows = (
        "Ann,ann@a.example,,T1-ORIENT,2026-09-03\nAnn,ann@a.example,0042,T2-PRACTICE,2026-09-04\n"
        "Ann,,0042,T1-ORIENT,2026-09-03\nAnn,,0042,T1-ORIENT,2025-09-03\n"
    )
    with training.acting(app, lead) as actor:
        assert numbers(brought(actor, clock, rows)) == (3, 1, 0, 0)
        assert people(actor) == 1
        assert coverage.summarised(actor) == coverage.recount(actor)


def test_two_records_of_one_person_keep_what_each_is_known_by(app, lead, clock):
    with training.acting(app, lead) as actor:
        brought(actor, clock, "Ann,ann@a.example,,T1-ORIENT,2026-09-03\nAnn,,0042,T1-ORIENT,2026-09-04\n")
        one, other = sorted(db.session.scalars(visible_rows(actor)), key=lambda row: row.email or "")
        stand_for(actor, kept=other, other=one, clock=clock)
        assert numbers(brought(actor, clock, "Ann,ann@a.example,0042,T1-ORIENT,2026-09-05\n")) == (1, 0, 0, 0)
        assert coverage.summarised(actor) == coverage.recount(actor)
