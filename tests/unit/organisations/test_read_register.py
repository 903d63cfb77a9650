"""Which register a file is, and what each of its rows says."""

import json
import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from network.core.tabular import TableUnreadable
from network.organisations.registers.kinds import RegisterUnrecognised
from network.organisations.registers.reading import RegisterReading, read_register
from network.organisations.vocabulary import Division, Nation, Scheme, Sector

TODAY = date(2026, 11, 22)


def read(*lines: str) -> RegisterReading:
    return read_register("\n".join(lines).encode(), today=TODAY)


def why(*lines: str) -> str:
    (refusal,) = read(*lines).refused
    return refusal.why


@pytest.mark.parametrize(
    ("lines", "register", "identity", "sector", "nation"),
    [
        (
            ("gss-code,official-name,nation", "E06000066,Somerset Council,England"),
            "councils",
            (Scheme.GSS, "E06000066"),
            Sector.COUNCIL,
            Nation.ENGLAND,
        ),
        (
            ("LTLA24CD,LTLA24NM", "E06000066,Somerset"),
            "councils",
            (Scheme.GSS, "E06000066"),
            Sector.COUNCIL,
            Nation.ENGLAND,
        ),
        (
            ("LAD23CD,LAD23NM,LAD23NMW", "W06000015,Cardiff,Caerdydd"),
            "councils",
            (Scheme.GSS, "W06000015"),
            Sector.COUNCIL,
            Nation.WALES,
        ),
        (
            ("Official Name;Extra;GSS CODE", "Fife Council;x; s1200 0047 "),
            "councils",
            (Scheme.GSS, "S12000047"),
            Sector.COUNCIL,
            Nation.SCOTLAND,
        ),
        (
            ("ods_code,trust_name,country", "RT4,WELSH AMBULANCE SERVICES NHS TRUST,WALES"),
            "nhs",
            (Scheme.ODS, "RT4"),
            Sector.NHS,
            Nation.WALES,
        ),
        (
            ("ods_code,gss_code,name", "QSL,E54000038,NHS SOMERSET INTEGRATED CARE BOARD"),
            "nhs",
            (Scheme.ODS, "QSL"),
            Sector.NHS,
            Nation.ENGLAND,
        ),
        (
            ("Organisation Code\tName", "7A7\tPOWYS TEACHING LOCAL HEALTH BOARD"),
            "nhs",
            (Scheme.ODS, "7A7"),
            Sector.NHS,
            Nation.WALES,
        ),
        (
            ("force_id,name,ons_pfa_gss", "gwent,Gwent Police,W15000002"),
            "police",
            (Scheme.GSS, "W15000002"),
            Sector.POLICE,
            Nation.WALES,
        ),
        (
            ("force_id,name,ons_pfa_gss", "northern-ireland,Police Service of Northern Ireland,"),
            "police",
            (Scheme.POLICE, "northern-ireland"),
            Sector.POLICE,
            Nation.NORTHERN_IRELAND,
        ),
        (
            ("force_id,name,ons_pfa_gss,nation", "btp,British Transport Police,,England"),
            "police",
            (Scheme.POLICE, "btp"),
            Sector.POLICE,
            Nation.ENGLAND,
        ),
        (
            ("urn,name,town,postcode", "119903,The Latimer Primary School,Leicester,LE7 7AW"),
            "schools",
            (Scheme.URN, "119903"),
            Sector.SCHOOL,
            Nation.ENGLAND,
        ),
        (
            ("EstablishmentName,URN,Town,Postcode", "Latimer,119903,Leicester,LE7 7AW"),
            "schools",
            (Scheme.URN, "119903"),
            Sector.SCHOOL,
            Nation.ENGLAND,
        ),
    ],
)
def test_a_register_is_known_by_its_headings(
    lines: tuple[str, str],
    register: str,
    identity: tuple[Scheme, str],
    sector: Sector,
    nation: Nation,
) -> None:
    reading = read(*lines)

    (row,) = reading.rows
    assert (reading.register.name, row.identity, row.sector, row.nation) == (
        register,
        identity,
        sector,
        nation,
    )
    assert row.row_number == 2


