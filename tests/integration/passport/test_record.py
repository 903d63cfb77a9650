"""What a person sees of themselves: all that every partner recorded of their address, and nothing of anybody else."""

from __future__ import annotations

import csv
import io
import sqlite3
from datetime import date, timedelta

from pypdf import PdfReader
from sqlalchemy import select
from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateIndex, CreateTable

from network.core.audit import AuditEntry
from network.core.database import db
from network.core.permissions import Role
from network.core.tenancy import scoped, system_scope, unscoped
from network.organisations.service import leaving, merging
from network.training import queries, same_person
from network.training.imports import taking_back
from network.training.imports.answers import Answers
from network.training.imports.service import take_file
from network.training.learners import place_learner
from network.training.models import Learner
from network.training.models.imports import TrainingImport
from network.training.public import passport_of
from tests.factories.passport import KIM, NAMED, completion_ids
from tests.factories.training import acting, people, withdraw
from tests.support.queries import MOST_ON_A_PAGE, counted_queries

OWN, OTHER = "Harrow Hill Council", "Ottermouth NHS Foundation Trust"
PROFESSION = "kim.nurse@trust.example"


def rows_of(page):
    """The rows of the record, each as its cells."""
    return [
        [" ".join(cell.text_content().split()) for cell in row.xpath("./th | ./td")]
        for row in page.tree.xpath("//main//tbody/tr")
    ]


def courses_of(page):
    return [row[0].split(":")[0] for row in rows_of(page)]


def test_what_two_partners_recorded_of_one_address_stands_together(train, opened):
    train(held_on=date(2026, 10, 1))
    train(f"Kim B. Canary <{KIM}>", at="other", held_on=date(2026, 11, 2), code="T2-PRACTICE")
    first, second = rows_of(opened().get("/passport/record"))
    assert first[0].startswith("Everyday practice")
    assert "Tier 2" in first[0]
    assert first[1:4] == ["2 November 2026", "Current until 30 November 2028", f"{OTHER} Confirmed"]
    assert second[1:4] == ["1 October 2026", "Current until 31 October 2029", f"{OWN} Confirmed"]


def test_nothing_of_anybody_else_is_shown(train, opened):
    """B16: colleagues in the same session, namesakes, whoever has a similar address, whoever has none."""
    train(f"{NAMED}\nKim Canary <kim.canary@mail.example.org>\nKim Canary\nSecret Colleague <xkim.canary@mail.example>")
    train("Kim Canary", at="other", code="T3-INDEPTH")
    page = opened().get("/passport/record")
    assert len(rows_of(page)) == 1
    assert "Secret" not in page.text
    assert "In depth" not in page.text


def test_somebody_without_an_address_is_nobodys(train, app, clock):
    train("Kim Canary")
    for email in ("", "None", "kim canary", "none@example.org"):
        with app.app_context():
            assert passport_of(email, clock) == []


def test_the_records_of_one_person_stand_together_and_apart(train, app, world, clock, opened):
    """Two rows that an organisation says are one person; from either address."""
    train()
    train(f"K. Canary <{PROFESSION}>", code="T2-PRACTICE")
    with acting(app, world.person(Role.CHAMPION)) as actor:
        rows = {row.email: row for row in db.session.scalars(queries.visible_rows(actor))}
        same_person.stand_for(actor, kept=rows[KIM], other=rows[PROFESSION], clock=clock)
        other_id = rows[PROFESSION].id
    for email in (KIM, PROFESSION):
        assert len(rows_of(opened(email).get("/passport/record"))) == 2
    with acting(app, world.person(Role.CHAMPION)) as actor:
        same_person.tell_apart(actor, other_id, clock)
    assert courses_of(opened(KIM).get("/passport/record")) == ["A first look"]
    assert len(rows_of(opened(PROFESSION).get("/passport/record"))) == 1


