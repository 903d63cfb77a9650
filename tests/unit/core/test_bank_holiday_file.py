"""The file that corrects the bank holidays and carries them further."""

import os
from datetime import date
from pathlib import Path

import pytest

from network.core.working_days import (
    BankHolidayFileError,
    Calendar,
    Nation,
    Override,
    Skipped,
    load_overrides,
)

SCOTLAND = Calendar(Nation.SCOTLAND)
ROOT = Path(__file__).resolve().parents[3]
REAL_DATA = Path(os.environ.get("NETWORK_REAL_DATA", ROOT.parent / "shared" / "data"))
PUBLISHED = REAL_DATA / "holidays" / "bank_holidays_2020_2027.csv"


def write(tmp_path, text):
    file = tmp_path / "bank_holidays.csv"
    file.write_text(text, encoding="utf-8-sig")
    return file


def test_the_file_adds_and_removes_days(tmp_path):
    file = write(
        tmp_path,
        "division,date,title,action\n"
        "scotland,2027-01-13,A proclaimed day,add\n"
        "scotland,2027-03-26,Good Friday,remove\n"
        "england-and-wales,2027-01-14,Another day,\n",
    )
    calendar = Calendar(Nation.SCOTLAND, overrides=load_overrides(file))

    assert calendar.skipped(date(2027, 1, 12), date(2027, 1, 14)) == [Skipped(date(2027, 1, 13), "A proclaimed day")]
    assert calendar.is_working_day(date(2027, 3, 26))
    assert SCOTLAND.is_working_day(date(2027, 1, 13))


@pytest.mark.skipif(not PUBLISHED.exists(), reason=f"the published bank holidays are not at {PUBLISHED}")
def test_gov_uks_own_list_is_a_good_file_as_published():
    overrides = load_overrides(PUBLISHED)

    assert len(overrides) == 226
    assert Override(Nation.SCOTLAND, date(2026, 6, 15), "World Cup bank holiday", is_holiday=True) in overrides


def whole_year(year, days=8):
    return "".join(f"scotland,{year}-02-0{n},Day {n}\n" for n in range(1, days + 1))


def test_a_whole_later_year_becomes_known(tmp_path):
    overrides = load_overrides(write(tmp_path, "division,date,title\n" + whole_year(2029)))
    calendar = Calendar(Nation.SCOTLAND, overrides=overrides)

    assert calendar.last_known == date(2029, 12, 31)
    assert not calendar.is_working_day(date(2029, 2, 1))
    assert Calendar(Nation.NORTHERN_IRELAND, overrides=overrides).last_known == date(2028, 12, 31)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "add a column headed date and division and title"),
        ("division,date\n", "add a column headed title"),
        ("division,date,title\nwales,2027-01-13,A day\n", "line 2: the division is one of"),
        ("division,date,title\nscotland,13/01/2027,A day\n", "line 2: write the date as"),
        ("division,date,title\nscotland,2027-01-13\n", "line 2: give the holiday a title"),
        (
            "division,date,title,action\nscotland,2027-01-13,A day,drop\n",
            "line 2: the action is add or",
        ),
        ("division,date,title\n" + whole_year(2029, 7), "lists 7 days for scotland in 2029"),
        ("division,date,title\n" + whole_year(2030), "lists 0 days for scotland in 2029"),
    ],
)
def test_a_file_that_cannot_be_used_says_where_and_what_to_do(tmp_path, text, said):
    with pytest.raises(BankHolidayFileError, match=said):
        load_overrides(write(tmp_path, text))


def test_a_file_in_another_encoding_or_absent_is_explained(tmp_path):
    other = tmp_path / "latin.csv"
    other.write_bytes("division,date,title\nscotland,2027-01-13,Année\n".encode("latin-1"))

    for file in (other, tmp_path / "absent.csv"):
        with pytest.raises(BankHolidayFileError, match="save it as UTF-8 CSV"):
            load_overrides(file)
