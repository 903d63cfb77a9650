"""Where things are, as paths: for e-mails and the ways on from a refusal."""

from __future__ import annotations

from uuid import UUID

INTRODUCTION = "/join"
ASK = "/join/ask"
WAITING = "/joining"
HOME = "/"
SIGN_IN = "/sign-in"
CHARTER = "/charter"
SIGNATORIES = "/charter/signatories"
EVENTS = "/events"
TELL_US = "/tell-us"


def request(request_id: UUID | str) -> str:
    """One request, for the coordinators."""
    return f"{WAITING}/{request_id}"


def confirm(token: str) -> str:
    """Where somebody confirms that their address is theirs: the link is theirs alone."""
    return f"{INTRODUCTION}/confirm/{token}"
