"""The keys that sign: made on first use, changed by a command, published for as long as they are to be trusted."""

from __future__ import annotations

from typing import Any, Final

from joserfc.jwk import RSAKey
from sqlalchemy import Select, select

from network.core import audit, crypto
from network.core.actor import SystemActor
from network.core.clock import Clock
from network.core.credentials import addresses
from network.core.credentials.models import SigningKey
from network.core.credentials.office import current_office
from network.core.database import db, new_id
from network.core.errors import NotFound
from network.core.request import current_settings
from network.core.tenancy import scoped, system_scope

ALGORITHM: Final = "RS256"
"""The one that every verifier of Open Badges has to take."""
KEY_BITS: Final = 3072


def generate() -> RSAKey:
    """A new private key."""
    return RSAKey.generate_key(KEY_BITS)


def new_key(actor: SystemActor, clock: Clock) -> SigningKey:
    """Makes the key that signs from now on. The private parts of the former ones are wiped."""
    for former in db.session.scalars(_trusted(actor)):
        former.private_sealed = b""
    made = generate()
    row = SigningKey(
        id=new_id(),
        thumbprint=made.thumbprint(),
        public=made.as_dict(private=False),
        made_at=clock.now(),
    )
    row.private_sealed = crypto.seal(made.as_pem(private=True).decode(), row.place(), clock)
    db.session.add(row)
    db.session.flush()
    current_office().opened.clear()
    _record(actor, "make", row, clock)
    return row


def withdraw_key(actor: SystemActor, thumbprint: str, clock: Clock) -> SigningKey:
    """Has nobody trust a key any more, and what it signed with it. Another one signs then. Raises NotFound."""
    found = db.session.scalars(_trusted(actor).where(SigningKey.thumbprint == thumbprint)).first()
    if found is None:
        raise NotFound(f"No key that is published is called {thumbprint}.")
    found.withdrawn_at, found.private_sealed = clock.now(), b""
    db.session.flush()
    _record(actor, "withdraw", found, clock)
    ensure_key(actor, clock)
    return found


def ensure_key(actor: SystemActor, clock: Clock) -> None:
    """Makes a key where none signs."""
    if _find_current(actor) is None:
        new_key(actor, clock)


def _trusted(actor: SystemActor) -> Select[SigningKey]:
    keys = scoped(select(SigningKey), actor, SigningKey).where(SigningKey.withdrawn_at.is_(None))
    return keys.order_by(SigningKey.made_at.desc(), SigningKey.id.desc())


def _find_current(actor: SystemActor) -> SigningKey | None:
    return db.session.scalars(_trusted(actor).where(SigningKey.private_sealed != b"").limit(1)).first()


def current_key() -> tuple[str, RSAKey]:
    """The name and the private part of the key that signs. Raises NotFound before the first was made."""
    opened = current_office().opened
    with system_scope(db.session(), "the key that signs a credential") as system:
        row = _find_current(system)
        if row is None:
            raise NotFound("Nothing has been signed here yet.")
        if row.thumbprint not in opened:
            opened.clear()
            opened[row.thumbprint] = RSAKey.import_key(crypto.unseal(row.private_sealed, row.place()))
        return name_of(row.thumbprint), opened[row.thumbprint]


def name_of(thumbprint: str) -> str:
    """What a credential calls the key that signed it: an address at which it is found, as Open Badges asks."""
    return current_settings().origin + addresses.key(thumbprint)


def list_public() -> list[dict[str, Any]]:
    """Every key that is to be trusted, the newest first, as a JWK without its private part."""
    with system_scope(db.session(), "public keys are public") as system:
        return [_as_jwk(row) for row in db.session.scalars(_trusted(system))]


def get_public(thumbprint: str) -> dict[str, Any]:
    """One public key. Raises NotFound."""
    with system_scope(db.session(), "public keys are public") as system:
        row = db.session.scalars(_trusted(system).where(SigningKey.thumbprint == thumbprint)).first()
        if row is None:
            raise NotFound("There is no such key.")
        return _as_jwk(row)


def _as_jwk(row: SigningKey) -> dict[str, Any]:
    return {**row.public, "kid": name_of(row.thumbprint), "use": "sig", "alg": ALGORITHM}


def _record(actor: SystemActor, verb: str, row: SigningKey, clock: Clock) -> None:
    action, changes = f"credentials.key.{verb}", {"thumbprint": row.thumbprint}
    audit.record(actor, clock.now(), action, "signing_key", row.id, changes=changes)
