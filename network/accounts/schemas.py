"""The JSON of people, roles and invitations: what goes out, and the few fields that come in (`B14`)."""

from __future__ import annotations

from marshmallow import fields, validate

from network.accounts.rules.inviting import LONGEST_EMAIL, LONGEST_NAME, InvitationState
from network.core.api import BaseSchema, PageQuerySchema, Words
from network.core.permissions import Role
from network.core.text import LONGEST_SEARCH
from network.organisations.vocabulary import Sector


class PlaceQuerySchema(BaseSchema):
    """Whose people: the organisation acted in, unless a coordinator names another."""

    organisation_id = fields.UUID(load_default=None, allow_none=True)


class PeopleQuerySchema(PageQuerySchema, PlaceQuerySchema):
    """Which page, of whose people."""


class MembershipSchema(BaseSchema):
    """A role that somebody holds, held or will hold."""

    id = fields.UUID(required=True)
    organisation_id = fields.UUID(required=True)
    user_id = fields.UUID(required=True)
    name = fields.String(required=True)
    role = fields.Enum(Role, by_value=True, required=True)
    department_id = fields.UUID(required=True, allow_none=True)
    starts_on = fields.Date(required=True)
    ends_on = fields.Date(required=True, allow_none=True)


class EndOfRoleSchema(BaseSchema):
    """When a role ends: `last_day` is still held; without it the role ends at once."""

    last_day = fields.Date(load_default=None, allow_none=True)


class NewInvitationSchema(BaseSchema):
    """Who is invited to be what."""

    email = fields.String(required=True, validate=validate.Length(max=LONGEST_EMAIL))
    name = fields.String(required=True, validate=validate.Length(max=LONGEST_NAME))
    role = fields.Enum(Role, by_value=True, required=True)
    department_id = fields.UUID(
        load_default=None, allow_none=True, metadata={"description": "Which department, for a department lead"}
    )
    starts_on = fields.Date(load_default=None, allow_none=True)
    ends_on = fields.Date(load_default=None, allow_none=True)


class InvitationSchema(BaseSchema):
    """An invitation. Its link is in the e-mail alone."""

    id = fields.UUID(required=True)
    organisation_id = fields.UUID(required=True)
    email = fields.String(
        required=True, allow_none=True, metadata={"description": "Null where the person was chosen by name alone"}
    )
    name = fields.String(required=True)
    role = fields.Enum(Role, by_value=True, required=True)
    department_id = fields.UUID(required=True, allow_none=True)
    state = fields.Enum(InvitationState, by_value=True, required=True)
    starts_on = fields.Date(required=True, allow_none=True)
    ends_on = fields.Date(required=True, allow_none=True)
    made_at = fields.AwareDateTime(required=True)
    expires_at = fields.AwareDateTime(required=True)


class ShownQuerySchema(PageQuerySchema):
    """Which people of the network are wanted."""

    search = fields.String(load_default="", validate=validate.Length(max=LONGEST_SEARCH))
    role = fields.Enum(Role, by_value=True, load_default=None)
    sector = fields.Enum(Sector, by_value=True, load_default=None)
    organisation_id = fields.UUID(load_default=None)


class ShownPersonSchema(BaseSchema):
    """Somebody as they chose to be shown; what they did not choose is empty."""

    name = fields.String(required=True)
    organisation_id = fields.UUID(required=True)
    organisation = fields.String(required=True)
    sector = fields.Enum(Sector, by_value=True, required=True)
    roles = fields.List(fields.Enum(Role, by_value=True), required=True)
    email = fields.String(required=True)
    job_title = fields.String(required=True)
    telephone = fields.String(required=True)
    can_be_asked = fields.String(required=True)


class ShownSchema(BaseSchema):
    """What one shows of oneself beside name, roles and organisation; empty is not shown."""

    shows_email = fields.Boolean(load_default=False)
    job_title = Words(load_default="")
    telephone = Words(load_default="")
    can_be_asked = Words(load_default="")


class MeSchema(BaseSchema):
    """Whom a key acts for, where, and what it may do."""

    id = fields.UUID(required=True)
    name = fields.String(required=True)
    organisation_id = fields.UUID(required=True)
    organisation = fields.String(required=True)
    roles = fields.List(fields.Enum(Role, by_value=True), required=True)
    scopes = fields.List(fields.String(), required=True)
