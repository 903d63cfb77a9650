"""What an import would change: a pure comparison, and a law that a second import changes nothing."""

from dataclasses import fields
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from network.organisations.registers.kinds import SCHOOLS
from network.organisations.registers.plan import FieldChange, KnownOrganisation, Plan, plan
from network.organisations.registers.reading import RegisterReading, read_register
from network.organisations.registers.rows import Identity, RegisterRow
from network.organisations.vocabulary import Nation, Scheme, Sector

TODAY = date(2026, 11, 22)
KNOWN_FIELDS = [field.name for field in fields(KnownOrganisation)]
Known = dict[Identity, KnownOrganisation]


def read(*lines: str) -> RegisterReading:
    return read_register("\n".join(lines).encode(), today=TODAY)


def carried_out(planned: Plan, known: Known) -> Known:
    """What the network holds afterwards, done as naively as the plan allows."""
    after = dict(known)
    for row in planned.added:
        values = {name: getattr(row, name) for name in KNOWN_FIELDS} | {"is_current": True}
        after[row.identity] = KnownOrganisation(**values)
    for update in planned.updated:
        before = after[update.known_as]
        values = {name: getattr(before, name) for name in KNOWN_FIELDS}
        values |= {change.field: change.after for change in update.changes}
        after[values["scheme"], values["code"]] = KnownOrganisation(**values)
    return after


def test_rows_not_known_are_added_and_known_ones_are_compared_field_by_field() -> None:
    first = read("urn,name,town", "119903,Latimer,LEICESTER", "119906,Moira,Swadlincote")
    known = carried_out(plan(first, {}), {})

    second = plan(read("urn,name,town", "119903,Latimer Primary,Leicester", "119906,Moira,", "119907,New,X"), known)

    assert [row.code for row in second.added] == ["119907"]
    assert [row.code for row in second.unchanged] == ["119906"]
    (update,) = second.updated
    assert update.known_as == (Scheme.URN, "119903")
    assert update.changes == (
        FieldChange("name", "Latimer", "Latimer Primary"),
        FieldChange("published_name", "Latimer", "Latimer Primary"),
    )


def test_a_name_identifies_nobody() -> None:
    known = carried_out(plan(read("urn,name", "119903,St Mary's"), {}), {})

    planned = plan(read("urn,name", "119906,St Mary's"), known)

    assert [row.code for row in planned.added] == ["119906"]
    assert not planned.updated


def test_a_closed_organisation_is_refused_if_new_and_marked_if_known() -> None:
    closing = read("urn,name,close_date", "119903,Latimer,31-08-2021")

    (refusal,) = plan(closing, {}).refused
    assert (refusal.row, refusal.why) == (2, "Latimer closed on 31 August 2021, so it was not added.")

    known = carried_out(plan(read("urn,name", "119903,Latimer"), {}), {})
    (update,) = plan(closing, known).updated
    assert update.changes == (
        FieldChange("is_current", True, False),
        FieldChange("closed_on", None, date(2021, 8, 31)),
    )


def test_a_closed_council_names_its_successor() -> None:
    (refusal,) = plan(
        read("gss-code,official-name,current-authority,replaced-by", "E07000246,West,False,SOM"), {}
    ).refused

    assert refusal.why == ("West closed, so it was not added. The register says that it was replaced by SOM.")


def test_a_register_that_does_not_speak_of_closing_reopens_nothing() -> None:
    known = carried_out(plan(read("urn,name", "119903,Latimer"), {}), {})
    known = carried_out(plan(read("urn,name,close_date", "119903,Latimer,31-08-2021"), known), known)

    assert plan(read("urn,name", "119903,Latimer"), known).unchanged
    (reopened,) = plan(read("urn,name,close_date", "119903,Latimer,"), known).updated
    assert {change.field: change.after for change in reopened.changes} == {
        "is_current": True,
        "closed_on": None,
    }


COUNCILS = "gss-code,official-name,former-gss-codes"


