"""How somebody wishes to be reached and met: asked beside a referral, and of whoever asks for themselves (U17, U18)."""

from __future__ import annotations

from collections.abc import Iterable

from wtforms.validators import Optional

from network.incidents.rules.answers import ContactWay, MeetingMode
from network.incidents.rules.submission import LONGEST_WISH
from network.ui.fields import RadiosField, TextareaField, choice


class ReachingFields:
    """None of it has to be answered."""

    contact_way = RadiosField(
        "How would you like to be contacted?",
        [Optional()],
        coerce=ContactWay,
        choices=[choice(each, each.label) for each in ContactWay],
    )
    contact_times = TextareaField(
        "When is it safe to contact you, and is there anything to avoid?",
        [Optional()],
        rows=3,
        counted=LONGEST_WISH,
        hint="For example: after 5pm, and never on the office telephone",
    )
    mode_wish = RadiosField(
        "How would you like to meet?",
        [Optional()],
        coerce=MeetingMode,
        choices=[choice(each, each.label) for each in MeetingMode],
    )

    def offer(self, modes: Iterable[MeetingMode]) -> None:
        """Only how the organisation lets people meet (CI-15)."""
        self.mode_wish.choices = [choice(each, each.label) for each in modes]
