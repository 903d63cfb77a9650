"""The catalogue: added, changed, closed and read, with what follows from each course said in a sentence."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from network.core.audit import AuditEntry
from network.core.database import db
from network.core.permissions import Role
from network.core.tenancy import scoped, system_scope
from network.training.courses import queries
from tests.factories import offer, training
from tests.support.csrf import press
from tests.support.filled import filled_form
from tests.support.hostile import hostile_strings
from tests.support.queries import MOST_ON_A_PAGE, counted_queries

COURSES = "/training/courses"
NEW = f"{COURSES}/new"
UNTIL = "A person who finishes today is current until 30 November 2028, and can renew from 1 September 2028."


@pytest.fixture
def courses(app, clock):
    return training.load_catalogue(app, clock)


@pytest.fixture
def coordinator(client_of, world):
    return client_of(world.person(Role.COORDINATOR, "host"))


@pytest.fixture
def champion(client_of, world):
    return client_of(world.person(Role.CHAMPION))


def answers(**more):
    return {
        "title": "Motivational interviewing, with a part about trauma",
        "code": "x-motiv",
        "tier": "0",
        "carries_trauma_content": "y",
        "level": "trauma-skilled",
        "provider": "The council’s academy",
        "deliverers": ["facilitator", "external"],
        "lived_experience": "both",
        "modes": ["online", "in-person"],
        "hours": "6",
        "topics": ["responding", "emotional-support"],
        "outline": "Morning: how people change.\nAfternoon: when they were hurt.",
        "note_needed": "yes",
        "content_note": "It speaks of addiction.",
        "validity_months": "24",
        "renewal_months": "3",
        "link": "https://academy.example.org/mi",
    } | more


def audited(app):
    with app.app_context(), system_scope(db.session(), "what a test looks up") as system:
        rows = db.session.scalars(scoped(select(AuditEntry), system, AuditEntry).order_by(AuditEntry.sequence))
        return [(row.action, row.changes) for row in rows if row.action.startswith("training.")]


def test_a_course_is_added_read_and_changed(app, courses, coordinator, champion):
    before = [str(courses["T1-ORIENT"]), str(courses["T2-PRACTICE"])]
    sent = coordinator.post(NEW, answers(prerequisites=before))
    page = champion.get(sent.location)
    assert page.heading == "Course outside the tiers Motivational interviewing, with a part about trauma"
    assert UNTIL in page.text
    rows = dict(zip(page.texts("//dt"), page.texts("//dd[1]"), strict=True))
    assert rows == {
        "Code": "X-MOTIV",
        "Tier": "Outside the tiers",
        "Content about trauma": "Yes",
        "Whom it is for": "Trauma-skilled: people who regularly meet others who may be affected by trauma",
        "Who offers it": "The council’s academy",
        "Who may give it": "Facilitators, An outside provider",
        "People with lived experience": "They helped to make it and help to give it",
        "How it is held": "Online, In person",
        "Length": "6 hours",
        "What it speaks of": "Responding, Emotional support",
        "Outline": "Morning: how people change.Afternoon: when they were hurt.",
        "Content note": "It speaks of addiction.",
        "Courses that come before": "A first look: orientation for everybodyEveryday practice: noticing and responding",
        "Web address": "https://academy.example.org/mi",
    }
    assert "Change this course" not in page.text
    edit = f"{sent.location}/edit"
    assert UNTIL in coordinator.get(edit).text
    form = filled_form(coordinator, edit)
    assert (form["hours"], form["note_needed"], sorted(form["prerequisites"])) == (["6"], ["yes"], sorted(before))
    coordinator.post(edit, {**form, "note_needed": "no", "hours": "90 minutes"}, to=sent.location)
    after = champion.get(sent.location)
    assert "None needed" in after.text
    assert "1.5 hours" in after.text
    said = audited(app)
    (added,) = [changes for action, changes in said if changes.get("code") == "X-MOTIV"]
    (edited,) = [changes for action, changes in said if action == "training.course.edited"]
    assert added == {"code": "X-MOTIV", "tier": None}
    assert edited == {"minutes": 90, "content_note": "changed"}


def test_a_form_sent_untouched_changes_nothing(app, courses, coordinator):
    for course_id in courses.values():
        edit = f"{COURSES}/{course_id}/edit"
        coordinator.post(edit, filled_form(coordinator, edit), to=f"{COURSES}/{course_id}")
    assert not [action for action, _ in audited(app) if action == "training.course.edited"]


def test_a_stale_form_is_a_conflict_with_both_texts(courses, coordinator):
    edit = f"{COURSES}/{courses['T1-ORIENT']}/edit"
    form = filled_form(coordinator, edit)
    coordinator.post(edit, {**form, "title": "Theirs", "level": "in-depth"})
    page = coordinator.post(edit, {**form, "title": "Mine", "topics": ["responding"]}, status=409, form_at=COURSES)
    assert "Theirs" in page.text
    assert "Mine" in page.text


def test_the_months_are_checked_without_saving_anything(courses, coordinator):
    """TR-11: a button of the form, that works without JavaScript."""
    typed = {"check": "y", "validity_months": "24", "renewal_months": "3", "title": "Half"}
    page = coordinator.post(NEW, typed, status=422)
    assert UNTIL in page.text
    assert page.errors == []
    assert page.tree.xpath("//input[@name='title']/@value") == ["Half"]
    assert page.tree.xpath("//button[@name='check']/@formaction") == ["#until-when"]
    key = page.tree.xpath("//input[@name='form_key']/@value")[0]
    sent = coordinator.post(NEW, answers(form_key=key))
    edit = f"{sent.location}/edit"
    form = filled_form(coordinator, edit)
    shown = coordinator.post(edit, {**form, "check": "y", "validity_months": "", "renewal_months": ""}, status=422)
    assert "stays current: this course does not run out" in shown.text
    assert UNTIL in coordinator.get(sent.location).text


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ({"validity_months": "many"}, "Enter a whole number, like 12"),
        ({"validity_months": "121"}, "Enter a number of months from 1 to 120."),
        (
            {"validity_months": "12", "renewal_months": "12"},
            "Enter fewer months than it is current for, and at least 1.",
        ),
        ({"renewal_months": "3"}, "Leave this empty: the course does not run out, so nobody renews it."),
        ({"validity_months": "12", "renewal_months": "0"}, "Enter a number that is 1 or more"),
    ],
)
def test_months_that_do_not_serve_are_named(courses, coordinator, typed, message):
    assert coordinator.post(NEW, {"check": "y", **typed}, status=422).errors == [message]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"title": ""}, "Enter the title"),
        ({"title": "x" * 10_000}, "Shorten this to 200 characters"),
        ({"code": "t1-orient"}, "Another course has this code. Choose one of its own."),
        ({"code": "x" * 10_000}, "Use 2 to 20 letters, figures and hyphens for the code, like T2-PRACTICE."),
        ({"tier": ""}, "Choose the tier"),
        ({"tier": "7"}, "Choose from the list"),
        ({"level": "everybody"}, "Choose from the list"),
        ({"deliverers": ["robot"]}, "Choose from the list"),
        ({"lived_experience": ""}, "Choose what part they have"),
        ({"note_needed": ""}, "Choose whether a content note is needed"),
        ({"content_note": " "}, "Say what may be hard to hear, or choose that no note is needed."),
        ({"content_note": "x" * 10_000}, "Shorten this to 1,000 characters"),
        ({"outline": "x" * 10_000}, "Shorten this to 4,000 characters"),
        ({"hours": "soon"}, "Enter the length in hours, like 1.5 or 2."),
        ({"renewal_months": "24"}, "Enter fewer months than it is current for, and at least 1."),
        ({"prerequisites": ["0190e0a5-0000-7000-8000-000000000000"]}, "Choose from the list"),
        ({"link": "javascript:alert(1)"}, "Enter the whole address, beginning with https://"),
    ],
)
def test_what_is_to_be_mended_is_named(courses, coordinator, change, message):
    assert coordinator.post(NEW, answers(**change), status=422).errors == [message]


def test_courses_do_not_come_before_each_other(courses, coordinator):
    first, second = courses["T1-ORIENT"], courses["T2-PRACTICE"]
    edit = f"{COURSES}/{second}/edit"
    coordinator.post(edit, {**filled_form(coordinator, edit), "prerequisites": [str(first)]})
    edit = f"{COURSES}/{first}/edit"
    form = filled_form(coordinator, edit)
    page = coordinator.post(edit, {**form, "prerequisites": [str(second)]}, status=422)
    assert page.errors == ["One of these courses asks for this one first. Choose others."]
    assert str(first) not in page.tree.xpath("//input[@name='prerequisites']/@value")


def test_the_form_sent_twice_adds_one(app, courses, coordinator):
    form = {**filled_form(coordinator, NEW), **answers()}
    first, second = (press(coordinator, NEW, form) for _ in range(2))
    assert first.location == second.location
    with app.app_context():
        assert len(queries.list_courses(None)) == len(courses) + 1


def test_hostile_words_are_kept_or_named(courses, coordinator):
    for number, text in enumerate(hostile_strings()[::20]):
        said = answers(code=f"H-{number}", title=f"T {text}"[:150], outline=text[:900], content_note=f"N {text}"[:900])
        assert press(coordinator, NEW, {**said, "code": f"L-{number}", "link": text}).status in {303, 422}, text
        page = press(coordinator, NEW, said)
        assert page.status == 303, text
        coordinator.get(page.location)
        coordinator.get(f"{page.location}/edit")


def test_a_course_outside_the_tiers_is_logged_and_counts_nowhere(app, world, clock, courses, champion):
    offer.add_course(app, world, clock)
    new = champion.get("/training/sessions/new")
    assert "Outside the tiers: Signs of Safety, with a part about trauma" in new.texts("//option")
    with training.acting(app, world.person(Role.CHAMPION)) as actor:
        logged = training.log_session(actor, clock, training.people(2), code=offer.OUTSIDE)
        learner = training.learners_of(actor)[0]
    assert "Session outside the tiers" in champion.get(f"/training/sessions/{logged.session_id}").text
    assert "tier" not in champion.get(f"/training/sessions/{logged.session_id}/logged").texts("//main//p")[0]
    assert "–" in champion.get(f"/training/people/{learner.id}").texts("//table//td")
    assert "–" in champion.get("/training/sessions").texts("//table//td")
    assert "Outside the tiers" in champion.get(COURSES).texts("//caption")


def test_a_decision_is_made_shown_and_ended(app, world, clock, courses, coordinator, champion):
    course_id = offer.add_course(app, world, clock)
    address = f"{COURSES}/{course_id}"
    assert "It counts in no tier." in champion.get(address).text
    wanted = {"tier": "1", "from_on-day": "1", "from_on-month": "6", "from_on-year": "2026", "reason": "Same topics"}
    coordinator.post(f"{address}/counts-as/new", wanted, to=address)
    page = coordinator.get(address)
    decided = "18 November 2026, by Coordinator of host"
    assert page.texts("//table/tbody/tr/*") == ["Tier 1", "1 June 2026", "It goes on", decided, "Same topics"]
    assert champion.get(address).texts("//table/tbody/tr/*") == ["Tier 1", "1 June 2026", "It goes on"]
    assert "Counts as Tier 1 from 1 June 2026" in champion.get(COURSES).text
    again = coordinator.post(f"{address}/counts-as/new", wanted, status=422)
    assert again.errors == ["This course counts as a tier already. End that decision first."]
    edit = f"{address}/edit"
    moved = {**filled_form(coordinator, edit), "tier": "2", "note_needed": "no"}
    assert coordinator.post(edit, moved, status=422).errors == [
        "It was decided that this course counts as a tier. End that decision first."
    ]
    coordinator.post(page.tree.xpath("//form[contains(@action, '/end')]/@action")[0], form_at=address, to=address)
    ended = "18 November 2026, ended by Coordinator of host"
    assert coordinator.get(address).texts("//table/tbody/tr/*")[2] == ended
    coordinator.post(edit, moved, to=address)
    coordinator.post(f"{address}/counts-as/new", wanted, form_at=COURSES, status=422)
    actions = [action for action, _ in audited(app) if "equivalence" in action]
    assert actions == ["training.equivalence.decided", "training.equivalence.ended"]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"tier": ""}, "Choose the tier"),
        ({"tier": "9"}, "Choose from the list"),
        ({"from_on-year": ""}, "Add the year, like 27 3 2026"),
        ({"from_on-year": "1999"}, "Enter a day from 1 January 2000 to one within the next 12 months."),
        ({"from_on-year": "2028"}, "Enter a day from 1 January 2000 to one within the next 12 months."),
        ({"reason": ""}, "Say why it counts, so that others can follow it"),
        ({"reason": "x" * 10_000}, "Shorten this to 1,000 characters"),
    ],
)
def test_what_is_to_be_mended_of_a_decision_is_named(app, world, clock, courses, coordinator, change, message):
    course_id = offer.add_course(app, world, clock)
    wanted = {"tier": "1", "from_on-day": "1", "from_on-month": "6", "from_on-year": "2026", "reason": "Same topics"}
    page = coordinator.post(f"{COURSES}/{course_id}/counts-as/new", wanted | change, status=422)
    assert len(page.errors) == 1
    assert message in page.errors[0]


def test_a_decision_of_another_course_is_not_found(app, world, clock, courses, coordinator):
    course_id = offer.add_course(app, world, clock)
    decision = offer.decide(app, world, clock, course_id, 1, clock.today())
    other = courses["T1-ORIENT"]
    assert press(coordinator, f"{COURSES}/{other}/counts-as/{decision}/end").status == 404
    assert press(coordinator, f"{COURSES}/{course_id}/counts-as/{other}/end").status == 404


def test_topics_that_no_course_speaks_of_are_shown_to_the_coordinator(courses, coordinator, champion):
    assert "Topics that no open course speaks of" not in coordinator.get(COURSES).text
    edit = f"{COURSES}/{courses['T2-LEADING']}/edit"
    coordinator.post(edit, {**filled_form(coordinator, edit), "topics": ["responding"]})
    assert coordinator.get(COURSES).texts("//details//li") == ["Leading change"]
    assert "Topics that no open course speaks of" not in champion.get(COURSES).text


def test_pages_of_the_offer_take_a_constant_number_of_queries(app, world, clock, courses, coordinator):
    course_id = offer.add_course(app, world, clock)
    decision = offer.decide(app, world, clock, course_id, 1, clock.today())
    addresses = [COURSES, f"{COURSES}/{course_id}", f"{COURSES}/{course_id}/edit", NEW, "/training/tiers"]
    counts = []
    for round_ in range(2):
        row = []
        for address in addresses:
            with counted_queries(app) as counted:
                coordinator.get(address)
            assert counted.count <= MOST_ON_A_PAGE, counted
            row.append(counted.count)
        counts.append(row)
        for number in range(7):
            offer.add_course(app, world, clock, code=f"X-{round_}{number}", prerequisites=[course_id])
        offer.end(app, world, clock, course_id, decision)
        clock.advance(timedelta(minutes=1))
        decision = offer.decide(app, world, clock, course_id, 2, clock.today())
    assert counts[0] == counts[1]
