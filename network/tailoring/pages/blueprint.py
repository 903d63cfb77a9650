"""The blueprint of the pages of tailored training."""

from __future__ import annotations

from flask import Blueprint
from werkzeug.wrappers import Response

from network.tailoring.queries.requests import topics_in_words, weekdays_in_words
from network.tailoring.rules.requests import ANSWER_WITHIN_IN_WORDS, NEEDS_KEPT_IN_WORDS, QUESTIONS, WORDS_KEPT_IN_WORDS

Answer = Response | str | tuple[str, int]

blueprint = Blueprint("tailoring", "network.tailoring", url_prefix="/tailored", template_folder="templates")
blueprint.add_app_template_filter(weekdays_in_words, "weekdays_in_words")
blueprint.add_app_template_filter(topics_in_words, "topics_in_words")


@blueprint.context_processor
def what_holds() -> dict[str, object]:
    """The times and the questions that the rules name, for the pages to say (U8, U9)."""
    return {
        "answer_within": ANSWER_WITHIN_IN_WORDS,
        "needs_kept": NEEDS_KEPT_IN_WORDS,
        "words_kept": WORDS_KEPT_IN_WORDS,
        "questions": QUESTIONS,
    }
