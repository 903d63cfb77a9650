"""The journey as JSON."""

from __future__ import annotations

from marshmallow import fields

from network.core.api import BaseSchema, Words
from network.organisations.vocabulary import Progress, Workstream


class StageSchema(BaseSchema):
    """A stage of the network's."""

    key = fields.String(required=True)
    position = fields.Integer(required=True)
    name = fields.String(required=True)
    meaning = fields.String(required=True)
    version = fields.Integer(required=True)


class EditStageSchema(BaseSchema):
    """What to change of a stage."""

    name = Words()
    meaning = Words()


class AddStageSchema(BaseSchema):
    """A stage to add."""

    name = Words(required=True)
    meaning = Words(load_default="")
    after = fields.String(load_default="", metadata={"description": "The key of the stage before it; empty: the first"})


class StageSaidSchema(BaseSchema):
    """Which stage an organisation said that it was at."""

    stage = fields.Nested(StageSchema, required=True)
    since = fields.Date(required=True)
    said_on = fields.Date(required=True)


class WorkstreamSchema(BaseSchema):
    """How far one of the four areas of work has come."""

    workstream = fields.Enum(Workstream, by_value=True, required=True)
    progress = fields.Enum(Progress, by_value=True, required=True)
    since = fields.Date(required=True, allow_none=True)


class JourneySchema(BaseSchema):
    """Where an organisation is."""

    history = fields.List(fields.Nested(StageSaidSchema), required=True, metadata={"description": "The latest first"})
    workstreams = fields.List(fields.Nested(WorkstreamSchema), required=True)
    best_after = fields.List(
        fields.Enum(Workstream, by_value=True),
        required=True,
        metadata={"description": "What changing services comes best after. It blocks nothing"},
    )


class SetStageSchema(BaseSchema):
    """The stage that an organisation is at."""

    stage = fields.String(required=True, metadata={"description": "The key of a stage"})
    since = fields.Date(required=True)


class SayProgressSchema(BaseSchema):
    """How far an area of work has come."""

    progress = fields.Enum(Progress, by_value=True, required=True)
    since = fields.Date(load_default=None, allow_none=True)
