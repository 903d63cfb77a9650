"""The one blueprint of these pages."""

from __future__ import annotations

from flask import Blueprint

from network.training.kept import keeping_forms
from network.training.words import as_percent, current_until, tier_in_words

blueprint = Blueprint("training", "network.training", url_prefix="/training", template_folder="templates")
blueprint.context_processor(keeping_forms)
blueprint.add_app_template_filter(as_percent, "as_percent")
blueprint.add_app_template_filter(current_until, "current_until")
blueprint.add_app_template_filter(tier_in_words, "tier_in_words")
