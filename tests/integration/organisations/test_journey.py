"""The journey (ORG-7): a stage with its history, four areas of work, and D13 shown without blocking anything."""

from datetime import date

import pytest
from sqlalchemy import select

from network.core import tenancy
from network.core.audit import AuditEntry
from network.core.database import db
from network.core.permissions import Role
from network.core.tenancy import scoped, system_scope
from network.organisations.models import OrganisationStage, OrganisationWorkstream
from network.organisations.public import list_stages, read_journey
from network.organisations.vocabulary import Progress, Workstream
from tests.factories.organisations import acting
from tests.support.databases import table_counts
from tests.support.filled import filled_form
from tests.support.hostile import hostile_strings
from tests.support.queries import MOST_ON_A_PAGE, counted_queries

V1 = "/api/v1/organisations"


@pytest.fixture
def lead(world, client_of):
    return client_of(world.person(Role.ORGANISATION_LEAD))


@pytest.fixture
def coordinator(world, client_of):
    return client_of(world.person(Role.COORDINATOR, "host"))


@pytest.fixture
def path(world):
    return f"/organisations/{world.own}/journey"


def entries(app, entity: str) -> list[AuditEntry]:
    with app.app_context(), system_scope(db.session(), "a test looks") as system:
        statement = scoped(select(AuditEntry), system, AuditEntry).where(AuditEntry.entity == entity)
        return list(db.session.scalars(statement.order_by(AuditEntry.sequence)))


def say_stage(client, path, stage: str, since: str = "2026-11-01") -> None:
    form = {**filled_form(client, f"{path}/stage"), "stage": stage, "since": since}
    client.post(f"{path}/stage", form, to=path)


def say_progress(client, path, workstream: str, progress: str, since: str = "2026-11-01") -> None:
    at = f"{path}/{workstream}"
    client.post(at, {**filled_form(client, at), "progress": progress, "since": since}, to=path)


def test_a_lead_says_the_stage_and_the_history_is_kept(app, lead, path, world):
    """ORG-7."""
    assert "once it is said" in lead.get(path).text
    say_stage(lead, path, "setting-out", "2026-02-03")
    say_stage(lead, path, "growing", "2026-10-01")

    page = lead.get(path)

    assert "Growing, since 1 October 2026" in page.texts("//main//p")
    assert page.texts("//main//ul[last()]/li")[-1] == "Setting out, since 3 February 2026"
    first, second = entries(app, "journey")
    assert first.action == second.action == "organisations.journey.stage_set"
    assert second.changes == {"stage": ["Setting out", "Growing"], "since": "2026-10-01"}
    assert second.chain_id == world.own


def test_the_coordinator_sets_it_too(coordinator, path):
    say_stage(coordinator, path, "part-of-how-we-work")
    assert "Part of how we work" in coordinator.get(path).text


def test_partners_see_its_name_and_nothing_else(lead, path, world, client_of):
    """U25: no colour, no number; the areas of work are not theirs to see."""
    say_stage(lead, path, "growing", "2026-10-01")
    say_progress(lead, path, "training", "in-place")
    stranger = client_of(world.person(Role.CHAMPION, "other"))

    page = stranger.get(f"/organisations/{world.own}")

    assert page.texts("//dt[normalize-space()='Stage of its journey']/following-sibling::dd") == ["Growing"]
    assert not page.tree.xpath("//main//*[contains(@class, 'govuk-tag')]")
    assert "October" not in page.text
    assert "journey/" not in page.text
    stranger.get(path, status=404)
    told = client_of.api(world.person(Role.CHAMPION, "other")).get(f"{V1}/{world.own}").json
    assert told["stage_name"] == "Growing"


@pytest.mark.parametrize(
    ("said", "after"),
    [
        ([], []),
        ([("service-delivery", "under-way")], ["Principles", "Training", "Organisational change"]),
        ([("principles", "in-place"), ("training", "in-place"), ("service-delivery", "in-place")],
         ["Organisational change"]),
        ([("principles", "in-place"), ("training", "in-place"), ("organisational-change", "in-place"),
          ("service-delivery", "under-way")], []),
    ],
)  # fmt: skip
def test_what_comes_best_first_is_shown_and_nothing_is_refused(lead, path, said, after):
    """D13."""
    for workstream, progress in said:
        say_progress(lead, path, workstream, progress)
    page = lead.get(path)
    shown = page.texts("//*[contains(@class, 'govuk-inset-text')]//li")
    assert [line.partition(":")[0] for line in shown] == after
    if after:
        assert page.tree.xpath("//*[contains(@class, 'govuk-inset-text')]//a"), "where to go"
        assert "Nothing stops you" in page.text


