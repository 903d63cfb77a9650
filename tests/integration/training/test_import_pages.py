"""A lead sends a file, answers what it leaves open, sees what it would add, says yes, and takes it back."""

from __future__ import annotations

import csv
import io
import re

import pytest
from sqlalchemy import func, select

from network.core.audit import AuditEntry
from network.core.database import db
from network.core.permissions import Role
from network.core.tenancy import scoped, system_scope
from network.training.models import Completion, Learner
from tests.factories import training
from tests.support.exports import EXPORTS
from tests.support.hostile import hostile_strings
from tests.support.queries import MOST_ON_A_PAGE, counted_queries

BY_NAME = {export.name: export for export in EXPORTS}
NEW = "/training/imports/new"
TABLE = "Name,E-mail,Course,Completion date\n"


@pytest.fixture
def courses(app, world, clock):
    return training.load_catalogue(app, clock)


@pytest.fixture
def lead(world, client_of, courses):
    return client_of(world.person(Role.ORGANISATION_LEAD))


def send(client, content, course=None, name="export.csv", status=303):
    sent = {"file": (io.BytesIO(content), name), "course": str(course or "")}
    return client.post(NEW, sent, status=status, content_type="multipart/form-data")


def count(app, table):
    with app.app_context(), system_scope(db.session(), "looking into the records") as system:
        return db.session.scalar(scoped(select(func.count()).select_from(table), system, table))


def audited(app):
    with app.app_context(), system_scope(db.session(), "looking into the audit") as system:
        rows = scoped(select(AuditEntry.action), system, AuditEntry).order_by(AuditEntry.id)
        return [action for action in db.session.scalars(rows) if action.startswith("training.file")]


def preview_of(client, answer):
    return client.get(answer.location)


def say_yes(client, page, address, status=303):
    seen = re.search(r'name="seen"[^>]*value="([0-9a-f]+)"', page.text)[1]
    return client.post(address, {"seen": seen}, status=status)


def test_from_a_file_to_the_records_and_back(app, lead, courses):
    sent = send(lead, BY_NAME["moodle progress for Excel"].content, courses["T1-ORIENT"])
    page = preview_of(lead, sent)
    assert "Moodle, activity completion, 5 rows" in page.text
    assert "Would be added" in page.text
    assert "Add the day" in page.text
    assert count(app, Completion) == 0  # looking adds nothing
    done = say_yes(lead, page, sent.location)
    assert count(app, Completion) == 1
    shown = lead.get(done.location)
    assert "Download the 1 row to mend" in shown.text
    mended = lead.get(done.location.replace("/done", "/rows-to-mend.csv"))
    assert mended.answer.headers["Content-Disposition"] == 'attachment; filename="rows-to-mend.csv"'
    assert "tom@council.example" in mended.text
    assert "export.csv" in lead.get("/training/imports").text
    lead.post(done.location.replace("/done", "/take-back"), {}, form_at=done.location)
    assert (count(app, Completion), count(app, Learner)) == (0, 0)
    assert "taken back on" in lead.get(done.location).text
    assert audited(app) == ["training.file.sent", "training.file.imported", "training.file.taken_back"]


def test_what_is_left_open_is_asked_on_the_page(app, lead, courses):
    sent = send(lead, BY_NAME["teams, either way"].content, courses["T1-ORIENT"])
    page = preview_of(lead, sent)
    assert "Does this file write the day first, or the month?" in page.text
    assert 'name="seen"' not in page.text  # nothing to say yes to yet
    lead.post(
        sent.location + "/answers", {"course": str(courses["T1-ORIENT"]), "dates": "day-first"}, form_at=NEW, status=303
    )
    say_yes(lead, preview_of(lead, sent), sent.location)
    assert count(app, Completion) == 1
    # The next file like it needs no answer.
    again = send(lead, BY_NAME["teams, either way"].content, courses["T1-ORIENT"])
    assert "Recorded already" in preview_of(lead, again).text


def test_a_course_of_another_name_is_said_once(app, lead, courses):
    table = (TABLE + "Ann,ann@a.example,TI awareness (v2),2026-09-03\n").encode()
    sent = send(lead, table)
    page = preview_of(lead, sent)
    assert "TI awareness (v2), 1 row" in page.text
    named = {"name": "TI awareness (v2)", "course": str(courses["T1-ORIENT"])}
    lead.post(sent.location + "/courses", named, form_at=NEW, status=303)
    say_yes(lead, preview_of(lead, sent), sent.location)
    assert count(app, Completion) == 1
    again = send(lead, table.replace(b"ann@", b"bo@"))
    assert "that we do not know" not in preview_of(lead, again).text
    lead.post(again.location + "/courses", {"name": "TI awareness (v2)", "course": "none"}, form_at=NEW, status=303)
    assert "There is nothing to add" in preview_of(lead, again).text
    lead.post(again.location + "/courses", {"name": "TI awareness (v2)", "course": ""}, form_at=NEW, status=422)


