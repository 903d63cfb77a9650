"""The e-mails of this feature. They say that there is something to look at, and nothing of what it is (U31, B33)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from network.core.outbox import Email, message

_SIGN_OFF = """
This message says no more than that on purpose, so that nobody who happens to see it learns anything about anyone.
"""


@message("incidents.page-made")
@dataclass(frozen=True, slots=True)
class PageMade:
    """To the person referred, who already has an account: there is a page of their own."""

    kind: ClassVar[str]
    to: str

    def email(self, origin: str) -> Email:
        """A first word: what it is, that nothing is decided, where to look."""
        return Email(
            self.to,
            "There is a page for you",
            f"""Hello,

There is a page for you on Network. It follows a talk that you had at work, and it is about help that is there for you if you would like it.

You can read what was written, put it right, and say how you would like to be contacted. It is your choice, and you can say no at any time.

Sign in to read it, whenever suits you:
{origin}/support/mine
{_SIGN_OFF}""",  # noqa: E501 - one line a paragraph, as mail programs wrap it
        )


@message("incidents.page-offered")
@dataclass(frozen=True, slots=True)
class PageOffered:
    """To the person referred, who cannot see their page yet: a link that lets them in, once."""

    kind: ClassVar[str]
    to: str
    token: str

    def email(self, origin: str) -> Email:
        """The same words as `PageMade`, with the link that makes the way in."""
        return Email(
            self.to,
            "There is a page for you",
            f"""Hello,

There is a page for you on Network. It follows a talk that you had at work, and it is about help that is there for you if you would like it.

You can read what was written, put it right, and say how you would like to be contacted. It is your choice, and you can say no at any time.

This link makes your way in. It is for you alone, and works once within 14 days:
{origin}/invitations/{self.token}
{_SIGN_OFF}""",  # noqa: E501 - one line a paragraph, as mail programs wrap it
        )


@message("incidents.page-changed")
@dataclass(frozen=True, slots=True)
class PageChanged:
    """To the person referred: something on their page is new."""

    kind: ClassVar[str]
    to: str

    def email(self, origin: str) -> Email:
        """Neutral, and short."""
        return Email(
            self.to,
            "There is something new on your page",
            f"""Hello,

There is something new on your page. Sign in to read it, whenever suits you:
{origin}/support/mine
{_SIGN_OFF}""",
        )


@message("incidents.desk-changed")
@dataclass(frozen=True, slots=True)
class DeskChanged:
    """To somebody who holds a step, or held one: their list has changed. `path` is the list's."""

    kind: ClassVar[str]
    to: str
    path: str

    def email(self, origin: str) -> Email:
        """Neutral, and short."""
        return Email(
            self.to,
            "Something on your list needs you",
            f"""Hello,

Something on your list is new or has changed. Sign in to see it:
{origin}{self.path}
{_SIGN_OFF}""",
        )


@message("incidents.list-changed")
@dataclass(frozen=True, slots=True)
class ListChanged:
    """To the manager who wrote it: it has reached its end, however it ended (CI-19, D10)."""

    kind: ClassVar[str]
    to: str

    def email(self, origin: str) -> Email:
        """Neutral, and short: the same words for every end, so that the message tells none apart."""
        return Email(
            self.to,
            "Something on your list has changed",
            f"""Hello,

Something on your list has changed. You do not need to do anything. Sign in to see it:
{origin}/support/requests
{_SIGN_OFF}""",
        )
