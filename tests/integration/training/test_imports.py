"""Files of other systems come into the records, once, and go again whole."""

from __future__ import annotations

import zlib
from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from network.core.commit import rollback
from network.core.database import db
from network.core.permissions import Role
from network.core.tenancy import scoped
from network.training import coverage
from network.training.exports import Choices, DayOrder
from network.training.exports.claims import Field
from network.training.imports import queries, taking_back
from network.training.imports.answers import Answers
from network.training.imports.service import answer_file, import_sent, preview, send_file, take_file
from network.training.models import Completion, Learner
from network.training.models.imports import ImportedCompletion, TrainingImport
from network.training.queries import visible_rows
from tests.factories import training
from tests.support.exports import EXPORTS, NOT_YET, REFUSED
from tests.support.queries import counted_queries

BY_NAME = {export.name: export for export in EXPORTS}
HEADINGS = "Name,E-mail,Staff number,Course,Completion date\n"


@pytest.fixture
def lead(app, world, clock):
    training.load_catalogue(app, clock)
    return world.person(Role.ORGANISATION_LEAD)


@pytest.fixture
def courses(app, lead, clock):
    return training.load_catalogue(app, clock)


def brought(actor, clock, text, **answers):
    """What importing this table does."""
    content = text if isinstance(text, bytes) else (HEADINGS + text).encode()
    course_id = answers.pop("course_id", None)
    return take_file(actor, actor.organisation_id, content, Answers(course_id, Choices(**answers)), clock)


def numbers(outcome):
    return outcome.added, outcome.already, outcome.not_complete, len(outcome.refused)


def records(actor):
    """Who completed what, as anybody would tell it: by what people are known by, not by our keys."""
    rows = scoped(select(Learner, Completion), actor, Learner, Completion).join(
        Completion, Completion.learner_id == Learner.id
    )
    return sorted(
        (learner.email or learner.staff_number or learner.name, completion.completed_on, completion.status)
        for learner, completion in db.session.execute(rows)
    )


def people(actor):
    return db.session.scalar(scoped(select(func.count()).select_from(Learner), actor, Learner))


@pytest.mark.parametrize("export", EXPORTS, ids=lambda export: export.name)
def test_what_a_system_says_is_recorded_and_only_once(app, lead, courses, clock, export):
    clock.move_to(clock.now().replace(year=2026, month=11, day=22))
    says = [day for _, day in export.says]
    with training.acting(app, lead) as actor:
        first = brought(actor, clock, export.content, course_id=courses["T1-ORIENT"])
        assert (first.system, first.rows) == (export.system, len(export.says))
        assert tuple(question.about for question in first.questions) == export.asks
        if export.asks:
            assert numbers(first) == (0, 0, 0, 0)
            return
        done = {said for said in export.says if said[1] not in (NOT_YET, REFUSED)}
        twice = len(says) - says.count(NOT_YET) - says.count(REFUSED) - len(done)
        assert numbers(first) == (len(done), twice, says.count(NOT_YET), says.count(REFUSED))
        kept = records(actor)
        again = brought(actor, clock, export.content, course_id=courses["T1-ORIENT"])
        assert (again.added, again.already) == (0, first.added + first.already)
        assert records(actor) == kept
        assert coverage.summarised(actor) == coverage.recount(actor)


def test_a_course_that_nobody_knows_is_never_counted_as_another(app, lead, courses, clock):
    table = (
        "Ann,ann@a.example,,Fire Safety,2026-09-03\nBo,bo@a.example,,A first look: orientation for everybody,"
        "2026-09-03\nCy,cy@a.example,,,2026-09-03\n"
    )
    with training.acting(app, lead) as actor:
        outcome = brought(actor, clock, table)
        assert numbers(outcome) == (1, 0, 0, 2)
        assert "There is no course called “Fire Safety”" in outcome.refused[0].why
        assert "No course is named" in outcome.refused[1].why
        rollback()
        given = brought(actor, clock, table, course_id=courses["T1-ORIENT"])
        assert numbers(given) == (1, 0, 0, 0)
        assert given.other_courses == 2


def test_a_course_that_the_file_names_is_not_taken_for_the_one_that_was_chosen(app, lead, courses, clock):
    chosen = courses["T1-ORIENT"]
    with training.acting(app, lead) as actor:
        another = "Ann,ann@a.example,,T2-PRACTICE,2026-09-03\n"
        outcome = brought(actor, clock, another, course_id=chosen)
        assert (numbers(outcome), outcome.other_courses) == ((0, 0, 0, 0), 1)
        # Somebody who says which of the file's courses it is means it.
        assert numbers(brought(actor, clock, another, course_id=chosen, called="T2-PRACTICE")) == (1, 0, 0, 0)
        ours = "Bo,bo@a.example,,Our word,2026-09-03\n"
        assert numbers(brought(actor, clock, ours, course_id=chosen)) == (1, 0, 0, 0)


