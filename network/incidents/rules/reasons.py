"""Why a referral left its usual way: one short list for each step, and no text (RM, D11)."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from network.core.errors import RuleBroken
from network.incidents.rules.states import Step


class StepReason(StrEnum):
    """Every reason of every list."""

    # A manager takes it back.
    THEY_ASKED = "they-asked"
    ANOTHER_WAY = "another-way"
    NOT_NEEDED = "not-needed"
    # A lead sends it back for something missing.
    NO_WAY_TO_REACH = "no-way-to-reach"
    NOT_CLEAR_WHAT_HAPPENED = "not-clear-what-happened"
    WRONG_DEPARTMENT = "wrong-department"
    NAMES_SOMEBODY = "names-somebody"
    # A lead leads to another route.
    TO_SUPERVISION = "to-supervision"
    TO_WELLBEING = "to-wellbeing"
    TO_GP = "to-gp"
    TO_OCCUPATIONAL_HEALTH = "to-occupational-health"
    TO_STAFF_SUPPORT = "to-staff-support"
    # A lead does not wait for the staff member to read it.
    THEY_WANT_IT_NOW = "they-want-it-now"
    COULD_NOT_BE_ASKED = "could-not-be-asked"
    # A lead lets through what comes after three months.
    CAME_TO_LIGHT_LATER = "came-to-light-later"
    WERE_AWAY = "were-away"
    HAD_TO_WAIT = "had-to-wait"
    # It should never have been sent.
    WRONG_PERSON = "wrong-person"
    SENT_TWICE = "sent-twice"
    TRIED_OUT = "tried-out"
    # A provider hands it back.
    NOBODY_FREE = "nobody-free"
    KNOWS_THEM = "knows-them"
    NOT_OUR_FIELD = "not-our-field"
    # It is closed before its end.
    NOT_REACHED = "not-reached"
    LEFT_THE_ORGANISATION = "left-the-organisation"
    OTHER_HELP_FITS = "other-help-fits"
    # It is opened again.
    CAME_BACK = "came-back"
    ENDED_BY_MISTAKE = "ended-by-mistake"
    KEY_DATE_CAME = "key-date-came"

    @property
    def label(self) -> str:
        """As it is chosen, and as it is shown."""
        return _LABELS[self]


_LABELS: Final[Mapping[StepReason, str]] = {
    StepReason.THEY_ASKED: "The staff member asked for it",
    StepReason.ANOTHER_WAY: "We found another way together",
    StepReason.NOT_NEEDED: "It is not needed any more",
    StepReason.NO_WAY_TO_REACH: "The staff member cannot be reached by what it says",
    StepReason.NOT_CLEAR_WHAT_HAPPENED: "It is not clear what happened, or how they were involved",
    StepReason.WRONG_DEPARTMENT: "The department is missing, or another one",
    StepReason.NAMES_SOMEBODY: "It names a child or a family",
    StepReason.TO_SUPERVISION: "Supervision",
    StepReason.TO_WELLBEING: "The wellbeing service",
    StepReason.TO_GP: "Their GP",
    StepReason.TO_OCCUPATIONAL_HEALTH: "Occupational health",
    StepReason.TO_STAFF_SUPPORT: "Another support for staff",
    StepReason.THEY_WANT_IT_NOW: "They told me that it may go now",
    StepReason.COULD_NOT_BE_ASKED: "They could not be asked, and need help soon",
    StepReason.CAME_TO_LIGHT_LATER: "What it did to them came to light later",
    StepReason.WERE_AWAY: "They were away from work",
    StepReason.HAD_TO_WAIT: "An inquiry or a trial had to end first",
    StepReason.WRONG_PERSON: "It is about somebody else",
    StepReason.SENT_TWICE: "It was sent twice",
    StepReason.TRIED_OUT: "It was to try things out",
    StepReason.NOBODY_FREE: "Nobody is free in time",
    StepReason.KNOWS_THEM: "Everybody who is free knows them",
    StepReason.NOT_OUR_FIELD: "It needs something that we do not offer",
    StepReason.NOT_REACHED: "They could not be reached",
    StepReason.LEFT_THE_ORGANISATION: "They have left the organisation",
    StepReason.OTHER_HELP_FITS: "Other help fits better",
    StepReason.CAME_BACK: "They came back",
    StepReason.ENDED_BY_MISTAKE: "It was ended by mistake",
    StepReason.KEY_DATE_CAME: "A key date came",
}

REASONS: Final[Mapping[Step, tuple[StepReason, ...]]] = {
    Step.WITHDRAW: (StepReason.THEY_ASKED, StepReason.ANOTHER_WAY, StepReason.NOT_NEEDED),
    Step.SEND_BACK: (
        StepReason.NO_WAY_TO_REACH,
        StepReason.NOT_CLEAR_WHAT_HAPPENED,
        StepReason.WRONG_DEPARTMENT,
        StepReason.NAMES_SOMEBODY,
    ),
    Step.REDIRECT: (
        StepReason.TO_SUPERVISION,
        StepReason.TO_WELLBEING,
        StepReason.TO_GP,
        StepReason.TO_OCCUPATIONAL_HEALTH,
        StepReason.TO_STAFF_SUPPORT,
    ),
    Step.DO_NOT_WAIT: (StepReason.THEY_WANT_IT_NOW, StepReason.COULD_NOT_BE_ASKED),
    Step.LET_THROUGH: (StepReason.CAME_TO_LIGHT_LATER, StepReason.WERE_AWAY, StepReason.HAD_TO_WAIT),
    Step.MARK_MISTAKEN: (StepReason.WRONG_PERSON, StepReason.SENT_TWICE, StepReason.TRIED_OUT),
    Step.HAND_BACK: (StepReason.NOBODY_FREE, StepReason.KNOWS_THEM, StepReason.NOT_OUR_FIELD),
    Step.CLOSE_EARLY: (StepReason.NOT_REACHED, StepReason.LEFT_THE_ORGANISATION, StepReason.OTHER_HELP_FITS),
    Step.REOPEN: (StepReason.CAME_BACK, StepReason.ENDED_BY_MISTAKE, StepReason.KEY_DATE_CAME),
}
"""The list of each step that has one; every other step is taken without a reason (U15)."""


def check_reason(step: Step, reason: StepReason | None) -> None:
    """Raises RuleBroken unless the reason is one of the step's list, or there is neither (RM)."""
    if reason not in REASONS.get(step, (None,)):
        raise RuleBroken("reason", "Choose a reason from the list")
