"""Two records of one person are said to be one, and told apart again, without anything being lost."""

from __future__ import annotations

from collections import Counter

import pytest

from network.core.database import db, new_id
from network.core.errors import NotFound, RuleBroken
from network.core.permissions import Role
from network.organisations.models import Department
from network.training import coverage, learners, queries, same_person
from tests.factories import training

TIERS = ("T1-ORIENT", "T2-PRACTICE")


@pytest.fixture
def champion(app, world, clock):
    training.load_catalogue(app, clock)
    return world.person(Role.CHAMPION)


def who(actor, name):
    return next(row for row in db.session.scalars(queries.visible_rows(actor)) if row.name == name)


@pytest.fixture
def two(app, champion, clock):
    """One person under two addresses, trained in another tier under each."""
    with training.acting(app, champion) as actor:
        training.log_session(actor, clock, "Ann Smith, ann@a.example", code=TIERS[0])
        training.log_session(actor, clock, "Ann S Smith, ann.smith@a.example", code=TIERS[1])


def counted(actor):
    assert coverage.summarised(actor) == coverage.recount(actor)
    counts = Counter[int]()
    for bucket, people in coverage.summarised(actor).items():
        counts[bucket.tier] += people
    return dict(counts)


def tiers(actor, learner):
    return set(queries.find_tiers(actor, [learner.id])[learner.id])


@pytest.mark.usefixtures("two")
def test_what_both_completed_is_one_persons(app, champion, clock):
    with training.acting(app, champion) as actor:
        kept = same_person.stand_for(actor, kept=who(actor, "Ann Smith"), other=who(actor, "Ann S Smith"), clock=clock)
        assert tiers(actor, kept) == {1, 2}
        assert counted(actor) == {1: 1, 2: 1}
        assert [line.name for line in queries.list_learners(actor, 1).items] == ["Ann Smith"]
        assert {line.course_code for line in queries.list_completions_of(actor, kept.id)} == set(TIERS)


@pytest.mark.usefixtures("two")
def test_either_address_finds_them_and_training_twice_a_day_counts_once(app, champion, clock):
    with training.acting(app, champion) as actor:
        kept = same_person.stand_for(actor, kept=who(actor, "Ann Smith"), other=who(actor, "Ann S Smith"), clock=clock)
        with pytest.raises(RuleBroken, match="already recorded"):
            training.log_session(actor, clock, "Ann, ann.smith@a.example", code=TIERS[0])
        assert queries.find_by_email(actor, "ann.smith@a.example").id == kept.id
        assert [line.name for line in queries.list_learners(actor, 1, search="ann.smith@").items] == ["Ann Smith"]
        assert queries.get_learner(actor, who(actor, "Ann S Smith").id).id == kept.id


@pytest.mark.usefixtures("two")
def test_told_apart_each_has_what_is_theirs(app, champion, clock):
    with training.acting(app, champion) as actor:
        before = counted(actor)
        first, second = who(actor, "Ann Smith"), who(actor, "Ann S Smith")
        same_person.stand_for(actor, kept=first, other=second, clock=clock)
        clock.advance(training.A_MONTH)
        training.log_session(actor, clock, "Ann, ann.smith@a.example", code="T2-WELLBEING")
        same_person.tell_apart(actor, second.id, clock)
        assert (tiers(actor, first), tiers(actor, second)) == ({1}, {2})
        assert len(queries.list_completions_of(actor, second.id)) == 2
        assert {
            tier: sum(n for b, n in coverage.summarised(actor).items() if b.tier == tier) for tier in (1, 2)
        } == before
        with pytest.raises(NotFound):
            same_person.tell_apart(actor, second.id, clock)


def test_whoever_can_be_known_stands_for_the_other(app, champion, clock):
    with training.acting(app, champion) as actor:
        training.log_session(actor, clock, "Bo Lund", code=TIERS[0])
        training.log_session(actor, clock, "Bo Lund, bo@a.example", code=TIERS[1])
        nameless = next(row for row in db.session.scalars(queries.visible_rows(actor)) if row.email is None)
        known = queries.find_by_email(actor, "bo@a.example")
        assert same_person.stand_for(actor, kept=nameless, other=known, clock=clock).id == known.id
        assert counted(actor) == {1: 1, 2: 1}
        with pytest.raises(RuleBroken, match="one person already"):
            same_person.stand_for(actor, kept=known, other=nameless, clock=clock)


@pytest.mark.usefixtures("two")
def test_a_third_record_joins_the_one_that_stands_and_last_days_are_one(app, champion, clock):
    with training.acting(app, champion) as actor:
        training.log_session(actor, clock, "A Smith, a@a.example", code="T3-INDEPTH")
        first, second, third = (who(actor, name) for name in ("Ann Smith", "Ann S Smith", "A Smith"))
        learners.record_leaving(actor, second.id, clock.today(), clock)
        same_person.stand_for(actor, kept=second, other=third, clock=clock)
        kept = same_person.stand_for(actor, kept=first, other=third, clock=clock)
        assert (kept.id, second.same_as_id, third.same_as_id) == (first.id, first.id, first.id)
        assert tiers(actor, kept) == {1, 2, 3}
        learners.record_leaving(actor, kept.id, clock.today(), clock)
        assert counted(actor) == {}


