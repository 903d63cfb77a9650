"""What is read to make a signature's credential, and which signatures want one issued or revoked."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import and_, or_, select

from network.charter.credential import make_credential
from network.charter.models import CharterVersion, Signature
from network.charter.queries import signatures, versions
from network.core.actor import Anyone, SystemActor
from network.core.credentials import Credential, IssuedCredential, find_status
from network.core.credentials.badges import Network
from network.core.database import db
from network.core.errors import NotFound
from network.core.tenancy import scoped
from network.organisations.public import codes_of, get_host


def read_network(name: str, origin: str) -> Network:
    """Who issues. Raises NotFound before the network has a host."""
    return Network(name, origin, get_host().name)


def read_credential(actor: Anyone, signature_id: UUID, network: Network, today: date) -> Credential:
    """The credential of one signature. Raises NotFound, as for one that a job has yet to issue."""
    signature = signatures.get_signature(actor, signature_id, today)
    status = find_status(signature.id)
    if status is None:
        raise NotFound("This credential is being prepared. Come back in half an hour.")
    version = versions.get_version(actor, signature.version)
    return make_credential(signature, version, codes_of(actor, signature.organisation_id), status, network)


def list_unissued(job: SystemActor) -> list[Signature]:
    """Every signature for which no credential was issued: those made before there were any."""
    issued = scoped(select(IssuedCredential.id), job, IssuedCredential).where(IssuedCredential.id == Signature.id)
    return list(db.session.scalars(scoped(select(Signature), job, Signature).where(~issued.exists())))


def list_unrevoked(job: SystemActor, today: date) -> list[Signature]:
    """Every signature that ended before its credential may say: taken back, or its version was replaced meanwhile."""
    replaced = and_(CharterVersion.stands_until < Signature.current_until, CharterVersion.stands_until < today)
    ended = (
        select(Signature)
        .join(CharterVersion, CharterVersion.id == Signature.version_id)
        .join(IssuedCredential, IssuedCredential.id == Signature.id)
        .where(IssuedCredential.revoked_at.is_(None), or_(Signature.withdrawn_on.is_not(None), replaced))
    )
    return list(db.session.scalars(scoped(ended, job, Signature, CharterVersion, IssuedCredential)))
