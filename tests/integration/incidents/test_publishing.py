"""What everybody may read of cases: published once a quarter, for good, and safe against who reads it all (B17)."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime

import pytest
from sqlalchemy import func, select, update

from network.core.commit import commit
from network.core.database import db
from network.core.permissions import Role
from network.core.suppression import Cell, Figure, NotProved, Quarter, Relation, Shown, year_to
from network.core.tenancy import system_scope, unscoped
from network.incidents.models import PublishedFigure, PublishedQuarter
from network.incidents.rules.measures import Measure
from network.incidents.service import publish_figures, publishing
from network.organisations.models import Organisation
from tests.factories.measured import keep_cases, keep_group_sessions
from tests.integration.incidents.test_counts import MOST, counted
from tests.support.attacking_reader import AttackingReader
from tests.unit.incidents.measures.worked import CASES, rows, therapist
from tests.unit.incidents.measures.worked import at as instant_of

DUE = [datetime(2026, 1, 20, 9, tzinfo=UTC), *(datetime(2026, month, 20, 9, tzinfo=UTC) for month in (4, 7, 10))]
QUARTERS = [Quarter(2025, 4), *(Quarter(2026, number) for number in (1, 2, 3))]
READERS = {
    "coordinator": (Role.COORDINATOR, "host"),
    "lead of own": (Role.ORGANISATION_LEAD, "own"),
    "lead elsewhere": (Role.ORGANISATION_LEAD, "other"),
    "champion": (Role.CHAMPION, "own"),
    "board": (Role.BOARD_VIEWER, "own"),
}


def sized(service, **sizes):
    """How many staff organisations say they have."""
    with service.app.app_context(), system_scope(db.session(), "sizes for a test"):
        for at, size in sizes.items():
            named = update(Organisation).where(Organisation.id == getattr(service.world, at))
            db.session.execute(unscoped(named.values(workforce_size=size), "sizes for a test"))
        commit()


def publish_at(service, *instants):
    """The job's own transaction, at each of these; the clock goes back to where it stood."""
    stands = service.clock.now()
    for instant in instants:
        service.clock.move_to(instant)
        with service.app.app_context():
            with system_scope(db.session(), "the job of a test"):
                publish_figures(service.clock)
            commit()
    service.clock.move_to(stands)


def kept_rows(service, model):
    with service.app.app_context(), system_scope(db.session(), "a test looks"):
        return db.session.scalars(unscoped(select(model).order_by(model.id), "a test looks")).all()


@pytest.fixture
def kept(service):
    """The worked cases of the north and the south, in two organisations large enough for figures of their own."""
    service.switch_on("other")
    sized(service, own=900, other=400)
    keys = {therapist(letter): service.add_person("provider", Role.THERAPIST).user_id for letter in "ABCDE"}
    for organisation, at in (("north", "own"), ("south", "other")):
        keep_cases(service, [each.facts for each in CASES if each.row["organisation"] == organisation], at, keys)
        held = [instant_of(row["held"]) for row in rows("group_sessions.csv") if row["organisation"] == organisation]
        keep_group_sessions(service, held, at)


@pytest.fixture
def published(service, kept):
    """Four quarters of them."""
    publish_at(service, *DUE)


def read(client_of, person) -> dict[str, list[dict]]:
    """Everything that somebody can obtain as JSON, by quarter."""
    program = client_of.api(person)
    quarters = program.get("/api/v1/incidents/published").json["quarters"]
    return {each: program.get(f"/api/v1/incidents/published/{each}").json["lines"] for each in quarters}


def test_every_reader_is_told_the_same(service, world, published, client_of):
    told = [read(client_of, world.person(role, at)) for role, at in READERS.values()]

    assert list(told[0]) == ["2026-Q3", "2026-Q2", "2026-Q1", "2025-Q4"]
    assert all(each == told[0] for each in told)
    values = [line["value"] for lines in told[0].values() for line in lines if line["unit"] == "count"]
    assert {value % 5 for value in values if value is not None} == {0}
    assert None in values


