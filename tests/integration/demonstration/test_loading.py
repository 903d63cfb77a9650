"""What the demonstration holds, that it is loaded once, and where it is refused."""

from __future__ import annotations

import csv
import os
import time
from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from random import Random

import pytest

from network.cli.checking import demonstration_faults
from network.core.audit import verify
from network.core.clock import FrozenClock
from network.core.errors import RuleBroken
from network.core.working_days import Calendar, Nation
from network.demonstration import loading
from network.demonstration.asking import plan_asking
from network.demonstration.contributing import plan_contributing
from network.demonstration.days import Days
from network.demonstration.gatherings import plan_gatherings
from network.demonstration.governing import plan_governing
from network.demonstration.guiding import plan_guiding
from network.demonstration.joining import plan_farewells, plan_joining
from network.demonstration.loading import Outcome, load
from network.demonstration.offering import plan_offering
from network.demonstration.partners import PARTNERS
from network.demonstration.profiling import plan_profiling
from network.demonstration.stage import Stage
from network.demonstration.supporting import plan_supporting
from network.demonstration.teaching import plan_teaching
from network.governance.vocabulary import ActionState
from network.incidents.rules.states import State
from network.organisations.rules.journey import DEFAULT_STAGES
from network.organisations.vocabulary import Progress, TrainingTime, WorkforceLevel, Workstream
from network.training.plans.vocabulary import LineState, PlanState
from tests.conftest import NOW
from tests.support.databases import table_counts


def rows(demo, statement: str) -> list[tuple]:
    with demo.database.owner.connect() as connection:
        return [tuple(row) for row in connection.exec_driver_sql(statement)]


def test_counts_as_promised(demo):
    counts = table_counts(demo.database)
    promised = {
        "organisation": 44,
        "completion": 9000,
        "event": 8,
        "referral": 31,  # thirty from managers, and one that somebody asked for themselves
        "charter_signature": 51,
        "outbox_message": 0,
        "feedback": 2,
        "join_request": 3,
        "passport_share": 1,
        "passport_credential": 1,
        "support_entry": 31,
    }
    assert {name: counts[name] for name in promised} == promised
    # A referred person is invited by a private link of their own, which names nobody.
    assert rows(demo, "SELECT count(*) FROM invitation WHERE name <> ''") == [(9,)]
    assert counts["department"] > 20
    assert counts["learner"] > 4000
    assert rows(demo, "SELECT sum(workforce_size) FROM organisation") == [(6000,)]
    assert rows(demo, "SELECT count(*) FROM champion WHERE state = 'active'") == [(60,)]
    assert {sector for (sector,) in rows(demo, "SELECT DISTINCT sector FROM organisation")} == {
        *("council", "nhs", "police", "school", "charity", "provider", "other")
    }
    assert {standing for (standing,) in rows(demo, "SELECT DISTINCT standing FROM organisation")} == {
        *("partner", "invited", "listed", "left", "merged")
    }


def test_courses_of_every_kind_and_one_that_counts_by_a_decision(demo):
    kinds = rows(
        demo, "SELECT tier IS NULL, carries_trauma_content, is_open, count(*) FROM training_course GROUP BY 1, 2, 3"
    )
    assert {tuple(map(bool, kind)): count for *kind, count in kinds} == {
        (False, False, True): 7,
        (False, False, False): 1,
        (True, True, True): 2,
        (True, False, True): 1,
    }
    assert len(rows(demo, "SELECT DISTINCT lived_experience FROM training_course")) == 3
    ((decided, tier),) = rows(demo, "SELECT from_on, tier FROM training_course_equivalence WHERE ended_on IS NULL")
    counted = rows(
        demo,
        "SELECT completion.tier, min(completed_on), count(*) FROM completion "
        "JOIN training_course ON training_course.id = course_id WHERE training_course.tier IS NULL GROUP BY 1",
    )
    by_tier = {found: (first, count) for found, first, count in counted}
    assert set(by_tier) == {None, tier}, "some were there before it was decided from when"
    assert min(count for _, count in by_tier.values()) > 10
    assert str(by_tier[tier][0]) >= str(decided)


def test_journeys_at_every_stage_and_in_every_state(demo):
    """Of the stages, each is somebody's now; of the areas of work, each is somewhere in each state."""
    now = rows(demo, "SELECT stage, count(*) FROM organisation WHERE stage IS NOT NULL GROUP BY stage")
    assert {stage for stage, _ in now} == {stage.key for stage in DEFAULT_STAGES}
    said = Counter(rows(demo, "SELECT workstream, progress FROM organisation_workstream"))
    partners = sum(count for _, count in now)
    for workstream in Workstream:
        begun = [said[workstream.value, progress.value] for progress in (Progress.UNDER_WAY, Progress.IN_PLACE)]
        assert min(*begun, partners - sum(begun)) > 0, "of which nothing is said has not started"


