"""Published names made fit to read, without touching the names that already are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from network.organisations.registers.names import (
    tidy_name,
    tidy_postcode,
    tidy_text,
    tidy_town,
    uninverted,
)


@pytest.mark.parametrize(
    ("published", "tidied"),
    [
        ("North Somerset  Council", "North Somerset Council"),
        (" Wells\u00a0Cathedral\tSchool\n", "Wells Cathedral School"),
        ("BARTS HEALTH NHS TRUST", "Barts Health NHS Trust"),
        ("SOMERSET NHS FOUNDATION TRUST", "Somerset NHS Foundation Trust"),
        (
            "THE QUEEN ELIZABETH HOSPITAL, KING'S LYNN, NHS FOUNDATION TRUST",
            "The Queen Elizabeth Hospital, King's Lynn, NHS Foundation Trust",
        ),
        (
            "GUY'S AND ST THOMAS' NHS FOUNDATION TRUST",
            "Guy's and St Thomas' NHS Foundation Trust",
        ),
        (
            "NHS STAFFORDSHIRE AND STOKE-ON-TRENT INTEGRATED CARE BOARD",
            "NHS Staffordshire and Stoke-on-Trent Integrated Care Board",
        ),
        (
            "NHS CORNWALL AND THE ISLES OF SCILLY INTEGRATED CARE BOARD",
            "NHS Cornwall and the Isles of Scilly Integrated Care Board",
        ),
        ("ROYAL BROMPTON & HAREFIELD NHS TRUST", "Royal Brompton & Harefield NHS Trust"),
        ("KING HENRY VIII SCHOOL", "King Henry VIII School"),
        ("ST MARY'S C OF E (VA) PRIMARY SCHOOL", "St Mary's C of E (VA) Primary School"),
        ("ST MARY’S COFE VC SCHOOL", "St Mary’s CofE VC School"),
        ("Christ Church Cofe Primary School", "Christ Church CofE Primary School"),
        ("O'CONNOR HOUSE", "O'Connor House"),
        ("MARGARET MCMILLAN NURSERY", "Margaret McMillan Nursery"),
        ("MACCLESFIELD HIGH SCHOOL", "Macclesfield High School"),
        ("MILLFIELD L.E.A.D. ACADEMY", "Millfield L.E.A.D. Academy"),
        ("1ST STEPS AND 3D CENTRE", "1st Steps and 3D Centre"),
        ("COMHAIRLE NAN EILEAN SIAR", "Comhairle nan Eilean Siar"),
        ("YSGOL Y CASTELL, BRÔN", "Ysgol y Castell, Brôn"),
        ("THE ROYAL MARSDEN", "The Royal Marsden"),
        ("NHS", "NHS"),
        ("PSNI", "PSNI"),
        ("POLICE SERVICE OF NORTHERN IRELAND (PSNI)", "Police Service of Northern Ireland (PSNI)"),
        ("HMYOI FELTHAM", "HMYOI Feltham"),
        ("CWM TAF UHB", "Cwm Taf UHB"),
        ("SW LONDON AWP AND CNWL", "SW London AWP and CNWL"),
        ("UCL ACADEMY FOR ASD", "UCL Academy for ASD"),
        ("RSPCA AND RNIB COLLEGE", "RSPCA and RNIB College"),
        ("ST JOHN XXIII RC SCHOOL", "St John XXIII RC School"),
        ("ST. PAUL'S C.E. SCHOOL", "St. Paul's C.E. School"),
        ("HILL TOP SCH, STATION RD", "Hill Top Sch, Station Rd"),
        ("CO-OP CENTRE FOR 11-16S", "Co-op Centre for 11-16s"),
        ("ST THOMAS À BECKET SCHOOL", "St Thomas à Becket School"),
        ("ASPIRE: Lifeskills", "ASPIRE: Lifeskills"),
        ("Langham CofE (Controlled) Primary School", "Langham CofE (Controlled) Primary School"),
        ("St\u202e Mary\u200b's\u0007", "St Mary's"),
        ("", ""),
    ],
)
def test_names(published: str, tidied: str) -> None:
    assert tidy_name(published) == tidied


@pytest.mark.parametrize(
    ("published", "tidied"),
    [
        ("CASTLE CARY", "Castle Cary"),
        ("castle cary", "Castle Cary"),
        ("STOKE-ON-TRENT", "Stoke-on-Trent"),
        ("WESTON-SUPER-MARE", "Weston-super-Mare"),
        ("Ashby-De-La-Zouch", "Ashby-de-la-Zouch"),
        ("Stoke-Sub-Hamdon", "Stoke-sub-Hamdon"),
        ("NEWCASTLE UPON TYNE", "Newcastle upon Tyne"),
        ("BURY ST. EDMUNDS", "Bury St Edmunds"),
        ("ST. LEONARDS-ON-SEA", "St Leonards-on-Sea"),
        ("KING'S LYNN", "King's Lynn"),
        ("Hinton St George", "Hinton St George"),
        ("Should be blank", ""),
        ("N/A", ""),
        ("-", ""),
    ],
)
def test_towns(published: str, tidied: str) -> None:
    assert tidy_town(published) == tidied


@pytest.mark.parametrize(
    ("published", "tidied"),
    [
        ("ta1 5da", "TA1 5DA"),
        ("EC1V2PD", "EC1V 2PD"),
        (" M8  5RB ", "M8 5RB"),
        ("BA21 4AT", "BA21 4AT"),
        ("bfpo57", "BFPO 57"),
        ("Taunton", ""),
        ("٣A1 5DA", ""),
        ("", ""),
    ],
)
def test_postcodes(published: str, tidied: str) -> None:
    assert tidy_postcode(published) == tidied


def test_a_name_turned_round_for_an_index_is_turned_back() -> None:
    assert uninverted("London, City of") == "City of London"
    assert uninverted("Newry, Mourne and Down") == "Newry, Mourne and Down"


@given(st.text(max_size=60))
@pytest.mark.parametrize("tidy", [tidy_text, tidy_name, tidy_town, tidy_postcode])
def test_tidying_what_is_tidy_changes_nothing(tidy, published: str) -> None:
    once = tidy(published)

    assert tidy(once) == once
    assert once == once.strip()
    assert "\n" not in once


@given(st.text(st.sampled_from("ABCDEILMNORSTVX'’-.&(), "), max_size=40))
@pytest.mark.parametrize("tidy", [tidy_name, tidy_town])
def test_tidying_capitals_changes_only_their_case_and_spaces(tidy, published: str) -> None:
    once = tidy(published)

    assert tidy(once) == once
    if tidy is tidy_name:
        assert once.upper() == " ".join(published.split()).upper()
