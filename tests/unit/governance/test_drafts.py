"""What may be said of a group, a meeting and an action."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest

from network.core.errors import RuleBroken
from network.governance.permissions import POLICY, GovernancePermission
from network.governance.rules import drafts
from network.governance.rules.drafts import ActionDraft, GroupDraft, Member, WriteUp
from network.governance.vocabulary import GroupKind, Rhythm
from network.governance.words import readers_of
from network.organisations.vocabulary import KeyArea

TODAY = date(2026, 11, 18)
GROUP = GroupDraft("Board", GroupKind.STRATEGIC_BOARD, "Decides.", Rhythm.MONTHLY, "Ada", "Director")
ACTION = ActionDraft("Write", "Ada", None, TODAY)
HELD = WriteUp(TODAY, frozenset(), 5, "Talk.", ("We go on.",))


def test_the_twelve_areas_stand_in_the_order_of_the_source():
    """S3's list, not the twelve steps (`D7`)."""
    assert [area.label for area in KeyArea] == [
        "Leadership",
        "Physical environment",
        "Workforce development",
        "Engagement and participation",
        "Language and communication",
        "Policies and procedures",
        "Commissioning",
        "Staff wellbeing",
        "Supervision",
        "Recruitment and retention",
        "Partnership working",
        "Assessment and interventions",
    ]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "x" * 151}, "name"),
        ({"purpose": ""}, "purpose"),
        ({"purpose": "x" * 501}, "purpose"),
        ({"chair_name": ""}, "chair_name"),
        ({"chair_title": "x" * 151}, "chair_title"),
        ({"members": "x" * 201}, "members"),
        ({"members": "Ada\n" * 61}, "members"),
    ],
)
def test_what_a_group_needs(changes, field):
    drafts.check_group(GROUP)
    with pytest.raises(RuleBroken) as broken:
        drafts.check_group(replace(GROUP, **changes))
    assert broken.value.field == field


def test_members_stand_one_on_each_line():
    tidied = drafts.tidy_group(replace(GROUP, members="  Ada Lee ,  Housing, north \r\n\n \u202eBo\n")).members
    assert tidied == "Ada Lee , Housing, north\nBo"
    assert drafts.members_of(tidied) == (Member("Ada Lee", "Housing, north"), Member("Bo", ""))
    assert drafts.members_of("") == ()


@pytest.mark.parametrize("day", [date(1900, 1, 1), date(2009, 12, 31), date(2028, 11, 19), date(2999, 1, 1)])
def test_a_meeting_is_on_a_day_that_somebody_can_mean(day):
    drafts.check_planned_day(date(2010, 1, 1), TODAY)
    drafts.check_planned_day(date(2028, 11, 18), TODAY)
    with pytest.raises(RuleBroken, match=r"year"):
        drafts.check_planned_day(day, TODAY)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"held_on": TODAY + timedelta(days=1)}, "held_on"),
        ({"held_on": date(1900, 1, 1)}, "held_on"),
        ({"attended": 0}, "attended"),
        ({"attended": 10_001}, "attended"),
        ({"note": "x" * 501}, "note"),
        ({"decisions": ("x" * 501,)}, "decisions"),
        ({"decisions": ("x",) * 31}, "decisions"),
    ],
)
def test_what_can_be_written_up(changes, field):
    drafts.check_write_up(HELD, TODAY)
    drafts.check_write_up(replace(HELD, attended=None, note="", decisions=()), TODAY)
    with pytest.raises(RuleBroken) as broken:
        drafts.check_write_up(replace(HELD, **changes), TODAY)
    assert broken.value.field == field


def test_decisions_that_say_nothing_are_left_out():
    assert drafts.tidy_write_up(replace(HELD, decisions=("", " One ", "\x00", "Two\r\nlines"))).decisions == (
        "One",
        "Two\nlines",
    )


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"what": ""}, "what"),
        ({"what": "x" * 301}, "what"),
        ({"owner_name": ""}, "owner_name"),
        ({"owner_id": uuid4()}, "owner_name"),
        ({"due_on": date(1900, 1, 1)}, "due_on"),
        ({"due_on": date(2999, 1, 1)}, "due_on"),
    ],
)
def test_what_an_action_needs(changes, field):
    drafts.check_action(ACTION, TODAY)
    drafts.check_action(replace(ACTION, owner_name="", owner_id=uuid4()), TODAY)
    with pytest.raises(RuleBroken) as broken:
        drafts.check_action(replace(ACTION, **changes), TODAY)
    assert broken.value.field == field


@pytest.mark.parametrize(
    ("ended_on", "meets", "words"),
    [
        (TODAY + timedelta(days=1), [], "today or an earlier day"),
        (TODAY, [TODAY + timedelta(days=3)], "Call it off first"),
        (TODAY - timedelta(days=5), [TODAY - timedelta(days=4)], "met after this day"),
    ],
)
def test_a_group_ends_after_its_last_meeting(ended_on, meets, words):
    drafts.check_end(TODAY, TODAY, [TODAY])
    drafts.check_end(TODAY, TODAY, [])
    with pytest.raises(RuleBroken, match=words):
        drafts.check_end(ended_on, TODAY, meets)


def test_who_reads_it_is_made_from_the_policy():
    """`U8`: every role stands on one side or the other."""
    own, network = readers_of(is_network=False), readers_of(is_network=True)
    said = " ".join(own.readers + own.others)
    for role in POLICY[GovernancePermission.READ]:
        assert role.label.lower() in " ".join(own.readers), role
    assert "therapists" in own.others
    assert "staff members" in own.others
    assert "other organisations" in own.others
    assert "other organisations" not in network.others
    assert "every partner organisation" in " ".join(network.readers)
    assert said.count("board viewers") == 1
