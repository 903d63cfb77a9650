"""The checklist before the service opens, what it holds to, and what comes of each answer (CI-1, CI-14, CI-15)."""

from datetime import date, timedelta

import pytest

from network.core.commit import commit
from network.core.database import db
from network.core.permissions import Role
from network.core.tenancy import system_scope
from network.incidents.rules.readers import Capacity
from network.incidents.rules.reasons import StepReason
from network.incidents.service import forget
from tests.factories.directory import add_entry
from tests.factories.incidents import SETUP, a_service_complete
from tests.integration.incidents.test_bad_input import day

HOME = "/support/service"


@pytest.fixture
def lead(world, client_of):
    return client_of(world.person(Role.ORGANISATION_LEAD, "other"))


@pytest.fixture
def answers(world):
    """What is typed on each page."""
    return {
        "who": {"reach": "everybody", "is_small": "no"},
        "when": day(date(2026, 12, 1), "go_live_on"),
        "provider": {
            "provider_id": str(world.provider),
            **day(date(2026, 11, 2), "agreed_on"),
            "agreement_kept_at": "Contracts register, 214",
            "fallback_id": str(world.other_provider),
            **day(date(2026, 11, 3), "fallback_agreed_on"),
        },
        "how": {
            "modes": "virtual",
            "group_referrers": ["line-manager"],
            "self_request": "no",
            "late": "no",
            "ask_hours": "4",
        },
        "keeping": {
            "draft_days": "20",
            "particulars_days": "60",
            "summary_months": "6",
            "skeleton_months": "18",
            "data_protection_email": "dpo@partner.example",
        },
    }


def to_do(page):
    """The names of what is not done."""
    rows = page.tree.xpath("//li[contains(@class, 'govuk-task-list__item')]")
    done = {"Done"}
    return [
        row.xpath("string(.//*[contains(@class, 'name-and-hint')]/*[1])").strip()
        for row in rows
        if row.xpath("normalize-space(.//*[contains(@class, '__status')])") not in done
    ]


def test_it_opens_once_everything_is_there_and_not_before(app, world, clock, lead, answers, client_of):
    page = lead.get(HOME)
    assert "The service is off" in page.text
    assert len(to_do(page)) == 8
    assert "Not yet" in lead.get(f"{HOME}/on").text
    for number, (name, said) in enumerate(answers.items(), start=1):
        lead.post(f"{HOME}/{name}", said, to=HOME)
        refused = lead.post(f"{HOME}/on", {"version": str(number)}, status=422, form_at=HOME)
        assert "The service opens when its checklist is complete" in refused.text
    assert [each[:9] for each in to_do(lead.get(HOME))] == ["Two incid", "The suppo"]
    add_entry(app, world, clock, "other")
    assert "Fill the support directory" in lead.get(f"{HOME}/on").text, "a wellbeing service alone is not enough"
    with a_service_complete(app, world, "other", clock):
        assert to_do(lead.get(HOME)) == []
        lead.post(f"{HOME}/on", to=HOME)
    page = lead.get(HOME)
    assert "The service is on" in page.text
    assert "Alder Therapies, then Birch Counselling" in page.text
    assert "Name two incident leads at least" in page.text, "one has left since: it goes on, and says so"
    client_of(world.person(Role.ORGANISATION_LEAD)).get(HOME)
    lead.post(f"{HOME}/off", to=HOME)
    assert "The service is off" in lead.get(HOME).text


def test_nothing_is_chosen_before_somebody_chose_it(lead):
    for name in ("who", "provider", "how"):
        page = lead.get(f"{HOME}/{name}")
        assert page.tree.xpath("//main//input[@checked] | //main//option[@selected and @value != '']") == [], name
    lead.get(f"{HOME}/nothing", status=404)


@pytest.mark.parametrize(
    ("name", "changes", "words"),
    [
        ("who", {"reach": ""}, "Choose who can be referred"),
        ("when", day(date(2036, 1, 1), "go_live_on"), "Check the year. The service can go live up to a year from now"),
        ("provider", {"provider_id": "own"}, "Choose from the list"),
        ("provider", {"fallback_id": "provider"}, "Choose another provider than the first, or none"),
        ("provider", {"agreed_on-day": "", "agreed_on-month": "", "agreed_on-year": ""}, "agreement was signed"),
        ("provider", day(date(2026, 11, 19), "agreed_on"), "Nothing is shared before it is signed"),
        ("provider", day(date(1926, 11, 19), "agreed_on"), "Check the year of the agreement"),
        (
            "provider",
            {"fallback_agreed_on-day": "", "fallback_agreed_on-month": "", "fallback_agreed_on-year": ""},
            "agreement was signed",
        ),
        ("provider", {"agreement_kept_at": "x" * 201}, "200 characters"),
        ("how", {"group_referrers": []}, "Choose at least one who may ask for support for a group"),
        ("keeping", {"draft_days": "91"}, "Enter a number from 7 to 90"),
        ("keeping", {"particulars_days": "0"}, "Enter a number from 30 to 180"),
        ("keeping", {"data_protection_email": "dpo"}, "Enter an e-mail address in full"),
        ("keeping", {"summary_months": "all"}, "Enter a whole number, like 12"),
    ],
)
def test_a_wrong_answer_says_what_to_do(world, lead, answers, name, changes, words):
    named = {
        key: str(getattr(world, value, value)) if isinstance(value, str) else value for key, value in changes.items()
    }
    page = lead.post(f"{HOME}/{name}", {**answers[name], **named}, status=422)
    assert len(page.errors) == 1
    assert words in page.errors[0]
    assert "Not started" in lead.get(HOME).text


