"""A referral from the interruption page to its end, by the pages that each person uses (CI-20)."""

from datetime import datetime, timedelta
from uuid import UUID

from network.core import outbox
from network.core.audit import AuditEntry
from network.core.permissions import Role
from network.incidents.models import Referral, ReferralStep, SessionMove, SupportSession, Talk
from network.incidents.queries.referrals import ACTED, OPENED
from network.incidents.rules.states import State
from tests.support.stored import rows

WHEN = {"incident_on-day": "17", "incident_on-month": "11", "incident_on-year": "2026"}
TALK = {"talked_on-day": "18", "talked_on-month": "11", "talked_on-year": "2026"}


def messages(app):
    with app.app_context():
        return list(outbox.waiting_messages())


def write(manager, service, **changes):
    """Fills in the draft page by page and returns its address."""
    draft = manager.post("/support/talk", {**TALK, "outcome": "refer"}).location
    manager.post(f"{draft}/when", WHEN, to=draft)
    staff = {"staff_name": "Jo Ash", "staff_telephone": "", "staff_email": service.staff_member.email}
    manager.post(f"{draft}/staff-member", {**staff, **changes}, to=draft)
    manager.post(f"{draft}/what-happened", {"narrative": "A child died. Jo was there."}, to=draft)
    manager.post(f"{draft}/team", {"team_input": "yes"}, to=draft)
    return draft


def test_a_referral_from_the_talk_to_the_end(app, service, client_of, clock):
    manager = client_of(service.manager)
    assert manager.get("/support/start").heading == "Before you refer"
    draft = write(manager, service)
    tasks = manager.get(draft)
    assert "Check and send" in tasks.text
    assert "Not started" not in tasks.text
    check = manager.get(f"{draft}/check")
    assert "Jo Ash" in check.text
    sent = manager.post(f"{draft}/check").location
    confirmation = manager.get(sent)
    assert "20 November 2026 at 10am" in confirmation.text, "48 hours after the submission (D1)"
    assert "25 November 2026 at the latest" in confirmation.text, "five working days (D1, D3)"
    (referral,) = rows(app, Referral)
    assert confirmation.texts("//*[@class='govuk-panel__body']") == [f"Your reference is {referral.reference}"]
    assert [message.kind for message in messages(app)] == ["incidents.desk-changed", "incidents.page-made"]

    lead = client_of(service.lead)
    desk = lead.get("/support/desk")
    assert referral.reference in desk.text
    assert "Jo Ash" not in desk.text, "a list of references without names (U4)"
    opened = lead.get(f"/support/desk/{referral.id}")
    assert "Jo Ash" in opened.text
    page = f"/support/mine/{referral.id}"
    client_of(service.staff_member).post(f"{page}/go-ahead", {"has_read": "yes"}, form_at=page, to=page)
    lead.post(f"/support/desk/{referral.id}/pass-on", to="/support/desk", form_at=f"/support/desk/{referral.id}")

    allocator = client_of(service.allocator)
    assert referral.reference in allocator.get("/support/allocation").text
    page = allocator.get(f"/support/allocation/{referral.id}")
    assert "A child died" not in page.text
    allocator.post(
        f"/support/allocation/{referral.id}", {"therapist_id": str(service.therapist.user_id)}, to="/support/allocation"
    )

    therapist = client_of(service.therapist)
    case = f"/support/work/{referral.id}"
    assert "A child died" in therapist.get(case).text
    meeting = {"day-day": "19", "day-month": "11", "day-year": "2026", "time": "9:30am", "mode": "video"}
    therapist.post(f"{case}/sessions/new", meeting, to=case)
    therapist.post(f"{case}/manager-contact", {"others": "yes", "manager": "not-sure"}, to=case)

    own = client_of(service.staff_member).get(f"/support/mine/{referral.id}")
    assert "19 November 2026 at 9:30am" in own.text
    assert service.lead.name in own.text
    assert service.therapist.name in own.text
    assert manager.get(f"/support/requests/{referral.id}").texts("//*[@class='govuk-body-l']") == ["With the provider"]

    clock.advance(timedelta(days=2))
    therapist, manager = client_of(service.therapist), client_of(service.manager)
    (session,) = rows(app, SupportSession)
    therapist.post(f"{case}/sessions/{session.id}/outcome", {"outcome": "held"}, to=case)
    therapist.post(f"{case}/end", {"exit_pathway": "wellbeing-service"}, to=case)
    (ended,) = rows(app, Referral)
    assert ended.closed_at == clock.now()
    steps = sorted(rows(app, ReferralStep), key=lambda step: step.id)
    assert [step.step for step in steps] == [
        "submit",
        "go_ahead",
        "pass_to_provider",
        "name_therapist",
        "book_first_meeting",
        "begin_support",
        "end_support",
    ], "every hop's instant is kept (D2)"
    assert manager.get(f"/support/requests/{referral.id}").texts("//*[@class='govuk-body-l']") == ["Ended"]


