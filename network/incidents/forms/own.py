"""The person’s own words and wishes."""

from __future__ import annotations

from wtforms import HiddenField
from wtforms.validators import Optional

from network.core.forms import BaseForm, EditingForm
from network.incidents.forms.reaching import ReachingFields
from network.incidents.rules.answers import Voicemail
from network.incidents.rules.pausing import PauseLength
from network.incidents.rules.submission import LONGEST_COMMENT, LONGEST_CORRECTION, LONGEST_WISH
from network.ui.fields import (
    Answered,
    EmailField,
    RadiosField,
    SubmitField,
    TelephoneField,
    TextareaField,
    TextField,
    choice,
)


class CorrectionForm(EditingForm):
    """The person's own words."""

    correction = TextareaField(
        "What would you like to add or put right?",
        [Optional()],
        rows=6,
        counted=LONGEST_CORRECTION,
        optional=False,
        hint="Write as much or as little as you like. To take it out again, empty the box",
    )
    save = SubmitField("Save")


class PauseForm(BaseForm):
    """For how long nobody is to contact them."""

    weeks = RadiosField(
        "For how long?",
        [Answered("Choose for how long")],
        coerce=lambda value: PauseLength(int(value)),
        choices=[choice(each.value, each.label) for each in PauseLength],
    )
    save = SubmitField("Take a pause")


class GoAheadForm(BaseForm):
    """One press: the button says whether it was read."""

    has_read = HiddenField()


class WishesForm(ReachingFields, EditingForm):
    """How somebody wishes to be reached and met (U17)."""

    called = TextField(
        "What would you like to be called?",
        [Optional()],
        autocomplete="off",
        spellcheck=False,
        hint="A name, and your pronouns if you like",
    )
    own_telephone = TelephoneField(
        "A telephone number of your own",
        [Optional()],
        hint="Where you would rather be called than at the number that your manager gave",
    )
    own_email = EmailField(
        "An e-mail address of your own",
        [Optional()],
        hint="A private one is fine. From now on we write to you there",
    )
    voicemail = RadiosField(
        "May a message be left if you do not answer?",
        [Optional()],
        coerce=Voicemail,
        choices=[choice(each, each.label) for each in Voicemail],
    )
    interpreter = TextField(
        "Would you like an interpreter?", [Optional()], hint="If so, for which language, for example Polish or BSL"
    )
    therapist_wish = TextareaField(
        "Is there anything that matters to you about who the therapist is?",
        [Optional()],
        rows=3,
        counted=LONGEST_WISH,
        hint="For example somebody who does not know your team",
    )
    save = SubmitField("Save")


class CommentForm(EditingForm):
    """What somebody says of their closing summary, to the therapist alone (U20)."""

    comment = TextareaField(
        "Would you like to say something about it?",
        [Optional()],
        rows=4,
        counted=LONGEST_COMMENT,
        hint="Only the therapist reads this, and decides what to change",
    )
    save = SubmitField("I have read it")
