"""What people send that is not as meant: an answer that says what to do, nothing changed half way, never a fault."""

import json
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from network.core.database import db
from network.core.errors import RuleBroken
from network.core.permissions import Role
from network.core.tenancy import system_scope, unscoped
from network.incidents import service as verbs
from network.incidents.models import Referral
from network.organisations.service.departments import add_department
from tests.factories.incidents import acting
from tests.integration.incidents.test_flow import TALK, WHEN, write
from tests.support.hostile import REAL_DATA

NAUGHTY = REAL_DATA / "text" / "blns.json"
LONG = "x" * 10_000


def naughty():
    """The whole collection where it is at hand, a handful of its kinds where it is not."""
    if NAUGHTY.exists():
        return json.loads(NAUGHTY.read_text(encoding="utf-8"))
    return ["<script>alert(1)</script>", "'; DROP TABLE referral; --", "𝕿𝖍𝖊", "ﷺ", "\u202etest", "0xffffffff", "🏳‍🌈"]


def referrals(app):
    with app.app_context(), system_scope(db.session(), "a test looks"):
        return db.session.scalars(unscoped(select(Referral), "a test looks")).all()


def day(of, name="incident_on"):
    return {f"{name}-day": of.day, f"{name}-month": of.month, f"{name}-year": of.year}


@pytest.fixture
def manager(service, client_of):
    return client_of(service.manager)


@pytest.fixture
def draft(manager):
    return manager.post("/support/talk", {**TALK, "outcome": "refer"}).location


@pytest.mark.parametrize(
    ("of", "words"),
    [
        (date(2026, 11, 19), "Check the date. Enter the day the incident happened, which is today or earlier"),
        (date(2026, 11, 18), None),
    ],
)
def test_an_incident_that_is_still_to_come_is_an_error_of_its_field(manager, draft, of, words):
    if words is None:
        manager.post(f"{draft}/when", day(of), to=draft)
        return
    page = manager.post(f"{draft}/when", day(of), status=422)
    assert page.errors == [words]
    assert page.tree.xpath("//input[@name='incident_on-day']/@value") == [str(of.day)], "what was typed is kept"


@pytest.mark.parametrize(
    ("of", "is_open"),
    [
        (date(2026, 8, 18), True),  # three calendar months ago today: the last day (D6)
        (date(2026, 8, 17), False),
        (date(2026, 8, 10), False),  # 100 days ago
        (date(2025, 12, 31), False),  # the day before going live
    ],
)
def test_the_window_says_no_kindly_with_other_routes_and_a_person(service, manager, draft, of, is_open):
    if is_open:
        manager.post(f"{draft}/when", day(of), to=draft)
        return
    page = manager.post(f"{draft}/when", day(of), status=422)
    routes = page.texts("//main//ul/li")
    assert len([route for route in routes if "supervision" in route or "wellbeing" in route or "GP" in route]) >= 2
    assert service.lead.email in page.text, "a person, by name (U37)"
    assert "Start" not in page.heading


def test_a_draft_that_outlives_the_window_is_not_sent(app, service, manager, client_of):
    draft = write(manager, service)
    manager.post(f"{draft}/when", day(date(2026, 8, 18)), to=draft)
    service.clock.advance(timedelta(days=1))
    page = client_of(service.manager).post(f"{draft}/check", status=422)
    assert "could be referred until 18 November 2026" in page.text
    assert [referral.state for referral in referrals(app)] == ["draft"]


def test_before_going_live_and_when_off_nothing_begins(service, world, client_of):
    service.switch_on("other", go_live_on=date(2026, 12, 1))
    page = client_of(world.person(Role.MANAGER, "other")).get("/support/talk", status=422)
    assert "takes referrals from 1 December 2026" in page.text
    lead = client_of(world.person(Role.ORGANISATION_LEAD))
    lead.post("/support/service/off", to="/support/service")
    page = client_of(service.manager).get("/support/talk", status=422)
    assert "does not take referrals here yet" in page.text


def test_support_that_runs_goes_on_when_the_service_is_off(service, world, client_of):
    referral_id = service.refer()
    client_of(world.person(Role.ORGANISATION_LEAD)).post("/support/service/off", to="/support/service")
    service.pass_on(referral_id)
    service.allocate(referral_id)
    service.book(referral_id)


def test_a_talk_to_come_or_before_the_incident(manager, draft):
    tomorrow = {"talked_on-day": "19", "talked_on-month": "11", "talked_on-year": "2026"}
    page = manager.post("/support/talk", {**tomorrow, "outcome": "refer"}, status=422)
    assert page.errors == ["Enter the day that you talked, which is today or earlier"]
    earlier = {"talked_on-day": "1", "talked_on-month": "11", "talked_on-year": "2026"}
    late = manager.post("/support/talk", {**earlier, "outcome": "refer"}).location
    page = manager.post(f"{late}/when", WHEN, status=422)
    assert page.errors == ["Check both dates. You said that you talked on 1 November 2026, which is before this day"]
    (way,) = page.tree.xpath("//a[text()='Change the day that you talked']/@href")
    manager.post(way, {each: value.replace("19", "18") for each, value in tomorrow.items()}, to=f"{late}/when")
    manager.post(f"{late}/when", WHEN, to=late)
    assert manager.post(way, tomorrow, status=422).errors == [
        "Enter the day that you talked, which is today or earlier"
    ]


