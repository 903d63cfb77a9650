"""The forms over what an organisation pledges."""

from __future__ import annotations

from network.charter.models import Pledge
from network.charter.rules.pledges import LONGEST_OWNER, LONGEST_PLEDGE, PledgeText
from network.charter.service.pledges import declared_state
from network.charter.vocabulary import DECLARED, PledgeState
from network.core.forms import BaseForm, CreatingForm, EditingForm
from network.ui.fields import (
    Answered,
    AtMost,
    DayMonthYearField,
    RadiosField,
    SubmitField,
    TextField,
    choice,
)


class _PledgeForm(BaseForm):
    """What is pledged, who sees to it, by when, and how far it has come."""

    text = TextField(
        "What will your organisation do?",
        [
            Answered("Say what your organisation will do"),
            AtMost(LONGEST_PLEDGE),
        ],
        hint="Everybody can read this in the register.",
    )
    owner_name = TextField(
        "Who sees to it?",
        [
            Answered("Enter who sees to it: a name, or a role"),
            AtMost(LONGEST_OWNER),
        ],
        hint="A name, or a role. The public does not see this.",
    )
    due_on = DayMonthYearField("By when?", [Answered("Enter the day by which it is to be in place")])
    state = RadiosField(
        "How far has it come?",
        [Answered("Choose how far it has come")],
        choices=[choice(state.value, state.label) for state in DECLARED],
        coerce=PledgeState,
        hint="Say it as it is: everybody begins with plans.",
    )
    save = SubmitField("Save")

    def said(self) -> PledgeText:
        """What was said, as values."""
        return PledgeText(self.text.data or "", self.owner_name.data or "", self.due_on.data, self.state.data)


class AddCommitmentForm(CreatingForm, _PledgeForm):
    """A commitment for one principle."""


class EditPledgeForm(EditingForm, _PledgeForm):
    """A pledge that colleagues may be changing too."""


class SeenForm(EditingForm):
    """Something done to a row as it was seen."""


def filled_from(pledge: Pledge) -> dict[str, object]:
    """The fields of the form for a pledge: what was checked is in place, as the organisation says it."""
    return {
        "text": pledge.text,
        "owner_name": pledge.owner_name,
        "due_on": pledge.due_on,
        "state": declared_state(pledge),
        "version": str(pledge.version),
    }
