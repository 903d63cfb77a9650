"""Numbers of charities and companies: the shapes of four registers, and everything else answered (ORG-3)."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from network.core.errors import RuleBroken
from network.organisations.forms import SCHEMES
from network.organisations.rules import checked_code
from network.organisations.vocabulary import Scheme
from tests.support.hostile import hostile_strings


@pytest.mark.parametrize(
    ("scheme", "typed", "kept"),
    [
        (Scheme.CHARITY, "216250", "216250"),
        (Scheme.CHARITY, " 1 0 89464 ", "1089464"),
        (Scheme.CHARITY, "216250-12", "216250-12"),
        (Scheme.CHARITY, "sc 037603", "SC037603"),
        (Scheme.CHARITY, "NIC 100280", "NIC100280"),
        (Scheme.COMPANY, "00000006", "00000006"),
        (Scheme.COMPANY, "61625", "00061625"),
        (Scheme.COMPANY, "09740322", "09740322"),
        (Scheme.COMPANY, "sc123456", "SC123456"),
        (Scheme.COMPANY, "NI 012345", "NI012345"),
        (Scheme.COMPANY, "OC301540", "OC301540"),
        (Scheme.COMPANY, "CE012345", "CE012345"),
        (Scheme.COMPANY, "IP12345R", "IP12345R"),
        (Scheme.COMPANY, "R0000123", "R0000123"),
    ],
)
def test_the_shapes_of_the_registers(scheme, typed, kept):
    assert checked_code(scheme, typed) == kept


@pytest.mark.parametrize(
    ("scheme", "typed"),
    [
        *((Scheme.CHARITY, typed) for typed in ("", "12345", "12345678", "0123456", "SC12345", "NI100280", "216250-")),
        *((Scheme.CHARITY, typed) for typed in ("SC0376033", "NIC10028", "١٢٣٤٥٦", "216250-0", "216250/1")),
        *((Scheme.COMPANY, typed) for typed in ("", "0", "123456789", "XX123456", "SC12345", "SC1234567", "1234567A")),
        *((Scheme.COMPANY, typed) for typed in ("R000012", "IP1234R", "١٢٣٤٥٦٧٨", "00000000-1")),
    ],
)
def test_what_is_none_is_answered_with_what_one_looks_like(scheme, typed):
    with pytest.raises(RuleBroken, match="Enter the code as its register writes it") as broken:
        checked_code(scheme, typed)
    assert broken.value.field == "code"


@given(st.sampled_from([Scheme.CHARITY, Scheme.COMPANY]), st.text(max_size=12))
def test_a_number_that_is_taken_is_taken_again_as_it_is(scheme, typed):
    try:
        kept = checked_code(scheme, typed)
    except RuleBroken:
        return
    assert re.fullmatch(r"[A-Z0-9-]{6,12}", kept)
    assert checked_code(scheme, kept.lower()) == kept


@pytest.mark.parametrize("scheme", [Scheme.CHARITY, Scheme.COMPANY])
def test_any_text_is_a_number_or_answered(scheme):
    taken = set()
    for text in hostile_strings():
        try:
            taken.add(checked_code(scheme, text))
        except RuleBroken as broken:
            assert broken.field == "code"  # noqa: PT017 - each of many
    assert all(code.isascii() for code in taken)


def test_each_kind_that_can_be_typed_is_offered():
    assert {option.value for option in SCHEMES} == set(Scheme) - {Scheme.POLICE}
