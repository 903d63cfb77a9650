"""When partners can train (ORG-9): said by each, narrowed and taken away by the coordinator alone."""

import csv
import io
import json

import pytest
from sqlalchemy import select

from network.core.audit import AuditEntry
from network.core.commit import commit
from network.core.database import db
from network.core.permissions import Role
from network.core.tenancy import UnscopedQuery, scoped, system_scope
from network.organisations.models import Organisation, Standing, TrainingCapacity
from network.organisations.vocabulary import Sector
from tests.factories.organisations import acting
from tests.support.databases import table_counts
from tests.support.filled import filled_form
from tests.support.hostile import hostile_strings
from tests.support.queries import MOST_ON_A_PAGE, counted_queries

CANARY = "Zephyrine Quill has no cover"
SAID = {
    "times": ["twilight", "staff-meeting"],
    "ways": ["online"],
    "shift_pattern": "7am to 3pm, 3pm to 11pm",
    "largest_group": "40",
    "difficulty": CANARY,
}


@pytest.fixture
def lead(world, client_of):
    return client_of(world.person(Role.ORGANISATION_LEAD))


@pytest.fixture
def coordinator(world, client_of):
    return client_of(world.person(Role.COORDINATOR, "host"))


def say(client, organisation_id, **changes) -> None:
    at = f"/organisations/{organisation_id}/capacity/edit"
    client.post(at, {**filled_form(client, at), **SAID, **changes}, to=f"/organisations/{organisation_id}/capacity")


def entries(app) -> list[AuditEntry]:
    with app.app_context(), system_scope(db.session(), "a test looks") as system:
        statement = scoped(select(AuditEntry), system, AuditEntry).where(AuditEntry.entity == "training_capacity")
        return list(db.session.scalars(statement.order_by(AuditEntry.sequence)))


def test_a_lead_says_it_and_changes_it(app, lead, world):
    assert "can say it in a few minutes" in lead.get(f"/organisations/{world.own}/capacity").text
    say(lead, world.own)
    say(lead, world.own, largest_group="60", times=["weekend"])

    page = lead.get(f"/organisations/{world.own}/capacity")

    assert "Weekend" in page.text
    assert "60 people" in page.text
    assert "Said on 18 November 2026" in page.text
    first, second = entries(app)
    assert second.changes == {
        "times": ["20 minutes of a staff meeting; Twilight, after the working day", "Weekend"],
        "largest_group": ["40", "60"],
    }
    assert first.changes["difficulty"] == "changed"
    assert "Zephyrine" not in json.dumps([first.changes, second.changes])


def test_nobody_else_reads_it(world, lead, client_of):
    """What has been hard may name somebody: its organisation and the coordinator read it, no other partner."""
    say(lead, world.own)
    for at, role in (("other", Role.ORGANISATION_LEAD), ("provider", Role.THERAPIST), ("other", Role.CHAMPION)):
        stranger = client_of(world.person(role, at))
        stranger.get(f"/organisations/{world.own}/capacity", status=404)
        assert CANARY not in stranger.get(f"/organisations/{world.own}").text
        assert stranger.raw.get("/organisations/capacity").status_code == 403
        client_of.api(world.person(role, at)).get(f"/api/v1/organisations/{world.own}/capacity", status=404)
    assert CANARY in client_of(world.person(Role.STAFF_MEMBER)).get(f"/organisations/{world.own}/capacity").text


def test_the_fence_hides_it(in_app, world, lead):
    say(lead, world.own)
    actor = acting(world, Role.ORGANISATION_LEAD, "other")
    assert db.session.scalars(scoped(select(TrainingCapacity), actor, TrainingCapacity)).all() == []
    with pytest.raises(UnscopedQuery):
        db.session.scalars(select(TrainingCapacity)).all()


@pytest.fixture
def three(lead, coordinator, world):
    """Three partners that said it."""
    say(lead, world.own)
    say(
        coordinator,
        world.other,
        times=["between-shifts"],
        ways=["our-room", "online"],
        largest_group="12",
        difficulty="",
    )
    say(coordinator, world.host, times=["twilight"], ways=["other-room"], largest_group="", difficulty="=1+1")


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("", ["Harrow Hill Council", "Ottermouth NHS Foundation Trust", "Wendmere County Council"]),
        ("?time=twilight", ["Harrow Hill Council", "Wendmere County Council"]),
        ("?time=inset-day", []),
        ("?way=online", ["Harrow Hill Council", "Ottermouth NHS Foundation Trust"]),
        ("?at_least=12", ["Harrow Hill Council", "Ottermouth NHS Foundation Trust"]),
        ("?at_least=13", ["Harrow Hill Council"]),
        ("?sector=nhs", ["Ottermouth NHS Foundation Trust"]),
        ("?time=twilight&way=online&at_least=40&sector=council", ["Harrow Hill Council"]),
    ],
)
def test_the_coordinator_plans_by_it(coordinator, world, client_of, three, query, names):
    page = coordinator.get(f"/organisations/capacity{query}")
    assert page.texts("//tbody/tr/th/a") == names
    assert "2 partners have not said it yet" in page.text
    told = client_of.api(world.person(Role.COORDINATOR, "host")).get(f"/api/v1/capacity{query}").json
    assert [item["name"] for item in told["items"]] == names
    file = coordinator.raw.get(f"/organisations/capacity.csv{query}").get_data(as_text=True)
    rows = list(csv.reader(io.StringIO(file.removeprefix("\ufeff"))))
    assert [row[0] for row in rows[1:]] == names
    assert rows[0][:3] == ["Organisation", "Sector", "When"]
    assert "=1+1" not in {cell for row in rows for cell in row}