@pytest.mark.parametrize(
    "name",
    [
        "T1-ORIENT v2",
        "T1-ORIENT - A first look",
        "A first look",
        "Training - T1-ORIENT",
        "User - A first look: orientation for everybody",
    ],
)
def test_a_course_of_nearly_the_same_name_is_another(app, lead, clock, name):
    with training.acting(app, lead) as actor:
        assert numbers(brought(actor, clock, f"Ann,ann@a.example,,{name},2026-09-03\n")) == (0, 0, 0, 1)
        known = "a first look:\u00a0 ORIENTATION for everybody"
        assert numbers(brought(actor, clock, f"Ann,ann@a.example,,{known},2026-09-03\n")) == (1, 0, 0, 0)


def test_a_retake_is_a_new_record_and_the_summary_follows(app, lead, clock):
    with training.acting(app, lead) as actor:
        brought(actor, clock, "Ann,ann@a.example,,T1-ORIENT,2020-09-03\n")
        assert coverage.summarised(actor) == coverage.recount(actor)
        brought(actor, clock, "Ann,ann@a.example,,T1-ORIENT,2026-09-03\n")
        assert len(records(actor)) == 2
        assert coverage.summarised(actor) == coverage.recount(actor)


def test_an_import_is_taken_back_whole_and_no_more(app, lead, clock):
    with training.acting(app, lead) as actor:
        training.log_session(actor, clock, "Di Dale, di@a.example")
        held_on = clock.today()
        before = records(actor), people(actor)
        brought(actor, clock, f"Ann,ann@a.example,,T1-ORIENT,2026-09-03\nDi,di@a.example,,T1-ORIENT,{held_on}\n")
        (kept,) = db.session.scalars(queries.visible_imports(actor))
        taking_back.take_back(actor, kept.id, clock)
        assert (records(actor), people(actor)) == before
        assert coverage.summarised(actor) == coverage.recount(actor)
        taking_back.take_back(actor, kept.id, clock)  # twice is as good as once
        assert (records(actor), people(actor)) == before


def test_a_long_file_is_taken_back_whole(app, lead, clock):
    courses = ("T1-ORIENT", "T2-PRACTICE")
    rows = "".join(f"P {n},p{n}@a.example,,{courses[n % 2]},2026-09-03\n" for n in range(2_500))
    with training.acting(app, lead) as actor:
        assert numbers(brought(actor, clock, rows)) == (2_500, 0, 0, 0)
        (kept,) = db.session.scalars(queries.visible_imports(actor))
        taking_back.take_back(actor, kept.id, clock)
        assert (records(actor), people(actor)) == ([], 0)
        assert coverage.summarised(actor) == coverage.recount(actor)


def test_what_another_file_says_too_stays(app, lead, clock):
    ann, bo = "Ann,ann@a.example,,T1-ORIENT,2026-09-03\n", "Bo,bo@a.example,,T1-ORIENT,2026-09-03\n"
    with training.acting(app, lead) as actor:
        brought(actor, clock, ann + bo)
        first = db.session.scalars(queries.visible_imports(actor)).one()
        assert numbers(brought(actor, clock, bo)) == (0, 1, 0, 0)
        taking_back.take_back(actor, first.id, clock)
        assert [who for who, *_ in records(actor)] == ["bo@a.example"]
        assert coverage.summarised(actor) == coverage.recount(actor)


def test_after_ninety_days_it_stands(app, lead, clock):
    with training.acting(app, lead) as actor:
        brought(actor, clock, "Ann,ann@a.example,,T1-ORIENT,2026-09-03\n")
    clock.advance(timedelta(days=91))
    with app.app_context():
        training.as_job(taking_back.let_stand, clock)
    with training.acting(app, lead) as actor:
        kept = db.session.scalars(queries.visible_imports(actor)).one()
        assert kept.settled_at == clock.now()
        assert not db.session.scalars(scoped(select(ImportedCompletion), actor, ImportedCompletion)).all()
        with pytest.raises(Exception, match="90 days"):
            taking_back.take_back(actor, kept.id, clock)
        assert len(records(actor)) == 1


def test_the_rows_to_mend_come_back_under_their_headings_and_can_be_sent_again(app, lead, courses, clock):
    export = BY_NAME["moodle progress for Excel"]
    with training.acting(app, lead) as actor:
        first = brought(actor, clock, export.content, course_id=courses["T1-ORIENT"])
        kept = db.session.scalars(queries.visible_imports(actor)).one()
        mended = queries.refused_table(actor, kept.id).decode("utf-8-sig")
        assert mended.splitlines()[0].endswith("Quiz,2026-09-30 00:00:00,What to do")
        assert len(mended.splitlines()) == 1 + len(first.refused)
        assert "Add the day" in mended
        again = mended.replace("Completed,,It", "Completed,2026-09-04 10:00:00,It")
        second = brought(actor, clock, again.encode(), course_id=courses["T1-ORIENT"])
        assert (second.system, numbers(second)) == ("moodle", (1, 0, 0, 0))


