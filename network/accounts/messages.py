"""What `accounts` writes to people, and the news it has for other features."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from network.core.outbox import Email, message
from network.core.permissions import Role

ROLE_IN_MAIL = {
    Role.COORDINATOR: "network coordinator",
    Role.ORGANISATION_LEAD: "organisation lead",
    Role.DEPARTMENT_LEAD: "department lead",
    Role.MANAGER: "manager",
    Role.CHAMPION: "champion",
    Role.INCIDENT_LEAD: "lead for staff support",
    Role.PROVIDER_ALLOCATOR: "allocator",
    Role.THERAPIST: "team member",
    Role.FACILITATOR: "facilitator",
    Role.BOARD_VIEWER: "board viewer",
    Role.STAFF_MEMBER: "staff member",
}
"""The roles in words that a passer-by may read over a shoulder (`U31`)."""


@message("accounts.invitation_sent")
@dataclass(frozen=True, slots=True)
class InvitationSent:
    """Somebody is invited to a role. It reads the same whether or not the address has an account (`B4`)."""

    kind: ClassVar[str]
    to: str
    name: str
    organisation: str
    role: str
    invited_by: str
    expires_on: str
    token: str

    def email(self, origin: str) -> Email:
        """The invitation, with the one link that redeems it."""
        text = (
            f"Hello {self.name},\n\n"
            f"{self.invited_by} invites you to join {self.organisation} on Network, as {self.role}.\n\n"
            "Network is where partner organisations work and learn together.\n\n"
            f"To accept, open this link:\n{origin}/invitations/{self.token}\n\n"
            f"The link is for you alone. It works once, until {self.expires_on}.\n\n"
            "If you did not expect this, you can leave it. Nothing happens unless you accept.\n"
        )
        return Email(self.to, f"An invitation to {self.organisation}", text)


@message("accounts.role_ended")
@dataclass(frozen=True, slots=True)
class RoleEndedNotice:
    """Somebody's role ends, said to them, so that a closed door does not come as a surprise."""

    kind: ClassVar[str]
    to: str
    name: str
    organisation: str
    role: str
    when: str

    def email(self, origin: str) -> Email:  # noqa: ARG002 - a message's signature
        """What ends and when, and whom to ask."""
        text = (
            f"Hello {self.name},\n\n"
            f"Your role as {self.role} at {self.organisation} on Network {self.when}.\n\n"
            "Thank you for what you did in it. Your account stays, with any other role that you hold.\n\n"
            f"If you think this is a mistake, ask a lead at {self.organisation}.\n"
        )
        return Email(self.to, f"Your role at {self.organisation}", text)


@message("accounts.key_made")
@dataclass(frozen=True, slots=True)
class KeyMade:
    """Said to whoever made a key for programs, so that one made by somebody else in their name is noticed."""

    kind: ClassVar[str]
    to: str

    def email(self, origin: str) -> Email:
        """That there is one, where to end it, and how to shut out whoever made it."""
        text = (
            "A key was made with which a program does on Network what you may do.\n\n"
            f"See your keys, and end them: {origin}/keys\n\n"
            f"If this was not you, choose a new password now, which ends them all: {origin}/forgotten-password\n"
        )
        return Email(self.to, "A key was made in your name", text)


@message("accounts.digest")
@dataclass(frozen=True, slots=True)
class Digest:
    """What is coming up for somebody, all in one (`U34`)."""

    kind: ClassVar[str]
    to: str
    name: str
    lines: list[list[str]]
    """For each: a sentence, and the path of the page on which it is done."""

    def email(self, origin: str) -> Email:
        """The lines, and how to have no more of them."""
        coming = "\n\n".join(f"{words}\n{origin}{path}" for words, path in self.lines)
        text = (
            f"Hello {self.name},\n\nThis is coming up:\n\n{coming}\n\n"
            f"You get this once a day at most. To have no more of it: {origin}/your-sign-in\n"
        )
        return Email(self.to, "What is coming up on Network", text)


@dataclass(frozen=True, slots=True)
class RoleGranted:
    """News: somebody holds, or will hold, a role."""

    membership_id: UUID
    organisation_id: UUID
    user_id: UUID
    role: Role
    starts_on: date
    ends_on: date | None


@dataclass(frozen=True, slots=True)
class RoleEnded:
    """News: somebody's role has a last day since `at`. One before `starts_on` means that it was called off."""

    at: datetime
    membership_id: UUID
    organisation_id: UUID
    user_id: UUID
    role: Role
    starts_on: date
    ends_on: date
