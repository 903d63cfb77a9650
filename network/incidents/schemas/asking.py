"""Asking therapists, their answer, their room and their week."""

from __future__ import annotations

from marshmallow import fields, validate

from network.core.api import BaseSchema
from network.incidents.rules.asking import MOST_PLACES, AskState, Connection, TurnDownReason
from network.incidents.rules.week import EntryKind
from network.incidents.schemas.shown import CaseSchema


class AskSchema(BaseSchema):
    """Whom to ask, one after the other."""

    therapist_ids = fields.List(
        fields.UUID(),
        required=True,
        validate=validate.Length(1, 100),
        metadata={"description": "In the order in which they are asked"},
    )


class CandidateSchema(BaseSchema):
    """A therapist who could be asked."""

    id = fields.UUID()
    name = fields.String()
    cases = fields.Integer(metadata={"description": "How many people they support at the moment"})
    places = fields.Integer(allow_none=True, metadata={"description": "How many they can; null: they have not said"})
    away_until = fields.Date(allow_none=True, metadata={"description": "The last day on which they take nobody on"})
    connections = fields.List(fields.Enum(Connection, by_value=True))
    turned_down = fields.Enum(TurnDownReason, by_value=True, allow_none=True)


class AskedTherapistSchema(BaseSchema):
    """A therapist who was asked, or will be."""

    name = fields.String()
    state = fields.Enum(AskState, by_value=True)
    asked_at = fields.AwareDateTime(allow_none=True)
    lapses_at = fields.AwareDateTime(allow_none=True)
    reason = fields.Enum(TurnDownReason, by_value=True, allow_none=True)


class AskingSchema(BaseSchema):
    """Who can be asked, best first, and who was."""

    candidates = fields.List(fields.Nested(CandidateSchema))
    asked = fields.List(fields.Nested(AskedTherapistSchema))
    is_going_on = fields.Boolean()


class AskedLineSchema(BaseSchema):
    """Something that a therapist is asked about, without names."""

    id = fields.UUID()
    reference = fields.String()
    organisation_name = fields.String()
    lapses_at = fields.AwareDateTime()


class AskedListSchema(BaseSchema):
    """What a therapist is asked about now."""

    asked = fields.List(fields.Nested(AskedLineSchema))


class TurnDownSchema(BaseSchema):
    """Why not."""

    reason = fields.Enum(TurnDownReason, by_value=True, required=True)


class AskedCaseSchema(CaseSchema):
    """What a therapist is asked about: as much as saying whether they know somebody needs."""


class RoomSchema(BaseSchema):
    """How much room a therapist has."""

    places = fields.Integer(required=True, strict=True, validate=validate.Range(0, MOST_PLACES))
    away_until = fields.Date(load_default=None, allow_none=True)


class NewTieSchema(BaseSchema):
    """What ties a therapist to an organisation."""

    tied_to_id = fields.UUID(required=True)
    connection = fields.Enum(Connection, by_value=True, required=True)


class TieSchema(BaseSchema):
    """One thing that ties a therapist to an organisation."""

    id = fields.UUID()
    organisation_name = fields.String()
    connection = fields.Enum(Connection, by_value=True)


class OwnRoomSchema(BaseSchema):
    """What a therapist said of their room, and of whom they know."""

    room = fields.Nested(RoomSchema, allow_none=True)
    ties = fields.List(fields.Nested(TieSchema))


class WeekQuerySchema(BaseSchema):
    """Which week."""

    day = fields.Date(
        load_default=None, data_key="from", metadata={"description": "Any day of it; without it, this week"}
    )


class WeekEntrySchema(BaseSchema):
    """One line of a week."""

    kind = fields.Enum(EntryKind, by_value=True)
    at = fields.AwareDateTime(allow_none=True)
    reference = fields.String()
    of_id = fields.UUID(metadata={"description": "The referral, or the group"})


class DayOfWeekSchema(BaseSchema):
    """One day of a week."""

    on = fields.Date()
    entries = fields.List(fields.Nested(WeekEntrySchema))


class WeekSchema(BaseSchema):
    """A therapist's week."""

    days = fields.List(fields.Nested(DayOfWeekSchema))
    asked = fields.List(fields.Nested(AskedLineSchema))
    room = fields.Nested(RoomSchema, allow_none=True)
