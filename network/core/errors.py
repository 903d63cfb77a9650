"""The one tree of errors. A rule that says no raises; `core.answers` turns it into a page or JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


class DomainError(Exception):
    """Something that a person can understand went another way than they asked."""

    status = 400
    code = "bad-request"

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class NotFound(DomainError):
    """It is not there, or this actor may not see that it is: the two answer alike (`B12`)."""

    status = 404
    code = "not-found"

    def __init__(self, message: str = "We could not find that.") -> None:
        super().__init__(message)


class NotAllowed(DomainError):
    """The actor's role does not include this action, whatever it is done to."""

    status = 403
    code = "not-allowed"

    def __init__(self, message: str = "Your role does not include this.") -> None:
        super().__init__(message)


class SecondFactorNeeded(NotAllowed):
    """The actor's role needs a second factor, which this sign-in has not given (`B1`)."""

    code = "second-factor-needed"


class FreshSignInNeeded(NotAllowed):
    """The action needs a sign-in of the last few minutes (`B8`)."""

    code = "fresh-sign-in-needed"


@dataclass(frozen=True, slots=True)
class OtherRoute:
    """Somewhere else to go when the software says no (`U37`). `href` is a path, `tel:` or `mailto:` address."""

    text: str
    href: str | None = None


class RuleBroken(DomainError):
    """A rule of the domain says no. `field` names the input to mend; without one the answer is a page of its own."""

    status = 422
    code = "rule-broken"

    def __init__(self, field: str | None, message: str, *, routes: tuple[OtherRoute, ...] = ()) -> None:
        super().__init__(message)
        self.field = field
        self.routes = routes


class Conflict(DomainError):
    """Someone else changed it first. `yours` and `theirs` hold the fields that differ, by label."""

    status = 409
    code = "conflict"

    def __init__(
        self,
        message: str = "Somebody else changed this while you were working on it.",
        *,
        yours: Mapping[str, str] | None = None,
        theirs: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(message)
        self.yours = dict(yours or {})
        self.theirs = dict(theirs or {})


class TooMany(DomainError):
    """Too many tries in a short time (`B3`). `retry_after` is in seconds."""

    status = 429
    code = "too-many"

    def __init__(self, message: str, *, retry_after: int) -> None:
        super().__init__(message)
        self.retry_after = retry_after
