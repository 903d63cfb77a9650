"""A few questions after the end."""

from __future__ import annotations

from wtforms.validators import Optional

from network.core.forms import BaseForm
from network.incidents.rules.questions import LONGEST_WORDS, Question, Reply
from network.ui.fields import Answered, RadiosField, SubmitField, TextareaField, choice


def _question(question: Question) -> RadiosField:
    return RadiosField(
        question.label,
        [Answered("Choose an answer. Not to say is one too")],
        coerce=Reply,
        choices=[choice(each, each.label) for each in Reply],
    )


class QuestionsForm(BaseForm):
    """The questions. It carries no key: what is kept of one would stand with the account of whoever sent it."""

    soon_enough = _question(Question.SOON_ENOUGH)
    helped = _question(Question.HELPED)
    safe = _question(Question.SAFE)
    would_tell = _question(Question.WOULD_TELL)
    words = TextareaField(
        "Is there anything that you would like to add?",
        [Optional()],
        rows=4,
        counted=LONGEST_WORDS,
        hint="No names, no days, nothing by which somebody could be known",
    )
    save = SubmitField("Send my answers")
