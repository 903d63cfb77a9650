"""What happens next, said once for both people (U9, U10) and never more than the manager may see (D10)."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import product

import pytest

from network.incidents.rules import Clocks, NextStep, Party, State, manager_view, what_happens_next

CLOCKS = Clocks(
    first_meeting_target_at=datetime(2027, 1, 13, 9, tzinfo=UTC),
    first_meeting_limit_on=date(2027, 1, 18),
    manager_contact_limit_on=date(2027, 1, 19),
)
NOT_OUR_WORDS = re.compile(
    r"\b(victim|suffer\w*|failed|fail|non-compliant|debrief\w*|case|overdue|invalid|illegal|must|trauma\w*)\b",
    re.I,
)
EVERY_FACT = [
    fact
    for state, contacted in product(State, (False, True))
    for fact in what_happens_next(state, CLOCKS, manager_contacted=contacted)
]


@pytest.mark.parametrize(
    ("state", "steps"),
    [
        (State.DRAFT, []),
        (State.SUBMITTED, [NextStep.PASS_ON, NextStep.FIRST_MEETING, NextStep.MANAGER_CONTACT]),
        (State.WITH_PROVIDER, [NextStep.FIRST_MEETING, NextStep.MANAGER_CONTACT]),
        (State.UNDER_WAY, [NextStep.MANAGER_CONTACT, NextStep.SESSIONS, NextStep.SUMMARY]),
        (State.ENDED, [NextStep.OTHER_SUPPORT]),
    ],
)
def test_the_steps_to_come_are_in_order(state, steps):
    assert [fact.step for fact in what_happens_next(state, CLOCKS)] == steps


def test_dates_are_those_of_the_clocks():
    meeting, contact = what_happens_next(State.WITH_PROVIDER, CLOCKS)

    assert (meeting.target_at, meeting.limit_on) == (
        CLOCKS.first_meeting_target_at,
        CLOCKS.first_meeting_limit_on,
    )
    assert (contact.target_at, contact.limit_on) == (None, CLOCKS.manager_contact_limit_on)


@pytest.mark.parametrize("state", [State.SUBMITTED, State.WITH_PROVIDER, State.UNDER_WAY])
def test_a_contact_that_was_made_is_no_longer_to_come(state):
    steps = [fact.step for fact in what_happens_next(state, CLOCKS, manager_contacted=True)]

    assert NextStep.MANAGER_CONTACT not in steps


@pytest.mark.parametrize("state", list(State))
def test_whoever_asked_for_themselves_reads_of_no_manager(state):
    without = replace(CLOCKS, manager_contact_limit_on=None)
    facts = what_happens_next(state, without, is_self_requested=True)

    assert "manager" not in " ".join(f"{fact.what} {fact.if_not}" for fact in facts)


@pytest.mark.parametrize(("one", "other"), list(product(State, State)))
def test_states_that_look_alike_to_the_manager_read_alike(one, other):
    alike = manager_view(one) is manager_view(other)

    assert (what_happens_next(one, CLOCKS) == what_happens_next(other, CLOCKS)) is alike


@pytest.mark.parametrize("fact", EVERY_FACT)
def test_every_fact_says_what_to_do_if_it_does_not_happen_and_whom_to_turn_to(fact):
    assert fact.what.endswith(".")
    assert fact.if_not.endswith(".")
    assert fact.turn_to in {Party.LEAD, Party.THERAPIST}


@pytest.mark.parametrize("fact", EVERY_FACT)
def test_the_words_are_short_and_kind(fact):
    text = f"{fact.what} {fact.if_not}"
    sentences = [sentence.split() for sentence in re.split(r"[.:] ?", text) if sentence]

    assert not NOT_OUR_WORDS.search(text)
    assert max(map(len, sentences)) <= 20
