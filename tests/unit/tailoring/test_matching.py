"""Who fits a request, and in which order (CP-2, ORG-9)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from network.core.working_days import Weekday
from network.organisations.vocabulary import Sector
from network.tailoring.rules.matching import Giver, Wanted, suggest
from network.tailoring.rules.quarters import Quarter, quarter_of, quarters_between
from network.training.vocabulary import Mode, Topic

TODAY = date(2026, 11, 18)
COURSE, OTHER_COURSE = UUID(int=1), UUID(int=2)
OWN, OTHER = UUID(int=10), UUID(int=11)
NOW = quarter_of(TODAY)
WANTED = Wanted(
    organisation_id=OWN,
    sector=Sector.SCHOOL,
    course_id=COURSE,
    topics=frozenset(),
    mode=Mode.IN_PERSON,
    town="Ashford",
    postcode="TN23 1AA",
    from_on=date(2026, 11, 25),
    until_on=date(2026, 12, 18),
    weekdays=frozenset({Weekday.MONDAY, Weekday.TUESDAY}),
)
GIVER = Giver(
    offer_id=UUID(int=20),
    user_id=UUID(int=30),
    name="Ann Ash",
    organisation_id=OTHER,
    organisation_name="Ottermouth NHS",
    courses={COURSE: frozenset({Topic.RECOGNISING})},
    sectors=frozenset({Sector.SCHOOL}),
    places=("Ashford",),
    modes=frozenset({Mode.IN_PERSON}),
    weekdays=frozenset({Weekday.TUESDAY}),
    from_on=None,
    until_on=None,
    most=3,
    is_paused=False,
    may_be_borrowed=True,
    taken={NOW: 1},
)
ALONE = replace(GIVER, sectors=frozenset(), places=(), modes=frozenset({Mode.ONLINE}), weekdays=frozenset({Weekday(4)}))


def only(wanted: Wanted, giver: Giver):
    return next(iter(suggest(wanted, [giver], TODAY)), None)


def test_the_reasons_are_said_in_words():
    assert only(WANTED, GIVER).reasons == (
        "Lent by Ottermouth NHS",
        "Knows schools",
        "Can come to Ashford",
        "Can do it in person",
        "Free on Tuesdays",
        "2 of 3 sessions left this quarter",
    )
    assert only(WANTED, GIVER).to_settle == ()


def test_what_is_not_known_is_to_be_asked_and_blames_nobody():
    found = only(WANTED, replace(ALONE, until_on=date(2026, 12, 1)))
    assert found.reasons == ("Lent by Ottermouth NHS", "2 of 3 sessions left this quarter")
    assert found.to_settle == (
        "Ask whether they can come to Ashford",
        "Ask whether in person suits them",
        "Ask which days suit them",
        "Can do so from 25 November 2026 to 1 December 2026",
    )


@pytest.mark.parametrize(
    ("giver", "why"),
    [
        (replace(GIVER, is_paused=True), "paused"),
        (replace(GIVER, may_be_borrowed=False), "not lent"),
        (replace(GIVER, courses={OTHER_COURSE: frozenset()}), "another course"),
        (replace(GIVER, courses={}), "no course in their role"),
        (replace(GIVER, taken={NOW: 3}), "load full"),
        (replace(GIVER, taken={NOW: 4}), "load more than full"),
        (replace(GIVER, until_on=date(2026, 11, 24)), "not any more by then"),
        (replace(GIVER, from_on=date(2026, 12, 19)), "not yet"),
    ],
)
def test_who_is_never_suggested(giver, why):
    assert only(WANTED, giver) is None, why


def test_an_offer_stands_for_ones_own_organisation_without_being_lent():
    own = replace(GIVER, organisation_id=OWN, may_be_borrowed=False)
    assert only(WANTED, own).is_own
    assert only(WANTED, own).reasons[0] == "From the same organisation"


def test_whoever_was_asked_before_is_left_out():
    assert suggest(WANTED, [GIVER], TODAY, {GIVER.user_id}) == []


def test_without_a_course_a_topic_is_enough_and_needed():
    wanted = replace(WANTED, course_id=None, topics=frozenset({Topic.RECOGNISING, Topic.LEADING}))
    assert only(wanted, GIVER) is not None
    assert only(replace(wanted, topics=frozenset({Topic.LEADING})), GIVER) is None


def test_the_quarter_with_most_room_counts_where_the_days_reach_into_the_next():
    wanted = replace(WANTED, until_on=date(2027, 2, 1))
    found = only(wanted, replace(GIVER, taken={NOW: 3, Quarter(2027, 1): 1}))
    assert found.reasons[-1] == "2 of 3 sessions left in January to March 2027"


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        (replace(ALONE, organisation_id=OWN), GIVER),
        (GIVER, replace(GIVER, sectors=frozenset())),
        (GIVER, replace(GIVER, places=())),
        (GIVER, replace(GIVER, modes=frozenset({Mode.ONLINE}))),
        (GIVER, replace(GIVER, weekdays=frozenset({Weekday.SUNDAY}))),
        (GIVER, replace(GIVER, taken={NOW: 2})),
        (replace(GIVER, taken={}), GIVER),
        (GIVER, replace(GIVER, name="Bo Birch", user_id=UUID(int=31), offer_id=UUID(int=9))),
    ],
)
def test_the_order(better, worse):
    worse = replace(worse, offer_id=UUID(int=99) if worse.offer_id == better.offer_id else worse.offer_id)
    for people in ([better, worse], [worse, better]):
        assert [each.giver for each in suggest(WANTED, people, TODAY)] == [better, worse]


def test_two_who_are_alike_stand_in_the_same_order_whoever_comes_first():
    twins = [replace(GIVER, offer_id=UUID(int=n), user_id=UUID(int=100 + n)) for n in (3, 1, 2)]
    for people in (twins, twins[::-1]):
        assert [each.giver.offer_id.int for each in suggest(WANTED, people, TODAY)] == [1, 2, 3]


def test_quarters():
    assert str(Quarter(2026, 4)) == "October to December 2026"
    assert quarters_between(date(2026, 11, 1), date(2027, 4, 1)) == [
        Quarter(2026, 4),
        Quarter(2027, 1),
        Quarter(2027, 2),
    ]
    assert quarters_between(date(2026, 11, 2), date(2026, 11, 1)) == []


DAYS = st.dates(date(2026, 10, 1), date(2027, 9, 30))
QUARTERS = st.builds(Quarter, st.sampled_from([2026, 2027]), st.integers(1, 4))
TOPICS = st.frozensets(st.sampled_from([Topic.RECOGNISING, Topic.LEADING, Topic.CULTURE]), max_size=2)
GIVERS = st.builds(
    Giver,
    offer_id=st.uuids(),
    user_id=st.uuids(),
    name=st.sampled_from(["Ann", "Bo", "Cy", "ann"]),
    organisation_id=st.sampled_from([OWN, OTHER]),
    organisation_name=st.just("Ottermouth"),
    courses=st.dictionaries(st.sampled_from([COURSE, OTHER_COURSE]), TOPICS, max_size=2),
    sectors=st.frozensets(st.sampled_from([Sector.SCHOOL, Sector.NHS])),
    places=st.sampled_from([(), ("Ashford",), ("TN23",), ("Leeds",)]),
    modes=st.frozensets(st.sampled_from(list(Mode)), min_size=1),
    weekdays=st.frozensets(st.sampled_from(list(Weekday)), min_size=1),
    from_on=st.none() | DAYS,
    until_on=st.none() | DAYS,
    most=st.integers(1, 4),
    is_paused=st.booleans(),
    may_be_borrowed=st.booleans(),
    taken=st.dictionaries(QUARTERS, st.integers(0, 5), max_size=4),
)
MANY = st.lists(GIVERS, max_size=8, unique_by=lambda giver: giver.offer_id)


@st.composite
def wishes(draw):
    first = draw(DAYS)
    return replace(
        WANTED,
        course_id=draw(st.sampled_from([COURSE, OTHER_COURSE, None])),
        topics=draw(TOPICS),
        mode=draw(st.sampled_from(list(Mode))),
        from_on=first,
        until_on=first + timedelta(days=draw(st.integers(0, 200))),
        weekdays=draw(st.frozensets(st.sampled_from(list(Weekday)))),
    )


@given(wishes(), MANY)
def test_nobody_is_suggested_who_may_not_or_cannot(wanted, givers):
    for each in suggest(wanted, givers, TODAY):
        giver = each.giver
        assert not giver.is_paused
        assert giver.organisation_id == wanted.organisation_id or giver.may_be_borrowed
        if wanted.course_id is not None:
            assert wanted.course_id in giver.courses
        else:
            assert any(wanted.topics & topics for topics in giver.courses.values())
        first = max(wanted.from_on, TODAY, giver.from_on or TODAY)
        both_can = quarters_between(first, min(wanted.until_on, giver.until_on or wanted.until_on))
        rooms = [giver.most - giver.taken.get(quarter, 0) for quarter in both_can]
        assert each.left == max(rooms)
        assert each.left > 0
        assert all(words[0].isupper() or words[0].isdigit() for words in (*each.reasons, *each.to_settle))


@given(wishes(), MANY.filter(bool), st.data())
def test_more_load_never_raises_a_rank(wanted, givers, data):
    chosen = data.draw(st.sampled_from(givers))
    quarter = data.draw(QUARTERS)
    busier = replace(chosen, taken={**chosen.taken, quarter: chosen.taken.get(quarter, 0) + 1})
    others = [each for each in givers if each.offer_id != chosen.offer_id]
    places = [[each.giver.offer_id for each in suggest(wanted, [*others, giver], TODAY)] for giver in (chosen, busier)]
    before, after = (found.index(chosen.offer_id) if chosen.offer_id in found else len(givers) for found in places)
    assert after >= before


@given(wishes(), MANY, st.randoms(use_true_random=False))
def test_the_same_people_in_any_order_give_the_same_list(wanted, givers, random):
    mixed = list(givers)
    random.shuffle(mixed)
    assert suggest(wanted, givers, TODAY) == suggest(wanted, mixed, TODAY)