def test_a_slip_of_the_year_is_mended_where_it_was_typed(service, world, client_of, manager, draft):
    page = manager.post(f"{draft}/when", {**WHEN, "incident_on-year": "2020"}, status=422)
    assert page.errors == ["Check the year. An incident can be referred for three months"]
    lead = client_of(world.person(Role.ORGANISATION_LEAD, "other"))
    page = lead.post("/support/service/when", day(date(1026, 10, 1), "go_live_on"), status=422)
    assert page.errors == ["Check the year. Enter a day within the last 20 years, or one to come"]


def test_a_manager_whose_organisation_takes_no_referral_is_not_led_in(service, world, client_of):
    manager = client_of(world.person(Role.MANAGER, "other"))
    page = manager.get("/support/start", status=422)
    assert "does not take referrals here yet" in page.text
    assert "Start a referral" not in manager.get("/support/other-routes").text
    assert "Start a referral" in client_of(service.manager).get("/support/other-routes").text


REFERRED = {
    "talked_on": "2026-11-18",
    "incident_on": "2026-11-17",
    "staff_name": "Jo Ash",
    "staff_telephone": "07700 900 982",
    "narrative": "A child died.",
    "team_input": "no",
}
"""A referral as a program sends it."""
STAFF = {"staff_name": "Jo Ash", "staff_telephone": "", "staff_email": "jo.ash@example.org"}


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ({"staff_name": ""}, "Enter the staff member’s name"),
        ({"staff_name": LONG}, "Shorten this by 9,800 characters. There is room for 200"),
        ({"staff_email": ""}, "Enter a telephone number or an e-mail address, or both"),
        ({"staff_telephone": "ask reception"}, "Enter a telephone number, like 01632 960 001 or 07700 900 982"),
        ({"staff_telephone": "1" * 41}, "Shorten this by 1 character. There is room for 40"),
        ({"staff_email": "jo at home"}, "Enter an e-mail address in full, like name@example.org"),
        (
            {"staff_email": "jo@example.org\r\nBcc: all@example.org"},
            "Enter an e-mail address in full, like name@example.org",
        ),
        ({"department_id": "00000000-0000-4000-8000-000000000000"}, "Choose from the list"),
    ],
)
def test_who_it_is_about(app, manager, draft, answers, words):
    page = manager.post(f"{draft}/staff-member", {**STAFF, **answers}, status=422)
    assert page.errors == [words]
    (kept,) = referrals(app)
    assert kept.staff_name_sealed is None


def test_one_s_own_address_is_not_the_staff_member_s(service, manager, draft):
    page = manager.post(f"{draft}/staff-member", {**STAFF, "staff_email": service.manager.email}, status=422)
    assert page.errors == ["Enter the staff member’s own e-mail address, not yours"]


def test_a_long_story_is_asked_to_be_shorter_and_kept_in_the_box(manager, draft):
    page = manager.post(f"{draft}/what-happened", {"narrative": LONG}, status=422)
    assert page.errors == ["Shorten this by 8,000 characters. There is room for 2,000"]
    assert page.texts("//textarea") == [LONG]
    manager.post(f"{draft}/what-happened", {"narrative": "x" * 2000}, to=draft)
    page = manager.post(f"{draft}/what-happened", {"narrative": ""}, status=422)
    assert page.errors == ["Say briefly what happened and how the staff member was involved"]


def test_a_department_outside_leads_to_other_support(app, service, world, client_of, manager, draft):
    """CI-1: the organisation's own list; and then the department is asked for."""
    with acting(app, world.person(Role.ORGANISATION_LEAD)) as actor:
        add_department(actor, world.own, "Schools", 12, service.clock)
    lead = client_of(world.person(Role.ORGANISATION_LEAD))
    page = lead.get("/support/service/who")
    housing, schools = page.tree.xpath("//input[@name='department_ids']/@value")
    some = {"reach": "departments", "is_small": "no"}
    page = lead.post("/support/service/who", some, status=422)
    assert page.errors == ["Choose the departments that it is for"]
    lead.post("/support/service/who", {**some, "department_ids": [housing]}, to="/support/service")
    page = manager.post(f"{draft}/staff-member", STAFF, status=422)
    assert page.errors == ["Choose the department that the staff member works in"]
    manager.post(f"{draft}/staff-member", {**STAFF, "department_id": housing}, to=draft)
    page = manager.post(f"{draft}/staff-member", {**STAFF, "department_id": schools}, status=422)
    assert page.errors == [
        "Your organisation offers this service to other departments so far. Choose another if this was a slip"
    ]
    assert page.tree.xpath("//input[@name='staff_name']/@value") == [STAFF["staff_name"]], "what was typed is kept"
    assert service.lead.email in page.text, "a person, by name (U37)"