def test_an_organisation_whose_code_changed_keeps_its_history() -> None:
    known = carried_out(plan(read(COUNCILS, "E08000020,Gateshead Council,"), {}), {})

    planned = plan(read(COUNCILS, "E08000037,Gateshead Council,E08000020"), known)

    (update,) = planned.updated
    assert update.known_as == (Scheme.GSS, "E08000020")
    assert update.changes == (FieldChange("code", "E08000020", "E08000037"),)
    assert set(carried_out(planned, known)) == {(Scheme.GSS, "E08000020"), (Scheme.GSS, "E08000037")}


def test_a_force_that_gains_a_gss_code_is_still_itself() -> None:
    heading = "force_id,name,ons_pfa_gss"
    known = carried_out(plan(read(heading, "northern-ireland,PSNI,"), {}), {})

    (update,) = plan(read(heading, "northern-ireland,PSNI,N23000001"), known).updated

    assert {change.field for change in update.changes} == {"scheme", "code"}


def test_one_row_with_two_known_former_codes_is_left_to_a_person() -> None:
    known = carried_out(plan(read(COUNCILS, "S12000043,Glasgow,", "S12000046,Glasgow City,"), {}), {})

    (refusal,) = plan(read(COUNCILS, 'S12000049,Glasgow City,"S12000046,S12000043"'), known).refused

    assert "S12000046 and S12000043" in refusal.why


def test_a_former_code_that_two_rows_claim_is_nobodys() -> None:
    known = carried_out(plan(read(COUNCILS, "E07000001,Old,"), {}), {})

    planned = plan(read(COUNCILS, "E06000001,North,E07000001", "E06000002,South,E07000001"), known)

    assert len(planned.added) == 2


def test_the_report_has_the_shape_that_the_command_prints() -> None:
    assert plan(read("urn,name", "119903,Latimer", "12,Bad"), {}).report() == {
        "register": "schools",
        "added": 1,
        "updated": 0,
        "unchanged": 0,
        "refused": [
            {
                "row": 3,
                "why": "The code “12” is not in the shape that this register uses: six digits, like 119903. "
                "Check it against the published register.",
            }
        ],
    }


CODES = st.sampled_from(["100001", "100002", "100003", "100004", "100005"])
ROWS = st.builds(
    RegisterRow,
    row_number=st.integers(2, 50),
    scheme=st.just(Scheme.URN),
    code=CODES,
    name=st.sampled_from(["A", "B"]),
    published_name=st.sampled_from(["A", "a", "B"]),
    sector=st.just(Sector.SCHOOL),
    nation=st.sampled_from(Nation),
    town=st.sampled_from(["", "Wells"]),
    is_current=st.sampled_from([None, True, False]),
    closed_on=st.sampled_from([None, date(2020, 1, 1)]),
    former=st.lists(st.tuples(st.just(Scheme.URN), CODES), max_size=2, unique=True).map(tuple),
)
READINGS = st.lists(ROWS, unique_by=lambda row: row.code, max_size=5).map(
    lambda rows: RegisterReading(SCHOOLS, tuple(rows), ())
)


@given(READINGS, READINGS)
def test_importing_twice_changes_nothing(earlier: RegisterReading, reading: RegisterReading) -> None:
    known = carried_out(plan(earlier, {}), {})

    first = plan(reading, known)
    after = carried_out(first, known)
    second = plan(reading, after)

    assert not second.added
    assert not second.updated
    assert second.refused == first.refused
    assert carried_out(second, after) == after


@given(READINGS, READINGS)
def test_every_row_is_in_exactly_one_part_of_the_plan(earlier: RegisterReading, reading: RegisterReading) -> None:
    planned = plan(reading, carried_out(plan(earlier, {}), {}))

    parts = [len(planned.added), len(planned.updated), len(planned.unchanged), len(planned.refused)]
    assert sum(parts) == len(reading.rows)
