"""Coverage by tier, level, department and sector, on any day, with who lapses next (TR-6, TR-8, TR-11, P2)."""

from __future__ import annotations

import csv
import io
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import update

from network.core.commit import rollback
from network.core.database import db
from network.core.exports import BYTE_ORDER_MARK
from network.core.permissions import Role
from network.core.tenancy import system_scope
from network.organisations.models import Organisation
from network.training import figures, learners
from network.training.departments import training_by_department
from network.training.needs import reading
from network.training.needs.forecast import list_lapsing
from network.training.queries import list_tiers
from tests.factories import needs, offer, training
from tests.factories.needs import IN_DEPTH, INFORMED
from tests.support.queries import MOST_ON_A_PAGE, counted_queries

START = date(2026, 11, 18)


@pytest.fixture
def lead(app, world, clock):
    training.load_catalogue(app, clock)
    return world.person(Role.ORGANISATION_LEAD)


def as_at(actor, clock, day):
    """By tier: trained, need and per cent."""
    found = reading.read_coverage(actor, actor.organisation_id, day, clock.today())
    return [(each.trained, each.need, each.percent) for each in found.own.tiers]


def test_the_past_keeps_its_people_and_its_denominator(app, world, lead, clock):
    """TR-8: last year's percentage is last year's, whoever has left and whatever was assessed since."""
    with training.acting(app, lead) as actor:
        needs.say(actor, clock, 14)
        needs.say(actor, clock, 2, role_group="Supervisors", level=IN_DEPTH)
        needs.assess(actor, clock)
        training.log_session(actor, clock, training.people(8), code="T2-PRACTICE")
        training.log_session(actor, clock, training.people(4), code="T2-PRACTICE", held_on=START - timedelta(days=30))
        assert as_at(actor, clock, START) == [(0, 200, 0), (8, 16, 50), (0, 2, 0)]

        clock.advance(timedelta(days=365))
        ann, bo, *_ = training.learners_of(actor)
        learners.record_leaving(actor, ann.id, START + timedelta(days=100), clock)
        learners.record_leaving(actor, bo.id, START + timedelta(days=10), clock)
        needs.say(actor, clock, 24, role_group="Wardens")
        needs.assess(actor, clock)
        training.log_session(actor, clock, training.people(3, 100), code="T2-PRACTICE")
        assert as_at(actor, clock, clock.today()) == [(0, 200, 0), (9, 40, 22), (0, 2, 0)]

        assert as_at(actor, clock, START) == [(0, 200, 0), (8, 16, 50), (0, 2, 0)]
        assert as_at(actor, clock, START + timedelta(days=10))[1] == (8, 16, 50)  # their last day
        assert as_at(actor, clock, START + timedelta(days=11))[1] == (7, 16, 43)
        assert as_at(actor, clock, clock.today() - timedelta(days=1))[1] == (6, 16, 37)
        # Before the first assessment nobody had said who needs what.
        assert as_at(actor, clock, START - timedelta(days=1))[1] == (4, None, None)
        assert as_at(actor, clock, START - timedelta(days=31))[1] == (0, None, None)


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["log", "log", "leave", "return", "identify", "withdraw"]),
        st.integers(0, 6),
        st.sampled_from(["T1-ORIENT", "T2-PRACTICE"]),
        st.integers(0, 60),
    ),
    min_size=1,
    max_size=7,
)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(STEPS)
def test_yesterday_counted_afresh_is_what_today_says_of_it(app, lead, clock, steps):
    """The completions and the summary are two ways to one figure."""
    with app.app_context():
        actor, held = training.actor_of(lead), []
        for what, number, code, days in steps:
            everybody = training.learners_of(actor)
            held_on = clock.today() - timedelta(days=days)
            if what == "log":
                names = training.people(3, number) + "\nSame Name"
                held.append(training.log_session(actor, clock, names, code=code, held_on=held_on))
            elif what == "withdraw" and held:
                training.withdraw(actor, held.pop(), clock)
            elif what == "leave" and everybody:
                learners.record_leaving(actor, everybody[number % len(everybody)].id, held_on, clock)
            elif what == "return" and everybody:
                learners.record_return(actor, everybody[number % len(everybody)].id, clock)
        now = clock.today()
        today = reading.read_coverage(actor, actor.organisation_id, now, now)
        tomorrow = reading.read_coverage(actor, actor.organisation_id, now, now + timedelta(days=1))
        gone_today = sum(each.left_on == now for each in training.learners_of(actor))
        for one, other in zip(today.own.tiers, tomorrow.own.tiers, strict=True):
            assert 0 <= other.trained - one.trained <= gone_today
        for line in tomorrow.departments:
            assert len(line.tiers) == len(today.own.tiers)
        for number, tier in enumerate(tomorrow.own.tiers):
            assert sum(line.tiers[number].trained for line in tomorrow.departments) == tier.trained
        rollback()


