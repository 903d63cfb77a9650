"""Charters and signatures for tests, made as people make them: through the services."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from network.charter import service
from network.charter.default_charter import DEFAULT_CHARTER
from network.charter.models import CharterVersion
from network.charter.permissions import CharterPermission
from network.charter.rules import Signing
from network.charter.vocabulary import Basis
from network.core import tenancy
from network.core.actor import Actor
from network.core.clock import Clock
from network.core.commit import commit
from network.core.database import db, new_id
from network.core.permissions import Role
from network.core.tenancy import system_scope
from network.organisations.models import Organisation, Standing
from network.organisations.vocabulary import Sector
from tests.support.world import Person, World

SIGNING = Signing(
    signatory_name="Ash Okafor",
    job_title="Chief executive",
    basis=Basis.CHIEF_OFFICER,
    basis_words="",
    is_authorised=True,
    statement="",
)


def actor_of(person: Person) -> Actor:
    """Whoever it is, with every right over the charter; the session works for them from here on."""
    actor = Actor(person.user_id, person.organisation_id, frozenset({person.role}), frozenset(CharterPermission), True)
    tenancy.enter(db.session(), actor)
    return actor


def publish_charter(world: World, clock: Clock) -> int:
    """The default charter, published by the coordinator; the number of the version."""
    row = service.publish_default_charter(actor_of(world.person(Role.COORDINATOR, "host")), clock)
    commit()
    return row.number


def publish_next_version(world: World, clock: Clock, title: str = "A charter for the years to come") -> int:
    """Another version in place of the current one."""
    actor = actor_of(world.person(Role.COORDINATOR, "host"))
    draft: CharterVersion = service.draft_version(actor, replace(DEFAULT_CHARTER, title=title), clock)
    service.publish_version(actor, draft.number, draft.version, clock)
    commit()
    return draft.number


def sign(person: Person, number: int, clock: Clock, signing: Signing = SIGNING) -> UUID:
    """A signature of the person's organisation on a version; its key."""
    signature = service.sign_charter(actor_of(person), number, signing, clock)
    commit()
    return signature.id


def sign_for_many(world: World, number: int, clock: Clock, count: int) -> None:
    """As many more organisations, all of which signed."""
    person = world.person(Role.ORGANISATION_LEAD)
    organisation_ids = []
    with system_scope(db.session(), "partners for a test"):
        for place in range(count):
            organisation = Organisation(
                id=new_id(),
                name=f"Partner {place:04} of {new_id()}",
                sector=Sector.SCHOOL,
                standing=Standing.INVITED,
                made_at=clock.now(),
            )
            db.session.add(organisation)
            organisation_ids.append(organisation.id)
    commit()
    for organisation_id in organisation_ids:
        sign(replace(person, organisation_id=organisation_id), number, clock)
