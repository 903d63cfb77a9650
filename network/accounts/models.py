"""People, what they are in each organisation, their invitations and their keys."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, ClassVar
from uuid import UUID

from flask_security import UserMixin
from sqlalchemy import (
    CheckConstraint,
    ColumnElement,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    LargeBinary,
    UniqueConstraint,
    and_,
    or_,
    select,
    true,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from network.core.database import Base, Entity, words
from network.core.permissions import Role
from network.core.tenancy import (
    SQL_JOB,
    SQL_ORGANISATION,
    SQL_USER,
    SQL_WIDE,
    OwnedByOrganisation,
    Scope,
    ScopedTo,
    Sharing,
)


@dataclass(frozen=True, slots=True)
class PeopleRows:
    """The guard of people: oneself, and those who hold a role in the organisation acted in."""

    def criterion(self, entity: Any, scope: Scope) -> ColumnElement[bool]:
        """Oneself and one's colleagues; everybody for the coordinator and for jobs."""
        if scope.job or scope.is_wide:
            return true()
        colleagues = select(Membership.user_id).where(
            ScopedTo(
                Membership.__table__.c.id,
                Membership.organisation_id == scope.organisation_id,
                scope,
            )
        )
        return or_(entity.id == scope.user_id, entity.id.in_(colleagues))

    def may_load(self, row: Any, scope: Scope) -> bool:  # noqa: ARG002 - a guard's signature
        """The criterion decides; a row does not say whose colleague it is."""
        return True

    def may_write(self, row: Any, scope: Scope) -> bool:
        """Oneself; anybody else's account is changed by the system, on somebody's request."""
        return bool(scope.job) or row.id == scope.user_id

    def may_insert(self, values: dict[str, Any], scope: Scope) -> bool:  # noqa: ARG002 - a guard's signature
        """Accounts come from invitations only, which the system redeems."""
        return bool(scope.job)

    sql_reads: ClassVar[str] = (
        f"id = {SQL_USER} OR {SQL_JOB} OR {SQL_WIDE} OR id = ANY(ARRAY("
        f"SELECT user_id FROM membership WHERE organisation_id = {SQL_ORGANISATION}))"
    )
    sql_writes: ClassVar[str] = f"id = {SQL_USER} OR {SQL_JOB}"


class User(UserMixin, Entity, Base):
    """A person who can sign in. A name is one free field (`U27`)."""

    __tablename__ = "user"
    __guard__ = PeopleRows()

    name: Mapped[str]
    email: Mapped[str] = mapped_column(unique=True)
    """In lower case; the address they sign in with and are written to."""
    password: Mapped[str | None]
    active: Mapped[bool] = mapped_column(default=True)
    fs_uniquifier: Mapped[str] = mapped_column(unique=True)
    """Names every sign-in of this person; a new value ends them all (`B6`)."""
    confirmed_at: Mapped[datetime | None]
    tf_primary_method: Mapped[str | None]
    tf_totp_secret: Mapped[str | None]
    tf_last_counter: Mapped[int | None]
    """The number of the last code that was used, so that none is used twice (`B5`)."""
    mf_recovery_codes: Mapped[list[str] | None]
    fs_webauthn_user_handle: Mapped[str | None] = mapped_column(unique=True)
    wants_digest: Mapped[bool] = mapped_column(default=True, server_default=true())
    """Whether they are written to about what is coming up; what is essential comes in any case (`U34`)."""
    made_at: Mapped[datetime]

    webauthn: Mapped[list[Passkey]] = relationship(back_populates="user", cascade="all, delete", lazy="select")
    roles: ClassVar[list[Any]] = []
    """flask-security's own roles: unused, because a role is held in an organisation."""


class Passkey(Entity, Base):
    """A passkey of a person, in flask-security's words."""

    __tablename__ = "passkey"

    user_id: Mapped[UUID] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"), index=True)
    credential_id: Mapped[bytes] = mapped_column(LargeBinary(1024), unique=True)
    public_key: Mapped[bytes] = mapped_column(LargeBinary)
    sign_count: Mapped[int] = mapped_column(default=0)
    transports: Mapped[list[str] | None]
    backup_state: Mapped[bool]
    device_type: Mapped[str]
    extensions: Mapped[str | None]
    create_datetime: Mapped[datetime]
    lastuse_datetime: Mapped[datetime]
    name: Mapped[str]
    usage: Mapped[str]

    user: Mapped[User] = relationship(back_populates="webauthn")