def test_what_runs_out_was_current(train, opened, clock):
    train(code="T2-PRACTICE")
    clock.move_to(clock.now().replace(year=2029))
    (row,) = rows_of(opened().get("/passport/record"))
    assert row[2] == "Was current until 30 November 2028"
    assert "Make a credential" not in row[4]
    assert "Certificate (PDF)" in row[4]


def test_what_was_taken_back_is_said_so_and_goes_with_nobody(train, app, world, clock, opened):
    logged = train()
    (completion,) = completion_ids(app)
    with acting(app, world.person(Role.CHAMPION)) as actor:
        withdraw(actor, logged, clock)
    browser = opened()
    (row,) = rows_of(browser.get("/passport/record"))
    assert row[2:] == ["Taken back: it was recorded by mistake", OWN, "–"]
    browser.get(f"/passport/completions/{completion}/certificate.pdf", status=404)
    assert "Nothing is recorded." in text_of(browser.get("/passport/record.pdf"))


def test_what_an_organisation_recorded_that_left_keeps_its_name(train, app, world, clock, opened):
    train()
    with acting(app, world.person(Role.COORDINATOR, "host")) as actor:
        leaving.leave_network(actor, world.own, OWN, clock)
    (row,) = rows_of(opened().get("/passport/record"))
    assert row[3] == f"{OWN} Confirmed"


def test_what_two_recorded_that_became_one_is_all_there(train, app, world, clock, opened):
    train()
    train(at="other", code="T2-PRACTICE")
    with acting(app, world.person(Role.COORDINATOR, "host")) as actor:
        merging.merge(actor, world.own, world.other, OWN, clock, is_same=False)
    assert [row[3] for row in rows_of(opened().get("/passport/record"))] == [f"{OTHER} Confirmed"] * 2


def test_a_record_with_nothing_in_it_says_what_to_do(train, app, world, clock, opened):
    """An imported file was taken back after the link was sent."""
    with acting(app, world.person(Role.ORGANISATION_LEAD)) as actor:
        content = f"Name,E-mail,Course,Completion date\nKim Canary,{KIM},T1-ORIENT,2026-10-01\n".encode()
        take_file(actor, actor.organisation_id, content, Answers(), clock)
    browser = opened()
    assert len(rows_of(browser.get("/passport/record"))) == 1
    with acting(app, world.person(Role.ORGANISATION_LEAD)) as actor:
        sent = db.session.scalars(scoped(select(TrainingImport.id), actor, TrainingImport)).one()
        taking_back.take_back(actor, sent, clock)
    page = browser.get("/passport/record")
    assert rows_of(page) == []
    assert "ask whoever held the training" in page.text


def test_the_same_as_a_table_and_formulas_stay_asleep(train, opened):
    train(f"=cmd() <{KIM}>")
    answer = opened().get("/passport/record.csv").answer
    assert answer.mimetype == "text/csv"
    (row,) = csv.DictReader(io.StringIO(answer.get_data().decode("utf-8-sig")))
    assert row == {
        "Course": "A first look: orientation for everybody",
        "Code": "T1-ORIENT",
        "Tier": "1",
        "Completed on": "2026-11-18",
        "Current until": "2029-11-30",
        "Counts": "Current until 30 November 2029",
        "Recorded by": OWN,
        "Recorded as": "Confirmed",
    }


def text_of(page):
    reader = PdfReader(io.BytesIO(page.answer.get_data()))
    return " ".join(" ".join(each.extract_text() for each in reader.pages).split())


def test_the_papers_say_who_completed_what(train, app, opened):
    train()
    (completion,) = completion_ids(app)
    browser = opened()
    certificate = browser.get(f"/passport/completions/{completion}/certificate.pdf")
    assert certificate.answer.mimetype == "application/pdf"
    assert certificate.answer.headers["Content-Disposition"] == (
        'attachment; filename="training-certificate-2026-11-18.pdf"'
    )
    for words in ("Kim Canary", "A first look", "on 18 November 2026", "Current until 30 November 2029", OWN):
        assert words in text_of(certificate), words
    record = text_of(browser.get("/passport/record.pdf"))
    for words in ("Kim Canary", "A first look", "18 November 2026", OWN):
        assert words in record, words
    assert KIM not in record


