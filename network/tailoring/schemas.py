"""The JSON of tailored training: shape only."""

from __future__ import annotations

from marshmallow import fields, validate

from network.core.api import BaseSchema, PageQuerySchema, Words
from network.core.working_days import Weekday
from network.organisations.vocabulary import Sector, TrainingTime, WorkforceLevel
from network.tailoring.vocabulary import InvitationState, RequestState
from network.training.vocabulary import Mode, Topic

_WHOLE = validate.Range(min=0, max=10**9)
_LONG = validate.Length(max=10_000)


class _DayOfWeek(fields.Enum[Weekday]):
    def __init__(self) -> None:
        super().__init__(Weekday, by_value=fields.Integer(strict=True), metadata={"description": "0 is Monday"})


class KeepOfferSchema(BaseSchema):
    """What somebody can give, whole."""

    courses = fields.List(fields.UUID(), required=True, validate=validate.Length(max=500))
    sectors = fields.List(fields.Enum(Sector, by_value=True), required=True)
    places = fields.List(Words(validate=validate.Length(max=1000)), required=True, validate=validate.Length(max=500))
    modes = fields.List(fields.Enum(Mode, by_value=True), required=True)
    weekdays = fields.List(_DayOfWeek(), required=True)
    from_on = fields.Date(load_default=None, allow_none=True)
    until_on = fields.Date(load_default=None, allow_none=True)
    most_a_quarter = fields.Integer(required=True, strict=True, validate=_WHOLE)
    for_others = fields.Boolean(required=True)
    experience = Words(load_default="", validate=_LONG)


class OfferSchema(KeepOfferSchema):
    """An offer, of version 0 where there is none; `lent_at` says since when the lead lets other partners ask."""

    id = fields.UUID(required=True, allow_none=True)
    most_a_quarter = fields.Integer(required=True, allow_none=True)
    for_others = fields.Boolean(required=True, allow_none=True)
    name = fields.String(required=True)
    lent_at = fields.AwareDateTime(required=True, allow_none=True)
    is_paused = fields.Boolean(required=True)
    version = fields.Integer(required=True)


class OfferListSchema(BaseSchema):
    """The offers of an organisation, by name."""

    items = fields.List(fields.Nested(OfferSchema), required=True)


class PauseSchema(BaseSchema):
    """Whether an offer is paused."""

    is_paused = fields.Boolean(required=True)


class LendSchema(BaseSchema):
    """Whether other partners may ask for somebody."""

    is_lent = fields.Boolean(required=True)


class AskTrainingSchema(BaseSchema):
    """What is asked for."""

    course_id = fields.UUID(load_default=None, allow_none=True)
    topics = fields.List(fields.Enum(Topic, by_value=True), load_default=list)
    department_id = fields.UUID(load_default=None, allow_none=True)
    people = fields.Integer(required=True, strict=True, validate=_WHOLE)
    level = fields.Enum(WorkforceLevel, by_value=True, load_default=None, allow_none=True)
    tailor = Words(required=True, has_lines=True, validate=_LONG)
    mode = fields.Enum(Mode, by_value=True, required=True)
    town = Words(load_default="", validate=_LONG)
    postcode = Words(load_default="", validate=_LONG)
    from_on = fields.Date(required=True)
    until_on = fields.Date(required=True)
    weekdays = fields.List(_DayOfWeek(), load_default=list)
    time = fields.Enum(TrainingTime, by_value=True, load_default=None, allow_none=True)
    access_needs = Words(load_default="", has_lines=True, validate=_LONG)


class TrainingRequestItemSchema(BaseSchema):
    """A request as lists show it."""

    id = fields.UUID(required=True)
    organisation_id = fields.UUID(required=True)
    organisation_name = fields.String(required=True)
    about = fields.String(required=True)
    state = fields.Enum(RequestState, by_value=True, required=True)
    asked_at = fields.AwareDateTime(required=True)
    until_on = fields.Date(required=True)
    day = fields.Date(required=True, allow_none=True)
    giver_name = fields.String(required=True, metadata={"description": "Who is asked or has agreed; empty for nobody"})


class GiverSuggestionSchema(BaseSchema):
    """Somebody who fits, with why; nothing else is said of them."""

    offer_id = fields.UUID(required=True)
    name = fields.String(required=True)
    organisation_name = fields.String(required=True)
    reasons = fields.List(fields.String(), required=True)
    to_settle = fields.List(fields.String(), required=True)


class AskedPersonSchema(BaseSchema):
    """Somebody who was asked, and what became of it."""

    name = fields.String(required=True)
    organisation_name = fields.String(required=True)
    state = fields.Enum(InvitationState, by_value=True, required=True)
    sent_at = fields.AwareDateTime(required=True)
    closed_at = fields.AwareDateTime(required=True, allow_none=True)


class ContactSchema(BaseSchema):
    """Whom to write to, once it is agreed."""

    name = fields.String(required=True)
    email = fields.String(required=True)


