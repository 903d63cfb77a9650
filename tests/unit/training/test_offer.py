"""What a course may be, what it counts as, when it is renewed, and how tiers count in one another."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from network.core.errors import RuleBroken
from network.training.courses import rules
from network.training.courses.defaults import DEFAULT_COURSES, DEFAULT_TIERS
from network.training.courses.rules import CourseDraft
from network.training.rules import Standing, last_day, with_lower
from network.training.vocabulary import Deliverer, LivedExperience, Mode, ScottishLevel, Topic, WelshLevel

TODAY = date(2026, 11, 18)
A, B, C, D = (UUID(int=number) for number in range(1, 5))
DRAFT = CourseDraft(code="X-ONE", title="One", tier=1, modes=[Mode.ONLINE], minutes=60)


@pytest.mark.parametrize(
    ("validity", "renewal", "words"),
    [
        (12, 3, "is current until 30 November 2027, and can renew from 1 September 2027."),
        (12, 1, "is current until 30 November 2027, and can renew from 1 November 2027."),
        (12, 11, "is current until 30 November 2027, and can renew from 1 January 2027."),
        (36, 3, "is current until 30 November 2029, and can renew from 1 September 2029."),
        (12, None, "is current until 30 November 2027, and can renew at any time."),
        (None, None, "stays current: this course does not run out."),
    ],
)
def test_one_sentence_previews_the_renewal(validity, renewal, words):
    assert rules.renewal_in_words(TODAY, validity, renewal) == f"A person who finishes today {words}"


MONTHS = st.integers(2, rules.LONGEST_VALIDITY).flatmap(lambda v: st.tuples(st.just(v), st.integers(1, v - 1)))


@given(st.dates(date(2000, 1, 1), date(2200, 1, 1)), MONTHS)
def test_it_is_renewed_within_the_last_months_that_it_is_current(day, months):
    """TR-11: whole months, the last of them the one in which it ends, and never before it was completed."""
    validity, renewal = months
    last = last_day(day, validity)
    begins = rules.renewable_from(last, renewal)
    assert begins.day == 1
    assert day < begins <= last
    assert (last.year - begins.year) * 12 + last.month - begins.month == renewal - 1
    sentence = rules.renewal_in_words(day, validity, renewal)
    assert f"until {last.day} {last:%B %Y}," in sentence
    assert sentence.endswith(f"from 1 {begins:%B %Y}.")


@given(MONTHS, st.integers(1, 120))
def test_more_months_to_renew_in_begin_earlier(months, more):
    validity, renewal = months
    last = last_day(TODAY, validity)
    assert rules.renewable_from(last, renewal + more) < rules.renewable_from(last, renewal)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"code": "one"}, None),
        ({"code": "x"}, "code"),
        ({"code": "X_ONE"}, "code"),
        ({"title": "  "}, "title"),
        ({"title": "x" * 201}, "title"),
        ({"tier": 4}, "tier"),
        ({"tier": None}, None),
        ({"modes": []}, "modes"),
        ({"minutes": 0}, "hours"),
        ({"minutes": 3601}, "hours"),
        ({"outline": "x" * 4001}, "outline"),
        ({"provider": "x" * 201}, "provider"),
        ({"content_note": "x" * 1001}, "content_note"),
        ({"validity_months": 0}, "validity_months"),
        ({"validity_months": 121}, "validity_months"),
        ({"validity_months": 12, "renewal_months": 12}, "renewal_months"),
        ({"validity_months": 12, "renewal_months": 0}, "renewal_months"),
        ({"validity_months": 12, "renewal_months": 11}, None),
        ({"renewal_months": 3}, "renewal_months"),
        ({"link": "javascript:alert(1)"}, "link"),
        ({"link": "https://"}, "link"),
        ({"link": "https://[half"}, "link"),
        ({"link": "https://example.org/\x07"}, "link"),
        ({"link": "https://example.org/" + "x" * 500}, "link"),
        ({"link": "https://example.org"}, None),
    ],
)
def test_what_a_course_may_be(change, field):
    draft = rules.tidy(replace(DRAFT, **change))
    if field is None:
        rules.check_draft(draft, [1, 2, 3])
        return
    with pytest.raises(RuleBroken) as broken:
        rules.check_draft(draft, [1, 2, 3])
    assert broken.value.field == field


def test_a_course_is_kept_tidy():
    draft = rules.tidy(
        replace(
            DRAFT,
            code=" x-one ",
            outline="First\r\nSecond\x00  ",
            modes=[Mode.BLENDED, Mode.ONLINE, Mode.BLENDED],
            deliverers=[Deliverer.EXTERNAL, Deliverer.CHAMPION],
            prerequisites=[B, A, B],
            carries_trauma_content=True,
        )
    )
    assert draft.code == "X-ONE"
    assert draft.outline == "First\nSecond"
    assert draft.modes == [Mode.ONLINE, Mode.BLENDED]
    assert draft.deliverers == [Deliverer.CHAMPION, Deliverer.EXTERNAL]
    assert draft.prerequisites == [A, B]
    assert not draft.carries_trauma_content, "one in a tier is about nothing else (TR-10)"
    assert rules.tidy(replace(DRAFT, tier=None, carries_trauma_content=True)).carries_trauma_content
    assert rules.tidy(draft) == draft


@pytest.mark.parametrize(
    ("wanted", "before", "is_right"),
    [
        ([], {}, True),
        ([B], {B: []}, True),
        ([B], {B: [C], C: []}, True),
        ([A], {B: []}, False),
        ([D], {B: []}, False),
        ([B], {B: [A]}, False),
        ([B], {B: [C], C: [D], D: [A]}, False),
        ([B, C], {B: [D], C: [D], D: []}, True),
        ([UUID(int=n) for n in range(2, 13)], {UUID(int=n): [] for n in range(2, 13)}, False),
    ],
)
def test_no_course_comes_before_itself(wanted, before, is_right):
    if is_right:
        rules.check_prerequisites(A, wanted, {A: [], **before})
        return
    with pytest.raises(RuleBroken) as broken:
        rules.check_prerequisites(A, wanted, {A: [], **before})
    assert broken.value.field == "prerequisites"


@dataclass(frozen=True)
class Decided:
    tier: int
    from_on: date
    ended_on: date | None = None


@pytest.mark.parametrize(
    ("day", "tier"),
    [
        (date(2026, 1, 31), None),
        (date(2026, 2, 1), 1),
        (date(2026, 5, 31), 1),
        (date(2026, 6, 1), 2),
        (date(2020, 1, 1), None),
    ],
)
def test_a_decision_counts_from_its_first_day_to_its_last(day, tier):
    decisions = [Decided(1, date(2026, 2, 1), date(2026, 5, 31)), Decided(2, date(2026, 2, 1))]
    assert rules.tier_on(day, None, decisions) == tier
    assert rules.tier_on(day, 3, decisions) == 3, "its own tier comes first"


DECISIONS = st.lists(st.tuples(st.integers(1, 3), st.integers(0, 400), st.integers(0, 400)), max_size=4)


@given(DECISIONS, st.integers(0, 400))
def test_ending_a_decision_takes_nothing_away_that_counted(drawn, day):
    start = date(2026, 1, 1)
    on = [start + timedelta(days=each) for each in range(401)]
    decisions = [Decided(tier, on[begins], None) for tier, begins, _ in drawn]
    for number, (_, _, ended) in enumerate(drawn):
        before = rules.tier_on(on[day], None, decisions)
        decisions[number] = replace(decisions[number], ended_on=on[ended])
        after = rules.tier_on(on[day], None, decisions)
        if on[day] <= on[ended]:
            assert after == before


@pytest.mark.parametrize(
    ("from_on", "reason", "field"),
    [
        (TODAY, "The same outline", "ok"),
        (date(1999, 12, 31), "The same outline", "from_on"),
        (date(2027, 11, 18), "The same outline", "ok"),
        (date(2027, 11, 19), "The same outline", "from_on"),
        (TODAY, "", "reason"),
        (TODAY, "x" * 1001, "reason"),
    ],
)
def test_what_is_decided(from_on, reason, field):
    if field == "ok":
        rules.check_decision(None, from_on, reason, TODAY)
        with pytest.raises(RuleBroken):
            rules.check_decision(2, from_on, reason, TODAY)
        return
    with pytest.raises(RuleBroken) as broken:
        rules.check_decision(None, from_on, reason, TODAY)
    assert broken.value.field == field


STANDINGS = st.dictionaries(
    st.integers(1, 4),
    st.builds(Standing, st.dates(date(2020, 1, 1), TODAY), st.dates(date(2020, 1, 1), date(2030, 1, 1))),
)


@given(STANDINGS)
def test_without_lower_tiers_each_counts_by_itself(standings):
    assert with_lower(standings, []) == standings


@given(STANDINGS, st.dates(date(2020, 1, 1), date(2030, 1, 1)))
def test_whoever_is_current_in_a_higher_tier_is_current_in_the_lower(standings, day):
    """D15, said another way: a tier is current on a day where it or a higher one is."""
    together = with_lower(standings, [1, 2, 3, 4])
    for tier in (1, 2, 3, 4):
        is_current = tier in together and together[tier].expires_on >= day
        assert is_current == any(each >= tier and at.expires_on >= day for each, at in standings.items())


def test_the_default_maps_every_level_of_the_other_nations_once():
    """D15: three tiers over four levels, by their names."""
    assert [level for tier in DEFAULT_TIERS for level in tier.scottish] == list(ScottishLevel)
    assert [level for tier in DEFAULT_TIERS for level in tier.welsh] == list(WelshLevel)
    assert [level.label for level in ScottishLevel] == ["Informed", "Skilled", "Enhanced", "Specialist"]
    assert [level.label for level in WelshLevel] == [
        "Trauma aware",
        "Trauma skilled",
        "Trauma enhanced",
        "Specialist trauma",
    ]


def test_the_default_courses_are_courses_and_begin_with_the_free_one():
    """TR-1, TR-2, TR-3, TR-5: every topic of the sources is spoken of, and whoever may give a course is said."""
    for draft in DEFAULT_COURSES:
        rules.check_draft(rules.tidy(draft), [tier.number for tier in DEFAULT_TIERS])
        assert draft.deliverers
        assert draft.content_note is not None
    free = DEFAULT_COURSES[0]
    assert (free.tier, free.link, free.deliverers) == (1, "https://www.acesonlinelearning.com", (Deliverer.EXTERNAL,))
    assert {topic for draft in DEFAULT_COURSES for topic in draft.topics} == set(Topic)
    higher = {draft.tier: draft.deliverers for draft in DEFAULT_COURSES}
    assert Deliverer.PSYCHOLOGIST in higher[3]


def test_a_part_of_experts_by_experience_reads_as_words():
    assert [each.label for each in LivedExperience] == [
        "No part in it yet",
        "They helped to make it",
        "They help to give it",
        "They helped to make it and help to give it",
    ]
