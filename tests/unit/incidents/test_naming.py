"""Whether what names somebody in an account is pointed at, and what names nobody is left alone (D11)."""

from __future__ import annotations

from itertools import pairwise

import pytest
from faker.providers.person.en_GB import Provider as British
from faker.providers.person.en_IE import Provider as Irish
from faker.providers.person.en_IN import Provider as Indian
from faker.providers.person.en_NG import Provider as Nigerian
from faker.providers.person.en_PK import Provider as Pakistani
from faker.providers.person.pl_PL import Provider as Polish
from faker.providers.person.yo_NG import Provider as Yoruba
from hypothesis import given
from hypothesis import strategies as st

from network.incidents.rules.identifiers import is_nhs_number
from network.incidents.rules.naming import Kind, who_is_named
from tests.unit.incidents.naming_sentences import CLEAN, NAMED

MISSED_AT_MOST = 0
FALSE_ALARMS_AT_MOST = 1
WELSH = (
    "Aled Alun Angharad Bethan Branwen Bronwen Carys Catrin Ceri Cerys Dafydd Delyth Dylan Efa Eirlys Eleri Elin Emrys "
    "Ffion Gareth Geraint Gethin Glenys Gwenllian Gwyneth Heledd Hywel Ieuan Ioan Iolo Iwan Lleucu Llinos Llŷr Lowri "
    "Macsen Mared Mair Megan Myfanwy Nerys Nia Osian Owain Rhian Rhiannon Rhodri Rhys Siân Siôn Sioned Tegan Tomos"
)
NAMES = {
    "British": (set(British.first_names_male) | set(British.first_names_female)) | set(British.last_names),
    "Irish": set(Irish.first_names),
    "Indian": set(Indian.first_names),
    "Pakistani": {each for each in Pakistani.first_names if each.isascii()},
    "Polish": set(Polish.first_names_male) | set(Polish.first_names_female),
    "Nigerian": set(Nigerian.first_names) | set(Nigerian.last_names),
    "Yoruba": set(Yoruba.first_names) | set(Yoruba.last_names),
    "Welsh": set(WELSH.split()),
}


def is_covered(text, part):
    start = text.index(part)
    return any(each.start <= start and start + len(part) <= each.end for each in who_is_named(text))


def test_the_table_is_large_enough_to_say_something():
    assert len(NAMED) >= 60
    assert len(CLEAN) >= 60


def test_what_names_somebody_is_found():
    missed = [(sentence, part) for sentence, parts in NAMED for part in parts if not is_covered(sentence, part)]

    assert len(missed) <= MISSED_AT_MOST, missed


def test_what_names_nobody_is_left_alone():
    alarms = [(sentence, [each.text for each in found]) for sentence in CLEAN if (found := who_is_named(sentence))]

    assert len(alarms) <= FALSE_ALARMS_AT_MOST, alarms


@pytest.mark.parametrize(
    ("sentence", "at_least"),
    [
        (
            "The worker had seen {} that day.",
            {"British": 97, "Irish": 98, "Indian": 99, "Pakistani": 99, "Polish": 99, "Nigerian": 100},
        ),
        (
            "{} was found at home.",
            {"British": 95, "Irish": 96, "Indian": 87, "Pakistani": 93, "Polish": 98, "Nigerian": 99},
        ),
        (
            "Earlier the father, {}, made threats.",
            {"British": 97, "Irish": 98, "Indian": 99, "Pakistani": 99, "Polish": 99, "Nigerian": 100},
        ),
    ],
)
@pytest.mark.parametrize("origin", NAMES)
def test_names_from_many_places_are_found(origin, sentence, at_least):
    names = NAMES[origin]
    missed = sorted(name for name in names if not is_covered(sentence.format(name), name))

    assert 100 * (len(names) - len(missed)) / len(names) >= at_least.get(origin, 99), missed


@pytest.mark.parametrize(("origin", "at_least"), [("British", 85), ("Welsh", 80), ("Polish", 48), ("Nigerian", 75)])
def test_given_names_are_found_without_their_capital_letter(origin, at_least):
    given_names = {
        "British": set(British.first_names_male) | set(British.first_names_female),
        "Welsh": set(WELSH.split()),
        "Polish": NAMES["Polish"],
        "Nigerian": set(Nigerian.first_names),
    }[origin]
    found = [name for name in given_names if is_covered(f"then {name.lower()} ran away", name.lower())]

    assert 100 * len(found) / len(given_names) >= at_least


@pytest.mark.parametrize(
    ("text", "kind", "part"),
    [
        ("Mum (Kelly) rang", Kind.NAME, "Kelly"),
        ("born on 3 April 2015 in Leeds", Kind.BIRTH_DATE, "born on 3 April 2015"),
        ("d.o.b. 03.04.15", Kind.BIRTH_DATE, "d.o.b. 03.04.15"),
        ("NHS no. 943-476-5919", Kind.NHS_NUMBER, "943-476-5919"),
        ("LCS number: 00482913.", Kind.CASE_NUMBER, "LCS number: 00482913"),
        ("she moved to NG7 3HQ", Kind.POSTCODE, "NG7 3HQ"),
        ("her mobile is 07700 900 982", Kind.TELEPHONE, "07700 900 982"),
        ("write to a.b@example.org.", Kind.EMAIL, "a.b@example.org"),
        ("at 14 Church Lane", Kind.ADDRESS, "14 Church Lane"),
    ],
)
def test_each_is_said_for_what_it_is_and_where_it_stands(text, kind, part):
    (found,) = who_is_named(text)

    assert (found.kind, found.text) == (kind, part)
    assert text[found.start : found.end] == part
    assert found.kind.label


@pytest.mark.parametrize(
    ("number", "is_one"),
    [("943 476 5919", True), ("9434765919", True), ("943 476 5918", False), ("1111111111", False), ("943 476", False)],
)
def test_an_nhs_number_is_told_by_its_check_digit(number, is_one):
    assert is_nhs_number(number) is is_one


@pytest.mark.parametrize("line", ["Call 999, or 111.", "Ring 116 123 at any time.", "Samaritans are on 116123."])
def test_the_numbers_of_help_lines_are_nobodys(line):
    assert who_is_named(line) == ()


PIECES = st.sampled_from(
    ["Kelly", "Mr O'Neill", "B. ", "DOB 3/4/2015", "Zoe\u0308", " ", ". ", "\n", "(", "al-", "07700 900982"]
)


@given(st.lists(st.one_of(st.text(max_size=12), PIECES), max_size=20).map("".join))
def test_pointers_lie_in_the_text_in_order_and_apart(text):
    found = who_is_named(text)

    assert all(text[each.start : each.end] == each.text and each.text for each in found)
    assert all(one.end <= other.start for one, other in pairwise(found))