def test_an_area_of_work_goes_forward_and_back(app, lead, path):
    say_progress(lead, path, "training", "under-way", "2026-09-01")
    say_progress(lead, path, "training", "not-started", "")
    assert entries(app, "journey")[-1].changes == {
        "workstream": "training",
        "progress": ["under-way", "not-started"],
        "since": None,
    }
    assert "Not started" in lead.get(path).text


@pytest.mark.parametrize(
    ("at", "sent", "said"),
    [
        ("stage", {"stage": "", "since": "2026-11-01"}, "Choose a stage"),
        ("stage", {"stage": "moon", "since": "2026-11-01"}, "Choose from the list"),
        ("stage", {"stage": "growing", "since": ""}, "Enter the day"),
        ("stage", {"stage": "growing", "since": "2026-11-19"}, "Enter today or a day before it"),
        ("stage", {"stage": "growing", "since": "0001-01-01"}, "Enter a day of 2000 or later"),
        ("stage", {"stage": "growing", "since": "2026-02-30"}, "Enter a real date, like 27 3 2026"),
        ("training", {"progress": "", "since": "2026-11-01"}, "Choose how far it is"),
        ("training", {"progress": "done", "since": "2026-11-01"}, "Choose from the list"),
        ("training", {"progress": "in-place", "since": ""}, "Enter the day since when it is so"),
        ("training", {"progress": "in-place", "since": "2030-01-01"}, "Enter today or a day before it"),
    ],
)
def test_what_does_not_fit_is_said_and_nothing_is_kept(lead, path, database, at, sent, said):
    before = table_counts(database)
    page = lead.post(f"{path}/{at}", {**filled_form(lead, f"{path}/{at}"), **sent}, status=422)
    assert page.errors == [said]
    assert table_counts(database) == before


def test_the_second_of_two_sees_both_texts(lead, coordinator, path):
    opened = filled_form(lead, f"{path}/stage")
    say_stage(coordinator, path, "growing")
    page = lead.post(f"{path}/stage", {**opened, "stage": "setting-out", "since": "2026-11-02"}, status=409)
    assert page.texts("//table//tr[th='Stage']/td") == ["Setting out", "Growing"]

    at = f"{path}/training"
    opened = filled_form(lead, at)
    say_progress(lead, path, "training", "under-way")
    page = lead.post(at, {**opened, "progress": "in-place", "since": "2026-11-02"}, status=409)
    assert page.texts("//table//tr[th='How far']/td") == ["In place", "Under way"]


def test_the_same_twice_is_said_once(app, lead, path, database):
    say_stage(lead, path, "growing")
    say_progress(lead, path, "training", "in-place")
    before = table_counts(database)
    say_stage(lead, path, "growing")
    say_progress(lead, path, "training", "in-place")
    assert table_counts(database) == before


def test_an_address_that_is_no_area_of_work_is_not_there(lead, path):
    for text in ("finance", "Training", "%00", "x" * 500):
        lead.get(f"{path}/{text}", status=404)


def test_the_coordinator_names_the_stages(app, coordinator, lead, path):
    say_stage(lead, path, "growing")
    at = "/organisations/stages/growing"
    coordinator.post(at, {**filled_form(coordinator, at), "name": "In leaf"}, to="/organisations/stages")
    add = {
        **filled_form(coordinator, "/organisations/stages/new"),
        "name": "Putting out shoots",
        "after": "setting-out",
    }
    coordinator.post("/organisations/stages/new", add, to="/organisations/stages")

    names = coordinator.get("/organisations/stages").texts("//tbody/tr/th")

    assert names[:4] == ["Setting out", "Putting out shoots", "Laying foundations", "In leaf"]
    assert "In leaf" in lead.get(path).text
    assert [entry.action for entry in entries(app, "journey_stage")] == [
        "organisations.stage.changed",
        "organisations.stage.added",
    ]


def test_two_coordinators_name_a_stage(coordinator):
    at = "/organisations/stages/growing"
    opened = filled_form(coordinator, at)
    coordinator.post(at, {**opened, "name": "In leaf"})
    page = coordinator.post(at, {**opened, "name": "In bloom"}, status=409)
    assert page.texts("//table//tr[th='Name']/td") == ["In bloom", "In leaf"]


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"name": ""}, "Enter a name"),
        ({"name": "growing"}, "There is a stage with this name already. Choose another name"),
        ({"name": "x" * 10_000}, "Use 60 characters or fewer; this has 10,000"),
        ({"name": "Shoots", "meaning": "x" * 10_000}, "Use 200 characters or fewer; this has 10,000"),
        ({"name": "Shoots", "after": "moon"}, "Choose from the list"),
    ],
)
def test_a_stage_that_does_not_fit_is_answered(coordinator, database, sent, said):
    before = table_counts(database)
    at = "/organisations/stages/new"
    assert coordinator.post(at, {**filled_form(coordinator, at), **sent}, status=422).errors == [said]
    assert table_counts(database) == before