def test_one_that_has_left_is_not_planned_for(app, coordinator, world, three):
    with app.app_context(), system_scope(db.session(), "a test ends a partnership"):
        db.session.get_one(Organisation, world.other).standing = Standing.LEFT
        commit()
    assert len(coordinator.get("/organisations/capacity").texts("//tbody/tr")) == 2


@pytest.mark.parametrize(
    "query", ["?time=moon", "?way=%00", "?at_least=many", "?at_least=-1", "?sector=zoo", "?page=99999"]
)
def test_what_is_not_offered_is_as_if_it_was_not_asked(coordinator, three, query):
    page = coordinator.get(f"/organisations/capacity{query}")
    assert len(page.texts("//tbody/tr")) == (0 if "page" in query else 3)
    assert coordinator.raw.get(f"/organisations/capacity.csv{query}").status_code == 200


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"times": [], "ways": [], "shift_pattern": "", "largest_group": "", "difficulty": ""},
         "Answer at least one of the questions"),
        ({"times": ["lunch"]}, "Choose from the list"),
        ({"largest_group": "0"}, "Enter a number from 1 to 100,000"),
        ({"largest_group": "many"}, "Enter a whole number, like 12"),
        ({"shift_pattern": "x" * 10_000}, "Use 150 characters or fewer; this has 10,000"),
        ({"difficulty": "x" * 10_000}, "Use 500 characters or fewer; this has 10,000"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_said_and_nothing_is_kept(lead, world, database, changed, said):
    before = table_counts(database)
    at = f"/organisations/{world.own}/capacity/edit"
    page = lead.post(at, {**filled_form(lead, at), **SAID, **changed}, status=422)
    assert page.errors == [said]
    assert table_counts(database) == before


def test_two_who_say_it_at_once(lead, coordinator, world):
    at = f"/organisations/{world.own}/capacity/edit"
    opened = filled_form(lead, at)
    say(coordinator, world.own)
    page = lead.post(at, {**opened, **SAID, "largest_group": "9"}, status=409)
    assert page.texts("//table//tr[th='Largest group']/td") == ["9", "40"]
    opened = filled_form(lead, at)
    say(coordinator, world.own, largest_group="41")
    lead.post(at, {**opened, "largest_group": "9"}, status=409)


def test_the_same_twice_changes_nothing(app, lead, world, database):
    say(lead, world.own)
    before = table_counts(database)
    say(lead, world.own)
    assert table_counts(database) == before


def test_a_program_does_the_same(world, client_of):
    program = client_of.api(world.person(Role.ORGANISATION_LEAD))
    at = f"/api/v1/organisations/{world.own}/capacity"
    seen = program.get(at)
    assert seen.json["version"] == 0
    body = {**SAID, "largest_group": 40}
    program.send("PUT", at, json=body, status=428)
    kept = program.send("PUT", at, json=body, headers={"If-Match": seen.headers["ETag"]})
    assert kept.json["times"] == ["staff-meeting", "twilight"]
    program.send("PUT", at, json=body, status=412, headers={"If-Match": seen.headers["ETag"]})
    refused = program.send(
        "PUT", at, json={**body, "largest_group": 0}, status=422, headers={"If-Match": kept.headers["ETag"]}
    )
    assert "largest_group" in refused.json["errors"]
    program.send("PUT", at, json={**body, "organisation_id": str(world.other)}, status=422, headers={"If-Match": "x"})


def test_hostile_strings_are_kept_or_answered(lead, world, client_of):
    at = f"/organisations/{world.own}/capacity/edit"
    for text in hostile_strings()[::8]:
        sent = {**filled_form(lead, at), "shift_pattern": text, "difficulty": text}
        assert lead.raw.post(at, data=sent).status_code in {303, 422}, text
    lead.get(f"/organisations/{world.own}/capacity")
    client_of(world.person(Role.COORDINATOR, "host")).get("/organisations/capacity")


def test_lists_ask_the_database_as_often_when_there_is_twice_as_much(app, coordinator, lead, world, clock):
    def count(path: str) -> int:
        with counted_queries(app) as queries:
            coordinator.raw.get(path)
        assert queries.count <= MOST_ON_A_PAGE, queries
        return queries.count

    paths = ("/organisations/capacity", "/organisations/capacity.csv")
    say(lead, world.own)
    before = [count(path) for path in paths]
    with app.app_context(), system_scope(db.session(), "more partners"):
        for number in range(20):
            more = Organisation(
                name=f"More {number}", sector=Sector.CHARITY, standing=Standing.PARTNER, made_at=clock.now()
            )
            db.session.add(more)
            db.session.flush()
            db.session.add(
                TrainingCapacity(
                    organisation_id=more.id, times=["weekend"], ways=[], largest_group=5, said_at=clock.now()
                )
            )
        commit()
    assert [count(path) for path in paths] == before