def test_the_cumulative_offer_counts_the_past_cumulatively(app, world, lead, clock):
    with training.acting(app, lead) as actor:
        training.log_session(actor, clock, training.people(3), code="T2-PRACTICE")
    offer.set_cumulative(app, world, clock)
    clock.advance(timedelta(days=2))
    with training.acting(app, lead) as actor:
        assert [each[0] for each in as_at(actor, clock, START)] == [3, 3, 0]


def test_the_page_says_by_tier_level_and_department(app, world, lead, clock, client_of):
    with training.acting(app, lead) as actor:
        needs.say(actor, clock, 14, department_id=world.housing["own"])
        needs.say(actor, clock, 6, role_group="Volunteers", level=INFORMED)
        needs.assess(actor, clock)
        training.log_session(actor, clock, training.people(5), code="T2-PRACTICE")
        for learner in training.learners_of(actor)[:3]:
            learners.place_learner(actor, learner.id, world.housing["own"], clock)
    path = f"/training/coverage/{world.own}"
    page = client_of(lead).get(path)
    assert page.texts("(//table)[1]/tbody/tr[2]/td") == ["Trauma-skilled", "5", "14", "35%", "9"]
    assert page.texts("(//table)[1]/tbody/tr[3]/td") == ["In-depth", "0", "0", "–", "0"]
    assert page.texts("(//table)[2]/tbody/tr[1]/td")[1:] == ["0", "200", "0%", "200"]
    assert page.texts("(//table)[3]/tbody/tr[1]/*")[:5] == ["Housing", "0% 0 of 14", "14", "21% 3 of 14", "11"]
    assert page.texts("(//table)[3]/tbody/tr[2]/*")[1:5] == ["0% 0 of 6", "6", "Nobody needs it", "0"]
    # The way of each department adds up, and the page of departments says the same.
    with training.acting(app, lead) as actor:
        lines = training_by_department(actor, clock.today())
        assert sum(line.tiers[1].trained for line in lines) == 5
    assert "3 (21%)" in client_of(lead).get("/training/departments").text
    assert client_of(world.person(Role.COORDINATOR, "host")).get(path).texts("(//table)[1]/tbody/tr[2]/td")[3] == "35%"


def test_more_trained_than_assessed_is_a_hundred_with_words(app, world, lead, clock, client_of):
    with training.acting(app, lead) as actor:
        needs.say(actor, clock, 3)
        needs.assess(actor, clock)
        training.log_session(actor, clock, training.people(5), code="T2-PRACTICE")
    page = client_of(lead).get(f"/training/coverage/{world.own}")
    assert page.texts("(//table)[1]/tbody/tr[2]/td")[1:] == ["5", "3", "100%", "0"]
    assert "The headcount looks out of date" in page.text
    assert "The headcount looks out of date" in client_of(lead).get("/training/").text
    told = client_of.api(lead).get(f"/api/v1/training/organisations/{world.own}/coverage").json
    assert told["organisation"]["tiers"][1]["percent"] == 100


