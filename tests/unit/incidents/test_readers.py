"""Who reads what, and the lines that are made from it (U8, B14)."""

import pytest

from network.core.permissions import Role
from network.incidents.permissions import POLICY, RIGHT_OF, roles_outside
from network.incidents.rules.readers import READABLE, SEALED, Capacity, readers_of
from network.incidents.rules.retention import Keeping
from network.incidents.rules.states import Holder, ManagerView, State
from network.incidents.words import (
    HOLDER_WORDS,
    MANAGER_WORDS,
    OUTSIDE_WORDS,
    OWN_WORDS,
    STATE_WORDS,
    parts_for_choosing,
    trust_in,
)

NEVER_BEFORE_THE_PERSON = ("victim", "suffering", "failed", "non-compliant", "debrief", "case", "overdue")


@pytest.mark.parametrize(
    ("part", "readers"),
    [
        ("narrative", ("manager", "incident-lead", "therapist", "staff-member")),
        ("correction", ("incident-lead", "therapist", "staff-member")),
        ("contact_times", ("therapist", "staff-member")),
        ("therapist_wish", ("allocator", "asked-therapist", "therapist", "staff-member")),
        ("staff_telephone", ("manager", "incident-lead", "therapist", "staff-member")),
        ("staff_name", ("manager", "incident-lead", "allocator", "asked-therapist", "therapist", "staff-member")),
    ],
)
def test_readers(part, readers):
    assert readers_of(part) == readers


def test_the_person_reads_everything_and_nobody_reads_what_is_no_part():
    assert READABLE[Capacity.STAFF_MEMBER] == frozenset(SEALED)
    assert all(parts <= frozenset(SEALED) for parts in READABLE.values())


def test_each_right_belongs_to_one_role_and_the_rest_are_outside():
    holders = [POLICY[right] for right in RIGHT_OF.values()]
    assert all(len(roles) == 1 for roles in holders)
    assert set(roles_outside()) == {
        Role.COORDINATOR,
        Role.ORGANISATION_LEAD,
        Role.DEPARTMENT_LEAD,
        Role.CHAMPION,
        Role.FACILITATOR,
        Role.BOARD_VIEWER,
    }
    assert set(OUTSIDE_WORDS) == set(roles_outside()), "every role outside has its words in the trust line"


def test_the_trust_line_says_who_reads_and_who_does_not():
    trust = trust_in("narrative", writer=Capacity.REFERRER, keeping=Keeping())
    assert trust.readers == ("your organisation’s incident lead", "the therapist", "the staff member")
    assert trust.not_readers[:3] == ("the person who chooses a therapist", "a therapist who is asked", "HR")
    assert trust.kept_for == "until 90 days after the support ends; a draft that is not sent, 30 days"
    own = trust_in("correction", writer=Capacity.STAFF_MEMBER, keeping=Keeping(particulars_days=40))
    assert "the manager who wrote it" in own.not_readers
    assert own.kept_for == "until 40 days after the support ends"


def test_what_is_seen_to_choose_a_therapist_has_words_for_each_part():
    assert len(parts_for_choosing()) == len(READABLE[Capacity.ALLOCATOR])
    assert READABLE[Capacity.ASKED] == READABLE[Capacity.ALLOCATOR], "who is asked reads no more than who asks"


def test_every_state_has_words_for_each_reader_and_kind_ones_for_the_person():
    assert set(STATE_WORDS) == set(OWN_WORDS) == set(State)
    assert set(HOLDER_WORDS) == set(Holder)
    assert set(MANAGER_WORDS) == set(ManagerView)
    said = " ".join(OWN_WORDS.values()).lower()
    assert [word for word in NEVER_BEFORE_THE_PERSON if word in said] == []
