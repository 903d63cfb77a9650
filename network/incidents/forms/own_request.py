"""Support that somebody asks for themselves."""

from __future__ import annotations

from uuid import UUID

from wtforms.validators import Optional

from network.core.forms import CreatingForm
from network.incidents.forms.reaching import ReachingFields
from network.incidents.rules.submission import LONGEST_NARRATIVE
from network.ui.fields import (
    Answered,
    DayMonthYearField,
    EmailField,
    SelectField,
    SingleCheckboxField,
    SubmitField,
    TelephoneField,
    TextareaField,
    TextField,
)


class OwnRequestForm(ReachingFields, CreatingForm):
    """What happened, and how to be reached; a manager only for those who wish it (U18)."""

    incident_on = DayMonthYearField(
        "When did it happen?", [Answered("Enter the day that it happened")], hint="For example, 27 3 2026"
    )
    narrative = TextareaField(
        "What happened?",
        rows=6,
        counted=LONGEST_NARRATIVE,
        hint="A few sentences are enough. Please do not name the child or the family",
    )
    department_id = SelectField("Your department", [Optional()], coerce=UUID, choices=[])
    own_telephone = TelephoneField("A telephone number at which you can be called", [Optional()])
    own_email = EmailField(
        "An e-mail address at which you can be written to",
        [Optional()],
        hint="Leave this empty, and we write to the address that you sign in with. A private one is fine",
    )
    may_contact_manager = SingleCheckboxField(
        "The therapist may speak with my manager",
        hint="About how to support you, and who else may be affected. Leave this empty, and no manager learns of it",
    )
    manager_name = TextField("Your manager’s name", [Optional()], autocomplete="off", spellcheck=False)
    manager_telephone = TelephoneField("Your manager’s telephone number", [Optional()], autocomplete="off")
    manager_email = EmailField("Your manager’s e-mail address", [Optional()], autocomplete="off")
    save = SubmitField("Ask for support")
