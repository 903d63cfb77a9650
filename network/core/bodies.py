"""How a program's request is read: as JSON that says it is JSON, or it is refused before anything is looked at.

What a library would leave out in silence (a body of another type, a misspelt filter) or trip over (a body that nests
without end, a number of a million digits) is an answer here.
"""

from __future__ import annotations

from typing import Any

from flask import Request
from marshmallow import Schema, fields, validate
from webargs import missing
from webargs.core import parse_json
from webargs.flaskparser import FlaskParser, abort, is_json_request

UNREADABLE = "This is not JSON that we can read."
WORDS: dict[type[fields.Field[Any]], dict[str, str]] = {
    fields.Field: {"required": "This is needed.", "null": "This cannot be null."},
    fields.String: {"invalid": "Send a text.", "invalid_utf8": "Send a text in UTF-8."},
    fields.Integer: {"invalid": "Send a whole number.", "too_large": "Send a smaller number."},
    fields.Boolean: {"invalid": "Send true or false."},
    fields.UUID: {"invalid_uuid": "Send an id, as the API gave it."},
    fields.Date: {"invalid": "Send a day, like 2027-01-24.", "format": "Send a day, like 2027-01-24."},
    fields.AwareDateTime: {
        "invalid": "Send an instant with its zone, like 2027-01-24T09:30:00Z.",
        "invalid_awareness": "Send an instant with its zone, like 2027-01-24T09:30:00Z.",
    },
    fields.List: {"invalid": "Send a list."},
    fields.Enum: {"unknown": "Choose one of: {choices}."},
    fields.Nested: {"type": "Send an object."},
}
"""The library's messages in ours: what to do, not what is wrong with it."""

for _kind, _words in WORDS.items():
    _kind.default_error_messages = {**_kind.default_error_messages, **_words}
validate.Range.message_min = "Send a number that is {min_op} {{min}}."
validate.Range.message_max = "Send a number that is {max_op} {{max}}."
validate.Range.message_all = "Send a number that is {min_op} {{min}} and {max_op} {{max}}."
validate.Length.message_min = "This is to be at least {min} long."
validate.Length.message_max = "This may be at most {max} long."
validate.Length.message_all = "This may be from {min} to {max} long."
validate.OneOf.default_message = "Choose one of: {choices}."


class JsonParser(FlaskParser):
    """Reads the body and the query of a request for `@blueprint.arguments`."""

    # The schema decides for both: a filter left out for its spelling would answer with everything.
    DEFAULT_UNKNOWN_BY_LOCATION = {**FlaskParser.DEFAULT_UNKNOWN_BY_LOCATION, "query": None}  # noqa: RUF012 - its own

    def load_json(self, req: Request, schema: Schema) -> Any:  # noqa: ARG002 - the library's signature
        """What the body says; `missing` where there is none. 415 for another type, 400 for what cannot be read."""
        body = req.get_data(cache=True)
        if not is_json_request(req) and (body or req.content_type):
            abort(415)
        if not body:
            return missing
        try:
            return parse_json(body)
        except (RecursionError, ValueError) as fault:
            abort(400, exc=fault, messages={"json": [UNREADABLE]})