def test_a_day_is_asked_for_in_the_address(app, world, lead, clock, client_of):
    with training.acting(app, lead) as actor:
        needs.say(actor, clock, 10)
        needs.assess(actor, clock)
        training.log_session(actor, clock, training.people(5), code="T2-PRACTICE")
    clock.advance(timedelta(days=40))
    client, path = client_of(lead), f"/training/coverage/{world.own}"
    page = client.get(f"{path}?on=2026-11-18")
    assert "As at 18 November 2026" in page.text
    assert page.texts("(//table)[1]/tbody/tr[2]/td")[1:] == ["5", "10", "50%", "5"]
    assert "Who is current for the last time" not in page.text
    parts = client.get(f"{path}?on-day=17&on-month=11&on-year=2026")
    assert "No training needs had been assessed by that day" in parts.text
    for odd in ("2027-02-31", "31", "2099-01-01", "x" * 10_000, "-1"):
        answer = client.raw.get(path, query_string={"on": odd})
        assert answer.status_code in {200, 422}, odd
    assert "Choose today or a day in the past" in client.get(f"{path}?on=2099-01-01", status=422).text
    program = client_of.api(lead)
    address = f"/api/v1/training/organisations/{world.own}/coverage"
    assert program.get(f"{address}?on=2026-11-18").json["organisation"]["tiers"][1]["percent"] == 50
    for odd in ("2099-01-01", "2026-02-31", "soon"):
        program.get(f"{address}?on={odd}", status=422)
    for odd in ("2099-01-01", "2026-02-31"):
        assert client.raw.get(f"{path}/table.csv?on={odd}").status_code == 422, odd


def test_who_lapses_next_in_numbers_and_by_name(app, world, lead, clock, client_of):
    """TR-11."""
    with training.acting(app, lead) as actor:
        training.log_session(actor, clock, training.people(4), code="T2-PRACTICE", held_on=date(2025, 1, 7))
        training.log_session(actor, clock, training.people(3, 10), code="T2-PRACTICE", held_on=date(2025, 3, 7))
        training.log_session(actor, clock, training.people(2, 20), code="T2-PRACTICE")
        training.log_session(actor, clock, "Ann Ash", code="T2-PRACTICE", held_on=date(2025, 1, 8))
        gone = next(each for each in training.learners_of(actor) if each.name == "Person d")
        learners.record_leaving(actor, gone.id, clock.today(), clock)
    clock.move_to(clock.now().replace(year=2027, month=1, day=12))
    client, path = client_of(lead), f"/training/coverage/{world.own}"
    found = client.get(path).texts("//table[caption[contains(., 'last time')]]/tbody/tr/td[2]")
    assert (
        found[:3] == ["3 people in Tier 2: Everyday practice in January 2027 3 so far", "0 3 so far", found[2]] or found
    )
    numbers = [int(each.split()[0]) for each in found[:6]]
    assert numbers == [3, 0, 3, 0, 0, 0]
    names = client.get("/training/coverage/lapsing?tier=2&month=2027-01")
    assert names.texts("//tbody/tr/th") == ["Person a", "Person b", "Person c"]
    assert names.texts("//tbody/tr[1]/td")[0] == "31 January 2027"
    client.get(names.tree.xpath("//tbody/tr[1]/th/a/@href")[0])
    assert len(client.get("/training/coverage/lapsing").texts("//tbody/tr/th")) == 6
    for odd in ("?month=2027-13", "?tier=99", "?month=x&tier=-1", "?page=0"):
        assert len(client.get(f"/training/coverage/lapsing{odd}").texts("//tbody/tr/th")) == 6
    program = client_of.api(lead)
    told = program.get("/api/v1/training/coverage/lapsing?tier=2&month=2027-03-05").json
    assert (told["total"], told["items"][0]["last_day"]) == (3, "2027-03-31")
    other = client_of(world.person(Role.CHAMPION, "other")).get("/training/coverage/lapsing")
    assert "Person" not in other.texts("//main")[0].replace("Person’s", "")
    # Whoever trains again lapses no more.
    with training.acting(app, lead) as actor:
        training.log_session(actor, clock, training.people(2), code="T2-PRACTICE")
        assert list_lapsing(actor, clock.today(), tier=2).total == 4


