"""Complaints about the support, and their answers."""

from __future__ import annotations

from uuid import UUID

from network.core.forms import BaseForm, CreatingForm
from network.incidents.rules.complaints import LONGEST_ANSWER, LONGEST_COMPLAINT
from network.ui.fields import Answered, RadiosField, SubmitField, TextareaField


class ComplaintForm(CreatingForm):
    """To whom, and what was not right; nobody is chosen already (U18)."""

    reader_id = RadiosField("Who is to read it?", [Answered("Choose who reads it")], coerce=UUID, choices=[])
    words = TextareaField(
        "What was not right?",
        rows=8,
        counted=LONGEST_COMPLAINT,
        hint="In your own words. Your name does not go with it, unless you write it here",
    )
    save = SubmitField("Send the complaint")


class AnotherReaderForm(BaseForm):
    """Who reads it now, where who was chosen leads no more."""

    reader_id = RadiosField("Who is to read it now?", [Answered("Choose who reads it")], coerce=UUID, choices=[])
    save = SubmitField("Send it to them")


class ComplaintAnswerForm(BaseForm):
    """What the one who was chosen answers."""

    answer = TextareaField(
        "Your answer", rows=8, counted=LONGEST_ANSWER, hint="Only whoever complained reads it, on their page"
    )
    save = SubmitField("Send the answer")
