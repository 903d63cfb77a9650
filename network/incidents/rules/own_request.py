"""What somebody says who asks for support for themselves: fewer things than a manager would (U14, U17)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from network.core.errors import RuleBroken
from network.incidents.rules.answers import ContactWay, MeetingMode
from network.incidents.rules.submission import (
    LONGEST_NARRATIVE,
    LONGEST_WISH,
    check_length,
    check_manager,
    check_mode,
    check_own_details,
)


@dataclass(frozen=True, slots=True)
class OwnRequest:
    """When and what it was, and how to reach them; a manager only where they name one and agree (CI-9)."""

    incident_on: date
    narrative: str
    department_id: UUID | None = None
    own_telephone: str = ""
    own_email: str = ""
    contact_way: ContactWay | None = None
    contact_times: str = ""
    mode_wish: MeetingMode | None = None
    may_contact_manager: bool = False
    manager_name: str = ""
    manager_telephone: str = ""
    manager_email: str = ""


def check_own_request(request: OwnRequest, own_email: str, modes: Collection[MeetingMode]) -> None:
    """Raises RuleBroken, with its field, for what nobody could act on.

    What is said of a manager is asked only where they agreed that the therapist speaks with them. `own_email`: the
    address that they sign in with, which is not their manager's.
    """
    if not request.narrative:
        raise RuleBroken("narrative", "Say briefly what happened")
    check_length("narrative", request.narrative, LONGEST_NARRATIVE)
    check_own_details("", request.own_telephone, request.own_email, "")
    check_length("contact_times", request.contact_times, LONGEST_WISH)
    check_mode("mode_wish", request.mode_wish, modes)
    if request.may_contact_manager:
        check_manager(request.manager_name, request.manager_telephone, request.manager_email)
        if request.manager_email.casefold() == own_email.casefold():
            raise RuleBroken("manager_email", "Enter your manager’s own e-mail address, not yours")


def parts_of(request: OwnRequest) -> dict[str, str | None]:
    """The parts of a referral that it fills; nothing of a manager whom nobody is to contact."""
    said: dict[str, str | None] = {
        "incident_on": request.incident_on.isoformat(),
        "narrative": request.narrative,
        "own_telephone": request.own_telephone,
        "own_email": request.own_email,
        "contact_way": request.contact_way,
        "contact_times": request.contact_times,
        "mode_wish": request.mode_wish,
    }
    if request.may_contact_manager:
        said["manager_name"] = request.manager_name
        said["manager_telephone"] = request.manager_telephone
        said["manager_email"] = request.manager_email
    return said
