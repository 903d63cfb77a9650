"""The blueprint of the pages, and the words that their templates share."""

from __future__ import annotations

from flask import Blueprint

from network.incidents.own_record import when_deleted
from network.incidents.words import (
    GROUP_WORDS,
    HOLDER_WORDS,
    MANAGER_WORDS,
    OWN_REQUEST_WORDS,
    OWN_WORDS,
    SESSION_WORDS,
    STATE_WORDS,
)

blueprint = Blueprint("incidents", __name__, url_prefix="/support", template_folder="../templates")
WORDS = {
    "state": STATE_WORDS,
    "holder": HOLDER_WORDS,
    "manager": MANAGER_WORDS,
    "own": OWN_WORDS,
    "own-request": OWN_REQUEST_WORDS,
    "session": SESSION_WORDS,
    "group": GROUP_WORDS,
}
blueprint.add_app_template_global(WORDS.__getitem__, "referral_words")
blueprint.add_app_template_global(when_deleted, "when_deleted")