def test_most_partners_say_when_they_can_train(demo):
    (said,), (partners,) = (
        rows(demo, f"SELECT count(*) FROM {table}")[0]
        for table in ("training_capacity", "organisation WHERE standing = 'partner'")
    )
    assert partners / 2 < said < partners
    times = " ".join(str(each) for (each,) in rows(demo, "SELECT times FROM training_capacity"))
    assert all(time.value in times for time in TrainingTime)


def test_workforces_need_every_level_and_contacts_have_deputies(demo):
    levels = {level for (level,) in rows(demo, "SELECT DISTINCT level FROM workforce_group")}
    assert levels == {level.value for level in WorkforceLevel}
    assert rows(demo, "SELECT count(*) FROM workforce_group WHERE department_id IS NOT NULL")[0][0] > 0
    assert {count for (count,) in rows(demo, "SELECT count(*) FROM contact_deputy GROUP BY organisation_id")} == {1, 2}


def test_needs_of_two_years_and_a_plan_in_every_state(demo):
    """TR-8: last year's assessments hold no more, and every answer is somewhere."""
    made = rows(demo, "SELECT assessed_on, superseded_on, skilled FROM needs_assessment ORDER BY assessed_on")
    years = {str(day)[:4] for day, _, _ in made}
    assert len(years) == 2
    assert {superseded is None for _, superseded, _ in made} == {True, False}
    assert rows(demo, "SELECT count(*) FROM need WHERE needed_by IS NOT NULL")[0][0] > 0
    assert {state for (state,) in rows(demo, "SELECT state FROM training_plan")} == set(PlanState)
    assert {state for (state,) in rows(demo, "SELECT state FROM training_plan_line")} == set(LineState)


def test_contributions_for_two_years_some_still_to_come(demo):
    kept = rows(demo, "SELECT year, kind, count(*), count(received_on) FROM contribution GROUP BY year, kind")
    by_year = {(year, kind): (count, came) for year, kind, count, came in kept}
    assert set(by_year) == {(year, kind) for year in (2025, 2026) for kind in ("money", "in-kind")}
    assert all(count == came for (year, _), (count, came) in by_year.items() if year == 2025)
    assert all(0 < came < count for (year, _), (count, came) in by_year.items() if year == 2026)


def test_referrals_in_every_state(demo):
    assert {state for (state,) in rows(demo, "SELECT DISTINCT state FROM referral")} == set(State)


def test_actions_in_every_state_and_a_group_that_has_not_met_for_months(demo):
    assert {state for (state,) in rows(demo, "SELECT DISTINCT state FROM group_action")} == set(ActionState)
    board, strategic = (
        rows(
            demo,
            "SELECT count(*), max(held_on) FROM group_meeting JOIN governance_group g ON g.id = group_id "
            f"WHERE written_up_at IS NOT NULL AND g.name = '{name}'",
        )[0]
        for name in ("Wendmere Trauma-Informed Partnership Board", "Trauma-informed strategic group")
    )
    assert board[0] == 12, "a year of monthly meetings"
    last = strategic[1] if isinstance(strategic[1], date) else date.fromisoformat(strategic[1])
    assert NOW.date() - last > timedelta(days=120)


def test_support_is_found_and_one_entry_is_to_be_looked_at_again(demo):
    """WB-2: of the network and of its partners; some for everybody, some for inside alone."""
    told = rows(demo, "SELECT is_network, is_public, is_internal, reviewed_on FROM support_entry")
    assert {tuple(map(bool, each[:3])) for each in told} == {
        (True, True, False),
        (True, False, False),
        (False, False, True),
        (False, False, False),
    }
    old = [str(each[3]) for each in told if NOW.date() - date.fromisoformat(str(each[3])) > timedelta(days=366)]
    assert len(old) == 1


def test_a_sheet_hangs_on_the_wall_today(demo):
    """Open to be signed, with some on it who had no phone with them."""
    ((held_on, closed_at, logged_at),) = rows(demo, "SELECT held_on, closed_at, logged_at FROM sign_in_sheet")
    assert (str(held_on), closed_at, logged_at) == (NOW.date().isoformat(), None, None)
    assert rows(demo, "SELECT count(*), count(email) FROM sign_in_sheet_line") == [(3, 3)]


def test_requests_to_join_wait_and_are_answered(demo):
    asked = rows(demo, "SELECT state, listed_id IS NOT NULL, reason FROM join_request ORDER BY sent_at")
    assert [(state, bool(listed), reason) for state, listed, reason in asked] == [
        ("declined", False, "individual"),
        ("waiting", True, None),
        ("waiting", False, None),
    ]


