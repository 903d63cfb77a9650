"""A network to report on: organisations of every kind, signed or not, with champions and training, and one case."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any
from uuid import UUID

from flask import Flask
from sqlalchemy import func, select

from network.accounts.models import Membership, User
from network.champions import service as champions
from network.core.clock import FrozenClock
from network.core.commit import commit
from network.core.database import db, new_id
from network.core.permissions import Role
from network.core.tenancy import scoped, system_scope
from network.events.public import announce_event, book
from network.incidents import service as incidents
from network.incidents.models import Referral
from network.incidents.rules.answers import TeamInput
from network.incidents.rules.submission import Submission
from network.organisations.models import Organisation, Standing
from network.organisations.vocabulary import Sector
from tests.factories import charter as charters
from tests.factories.events import draft
from tests.factories.incidents import SETUP, a_service_complete
from tests.factories.training import acting, load_catalogue, log_session, people
from tests.support.world import Person, World


@dataclass
class Network:
    """What a test adds to the world, step by step."""

    app: Flask
    world: World
    clock: FrozenClock

    def add(
        self,
        name: str,
        sector: Sector = Sector.SCHOOL,
        *,
        is_invited: bool = False,
        workforce: int | None = 100,
    ) -> UUID:
        """An organisation, in which nobody has a role yet."""
        with self.app.app_context(), system_scope(db.session(), "an organisation for a test"):
            organisation = Organisation(
                id=new_id(),
                name=name,
                sector=sector,
                standing=Standing.INVITED if is_invited else Standing.PARTNER,
                workforce_size=workforce,
                made_at=self.clock.now(),
            )
            db.session.add(organisation)
            commit()
            return organisation.id

    def add_many(self, name: str, count: int, sector: Sector = Sector.SCHOOL, *, is_invited: bool = False) -> None:
        """As many organisations at once, in which nobody has a role."""
        with self.app.app_context(), system_scope(db.session(), "many organisations for a test"):
            for number in range(count):
                standing = Standing.INVITED if is_invited else Standing.PARTNER
                db.session.add(
                    Organisation(name=f"{name} {number:04}", sector=sector, standing=standing, made_at=self.clock.now())
                )
            commit()

    def add_person(self, organisation_id: UUID, role: Role) -> Person:
        """Somebody with a role there, from today."""
        with self.app.app_context(), system_scope(db.session(), "a person for a test"):
            key = new_id()
            user = User(
                id=key,
                name=f"Robin {role.label}",
                email=f"{role}.{key.hex}@example.org",
                fs_uniquifier=key.hex,
                confirmed_at=self.clock.now(),
                made_at=self.clock.now(),
            )
            db.session.add(user)
            db.session.flush()
            db.session.add(
                Membership(organisation_id=organisation_id, user_id=key, role=role, starts_on=self.clock.today())
            )
            commit()
            return Person(key, user.email, user.name, organisation_id, role)

    def publish_charter(self) -> None:
        """The network's first."""
        with self.app.app_context():
            charters.publish_charter(self.world, self.clock)

    def sign(self, organisation_id: UUID, number: int = 1) -> None:
        """By the organisation's lead, who comes for it."""
        lead = self.add_person(organisation_id, Role.ORGANISATION_LEAD)
        with self.app.app_context():
            charters.sign(lead, number, self.clock)

    def add_champion(self, organisation_id: UUID) -> None:
        """Somebody whom their lead asked, and who said yes."""
        champion = self.add_person(organisation_id, Role.CHAMPION)
        with acting(self.app, self.add_person(organisation_id, Role.ORGANISATION_LEAD)) as lead:
            registered = champions.register_champion(lead, champion.user_id, self.clock).id
        with acting(self.app, champion) as actor:
            champions.agree(actor, registered, self.clock)

    def load_courses(self) -> None:
        """The default catalogue."""
        load_catalogue(self.app, self.clock)

    def train(self, organisation_id: UUID, count: int, code: str = "T1-ORIENT") -> None:
        """So many people in one session."""
        with acting(self.app, self.add_person(organisation_id, Role.CHAMPION)) as actor:
            log_session(actor, self.clock, people(count), code=code)

    def announce(self, ahead: timedelta = timedelta(days=9), **changes: Any) -> UUID:
        """A network event of 30 places, unless told."""
        with acting(self.app, self.world.person(Role.COORDINATOR, "host")) as coordinator:
            return announce_event(coordinator, draft(self.clock.now() + ahead, **changes), self.clock).id

    def book(self, person: Person, event_id: UUID) -> None:
        """A place at an event."""
        with acting(self.app, person) as actor:
            book(actor, event_id, self.clock)

    def refer(self) -> None:
        """Switches the support service of `own` on, and refers its staff member: a case, as far as any gets."""
        with (
            a_service_complete(self.app, self.world, "own", self.clock),
            acting(self.app, self.world.person(Role.ORGANISATION_LEAD)) as lead,
        ):
            incidents.set_up(lead, replace(SETUP, provider_id=self.world.provider), self.clock)
            incidents.switch_on(lead, self.clock)
        submission = Submission(
            talked_on=self.clock.today(),
            incident_on=self.clock.today() - timedelta(days=1),
            staff_name="Robin Quillfeather",
            staff_telephone="07700 900 817",
            staff_email=self.world.person(Role.STAFF_MEMBER).email,
            narrative="a door, a street, a voice",
            team_input=TeamInput.NOT_SURE,
            manager_name="Sam Marchbanks",
            manager_telephone="07700 900 818",
            manager_email="sam.marchbanks@example.org",
            goes_at_once=True,
        )
        with acting(self.app, self.world.person(Role.MANAGER)) as manager:
            referral_id = incidents.refer(manager, submission, self.clock).id
        with acting(self.app, self.world.person(Role.INCIDENT_LEAD)) as lead:
            incidents.pass_on(lead, referral_id, self.clock)


def count_referrals(app: Flask) -> int:
    """How many cases there are, for a test that is about nobody noticing."""
    with app.app_context(), system_scope(db.session(), "a test counts") as system:
        return db.session.scalar(scoped(select(func.count(Referral.id)), system, Referral)) or 0
