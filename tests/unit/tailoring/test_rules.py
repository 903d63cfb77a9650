"""What may be offered, asked, answered and said, and what follows on what."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from network.core.errors import Conflict, RuleBroken
from network.core.working_days import Weekday
from network.organisations.vocabulary import Sector
from network.tailoring.rules import requests, states
from network.tailoring.rules.offers import OfferDraft, checked_offer
from network.tailoring.rules.places import can_reach, fold, outward_of
from network.tailoring.rules.requests import Feedback, RequestDraft
from network.tailoring.vocabulary import InvitationState, RequestState, Step
from network.training.vocabulary import Mode, Topic

TODAY = date(2026, 11, 18)
COURSE, DEPARTMENT = UUID(int=1), UUID(int=2)
OFFER = OfferDraft(
    courses=(COURSE,),
    sectors=(Sector.SCHOOL, Sector.NHS),
    places=("Ashford", " ashford ", "", "TN23"),
    modes=(Mode.ONLINE,),
    weekdays=(Weekday.FRIDAY, Weekday.MONDAY, Weekday.MONDAY),
    from_on=None,
    until_on=None,
    most_a_quarter=3,
    for_others=False,
    experience="  ten   years ",
)
REQUEST = RequestDraft(
    course_id=COURSE,
    topics=(),
    department_id=None,
    people=14,
    level=None,
    tailor=" For our front desk \r\n and the school run ",
    mode=Mode.IN_PERSON,
    town=" Ashford ",
    postcode="tn23 1aa",
    from_on=TODAY,
    until_on=date(2026, 12, 18),
)


def test_an_offer_is_tidied():
    kept = checked_offer(OFFER, {COURSE}, TODAY)
    assert kept.places == ("Ashford", "TN23")
    assert kept.sectors == (Sector.NHS, Sector.SCHOOL)
    assert kept.weekdays == (Weekday.MONDAY, Weekday.FRIDAY)
    assert kept.experience == "ten years"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"courses": ()}, "courses"),
        ({"courses": (UUID(int=9),)}, "courses"),
        ({"modes": ()}, "modes"),
        ({"weekdays": ()}, "weekdays"),
        ({"most_a_quarter": 0}, "most_a_quarter"),
        ({"most_a_quarter": 61}, "most_a_quarter"),
        ({"until_on": date(2026, 11, 17)}, "until_on"),
        ({"from_on": date(2026, 12, 2), "until_on": date(2026, 12, 1)}, "until_on"),
        ({"from_on": date(2099, 1, 1)}, "from_on"),
        ({"places": tuple(f"Town {n}" for n in range(21))}, "places"),
        ({"places": ("x" * 81,)}, "places"),
        ({"experience": "x" * 301}, "experience"),
    ],
)
def test_what_an_offer_cannot_be(changes, field):
    with pytest.raises(RuleBroken) as broken:
        checked_offer(replace(OFFER, **changes), {COURSE}, TODAY)
    assert broken.value.field == field


def test_a_course_that_has_closed_since_may_stay_in_an_offer():
    assert checked_offer(OFFER, (), TODAY, before=(COURSE,)).courses == (COURSE,)


def test_a_request_is_tidied():
    kept = requests.checked_request(REQUEST, {COURSE}, (), TODAY)
    assert (kept.tailor, kept.town, kept.postcode) == ("For our front desk\n and the school run", "Ashford", "TN23 1AA")


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"course_id": None}, "topics"),
        ({"course_id": UUID(int=9)}, "course_id"),
        ({"department_id": DEPARTMENT}, "department_id"),
        ({"people": 0}, "people"),
        ({"people": 2_001}, "people"),
        ({"tailor": " \n "}, "tailor"),
        ({"tailor": "x" * 1501}, "tailor"),
        ({"town": ""}, "town"),
        ({"from_on": date(2026, 11, 17)}, "from_on"),
        ({"until_on": date(2026, 11, 17)}, "until_on"),
        ({"until_on": date(2027, 11, 19)}, "until_on"),
        ({"access_needs": "x" * 501}, "access_needs"),
    ],
)
def test_what_a_request_cannot_be(changes, field):
    with pytest.raises(RuleBroken) as broken:
        requests.checked_request(replace(REQUEST, **changes), {COURSE}, (), TODAY)
    assert broken.value.field == field


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({}, None),
        ({"people": 20}, None),
        ({"from_on": date(2026, 11, 4)}, None),
        ({"course_id": UUID(int=9)}, "course_id"),
        ({"from_on": date(2026, 11, 2)}, "from_on"),
        ({"until_on": date(2026, 11, 17)}, "until_on"),
    ],
)
def test_what_was_asked_may_stay_though_its_course_closed_and_its_first_day_passed(changes, field):
    before = requests.checked_request(REQUEST, {COURSE}, (), date(2026, 11, 3))
    before = replace(before, from_on=date(2026, 11, 3))
    said = replace(before, **changes)
    if field is None:
        assert requests.checked_request(said, (), (), TODAY, before) == said
        return
    with pytest.raises(RuleBroken) as broken:
        requests.checked_request(said, (), (), TODAY, before)
    assert broken.value.field == field


def test_a_request_online_needs_no_town_and_one_by_topics_no_course():
    said = replace(REQUEST, mode=Mode.ONLINE, town="", course_id=None, topics=(Topic.LEADING, Topic.RECOGNISING))
    assert requests.checked_request(said, (), (), TODAY).topics == (Topic.RECOGNISING, Topic.LEADING)


@pytest.mark.parametrize(
    ("day", "minutes", "field"),
    [
        (date(2026, 11, 17), 90, "day"),
        (date(2027, 11, 19), 90, "day"),
        (TODAY, 0, "minutes"),
        (TODAY, 1441, "minutes"),
    ],
)
def test_what_a_yes_cannot_say(day, minutes, field):
    with pytest.raises(RuleBroken) as broken:
        requests.check_yes(day, minutes, TODAY)
    assert broken.value.field == field
    requests.check_yes(TODAY, 90, TODAY)


NINE = datetime(2026, 11, 30, 9, tzinfo=UTC)
"""Something is agreed from then until 11am."""


@pytest.mark.parametrize(
    ("from_hour", "minutes", "is_free"),
    [
        (7, 120, True),
        (7, 121, False),
        (9, 120, False),
        (10, 10, False),
        (8, 300, False),
        (10.99, 60, False),
        (11, 60, True),
    ],
)
def test_nobody_is_in_two_places(from_hour, minutes, is_free):
    begins = NINE + timedelta(hours=from_hour - 9)
    requests.check_free(begins, minutes, [])
    if is_free:
        requests.check_free(begins, minutes, [(NINE, 120)])
        return
    with pytest.raises(RuleBroken) as broken:
        requests.check_free(begins, minutes, [(NINE + timedelta(days=1), 60), (NINE, 120)])
    assert broken.value.field == "starts_at"


@pytest.mark.parametrize(
    ("day", "trained", "field"),
    [(date(2026, 11, 19), 5, "day"), (date(2026, 10, 31), 5, "day"), (TODAY, 0, "trained"), (TODAY, 2_001, "trained")],
)
def test_what_cannot_have_been_held(day, trained, field):
    with pytest.raises(RuleBroken) as broken:
        requests.check_held(day, trained, date(2026, 11, 1), TODAY)
    assert broken.value.field == field
    requests.check_held(TODAY, 5, date(2026, 11, 1), TODAY)


@pytest.mark.parametrize(
    ("said", "field"),
    [
        (Feedback(0, 1, 1), "fits"),
        (Feedback(1, 6, 1), "safe"),
        (Feedback(1, 1, 0), "useful"),
        (Feedback(1, 1, 1, words="x" * 501), "words"),
        (Feedback(1, 1, 1, practice="x" * 501), "practice"),
    ],
)
def test_what_feedback_cannot_say(said, field):
    with pytest.raises(RuleBroken) as broken:
        requests.checked_feedback(said)
    assert broken.value.field == field


def test_the_time_for_an_answer():
    last = requests.answer_by(TODAY)
    assert last == date(2026, 11, 25)
    assert not requests.is_past(last, last)
    assert requests.is_past(last, date(2026, 11, 26))


@pytest.mark.parametrize("state", RequestState)
def test_what_can_follow_on_what(state):
    ways = {
        RequestState.ASKED: {Step.CHANGE, Step.INVITE, Step.WITHDRAW},
        RequestState.INVITED: {Step.CHANGE, Step.TAKE_BACK, Step.ANSWER, Step.DECLINE, Step.WITHDRAW},
        RequestState.AGREED: {Step.TAKE_BACK, Step.DECLINE, Step.WITHDRAW, Step.DELIVER},
        RequestState.DELIVERED: {Step.FEED_BACK},
        RequestState.FED_BACK: set(),
        RequestState.WITHDRAWN: set(),
    }
    assert {step for step in Step if states.may(step, state)} == ways[state]
    for step in set(Step) - ways[state]:
        with pytest.raises(Conflict):
            states.check(step, state)


@pytest.mark.parametrize("state", [each for each in InvitationState if each is not InvitationState.OPEN])
def test_only_an_open_invitation_is_answered(state):
    states.check_open(InvitationState.OPEN)
    with pytest.raises(Conflict):
        states.check_open(state)


@pytest.mark.parametrize(
    ("places", "reaches"),
    [
        (("Ashford",), True),
        (("ASHFORD.",), True),
        (("TN23",), True),
        (("tn23 4bb",), True),
        (("TN",), True),
        (("anywhere",), True),
        (("Leeds", "Ashford"), True),
        ((), False),
        (("Leeds",), False),
        (("TN2",), False),
        (("T",), False),
        (("Ash",), False),
    ],
)
def test_places(places, reaches):
    assert can_reach(places, "Ashford", "TN23 1AA") is reaches


def test_a_place_without_a_postcode_is_met_by_its_name_alone():
    assert not can_reach(("TN23", ""), "Ashford", "")
    assert can_reach(("St. Mary-in-the-Marsh",), "St Mary in the Marsh", "x")


@given(st.text(max_size=30))
def test_a_place_reaches_itself_and_folding_is_done_once(text):
    assert fold(fold(text)) == fold(text)
    if fold(text):
        assert can_reach([text], text, "")
    assert outward_of(text) == outward_of(outward_of(text))
