"""`network people invite`: how the first coordinator gets in."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from network.accounts.commands import people
from network.core.database import db
from network.core.permissions import Role
from network.organisations.models import Organisation
from network.organisations.vocabulary import Standing
from tests.factories.organisations import bring_in, schools

NOOR = ["noor@example.org", "--name", "Noor Person"]


@pytest.fixture
def invite(app):
    def run(*arguments):
        return app.test_cli_runner().invoke(people, ["invite", *arguments])

    return run


def test_the_first_coordinator_comes_in(app, invite, visitor):
    done = invite(*NOOR, "--role", "coordinator", "--organisation", "Wendmere County Council")
    assert done.exit_code == 0, done.output
    link = done.stdout.strip()
    assert link.startswith("http://127.0.0.1:8000/invitations/")
    assert "Noor Person is invited to Wendmere County Council" in done.stderr
    with app.app_context():
        (host,) = db.session.scalars(select(Organisation))
        assert host.is_host
        assert host.standing is Standing.PARTNER
    path = link.removeprefix("http://127.0.0.1:8000")
    visitor.post(path, {"name": "Noor", "password": "a long walk by the river"}, to="/")
    assert visitor.get("/", status=303).location == "/your-sign-in"
    again = invite(*NOOR, "--role", "coordinator")
    assert again.exit_code != 0
    assert "holds that role here already" in again.stderr


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([*NOOR, "--role", "coordinator"], "Say which organisation hosts the network"),
        ([*NOOR, "--role", "champion"], "Say which organisation"),
        ([*NOOR, "--role", "champion", "--organisation", "Nowhere"], "No organisation is called Nowhere"),
        (["noor", "--name", "N", "--role", "coordinator", "--organisation", "W"], "Enter an e-mail address"),
        ([*NOOR, "--role", "emperor"], "is not one of"),
    ],
)
def test_refusals_are_one_line_and_change_nothing(app, invite, arguments, words):
    done = invite(*arguments)
    assert done.exit_code != 0
    assert words in done.stderr
    with app.app_context():
        assert not db.session.scalars(select(Organisation)).all()


def test_somebody_of_a_partner(world, invite):
    done = invite(*NOOR, "--role", "organisation-lead", "--organisation", "Harrow Hill Council")
    assert done.exit_code == 0, done.output
    other = invite(*NOOR, "--role", "coordinator", "--organisation", "Harrow Hill Council")
    assert "is hosted by Wendmere County Council" in other.stderr
    assert Role.COORDINATOR in {role for _, role in world.people}
    misfit = invite(*NOOR, "--role", "therapist", "--organisation", "Harrow Hill Council")
    assert "Choose a role that this kind of organisation has" in misfit.stderr


def test_a_host_that_a_register_brought_is_the_host_and_no_second_one(app, invite, clock):
    """By its code, or by a name that it alone has; a coordinator's command never makes it twice."""
    with app.app_context():
        bring_in(schools(("119903", "Hill School", "Wells", "", ""), ("119904", "Lake School", "Wells", "", "")), clock)
    for letter, said in (("a", "urn:119903"), ("b", "Hill School"), ("c", "urn:119903")):
        done = invite(f"{letter}@example.org", *NOOR[1:], "--role", "coordinator", "--organisation", said)
        assert "invited to Hill School" in done.stderr
    with app.app_context():
        found = db.session.scalars(select(Organisation).order_by(Organisation.name)).all()
        assert [(each.is_host, each.standing) for each in found] == [
            (True, Standing.PARTNER),
            (False, Standing.LISTED),
        ]
    other = invite(*NOOR, "--role", "coordinator", "--organisation", "urn:119904")
    assert "is hosted by Hill School" in other.stderr
    nobody = invite(*NOOR, "--role", "organisation-lead", "--organisation", "ods:RVV")
    assert "No organisation has the code ods:RVV" in nobody.stderr
