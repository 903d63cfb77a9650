"""The words of this feature."""

from __future__ import annotations

from enum import StrEnum


class FeedbackKind(StrEnum):
    """What somebody has to say."""

    HELPED = "helped"
    HURT = "hurt"
    COMPLAINT = "complaint"

    @property
    def label(self) -> str:
        """As it is offered to whoever writes, and shown to whoever reads."""
        return _LABELS[self]


_LABELS = {
    FeedbackKind.HELPED: "Something helped",
    FeedbackKind.HURT: "Something hurt, or made things harder",
    FeedbackKind.COMPLAINT: "A complaint",
}