def test_a_tab_of_before_changes_nothing(lead, answers):
    lead.post(f"{HOME}/when", answers["when"], to=HOME)
    for version in ("", "7"):
        page = lead.post(f"{HOME}/when", {**answers["when"], "version": version}, status=409)
        assert "Somebody else changed" in page.text


def test_a_program_reads_what_is_missing_and_opens_it(app, world, clock, client_of):
    program = client_of.api(world.person(Role.ORGANISATION_LEAD, "other"))
    path = "/api/v1/incidents/module"
    found = program.get(path)
    assert found.json["missing"][-1] == "Have somebody named at the provider who receives referrals"
    body = {
        "is_on": True,
        "go_live_on": "2026-12-01",
        "provider_id": str(world.provider),
        "agreed_on": "2026-11-02",
        "is_virtual_only": True,
    }
    tag = {"If-Match": found.headers["ETag"]}
    assert "checklist" in program.send("PUT", path, json=body, headers=tag, status=422).text
    assert program.get(path).json["is_on"] is False
    with a_service_complete(app, world, "other", clock):
        found = program.get(path)
        shown = program.send("PUT", path, json=body, headers={"If-Match": found.headers["ETag"]}, status=200).json
    assert shown["is_on"] is True
    assert (shown["is_virtual_only"], shown["draft_days"], shown["fallback_id"]) == (True, 30, None)


def test_where_people_meet_by_video_alone_nothing_else_is_offered_or_taken(service, client_of):
    """CI-15."""
    referral_id = service.refer()
    service.pass_on(referral_id)
    service.allocate(referral_id)
    service.change_setup(is_virtual_only=True)
    wishes, booking = f"/support/mine/{referral_id}/contact", f"/support/work/{referral_id}/sessions/new"
    staff_member, therapist = client_of(service.staff_member), client_of(service.therapist)
    assert staff_member.get(wishes).tree.xpath("//input[@name='mode_wish']/@value") == ["video", "phone"]
    assert therapist.get(booking).tree.xpath("//input[@name='mode']/@value") == ["video", "phone"]
    words = ["Choose a video call or a phone call. Meeting in person is not offered here yet"]
    assert staff_member.post(wishes, {"mode_wish": "in-person"}, status=422).errors == words
    typed = {**day(service.clock.today() + timedelta(days=1), "day"), "time": "10am", "mode": "in-person"}
    assert therapist.post(booking, typed, status=422).errors == words
    therapist.post(booking, {**typed, "mode": "video"}, to=f"/support/work/{referral_id}")


def test_a_second_provider_takes_what_the_first_hands_back(service, world, client_of):
    service.change_setup(fallback_id=world.other_provider, fallback_agreed_on=SETUP.agreed_on)
    referral_id = service.refer()
    lead = client_of(service.lead)
    desk = f"/support/desk/{referral_id}"
    first, second = lead.get(desk).tree.xpath("//form[contains(@action, 'pass-on')]//button/text()")
    assert (first, second) == ("Pass it on to Alder Therapies", "Pass it on to Birch Counselling")
    lead.post(f"{desk}/pass-on", {"provider_id": str(world.provider)}, form_at=desk, to="/support/desk")
    service.leave(referral_id, Capacity.ALLOCATOR, "hand-back", StepReason.NOBODY_FREE)
    assert lead.get(desk).tree.xpath("//form[contains(@action, 'pass-on')]//button/text()") == [
        "Pass it on to Birch Counselling",
        "Pass it on to Alder Therapies",
    ]
    lead.post(f"{desk}/pass-on", {"provider_id": str(world.own)}, form_at=desk, status=422)
    lead.post(f"{desk}/pass-on", {"provider_id": "nobody"}, form_at=desk, status=422)
    client_of.api(service.lead).send("POST", f"/api/v1/incidents/desk/{referral_id}/pass-on", json={})
    client_of(service.allocator).get(f"/support/allocation/{referral_id}", status=404)
    assert "Birch Counselling" in lead.get(desk).text
    client_of(world.person(Role.PROVIDER_ALLOCATOR, "other_provider")).get(f"/support/allocation/{referral_id}")


def test_what_is_told_of_keeping_is_what_is_set_and_what_is_done(app, service, client_of):
    service.change_setup(particulars_days=30)
    referral_id = service.refer()
    page = client_of(service.staff_member).get(f"/support/mine/{referral_id}")
    assert "until 30 days after the support ends" in page.text
    service.decline(referral_id)
    closed_on = service.clock.today()
    service.change_setup(particulars_days=180)
    told = client_of(service.staff_member).get(f"/support/mine/{referral_id}").text
    last = closed_on + timedelta(days=30)
    assert f"deleted on {last:%-d %B %Y}" in told, "what was told once stays so, whatever is set later"
    service.clock.advance(timedelta(days=30, minutes=1))
    with app.app_context(), system_scope(db.session(), "the job of the night"):
        forget(service.clock)
        commit()
    client_of(service.staff_member).get(f"/support/mine/{referral_id}", status=404)
