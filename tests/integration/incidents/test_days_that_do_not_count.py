"""Limits leave days out: pages name the same ones as the command, in the same words (D1, H6)."""

import json
from datetime import UTC, date, datetime

import pytest
from click.testing import CliRunner

from network.cli.deadlines import incidents
from network.core.database import db
from network.core.tenancy import system_scope
from network.incidents.rules.states import State
from network.organisations.models import Organisation
from network.organisations.vocabulary import Nation
from network.ui.filters import as_date

AFTERNOON = "2026-12-24T16:55"
LISTED = "//details[contains(., 'Days that do not count')]//li"


@pytest.fixture
def at_christmas(service):
    service.clock.move_to(datetime.fromisoformat(AFTERNOON).replace(tzinfo=UTC))
    return service


def said_by_the_command(nation):
    said = CliRunner().invoke(
        incidents, ["deadlines", "--submitted", AFTERNOON, "--nation", nation, "--json"], env={"BANK_HOLIDAYS_FILE": ""}
    )
    (answer,) = json.loads(said.output)
    return [f"{as_date(date.fromisoformat(each['date']))}: {each['why']}" for each in answer["skipped"]]


@pytest.mark.parametrize("nation", [Nation.ENGLAND, Nation.SCOTLAND])
def test_whoever_acts_on_it_reads_what_the_command_says(app, at_christmas, client_of, nation):
    with app.app_context(), system_scope(db.session(), "a nation for a test"):
        db.session.get(Organisation, at_christmas.world.own).nation = nation
        db.session.commit()
    referral_id = at_christmas.bring_to(State.ALLOCATED)
    said = said_by_the_command(nation.division.value)
    assert "25 December 2026: Christmas Day" in said
    for person, path in (
        (at_christmas.lead, "desk"),
        (at_christmas.allocator, "allocation"),
        (at_christmas.therapist, "work"),
    ):
        assert client_of(person).get(f"/support/{path}/{referral_id}").texts(LISTED) == said
    own = client_of(at_christmas.staff_member).get(f"/support/mine/{referral_id}")
    assert own.texts(LISTED) == [], "no limit is shown to the person"


def test_what_has_closed_has_no_limit_to_explain(at_christmas, client_of):
    referral_id = at_christmas.bring_to(State.DECLINED)
    assert client_of(at_christmas.lead).get(f"/support/desk/{referral_id}").texts(LISTED) == []
