"""The blueprint of the pages, and the words that their templates share."""

from __future__ import annotations

from flask import Blueprint

from network.incidents.words import HOLDER_WORDS, MANAGER_WORDS, OWN_WORDS, SESSION_WORDS, STATE_WORDS

blueprint = Blueprint("incidents", __name__, url_prefix="/support", template_folder="../templates")
WORDS = {
    "state": STATE_WORDS,
    "holder": HOLDER_WORDS,
    "manager": MANAGER_WORDS,
    "own": OWN_WORDS,
    "session": SESSION_WORDS,
}
blueprint.add_app_template_global(WORDS.__getitem__, "referral_words")
