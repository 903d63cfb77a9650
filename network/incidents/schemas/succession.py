"""Another manager follows: what a program sends, and what it is shown."""

from __future__ import annotations

from marshmallow import fields

from network.core.api import BaseSchema, Words
from network.incidents.rules.submission import LONGEST_EMAIL, LONGEST_NAME, LONGEST_TELEPHONE


class NewManagerSchema(BaseSchema):
    """Who manages the person now; one way to reach them is enough."""

    name = Words(required=True, metadata={"maxLength": LONGEST_NAME})
    telephone = Words(load_default="", metadata={"maxLength": LONGEST_TELEPHONE})
    email = Words(load_default="", metadata={"maxLength": LONGEST_EMAIL})


class HandoverAnswerSchema(BaseSchema):
    """Whether the person agrees to the manager to whom it was handed over; otherwise nobody follows."""

    agrees = fields.Boolean(required=True)


class HandedOverSchema(BaseSchema):
    """What one wrote and handed over: that, and no more."""

    reference = fields.String()
    handed_over_at = fields.AwareDateTime()
