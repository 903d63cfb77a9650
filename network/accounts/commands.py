"""`network people`: how the first coordinator gets in, whom nobody is there to invite."""

from __future__ import annotations

import click
from flask.cli import AppGroup
from sqlalchemy import func, select

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
from network.organisations.public import organisation_said
from network.organisations.vocabulary import Scheme, Sector, Standing

people = AppGroup("people", help="Invites people.")


@people.command("invite")
@click.argument("email")
@click.option("--role", type=click.Choice([role.value for role in Role]), required=True)
@click.option("--name", required=True, help="Whom the invitation greets.")
@click.option(
    "--organisation",
    default="",
    help="Its code, like gss:E10000099, or its name. A coordinator's is the host, made if it is not there.",
)
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


def _place(actor: SystemActor, role: Role, said: str, sector: Sector, clock: Clock) -> Organisation:
    if role is Role.COORDINATOR:
        return _host(actor, said, sector, clock)
    if not said:
        raise RuleBroken("organisation", "Say which organisation, with --organisation")
    return db.session.get_one(Organisation, organisation_said(said).id)


def _host(actor: SystemActor, said: str, sector: Sector, clock: Clock) -> Organisation:
    host = db.session.scalars(select(Organisation).where(Organisation.is_host)).first()
    if host is not None:
        if said and organisation_said(said).id != host.id:
            raise RuleBroken("organisation", f"The network is hosted by {host.name}: a coordinator is one there")
        return host
    if not said:
        raise RuleBroken("organisation", "Say which organisation hosts the network, with --organisation")
    host = _host_said(said)
    if host is None:
        host = Organisation(id=new_id(), name=said, sector=sector, made_at=clock.now())
        db.session.add(host)
    host.is_host, host.standing = True, Standing.PARTNER
    db.session.flush()
    audit.record(
        actor, clock.now(), "organisations.organisation.hosted", "organisation", host.id, organisation_id=host.id
    )
    return host


def _host_said(said: str) -> Organisation | None:
    """The organisation that is to host the network; None for a name that is new, which is given to a new one."""
    is_code = said.partition(":")[0] in set(Scheme)
    if not is_code and not db.session.scalar(select(func.count()).where(Organisation.name == said)):
        return None
    return db.session.get_one(Organisation, organisation_said(said).id)
