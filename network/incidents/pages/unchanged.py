"""A form about a case is held against the case as it was when the form was opened (`B35`)."""

from __future__ import annotations

from enum import Enum
from uuid import UUID

from network.core.errors import Conflict
from network.core.forms import EditingForm
from network.core.request import current_actor
from network.incidents.models import Referral
from network.incidents.queries.referrals import get_draft, get_sent_referral
from network.incidents.rules.readers import Capacity
from network.incidents.sealing import read_particulars

CHANGED = "This was changed while you had it open, perhaps by you in another window. Nothing of yours was saved."


def check_draft_unchanged(form: EditingForm, referral_id: UUID) -> None:
    """Raises Conflict, with both texts, where the draft is another than the form was opened with."""
    _check(form, get_draft(current_actor(), referral_id), Capacity.REFERRER)


def check_case_unchanged(form: EditingForm, capacity: Capacity, referral_id: UUID) -> None:
    """The same for a referral that was sent, as far as somebody in this capacity reads it."""
    _check(form, get_sent_referral(current_actor(), capacity, referral_id), capacity)


def _check(form: EditingForm, referral: Referral, capacity: Capacity) -> None:
    if form.seen_version == referral.version:
        return
    said = read_particulars(referral, capacity)
    texts = [
        field
        for field in form
        if hasattr(said, field.name) and isinstance(field.data, str) and not isinstance(field.data, Enum)
    ]
    raise Conflict(
        CHANGED,
        yours={field.label.text: field.data for field in texts},
        theirs={field.label.text: getattr(said, field.name) or "" for field in texts},
    )
