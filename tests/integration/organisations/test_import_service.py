"""Importing a register into a real database: row by row, twice, and beside people's own edits."""

from datetime import date

import pytest
from sqlalchemy import select

from network.core.audit import NO_ORGANISATION, AuditEntry
from network.core.commit import commit
from network.core.database import db
from network.core.errors import Conflict
from network.core.permissions import Role
from network.core.tabular import TableUnreadable
from network.core.tenancy import scoped, system_scope
from network.organisations.feature import FEATURE
from network.organisations.models import Organisation
from network.organisations.public import find_by_code
from network.organisations.service import profiles, registers
from network.organisations.service.profiles import Code
from network.organisations.vocabulary import Nation, Scheme, Sector, Standing
from tests.factories.organisations import acting, bring_in, by_code, schools, state_of
from tests.support.databases import table_counts
from tests.support.hostile import REAL_DATA
from tests.support.queries import counted_queries

HILL = ("119903", "HILL  SCHOOL", "WELLS", "ba51aa", "")
LAKE = ("119904", "Lake School", "Frome", "", "")


def entries(action: str) -> list[AuditEntry]:
    with system_scope(db.session(), "a test looks") as system:
        found = scoped(select(AuditEntry), system, AuditEntry).where(AuditEntry.action == action)
        return list(db.session.scalars(found.order_by(AuditEntry.chain_id, AuditEntry.sequence)))


def counts(plan) -> tuple[int, int, int, int]:
    report = plan.report()
    return report["added"], report["updated"], report["unchanged"], len(report["refused"])


def test_new_organisations_are_added_tidied_with_their_published_form(in_app, clock):
    assert counts(bring_in(schools(HILL, LAKE), clock)) == (2, 0, 0, 0)

    organisation, identifier = by_code("119903")
    assert (organisation.name, organisation.town, organisation.postcode) == ("Hill School", "Wells", "BA5 1AA")
    assert (organisation.sector, organisation.nation) == (Sector.SCHOOL, Nation.ENGLAND)
    assert (organisation.standing, organisation.is_current) == (Standing.LISTED, True)
    assert (identifier.scheme, identifier.published_name) == (Scheme.URN, "HILL  SCHOOL")


def test_twice_changes_nothing(in_app, clock, database):
    source = schools(HILL, LAKE, ("119905", "", "", "", ""))
    bring_in(source, clock)
    before, state = table_counts(database), state_of(by_code("119903")[0].id)

    assert counts(bring_in(source, clock)) == (0, 0, 2, 1)

    after = table_counts(database)
    assert {name for name in after if after[name] != before[name]} == {"audit_entry"}
    assert state_of(by_code("119903")[0].id) == state


def test_an_update_changes_what_the_register_changed_and_is_audited_in_the_organisations_chain(in_app, clock):
    bring_in(schools(HILL, LAKE), clock)
    plan = bring_in(schools(("119903", "Hill Academy", "Wells", "ba51aa", "31-08-2027"), LAKE), clock)

    assert counts(plan) == (0, 1, 1, 0)
    organisation, _ = by_code("119903")
    assert (organisation.name, organisation.closed_on, organisation.version) == ("Hill Academy", date(2027, 8, 31), 2)
    (entry,) = entries("organisations.organisation.updated_from_register")
    assert (entry.chain_id, entry.job) == (organisation.id, "a test's import")
    assert entry.changes["name"] == ["Hill School", "Hill Academy"]
    assert [each.changes["updated"] for each in entries("organisations.register.imported")] == [0, 1]
    assert {each.chain_id for each in entries("organisations.register.imported")} == {NO_ORGANISATION}


def test_a_coordinators_edit_is_not_taken_back_and_the_rest_follows_the_register(in_app, world, clock):
    bring_in(schools(HILL), clock)
    organisation, _ = by_code("119903")
    coordinator = acting(world, Role.COORDINATOR, "host")
    profiles.edit_organisation(coordinator, organisation.id, {"name": "The Hill"}, 1, clock)
    commit()

    assert counts(bring_in(schools(HILL), clock)) == (0, 0, 1, 0)
    changed = schools(("119903", "Hill Academy", "Bath", "ba51aa", ""))
    assert counts(bring_in(changed, clock)) == (0, 1, 0, 0)
    organisation, _ = by_code("119903")
    assert (organisation.name, organisation.town) == ("The Hill", "Bath")
    assert entries("organisations.organisation.updated_from_register")[0].changes["name (kept)"] == [
        "The Hill",
        "Hill Academy",
    ]
    assert counts(bring_in(changed, clock)) == (0, 0, 1, 0)


def test_a_code_typed_by_hand_meets_its_register(in_app, world, clock):
    coordinator = acting(world, Role.COORDINATOR, "host")
    profile = {"name": "Hill", "sector": "school", "nation": "england"}
    profiles.add_organisation(coordinator, profile, Code(Scheme.URN, "119903"), clock)
    commit()

    assert counts(bring_in(schools(HILL), clock)) == (0, 1, 0, 0)
    organisation, identifier = by_code("119903")
    assert (organisation.name, organisation.town, identifier.published_name) == ("Hill", "Wells", "HILL  SCHOOL")
    assert counts(bring_in(schools(HILL), clock)) == (0, 0, 1, 0)


def test_a_changed_code_keeps_its_organisation(in_app, clock):
    headings = "gss-code,official-name,former-gss-codes"
    bring_in(schools(("E06000066", "Hill Council", ""), headings=headings), clock)
    before = by_code("E06000066")[0].id

    bring_in(schools(("E06000099", "Hill Council", "E06000066"), headings=headings), clock)

    assert by_code("E06000099")[0].id == before
    assert find_by_code(Scheme.GSS, "E06000066").id == before  # a link by the old code still leads there
    assert counts(bring_in(schools(("E06000099", "Hill Council", "E06000066"), headings=headings), clock)) == (
        *(0, 0, 1, 0),
    )