def test_events_past_and_coming(demo):
    events = rows(demo, "SELECT starts_at, capacity, places_taken, state FROM event ORDER BY starts_at")
    today = NOW.date().isoformat()
    coming = [event for event in events if str(event[0])[:10] > today]
    assert len(coming) == 4
    assert Counter(event[3] for event in coming) == {"announced": 3, "cancelled": 1}
    assert min(event[1] - event[2] for event in coming) == 2, "one is nearly full"


def test_two_years_of_working_days(demo):
    days = [
        day if isinstance(day, date) else date.fromisoformat(day)
        for (day,) in rows(demo, "SELECT DISTINCT completed_on FROM completion")
    ]
    assert all(day.weekday() < 5 for day in days)
    assert max(days) < NOW.date()
    assert NOW.date() - max(days) < timedelta(days=14)
    assert NOW.date() - min(days) > timedelta(days=600)


def test_people_are_written_to_nowhere(demo):
    addresses = rows(
        demo, 'SELECT email FROM "user" UNION SELECT email FROM learner UNION SELECT email FROM invitation'
    )
    assert all(address.endswith(".example") for (address,) in addresses if address)


def test_the_audit_is_whole_and_in_the_order_of_time(demo):
    with demo.app.app_context():
        assert list(verify()) == []
    entries = rows(demo, "SELECT chain_id, at FROM audit_entry WHERE job IS NULL ORDER BY chain_id, sequence")
    assert all(one[1] <= other[1] for one, other in pairwise(entries) if one[0] == other[0])


def test_twice_is_as_good_as_once(demo):
    before = table_counts(demo.database)
    began = time.perf_counter()
    assert demo.load_again() is Outcome.WAS_THERE
    assert time.perf_counter() - began < 1
    assert table_counts(demo.database) == before


def planned(today: date) -> list[object]:
    """All that a day's story plans before it begins."""
    stage = Stage(Days(today, Calendar(Nation.ENGLAND_AND_WALES)), Random(today.toordinal()), FrozenClock(NOW))
    stories = (plan_joining, plan_farewells, plan_offering, plan_teaching)
    stories += (plan_gatherings, plan_supporting, plan_governing, plan_guiding)
    for plan in (*stories, plan_asking, plan_profiling, plan_contributing):
        plan(stage)
    return [
        (when, scene.func.__name__, [arg for arg in scene.args if not isinstance(arg, Stage)], scene.keywords)
        for when, _, scene in sorted(stage._scenes, key=lambda each: each[:2])
    ]


def test_the_same_day_tells_the_same_story():
    assert planned(NOW.date()) == planned(NOW.date())
    assert planned(NOW.date()) != planned(NOW.date() + timedelta(days=1))


@pytest.mark.parametrize("day", ["2026-03-01", "2026-06-06", "2026-08-31", "2026-12-27", "2027-01-02", "2028-02-29"])
def test_nothing_happens_on_the_day_itself(day):
    today = date.fromisoformat(day)
    assert all(when.date() < today for when, *_ in planned(today))


REAL_REGISTERS = Path(os.environ.get("NETWORK_REAL_DATA", "/nowhere")) / "registers"


def test_no_name_is_a_real_one():
    real = set()
    for register in REAL_REGISTERS.glob("*.csv"):
        with register.open(encoding="utf-8-sig", newline="") as file:
            real.update(value.strip().casefold() for row in csv.DictReader(file) for value in row.values() if value)
    assert [partner.name for partner in PARTNERS if partner.name.casefold() in real] == []
    assert len({partner.name for partner in PARTNERS}) == len(PARTNERS)


def test_where_others_reach_it_the_service_does_not_start(demo):
    """B40: no accounts whose passwords everybody knows."""
    with demo.app.app_context():
        settings = demo.app.extensions["settings"]
        assert list(demonstration_faults(settings)) == []
        (line,) = demonstration_faults(replace(settings, origin="https://network.wendmere.example"))
    assert "everybody knows its passwords" in line


def test_an_address_that_others_reach_is_refused(in_app, clock):
    settings = replace(in_app.extensions["settings"], origin="https://network.wendmere.example")
    with pytest.raises(RuleBroken, match="everybody knows"):
        load(settings, clock)


def test_other_people_s_database_is_refused(in_app, world, database, clock):
    before = table_counts(database)
    with pytest.raises(RuleBroken, match="organisations or people already"):
        load(in_app.extensions["settings"], clock)
    assert table_counts(database) == before


def test_half_a_demonstration_is_never_left(in_app, database, clock, monkeypatch):
    def breaks(stage: Stage) -> None:
        stage.plan(NOW - timedelta(days=690), lambda: 1 / 0)

    monkeypatch.setattr(loading, "plan_teaching", breaks)
    with pytest.raises(ZeroDivisionError):
        load(in_app.extensions["settings"], clock)
    assert set(table_counts(database).values()) == {0}
