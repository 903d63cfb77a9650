"""A suggested offer becomes a plan; its organisation answers line by line; the coordinator answers back."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Barrier
from uuid import UUID

import pytest
from sqlalchemy import select

from network.core import outbox
from network.core.audit import AuditEntry
from network.core.database import db
from network.core.permissions import Role
from network.core.tenancy import UnscopedQuery, scoped, system_scope
from network.organisations.rules.capacity import Capacity
from network.organisations.service.capacity import keep_capacity
from network.organisations.vocabulary import TrainingTime, TrainingWay
from network.training import learners
from network.training.models import PlanLine, TrainingPlan
from network.training.plans import jobs, queries, service
from network.training.plans.vocabulary import LineState
from tests.factories import needs, training
from tests.support.filled import filled_form
from tests.support.hostile import hostile_texts
from tests.support.queries import MOST_ON_A_PAGE, counted_queries

MARCH = date(2027, 3, 31)


@pytest.fixture
def coordinator(world):
    return world.person(Role.COORDINATOR, "host")


@pytest.fixture
def lead(app, world, clock):
    """Of an organisation in which 14 people of Housing need tier 2 by March, and 8 can be released at once."""
    training.load_catalogue(app, clock)
    person = world.person(Role.ORGANISATION_LEAD)
    with training.acting(app, person) as actor:
        needs.say(actor, clock, 14, department_id=world.housing["own"], needed_by=MARCH)
        needs.assess(actor, clock)
        said = Capacity((TrainingTime.HALF_DAY,), (TrainingWay.ONLINE,), "", 8, "")
        keep_capacity(actor, world.own, said, 0, clock)
    return person


@pytest.fixture
def draft(app, world, clock, lead, coordinator):
    with training.acting(app, coordinator) as actor:
        return service.draft_plan(actor, world.own, clock).id


@pytest.fixture
def sent(app, clock, draft, coordinator):
    with training.acting(app, coordinator) as actor:
        service.send_plan(actor, draft, clock)
    return draft


def line_of(app, person, plan_id, code="T2-PRACTICE"):
    with training.acting(app, person) as actor:
        shown = queries.list_lines(actor, queries.get_plan(actor, plan_id))
        return next(each.line.id for each in shown if each.course_code == code)


def lines_of(app, person, plan_id):
    with training.acting(app, person) as actor:
        return [each.line.id for each in queries.list_lines(actor, queries.get_plan(actor, plan_id))]


def letters(app):
    with app.app_context(), system_scope(db.session(), "a test reads the outbox"):
        return [message.email("https://network.example") for message in outbox.waiting_messages()]


def test_four_presses_at_once_are_one_draft(app, world, lead, coordinator, clock):
    barrier = Barrier(4)

    def press(_):
        barrier.wait()
        with training.acting(app, coordinator) as actor:
            return service.draft_plan(actor, world.own, clock).id

    with ThreadPoolExecutor(4) as pool:
        assert len(set(pool.map(press, range(4)))) == 1


def test_the_offer_is_suggested_from_the_gap_and_the_capacity(app, world, lead, coordinator, clock, client_of):
    """ORG-9, TR-8: what is suggested follows what they need and what they can do."""
    client, path = client_of(coordinator), f"/training/offer/{world.own}"
    page = client.get(path)
    assert (
        "14 people of Housing need Tier 2 by 31 March 2027: 2 sessions of 7, online, half day, "
        "one a week from 2 December 2026 to 9 December 2026." in page.text
    )
    assert "online, in their own time" in page.text
    with training.acting(app, lead) as actor:
        training.log_session(actor, clock, training.people(10), code="T2-PRACTICE")
        for learner in training.learners_of(actor):
            learners.place_learner(actor, learner.id, world.housing["own"], clock)
    assert "4 people of Housing need Tier 2" in client.get(path).text
    assert "Person" not in client.get(path).text.replace("Your account", "")
    told = client_of.api(coordinator).get(f"/api/v1/training/organisations/{world.own}/suggestions").json
    assert [(each["tier"], each["people"]) for each in told["items"]] == [(1, 14), (1, 186), (2, 4)]
    unassessed = client.get(f"/training/offer/{world.other}")
    assert "They are not assessed yet" in unassessed.text


def test_a_plan_is_drafted_sent_answered_and_answered_back(app, world, lead, coordinator, clock, client_of):
    maker, path = client_of(coordinator), f"/training/offer/{world.own}"
    plan = maker.post(path, form_at=path).location
    assert maker.post(path, form_at=path).location == plan  # the draft that there is
    # Nobody of the organisation sees a draft.
    answerer = client_of(lead)
    answerer.get(plan, status=404)
    assert "are listed here" in answerer.get("/training/plans").text
    maker.post(f"{plan}/send", form_at=plan, to=plan)
    (letter,) = letters(app)
    assert (letter.to, letter.subject) == (lead.email, "A plan for you to look at")
    assert "Housing" not in letter.text
    page = answerer.get(plan)
    assert page.texts("//main//strong[contains(@class, 'govuk-tag')]") == ["Waiting for an answer"] * 3
    assert "Send to the organisation" not in page.text

    # One line agreed, one answered with a proposal.
    first, again, second = lines_of(app, lead, UUID(plan.rpartition("/")[2]))
    answers = ((first, "agreed", ""), (again, "agreed", ""), (second, "proposed", "Not in March. Smaller groups"))
    for line, state, words in answers:
        address = f"{plan}/lines/{line}/answer"
        form = {**filled_form(answerer, address), "state": state, "words": words}
        answerer.post(address, form, to=plan)
    assert [each.subject for each in letters(app)] == ["A plan for you to look at", "A plan was answered"]
    page = maker.get(plan)
    assert page.texts("//main//strong[contains(@class, 'govuk-tag')]") == [
        "Agreed",
        "Agreed",
        "Something else proposed",
    ]
    assert "They said: Not in March. Smaller groups" in page.text

    # The coordinator answers with a changed line, and the lead with a yes.
    address = f"{plan}/lines/{second}"
    maker.post(address, {**filled_form(maker, address), "sessions": "4", "places": "4"}, to=plan)
    assert letters(app)[-1].subject == "A plan of yours was changed"
    page = answerer.get(plan)
    assert "You said, before it was changed: Not in March" in page.text
    assert "4 sessions, 4 places in each" in page.text
    address = f"{address}/answer"
    answerer.post(address, {**filled_form(answerer, address), "state": "agreed", "words": ""}, to=plan)
    page = maker.get(plan)
    assert page.texts("//main//strong[contains(@class, 'govuk-tag')]") == ["Agreed"] * 3
    assert "Change this line" not in page.text
    listed = client_of.api(lead).get("/api/v1/training/plans").json["items"]
    assert [(each["lines"], each["agreed"], each["waiting"]) for each in listed] == [(3, 3, 0)]
    with app.app_context(), system_scope(db.session(), "a test looks") as system:
        rows = scoped(select(AuditEntry.action), system, AuditEntry).where(
            AuditEntry.action.startswith("training.plan")
        )
        noted = list(db.session.scalars(rows.order_by(AuditEntry.sequence)))
    assert noted == [
        "training.plan.draft",
        "training.plan.send",
        "training.plan_line.answer",
        "training.plan_line.answer",
        "training.plan_line.answer",
        "training.plan_line.change",
        "training.plan_line.answer",
    ]


def test_lines_are_added_changed_and_taken_out_of_a_draft(app, world, draft, coordinator, client_of):
    client, plan = client_of(coordinator), f"/training/plans/{draft}"
    line = {"people": "6", "sessions": "1", "places": "6", "mode": "in-person", "why": "They asked for it"}
    form = filled_form(client, f"{plan}/lines/new")
    course = client.get(f"{plan}/lines/new").tree.xpath(
        "//select[@name='course_id']/option[contains(., 'depth')]/@value"
    )
    client.post(f"{plan}/lines/new", {**form, **line, "course_id": course[0]}, to=plan)
    page = client.get(plan)
    assert "In depth: working with complex trauma" in page.text
    assert "They asked for it" in page.text
    added = line_of(app, coordinator, draft, "T3-INDEPTH")
    client.post(f"{plan}/lines/{added}/remove", form_at=f"{plan}/lines/{added}", to=plan)
    assert "They asked for it" not in client.get(plan).text
    client.post(f"{plan}/discard", form_at=plan, to=f"/training/offer/{world.own}")
    client.get(plan, status=404)


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"people": "0"}, "people"),
        ({"people": "-1"}, "people"),
        ({"people": "1000000000"}, "people"),
        ({"sessions": "x" * 10_000}, "sessions"),
        ({"places": "0"}, "places"),
        ({"mode": "in-person", "course_id": "T1-ONLINE"}, "This course is held online"),
        ({"by_on-day": "31", "by_on-month": "2", "by_on-year": "2027"}, "by_on"),
        ({"by_on-day": "1", "by_on-month": "2", "by_on-year": "2020"}, "still to come"),
        ({"by_on-day": "1", "by_on-month": "2", "by_on-year": "2099"}, "Check the year"),
        ({"why": "x" * 10_000}, "Use 1,000 characters or fewer"),
        ({"course_id": "0190e0a5-0000-7000-8000-000000000000"}, "Choose"),
        ({"course_id": "x"}, "Choose"),
        ({"time": "midnight"}, "Choose from the list"),
    ],
)
def test_a_line_that_does_not_fit_is_answered(app, draft, coordinator, client_of, changed, words):
    client, line = client_of(coordinator), line_of(app, coordinator, draft)
    address = f"/training/plans/{draft}/lines/{line}"
    if changed.get("course_id") == "T1-ONLINE":
        with training.acting(app, coordinator) as actor:
            course = next(each for each in queries.list_offered(actor) if each.is_taken_alone)
            changed = {**changed, "course_id": str(course.id)}
    page = client.post(address, {**filled_form(client, address), **changed}, status=422)
    assert page.errors
    assert words in page.text


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ({"state": ""}, "Choose an answer"),
        ({"state": "open"}, "Choose"),
        ({"state": "proposed", "words": " "}, "Say what would suit you instead"),
        ({"state": "declined", "words": ""}, "Say why in a few words"),
        ({"state": "agreed", "words": "x" * 10_000}, "500 characters or fewer"),
    ],
)
def test_an_answer_that_says_nothing_is_answered(app, sent, lead, client_of, answer, words):
    client, line = client_of(lead), line_of(app, lead, sent)
    address = f"/training/plans/{sent}/lines/{line}/answer"
    form = {**filled_form(client, address), "state": "", "words": "", **answer}
    assert any(words in each for each in client.post(address, form, status=422).errors)


def test_odd_words_are_kept_or_answered(app, sent, lead, coordinator, client_of):
    client, line = client_of(lead), line_of(app, lead, sent)
    address = f"/training/plans/{sent}/lines/{line}/answer"
    for words in hostile_texts():
        form = {**filled_form(client, address), "state": "proposed", "words": words}
        assert client.raw.post(address, data=form).status_code in {303, 422}, words
    client_of(coordinator).get(f"/training/plans/{sent}")


def test_two_who_answer_or_change_at_once(app, sent, lead, coordinator, client_of):
    line = line_of(app, lead, sent)
    edit, answer = (f"/training/plans/{sent}/lines/{line}{part}" for part in ("", "/answer"))
    maker, answerer = client_of(coordinator), client_of(lead)
    changed, answered = filled_form(maker, edit), filled_form(answerer, answer)
    maker.post(edit, {**changed, "sessions": "3"})
    page = answerer.post(answer, {**answered, "state": "declined", "words": "Too many"}, status=409)
    assert "Too many" in page.text
    assert "Waiting for an answer" in page.text
    page = maker.post(edit, {**changed, "sessions": "5"}, status=409)
    assert "Sessions" in page.text
    # Agreed, it stays; declined, it can be changed.
    answerer.post(answer, {**filled_form(answerer, answer), "state": "agreed", "words": ""})
    maker.post(edit, {**filled_form(maker, edit), "sessions": "9"}, status=409)
    program = client_of.api(coordinator)
    address = f"/api/v1/training/plans/{sent}/lines/{line}"
    shown = program.get(address)
    body = {name: shown.json[name] for name in ("course_id", "people", "sessions", "places", "mode", "why")}
    program.send("PUT", address, json=body, status=428)
    program.send("PUT", address, json={**body, "sessions": 9}, status=409, headers={"If-Match": shown.headers["ETag"]})


def test_a_program_does_the_same(app, world, lead, coordinator, clock, client_of):
    maker, answerer = client_of.api(coordinator), client_of.api(lead)
    made = maker.post(f"/api/v1/training/organisations/{world.own}/plans", {})
    plan = made.headers["Location"]
    assert [each["course"] for each in made.json["lines"]] == ["T1-ONLINE", "T1-ONLINE", "T2-PRACTICE"]
    answerer.get(plan, status=404)
    body = {**{name: made.json["lines"][2][name] for name in ("course_id", "people", "places", "mode")}, "sessions": 1}
    added = maker.post(f"{plan}/lines", {**body, "why": "One more"})
    line = added.headers["Location"]
    for odd in ({**body, "people": -1}, {**body, "people": 10**9}, {**body, "sessions": 10**30}, {**body, "x": 1}):
        maker.post(f"{plan}/lines", odd, status=422)
    maker.post(f"{plan}/lines", {**body, "by_on": "2027-02-31"}, status=422)
    tag = {"If-Match": maker.get(line).headers["ETag"]}
    maker.send("DELETE", line, status=204, headers=tag)
    maker.post(f"{plan}/send", {}, status=200)
    maker.post(f"{plan}/send", {}, status=409)
    maker.post(f"{plan}/lines", body, status=409)
    first = f"{plan}/lines/{made.json['lines'][0]['id']}"
    tag = {"If-Match": answerer.get(first).headers["ETag"]}
    answerer.send("PUT", f"{first}/answer", json={"state": "declined"}, status=422, headers=tag)
    said = {"state": "declined", "words": "We have had it"}
    told = answerer.send("PUT", f"{first}/answer", json=said, headers=tag)
    assert (told.json["state"], told.json["answer"]) == ("declined", "We have had it")
    answerer.send("PUT", f"{first}/answer", json=said, status=412, headers=tag)
    tag = {"If-Match": maker.get(plan).headers["ETag"]}
    maker.send("DELETE", plan, status=409, headers=tag)


def test_nobody_else_sees_a_plan(app, world, sent, lead, clock, client_of):
    line = line_of(app, lead, sent)
    for at, role in (("other", Role.ORGANISATION_LEAD), ("other", Role.CHAMPION), ("provider", Role.ORGANISATION_LEAD)):
        stranger, program = client_of(world.person(role, at)), client_of.api(world.person(role, at))
        stranger.get(f"/training/plans/{sent}", status=404)
        program.get(f"/api/v1/training/plans/{sent}", status=404)
        program.get(f"/api/v1/training/plans/{sent}/lines/{line}", status=404)
        assert program.get("/api/v1/training/plans").json["total"] == 0
    for at, seen in (("own", 1), ("other", 0)):
        with training.acting(app, world.person(Role.CHAMPION, at)) as actor:
            assert len(db.session.scalars(scoped(select(TrainingPlan), actor, TrainingPlan)).all()) == seen
            for model in (TrainingPlan, PlanLine):
                with pytest.raises(UnscopedQuery):
                    db.session.scalars(select(model)).all()


def test_a_plan_of_nothing_or_to_nobody_is_not_sent(app, world, draft, coordinator, client_of):
    client, plan = client_of(coordinator), f"/training/plans/{draft}"
    for each in lines_of(app, coordinator, draft):
        line = f"{plan}/lines/{each}"
        client.post(f"{line}/remove", form_at=line, to=plan)
    assert "Add the first line" in client.get(plan).text
    page = client.post(f"{plan}/send", form_at=plan, status=422)
    assert "There is no line in this plan yet" in page.text
    elsewhere = client.post(f"/training/offer/{world.other_provider}", form_at=f"/training/offer/{world.own}").location
    assert elsewhere != plan


def test_in_the_quiet_hours_nobody_is_told(app, draft, coordinator, clock):
    clock.move_to(clock.now().replace(hour=22))
    with training.acting(app, coordinator) as actor:
        service.send_plan(actor, draft, clock)
    with app.app_context():
        (row,) = db.session.scalars(select(outbox.OutboxMessage))
        assert row.next_try_at.hour == 7
        assert row.next_try_at > clock.now()


def test_pages_of_plans_take_a_constant_number_of_queries(app, world, sent, lead, coordinator, clock, client_of):
    maker, answerer, counts = client_of(coordinator), client_of(lead), []
    with training.acting(app, coordinator) as actor:
        offered = service.draft_of(queries.list_lines(actor, queries.get_plan(actor, sent))[0].line)
    for _ in range(2):
        with training.acting(app, coordinator) as actor:
            another = service.draft_plan(actor, world.own, clock).id
            for _ in range(10):
                service.add_line(actor, another, offered, clock)
            service.send_plan(actor, another, clock)
        line = line_of(app, lead, another)
        row = []
        for client, path in (
            (maker, "/training/plans"),
            (maker, f"/training/plans/{another}"),
            (maker, f"/training/plans/{another}/lines/new"),
            (maker, f"/training/plans/{another}/lines/{line}"),
            (maker, f"/training/offer/{world.own}"),
            (answerer, "/training/plans"),
            (answerer, f"/training/plans/{another}"),
            (answerer, f"/training/plans/{another}/lines/{line}/answer"),
        ):
            with counted_queries(app) as counted:
                client.get(path)
            assert counted.count <= MOST_ON_A_PAGE, (path, str(counted))
            row.append(counted.count)
        counts.append(row)
    assert counts[0] == counts[1]


def test_an_answer_is_the_organisations_own(app, world, sent, coordinator, clock, client_of):
    """U15: it can be changed, without a reason, for as long as it stands."""
    lead = world.person(Role.ORGANISATION_LEAD)
    line = line_of(app, lead, sent)
    with training.acting(app, lead) as actor:
        for version, state in enumerate((LineState.AGREED, LineState.DECLINED, LineState.AGREED), 1):
            kept = service.answer_line(actor, sent, line, state, "In words", version, clock)
            assert kept.state is state
    client_of(coordinator).get(f"/training/plans/{sent}/lines/{line}/answer", status=403)


def test_a_lead_is_reminded_of_what_waits_for_a_week(app, lead, sent, clock):
    def said():
        with app.app_context(), system_scope(db.session(), "what a test asks"):
            return [(each.user_id, each.path) for each in jobs.coming_up(clock)]

    clock.advance(timedelta(days=7) - timedelta(seconds=1))
    assert said() == []
    clock.advance(timedelta(seconds=1))
    assert said() == [(lead.user_id, f"/training/plans/{sent}")]
    for line in lines_of(app, lead, sent):
        with training.acting(app, lead) as actor:
            service.answer_line(actor, sent, line, LineState.AGREED, "", 1, clock)
    assert said() == []