class Membership(OwnedByOrganisation, Entity, Base):
    """A role that a person holds in an organisation, from a day and perhaps until one. Deleted only where private."""

    __tablename__ = "membership"
    __sharing__: ClassVar[Sharing] = Sharing.NETWORK
    __table_args__: Any = (
        UniqueConstraint("organisation_id", "id"),
        Index("ix_membership_organisation_id_role", "organisation_id", "role"),
        ForeignKeyConstraint(["organisation_id", "department_id"], ["department.organisation_id", "department.id"]),
        CheckConstraint(
            "(role = 'department-lead') = (department_id IS NOT NULL)", name="a_department_has_its_lead_alone"
        ),
    )

    user_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"), index=True)
    role: Mapped[Role] = mapped_column(words(Role))
    department_id: Mapped[UUID | None] = mapped_column(index=True)
    """Which department a department lead leads (ORG-4); None for every other role."""
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]
    """The last day on which it is held; None while nobody ended it. Before `starts_on`: called off, never held."""
    granted_by_id: Mapped[UUID | None]
    ended_by_id: Mapped[UUID | None]
    is_private: Mapped[bool] = mapped_column(default=False)
    """Whether it came of a private invitation: nobody but its person is to see it, for it says something of them."""

    @classmethod
    def held_on(cls, day: date) -> ColumnElement[bool]:
        """The roles that are held on this day."""
        return and_(cls.starts_on <= day, or_(cls.ends_on.is_(None), cls.ends_on >= day))

    @classmethod
    def held_or_coming(cls, today: date) -> ColumnElement[bool]:
        """The roles that are held today, or will be."""
        return or_(cls.ends_on.is_(None), and_(cls.ends_on >= today, cls.ends_on >= cls.starts_on))


class DirectoryEntry(OwnedByOrganisation, Entity, Base):
    """That somebody chose to be shown to the members of the network, and what of it; no row, and they are not."""

    __tablename__ = "directory_entry"
    __sharing__: ClassVar[Sharing] = Sharing.PUBLIC
    __table_args__: Any = (UniqueConstraint("organisation_id", "user_id"),)

    user_id: Mapped[UUID] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"), index=True)
    shows_email: Mapped[bool] = mapped_column(default=False)
    job_title: Mapped[str] = mapped_column(default="")
    telephone: Mapped[str] = mapped_column(default="")
    can_be_asked: Mapped[str] = mapped_column(default="")
    """What they can be asked about, in a line of their own."""
    shown_since: Mapped[datetime]


class Invitation(OwnedByOrganisation, Entity, Base):
    """An invitation to hold a role: single use, bound to one address (`B5`)."""

    __tablename__ = "invitation"
    __sharing__: ClassVar[Sharing] = Sharing.NETWORK
    __table_args__: Any = (
        ForeignKeyConstraint(["organisation_id", "department_id"], ["department.organisation_id", "department.id"]),
    )

    email: Mapped[str | None] = mapped_column(index=True)
    """None where it is private: the address then stands in `email_sealed` alone."""
    email_sealed: Mapped[bytes | None]
    email_mark: Mapped[bytes | None] = mapped_column(index=True)
    """What finds a sealed address again by equality."""
    hides_address: Mapped[bool] = mapped_column(default=False)
    """Whether whoever invited chose a name from a list, and is not told the address behind it."""
    name: Mapped[str]
    role: Mapped[Role] = mapped_column(words(Role))
    department_id: Mapped[UUID | None]
    token_hash: Mapped[str] = mapped_column(unique=True)
    invited_by_id: Mapped[UUID | None]
    """None when a command sent it: the first coordinator has nobody to be invited by."""
    starts_on: Mapped[date | None]
    """The first day of the role; None for the day on which it is accepted."""
    ends_on: Mapped[date | None]
    made_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    accepted_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]

    @property
    def is_private(self) -> bool:
        """Whether it is nobody's business but the invited person's: it names nobody, and no list shows it."""
        return self.email is None

    @property
    def shown_email(self) -> str | None:
        """The address, for those who know it: not where the person was chosen by name alone."""
        return None if self.hides_address else self.email


class ApiToken(OwnedByOrganisation, Entity, Base):
    """A key for programs: acts for the person who made it, in one organisation, within its scopes."""

    __tablename__ = "api_token"
    __sharing__: ClassVar[Sharing] = Sharing.PRIVATE

    user_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"))
    label: Mapped[str]
    token_hash: Mapped[str] = mapped_column(unique=True)
    scopes: Mapped[list[str]]
    made_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]


class Guess(Entity, Base):
    """One try at something that can be guessed, under the hash of what it was tried against (`B3`)."""

    __tablename__ = "guess"
    __table_args__ = (Index("ix_guess_key_hash_at", "key_hash", "at"),)

    key_hash: Mapped[str]
    at: Mapped[datetime]


class SaidReminder(Entity, Base):
    """A line that somebody was reminded of, under the hash of its key, so that nothing is said twice (`U34`)."""

    __tablename__ = "said_reminder"
    __table_args__ = (UniqueConstraint("user_id", "key_hash"),)

    user_id: Mapped[UUID] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"))
    key_hash: Mapped[str]
    said_on: Mapped[date] = mapped_column(index=True)


class ParkedForm(Entity, Base):
    """What somebody had typed when their sign-in ran out, sealed, until they are back (`U16`)."""

    __tablename__ = "parked_form"

    user_id: Mapped[UUID] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"))
    path: Mapped[str]
    body: Mapped[bytes]
    made_at: Mapped[datetime] = mapped_column(index=True)
