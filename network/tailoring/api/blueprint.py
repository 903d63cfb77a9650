"""The blueprint of the JSON twin, and how rows become what it says."""

from __future__ import annotations

from typing import Any, Final

from network.core.api import api_blueprint
from network.tailoring.queries.invitations import OwnInvitation, ShownInvitation
from network.tailoring.queries.requests import RequestLine, ShownRequest

blp = api_blueprint("tailoring", "Tailored training: who can give it, who asks for it, and how it was")

_ITEM: Final = ("id", "organisation_id", "state", "asked_at", "until_on", "day")
_FACTS: Final = (
    *_ITEM,
    "course_id",
    "topics",
    "people",
    "level",
    "tailor",
    "mode",
    "town",
    "postcode",
    "from_on",
    "time",
    "access_needs",
    "starts_at",
    "minutes",
    "trained",
    "fits",
    "safe",
    "useful",
    "feedback",
    "practice",
    "version",
)


def item(line: RequestLine) -> dict[str, Any]:
    """A request as lists show it."""
    return {**{name: getattr(line.request, name) for name in _ITEM}, **_names(line)}


def facts(line: RequestLine) -> dict[str, Any]:
    """What is asked for, agreed, and said of it."""
    said = {name: getattr(line.request, name) for name in _FACTS}
    weekdays = [int(day) for day in line.request.weekdays]
    return {**said, **_names(line), "weekdays": weekdays, "department_name": line.department_name}


def _names(line: RequestLine) -> dict[str, str]:
    return {"organisation_name": line.organisation_name, "about": line.about, "giver_name": line.giver_name}


def whole(shown: ShownRequest) -> dict[str, Any]:
    """A request for those who asked, and the coordinator."""
    suggestions = [
        {
            "offer_id": each.giver.offer_id,
            "name": each.giver.name,
            "organisation_name": each.giver.organisation_name,
            "reasons": each.reasons,
            "to_settle": each.to_settle,
        }
        for each in shown.suggestions
    ]
    more = {"themes": shown.request.themes, "giver": shown.giver, "invitations": shown.invitations}
    return {**facts(shown.line), **more, "suggestions": suggestions}


def own_item(own: OwnInvitation) -> dict[str, Any]:
    """What somebody was asked, as their own list shows it."""
    row = own.invitation
    kept = {name: getattr(row, name) for name in ("id", "state", "sent_at", "answer_by")}
    return {**kept, "organisation_name": own.organisation_name, "about": own.about}


def own_whole(shown: ShownInvitation) -> dict[str, Any]:
    """An invitation with what whoever is asked needs to know."""
    line = shown.line
    about = line.about if line is not None else ""
    request = line.request if line is not None else None
    head = own_item(OwnInvitation(shown.invitation, shown.organisation_name, about, request))
    return {**head, "request": facts(line) if line is not None else None, "asker": shown.asker}