def test_the_talk_without_a_referral_leads_to_other_support(app, service, client_of):
    manager = client_of(service.manager)
    for outcome in ("another-route", "not-now"):
        manager.post("/support/talk", {**TALK, "outcome": outcome}, to="/support/other-routes")
    assert {talk.outcome for talk in rows(app, Talk)} == {"another-route", "not-now"}
    assert rows(app, Referral) == []
    routes = manager.get("/support/other-routes")
    assert service.lead.email in routes.text, "a person by name (U37)"


def test_a_draft_is_there_when_one_comes_back(service, client_of):
    manager = client_of(service.manager)
    draft = manager.post("/support/talk", {**TALK, "outcome": "refer"}).location
    manager.post(f"{draft}/when", WHEN, to=draft)
    again = client_of(service.manager)
    assert draft in again.get("/support/requests").text
    task = again.get(draft)
    assert task.text.count("Not started") == 3, "staff member, what happened, the team (U40)"
    assert again.get(f"{draft}/manager").tree.xpath("//input[@name='manager_email']/@value") == [service.manager.email]
    again.post(f"{draft}/discard", to="/support/requests")
    again.get(draft, status=404)


def test_what_may_name_somebody_is_pointed_at_and_left_to_the_manager(service, client_of):
    """D11: a false alarm costs a glance; nothing is refused."""
    manager = client_of(service.manager)
    draft = write(manager, service)
    assert "may say who somebody is" not in manager.get(f"{draft}/check").text
    told = {"narrative": "Kelly Marsh, born 3 April 2015, died at home. Jo found her."}
    manager.post(f"{draft}/what-happened", told, to=draft)
    check = manager.get(f"{draft}/check")
    pointed = check.texts("//div[contains(@class, 'govuk-inset-text')]//li")
    assert any("Kelly Marsh" in each for each in pointed), pointed
    assert any("3 April 2015" in each for each in pointed), pointed
    assert manager.post(f"{draft}/check").location.endswith("/sent")


def test_a_draft_that_is_not_finished_leads_back_to_its_list(service, client_of):
    manager = client_of(service.manager)
    draft = manager.post("/support/talk", {**TALK, "outcome": "refer"}).location
    manager.get(f"{draft}/check", status=303)
    page = manager.post(f"{draft}/check", form_at=f"{draft}/team", status=422)
    assert "not filled in yet" in page.text


def test_sent_twice_is_sent_once(app, service, client_of):
    manager = client_of(service.manager)
    draft = write(manager, service)
    page = manager.get(f"{draft}/check")
    hidden = {field.get("name"): field.get("value") for field in page.tree.xpath("//main//input[@type='hidden']")}
    first = manager.raw.post(f"{draft}/check", data=hidden)
    second = manager.raw.post(f"{draft}/check", data=hidden)
    assert (first.status_code, second.status_code) == (303, 303)
    assert first.location == second.location
    assert len(rows(app, ReferralStep)) == 1
    assert len(messages(app)) == 2


def test_a_stale_page_is_a_conflict_with_a_way_on(service, client_of):
    referral_id = service.refer()
    first, second = client_of(service.lead), client_of(service.add_person("own", Role.INCIDENT_LEAD))
    stale = f"/support/desk/{referral_id}"
    opened = second.get(stale).tree.xpath("//main//input[@name='csrf_token']/@value")
    first.post(f"{stale}/pass-on", form_at=stale)
    page = second.post(f"{stale}/pass-on", {"csrf_token": opened[0]}, form_at=stale, status=409)
    assert "has moved on since you opened the page" in page.text


def test_the_person_says_no_in_two_clicks_and_can_think_again(app, service, client_of):
    referral_id = service.refer()
    service.pass_on(referral_id)
    service.allocate(referral_id)
    own = client_of(service.staff_member)
    page = own.get("/support/mine", status=303)
    assert page.location == f"/support/mine/{referral_id}"
    (link,) = own.get(page.location).tree.xpath("//a[contains(., 'Say no')]/@href")
    own.post(link, to=page.location)
    said_no = own.get(page.location)
    assert "You said no to this" in said_no.text
    assert client_of(service.manager).get(f"/support/requests/{referral_id}").texts("//*[@class='govuk-body-l']") == [
        "Ended"
    ]
    own.post(f"{page.location}/change-mind", form_at=page.location, to=page.location)
    (referral,) = rows(app, Referral)
    assert (referral.state, referral.therapist_user_id, referral.closed_at) == ("submitted", None, None)
    client_of(service.therapist).get(f"/support/work/{referral_id}", status=404)
    service.pass_on(referral_id)


