"""Charters and signatures for tests, made as people make them: through the services."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from sqlalchemy import select

from network.accounts.models import Membership
from network.charter.default_charter import DEFAULT_CHARTER
from network.charter.messages import SignatureAsked
from network.charter.models import CharterVersion, Pledge
from network.charter.permissions import CharterPermission
from network.charter.rules.pledges import PledgeText
from network.charter.rules.signing import Details
from network.charter.rules.standing import a_year_on
from network.charter.service import pledges, preparing, signing, versions
from network.charter.text import CharterText
from network.charter.vocabulary import Basis, PledgeState
from network.core import outbox, tenancy
from network.core.actor import Actor
from network.core.clock import Clock
from network.core.commit import commit
from network.core.database import db, new_id
from network.core.permissions import Role
from network.core.tenancy import scoped, system_scope
from network.organisations.models import Organisation, Standing
from network.organisations.vocabulary import Sector
from tests.support.world import Person, World

DETAILS = Details(
    signs_themselves=True,
    signatory_name="Ash Okafor",
    job_title="Chief executive",
    basis=Basis.CHIEF_OFFICER,
)
WITH_DEPUTY = replace(DETAILS, deputy_name="Sam Reyes", deputy_title="Deputy", deputy_email="sam@harrowhill.example")
BY_LINK = replace(DETAILS, signs_themselves=False, signatory_email="ash.okafor@harrowhill.example")
ACTIONS = ("Rewrite our first letter", "Give every front desk a quiet place to sit")


def actor_of(person: Person) -> Actor:
    """Whoever it is, with every right over the charter; the session works for them from here on."""
    actor = Actor(person.user_id, person.organisation_id, frozenset({person.role}), frozenset(CharterPermission), True)
    tenancy.enter(db.session(), actor)
    return actor


def publish_charter(world: World, clock: Clock) -> int:
    """The default charter, published by the coordinator; the number of the version."""
    row = versions.publish_default_charter(actor_of(world.person(Role.COORDINATOR, "host")), clock)
    commit()
    return row.number


def draft_version(world: World, clock: Clock, text: CharterText | None = None) -> int:
    """A draft; its number."""
    actor = actor_of(world.person(Role.COORDINATOR, "host"))
    row = versions.draft_version(actor, text or replace(DEFAULT_CHARTER, title="A draft"), clock)
    commit()
    return row.number


def publish_next_version(
    world: World,
    clock: Clock,
    title: str = "A charter for the years to come",
    *,
    text: CharterText | None = None,
    days: int = 91,
) -> int:
    """Another version in place of the current one, to be signed within so many days."""
    actor = actor_of(world.person(Role.COORDINATOR, "host"))
    draft: CharterVersion = versions.draft_version(actor, text or replace(DEFAULT_CHARTER, title=title), clock)
    affirm_by = clock.today() + timedelta(days=days)
    versions.publish_version(actor, draft.number, draft.version, clock, affirm_by=affirm_by)
    commit()
    return draft.number


def choose_actions(actor: Actor, clock: Clock, texts: tuple[str, ...] = ACTIONS) -> None:
    """Two actions, to be done in a year."""
    due_on = a_year_on(clock.today())
    pledges.set_actions(actor, [PledgeText(text, "Head of communications", due_on) for text in texts], clock)


def prepare(person: Person, clock: Clock, details: Details = DETAILS, statement: str = "") -> Actor:
    """All that is to be done before a signature."""
    actor = actor_of(person)
    choose_actions(actor, clock)
    prepared = preparing.name_signatory(actor, details, preparing.seen_version(actor), clock)
    if statement:
        preparing.state_for_public(actor, statement, prepared.version, clock)
    commit()
    return actor


def sign(person: Person, number: int, clock: Clock, details: Details = DETAILS, statement: str = "") -> UUID:
    """A signature of the person's organisation on a version; its key."""
    actor = prepare(person, clock, details, statement)
    signature = signing.sign_charter(actor, number, details.signatory_name, clock, is_authorised=True)
    commit()
    return signature.id


def send(person: Person, number: int, clock: Clock, details: Details = BY_LINK) -> str:
    """A signatory has it before them; the token of the link that was sent."""
    actor = prepare(person, clock, details)
    preparing.send_to_signatory(actor, number, clock)
    commit()
    return token_sent()


def token_sent() -> str:
    """The token of the link that was sent last."""
    asked = [message for message in outbox.waiting_messages() if isinstance(message, SignatureAsked)]
    return asked[-1].token


def put_in_place(actor: Actor, pledge: Pledge, clock: Clock) -> UUID:
    """A pledge that its organisation says is in place; its key."""
    said = PledgeText(pledge.text, pledge.owner_name, pledge.due_on, PledgeState.IN_PLACE)
    pledges.edit_pledge(actor, pledge.id, said, pledge.version, clock)
    commit()
    return pledge.id


def membership_of(organisation_id: UUID, user_id: UUID) -> UUID:
    """The role that somebody holds in an organisation, to be ended."""
    with system_scope(db.session(), "a role for a test") as system:
        held = scoped(select(Membership.id), system, Membership)
        return db.session.scalars(
            held.where(Membership.organisation_id == organisation_id, Membership.user_id == user_id)
        ).one()


def let_role_run_out(organisation_id: UUID, user_id: UUID, clock: Clock) -> None:
    """Somebody's role here had a last day from the beginning, and that was yesterday."""
    with system_scope(db.session(), "a role for a test") as system:
        held = scoped(select(Membership), system, Membership)
        membership = db.session.scalars(
            held.where(Membership.organisation_id == organisation_id, Membership.user_id == user_id)
        ).one()
        membership.ends_on = clock.today() - timedelta(days=1)


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
