"""The exact figures of those who hold the cases, from rows to page, file and JSON (M1 to M8, U12)."""

from __future__ import annotations

import csv
import io
from datetime import timedelta

import pytest
from sqlalchemy import update

from network.accounts.models import User
from network.core.commit import commit
from network.core.database import db
from network.core.permissions import Role
from network.core.tenancy import system_scope, unscoped
from network.incidents import service as service_of_incidents
from network.incidents.rules.answers import TalkOutcome
from network.incidents.rules.due import Due, LateReason
from network.incidents.rules.readers import Capacity
from network.incidents.rules.reasons import StepReason
from network.incidents.rules.states import State
from tests.factories.incidents import CANARIES, acting
from tests.factories.measured import keep_cases, keep_group_sessions
from tests.unit.incidents.measures.worked import CASES, rows, therapist
from tests.unit.incidents.measures.worked import at as instant

LETTERS = "ABCDE"
YEAR = "quarter=2026-Q3&period=year&on=2026-09-30"


@pytest.fixture
def kept(service):
    """The cases of the north as those of `own`, those of the south as those of `other`; therapists A to E by key."""
    people = {letter: service.add_person("provider", Role.THERAPIST).user_id for letter in LETTERS}
    keys = {therapist(letter): user_id for letter, user_id in people.items()}
    with service.app.app_context(), system_scope(db.session(), "names of their own"):
        for letter, user_id in people.items():
            named = update(User).where(User.id == user_id).values(name=f"Therapist {letter}")
            db.session.execute(unscoped(named, "names of their own"))
        commit()
    for organisation, at in (("north", "own"), ("south", "other")):
        keep_cases(service, [each.facts for each in CASES if each.row["organisation"] == organisation], at, keys)
        held = [instant(row["held"]) for row in rows("group_sessions.csv") if row["organisation"] == organisation]
        keep_group_sessions(service, held, at)


@pytest.mark.parametrize(
    ("organisation", "at", "period", "asked"),
    [
        ("north", "own", "2025-Q4", "quarter=2025-Q4&on=2025-12-31"),
        ("north", "own", "2026-Q1", "quarter=2026-Q1&on=2026-03-31"),
        ("north", "own", "year to 2026-Q3", YEAR),
        ("south", "other", "2026-Q2", "quarter=2026-Q2"),
        ("south", "other", "year to 2026-Q3", YEAR),
    ],
)
def test_a_lead_sees_what_was_worked_by_hand(service, world, kept, client_of, organisation, at, period, asked):
    by_hand = next(row for row in rows("totals.csv") if (row["organisation"], row["period"]) == (organisation, period))
    lead = world.person(Role.INCIDENT_LEAD, at)

    said = client_of.api(lead).get(f"/api/v1/incidents/measures?{asked}").json

    lines = {(line["measure"], line["label"]): line["value"] for line in said["lines"]}
    assert lines["m1", "Referrals"] == int(by_hand["referrals"])
    for measure, column in (("m5", "in_48_hours"), ("d1", "in_5_days"), ("d3", "contacted_in_time")):
        found = [lines[measure, label] for label in ("In time", "Late", "Not yet due", "Closed before it was due")]
        assert found == [int(count) for count in by_hand[column].split("/")], measure
    lengths = {label[0]: count for (measure, label), count in lines.items() if measure == "m4" and count}
    assert {key: count for key, count in lengths.items() if key.isdigit()} == _counts(by_hand["lengths"])
    assert sorted(value for (measure, _), value in lines.items() if measure == "m8" and value) == sorted(
        _counts(by_hand["went"]).values()
    )
    for measure in ("m2", "m7"):
        names = {label: count for (each, label), count in lines.items() if each == measure}
        assert names == {f"Therapist {key}": count for key, count in _counts(by_hand["staff_by_therapist"]).items()}
    assert [value for (measure, _), value in lines.items() if measure == "m6"] == [int(by_hand["active_at_the_end"])]
    assert [value for (measure, _), value in lines.items() if measure == "m3"] == [int(by_hand["group_sessions"])]
    for desk, label in (("lead", "With the incident lead"), ("allocator", "With the provider’s allocator")):
        left, middle, longest, waiting = by_hand[f"at_{desk}"].split()
        found = [lines["desks", f"{label}: {what}"] for what in ("the middle one", "the longest", "lie there now")]
        assert found == [_minutes(middle), _minutes(longest), int(waiting)], left


def test_an_allocator_sees_therapists_of_their_own_provider_over_all_organisations(service, world, kept, client_of):
    path = f"/api/v1/incidents/allocation/measures?{YEAR}"
    by_hand = {
        row["organisation"]: _counts(row["staff_by_therapist"])
        for row in rows("totals.csv")
        if row["period"] == "year to 2026-Q3"
    }

    lines = client_of.api(service.allocator).get(path).json["lines"]

    assert {line["measure"] for line in lines} == {"m2", "m7"}
    assert {line["label"]: line["value"] for line in lines if line["measure"] == "m2"} == {
        f"Therapist {letter}": by_hand["north"][letter] + by_hand["south"][letter] for letter in LETTERS
    }
    elsewhere = world.person(Role.PROVIDER_ALLOCATOR, "other_provider")
    assert client_of.api(elsewhere).get(path).json["lines"] == []


