"""Whoever is at the door: found, noted in the audit, written to. The sign-in acts before there is an actor."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import select

from network.accounts.models import Membership, User
from network.accounts.passwords import verify
from network.accounts.sign_in.messages import SecondStepChanged, StepChange
from network.core import audit, outbox
from network.core.actor import Newcomer, Visitor
from network.core.clock import Clock
from network.core.commit import end_reading
from network.core.database import begin_reading, db, new_id
from network.core.errors import NotFound
from network.core.tenancy import NO_ORGANISATION, scoped, system_scope
from network.organisations.models import Organisation


def normalised_email(text: str) -> str:
    """An address as it is kept: without spaces around it, in lower case."""
    return text.strip().lower()


def find_by_email(email: str) -> User | None:
    """The person with this address whose account is open."""
    with system_scope(db.session(), "who has this address") as system:
        return db.session.scalars(
            scoped(select(User), system, User).where(User.email == normalised_email(email), User.active)
        ).first()


def find_by_uniquifier(uniquifier: str) -> User | None:
    """The person whose sign-ins have this name, if the account is open."""
    with system_scope(db.session(), "whose sign-in this is") as system:
        return db.session.scalars(
            scoped(select(User), system, User).where(User.fs_uniquifier == uniquifier, User.active)
        ).first()


def lock(user_id: UUID) -> User:
    """The person, and nobody else changes them until the commit: what may be used once is used once (`B5`)."""
    with system_scope(db.session(), "the sign-in of a person") as system:
        found = db.session.scalars(
            scoped(select(User), system, User)
            .where(User.id == user_id, User.active)
            .with_for_update()
            .execution_options(populate_existing=True)
        ).first()
    if found is None:
        raise NotFound
    return found


def find_with_password(email: str, password: str) -> User | None:
    """The person with this address and password; None, after as long a time, where either is wrong (`B4`).

    The database is let go of while the password is compared, which takes long on purpose.
    """
    begin_reading(db.session())
    user = find_by_email(email)
    end_reading()
    is_right = verify(password, user.password if user is not None else None)
    return user if is_right else None


def note(user: User, clock: Clock, action: str, changes: Mapping[str, Any] | None = None) -> None:
    """One line of the audit about what somebody did with their own sign-in, in the chain of no organisation."""
    audit.record(
        Newcomer(user.id),
        clock.now(),
        f"accounts.{action}",
        "user",
        user.id,
        organisation_id=NO_ORGANISATION,
        changes=changes,
    )


def note_failure(user_id: UUID | None, clock: Clock, action: str) -> None:
    """A line about a try that went wrong: nobody did it, and perhaps on nobody's account."""
    audit.record(Visitor(), clock.now(), f"accounts.{action}", "user", user_id, organisation_id=NO_ORGANISATION)


def note_wrong_password(email: str, clock: Clock) -> None:
    """A line about a password that was wrong, on the account that it was tried on, if there is one."""
    user = find_by_email(email)
    note_failure(user.id if user is not None else None, clock, "sign_in.refused")


def tell(user: User, what: StepChange, clock: Clock) -> None:
    """Writes to a person that their sign-in changed."""
    outbox.enqueue(SecondStepChanged(user.email, what.value), clock, unique_key=f"second-step-{new_id()}")


def organisations_of(user: User) -> list[str]:
    """The names of the organisations that the person holds or held a role in."""
    with system_scope(db.session(), "the names that a password is not made of") as system:
        names = (
            scoped(select(Organisation.name).distinct(), system, Membership)
            .join(Membership, Membership.organisation_id == Organisation.id)
            .where(Membership.user_id == user.id)
            .limit(20)
        )
        return list(db.session.scalars(names))
