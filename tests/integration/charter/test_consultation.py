"""A draft that people are asked about, what came of it, and publishing it with a day to sign by (CH-3, CH-6)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from network.charter.default_charter import DEFAULT_CHARTER
from network.charter.messages import AffirmationAsked
from network.charter.queries import versions
from network.charter.service.comments import forget
from network.charter.text import PrincipleText
from network.core import tenancy
from network.core.actor import SystemActor
from network.core.commit import commit
from network.core.database import db
from network.core.permissions import Role
from tests.factories import charter as charters
from tests.support.hostile import LONG, hostile_strings

LEAD = Role.ORGANISATION_LEAD
UNTIL = {"consult_until": "2026-12-18"}
COMMENT = {"source": "lived-experience", "words": "Say what you do, not what you feel."}


@pytest.fixture
def coordinator(world, client_of):
    """The coordinator's browser."""
    return client_of(world.person(Role.COORDINATOR, "host"))


@pytest.fixture
def draft(charter, app, world, clock):
    """Version 2, a draft."""
    with app.app_context():
        return charters.draft_version(world, clock)


@pytest.fixture
def asked(draft, coordinator):
    """Version 2, open for comments until 18 December 2026."""
    coordinator.post("/charter/versions/2/consult", UNTIL, to="/charter/versions/2")
    return draft


def test_a_draft_is_read_and_commented_on_without_an_account(asked, coordinator, visitor, app, audited):
    assert visitor.get("/charter").tree.xpath("//main//a[@href='/charter/versions/2']"), "today's charter leads there"
    page = visitor.get("/charter/versions/2")
    assert "until the end of 18 December 2026" in page.text
    assert page.tree.xpath("//main//a[@href='/charter/versions/2/comment']")
    visitor.post("/charter/versions/2/comment", COMMENT, to="/charter/versions/2")
    listed = coordinator.get("/charter/versions/2/comments")
    assert COMMENT["words"] in listed.text
    assert "People with lived experience: 1" in listed.text
    (entry,) = audited("charter.version.comment")
    assert (entry.user_id, entry.changes) == (None, {"source": "lived-experience"})


def test_what_people_write_is_sealed(asked, visitor, database):
    """B24."""
    visitor.post("/charter/versions/2/comment", COMMENT, to="/charter/versions/2")
    with database.owner.connect() as connection:
        for row in connection.exec_driver_sql("SELECT * FROM charter_comment"):
            assert b"Say what you do" not in repr(tuple(row)).encode()


def test_what_people_wrote_is_forgotten_after_a_year(asked, visitor, app, clock, database):
    """B30, and what the page promises."""
    visitor.post("/charter/versions/2/comment", COMMENT, to="/charter/versions/2")
    for days, left in ((364, 1), (1, 0)):
        clock.advance(timedelta(days=days))
        with app.app_context():
            tenancy.enter(db.session(), SystemActor("a test"))
            forget(clock)
            commit()
        with database.owner.connect() as connection:
            assert connection.exec_driver_sql("SELECT count(*) FROM charter_comment").scalar() == left


def test_its_words_rest_while_people_read(asked, coordinator):
    for path in ("edit", "publish", "consult"):
        page = coordinator.get(f"/charter/versions/2/{path}", status=422)
        assert "its words rest" in page.text


def test_afterwards_it_is_a_draft_again_with_what_was_said(asked, coordinator, visitor):
    visitor.post("/charter/versions/2/comment", COMMENT, to="/charter/versions/2")
    form = coordinator._hidden_fields("/charter/versions/2")
    coordinator.raw.post("/charter/versions/2/consult/end", data=form)
    visitor.get("/charter/versions/2", status=404)
    page = coordinator.get("/charter/versions/2")
    assert "(1 comment)" in page.text
    late = visitor.raw.get("/charter/versions/2/comment")
    assert late.status_code == 404


def test_after_the_last_day_no_comment_is_taken(asked, visitor, clock):
    clock.advance(timedelta(days=30))
    visitor.get("/charter/versions/2/comment")
    clock.advance(timedelta(days=1))
    page = visitor.get("/charter/versions/2/comment", status=422)
    assert "Nothing was sent" in page.text
    assert len(page.tree.xpath("//main//a")) >= 2, "U37"
    assert not visitor.get("/charter").tree.xpath("//main//a[@href='/charter/versions/2']")


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        ("", "Enter the last day for comments"),
        ("2026-11-24", "Choose a day from 25 November 2026 to 19 November 2027"),
        ("2028-01-01", "Choose a day from 25 November 2026 to 19 November 2027"),
        ("2026-02-31", "Enter a real date, like 27 3 2026"),
    ],
)
def test_people_have_a_week_at_least(draft, coordinator, typed, error):
    page = coordinator.post("/charter/versions/2/consult", {"consult_until": typed}, status=422)
    assert page.errors == [error]


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"source": ""}, "Choose the one that fits best"),
        ({"words": " \n "}, "Write what you would like to say"),
        ({"words": LONG}, "Shorten this to 2,000 characters"),
        ({"source": "the-press"}, "Choose from the list"),
    ],
)
def test_a_comment_that_cannot_be_sent_says_why(asked, visitor, changes, error):
    assert visitor.post("/charter/versions/2/comment", {**COMMENT, **changes}, status=422).errors == [error]


def test_hostile_words_are_kept_as_words(asked, coordinator, client_of, clock):
    """B18; and whoever sends a flood is asked to wait (B22)."""
    answers = []
    for text in hostile_strings()[:24]:
        visitor = client_of(None)
        sent = {**visitor._hidden_fields("/charter/versions/2/comment"), **COMMENT, "words": text}
        answers.append(visitor.raw.post("/charter/versions/2/comment", data=sent).status_code)
    assert set(answers) <= {303, 422, 429}
    assert 429 in answers
    page = coordinator.get("/charter/versions/2/comments")
    assert not page.tree.xpath("//main//script")