def test_a_correction_stands_beside_the_text(service, client_of):
    referral_id = service.refer()
    own = client_of(service.staff_member)
    page = f"/support/mine/{referral_id}"
    own.post(f"{page}/correction", {"correction": "It was the second door."}, to=page)
    own.post(f"{page}/contact", {"contact_times": "After five", "mode_wish": "phone"}, to=page)
    seen = own.get(page)
    assert "It was the second door." in seen.text
    assert "After five" in seen.text
    assert "It was the second door." in client_of(service.lead).get(f"/support/desk/{referral_id}").text
    assert "second door" not in client_of(service.manager).get(f"/support/requests/{referral_id}").text


def test_a_moved_meeting_keeps_the_first(app, service):
    referral_id = service.refer()
    service.pass_on(referral_id)
    service.allocate(referral_id)
    first = service.clock.now() + timedelta(hours=1)
    session_id = service.book(referral_id)
    service.clock.advance(timedelta(minutes=5))
    service.move(referral_id, session_id)
    (session,), (move,), (referral,) = rows(app, SupportSession), rows(app, SessionMove), rows(app, Referral)
    assert (move.was_at, move.asked_by, move.reason) == (first, "staff-member", "work")
    assert session.at == referral.first_meeting_at == first + timedelta(days=1)
    assert session.number == 1


def test_withdrawing_tells_everybody_it_was_with(app, service, client_of):
    referral_id = service.refer()
    service.pass_on(referral_id)
    before = len(messages(app))
    manager = client_of(service.manager)
    page = f"/support/requests/{referral_id}"
    manager.post(f"{page}/withdraw", {"reason": "they-asked"}, to=page)
    told = messages(app)[before:]
    assert sorted(message.to for message in told) == sorted(
        [service.lead.email, service.allocator.email, service.staff_member.email]
    )
    manager.post(f"{page}/withdraw", {"reason": "they-asked"}, status=409)


def test_a_second_therapist_has_it_alone(service, client_of):
    referral_id = service.refer()
    service.pass_on(referral_id)
    service.allocate(referral_id)
    first = client_of(service.therapist)
    first.get(f"/support/work/{referral_id}")
    second = service.add_person("provider", Role.THERAPIST)
    service.allocate(referral_id, second)
    first.get(f"/support/work/{referral_id}", status=404)
    client_of(second).get(f"/support/work/{referral_id}")


def test_keys_and_references_say_nothing(app, service):
    ids = [service.refer() for _ in range(3)]
    assert {each.version for each in ids} == {4}, "random, not ordered by time"
    references = {referral.reference for referral in rows(app, Referral)}
    assert len(references) == 3
    assert all(isinstance(each, UUID) for each in ids)
    assert not any(set(reference[2:]) & set("AEIOU01") for reference in references)


def test_the_way_back_from_the_confirmation_leads_to_what_was_sent(service, client_of):
    manager = client_of(service.manager)
    draft = write(manager, service)
    sent = manager.post(f"{draft}/check").location
    own = sent.removesuffix("/sent")
    for page in (draft, f"{draft}/check", f"{draft}/when", f"{draft}/team"):
        assert manager.get(page, status=303).location == own
    client_of(service.lead).get(draft, status=404)


def test_acting_through_a_program_is_seen_as_looking(service, client_of):
    """The answer to a program's step shows the case, so the person sees who took it (U11, B29)."""
    referral_id = service.refer()
    client_of.api(service.lead).post(f"/api/v1/incidents/desk/{referral_id}/pass-on", {}, status=200)
    own = client_of(service.staff_member).get(f"/support/mine/{referral_id}")
    assert service.lead.name in own.text
    assert "Nobody has opened this" not in own.text


def test_the_lead_reads_who_opened_it_but_not_its_person(app, service, client_of):
    """B29: page and program say what the audit says, to the minute; when its person looks is theirs alone."""
    referral_id = service.bring_to(State.ALLOCATED)
    for person, path in (
        (service.staff_member, "mine"),
        (service.allocator, "allocation"),
        (service.therapist, "work"),
        (service.manager, "requests"),
    ):
        service.clock.advance(timedelta(minutes=1))
        client_of(person).get(f"/support/{path}/{referral_id}")
    service.clock.advance(timedelta(minutes=1))
    shown = client_of(service.lead).get(f"/support/desk/{referral_id}/opened").texts("//tbody//tr")
    opened = [
        (each.user_id, each.at)
        for each in rows(app, AuditEntry)
        if each.entity_id == referral_id and each.action in {OPENED, *ACTED} and each.user_id
    ]
    others = [each for each in reversed(opened) if each[0] != service.staff_member.user_id]
    listed = client_of.api(service.lead).get(f"/api/v1/incidents/desk/{referral_id}/openings").json
    assert len(others) < len(opened), "the person looked too"
    assert [datetime.fromisoformat(each["at"]) for each in listed] == [at for _, at in others]
    assert {each["name"] for each in listed} == {
        person.name for person in (service.lead, service.allocator, service.therapist, service.manager)
    }
    assert service.staff_member.name not in str(shown)
    assert service.therapist.name in str(shown)