def test_nobody_works_out_a_hidden_number_from_all_that_can_be_obtained(service, world, published, client_of):
    """Each line is read back into what it counts by this test's own rules, and not by the product's."""
    told = read(client_of, world.person(Role.ORGANISATION_LEAD, "other"))
    said = {
        figure: Shown(line["value"])
        for quarter, lines in told.items()
        for line in lines
        if line["unit"] == "count"
        for figure in [read_back(line, Quarter(int(quarter[:4]), int(quarter[-1])))]
    }
    reader = AttackingReader(said, [each for quarter in QUARTERS for each in everybody_knows(quarter)])
    hidden = [figure for figure, shown in said.items() if shown.is_hidden]

    assert len(hidden) > 50
    assert reader.narrowest(hidden)[1] is None


OF_LEADS_ALONE = {"m2", "m7", "desks", "late", "talks"}
ORGANISATIONS = {"Harrow Hill Council": "own", "Ottermouth NHS Foundation Trust": "other"}
ENDS = ("Up to 3 sessions", "More than 3 sessions")
TIMES = ("In time", "Late", "Not yet due, or closed before it was due")
PARTS = {"Referrals": ("",), "In time or late": TIMES[:2], "Supports that ended": ENDS}


def read_back(line: dict, quarter: Quarter) -> Figure:
    """The sum that a line is, in cells of this test's own."""
    whose = ["own", "other"] if line["of"] == "The whole network" else [ORGANISATIONS[line["of"]]]
    if line["measure"] not in {"m1", "m6"}:
        whose = ["everybody"]
    parts = ("",) if line["measure"] == "m6" else PARTS.get(line["label"], (line["label"],))
    quarters = year_to(quarter) if line["is_year"] else (quarter,)
    cells = tuple(Cell(one, line["measure"], part, each) for one in whose for part in parts for each in quarters)
    return Figure(f"{line['measure']} {line['label']} {line['of']} {line['is_year']} {quarter}", cells)


def everybody_knows(quarter: Quarter) -> list[Relation]:
    """Whoever is timed was referred, and whoever ended went somewhere."""
    sent = tuple(Cell(one, "m1", "", quarter) for one in ("own", "other"))
    timed = [tuple(Cell("everybody", each, part, quarter) for part in TIMES) for each in ("m5", "d1", "d3")]
    return [Relation(sent, parts) for parts in timed]


def test_page_file_and_json_say_the_same_and_why_something_is_hidden(service, world, published, client_of):
    lead = world.person(Role.ORGANISATION_LEAD)
    lines = client_of.api(lead).get("/api/v1/incidents/published/2026-Q2").json["lines"]
    page = client_of(lead).get("/figures?quarter=2026-Q2")
    text = client_of(lead).get("/figures/2026-Q2.csv").text

    file = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
    assert [(row["Of"], row["What"], row["Number"]) for row in file] == [
        (line["of"], line["label"], "" if line["value"] is None else str(line["value"])) for line in lines
    ]
    assert {row["Why not shown"] for row in file if not row["Number"]} == {
        line["why_not_shown"] for line in lines if line["value"] is None
    }
    shown = page.texts("//main//dd")
    assert len(shown) == len(lines)
    assert sorted(each for each in shown if not each[0].isdigit()) == [
        line["why_not_shown"] for line in lines if line["value"] is None
    ]
    meant = {
        address.partition("#")[2] for address in page.tree.xpath("//main//a[contains(@href, 'definitions#')]/@href")
    }
    assert meant == {line["measure"] for line in lines} == {each.value for each in Measure} - OF_LEADS_ALONE


def test_what_was_said_stays_said(service, world, kept, client_of):
    """Whatever becomes of the cases, and however often the job runs."""
    publish_at(service, *DUE[:2])
    coordinator = world.person(Role.COORDINATOR, "host")
    before = read(client_of, coordinator)
    keys = {therapist(letter): service.therapist.user_id for letter in "ABCDE"}
    keep_cases(service, [each.facts for each in CASES if each.row["organisation"] == "alba"], "own", keys)

    publish_at(service, DUE[1], *DUE[1:], DUE[3])

    after = read(client_of, coordinator)
    assert before.items() <= after.items()
    assert len(after) == 4
    assert len(kept_rows(service, PublishedQuarter)) == 4


def test_what_is_kept_beside_it_is_sealed_and_only_once(service, published):
    quarters = sorted(kept_rows(service, PublishedQuarter), key=lambda each: each.quarter)

    assert [each.kept_sealed is None for each in quarters] == [True, True, True, False]
    assert b'"cells"' not in quarters[-1].kept_sealed
    assert str(service.world.own).encode() not in quarters[-1].kept_sealed


