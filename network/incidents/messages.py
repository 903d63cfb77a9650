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
    """To the person referred, or to whoever complained: something on a page of theirs is new. `path` is the page's."""

    kind: ClassVar[str]
    to: str
    path: str = "/support/mine"

    def email(self, origin: str) -> Email:
        """Neutral, and short."""
        return Email(
            self.to,
            "There is something new on your page",
            f"""Hello,

There is something new on your page. Sign in to read it, whenever suits you:
{origin}{self.path}
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

If you have a list in more than one organisation, look at each of them.
{_SIGN_OFF}""",
        )


@message("incidents.due-soon")
@dataclass(frozen=True, slots=True)
class DueSoon:
    """To whoever holds a step, or stands in: something on their list has a time that is near."""

    kind: ClassVar[str]
    to: str
    path: str

    def email(self, origin: str) -> Email:
        """Neutral, and short."""
        return Email(
            self.to,
            "Something on your list is due soon",
            f"""Hello,

Something on your list is due soon. Sign in to see it:
{origin}{self.path}

If you have a list in more than one organisation, look at each of them.
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


@message("incidents.opened-in-emergency")
@dataclass(frozen=True, slots=True)
class AgreedInEmergency:
    """To whoever looks after data protection: two people agreed that one of them reads a record (safety.md)."""

    kind: ClassVar[str]
    to: str

    def email(self, origin: str) -> Email:
        """That it was agreed, and whom to ask: nothing of whose record it is."""
        return Email(
            self.to,
            "A record was opened in an emergency",
            f"""Hello,

Two people of your organisation agreed that one of them may read a record on Network for an hour, because of an emergency. Whoever it is about is told who they were and why.

You get this because your organisation named you as its data-protection officer. Your organisation’s leads can tell you more.
{origin}
{_SIGN_OFF}""",  # noqa: E501 - one line a paragraph, as mail programs wrap it
        )


@message("incidents.support-offered")
@dataclass(frozen=True, slots=True)
class SupportOffered:
    """To a colleague: that there is something for them, whoever else there is. Without a token they have a way in."""

    kind: ClassVar[str]
    to: str
    token: str

    def email(self, origin: str) -> Email:
        """That it is theirs to answer, and what their silence means: no."""
        way_in = (
            f"This link makes your way in. It is for you alone, and works once within 14 days:\n"
            f"{origin}/invitations/{self.token}\n\nThen look here:\n{origin}/support/offer"
            if self.token
            else f"Sign in to read it, whenever suits you:\n{origin}/support/offer"
        )
        return Email(
            self.to,
            "There is a page for you",
            f"""Hello,

There is a page for you on Network. It asks one question, which you can answer for yourself or leave. If you do nothing, nothing happens, and nobody learns of it.

{way_in}
{_SIGN_OFF}""",  # noqa: E501 - one line a paragraph, as mail programs wrap it
        )
