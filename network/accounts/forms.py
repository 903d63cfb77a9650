"""What is typed when people are invited, accept, end a role or make a key; not what it means."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from wtforms.validators import Optional

from network.accounts.models import User
from network.accounts.queries import OwnPlace
from network.accounts.rules.showing import Shown
from network.accounts.shown import ShownAsked
from network.accounts.wording import WHAT_A_ROLE_DOES
from network.core.forms import BaseForm, CreatingForm
from network.core.permissions import Role
from network.organisations.public import DepartmentSummary
from network.organisations.vocabulary import Sector
from network.ui.fields import (
    Answered,
    CheckboxesField,
    DayMonthYearField,
    EmailField,
    PasswordField,
    RadiosField,
    SearchField,
    SelectField,
    SingleCheckboxField,
    SubmitField,
    TelephoneField,
    TextField,
    choice,
)

NOW, LATER = "now", "later"


class InvitationForm(CreatingForm):
    """Who is invited to be what, here."""

    email = EmailField(
        "Work e-mail address",
        [Answered("Enter an e-mail address, like name@example.org")],
        hint="The invitation is sent here, and only this address can accept it.",
        autocomplete="off",
        width=30,
    )
    name = TextField("Name", [Answered("Enter a name")], hint="They can change it when they accept.", width=30)
    role = RadiosField("Role", [Answered("Choose a role")], coerce=Role)
    department = SelectField(
        "Department", [Optional()], coerce=UUID, hint="For a department lead only: the department that they lead."
    )
    starts_on = DayMonthYearField(
        "First day of the role", [Optional()], hint="Leave empty to begin on the day they accept."
    )
    ends_on = DayMonthYearField("Last day of the role", [Optional()], hint="Leave empty if no end is planned.")
    send = SubmitField("Send the invitation")

    def offer(self, roles: Iterable[Role], departments: Sequence[DepartmentSummary]) -> None:
        """The roles that whoever opened the form may grant here, and the departments to lead."""
        self.department.choices = [choice(department.id, department.name) for department in departments]
        self.role.choices = [choice(role.value, role.label, hint=WHAT_A_ROLE_DOES[role]) for role in roles]

    def answers(self) -> dict[str, Any]:
        """What was typed, by the names of a `NewInvitation`."""
        asked = (self.email, self.name, self.role, self.starts_on, self.ends_on)
        typed = {field.short_name: field.data for field in asked}
        return {**typed, "department_id": self.department.data}


class AcceptanceForm(BaseForm):
    """A new person's name and password. Without a form key: the link itself works once."""

    name = TextField(
        "Your name", [Answered("Enter your name")], hint="As you want others to read it.", autocomplete="name", width=30
    )
    password = PasswordField(
        "Choose a password",
        [Answered("Choose a password")],
        hint="At least 12 characters. Three or four words that do not belong together work well.",
        autocomplete="new-password",
        width=30,
    )
    accept = SubmitField("Accept the invitation")


class HandOverForm(CreatingForm):
    """Who takes on what waits for somebody."""

    colleague = SelectField("Who takes it on?", [Answered("Choose a colleague from the list")], coerce=UUID)
    save = SubmitField("Pass it on")

    def offer(self, people: Iterable[User]) -> None:
        """The colleagues who could."""
        self.colleague.choices = [choice(person.id, person.name) for person in people]


class EndRoleForm(BaseForm):
    """When a role ends. Sent twice it ends once: the second time it is over."""

    when = RadiosField(
        "When does the role end?",
        [Answered("Choose when the role ends")],
        choices=[
            choice(NOW, "Now", hint="They are signed out at once and can no longer do what the role allows."),
            choice(LATER, "At the end of a day", hint="They keep the role until that day is over."),
        ],
    )
    last_day = DayMonthYearField(
        "Last day",
        [Optional()],
        optional=False,
        hint="Leave empty if the role ends now. Otherwise today or later, for example 27 3 2027.",
    )
    end = SubmitField("End the role")

    def validate(self, extra_validators: Any = None) -> bool:
        """A day is needed where the role ends at the end of one."""
        is_valid = bool(super().validate(extra_validators))
        if self.when.data == LATER and self.last_day.data is None and not self.last_day.errors:
            self.last_day.errors = [*self.last_day.errors, "Enter the last day of the role"]
            return False
        return is_valid


class OrganisationChoiceForm(BaseForm):
    """The organisation that somebody acts in from now on."""

    organisation_id = RadiosField("Organisation", [Answered("Choose an organisation")], coerce=UUID)
    choose = SubmitField("Continue")

    def offer(self, organisations: Iterable[OwnPlace]) -> None:
        """The organisations to choose from, each with the roles held there."""
        self.organisation_id.choices = [
            choice(organisation.id, organisation.name, hint=", ".join(role.label for role in organisation.roles))
            for organisation in organisations
        ]


class KeyForm(BaseForm):
    """A key for a program. Its answer shows the key, so it has no form key that would lead elsewhere."""

    label = TextField(
        "What is it for?",
        [Answered("Say what the key is for")],
        hint="For example, the training system of the council. You will know it by this in the list.",
    )
    scopes = CheckboxesField("What may the program do?", [Answered("Choose at least one thing it may do")])
    make = SubmitField("Make the key")


class ShowMyselfForm(BaseForm):
    """What somebody shows of themselves. Sent twice, it is shown once."""

    shows_email = SingleCheckboxField("Show my e-mail address")
    job_title = TextField("Job title", [Optional()], hint="Leave empty to show none.", width=30)
    telephone = TelephoneField("Work telephone number", [Optional()], hint="Leave empty to show none.")
    can_be_asked = TextField(
        "What can people ask you about?",
        [Optional()],
        hint="For example: running a reflective session for a night shift. Leave empty to show nothing.",
        width=30,
    )
    save = SubmitField("Show me to the network")

    @property
    def shown(self) -> Shown:
        """What is to be shown."""
        return Shown(
            bool(self.shows_email.data),
            self.job_title.data or "",
            self.telephone.data or "",
            self.can_be_asked.data or "",
        )


class ShownFilterForm(BaseForm):
    """Which people of the network are wanted."""

    class Meta(BaseForm.Meta):  # type: ignore[name-defined]
        """A filter changes nothing."""

        csrf = False

    search = SearchField("Name, or what you would like to ask", optional=False)
    role = SelectField(
        "Role", choices=[choice(role.value, role.label) for role in Role], coerce=Role, placeholder="All"
    )
    sector = SelectField(
        "Sector", choices=[choice(sector, sector.label) for sector in Sector], coerce=Sector, placeholder="All"
    )

    def asked(self, organisation_id: UUID | None) -> ShownAsked:
        """What was asked for; anything that is not offered is as if it was not asked."""
        return ShownAsked(self.search.data or "", self.role.data, self.sector.data, organisation_id)


class PeopleFilterForm(BaseForm):
    """Which people are listed."""

    class Meta(BaseForm.Meta):  # type: ignore[name-defined]
        """A filter changes nothing."""

        csrf = False

    q = SearchField("Name or e-mail address", optional=False)
