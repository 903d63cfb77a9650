"""How to talk about it, and a referral rehearsed on made-up people: nothing is kept, nobody is told (CI-2 to CI-4)."""

import pytest
from sqlalchemy import func, select

from network.core.database import Base, db
from network.core.permissions import Role
from network.core.tenancy import system_scope, unscoped
from network.incidents.practice import NARRATIVE, STAFF_NAME, SUMMARY, Place
from network.incidents.rules.naming import who_else_is_named
from network.incidents.rules.summary import Statement, check_summary
from tests.factories.directory import add_entry

REHEARSAL = "/support/rehearsal"


def rows(app):
    """How many there are of everything, the audit too."""
    with app.app_context(), system_scope(db.session(), "a test counts"):
        tables = Base.metadata.sorted_tables
        return {
            each.name: db.session.scalar(unscoped(select(func.count()).select_from(each), "a test")) for each in tables
        }


@pytest.mark.parametrize("role", [Role.MANAGER, Role.STAFF_MEMBER, Role.CHAMPION, Role.ORGANISATION_LEAD])
def test_everybody_signed_in_reads_how_to_talk_about_it(app, world, clock, client_of, role):
    add_entry(app, world, clock, title="Somebody to ring")
    page = client_of(world.person(role)).get("/support/guide")
    examples = page.texts("//main//ul[1]/li")[:4]
    assert [each.split(",")[0] for each in examples[:1]] == ["a child or young person dies"]
    assert len(examples) == 4, "CI-3, as examples"
    assert "Somebody to ring" in page.text
    assert "supervision and the wellbeing service" in page.text
    assert page.tree.xpath("//main//textarea | //main//input[@type='text']") == [], "no text of a talk (CI-4)"


def test_a_stranger_reads_neither(client_of):
    for path in ("/support/guide", REHEARSAL, f"{REHEARSAL}/talk"):
        assert "/sign-in" in client_of(None).get(path, status=302).location


def test_from_the_first_scene_to_the_last_and_nothing_is_kept(app, service, client_of):
    before = rows(app)
    manager = client_of(service.manager)
    (path,) = manager.get(REHEARSAL).tree.xpath("//main//a[normalize-space()='Begin']/@href")
    seen = []
    while path:
        seen.append(path.rsplit("/", 1)[1])
        page = manager.get(path)
        assert "Practice, with made-up people" in page.text
        assert page.tree.xpath("string(//title)").startswith("Practice: ")
        forms = page.tree.xpath("//main//form[.//button[normalize-space()='Go on']]")
        if forms:
            typed = dict(forms[0].form_values())
            if path.endswith("summary"):
                assert "general" in manager.post(path, typed, status=422).errors[0].lower()
                typed["words"] = "Regular breaks help."
            path = manager.post(path, typed).location
        else:
            path = next(iter(page.tree.xpath("//main//a[@role='button']/@href")), None)
    assert seen == [place.value for place in Place]
    assert rows(app) == before, "not even that somebody rehearsed"


@pytest.mark.parametrize(
    ("place", "typed", "words"),
    [
        ("when", {"incident_on-day": "1", "incident_on-month": "1", "incident_on-year": "2020"}, "Check the year"),
        ("staff-member", {"staff_name": "Pip Practice"}, "Enter a telephone number or an e-mail address, or both"),
        ("what-happened", {"narrative": ""}, "Say briefly what happened"),
        ("talk", {"talked_on-day": "1", "talked_on-month": "1", "talked_on-year": "2030", "outcome": "refer"}, "today"),
    ],
)
def test_it_is_checked_as_a_real_one_is(service, client_of, place, typed, words):
    page = client_of(service.manager).post(f"{REHEARSAL}/{place}", typed, status=422)
    assert words in page.errors[0]


def test_what_came_too_late_leads_to_other_ways_as_it_would(service, client_of):
    typed = {"incident_on-day": "1", "incident_on-month": "6", "incident_on-year": "2026"}
    page = client_of(service.manager).post(f"{REHEARSAL}/when", typed, status=422)
    assert "This incident could be referred until 1 September 2026" in page.text


def test_there_is_no_scene_of_another_name(service, client_of):
    client_of(service.manager).get(f"{REHEARSAL}/nothing", status=404)


def test_what_is_made_up_shows_what_the_checkers_find():
    assert "Kayleigh" in {pointer.text for pointer in who_else_is_named(NARRATIVE, [STAFF_NAME])}
    assert check_summary((Statement.OFFERED,), SUMMARY, names=[STAFF_NAME])