def test_rows_that_come_back_mended_say_what_they_said_at_first(app, lead, courses, clock):
    """What a spreadsheet would take for a sum goes out behind an apostrophe."""
    head = "Name,E-mail,Staff number,Course,Status,Completion date\n"
    rows = "-,ann@a,=0042,T1-ORIENT,-,\n@Bo,bo@a,+7,T1-ORIENT,Completed,2026-09-03\n'Cy,cy@a,'7,T1-ORIENT,--,--\n"
    with training.acting(app, lead) as actor:
        assert numbers(brought(actor, clock, (head + rows).encode())) == (0, 0, 0, 3)
        kept = db.session.scalars(queries.visible_imports(actor)).one()
        mended = queries.refused_table(actor, kept.id).replace(b"@a,", b"@a.example,")
        assert b"'=0042" in mended
        assert numbers(brought(actor, clock, mended)) == (1, 0, 2, 0)
        (bo,) = db.session.scalars(visible_rows(actor))
        assert (bo.name, bo.staff_number) == ("@Bo", "+7")


def test_what_was_answered_once_is_remembered_for_the_next_file_like_it(app, lead, courses, clock):
    export = BY_NAME["teams, either way"]
    answers = Answers(courses["T1-ORIENT"])
    with training.acting(app, lead) as actor:
        sent = send_file(actor, "teams.csv", export.content, answers, clock)
        answer_file(actor, sent.id, Answers(courses["T1-ORIENT"], Choices(dates=DayOrder.DAY_FIRST)), clock)
        outcome = take_file(actor, actor.organisation_id, export.content, answers, clock)
        assert numbers(outcome) == (1, 0, 0, 0)
        assert records(actor)[0][1] == date(2025, 10, 12)


def test_what_was_answered_once_stands_back_where_a_file_shows_the_order_itself(app, lead, courses, clock):
    text = "Who,Finished\nann@a.example,4/9/2026\n"
    chosen = Choices(dates=DayOrder.MONTH_FIRST, columns={Field.EMAIL: "Who", Field.COMPLETED_ON: "Finished"})
    with training.acting(app, lead) as actor:
        sent = send_file(actor, "a.csv", text.encode(), Answers(courses["T1-ORIENT"]), clock)
        answer_file(actor, sent.id, Answers(courses["T1-ORIENT"], chosen), clock)
        shown = text + "bo@a.example,24/9/2026\n"
        outcome = take_file(actor, actor.organisation_id, shown.encode(), Answers(courses["T1-ORIENT"]), clock)
        assert numbers(outcome) == (2, 0, 0, 0)
        assert records(actor)[0][:2] == ("ann@a.example", date(2026, 9, 4))


def test_a_file_waits_for_a_day_and_no_longer(app, lead, courses, clock):
    with training.acting(app, lead) as actor:
        send_file(actor, "teams.csv", BY_NAME["teams, American"].content, Answers(courses["T1-ORIENT"]), clock)
    clock.advance(timedelta(days=1))
    with app.app_context():
        training.as_job(taking_back.forget_files, clock)
    with training.acting(app, lead) as actor:
        assert db.session.scalars(queries.visible_imports(actor)).all() == []


def test_rows_to_mend_are_forgotten_after_a_month(app, lead, clock):
    with training.acting(app, lead) as actor:
        brought(actor, clock, "Ann,,,T1-ORIENT,2026-09-03\n")
        kept = db.session.scalars(queries.visible_imports(actor)).one()
        assert zlib.decompress(kept.refused)
    clock.advance(timedelta(days=30))
    with app.app_context():
        training.as_job(taking_back.forget_files, clock)
    with training.acting(app, lead) as actor:
        assert db.session.scalars(scoped(select(TrainingImport.refused), actor, TrainingImport)).all() == [b""]


def test_a_look_at_a_file_counts_nobody_and_says_what_importing_it_does(app, lead, courses, clock):
    """What a look finds out is taken back: to count people for it would be work for nothing (P3)."""
    text = "".join(f"Person {n},person{n}@trust.example,,T1-ORIENT,2026-09-0{n}\n" for n in (1, 2, 3))
    with training.acting(app, lead) as actor:
        brought(actor, clock, "Person 1,person1@trust.example,,T1-ONLINE,2026-09-01\n")
        kept = send_file(actor, "file.csv", (HEADINGS + text).encode(), Answers(), clock)
        before = coverage.summarised(actor)
        with counted_queries(app) as queries:
            seen = preview(actor, kept.id, clock).outcome
        written = [statement for statement in queries.statements if statement.startswith("INSERT")]
        assert [each.split()[2] for each in written] == ["learner", "completion"], queries
        assert coverage.summarised(actor) == before
        import_sent(actor, kept.id, seen.digest, clock)
        assert (seen.added, seen.people) == (3, 2)
        assert coverage.summarised(actor) == coverage.recount(actor)