def test_what_changed_since_it_was_shown_is_shown_again(app, lead, courses):
    table = (TABLE + "Ann,ann@a.example,T1-ORIENT,2026-09-03\n").encode()
    first, second = send(lead, table), send(lead, table)
    seen = preview_of(lead, second)
    say_yes(lead, preview_of(lead, first), first.location)
    assert "Look again" in say_yes(lead, seen, second.location, status=409).text
    assert count(app, Completion) == 1
    lead.post(first.location, {"seen": ""}, form_at=NEW)  # done already: not twice, and no fault


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "Choose the file"),
        (b"%PDF-1.4", "This is a PDF document"),
        (b"\x89PNG\r\n", "a picture"),
        (b"email,signupnote\na@b.example,\n", "does not say who came"),
        (b'Name,E-mail\n"Ann,ann@a.example\n', "quotation mark"),
    ],
)
def test_a_file_that_is_none_says_what_to_send(lead, content, words):
    assert words in send(lead, content, status=422).text


def test_columns_are_chosen_where_headings_say_nothing(app, lead, courses):
    sent = send(lead, b"A;B;C\nAnn Smith;ann@a.example;24/9/2026\n", courses["T1-ORIENT"])
    assert "Which column says who the people are?" in preview_of(lead, sent).text
    chosen = {
        "course": str(courses["T1-ORIENT"]),
        "column_name": "A",
        "column_email": "B",
        "column_completed_on": "C",
    }
    lead.post(sent.location + "/answers", chosen, form_at=NEW, status=303)
    say_yes(lead, preview_of(lead, sent), sent.location)
    assert count(app, Completion) == 1
    lead.post(sent.location + "/answers", chosen, form_at=NEW, status=409)


def test_a_file_of_many_is_not_put_down_to_one_person(app, lead, courses):
    sent = send(lead, BY_NAME["moodle progress"].content, courses["T1-ORIENT"])
    mine = {"course": str(courses["T1-ORIENT"]), "learner": "lead@a.example"}
    page = lead.post(sent.location + "/answers", mine, form_at=NEW, status=422)
    assert "This file says itself who the people are" in page.text


def test_another_organisation_finds_no_file(world, client_of, lead, courses):
    sent = send(lead, BY_NAME["zoom meeting"].content, courses["T1-ORIENT"])
    stranger = client_of(world.person(Role.ORGANISATION_LEAD, "other"))
    for path in ("", "/done", "/rows-to-mend.csv"):
        stranger.get(sent.location + path, status=404)
    for path in ("", "/answers", "/courses", "/take-back"):
        stranger.post(sent.location + path, {"name": "x", "course": "none"}, form_at=NEW, status=404)


def test_whatever_stands_in_a_cell_is_read_or_refused(lead, courses):
    rows = [[text, text, text, text] for text in hostile_strings()]
    buffer = io.StringIO()
    csv.writer(buffer).writerows([["Name", "E-mail", "Course", "Completion date"], *rows])
    sent = send(lead, buffer.getvalue().encode("utf-8", "surrogatepass"), courses["T1-ORIENT"])
    preview_of(lead, sent)


def test_a_preview_takes_as_many_queries_for_ten_rows_as_for_a_thousand(app, lead, courses):
    def table(people):
        rows = "".join(f"P {n},p{n}@a.example,T1-ORIENT,2026-09-03\n" for n in range(people))
        return (TABLE + rows).encode()

    counts = []
    for people in (10, 1000):
        sent = send(lead, table(people))
        with counted_queries(app) as queries:
            preview_of(lead, sent)
        counts.append(queries.count)
    assert counts[0] == counts[1]


def test_the_list_and_an_outcome_ask_little(app, lead, courses):
    done = None
    for number in range(3):
        sent = send(lead, (TABLE + f"Ann,a{number}@a.example,T1-ORIENT,2026-09-03\n").encode())
        done = say_yes(lead, preview_of(lead, sent), sent.location)
    for path in ("/training/imports", done.location, NEW):
        with counted_queries(app) as queries:
            lead.get(path)
        assert queries.count <= MOST_ON_A_PAGE, queries
