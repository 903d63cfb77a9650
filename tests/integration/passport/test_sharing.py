"""A record that its person gives to others by a link: what they see, and that it ends."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest
from pypdf import PdfReader
from sqlalchemy import select

from network.core.audit import AuditEntry
from network.core.database import db
from network.core.permissions import Role
from network.core.tenancy import system_scope, unscoped
from network.passport.rules import MOST_SHARES, ShareTerm
from network.training import queries
from network.training.imports.answers import Answers
from network.training.imports.service import take_file
from network.training.learners import place_learner
from tests.factories.passport import KIM, NAMED, completion_ids, share
from tests.factories.training import acting, withdraw
from tests.support.queries import MOST_ON_A_PAGE, counted_queries

ORIGIN = "http://127.0.0.1:8000"
HIDDEN = (KIM, "mail.example", "Harrow Hill", "Ottermouth", "Housing", "S-4711")


def made_in(browser, lasts="month"):
    """The path of a link that somebody makes on the page."""
    page = browser.post("/passport/sharing", {"lasts": lasts}, status=200)
    assert page.heading == "Your new link"
    (address,) = page.texts("//a[contains(@class, 'app-key')]")
    assert address.startswith(f"{ORIGIN}/passport/shared/")
    return address.removeprefix(ORIGIN)


def test_a_person_shares_their_record_and_ends_it(train, opened, visitor):
    train()
    browser = opened()
    path = made_in(browser)
    assert visitor.get(path).heading.endswith("Kim Canary")
    page = browser.get("/passport/sharing")
    (end,) = page.tree.xpath("//form/@action[contains(., '/end')]")
    browser.post(end, form_at="/passport/sharing", to="/passport/sharing")
    assert visitor.get(path, status=404).heading == "This link does not work"
    assert not browser.get("/passport/sharing").tree.xpath("//form/@action[contains(., '/end')]")


def test_others_see_what_was_completed_and_nothing_to_reach_anybody_by(train, app, world, clock, visitor):
    train(held_on=clock.today() - timedelta(days=1))
    train(f"K. <{KIM}>", at="other", code="T2-PRACTICE", held_on=clock.today() - timedelta(days=2))
    with acting(app, world.person(Role.CHAMPION)) as actor:
        (row,) = db.session.scalars(queries.visible_rows(actor))
        row.staff_number = "S-4711"
        place_learner(actor, row.id, world.housing["own"], clock)
    _, token = share(app, clock)
    page = visitor.get(f"/passport/shared/{token}")
    said = page.text
    for words in ("Kim Canary", "A first look", "Everyday practice", "17 November 2026", "Current until 30 November"):
        assert words in said
    assert "checked against the partners’ own records today, 18 November 2026" in said
    as_json = visitor.get(f"/passport/shared/{token}.json").text
    paper = text_of(visitor.get(f"/passport/shared/{token}/record.pdf"))
    for text in (said, as_json, paper):
        assert not [hidden for hidden in HIDDEN if hidden in text]
    (title,) = page.texts("//title")
    assert "Kim" not in title


def text_of(page):
    reader = PdfReader(io.BytesIO(page.answer.get_data()))
    return " ".join(" ".join(each.extract_text() for each in reader.pages).split())


def test_programs_read_it_too(train, app, clock, visitor):
    train()
    _, token = share(app, clock)
    answer = visitor.get(f"/passport/shared/{token}.json").answer
    assert answer.mimetype == "application/json"
    assert answer.get_json() == {
        "name": "Kim Canary",
        "shared_until": "2026-11-26T00:00:00+00:00",
        "checked_on": "2026-11-18",
        "completions": [
            {
                "course": "A first look: orientation for everybody",
                "code": "T1-ORIENT",
                "tier": 1,
                "completed_on": "2026-11-18",
                "current_until": "2029-11-30",
                "is_current": True,
                "standing": "Current until 30 November 2029",
                "recorded_as": "confirmed",
            }
        ],
    }
    by_content = visitor.raw.get(f"/passport/shared/{token}", headers={"Accept": "application/json"})
    assert by_content.get_json() == answer.get_json()
    html = visitor.raw.get(f"/passport/shared/{token}", headers={"Accept": "text/html,*/*;q=0.8"})
    assert html.mimetype == "text/html"


@pytest.mark.parametrize("ending", ["", ".json", "/record.pdf"])
def test_an_ended_link_answers_as_one_that_never_was(train, app, clock, visitor, ending):
    """B12."""
    train()
    _, token = share(app, clock)
    clock.advance(timedelta(days=8))
    answers = [visitor.raw.get(f"/passport/shared/{each}{ending}") for each in (token, "never-was")]
    assert {answer.status_code for answer in answers} == {404}
    bodies = [answer.get_data(as_text=True).replace(token, "").replace("never-was", "") for answer in answers]
    assert bodies[0] == bodies[1]
    headers = [{name for name, _ in answer.headers} for answer in answers]
    assert headers[0] == headers[1]


@pytest.mark.parametrize(("lasts", "days"), [(ShareTerm.WEEK, 7), (ShareTerm.MONTH, 30), (ShareTerm.YEAR, 365)])
def test_a_link_works_to_the_end_of_its_last_day(train, app, clock, visitor, lasts, days):
    train()
    _, token = share(app, clock, lasts=lasts)
    clock.move_to(clock.now().replace(hour=23, minute=59) + timedelta(days=days))
    visitor.get(f"/passport/shared/{token}")
    clock.advance(timedelta(minutes=1))
    visitor.get(f"/passport/shared/{token}", status=404)


def test_it_shows_what_is_so_today(train, app, world, clock, visitor):
    logged = train()
    _, token = share(app, clock)
    with acting(app, world.person(Role.CHAMPION)) as actor:
        withdraw(actor, logged, clock)
    page = visitor.get(f"/passport/shared/{token}")
    assert "A first look" not in page.text
    assert page.heading.endswith("Name not recorded"), "a name that rests on nothing that counts is none"
    assert visitor.get(f"/passport/shared/{token}.json").answer.get_json()["completions"] == []


def test_an_address_never_stands_in_for_a_name(train, app, clock, visitor, world):
    train("Kim Canary", at="other")
    with acting(app, world.person(Role.CHAMPION)) as actor:
        from_file(actor, clock)
    _, token = share(app, clock)
    page = visitor.get(f"/passport/shared/{token}")
    assert page.heading.endswith("Name not recorded")
    assert KIM not in page.text


def from_file(actor, clock):
    content = f"E-mail,Course,Completion date\n{KIM},T1-ORIENT,2026-10-01\n".encode()
    assert take_file(actor, actor.organisation_id, content, Answers(), clock).added == 1


def test_the_papers_carry_the_way_back_to_the_page(train, app, clock, visitor):
    train()
    (completion,) = completion_ids(app)
    _, token = share(app, clock)
    for path in (f"/passport/shared/{token}/record.pdf", f"/passport/shared/{token}/{completion}/certificate.pdf"):
        reader = PdfReader(io.BytesIO(visitor.get(path).answer.get_data()))
        notes = [note.get_object() for page in reader.pages for note in page.get("/Annots", [])]
        assert {note["/A"]["/URI"] for note in notes if "/A" in note} == {f"{ORIGIN}/passport/shared/{token}"}


def test_nobody_ends_or_sees_another_persons_link(train, app, clock, opened, visitor):
    train(f"{NAMED}\nEve <eve@mail.example>")
    key, token = share(app, clock)
    eve = opened("eve@mail.example")
    assert "Made on" not in eve.get("/passport/sharing").text
    eve.post(f"/passport/sharing/{key}/end", form_at="/passport/sharing", to="/passport/sharing")
    visitor.get(f"/passport/shared/{token}")


def test_twenty_links_are_enough(train, app, clock, opened):
    """U37."""
    train()
    for _ in range(MOST_SHARES):
        share(app, clock)
    page = opened().post("/passport/sharing", {"lasts": "week"}, status=422)
    assert page.errors == ["You share your record by 20 links. End one of them to make another."]
    assert "Give the same link to several people" in page.text


@pytest.mark.parametrize("lasts", ["", "decade", "week; --", "WEEK"])
def test_how_long_is_chosen_and_nothing_is_chosen_for_anybody(train, opened, lasts):
    """U18."""
    train()
    browser = opened()
    assert not browser.get("/passport/sharing").tree.xpath("//input[@checked]")
    assert browser.post("/passport/sharing", {"lasts": lasts}, status=422).errors


def test_a_new_link_is_shown_once_and_in_no_list(train, opened):
    train()
    browser = opened()
    token = made_in(browser).rpartition("/")[2]
    assert token not in browser.get("/passport/sharing").text


def test_each_partner_finds_that_a_shared_record_was_read(train, app, clock, visitor, world):
    train()
    _, token = share(app, clock)
    visitor.get(f"/passport/shared/{token}")
    with app.app_context(), system_scope(db.session(), "a test looks"):
        entries = unscoped(select(AuditEntry).where(AuditEntry.action == "training.record.read"), "a test looks")
        (entry,) = db.session.scalars(entries)
    assert (entry.chain_id, entry.job) == (world.own, "somebody reads a training record that its person shares")
    assert token not in str(entry.changes)


def test_pages_ask_little(train, app, clock, opened, visitor):
    """P6."""
    train()
    train(at="other", code="T2-PRACTICE")
    _, token = share(app, clock)
    browser = opened()
    for who, path in ((browser, "/passport/sharing"), (visitor, f"/passport/shared/{token}")):
        who.get(path)
        with counted_queries(app) as found:
            who.get(path)
        # A link is counted as a guess before it is looked at, and struck off again.
        guessing = [each for each in found.statements if "guess" in each.lower()]
        assert found.count - len(guessing) <= MOST_ON_A_PAGE, found
