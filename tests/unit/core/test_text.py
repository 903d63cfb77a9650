"""Text made fit to keep."""

import pytest

from network.core.text import one_line, several_lines, unaccented


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("  Ada \t Lovelace\r\n", "Ada Lovelace"),
        ("Siân\u00a0O’Neill", "Siân O’Neill"),
        ("nul\x00 in it", "nul in it"),
        ("lone \ud800 surrogate", "lone surrogate"),
        ("\u202egnp.exe", "gnp.exe"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("\u200b\u200b", ""),
        ("   ", ""),
        ("李小龍", "李小龍"),
    ],
)
def test_one_line(sent, kept):
    assert one_line(sent) == kept


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [("José", "JOSE", True), ("Siân", "Sia\u0302n", True), ("Straße", "STRASSE", True), ("Ann", "Anna", False)],
)
def test_accents_and_case_make_no_difference_where_texts_are_compared(one, other, is_same):
    assert (unaccented(one) == unaccented(other)) is is_same


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("one\r\ntwo\rthree\n\n", "one\ntwo\nthree"),
        ("a\x00b \n c", "ab\n c"),
        ("\ud83d alone", "alone"),
        ("tab\tstays", "tab\tstays"),
    ],
)
def test_several_lines(sent, kept):
    assert several_lines(sent) == kept