def test_sent_twice_a_stage_is_added_once(coordinator, database):
    at = "/organisations/stages/new"
    sent = {**filled_form(coordinator, at), "name": "Shoots"}
    for _ in range(2):
        assert coordinator.raw.post(at, data=sent).status_code == 303
    assert table_counts(database)["journey_stage"] == 6


def test_a_program_does_the_same(world, client_of):
    program = client_of.api(world.person(Role.ORGANISATION_LEAD))
    at = f"{V1}/{world.own}/journey"
    seen = program.get(at)
    assert seen.json["history"] == []
    assert [line["progress"] for line in seen.json["workstreams"]] == ["not-started"] * 4
    body = {"stage": "growing", "since": "2026-10-01"}
    program.send("PUT", f"{at}/stage", json=body, status=428)
    program.send("PUT", f"{at}/stage", json=body, status=412, headers={"If-Match": '"old"'})
    answer = program.send("PUT", f"{at}/stage", json=body, headers={"If-Match": seen.headers["ETag"]})
    assert answer.json["history"][0]["stage"]["name"] == "Growing"
    body = {"progress": "under-way", "since": "2026-10-01"}
    answer = program.send("PUT", f"{at}/service-delivery", json=body, headers={"If-Match": answer.headers["ETag"]})
    assert answer.json["best_after"] == ["principles", "training", "organisational-change"]
    wrong = {"progress": "in-place", "since": "2030-01-01"}
    refused = program.send(
        "PUT", f"{at}/training", json=wrong, status=422, headers={"If-Match": answer.headers["ETag"]}
    )
    assert "since" in refused.json["errors"]
    program.send("PUT", f"{at}/moon", json=wrong, status=404, headers={"If-Match": answer.headers["ETag"]})


def test_a_program_names_stages(world, client_of):
    program = client_of.api(world.person(Role.COORDINATOR, "host"))
    assert program.get("/api/v1/stages").json["items"][0]["key"] == "setting-out"
    made = program.post("/api/v1/stages", {"name": "Shoots", "after": "setting-out"})
    seen = program.get(made.headers["Location"])
    assert seen.json["position"] == 2
    changed = program.send(
        "PATCH", made.headers["Location"], json={"meaning": "Up"}, headers={"If-Match": seen.headers["ETag"]}
    )
    assert changed.json["meaning"] == "Up"


def test_hostile_strings_are_kept_or_answered(coordinator, world, client_of):
    program = client_of.api(world.person(Role.COORDINATOR, "host"))
    at = "/organisations/stages/growing"
    for text in hostile_strings()[::8]:
        sent = {**filled_form(coordinator, at), "name": text, "meaning": text}
        assert coordinator.raw.post(at, data=sent).status_code in {303, 422}, text
        answer = program.raw.post("/api/v1/stages", json={"name": text, "after": text}, headers=program._headers)
        assert answer.status_code == 422, text
    coordinator.get("/organisations/stages")


def test_pages_ask_the_database_as_often_after_years(app, lead, path):
    def count() -> int:
        with counted_queries(app) as queries:
            lead.get(path)
        assert queries.count <= MOST_ON_A_PAGE, queries
        return queries.count

    say_stage(lead, path, "setting-out", "2026-01-01")
    say_progress(lead, path, "principles", "in-place")
    before = count()
    for number, stage in enumerate(("growing", "setting-out", "sharing-with-others"), 2):
        say_stage(lead, path, stage, f"2026-0{number}-01")
    say_progress(lead, path, "training", "in-place")
    assert count() == before


def test_what_others_ask_of_it(in_app, world, lead, path):
    """The layer above reads the journey through `public`, as far as its actor may."""
    say_stage(lead, path, "growing")
    say_progress(lead, path, "training", "in-place", "2026-09-01")
    journey = read_journey(acting(world, Role.BOARD_VIEWER), world.own)
    assert journey.now is not None
    assert (journey.now.stage.name, journey.now.since) == ("Growing", date(2026, 11, 1))
    assert journey.line(Workstream.TRAINING).progress is Progress.IN_PLACE
    hidden = read_journey(acting(world, Role.ORGANISATION_LEAD, "other"), world.own)
    assert hidden.now is None
    assert {line.version for line in hidden.workstreams} == {0}
    assert len(list_stages()) == 5


@pytest.mark.parametrize("model", [OrganisationStage, OrganisationWorkstream])
def test_the_fence_hides_them_from_other_partners(in_app, world, lead, path, model):
    say_stage(lead, path, "growing")
    say_progress(lead, path, "training", "in-place")
    for at, role, seen in (("own", Role.STAFF_MEMBER, 1), ("other", Role.ORGANISATION_LEAD, 0)):
        actor = acting(world, role, at)
        assert len(db.session.scalars(scoped(select(model), actor, model)).all()) == seen
        with pytest.raises(tenancy.UnscopedQuery):
            db.session.scalars(select(model)).all()
