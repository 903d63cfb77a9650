"""Switching the service of an organisation on and off."""

from __future__ import annotations

from network.core.forms import EditingForm
from network.ui.fields import SubmitField


class SwitchForm(EditingForm):
    """No question: only the version that was seen."""


class SwitchOnForm(SwitchForm):
    """One press, once everything is there."""

    save = SubmitField("Switch the service on")


class SwitchOffForm(SwitchForm):
    """One press."""

    save = SubmitField("Switch the service off", style="warning")
