"""The service of an organisation: what a program sets, and what it is shown."""

from __future__ import annotations

from marshmallow import fields, validate

from network.core.api import BaseSchema, Words
from network.incidents.rules.setup import ASK_HOURS, KEPT, LONGEST_KEPT_AT, GroupReferrer, Kept


def _kept(name: str) -> fields.Integer:
    return _between(KEPT[name], f"How long is kept: {KEPT[name].words}, in {KEPT[name].unit}")


def _between(kept: Kept, description: str) -> fields.Integer:
    told = {"description": description}
    return fields.Integer(
        strict=True, load_default=kept.usual, validate=validate.Range(min=kept.least, max=kept.most), metadata=told
    )


class ModuleSchema(BaseSchema):
    """The service of an organisation. What is not sent is as it usually is."""

    is_on = fields.Boolean(required=True)
    go_live_on = fields.Date(load_default=None, allow_none=True)
    department_ids = fields.List(
        fields.UUID(), load_default=list, metadata={"description": "Whom it is for; none: everybody"}
    )
    is_small = fields.Boolean(load_default=False)
    provider_id = fields.UUID(load_default=None, allow_none=True)
    agreed_on = fields.Date(
        load_default=None, allow_none=True, metadata={"description": "When the data-sharing agreement was signed"}
    )
    agreement_kept_at = Words(load_default="", metadata={"maxLength": LONGEST_KEPT_AT})
    fallback_id = fields.UUID(load_default=None, allow_none=True)
    fallback_agreed_on = fields.Date(load_default=None, allow_none=True)
    is_virtual_only = fields.Boolean(load_default=False)
    group_referrers = fields.List(
        fields.Enum(GroupReferrer, by_value=True), load_default=lambda: list(GroupReferrer), validate=validate.Length(1)
    )
    allows_self_request = fields.Boolean(load_default=False)
    allows_late = fields.Boolean(
        load_default=False, metadata={"description": "Whether a lead may let through what comes after three months"}
    )
    ask_hours = _between(ASK_HOURS, f"How long it is {ASK_HOURS.words}, in {ASK_HOURS.unit}")
    draft_days = _kept("draft_days")
    particulars_days = _kept("particulars_days")
    summary_months = _kept("summary_months")
    skeleton_months = _kept("skeleton_months")
    data_protection_email = fields.String(
        load_default="", metadata={"description": "Who is told of what is opened in an emergency; may be empty"}
    )


class ModuleShownSchema(ModuleSchema):
    """The service of an organisation as it stands."""

    missing = fields.List(
        fields.String(), required=True, metadata={"description": "What is still to do before it can open"}
    )
