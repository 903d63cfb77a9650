"""`network people`: how the first coordinator gets in, whom nobody is there to invite."""

from __future__ import annotations

import click
from flask.cli import AppGroup
from sqlalchemy import select

from network.accounts.service.invitations import NewInvitation, invite
from network.core import audit, tenancy
from network.core.actor import SystemActor
from network.core.clock import Clock
from network.core.commit import commit
from network.core.database import db, new_id
from network.core.errors import DomainError, RuleBroken
from network.core.permissions import Role
from network.core.request import current_clock, current_settings
from network.core.text import one_line
from network.organisations.models import Organisation
from network.organisations.vocabulary import Sector, Standing

people = AppGroup("people", help="Invites people.")


@people.command("invite")
@click.argument("email")
@click.option("--role", type=click.Choice([role.value for role in Role]), required=True)
@click.option("--name", required=True, help="Whom the invitation greets.")
@click.option("--organisation", default="", help="Its name. A coordinator's is the host, made if there is none yet.")
@click.option("--sector", type=click.Choice([sector.value for sector in Sector]), default=Sector.COUNCIL.value)
def invite_person(email: str, role: str, name: str, organisation: str, sector: str) -> None:
    """Invites EMAIL to a role, and prints the link of the invitation. The e-mail is sent too, where mail is set up."""
    actor, clock = SystemActor("network people invite"), current_clock()
    tenancy.enter(db.session(), actor)
    try:
        place = _place(actor, Role(role), one_line(organisation), Sector(sector), clock)
        sent = invite(actor, NewInvitation(email, name, Role(role), place.id), clock)
        commit()
    except DomainError as error:
        raise click.ClickException(error.message) from None
    click.echo(f"{sent.invitation.name} is invited to {place.name}. The link works once, for 14 days:", err=True)
    click.echo(f"{current_settings().origin}/invitations/{sent.token}")


def _place(actor: SystemActor, role: Role, name: str, sector: Sector, clock: Clock) -> Organisation:
    if role is Role.COORDINATOR:
        return _host(actor, name, sector, clock)
    if not name:
        raise RuleBroken("organisation", "Say which organisation, with --organisation")
    named = db.session.scalars(select(Organisation).where(Organisation.name == name).limit(2)).all()
    if len(named) != 1:
        several = "Several organisations are" if named else "No organisation is"
        raise RuleBroken("organisation", f"{several} called {name}. Let the coordinator invite from its page instead")
    return named[0]


def _host(actor: SystemActor, name: str, sector: Sector, clock: Clock) -> Organisation:
    host = db.session.scalars(select(Organisation).where(Organisation.is_host)).first()
    if host is not None:
        if name not in {"", host.name}:
            raise RuleBroken("organisation", f"The network is hosted by {host.name}: a coordinator is one there")
        return host
    if not name:
        raise RuleBroken("organisation", "Say which organisation hosts the network, with --organisation")
    host = Organisation(
        id=new_id(),
        name=name,
        sector=sector,
        standing=Standing.PARTNER,
        is_host=True,
        made_at=clock.now(),
    )
    db.session.add(host)
    db.session.flush()
    audit.record(
        actor, clock.now(), "organisations.organisation.hosted", "organisation", host.id, organisation_id=host.id
    )
    return host