def test_no_request_reads_what_is_kept(service, published):
    """The rows are the system's: by themselves they are there for nobody."""
    with service.app.app_context():
        with pytest.raises(Exception, match="Not scoped"):
            db.session.scalars(select(PublishedQuarter)).all()
        db.session.rollback()


@pytest.mark.parametrize("sizes", [{"own": 40, "other": None}, {"own": None, "other": None}])
def test_where_too_few_are_counted_together_nothing_is_published(service, world, kept, client_of, sizes):
    sized(service, **sizes)
    publish_at(service, *DUE)

    assert kept_rows(service, PublishedQuarter) == []
    page = client_of(world.person(Role.COORDINATOR, "host")).get("/figures")
    assert "Nothing is published yet" in page.text


def test_organisations_with_few_staff_are_counted_together(service, world, kept, client_of):
    sized(service, own=60, other=70)
    publish_at(service, DUE[0])

    lines = read(client_of, world.person(Role.COORDINATOR, "host"))["2025-Q4"]
    assert {line["of"] for line in lines} == {"The whole network"}


def test_what_cannot_be_proved_to_be_safe_is_not_said(service, world, kept, client_of, monkeypatch):
    """Nothing of that quarter, then; the next one goes on from what was said before."""
    publish_at(service, DUE[0])

    def unable(*_):
        raise NotProved("a figure")

    with monkeypatch.context() as unproved:
        unproved.setattr(publishing, "publish", unable)
        publish_at(service, DUE[1])
    publish_at(service, DUE[2])

    coordinator = world.person(Role.COORDINATOR, "host")
    told = read(client_of, coordinator)
    assert {quarter: bool(lines) for quarter, lines in told.items()} == {
        "2026-Q2": True,
        "2026-Q1": False,
        "2025-Q4": True,
    }
    assert "Nothing could be said" in client_of(coordinator).get("/figures?quarter=2026-Q1").text


def test_who_does_not_offer_the_service_is_in_no_number(service, world, client_of):
    sized(service, own=900, other=400)
    publish_at(service, DUE[3])

    lines = read(client_of, world.person(Role.COORDINATOR, "host"))["2026-Q3"]
    assert {line["value"] for line in lines} == {0}
    assert "Ottermouth" not in str(lines)


@pytest.mark.parametrize(
    "path",
    [
        "/figures",
        "/figures/2026-Q3.csv",
        "/figures/2026-Q3.xlsx",
        "/api/v1/incidents/published",
        "/api/v1/incidents/published/2026-Q3",
    ],
)
def test_who_may_read_it_and_who_may_not(service, world, published, client_of, path):
    for (_, role), person in list(world.people.items()):
        status = 200 if role in MAY_READ else 403
        if "/api/" in path:
            client_of.api(person).get(path, status=status)
        else:
            client_of(person).get(path, status=status)


MAY_READ = {
    Role.COORDINATOR,
    Role.ORGANISATION_LEAD,
    Role.DEPARTMENT_LEAD,
    Role.CHAMPION,
    Role.BOARD_VIEWER,
    Role.INCIDENT_LEAD,
}


@pytest.mark.parametrize("word", ["2031-Q1", "2026-Q9", "nothing"])
def test_of_other_quarters_there_is_nothing(world, published, client_of, word):
    champion = world.person(Role.CHAMPION)
    client_of(champion).get(f"/figures/{word}.csv", status=404)
    client_of.api(champion).get(f"/api/v1/incidents/published/{word}", status=404)


@pytest.mark.parametrize("path", ["/figures", "/api/v1/incidents/published/2025-Q4"])
def test_few_queries_and_as_many_for_twice_the_rows(service, world, kept, client_of, path):
    publish_at(service, DUE[0])
    champion = world.person(Role.CHAMPION)
    client = client_of.api(champion) if "/api/" in path else client_of(champion)
    client.get(path)
    with counted() as first:
        client.get(path)
    publish_at(service, *DUE[1:])
    with counted() as second:
        client.get(path)
    assert len(first) == len(second) <= MOST


def test_a_figure_is_rounded_in_the_database_too(service, published):
    with service.app.app_context(), system_scope(db.session(), "a test counts"):
        odd = select(func.count()).where(PublishedFigure.value % 5 != 0)
        assert db.session.scalar(unscoped(odd, "a test counts")) == 0
