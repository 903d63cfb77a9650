"""A person without an account opens their own record, makes a credential, shares it, and ends that again."""

from __future__ import annotations

from datetime import date

from network.core.clock import FrozenClock
from network.core.commit import commit
from network.core.database import db
from network.core.permissions import Role
from network.core.tenancy import system_scope
from tests.factories.passport import KIM, train
from tests.factories.training import load_catalogue
from tests.journeys.walk.stage import ORGANISATION, Stage
from tests.journeys.walk.visit import Visit
from tests.support.live import Live


def test_a_person_opens_their_passport(stage: Stage, live: Live, clock: FrozenClock) -> None:
    with live.app.app_context(), system_scope(db.session(), "a champion who trains"):
        stage.world.add_person("own", Role.CHAMPION, clock)
        commit()
    load_catalogue(live.app, clock)
    train(live.app, stage.world, clock, held_on=date(2026, 10, 1))
    train(live.app, stage.world, clock, code="T2-PRACTICE")
    person, employer = stage.newcomer(), stage.newcomer()

    _ask_for_a_link(person)
    _open_the_record(stage, person)
    _make_a_credential(person)
    link = _share_it(person)
    _others_see_it(employer, link)
    _end_it(person, employer, link)
    person.open("/passport/record")
    person.press("Close my record")
    person.expects_heading("Your training record is closed")


def _ask_for_a_link(person: Visit) -> None:
    """Given somebody who trained and has no account."""
    person.open("/")
    person.follow("See your training record")
    person.press("Send me a link")
    person.reads("Enter your e-mail address, like name@example.org")
    person.fill("Your e-mail address", KIM)
    person.press("Send me a link")
    person.expects_heading("Look at your e-mail")


def _open_the_record(stage: Stage, person: Visit) -> None:
    """When they open the link."""
    person.open(stage.link_sent_to(KIM, "/passport/open/"))
    person.press("Open my record")
    person.reads("Everyday practice", "Current until 30 November 2028", "1 October 2026", ORGANISATION, "Confirmed")


def _make_a_credential(person: Visit) -> None:
    person.press("Make a credential of Everyday practice")
    person.reads("The credential is made.")


def _share_it(person: Visit) -> str:
    person.follow("Share your record")
    person.choose("A month")
    person.press("Make a link")
    person.expects_heading("Your new link")
    return person.main.locator(".app-key").inner_text()


def _others_see_it(employer: Visit, link: str) -> None:
    """Then whoever has the link sees what was completed, and no way to reach the person by."""
    employer.open(link)
    employer.expects_heading("Kim Canary")
    employer.reads("checked against the partners’ own records today, 18 November 2026", "Everyday practice")
    said = employer.main.inner_text()
    assert KIM not in said
    assert ORGANISATION not in said


def _end_it(person: Visit, employer: Visit, link: str) -> None:
    """And no more, once the person ends it."""
    person.follow("All your links")
    person.press("End this link")
    person.reads("The link has ended.", "You share your record with nobody.")
    employer.open(link)
    employer.expects_heading("This link does not work")