def test_page_file_and_json_say_the_same(service, kept, client_of):
    lead = service.lead
    said = client_of.api(lead).get(f"/api/v1/incidents/measures?{YEAR}").json["lines"]
    page = client_of(lead).get(f"/support/measures?{YEAR}")
    text = client_of(lead).get(f"/support/measures.csv?{YEAR}").text

    file = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
    assert [(row["What"], row["Unit"], float(row["Number"]) if row["Number"] else None) for row in file] == [
        (line["label"], line["unit"], line["value"]) for line in said
    ]
    assert [row["Version"] for row in file] == [str(line["version"]) for line in said]
    assert page.texts("//main//dt") == [line["label"] for line in said]
    shown = dict(zip(page.texts("//main//dt"), page.texts("//main//dd"), strict=True))
    assert shown["Referrals"] == "67"
    by_hand = next(
        row for row in rows("totals.csv") if (row["organisation"], row["period"]) == ("north", "year to 2026-Q3")
    )
    assert shown["Group sessions"] == by_hand["group_sessions"]
    assert shown["With the incident lead: the longest"] == "240 h 45 min"


def test_every_number_leads_to_its_definition_and_version(service, kept, client_of):
    """U12."""
    page = client_of(service.lead).get("/support/measures")
    meant = page.tree.xpath("//main//a[contains(@class, 'app-definition')]/@href")
    known = client_of(service.lead).get("/figures/definitions").tree.xpath("//main//h2/@id")

    assert [address.partition("#")[2] for address in meant] == known == page.tree.xpath("//main//h2/@id")
    assert {address.partition("#")[0] for address in meant} == {"/figures/definitions"}
    spoken = client_of.api(service.lead).get("/api/v1/incidents/measures/definitions").json
    assert [each["measure"] for each in spoken] == known


def test_nothing_of_it_names_whom_it_is_about(service, client_of):
    for state in (State.UNDER_WAY, State.SUBMITTED, State.ENDED):
        referral_id = service.bring_to(state)
        if state is not State.ENDED:
            service.answer(referral_id)
    lead = client_of(service.lead)
    seen = "".join(lead.get(path).text for path in ("/support/measures", "/support/measures.csv"))

    references = lead.get("/support/desk").texts("//*[contains(@class, 'app-reference')]")
    assert len(references) == 3
    assert [each for each in (*CANARIES.values(), *references, service.staff_member.name) if each in seen] == []


def test_what_was_opened_by_mistake_and_what_is_ones_own_is_not_counted(service, client_of):
    """A lead who wrote a referral, or is the one it is about, is shown nothing of it, not by a number either."""
    service.refer()
    service.leave(service.refer(), Capacity.LEAD, "mistaken", StepReason.TRIED_OUT)
    assert _referrals(client_of, service.lead) == 1
    also_lead = service.add_person("own", Role.INCIDENT_LEAD)
    service.refer(staff_email=also_lead.email)
    assert _referrals(client_of, service.lead) == 2


def test_a_page_asks_for_a_quarter_a_year_or_a_day_by_plain_links(service, kept, client_of):
    lead = client_of(service.lead)
    page = lead.get("/support/measures?quarter=2026-Q1&on=2026-02-10")
    offered = page.tree.xpath("//nav[@aria-label='Quarter']//a")
    assert len(offered) == 9
    assert [link.text for link in offered if link.get("aria-current")] == ["Quarter 1 of 2026"]
    year = page.tree.xpath("//nav[@aria-label='Show']//a[not(@aria-current)]/@href")[0]
    assert "1 April 2025" in lead.get(year).heading  # the twelve months to the end of March
    assert "At the end of 10 February 2026" in page.texts("//dt")


@pytest.mark.parametrize("asked", ["quarter=2026-Q9", "quarter=2999-Q1", "quarter=x&on=y&period=z", "on=2999-01-01"])
def test_an_unknown_word_asks_nothing(service, kept, client_of, asked):
    lead = client_of(service.lead)
    assert lead.get(f"/support/measures?{asked}").texts("//dt") == lead.get("/support/measures").texts("//dt")


def _counts(said: str) -> dict[str, int]:
    return {key: int(count) for key, count in (each.split(":") for each in said.split() if each != "-")}


def _minutes(hours: str) -> int:
    hour, minute, _ = hours.split(":")
    return int(hour) * 60 + int(minute)


def _referrals(client_of, person) -> float:
    lines = client_of.api(person).get("/api/v1/incidents/measures").json["lines"]
    return next(line["value"] for line in lines if line["measure"] == "m1")


def test_what_talks_came_to_and_why_something_was_late_are_counted(service, client_of):
    """CI-4, RM: unmet need shows, and no text does."""
    for outcome in (TalkOutcome.NOT_NOW, TalkOutcome.NOT_NOW, TalkOutcome.ANOTHER_ROUTE):
        with acting(service.app, service.manager) as actor:
            service_of_incidents.record_talk(actor, outcome, service.clock.today(), service.clock)
    referral_id = service.refer()
    service.clock.advance(timedelta(days=3))
    with acting(service.app, service.lead) as actor:
        why = (Due.MEETING_TARGET, LateReason.WAS_AWAY)
        service_of_incidents.say_why_late(actor, Capacity.LEAD, referral_id, *why, service.clock)
    said = client_of.api(service.lead).get("/api/v1/incidents/measures").json["lines"]
    counted = {line["label"]: line["value"] for line in said if line["measure"] in {"talks", "late"}}
    assert counted == {
        "A referral": 1,
        "Another route": 1,
        "Nothing for now": 2,
        f"{Due.MEETING_TARGET.label}: they were away from work": 1,
    }