def test_a_code_that_changes_twice_keeps_its_organisation(in_app, clock):
    headings = "gss-code,official-name,former-gss-codes"
    for code, former in (("S12000043", ""), ("S12000046", "S12000043"), ("S12000049", "S12000043,S12000046")):
        plan = bring_in(schools((code, "Hill Council", former), headings=headings), clock)
        assert plan.refused == ()
    assert len({by_code(code)[0].id for code in ("S12000043", "S12000046", "S12000049")}) == 1


def test_an_earlier_edition_brings_no_second_one_under_the_old_code(in_app, clock):
    headings = "gss-code,official-name,former-gss-codes"
    earlier = schools(("E06000066", "Hill Council", ""), headings=headings)
    bring_in(earlier, clock)
    bring_in(schools(("E06000099", "Hill City Council", "E06000066"), headings=headings), clock)

    assert counts(bring_in(earlier, clock)) == (0, 0, 1, 0)

    assert by_code("E06000099")[0].name == "Hill City Council"


@pytest.mark.parametrize("turn", [1, -1], ids=["the old code first", "the new code first"])
def test_an_old_code_that_is_closed_does_not_close_whoever_has_a_new_one(in_app, clock, turn):
    """Editions with history list both. Only where every code is closed, the organisation is."""
    headings = "gss-code,official-name,former-gss-codes,end-date,replaced-by"
    bring_in(schools(("E10000027", "Hill County Council", "", "", ""), headings=headings), clock)
    bring_in(schools(("E06000066", "Hill Council", "E10000027", "", ""), headings=headings), clock)
    rows = [
        ("E10000027", "Hill County Council", "", "2023-03-31", "HIL"),
        ("E06000066", "Hill Council", "E10000027", "", ""),
    ]
    both = schools(*rows[::turn], headings=headings)

    assert counts(bring_in(both, clock)) == (0, 1, 1, 0)

    organisation, _ = by_code("E06000066")
    assert (organisation.name, organisation.is_current, organisation.closed_on) == ("Hill Council", True, None)
    assert organisation.successor == ""
    assert counts(bring_in(both, clock)) == (0, 0, 2, 0)
    bring_in(schools(("E06000066", "Hill Council", "E10000027", "2026-03-31", ""), headings=headings), clock)
    assert by_code("E06000066")[0].closed_on == date(2026, 3, 31)


def test_a_closed_one_is_marked_and_never_added(in_app, clock):
    bring_in(schools(HILL), clock)
    closed = [(*HILL[:4], "01-09-2026"), (*LAKE[:4], "01-09-2026")]

    plan = bring_in(schools(*closed), clock)

    assert counts(plan) == (0, 1, 0, 1)
    assert by_code("119903")[0].is_current is False
    assert plan.refused[0].row == 3
    assert "closed on 1 September 2026" in plan.refused[0].why


def test_an_unreadable_file_changes_nothing(in_app, clock, database):
    before = table_counts(database)
    for source in (b"", b"a,b\n1,2\n", b"\x89PNG\r\n", schools()):
        with pytest.raises(TableUnreadable):
            bring_in(source, clock)
        db.session.remove()
    assert table_counts(database) == before


def test_two_imports_at_once_are_one_and_a_conflict(in_app, clock, monkeypatch):
    with system_scope(db.session(), "the first") as first:
        planned = registers.plan_import(first, schools(HILL), clock)
    db.session.remove()
    bring_in(schools(HILL), clock)
    monkeypatch.setattr(registers, "plan_import", lambda *_: planned)

    with pytest.raises(Conflict, match="at the same moment"):
        bring_in(schools(HILL), clock)


def test_uploads_are_forgotten_after_a_day(in_app, world, clock, database):
    (job,) = FEATURE.jobs
    coordinator = acting(world, Role.COORDINATOR, "host")
    registers.upload_register(coordinator, "a.csv", schools(HILL), clock)
    commit()
    clock.advance(registers.KEPT_FOR)
    with system_scope(db.session(), "the worker"):
        job.run(clock)
    commit()
    assert table_counts(database)["register_upload"] == 0


@pytest.mark.parametrize("rows", [40, 400])
def test_statements_do_not_grow_with_the_rows(in_app, clock, rows):
    source = schools(*((str(300000 + number), f"School {number}", "", "", "") for number in range(rows)))
    with counted_queries(in_app) as queries:
        bring_in(source, clock)
    assert queries.count <= 12, queries


@pytest.mark.skipif(not REAL_DATA.is_dir(), reason="the real data is not here: set NETWORK_REAL_DATA to its folder")
def test_the_registers_as_published_twice(in_app, clock, database):
    files = sorted((REAL_DATA / "registers").glob("*.csv"))
    added = [counts(bring_in(file.read_bytes(), clock)) for file in files]
    before = table_counts(database)

    again = [counts(bring_in(file.read_bytes(), clock)) for file in files]

    assert sum(count for count, *_ in added) == before["organisation"] == 1472
    assert again == [(0, 0, count, 0) for count, *_ in added]
    assert {name for name, count in table_counts(database).items() if count != before[name]} == {"audit_entry"}
    shared = [
        o for o in db.session.scalars(select(Organisation)) if o.name == "Sacred Heart Catholic Voluntary Academy"
    ]
    assert len(shared) == 2
