"""Keys for programs: random, shown once, stored as a hash, bound to a person, an organisation and scopes (`B25`)."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select

from network.accounts.actors import build_actor, limit_to_scopes, list_memberships_today
from network.accounts.messages import KeyMade
from network.accounts.models import ApiToken, User
from network.accounts.queries import get_token
from network.core import audit, outbox
from network.core.actor import Actor
from network.core.clock import Clock
from network.core.database import db, new_id
from network.core.errors import RuleBroken
from network.core.permissions import Policies
from network.core.tenancy import scoped, system_scope
from network.core.text import one_line

PREFIX = "network_"
LIFETIME = timedelta(days=365)
LONGEST_LABEL = 100


def hash_of(token: str) -> str:
    """What is stored of a token: enough to recognise it, nothing to use."""
    return hashlib.sha256(token.encode()).hexdigest()


def make_token(actor: Actor, label: str, scopes: Iterable[str], clock: Clock) -> tuple[ApiToken, str]:
    """A new token of this person for the organisation they act in, and its text, which is shown once.

    Scopes that the person does not have are left out. They are written to, so that a key which somebody else made
    in their name is noticed. Raises `RuleBroken` on `label`.
    """
    label = one_line(label)
    if not 0 < len(label) <= LONGEST_LABEL:
        raise RuleBroken("label", f"Say what the key is for, in {LONGEST_LABEL} characters or fewer")
    text = PREFIX + secrets.token_urlsafe(32)
    token = ApiToken(
        id=new_id(),
        organisation_id=actor.organisation_id,
        user_id=actor.user_id,
        label=label,
        token_hash=hash_of(text),
        scopes=sorted(scope for scope in scopes if actor.can(scope)),
        made_at=clock.now(),
        expires_at=clock.now() + LIFETIME,
    )
    db.session.add(token)
    # Not what it may do: that stands in its row, and a right that only a private role brings is nobody's to read.
    audit.record(actor, clock.now(), "accounts.token.made", "api_token", token.id)
    own_address = db.session.scalar(scoped(select(User.email), actor, User).where(User.id == actor.user_id))
    if own_address is not None:
        outbox.enqueue(KeyMade(own_address), clock, unique_key=str(token.id))
    return token, text


def end_token(actor: Actor, token_id: UUID, clock: Clock) -> ApiToken:
    """Ends a key of the actor's organisation: from the commit on it opens nothing. Raises NotFound; twice is once."""
    token = get_token(actor, token_id)
    if token.revoked_at is None:
        token.revoked_at = clock.now()
        audit.record(actor, clock.now(), "accounts.token.ended", "api_token", token.id)
    return token


def end_keys_of(user_id: UUID, clock: Clock) -> None:
    """Ends every key of a person, wherever they made it: whoever changes a password shuts out whoever knew it."""
    with system_scope(db.session(), "the keys of somebody whose password changes") as system:
        working = scoped(select(ApiToken), system, ApiToken).where(
            ApiToken.user_id == user_id, ApiToken.revoked_at.is_(None), ApiToken.expires_at > clock.now()
        )
        for token in db.session.scalars(working):
            token.revoked_at = clock.now()
            where = token.organisation_id
            audit.record(system, clock.now(), "accounts.token.ended", "api_token", token.id, organisation_id=where)


def find_actor(text: str, policies: Policies, clock: Clock) -> Actor | None:
    """The actor behind a bearer token: its maker, as they are today, within its scopes; None for any other text."""
    with system_scope(db.session(), "whose token this is") as system:
        token = db.session.scalars(
            scoped(select(ApiToken), system, ApiToken).where(
                ApiToken.token_hash == hash_of(text), ApiToken.revoked_at.is_(None), ApiToken.expires_at > clock.now()
            )
        ).first()
        if token is None:
            return None
        user = db.session.scalars(scoped(select(User), system, User).where(User.id == token.user_id)).one()
        maker = _actor_of(user, token.organisation_id, policies, clock)
    return limit_to_scopes(maker, token.scopes, token.id) if maker is not None else None


def _actor_of(user: User, organisation_id: UUID, policies: Policies, clock: Clock) -> Actor | None:
    if not user.active:
        return None
    held = [m for m in list_memberships_today(user.id, clock) if m.organisation_id == organisation_id]
    actor = build_actor(user, held, policies, acting_in=organisation_id, has_second_factor=True, signed_in_at=None)
    return actor if isinstance(actor, Actor) else None


class KnownTokens:
    """The hashes of tokens that were good a moment ago, in this process: they need not be counted as guesses.

    Each is looked up again all the same, so that a revoked one ends at once.
    """

    LASTS = timedelta(minutes=5)
    MOST = 1000

    def __init__(self) -> None:
        self._until: dict[str, datetime] = {}

    def knows(self, token_hash: str, clock: Clock) -> bool:
        """Whether the token was good within the last five minutes."""
        until = self._until.get(token_hash)
        return until is not None and clock.now() < until

    def remember(self, token_hash: str, clock: Clock) -> None:
        """Notes that the token is good now."""
        if len(self._until) >= self.MOST:
            self._until.clear()
        self._until[token_hash] = clock.now() + self.LASTS
