"""Training needs are assessed whole, on a day; earlier days are kept; nobody else's are to be seen (TR-6 to TR-8)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from network.core.audit import AuditEntry
from network.core.commit import commit
from network.core.database import db
from network.core.errors import Conflict, NotFound
from network.core.permissions import Role
from network.core.tenancy import UnscopedQuery, scoped, system_scope
from network.organisations.public import list_workforce
from network.organisations.service import merging
from network.training import figures
from network.training.models import Need, NeedsAssessment
from network.training.needs import queries, rules, service
from network.training.needs.figures import needs_on
from tests.factories import needs, training
from tests.factories.needs import IN_DEPTH, SKILLED
from tests.support.filled import filled_form
from tests.support.hostile import hostile_texts
from tests.support.queries import MOST_ON_A_PAGE, counted_queries

MARCH = date(2027, 3, 31)


@pytest.fixture
def lead(app, world, clock):
    training.load_catalogue(app, clock)
    return world.person(Role.ORGANISATION_LEAD)


@pytest.fixture
def assessed(app, world, lead, clock):
    """14 people of Housing to be trauma-skilled by 31 March, 6 in depth."""
    with training.acting(app, lead) as actor:
        needs.say(actor, clock, 14, department_id=world.housing["own"], needed_by=MARCH)
        needs.say(actor, clock, 6, role_group="Supervisors", level=IN_DEPTH)
        return needs.assess(actor, clock, "Asked in October").id


def path_of(world, at="own"):
    return f"/training/needs/{getattr(world, at)}"


def test_needs_are_assessed_from_the_rows_that_are_there(app, world, lead, clock, client_of):
    """TR-8: no number is asked for twice."""
    client, path = client_of(lead), path_of(world)
    assert "Until it is assessed" in client.get(path).text
    assert "Add the first kind of work" in client.get(f"{path}/assess").text
    rows = f"/organisations/{world.own}/workforce"
    group = {"role_group": "Practitioners", "level": "trauma-skilled", "headcount": "14"}
    by = {"needed_by-day": "31", "needed_by-month": "3", "needed_by-year": "2027"}
    housing = {"department_id": str(world.housing["own"])}
    client.post(f"{rows}/new", {**filled_form(client, f"{rows}/new"), **group, **housing, **by}, to=rows)
    assert "31 March 2027" in client.get(rows).text
    page = client.get(f"{path}/assess")
    assert "Housing" in page.text
    assert "leave 186 people out" in page.text
    client.post(f"{path}/assess", {**filled_form(client, f"{path}/assess"), "note": "Asked in October"}, to=path)
    page = client.get(path)
    assert "Assessed on 18 November 2026" in page.text
    assert page.texts("//main//ul[contains(@class, 'bullet')]/li") == [
        "200 people to be trauma-informed: everybody who works here",
        "14 people to be trauma-skilled",
        "0 people to be trained in depth",
    ]
    assert page.texts("//tbody/tr/*") == ["Practitioners", "Housing", "Trauma-skilled", "31 March 2027", "14"]
    with app.app_context(), system_scope(db.session(), "a test looks") as system:
        (entry,) = db.session.scalars(
            scoped(select(AuditEntry), system, AuditEntry).where(AuditEntry.action == "training.need.assess")
        )
        assert entry.changes == {"lines": 1, "informed": 200, "skilled": 14, "in_depth": 0}


def test_what_changed_since_is_said_and_holds_only_when_it_is_assessed_again(
    app, world, lead, assessed, clock, client_of
):
    clock.move_to(clock.now() + timedelta(days=30))
    with training.acting(app, lead) as actor:
        needs.say(actor, clock, 10, role_group="Volunteers")
    client, path = client_of(lead), path_of(world)
    assert "Volunteers, trauma-skilled: 0 then, 10 now" in client.get(path).text
    with training.acting(app, lead) as actor:
        own = figures.organisation_coverage(actor, world.own, clock.today())
        assert [each.need for each in own.tiers] == [200, 20, 6]
        needs.assess(actor, clock)
        own = figures.organisation_coverage(actor, world.own, clock.today())
        assert [each.need for each in own.tiers] == [200, 30, 6]
        assert needs_on(actor, [world.own], clock.today() - timedelta(days=1))[world.own].skilled == 20
        assert needs_on(actor, [world.own], date(2026, 11, 17)) == {}
    page = client.get(path)
    assert page.texts("(//table)[2]//tbody//th") == ["18 December 2026", "18 November 2026"]
    earlier = client.get(f"{path}/{assessed}")
    assert "to the day before 18 December 2026" in earlier.text
    assert "Asked in October" in earlier.text
    assert "Volunteers" not in earlier.text


def test_a_day_has_one_denominator_however_often_it_is_assessed(app, world, lead, clock):
    """What the database picks for a day is what the rule picks."""
    with training.acting(app, lead) as actor:
        made = []
        for days, people in ((0, 5), (0, 6), (20, 7), (20, 8), (45, 9)):
            clock.move_to(clock.now().replace(month=11, day=18, hour=12) + timedelta(days=days))
            needs.say(actor, clock, people, role_group=f"Work {training.word(people)}")
            made.append(needs.assess(actor, clock))
            clock.move_to(clock.now().replace(year=2026, month=11, day=18))
        for days in range(-2, 60):
            day = date(2026, 11, 18) + timedelta(days=days)
            expected = rules.denominator_on(day, made)
            found = queries.find_assessment(actor, world.own, day)
            assert (found and found.id) == (expected and expected.id), day
            sums = db.session.scalars(
                scoped(select(func.count()).select_from(NeedsAssessment), actor, NeedsAssessment).where(
                    queries.holds_on(day)
                )
            ).one()
            assert sums <= 1


def test_two_who_assess_at_once_and_rows_that_changed_meanwhile(app, world, lead, clock, client_of):
    with training.acting(app, lead) as actor:
        needs.say(actor, clock, 14)
    client, path = client_of(lead), f"{path_of(world)}/assess"
    opened = filled_form(client, path)
    with training.acting(app, lead) as actor:
        needs.say(actor, clock, 3, role_group="Volunteers")
    page = client.post(path, opened, status=409)
    assert "changed after you opened" in page.text
    program = client_of.api(lead)
    address = f"/api/v1/training/organisations/{world.own}/needs"
    program.post(address, {"seen": opened["seen"][0]}, status=409)
    seen = program.get(f"{address}/rows").json
    assert (seen["informed"], seen["skilled"], len(seen["rows"])) == (200, 17, 2)
    made = program.post(address, {"seen": seen["seen"], "note": "From a program"})
    assert program.get(made.headers["Location"]).json == made.json
    assert [need["headcount"] for need in made.json["needs"]] == [14, 3]
    listed = program.get(address).json
    assert [each["note"] for each in listed["items"]] == ["From a program"]


def test_sent_twice_it_is_one_assessment(app, world, assessed, lead, client_of):
    client, path = client_of(lead), f"{path_of(world)}/assess"
    form = filled_form(client, path)
    client.post(path, form, to=path_of(world))
    client.post(path, form, to=path_of(world))
    assert client_of.api(lead).get(f"/api/v1/training/organisations/{world.own}/needs").json["total"] == 2


def test_odd_words_are_kept_or_answered(world, assessed, lead, client_of):
    client, path = client_of(lead), f"{path_of(world)}/assess"
    for note in ("x" * 10_000, *hostile_texts()):
        form = {**filled_form(client, path), "note": note}
        assert client.raw.post(path, data=form).status_code in {303, 422}, note
    client.get(path_of(world))


@pytest.mark.parametrize("seen", ["", "x" * 10_000, "é'\"--"])
def test_a_mark_that_was_tampered_with_is_a_conflict(world, assessed, lead, client_of, seen):
    client, path = client_of(lead), f"{path_of(world)}/assess"
    client.post(path, {**filled_form(client, path), "seen": seen}, status=409)


def test_a_foreign_and_a_missing_organisation_or_assessment_answer_alike(app, world, assessed, clock, client_of):
    nowhere = "0190e0a5-0000-7000-8000-000000000000"
    for role in (Role.ORGANISATION_LEAD, Role.CHAMPION):
        stranger = client_of(world.person(role, "other"))
        program = client_of.api(world.person(role, "other"))
        for path in (
            f"needs/{world.own}",
            f"needs/{world.own}/{assessed}",
            f"needs/{nowhere}",
            f"coverage/{world.own}",
        ):
            stranger.get(f"/training/{path}", status=404)
        stranger.get(f"/training/needs/{world.other}/{assessed}", status=404)
        for path in ("needs", f"needs/{assessed}", "coverage"):
            program.get(f"/api/v1/training/organisations/{world.own}/{path}", status=404)
    with training.acting(app, world.person(Role.ORGANISATION_LEAD, "other")) as actor, pytest.raises(NotFound):
        service.assess(actor, world.own, "", "", clock)


def test_the_fence_hides_them(app, world, assessed):
    for at, seen in (("own", (1, 2)), ("other", (0, 0))):
        with training.acting(app, world.person(Role.ORGANISATION_LEAD, at)) as actor:
            rows = [
                len(db.session.scalars(scoped(select(each), actor, each)).all()) for each in (NeedsAssessment, Need)
            ]
            assert tuple(rows) == seen
            for model in (NeedsAssessment, Need):
                with pytest.raises(UnscopedQuery):
                    db.session.scalars(select(model)).all()


def test_a_department_lead_sees_the_needs_of_their_department_alone(world, assessed, client_of):
    lead = world.person(Role.DEPARTMENT_LEAD)
    page = client_of(lead).get(path_of(world))
    assert page.texts("//tbody/tr/th") == ["Practitioners"]
    assert "Supervisors" not in page.text
    assert "200 people" not in page.text
    told = client_of.api(lead).get(f"/api/v1/training/organisations/{world.own}/needs/{assessed}").json
    assert [need["role_group"] for need in told["needs"]] == ["Practitioners"]


def test_the_coordinator_assesses_with_a_partner(world, lead, app, clock, client_of):
    with training.acting(app, lead) as actor:
        needs.say(actor, clock, 14)
    coordinator = client_of(world.person(Role.COORDINATOR, "host"))
    path = f"{path_of(world)}/assess"
    coordinator.post(path, filled_form(coordinator, path), to=path_of(world))
    assert "Assessed on" in client_of(lead).get(path_of(world)).text


def test_pages_of_needs_take_a_constant_number_of_queries(app, world, lead, assessed, clock, client_of):
    client, counts = client_of(lead), []
    for part in (0, 1):
        with training.acting(app, lead) as actor:
            for number in range(20):
                needs.say(actor, clock, 2, role_group=f"Work {training.word(part * 100 + number)}")
            needs.assess(actor, clock)
            needs.assess(actor, clock)
        row = []
        for path in ("", "/assess", f"/{assessed}"):
            with counted_queries(app) as counted:
                client.get(f"{path_of(world)}{path}")
            assert counted.count <= MOST_ON_A_PAGE, counted
            row.append(counted.count)
        counts.append(row)
    assert counts[0] == counts[1]


def test_an_assessment_is_never_rewritten(app, world, lead, assessed, clock):
    with training.acting(app, lead) as actor:
        before = queries.get_assessment(actor, world.own, assessed)
        was = (before.informed, before.skilled, before.in_depth, len(queries.list_needs(actor, assessed)))
        needs.say(actor, clock, 99, role_group="Volunteers")
        with pytest.raises(Conflict):
            service.assess(actor, world.own, "", "stale", clock)
        commit()
        needs.assess(actor, clock)
        after = queries.get_assessment(actor, world.own, assessed)
        assert (after.informed, after.skilled, after.in_depth, len(queries.list_needs(actor, assessed))) == was
        assert len(list_workforce(actor, world.own)) == 3
        assert list_workforce(actor, world.own)[0].level is SKILLED


@pytest.mark.parametrize(
    ("assessing", "is_same", "holds", "told"),
    [
        (["own"], False, None, "one of them"),
        (["own"], True, 14, None),
        (["other"], False, 30, "one of them"),
        (["own", "other"], False, 30, "both"),
        ([], False, None, None),
    ],
)
def test_of_two_that_become_one_no_share_is_of_half_of_them(app, world, clock, assessing, is_same, holds, told):
    """The former's needs are not those of both, and its people are counted in them; the coordinator is told."""
    for at in assessing:
        with training.acting(app, world.person(Role.ORGANISATION_LEAD, at)) as actor:
            needs.say(actor, clock, {"own": 14, "other": 30}[at])
            needs.assess(actor, clock)
    with training.acting(app, world.person(Role.COORDINATOR, "host")) as actor:
        follows = merging.preview(actor, world.own, world.other, clock, is_same=is_same).follows
        merging.merge(actor, world.own, world.other, "Harrow Hill Council", clock, is_same=is_same)
        found = needs_on(actor, [world.other], clock.today()).get(world.other)
        assert (found.skilled if found else None) == holds
    said = [each for each in follows if "training needs" in each]
    assert said == ([f"training needs that {told} assessed: assess them again, for both together"] if told else [])