def test_a_row_is_tidied_and_keeps_its_published_name() -> None:
    (row,) = read(
        "town,postcode,ods_code,trust_name",
        "BURY ST. EDMUNDS,ip33 2qz,rgr,WEST  SUFFOLK NHS FOUNDATION TRUST",
    ).rows

    assert (row.name, row.published_name) == (
        "West Suffolk NHS Foundation Trust",
        "WEST  SUFFOLK NHS FOUNDATION TRUST",
    )
    assert (row.code, row.town, row.postcode) == ("RGR", "Bury St Edmunds", "IP33 2QZ")
    assert row.is_current is None


@pytest.mark.parametrize(
    "headings",
    ["a,b,c", "urn,postcode", "name,town", "gss-code,nation", "CHILD_FIRST_NAME,CHILD_URN", "1,2"],
)
def test_a_file_that_is_no_register_is_told_which_are_known(headings: str) -> None:
    with pytest.raises(RegisterUnrecognised) as refusal:
        read(headings, "x,y,z")

    for known in ("Councils: gss-code", "NHS trusts and boards: ods_code", "Police forces", "Schools: urn"):
        assert known in refusal.value.message
    assert headings.split(",", maxsplit=1)[0] in refusal.value.message


def test_headings_alone_are_not_a_register() -> None:
    with pytest.raises(TableUnreadable, match="nothing under them"):
        read("urn,name")


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (("urn,name", ",No Code School"), "There is no code in this row. Add the code: six digits"),
        (("urn,name", "12345,Short"), "“12345” is not in the shape"),
        (("urn,name", "1199O3,Letter O"), "six digits, like 119903"),
        (("urn,name", "١٢٣٤٥٦,Other digits"), "is not in the shape"),
        (("gss-code,official-name", "K02000001,Everywhere"), "like E06000066"),
        (("ods_code,name", "R!5,Trust"), "like RH5"),
        (("ods_code,name", "RH5 SOMERSET,Trust"), "three to six letters and digits"),
        (("urn,name", "119903,"), "There is no name"),
        (("urn,name", "119903,  -- "), "The name “--” has no letter in it"),
        (("gss-code,official-name", "e0600,A"), "The code “e0600” is not"),
        (("gss-code,official-name,nation", "S12000001,A,Wales"), "is of Scotland, and the nation says Wales"),
        (("gss-code,official-name,current-authority", "E06000001,A,maybe"), "“maybe”. Write TRUE or FALSE"),
        (("urn,name,EstablishmentStatus (name)", "119903,A,Proposed to open"), "is not open yet"),
        (("urn,name", f"119903,{'x' * 10_000}"), "10,000 characters long. Use 200 or fewer"),
        (("urn,name,town", f"119903,A,{'x' * 101}"), "The town is 101 characters long"),
        (("urn,name,town", "119903,A,12"), "The town “12” has no letter in it"),
        (("urn,name,postcode", "119903,A,LE7"), "The postcode “LE7” is not in the shape of one, like LE7 7AW"),
        (("urn,name,postcode", f"119903,A,{'x' * 10_000}"), "The postcode “xxxx"),
        (
            ("gss-code,official-name,former-gss-codes", '"E06000001","A","E07000001;E07000002"'),
            "The former code “E0700",
        ),
        (
            ("urn,name,EstablishmentStatus (name)", "119903,A,Moved away"),
            "The status “Moved away” says neither Open nor Closed",
        ),
        (("urn,name,close_date", "119903,A,31-02-2020"), "“31-02-2020” is not a date"),
        (("gss-code,official-name,nation", "E06000001,A,Narnia"), "“Narnia” is not England"),
        (("force_id,name,ons_pfa_gss", "btp,British Transport Police,"), "which nation the force is in"),
        (("force_id,name,ons_pfa_gss", ",Nobody's Police,"), "There is no code"),
        (("ons_pfa_gss,name", "E2300,Police"), "like E23000036"),
    ],
)
def test_a_faulty_row_says_what_to_mend(lines: tuple[str, str], said: str) -> None:
    answer = why(*lines)

    assert said in answer
    assert not re.search(r"\b(invalid|illegal|must|failed)\b", answer, re.I)


