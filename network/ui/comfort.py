"""What whoever comes to something is told beforehand, so that they can come (`U30`): the questions of a form."""

from __future__ import annotations

from typing import Any, Final, Protocol

from wtforms.validators import Optional

from network.ui.fields import Answered, AtMost, RadiosField, TextareaField, TextField, choice

YES: Final = "yes"
NO: Final = "no"
LONGEST_BREAKS: Final = 500
LONGEST_NOTE: Final = 1000


class Comfort(Protocol):
    """Breaks, a content note or None where none is needed, and what people are free to do."""

    @property
    def breaks(self) -> str: ...
    @property
    def content_note(self) -> str | None: ...
    @property
    def camera_may_be_off(self) -> bool: ...
    @property
    def may_leave_any_time(self) -> bool: ...


class ComfortFields:
    """Asked of whoever holds an event or a session."""

    breaks = TextField(
        "Breaks",
        [Answered("Say when there are breaks"), AtMost(LONGEST_BREAKS)],
        hint="For example: 10:45am for 15 minutes, and lunch at 12:30pm. Or: none, it takes 45 minutes.",
    )
    content_note_needed = RadiosField(
        "Could something in it be hard to hear?",
        [Answered("Choose whether a content note is needed")],
        choices=[choice(NO, "No, no note is needed"), choice(YES, "Yes, people should know beforehand")],
    )
    content_note = TextareaField(
        "Content note",
        [Optional(), AtMost(LONGEST_NOTE)],
        hint="If you chose yes: what may be hard to hear, and when. Name the subject, leave out the detail.",
        rows=3,
    )
    camera_may_be_off = RadiosField(
        "Can people keep their camera off?",
        [Answered("Choose whether people can keep their camera off")],
        choices=[choice(YES, "Yes"), choice(NO, "No")],
        hint="Choose yes where nobody needs a camera.",
        inline=True,
    )
    may_leave_any_time = RadiosField(
        "Can people leave at any time, without giving a reason?",
        [Answered("Choose whether people can leave at any time")],
        choices=[choice(YES, "Yes"), choice(NO, "No")],
        inline=True,
    )

    def comfort(self) -> dict[str, Any]:
        """What was answered, by the names of `Comfort`. A note that was typed is left out where none is needed."""
        return {
            "breaks": self.breaks.data or "",
            "content_note": (self.content_note.data or "") if self.content_note_needed.data == YES else None,
            "camera_may_be_off": self.camera_may_be_off.data == YES,
            "may_leave_any_time": self.may_leave_any_time.data == YES,
        }


def answers_of(stored: Comfort) -> dict[str, Any]:
    """What the questions open with, for something as it stands."""
    return {
        "breaks": stored.breaks,
        "content_note": stored.content_note,
        "content_note_needed": NO if stored.content_note is None else YES,
        "camera_may_be_off": YES if stored.camera_may_be_off else NO,
        "may_leave_any_time": YES if stored.may_leave_any_time else NO,
    }
