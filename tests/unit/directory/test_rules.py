"""What may be said of an entry, when it is looked at again, which pages can be left fast."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from network.core.errors import RuleBroken
from network.directory import rules
from network.directory.vocabulary import DANGER_NEARBY, SupportKind
from tests.factories.directory import DRAFT

TODAY = date(2026, 11, 18)
WAYS = ("link", "telephone", "email", "where_to_find")


def refused(is_network=False, **changes):
    with pytest.raises(RuleBroken) as broken:
        rules.check_draft(replace(DRAFT, **changes), TODAY, is_network=is_network)
    return broken.value.field


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"title": ""}, "title"),
        ({"purpose": ""}, "purpose"),
        ({"suits": ""}, "suits"),
        ({"title": "A" * 151}, "title"),
        ({"purpose": "A" * 301}, "purpose"),
        ({"content_note": "A" * 501}, "content_note"),
        ({"content_note": ""}, "content_note"),
        ({"telephone": ""}, "link"),
        ({"link": "http://example.org"}, "link"),
        ({"link": "javascript:alert(1)"}, "link"),
        ({"link": "https://"}, "link"),
        ({"link": "intranet/wellbeing"}, "link"),
        ({"telephone": "ask Sam"}, "telephone"),
        ({"telephone": "111 option 2"}, "telephone"),
        ({"telephone": "1"}, "telephone"),
        ({"email": "sam at example.org"}, "email"),
        ({"languages": ()}, "languages"),
        ({"languages": tuple(f"L{number}" for number in range(31))}, "languages"),
        ({"languages": ("A" * 41,)}, "languages"),
        ({"reviewed_on": TODAY + timedelta(days=1)}, "reviewed_on"),
        ({"reviewed_on": date(2014, 12, 31)}, "reviewed_on"),
        ({"is_public": True}, "is_public"),
        ({"is_internal": True, "is_network": True}, "is_internal"),
    ],
)
def test_what_is_of_no_use_is_refused(changes, field):
    """WB-2, U29: the languages and whom it suits are never left out."""
    assert refused(**changes) == field


@pytest.mark.parametrize(
    "changes",
    [
        {},
        *({"telephone": "", way: value} for way, value in zip(
            WAYS, ("https://example.org/x", "111", "help@example.org", "Intranet, under Staff"), strict=True)),
        {"telephone": "+44 (0)116 496-0000"},
        {"telephone": "116 123"},
        {"reviewed_on": TODAY},
        {"is_internal": True},
        {"content_note": "It speaks of violence."},
        {"languages": ("English",) + tuple(f"L{number}" for number in range(29))},
    ],
)  # fmt: skip
def test_one_way_to_reach_it_is_enough(changes):
    """WB-2: a link, a telephone number, an address or where to find it."""
    rules.check_draft(replace(DRAFT, **changes), TODAY, is_network=False)


def test_the_networks_may_be_public():
    rules.check_draft(replace(DRAFT, is_public=True), TODAY, is_network=True)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("English, urdu", ("English", "Urdu")),
        ("english\nEnglish; ENGLISH", ("English",)),
        (" ,;\n", ()),
        ("British Sign Language,  polski ", ("British Sign Language", "Polski")),
    ],
)
def test_each_language_stands_once(typed, kept):
    """U29."""
    assert rules.tidy_languages(rules.languages_in(typed)) == kept


@given(st.lists(st.text(max_size=20)))
def test_tidying_languages_twice_changes_nothing(languages):
    once = rules.tidy_languages(languages)
    assert rules.tidy_languages(once) == once
    assert len({each.casefold() for each in once}) == len(once)


def test_tidied_text_stands_on_one_line():
    draft = rules.tidy(replace(DRAFT, title=" A \n title ", content_note="One\r\ntwo ", link=" https://example.org "))
    assert (draft.title, draft.content_note, draft.link) == ("A title", "One\ntwo", "https://example.org")


@pytest.mark.parametrize("kind", list(SupportKind))
def test_a_page_can_be_left_fast_where_its_kind_or_its_keeper_says_so(kind):
    """U3: domestic abuse, violence and hate by themselves, and nothing else."""
    by_itself = kind in {SupportKind.DOMESTIC_ABUSE, SupportKind.VIOLENCE_AT_WORK, SupportKind.HATE_SUPPORT}
    assert rules.shows_exit(kind, None) is by_itself
    assert rules.shows_exit(kind, True)
    assert not rules.shows_exit(kind, False)
    assert (kind in DANGER_NEARBY) is by_itself


@pytest.mark.parametrize(
    ("reviewed", "today", "is_stale"),
    [
        (date(2025, 11, 18), TODAY, False),
        (date(2025, 11, 17), TODAY, True),
        (date(2024, 2, 29), date(2025, 2, 28), False),
        (date(2024, 2, 29), date(2025, 3, 1), True),
        (TODAY, TODAY, False),
    ],
)
def test_an_entry_is_looked_at_again_after_twelve_months(reviewed, today, is_stale):
    assert rules.is_stale(reviewed, today) is is_stale


@pytest.mark.parametrize(
    ("kinds", "is_filled"),
    [
        ([], False),
        ([SupportKind.WELLBEING_SERVICE], False),
        ([SupportKind.WELLBEING_SERVICE] * 2, False),
        ([SupportKind.SUPERVISION, SupportKind.HEALTH], False),
        ([SupportKind.HEALTH, SupportKind.WELLBEING_SERVICE], True),
    ],
)
def test_a_wellbeing_service_and_one_other_kind_fill_it(kinds, is_filled):
    assert rules.is_filled(kinds) is is_filled


def test_a_full_directory_leads_elsewhere():
    """U37."""
    rules.check_room(rules.MOST_ENTRIES - 1)
    with pytest.raises(RuleBroken) as broken:
        rules.check_room(rules.MOST_ENTRIES)
    assert len(broken.value.routes) == 2


def test_the_sixteen_of_the_source_are_there():
    """WB-2: and where somebody goes afterwards (CI-17)."""
    of_others = {
        SupportKind.WELLBEING_SERVICE,
        SupportKind.SUPERVISION,
        SupportKind.OCCUPATIONAL_HEALTH,
        SupportKind.HEALTH,
        SupportKind.COUNCIL,
        SupportKind.OTHER,
    }
    assert len(set(SupportKind) - of_others) == 16
    assert len({kind.label for kind in SupportKind}) == len(SupportKind)