@pytest.mark.usefixtures("two")
def test_who_is_here_stands_for_who_left_and_told_apart_they_have_left(app, champion, clock):
    with training.acting(app, champion) as actor:
        first, second = who(actor, "Ann Smith"), who(actor, "Ann S Smith")
        learners.record_leaving(actor, first.id, clock.today(), clock)
        before = counted(actor)
        assert same_person.stand_for(actor, kept=first, other=second, clock=clock).id == second.id
        assert counted(actor) == {1: 1, 2: 1}
        same_person.tell_apart(actor, first.id, clock)
        assert counted(actor) == before == {2: 1}


@pytest.mark.usefixtures("two")
@pytest.mark.parametrize(
    ("works", "with_both", "after"),
    [
        ((None, "housing"), "housing", (None, "housing")),
        (("housing", None), "housing", ("housing", None)),
        (("housing", "health"), "housing", ("housing", "health")),
    ],
)
def test_told_apart_each_works_where_they_did(app, world, champion, clock, works, with_both, after):
    with training.acting(app, champion) as actor:
        health = Department(id=new_id(), organisation_id=world.own, name="Public health")
        db.session.add(health)
        db.session.flush()
        places = {None: None, "housing": world.housing["own"], "health": health.id}
        both = [who(actor, "Ann Smith"), who(actor, "Ann S Smith")]
        for each, place in zip(both, works, strict=True):
            learners.place_learner(actor, each.id, places[place], clock)
        same_person.stand_for(actor, kept=both[0], other=both[1], clock=clock)
        assert {each.department_id for each in both} == {places[with_both]}
        same_person.tell_apart(actor, both[1].id, clock)
        assert [each.department_id for each in both] == [places[place] for place in after]
        assert counted(actor) == {1: 1, 2: 1}


@pytest.mark.usefixtures("two")
def test_told_apart_from_one_that_stood_for_it_by_way_of_another_takes_nothing_along(app, world, champion, clock):
    with training.acting(app, champion) as actor:
        training.log_session(actor, clock, "A Smith, a@a.example", code=TIERS[0])
        first, second, third = (who(actor, name) for name in ("Ann Smith", "Ann S Smith", "A Smith"))
        for each in (first, third):
            learners.place_learner(actor, each.id, world.housing["own"], clock)
        same_person.stand_for(actor, kept=second, other=third, clock=clock)
        same_person.stand_for(actor, kept=first, other=second, clock=clock)
        same_person.tell_apart(actor, third.id, clock)
        assert {each.department_id for each in (first, second, third)} == {world.housing["own"]}


@pytest.mark.usefixtures("two")
@pytest.mark.parametrize("trained_since", [False, True])
def test_told_apart_whoever_had_left_has_left_unless_they_trained_since(app, champion, clock, trained_since):
    with training.acting(app, champion) as actor:
        training.log_session(actor, clock, "Ann Smyth", code=TIERS[0])
        known, unknown = who(actor, "Ann Smith"), who(actor, "Ann Smyth")
        learners.record_leaving(actor, known.id, clock.today(), clock)
        assert same_person.stand_for(actor, kept=known, other=unknown, clock=clock).id == known.id
        assert known.left_on is None
        if trained_since:
            clock.advance(training.A_MONTH)
            training.log_session(actor, clock, "Ann, ann@a.example", code="T2-WELLBEING")
        same_person.tell_apart(actor, unknown.id, clock)
        assert (known.left_on is None) is trained_since
        counted(actor)


@pytest.mark.usefixtures("two")
def test_two_who_join_them_the_other_way_round_leave_one_person(app, champion, clock):
    def joining(kept, other):
        return lambda actor: same_person.stand_for(actor, kept=who(actor, kept), other=who(actor, other), clock=clock)

    names = "Ann Smith", "Ann S Smith"
    refused = training.at_once(app, champion, joining(*names), joining(*reversed(names)))
    assert sorted(refused, key=bool) == [None, same_person.ONE_ALREADY]
    with training.acting(app, champion) as actor:
        assert len(training.learners_of(actor)) == 1
        assert counted(actor) == {1: 1, 2: 1}


def test_what_is_pressed_twice_about_a_person_counts_once(app, champion, clock):
    """They left, they are back, they are two people: whatever moves somebody holds them while it does."""
    with training.acting(app, champion) as actor:
        training.log_session(actor, clock, "Ann Smith, ann@a.example\nAnn S Smith, ann.smith@a.example", code=TIERS[0])
        first, second = who(actor, "Ann Smith"), who(actor, "Ann S Smith")
        same_person.stand_for(actor, kept=first, other=second, clock=clock)
        person, row = first.id, second.id
    for verb in (
        lambda actor: learners.record_leaving(actor, person, clock.today(), clock),
        lambda actor: learners.record_return(actor, person, clock),
        lambda actor: same_person.tell_apart(actor, row, clock),
    ):
        training.at_once(app, champion, *[verb] * 4)
        with training.acting(app, champion) as actor:
            counted(actor)
    with training.acting(app, champion) as actor:
        assert counted(actor) == {1: 2}
