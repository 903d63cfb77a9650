"""Something that has a credential, and how anybody checks it."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from network.core.actor import SystemActor
from network.core.commit import commit
from network.core.credentials import (
    Credential,
    IssuedCredential,
    find_status,
    issue,
    sign,
)
from network.core.database import db, new_id
from network.core.tenancy import scoped, system_scope


@pytest.fixture
def at_work(app):
    """`with at_work() as job:` works as a job does, and commits at the end."""

    @contextmanager
    def work():
        with app.app_context(), system_scope(db.session(), "a test") as job:
            yield job
            commit()

    return work


@pytest.fixture
def about(at_work, clock):
    """Something that has a credential; its key."""
    key = new_id()
    with at_work():
        issue(key, clock)
    return key


def credential_of(about, clock) -> Credential:
    return Credential(
        id=f"https://example.org/things/{about}",
        types=("OpenBadgeCredential",),
        issuer={"id": "https://example.org/issuer", "type": ["Profile"]},
        valid_from=clock.now(),
        valid_until=clock.now() + timedelta(days=365),
        subject={"id": "https://example.org/them"},
        more={"credentialStatus": find_status(about).member(), "name": "Ein Ständchen 🎻"},
    )


@pytest.fixture
def signed(at_work, clock):
    """Signs the credential of something."""

    def make(about, **changes):
        with at_work():
            return sign(replace(credential_of(about, clock), **changes))

    return make


@pytest.fixture
def token(about, signed):
    """A credential, signed."""
    return signed(about)


@pytest.fixture
def published(visitor):
    """What anybody finds: the JWK set, and the status lists by their addresses."""

    def look():
        answer = visitor.raw.get("/credentials/status/1")
        lists = {"http://127.0.0.1:8000/credentials/status/1": answer.text}
        return visitor.raw.get("/.well-known/jwks.json").text, lists

    return look


@pytest.fixture
def issued():
    """All that were issued."""

    def look(job: SystemActor) -> list[IssuedCredential]:
        return list(db.session.scalars(scoped(select(IssuedCredential), job, IssuedCredential)))

    return look