class TrainingFactsSchema(TrainingRequestItemSchema):
    """What is asked for, what is agreed, and how it was."""

    course_id = fields.UUID(required=True, allow_none=True)
    topics = fields.List(fields.String(), required=True)
    department_name = fields.String(required=True)
    people = fields.Integer(required=True)
    level = fields.Enum(WorkforceLevel, by_value=True, required=True, allow_none=True)
    tailor = fields.String(required=True)
    mode = fields.Enum(Mode, by_value=True, required=True)
    town = fields.String(required=True)
    postcode = fields.String(required=True)
    from_on = fields.Date(required=True)
    weekdays = fields.List(fields.Integer(), required=True, metadata={"description": "0 is Monday; none is any"})
    time = fields.Enum(TrainingTime, by_value=True, required=True, allow_none=True)
    access_needs = fields.String(required=True)
    starts_at = fields.AwareDateTime(required=True, allow_none=True)
    minutes = fields.Integer(required=True, allow_none=True)
    trained = fields.Integer(required=True, allow_none=True)
    fits = fields.Integer(required=True, allow_none=True)
    safe = fields.Integer(required=True, allow_none=True)
    useful = fields.Integer(required=True, allow_none=True)
    feedback = fields.String(required=True)
    practice = fields.String(required=True)
    version = fields.Integer(required=True)


class TrainingRequestSchema(TrainingFactsSchema):
    """A request, whole, for those who asked and the coordinator."""

    themes = fields.List(fields.String(), required=True)
    giver = fields.Nested(ContactSchema, required=True, allow_none=True)
    invitations = fields.List(fields.Nested(AskedPersonSchema), required=True)
    suggestions = fields.List(fields.Nested(GiverSuggestionSchema), required=True)


class TrainingRequestQuerySchema(PageQuerySchema):
    """Which requests."""

    state = fields.Enum(RequestState, by_value=True, load_default=None)


class InviteGiverSchema(BaseSchema):
    """Whom to ask: the offer of somebody who is suggested."""

    offer = fields.UUID(required=True)


class HelpInvitationItemSchema(BaseSchema):
    """What somebody is asked to give, as their own list shows it."""

    id = fields.UUID(required=True)
    organisation_name = fields.String(required=True)
    about = fields.String(required=True, metadata={"description": "Empty where it is theirs to read no more"})
    state = fields.Enum(InvitationState, by_value=True, required=True)
    sent_at = fields.AwareDateTime(required=True)
    answer_by = fields.Date(required=True)


class HelpInvitationListSchema(BaseSchema):
    """What somebody was asked to give, the latest first."""

    items = fields.List(fields.Nested(HelpInvitationItemSchema), required=True)


class HelpInvitationSchema(HelpInvitationItemSchema):
    """An invitation with what is asked for, while it is open or once they said yes."""

    request = fields.Nested(TrainingFactsSchema, required=True, allow_none=True)
    asker = fields.Nested(ContactSchema, required=True, allow_none=True)


class SayYesSchema(BaseSchema):
    """When they give it."""

    day = fields.Date(required=True)
    starts_at = fields.Time(required=True, metadata={"description": "On the clocks of London"})
    minutes = fields.Integer(required=True, strict=True, validate=_WHOLE)


class SayHeldSchema(BaseSchema):
    """That it was held."""

    day = fields.Date(required=True)
    trained = fields.Integer(required=True, strict=True, validate=_WHOLE)


class HowItWasSchema(BaseSchema):
    """How it was: from 1, not at all, to 5, very much."""

    fits = fields.Integer(required=True, strict=True, validate=_WHOLE)
    safe = fields.Integer(required=True, strict=True, validate=_WHOLE)
    useful = fields.Integer(required=True, strict=True, validate=_WHOLE)
    words = Words(load_default="", has_lines=True, validate=_LONG)
    practice = Words(load_default="", has_lines=True, validate=_LONG)


class FeedbackThemesSchema(BaseSchema):
    """What feedback is about, with commas between the themes."""

    themes = Words(required=True, validate=_LONG)


class TailoringFiguresSchema(BaseSchema):
    """Tailored training across the network."""

    asked = fields.Integer(required=True)
    agreed = fields.Integer(required=True)
    delivered = fields.Integer(required=True)
    borrowed = fields.Integer(required=True)
    trained = fields.Integer(required=True)
    declined = fields.Integer(required=True)
    lapsed = fields.Integer(required=True)
    offers = fields.Integer(required=True)
    lent = fields.Integer(required=True)
    waiting = fields.Integer(required=True, attribute="waiting.count")
    waiting_since = fields.AwareDateTime(required=True, allow_none=True, attribute="waiting.since")
    averages = fields.Dict(keys=fields.String(), values=fields.Float(), required=True)
    themes = fields.Dict(keys=fields.String(), values=fields.Integer(), required=True)
