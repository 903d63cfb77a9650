"""What may be said of an organisation: tidied, or answered in words of what to do."""

import re
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from network.core.errors import RuleBroken
from network.core.working_days import MONDAY_TO_FRIDAY, Weekday
from network.organisations import rules
from network.organisations.registers.names import searchable
from network.organisations.vocabulary import Nation, Scheme, Sector, Standing
from tests.support.hostile import hostile_strings

BLAMING = re.compile(r"\b(invalid|illegal|must|failed)\b", re.I)


@pytest.mark.parametrize(
    ("field", "typed", "kept"),
    [
        ("name", "  SHAL   Housing ", "SHAL Housing"),
        ("name", "Ysgol\nGyfun", "Ysgol Gyfun"),
        ("name", "a\ud800b", "a b"),
        ("short_name", None, ""),
        ("town", "Wells\u202e", "Wells"),
        ("postcode", "le38ra", "LE3 8RA"),
        ("postcode", "  ", ""),
        ("contact_email", " Ana@Example.org ", "Ana@example.org"),
        ("contact_email", "", ""),
        ("contact_telephone", "0116 305 0000 ext 12", "0116 305 0000 ext 12"),
        ("contact_telephone", "+44 (0)116 305 0000", "+44 (0)116 305 0000"),
        ("urgent_line_telephone", "111", "111"),
        ("workforce_size", 0, 0),
        ("workforce_size", None, None),
        ("working_days", [Weekday.SATURDAY, 5], frozenset({Weekday.SATURDAY})),
        ("sector", "nhs", Sector.NHS),
        ("nation", "wales", Nation.WALES),
    ],
)
def test_what_fits_is_tidied(field, typed, kept) -> None:
    assert rules.checked_profile({field: typed}) == {field: kept}


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("name", ""),
        ("name", " \u200b "),
        ("name", "!!!"),
        ("name", "x" * 10_000),
        ("town", "x" * 101),
        ("postcode", "LE3"),
        ("postcode", "SW1A 1AA, London"),
        ("contact_email", "ana at example"),
        ("contact_email", "a@b@c.org"),
        ("contact_telephone", "ring me"),
        ("contact_telephone", "1"),
        ("urgent_line_telephone", "9" * 99),
        ("workforce_size", -1),
        ("workforce_size", 2_000_001),
        ("working_days", []),
    ],
)
def test_what_does_not_fit_says_what_to_do_at_its_field(field, typed) -> None:
    with pytest.raises(RuleBroken) as broken:
        rules.checked_profile({field: typed})

    assert broken.value.field == field
    assert not BLAMING.search(broken.value.message)


@pytest.mark.parametrize("field", sorted(set(rules.LABELS) - {"sector", "nation", "working_days", "workforce_size"}))
def test_hostile_text_is_kept_or_answered(field: str) -> None:
    for typed in hostile_strings():
        with suppress(RuleBroken):
            kept = rules.checked_profile({field: typed})[field]
            assert len(kept) <= (2000 if field == "statement" else 254)
            assert "\0" not in kept
            assert "\u202e" not in kept


@given(st.sampled_from(sorted(set(rules.LABELS) - {"sector", "nation", "working_days", "workforce_size"})), st.text())
def test_any_text_is_kept_or_answered_and_keeping_is_idempotent(field: str, typed: str) -> None:
    with suppress(RuleBroken):
        kept = rules.checked_profile({field: typed})
        assert rules.checked_profile(kept) == kept
        kept[field].encode()


@pytest.mark.parametrize(
    ("name", "telephone", "field"),
    [("", "", None), ("Support line", "0800 1", None), ("Support line", "", "urgent_line_telephone")]
    + [("", "0800 1", "urgent_line_name")],
)
def test_an_urgent_line_has_both_halves_or_none(name: str, telephone: str, field: str | None) -> None:
    if field is None:
        rules.check_urgent_line(name, telephone)
        return
    with pytest.raises(RuleBroken) as broken:
        rules.check_urgent_line(name, telephone)
    assert broken.value.field == field


def test_what_decides_deadlines_and_figures_is_the_coordinators() -> None:
    assert rules.editable_fields(is_coordinator=True) - rules.editable_fields(is_coordinator=False) == {
        "sector",
        "nation",
    }


@pytest.mark.parametrize(
    ("scheme", "typed", "code"),
    [(Scheme.GSS, " e06000066 ", "E06000066"), (Scheme.URN, "119 903", "119903"), (Scheme.ODS, "rh5", "RH5")],
)
def test_a_code_is_written_as_its_register_writes_it(scheme: Scheme, typed: str, code: str) -> None:
    assert rules.checked_code(scheme, typed) == code


@pytest.mark.parametrize(
    ("scheme", "typed", "field"),
    [
        (Scheme.GSS, "Somerset", "code"),
        (Scheme.URN, "19903", "code"),
        (Scheme.ODS, "R H 5 !", "code"),
        (Scheme.POLICE, "kent", "scheme"),
    ],
)
def test_a_code_in_another_shape_is_shown_the_right_one(scheme: Scheme, typed: str, field: str) -> None:
    with pytest.raises(RuleBroken) as broken:
        rules.checked_code(scheme, typed)
    assert broken.value.field == field


def test_the_eight_departments_are_offered_until_they_are_there() -> None:
    assert len(rules.DEPARTMENTS) == 8
    assert rules.suggested_departments([]) == rules.DEPARTMENTS
    assert "Public health" not in rules.suggested_departments(["PUBLIC  HEALTH"])


@pytest.mark.parametrize("typed", ["housing", "  Housing ", "HOUSING", "Hoüsing"])
def test_a_department_is_there_once(typed: str) -> None:
    with pytest.raises(RuleBroken) as broken:
        rules.department_name(typed, ["Housing"])
    assert broken.value.field == "name"


@pytest.mark.parametrize("standing", Standing)
def test_inviting_never_takes_a_partner_back(standing: Standing) -> None:
    invited = rules.standing_when_invited(standing)
    assert invited is (Standing.PARTNER if standing is Standing.PARTNER else Standing.INVITED)


@given(st.frozensets(st.sampled_from(Weekday), min_size=1))
def test_a_working_week_comes_back_as_it_was_kept(days: frozenset[Weekday]) -> None:
    assert rules.days_of(rules.working_week(days)) == days


def test_the_usual_week_is_monday_to_friday() -> None:
    assert rules.days_of("01234") == MONDAY_TO_FRIDAY


@pytest.mark.parametrize(
    ("texts", "found"),
    [
        (("Guy's and St Thomas' NHS Trust",), "guys and st thomas nhs trust"),
        (("Ynys Môn", "Llangefni"), "ynys mon llangefni"),
        (("L.E.A.D. Academy", ""), "l e a d academy"),
        (("!!!",), ""),
    ],
)
def test_words_are_searched_as_they_are_typed(texts: tuple[str, ...], found: str) -> None:
    assert searchable(*texts) == found


@pytest.mark.parametrize("statement", ["word " * 151, "trauma-informed " * 150])
def test_a_statement_that_is_too_long_is_told_both_limits(statement: str) -> None:
    with pytest.raises(RuleBroken) as broken:
        rules.checked_profile({"statement": statement})
    assert broken.value.message == "Keep the statement to 150 words and 2,000 characters"
