"""The pages of questions about the service of an organisation: shape only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final
from uuid import UUID

from wtforms.validators import Optional

from network.core.forms import EditingForm
from network.incidents.rules.setup import ASK_HOURS, KEPT, LONGEST_KEPT_AT, GroupReferrer, Part, Setup
from network.organisations.models import Department, Organisation
from network.ui.comfort import NO, YES
from network.ui.fields import (
    Answered,
    AtMost,
    CheckboxesField,
    DayMonthYearField,
    EmailField,
    RadiosField,
    SelectField,
    SubmitField,
    TextField,
    WholeNumberField,
    choice,
)

EVERYBODY: Final = "everybody"
SOME: Final = "departments"
EVERYBODY_CHOICE: Final = choice(EVERYBODY, "Everybody who works here")
AGREEMENT = "The agreement says what is shared, why, and for how long. Without it nothing may be sent."


@dataclass(frozen=True, slots=True)
class Offered:
    """What there is to choose from."""

    departments: Sequence[Department]
    providers: Sequence[Organisation]


class SetupForm(EditingForm):
    """A page of questions about the service, which says what it fills, shows and reads; as it is, nothing."""

    def offer(self, offered: Offered) -> None:
        """The lists that can be chosen from."""

    def show(self, setup: Setup) -> None:
        """Opens with what was answered before."""

    def said(self, setup: Setup) -> Setup:
        """The answers, over what the other pages said."""
        return setup


class WhoForm(SetupForm):
    """Whom the service is for (CI-1)."""

    reach = RadiosField(
        "Who can be referred?",
        [Answered("Choose who can be referred")],
        choices=[
            EVERYBODY_CHOICE,
            choice(SOME, "Only people of some departments", hint="Choose them below."),
        ],
    )
    department_ids = CheckboxesField("Which departments?", coerce=UUID, choices=[], optional=True)
    is_small = RadiosField(
        "Are you a small organisation, with fewer than 100 people who could be referred?",
        [Answered("Choose yes or no")],
        choices=[
            choice(
                YES,
                "Yes: we share incident leads with partners",
                hint="You see which leads of partners offer to lead for you, and ask them. "
                "Numbers about you alone are never shown to anybody.",
            ),
            choice(NO, "No"),
        ],
    )
    save = SubmitField("Save and go on")

    def offer(self, offered: Offered) -> None:
        """Departments, where there are any."""
        self.department_ids.choices = [choice(each.id, each.name) for each in offered.departments]
        if not self.department_ids.choices:
            del self.department_ids
            self.reach.choices = [EVERYBODY_CHOICE]

    def show(self, setup: Setup) -> None:
        """Opens with what was answered before."""
        self.open_with(reach=SOME if setup.department_ids else EVERYBODY, is_small=YES if setup.is_small else NO)
        if "department_ids" in self:
            self.open_with(department_ids=list(setup.department_ids))

    def validate(self, extra_validators: Any = None) -> bool:
        """Some departments are at least one."""
        is_valid: bool = super().validate(extra_validators)
        if self.reach.data == SOME and not self.department_ids.data:
            self.department_ids.errors = [*self.department_ids.errors, "Choose the departments that it is for"]
            return False
        return is_valid

    def said(self, setup: Setup) -> Setup:
        """The answers, over what the other pages said."""
        chosen = frozenset(self.department_ids.data or ()) if self.reach.data == SOME else frozenset()
        return replace(setup, department_ids=chosen, is_small=self.is_small.data == YES)


class WhenForm(SetupForm):
    """When it goes live; which days count is shown beside (D1, D6)."""

    go_live_on = DayMonthYearField(
        "When does the service go live?",
        [Answered("Enter the day that the service goes live")],
        hint="Incidents from this day on can be referred, for example 4 1 2027",
    )
    save = SubmitField("Save and go on")

    def show(self, setup: Setup) -> None:
        """Opens with what was answered before."""
        self.open_with(go_live_on=setup.go_live_on)

    def said(self, setup: Setup) -> Setup:
        """The answers, over what the other pages said."""
        return replace(setup, go_live_on=self.go_live_on.data)


class ProviderForm(SetupForm):
    """Who provides the support, and what was agreed with them."""

    provider_id = SelectField(
        "Who provides the support?", [Answered("Choose who provides the support")], coerce=UUID, choices=[]
    )
    agreed_on = DayMonthYearField(
        "When was the data-sharing agreement with them signed?",
        [Answered("Enter the day that the data-sharing agreement was signed")],
        hint=AGREEMENT,
    )
    agreement_kept_at = TextField(
        "Where is the agreement kept?",
        [Optional(), AtMost(LONGEST_KEPT_AT)],
        hint="For example: contracts register, number 214. Do not upload it.",
        optional=True,
    )
    fallback_id = SelectField(
        "Who takes it where they cannot?",
        [Optional()],
        coerce=lambda value: UUID(str(value)) if value else None,
        choices=[],
        optional=True,
        hint="A second provider, so that nobody waits for the first.",
    )
    fallback_agreed_on = DayMonthYearField(
        "When was the agreement with this second provider signed?", [Optional()], optional=True
    )
    save = SubmitField("Save and go on")

    def offer(self, offered: Offered) -> None:
        """The providers of the network."""
        choices = [choice(each.id, each.name) for each in offered.providers]
        self.provider_id.choices = self.fallback_id.choices = choices

    def show(self, setup: Setup) -> None:
        """Opens with what was answered before."""
        names = ("provider_id", "agreed_on", "agreement_kept_at", "fallback_id", "fallback_agreed_on")
        self.open_with(**{name: getattr(setup, name) for name in names})

    def said(self, setup: Setup) -> Setup:
        """The answers, over what the other pages said."""
        return replace(
            setup,
            provider_id=self.provider_id.data,
            agreed_on=self.agreed_on.data,
            agreement_kept_at=self.agreement_kept_at.data or "",
            fallback_id=self.fallback_id.data or None,
            fallback_agreed_on=self.fallback_agreed_on.data,
        )


class HowForm(SetupForm):
    """How people meet, and who may ask (CI-14, CI-15, D6)."""

    modes = RadiosField(
        "How can people meet their therapist?",
        [Answered("Choose how people can meet their therapist")],
        choices=[
            choice("all", "By video, by phone or in person", hint="As the staff member wishes."),
            choice("virtual", "Only by video or by phone", hint="In person can come later."),
        ],
    )
    group_referrers = CheckboxesField(
        "Who may ask for support for a whole group?",
        [Answered("Choose at least one who may ask for support for a group")],
        coerce=GroupReferrer,
        choices=[choice(each.value, each.label) for each in GroupReferrer],
    )
    self_request = RadiosField(
        "May a staff member ask the incident lead for support themselves?",
        [Answered("Choose whether a staff member may ask themselves")],
        choices=[
            choice(YES, "Yes", hint="For those who cannot ask their manager. The manager does not learn of it."),
            choice(NO, "No", hint="They can still ask another manager, or the head of service."),
        ],
    )
    late = RadiosField(
        "May an incident lead let a referral through after the three months?",
        [Answered("Choose whether an incident lead may let it through")],
        choices=[
            choice(YES, "Yes, with a reason from a list"),
            choice(NO, "No: other support is offered then"),
        ],
    )
    ask_hours = WholeNumberField(
        "For how long is a therapist asked before the next one is?",
        [Answered("Enter a number of working hours")],
        ASK_HOURS.least,
        ASK_HOURS.most,
        hint=f"In hours of your working days, 8am to 6pm, from {ASK_HOURS.least} to {ASK_HOURS.most}. "
        f"Most organisations choose {ASK_HOURS.usual}.",
    )
    save = SubmitField("Save and go on")

    def show(self, setup: Setup) -> None:
        """Opens with what was answered before."""
        self.open_with(
            ask_hours=setup.ask_hours,
            modes="virtual" if setup.is_virtual_only else "all",
            group_referrers=[each for each in GroupReferrer if each in setup.group_referrers],
            self_request=YES if setup.allows_self_request else NO,
            late=YES if setup.allows_late else NO,
        )

    def said(self, setup: Setup) -> Setup:
        """The answers, over what the other pages said."""
        return replace(
            setup,
            is_virtual_only=self.modes.data == "virtual",
            group_referrers=frozenset(self.group_referrers.data or ()),
            allows_self_request=self.self_request.data == YES,
            allows_late=self.late.data == YES,
            ask_hours=self.ask_hours.data or 0,
        )


def _time(name: str, label: str) -> WholeNumberField:
    kept = KEPT[name]
    hint = f"In {kept.unit}, from {kept.least} to {kept.most}. Most organisations keep it {kept.usual} {kept.unit}."
    return WholeNumberField(label, [Answered(f"Enter a number of {kept.unit}")], kept.least, kept.most, hint=hint)


class KeepingForm(SetupForm):
    """How long things are kept (safety.md, *Retention*)."""

    draft_days = _time("draft_days", "A referral that was begun and not sent")
    particulars_days = _time("particulars_days", "Names, contact details and what happened, after the end")
    summary_months = _time("summary_months", "The closing summary, after the end")
    skeleton_months = _time("skeleton_months", "Dates and numbers without a name, after the end")
    data_protection_email = EmailField(
        "E-mail address of your data-protection officer",
        [Optional()],
        optional=True,
        hint="We write to them when two people open a record in an emergency: that it was opened, and nothing of whom.",
    )
    save = SubmitField("Save and go on")

    def show(self, setup: Setup) -> None:
        """Opens with what was answered before."""
        self.open_with(
            **{name: getattr(setup, name) for name in KEPT}, data_protection_email=setup.data_protection_email
        )

    def said(self, setup: Setup) -> Setup:
        """The answers, over what the other pages said."""
        told = self.data_protection_email.data or ""
        return replace(setup, **{name: self[name].data for name in KEPT}, data_protection_email=told)


SETUP_FORMS: Final[Mapping[Part, type[SetupForm]]] = {
    Part.WHO: WhoForm,
    Part.WHEN: WhenForm,
    Part.PROVIDER: ProviderForm,
    Part.HOW: HowForm,
    Part.KEEPING: KeepingForm,
}