def test_a_department_lead_sees_who_lapses_in_their_department(app, world, lead, clock, client_of):
    with training.acting(app, lead) as actor:
        training.log_session(actor, clock, training.people(2), code="T2-PRACTICE", held_on=date(2024, 12, 7))
        ann = training.learners_of(actor)[0]
        learners.place_learner(actor, ann.id, world.housing["own"], clock)
    page = client_of(world.person(Role.DEPARTMENT_LEAD)).get("/training/coverage/lapsing")
    assert page.texts("//tbody/tr/th") == ["Person a"]


def test_the_coordinator_sees_sectors_levels_and_who_has_the_widest_gap(app, world, clock, client_of):
    training.load_catalogue(app, clock)
    for at, people, trained in (("own", 30, 10), ("other", 100, 20)):
        with training.acting(app, world.person(Role.ORGANISATION_LEAD, at)) as actor:
            needs.say(actor, clock, people)
            needs.assess(actor, clock)
            training.log_session(actor, clock, training.people(trained), code="T2-PRACTICE")
    coordinator = client_of(world.person(Role.COORDINATOR, "host"))
    page = coordinator.get("/training/coverage/network?tier=2")
    sectors = {row[0]: row[1:] for row in (page.texts(f"(//table)[3]/tbody/tr[{n}]/*") for n in range(1, 4))}
    # The host and two providers of the world have assessed nothing: all of their 200 are taken to need it.
    assert sectors["NHS"][3:5] == ["20% 20 of 100", "80"]
    assert sectors["Council"][3:5] == ["4% 10 of 230", "220"]
    names = page.texts("//table[caption[contains(., 'Partners')]]/tbody/tr/th")
    assert names[3:] == ["Ottermouth NHS Foundation Trust", "Harrow Hill Council"]
    by_name = coordinator.get("/training/coverage/network?tier=2&sort=name")
    names = by_name.texts("//table[caption[contains(., 'Partners')]]/tbody/tr/th")
    assert names == sorted(names)
    alone = coordinator.get("/training/coverage/network?tier=2&sector=nhs")
    assert len(alone.texts("//table[caption[contains(., 'Partners')]]/tbody/tr/th")) == 1
    for odd in ("?tier=9" + "9" * 40, "?sector=moon&sort=up", "?tier=x"):
        coordinator.get(f"/training/coverage/network{odd}")
    with training.acting(app, world.person(Role.COORDINATOR, "host")) as actor:
        total = figures.network_coverage(actor, clock.today())
        assert (total[1].trained, total[1].need) == (30, 730)
    program = client_of.api(world.person(Role.COORDINATOR, "host"))
    told = program.get("/api/v1/training/coverage/network").json
    assert sum(each["tiers"][1]["need"] for each in told["sectors"]) == told["total"][1]["need"] == 730
    listed = program.get("/api/v1/training/coverage/partners?tier=2&sector=nhs").json
    assert listed["items"][0]["tiers"][1]["gap"] == 80


def test_what_is_left_of_the_network_is_counted_as_its_coverage_is(app, world, lead, clock):
    """Nobody counts beyond their own need, now or then; and a partner of unknown need is in neither."""
    old = date(2024, 12, 7)
    with training.acting(app, lead) as actor:
        needs.say(actor, clock, 2)
        needs.assess(actor, clock)
        training.log_session(actor, clock, training.people(10), code="T2-PRACTICE", held_on=old)
        training.log_session(actor, clock, training.people(2, 50), code="T2-PRACTICE")
    with training.acting(app, world.person(Role.ORGANISATION_LEAD, "other")) as actor:
        training.log_session(actor, clock, training.people(5), code="T2-PRACTICE", held_on=old)
    with app.app_context(), system_scope(db.session(), "a test sets a workforce"):
        db.session.execute(update(Organisation).where(Organisation.id == world.other).values(workforce_size=None))
        db.session.commit()
    with training.acting(app, world.person(Role.COORDINATOR, "host")) as actor:
        lapsing = reading.read_network_coverage(actor, list_tiers(), clock.today()).lapsing[1]
        assert (lapsing.coverage.trained, lapsing.people, lapsing.left.trained) == (2, 10, 2)