@pytest.mark.parametrize(
    ("said", "is_current"), [("TRUE", True), ("Y", True), ("", True), ("N", False), ("no", False), ("0", False)]
)
def test_whether_a_council_is_current_is_read_in_the_usual_ways(said: str, is_current: bool) -> None:
    (row,) = read("gss-code,official-name,nation,current-authority", f"E06000001,A,england,{said}").rows
    assert row.is_current is is_current


@pytest.mark.parametrize("nothing", ["", "N/A", "-", "Not applicable"])
def test_a_cell_that_says_nothing_holds_no_row_up(nothing: str) -> None:
    (row,) = read("urn,name,town,postcode", f"119903,A,{nothing},{nothing}").rows
    assert (row.town, row.postcode) == ("", "")


def test_former_codes_are_read_however_they_are_typed() -> None:
    (row,) = read("gss-code,official-name,former-gss-codes", '"E06000001","A"," e0700 0001, E07000002,"').rows
    assert [code for _, code in row.former] == ["E07000001", "E07000002"]


def test_a_code_twice_keeps_the_first_and_names_its_row() -> None:
    reading = read("urn,name", "119903,First", "", "119906,Other", "119903,Second")

    assert [row.name for row in reading.rows] == ["First", "Other"]
    (refusal,) = reading.refused
    assert (refusal.row, refusal.name) == (5, "Second")
    assert "119903 is also in row 2" in refusal.why


def test_organisations_that_share_a_name_are_not_one() -> None:
    reading = read("urn,name", "119903,St Mary's School", "119906,St Mary's School")

    assert [row.code for row in reading.rows] == ["119903", "119906"]
    assert not reading.refused


@pytest.mark.parametrize(
    ("headings", "row", "is_current", "closed_on"),
    [
        ("urn,name", "119903,A", None, None),
        ("urn,name,close_date", "119903,A,", True, None),
        ("urn,name,close_date", "119903,A,31-08-2021", False, date(2021, 8, 31)),
        ("urn,name,close_date", "119903,A,22-11-2026", False, TODAY),
        ("urn,name,close_date", "119903,A,23/11/2026", True, date(2026, 11, 23)),
        ("URN,EstablishmentName,EstablishmentStatus (name)", "119903,A,Closed", False, None),
        (
            "URN,EstablishmentName,EstablishmentStatus (name)",
            "119903,A,\"Open, but proposed to close\"",
            True,
            None,
        ),
        ("ods_code,name,Close Date", "RBA,A,20200401", False, date(2020, 4, 1)),
        ("gss-code,official-name,current-authority", "E07000246,A,False", False, None),
        ("gss-code,official-name,current-authority", "E07000246,A,True", True, None),
        ("gss-code,official-name,end-date", "E07000246,A,2023-04-01", False, date(2023, 4, 1)),
    ],
)  # fmt: skip
def test_whether_an_organisation_is_still_there(
    headings: str, row: str, is_current: bool | None, closed_on: date | None
) -> None:
    (read_row,) = read(headings, row).rows

    assert (read_row.is_current, read_row.closed_on) == (is_current, closed_on)


@given(st.lists(st.lists(st.text(max_size=20), min_size=2, max_size=3), min_size=1, max_size=5))
def test_hostile_rows_are_each_answered_once(rows: list[list[str]]) -> None:
    text = [["urn", "name", "town"], *rows]
    lines = [",".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in text]
    source = "\n".join(lines).encode("utf-8", "replace")

    answered = sum(any(cell.replace("\0", "").strip() for cell in row) for row in rows)
    try:
        reading = read_register(source, today=TODAY)
    except TableUnreadable:
        return
    assert len(reading.rows) + len(reading.refused) == answered


def test_each_nation_keeps_the_bank_holidays_of_its_division() -> None:
    assert {nation: nation.division for nation in Nation} == {
        Nation.ENGLAND: Division.ENGLAND_AND_WALES,
        Nation.WALES: Division.ENGLAND_AND_WALES,
        Nation.SCOTLAND: Division.SCOTLAND,
        Nation.NORTHERN_IRELAND: Division.NORTHERN_IRELAND,
    }


def test_the_report_of_refusals_is_plain_json() -> None:
    reading = read("urn,name", "12,A\u202e")

    assert json.dumps([refusal.name for refusal in reading.refused]) == '["A"]'
