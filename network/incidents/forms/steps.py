"""A step of a referral: one press, or one answer from a short list."""

from __future__ import annotations

from typing import Any, cast
from uuid import UUID

from wtforms import HiddenField

from network.core.forms import BaseForm, EditingForm
from network.incidents.rules.due import LateReason
from network.incidents.rules.reasons import REASONS, StepReason
from network.incidents.rules.states import Step
from network.ui.fields import Answered, RadiosField, SubmitField, choice


class ConfirmForm(BaseForm):
    """One press. Its page says what the button does."""

    save = SubmitField("Continue")

    def __init__(self, words: str, **options: Any) -> None:
        super().__init__(**options)
        self.save.label.text = words


class PassOnForm(BaseForm):
    """The provider whose button was pressed; empty where there is only one."""

    provider_id = HiddenField(filters=[lambda value: UUID(value) if value else None])

    @property
    def chosen(self) -> UUID | None:
        """The provider, as the filter read it."""
        return cast(UUID | None, self.provider_id.data)


class AllocateForm(EditingForm):
    """Which therapist."""

    therapist_id = RadiosField("Which therapist?", [Answered("Choose a therapist")], coerce=UUID, choices=[])
    save = SubmitField("Give it to this therapist")


class LateForm(BaseForm):
    """Why something was late (RM)."""

    reason = RadiosField(
        "Why was it late?",
        [Answered("Choose a reason from the list")],
        coerce=LateReason,
        choices=[choice(each, each.label) for each in LateReason],
    )
    save = SubmitField("Save the reason")


class ReasonForm(BaseForm):
    """Why, from the list of one step (RM)."""

    reason = RadiosField("Why?", [Answered("Choose a reason from the list")], coerce=StepReason, choices=[])
    save = SubmitField("Continue")

    def __init__(self, step: Step, question: str, button: str, **options: Any) -> None:
        super().__init__(**options)
        self.reason.label.text, self.save.label.text = question, button
        self.reason.choices = [choice(each, each.label) for each in REASONS[step]]