def test_the_files_hold_what_the_pages_show(app, world, lead, clock, client_of):
    with training.acting(app, lead) as actor:
        needs.say(actor, clock, 14, department_id=world.housing["own"])
        needs.assess(actor, clock)
        training.log_session(actor, clock, training.people(5), code="T2-PRACTICE")
    client = client_of(lead)
    rows = read_csv(client.get(f"/training/coverage/{world.own}/table.csv"))
    assert ["2026-11-18", "Tier", "Harrow Hill Council", "Tier 2: Everyday practice"][:3] == rows[2][:3]
    assert rows[2][4:] == ["5", "14", "35", "9"]
    assert any(row[1:3] == ["Department", "Housing"] for row in rows)
    assert sum(row[1] == "Current for the last time" for row in rows) == 18
    past = read_csv(client.get(f"/training/coverage/{world.own}/table.csv?on=2026-11-01"))
    assert past[2][4:] == ["0", "", "", ""]
    network = read_csv(client_of(world.person(Role.COORDINATOR, "host")).get("/training/coverage/network.csv"))
    assert any(row[1:3] == ["Organisation", "Ottermouth NHS Foundation Trust"] for row in network)


def read_csv(page):
    return list(csv.reader(io.StringIO(page.text.removeprefix(BYTE_ORDER_MARK))))


def test_without_a_workforce_or_needs_it_says_what_to_do(app, world, lead, clock, client_of):
    with app.app_context(), system_scope(db.session(), "a test sets a workforce"):
        db.session.execute(update(Organisation).where(Organisation.id == world.own).values(workforce_size=None))
        db.session.commit()
    page = client_of(lead).get(f"/training/coverage/{world.own}")
    assert "or assess training needs" in page.text
    assert page.texts("(//table)[1]/tbody/tr[1]/td")[1:] == ["0", "–", "–", "–"]


def test_pages_of_coverage_take_a_constant_number_of_queries(app, world, lead, clock, client_of):
    with training.acting(app, lead) as actor:
        needs.say(actor, clock, 14)
        needs.assess(actor, clock)
    clock.advance(timedelta(days=1))
    coordinator, client, counts = client_of(world.person(Role.COORDINATOR, "host")), client_of(lead), []
    for start in (0, 100):
        with training.acting(app, lead) as actor:
            training.log_session(actor, clock, training.people(40, start), held_on=clock.today() - timedelta(days=1))
        row = []
        for who, path in (
            (client, f"/training/coverage/{world.own}"),
            (client, f"/training/coverage/{world.own}?on=2026-11-18"),
            (client, f"/training/coverage/{world.own}/table.csv"),
            (client, "/training/coverage/lapsing"),
            (coordinator, "/training/coverage/network"),
            (coordinator, "/training/coverage/network.csv"),
            (coordinator, f"/training/coverage/{world.own}"),
            (client, "/training/departments"),
        ):
            with counted_queries(app) as counted:
                who.get(path)
            assert counted.count <= MOST_ON_A_PAGE, (path, str(counted))
            row.append(counted.count)
        counts.append(row)
    assert counts[0] == counts[1]


def test_todays_page_reads_no_completion(app, world, lead, clock, client_of):
    """P2: it costs the same however many completions there are; the past one reads those of one organisation."""
    with training.acting(app, lead) as actor:
        training.log_session(actor, clock, training.people(4))
    clock.advance(timedelta(days=1))
    coordinator = client_of(world.person(Role.COORDINATOR, "host"))
    for path in ("/training/coverage/network", f"/training/coverage/{world.own}"):
        with counted_queries(app) as counted:
            coordinator.get(path)
        assert "FROM completion" not in str(counted)
    with counted_queries(app) as counted:
        client_of(lead).get(f"/training/coverage/{world.own}?on=2026-11-18")
    (reading_them,) = [each for each in counted.statements if "FROM completion" in each]
    assert "completion.organisation_id =" in reading_them