def test_what_changed_says_whose_voice_it_came_from(draft, coordinator, visitor, audited):
    path = "/charter/versions/2/changes"
    coordinator.post(path, {"text": "Trust is something we do", "source": "lived-experience"}, to=path)
    coordinator.post(path, {"text": "Shorter", "source": "staff"}, to=path)
    page = coordinator.get(path)
    first = page.tree.xpath("//form[contains(@action, '/remove')]/@action")[0]
    coordinator.post(first, form_at=path, to=path)
    coordinator.post("/charter/versions/2/publish", {"affirm_by": "2027-02-18"}, to="/charter")
    shown = visitor.get("/charter/versions/2")
    assert "Shorter" in shown.text
    assert "From: Staff" in shown.text
    assert "Trust is something we do" not in shown.text
    coordinator.get(path, status=422)
    assert len(audited("charter.version.add_change")) == 2


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"text": ""}, "Say what is different"),
        ({"text": "A" * 301}, "Shorten this to 300 characters"),
        ({"source": ""}, None),
    ],
)
def test_a_change_needs_words_and_a_source(draft, coordinator, changes, error):
    sent = {"text": "Shorter", "source": "staff", **changes}
    page = coordinator.post("/charter/versions/2/changes", sent, status=422)
    assert page.errors == [error or "Choose where it came from"]


def test_two_versions_are_read_side_by_side(charter, app, world, clock, visitor):
    principles = (PrincipleText("Safety first", DEFAULT_CHARTER.principles[0].meaning, formerly="Safety"),)
    text = replace(DEFAULT_CHARTER, principles=principles + DEFAULT_CHARTER.principles[1:])
    with app.app_context():
        charters.publish_next_version(world, clock, text=text)
    page = visitor.get("/charter/versions/2/changes-since/1")
    assert "The principle Safety is now called Safety first." in page.text
    assert [text.strip() for text in page.texts("//main//ins") if "first" in text]
    assert visitor.get("/charter").tree.xpath("//main//a[@href='/charter/versions/2/changes-since/1']")
    visitor.get("/charter/versions/2/changes-since/9", status=404)
    assert "say the same, word for word" in visitor.get("/charter/versions/1/changes-since/1").text


def test_publishing_asks_those_who_signed_before(charter, app, world, clock, coordinator, client_of, messages):
    """CH-6: every lead of an organisation whose signature counts, once, and nobody else."""
    with app.app_context():
        charters.sign(world.person(LEAD), charter, clock)
        charters.draft_version(world, clock)
    coordinator.post("/charter/versions/2/publish", {"affirm_by": "2027-02-18"}, to="/charter")
    asked = [each for each in messages() if isinstance(each, AffirmationAsked)]
    assert [each.to for each in asked] == [world.person(LEAD).email]
    email = asked[0].email("https://network.example.org")
    assert "18 February 2027" in email.text
    assert "https://network.example.org/charter/ours" in email.text
    follow = coordinator.get("/charter/following")
    assert "0 of 1 organisation whose signature counts today have signed" in " ".join(follow.text.split())
    assert follow.texts("//main//tbody/tr/th") == ["Harrow Hill Council"]
    with app.app_context():
        charters.sign(world.person(LEAD), 2, clock)
    follow = coordinator.get("/charter/following")
    assert "1 of 1 organisation whose signature counts today has signed" in " ".join(follow.text.split())


def test_a_signature_stands_until_the_day_by_which_the_new_version_is_to_be_signed(
    charter, app, world, clock, visitor, client_of
):
    with app.app_context():
        charters.sign(world.person(LEAD), charter, clock)
        charters.publish_next_version(world, clock, days=28)
    path = f"/charter/signatories/{world.own}"
    assert "Current until 16 December 2026" in visitor.get(path).text
    clock.advance(timedelta(days=29))
    page = visitor.get(path)
    assert "Was current until 16 December 2026" in page.text
    assert "nobody" in visitor.get("/charter").text
    with app.app_context():
        charters.sign(world.person(LEAD), 2, clock)
    assert "Current until 17 December 2027" in visitor.get(path).text, "late is not too late"


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        ("", "Enter the day by which organisations are asked to sign the new version"),
        ("2026-12-15", "Choose a day from 16 December 2026 to 19 November 2027"),
        ("2028-01-01", "Choose a day from 16 December 2026 to 19 November 2027"),
    ],
)
def test_organisations_have_four_weeks_at_least(draft, coordinator, typed, error):
    parts = {"affirm_by-day": "", "affirm_by-month": "", "affirm_by-year": ""} if not typed else {"affirm_by": typed}
    page = coordinator.post("/charter/versions/2/publish", parts, status=422)
    assert page.errors == [error]


def test_the_first_version_asks_nobody(app, world, clock, coordinator, messages, acting):
    coordinator.post(
        "/charter/versions/new",
        {
            "title": "Ours",
            "introduction": "We begin.",
            "definition": "Trauma is what stays.",
            "definition_source": "Us",
            "principles": "Safety: nobody is afraid",
            "commitments": "Begin",
        },
        to="/charter/versions/1",
    )
    form = coordinator.get("/charter/versions/1/publish")
    assert not form.tree.xpath("//input[starts-with(@name, 'affirm_by')]")
    coordinator.post("/charter/versions/1/publish", to="/charter")
    assert messages() == []
    with acting(world.person(Role.COORDINATOR, "host")) as actor:
        assert versions.get_version(actor, 1).published_on == date(2026, 11, 18)
