"""What is typed when somebody tells the network something: shape only."""

from __future__ import annotations

from wtforms.validators import Optional

from network.core.forms import CreatingForm
from network.feedback.rules import LONGEST_WORDS
from network.feedback.vocabulary import FeedbackKind
from network.ui.fields import Answered, RadiosField, SubmitField, TextareaField, TextField, choice


class TellUsForm(CreatingForm):
    """What helped, what hurt, what to complain about."""

    kind = RadiosField(
        "What would you like to tell us?",
        [Answered("Choose what it is about")],
        coerce=FeedbackKind,
        choices=[
            choice(FeedbackKind.HELPED.value, FeedbackKind.HELPED.label),
            choice(FeedbackKind.HURT.value, FeedbackKind.HURT.label),
            choice(
                FeedbackKind.COMPLAINT.value,
                "I would like to complain",
                hint="Within 30 days we write back that we have it, if you tell us how to reach you.",
            ),
        ],
    )
    words = TextareaField(
        "What happened?",
        [Answered("Write what you would like us to know")],
        hint="Please leave out what happened in an incident, and anybody’s health. We do not need it.",
        rows=6,
        counted=LONGEST_WORDS,
    )
    about = TextField(
        "Which page or part of the service was it?", [Optional()], hint="For example, booking an event.", width=30
    )
    contact = TextField(
        "How can we reach you?",
        [Optional()],
        hint="An e-mail address or a telephone number. Leave it empty if you do not want an answer.",
        autocomplete="email",
        width=30,
    )
    send = SubmitField("Send")