def test_another_persons_completion_has_no_certificate(train, app, opened):
    train("Somebody Else <else@mail.example>")
    (theirs,) = completion_ids(app)
    train(code="T2-PRACTICE")
    opened().get(f"/passport/completions/{theirs}/certificate.pdf", status=404)


def test_each_organisation_finds_in_its_audit_that_the_person_looked(train, app, world, opened):
    train()
    train(at="other")
    train("Nobody <else@mail.example>", at="other", code="T2-PRACTICE")
    opened().get("/passport/record")
    entries = audit_of(app, "training.record.read")
    assert sorted(entry.chain_id for entry in entries) == sorted([world.own, world.other])
    assert {entry.job for entry in entries} == {"the person reads their own training record"}
    assert all(entry.user_id is None and KIM not in str(entry.changes) for entry in entries)


def audit_of(app, action):
    with app.app_context(), system_scope(db.session(), "a test looks"):
        found = unscoped(select(AuditEntry).where(AuditEntry.action == action), "a test looks")
        return list(db.session.scalars(found))


def test_nobody_learns_of_it_from_an_address_or_a_title(train, opened, clock, app):
    """U4, B25: nothing personal in addresses and titles; nothing for caches and search engines."""
    train()
    browser = opened()
    for path in ("/passport", "/passport/sent", "/passport/closed", "/passport/record", "/passport/sharing"):
        page = browser.get(path, status=303 if path == "/passport" else 200)
        assert page.answer.headers["X-Robots-Tag"] == "noindex, nofollow"
        assert page.answer.headers["Cache-Control"] == "no-store"
        if page.status == 200:
            assert page.tree.xpath("//meta[@name='robots'][@content='noindex, nofollow']")
            (title,) = page.texts("//title")
            links = " ".join(page.tree.xpath("//@href | //@action"))
            assert not [word for word in ("kim", "canary", "mail.example") if word in f"{title} {links}".lower()]


def test_a_long_record_asks_no_more_than_a_short_one(train, app, clock, opened, world):
    """P6. Partners' audits are written together, however many they are."""
    counts = []
    train()
    browser = opened()
    browser.get("/passport/record")
    for days in range(1, 3):
        for code in ("T1-ORIENT", "T2-PRACTICE", "T2-WELLBEING"):
            train(held_on=clock.today() - timedelta(days=days), code=code)
        with counted_queries(app) as found:
            browser.get("/passport/record")
        counts.append(found.count)
    assert len(set(counts)) == 1, found
    assert counts[0] <= MOST_ON_A_PAGE, found


def test_a_record_is_found_by_an_index(train, app, clock):
    """Whoever looks for their own may have trained anywhere: no scan of everybody (P6)."""
    train(people(30))
    with app.app_context(), counted_queries(app) as found:
        passport_of(KIM, clock)
    (statement,) = [each for each in found.statements if "learner" in each]
    # SQLite takes an index where there is one; PostgreSQL looks at how many rows there are, which are few here.
    planned = sqlite3.connect(":memory:")
    planned.execute(str(CreateTable(Learner.__table__).compile(dialect=sqlite.dialect())))
    for index in Learner.__table__.indexes:
        planned.execute(str(CreateIndex(index).compile(dialect=sqlite.dialect())))
    wanted = select(Learner).where(Learner.email == KIM).compile(dialect=sqlite.dialect())
    plan = planned.execute(f"EXPLAIN QUERY PLAN {wanted}", (KIM,)).fetchall()
    assert "email" in statement
    assert "ix_learner_email" in str(plan)


def test_a_department_is_not_shown(train, app, world, clock, opened):
    train()
    with acting(app, world.person(Role.CHAMPION)) as actor:
        (row,) = db.session.scalars(queries.visible_rows(actor))
        place_learner(actor, row.id, world.housing["own"], clock)
    assert "Housing" not in opened().get("/passport/record").text
