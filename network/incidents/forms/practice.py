"""The forms of the rehearsal: those of the real thing, with another button."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from wtforms.validators import Optional

from network.core.forms import BaseForm
from network.incidents.forms.writing import ManagerForm, StaffMemberForm, TalkForm, TeamForm, WhatHappenedForm, WhenForm
from network.incidents.practice import Place
from network.incidents.rules.summary import LONGEST_SUMMARY
from network.ui.fields import SubmitField, TextareaField


class WordsForm(BaseForm):
    """A few words of a closing summary."""

    words = TextareaField("In a few general words", [Optional()], rows=3, counted=LONGEST_SUMMARY, optional=False)
    save = SubmitField("Go on")


SCENE_FORMS: Final[Mapping[Place, type[BaseForm]]] = {
    Place.TALK: TalkForm,
    Place.WHEN: WhenForm,
    Place.STAFF_MEMBER: StaffMemberForm,
    Place.WHAT_HAPPENED: WhatHappenedForm,
    Place.MANAGER: ManagerForm,
    Place.TEAM: TeamForm,
    Place.SUMMARY: WordsForm,
}
