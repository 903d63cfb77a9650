"""The JSON of importing: shape only."""

from __future__ import annotations

from marshmallow import fields, validate

from network.core.api import BaseSchema, Words
from network.training.exports import DayOrder


class TrainingImportQuerySchema(BaseSchema):
    """What is known about a file besides what it says."""

    dry_run = fields.Boolean(load_default=False, metadata={"description": "Say what would be added, and add nothing"})
    all_or_nothing = fields.Boolean(
        load_default=False, metadata={"description": "Import nothing where a row cannot be taken"}
    )
    course = Words(
        load_default="",
        validate=validate.Length(max=100),
        metadata={"description": "The code of the course, where the file does not say which it is"},
    )
    called = Words(
        load_default="",
        validate=validate.Length(max=300),
        metadata={"description": "Which of several courses or activities of the file is the course"},
    )
    dates = fields.Enum(DayOrder, by_value=True, load_default=None)
    held_on = fields.Date(load_default=None, metadata={"description": "The day, where the file has none"})
    person = Words(
        load_default="",
        validate=validate.Length(max=254),
        metadata={"description": "Whose record it is, where the file does not say: e-mail or staff number"},
    )
    columns = fields.List(
        Words(validate=validate.Length(max=300)),
        load_default=list,
        validate=validate.Length(max=20),
        metadata={"description": "Which heading holds what, like email=Mailbox; once for each"},
    )
    names_alone = fields.Boolean(
        load_default=False,
        metadata={"description": "Take people of whom only a name is known; they are counted apart"},
    )


class TrainingImportRefusalSchema(BaseSchema):
    """A row that was not taken, as a spreadsheet numbers it, and what to do."""

    row = fields.Integer(required=True)
    why = fields.String(required=True)


class TrainingImportQuestionSchema(BaseSchema):
    """What has to be answered before anything is imported."""

    about = fields.String(required=True)
    question = fields.String(required=True)
    answers = fields.List(fields.String(), required=True)


class TrainingImportCountsSchema(BaseSchema):
    """What an import did, in rows of the file; `people` are different people who were new."""

    rows = fields.Integer(required=True)
    added = fields.Integer(required=True)
    already = fields.Integer(required=True)
    not_complete = fields.Integer(required=True)
    other_courses = fields.Integer(required=True)
    people = fields.Integer(required=True)


class TrainingImportReportSchema(TrainingImportCountsSchema):
    """What an import did, or would do."""

    system = fields.String(required=True)
    refused = fields.List(fields.Nested(TrainingImportRefusalSchema), required=True)
    questions = fields.List(fields.Nested(TrainingImportQuestionSchema), required=True)


class TrainingImportNumbersSchema(TrainingImportCountsSchema):
    """The same of a file that was imported before."""

    refused = fields.Integer(required=True)


class TrainingImportSchema(BaseSchema):
    """A file that was imported."""

    id = fields.UUID(required=True)
    filename = fields.String(required=True)
    system = fields.String(required=True)
    imported_at = fields.AwareDateTime(required=True)
    taken_back_at = fields.AwareDateTime(required=True, allow_none=True)
    report = fields.Nested(TrainingImportNumbersSchema, required=True)