def test_a_meeting_in_the_past_or_far_away(service, client_of):
    referral_id = service.refer()
    service.pass_on(referral_id)
    service.allocate(referral_id)
    therapist = client_of(service.therapist)
    page_at = f"/support/work/{referral_id}/sessions/new"
    usual = {"day-day": "19", "day-month": "11", "day-year": "2026", "time": "9:30am", "mode": "phone"}
    for changes, words in (
        ({"day-day": "17"}, "Enter a day and a time that are still to come"),
        ({"day-year": "2062"}, "Check the year. A first meeting is within days of the referral"),
        ({"time": "half past"}, "Enter a time, like 9:30am or 14:00"),
        ({"mode": "pigeon"}, "Choose from the list"),
    ):
        assert therapist.post(page_at, {**usual, **changes}, status=422).errors == [words]


def test_only_a_therapist_of_the_provider_is_chosen(app, service, client_of, world):
    referral_id = service.refer()
    service.pass_on(referral_id)
    elsewhere = world.person(Role.THERAPIST, "other_provider")
    page = client_of(service.allocator).post(
        f"/support/allocation/{referral_id}", {"therapist_id": str(elsewhere.user_id)}, status=422
    )
    assert page.errors == ["Choose from the list"]
    program = client_of.api(service.allocator)
    answer = program.post(
        f"/api/v1/incidents/allocation/{referral_id}/therapist", {"therapist_id": str(elsewhere.user_id)}, status=422
    )
    assert answer.json["errors"] == {"therapist_id": ["Choose a therapist from the list"]}


def test_every_odd_string_is_kept_or_refused_and_never_a_fault(service, manager, draft, client_of):
    strings = [text for text in naughty() if text]
    program = client_of.api(service.manager)
    for start in range(0, len(strings), 40):
        many = " ".join(strings[start : start + 40])[:1500]
        page = manager.post(f"{draft}/what-happened", {"narrative": many}, to=draft)
        shown = manager.get(f"{draft}/what-happened")
        assert not shown.tree.xpath("//main//script | //main//img | //main//svg"), "nothing comes alive (B18)"
        assert page.status == 303
    for text in strings[::25]:
        for field in ("staff_name", "staff_telephone", "staff_email", "narrative", "manager_name"):
            answer = program.raw.post(
                "/api/v1/incidents/referrals", json={**REFERRED, field: text}, headers=program._headers
            )
            assert answer.status_code in {201, 422}, (field, text, answer.get_data(as_text=True))


@pytest.mark.parametrize("field", ["staff_name", "narrative"])
def test_blanks_are_nothing_to_a_program_either(app, service, client_of, field):
    answer = client_of.api(service.manager).post(
        "/api/v1/incidents/referrals", {**REFERRED, field: " \n\t "}, status=422
    )
    assert list(answer.json["errors"]) == [field]
    assert referrals(app) == []


def test_where_the_working_days_are_not_known_other_routes_are_named(app, service, client_of):
    """A clock that would be a guess is not started (D1); GOV.UK publishes two years ahead."""
    service.clock.move_to(service.clock.now().replace(year=2028, month=12, day=29))
    answer = client_of.api(service.manager).post(
        "/api/v1/incidents/referrals",
        {**REFERRED, "talked_on": "2028-12-28", "incident_on": "2028-12-27"},
        status=422,
    )
    assert "bank holidays of the coming days are not known" in answer.json["detail"]
    assert len(answer.json["routes"]) >= 2
    assert referrals(app) == []


def test_json_that_is_no_text_is_refused(service, client_of):
    program = client_of.api(service.manager)
    body = '{"staff_name": "\\ud800", "narrative": "a\\u0000b"}'
    answer = program.send("POST", "/api/v1/incidents/referrals", data=body, content_type="application/json", status=422)
    assert "staff_name" in json.dumps(answer.json["errors"])


def test_nothing_is_assigned_that_is_not_listed(app, service, client_of):
    """B14: every column of the table, posted."""
    program = client_of.api(service.manager)
    for column in Referral.__table__.columns:
        if column.name != "department_id":
            program.post("/api/v1/incidents/referrals", {**REFERRED, column.name: "x"}, status=422)
    assert referrals(app) == []


def test_the_manager_s_own_account_cannot_be_referred(service):
    with acting(service.app, service.manager) as actor:
        with pytest.raises(RuleBroken, match="own e-mail address"):
            verbs.refer(actor, service.submission(staff_email=service.manager.email), service.clock)
        db.session.rollback()
