"""Where the next step is taken: the pages of other features to which the reports lead."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import current_app, url_for

from network.reports.rules.lines import Cut, Step
from network.reports.rules.to_do import Task, ToDo

_STEPS = {
    Step.WRITE_TO_LEAD: "accounts.list_roles",
    Step.SEND_AGAIN: "accounts.list_sent_invitations",
    Step.INVITE_LEAD: "accounts.invite_person",
}
_PAGES = {
    Task.ACKNOWLEDGE: "feedback.list_messages",
    Task.ANSWER_REQUESTS: "joining.list_requests",
    Task.FIND_GIVERS: "tailoring.list_requests",
    Task.PUBLISH_CHARTER: "charter.list_versions",
    Task.FOLLOW_CHARTER: "charter.follow",
    Task.ANNOUNCE_EVENT: "events.announce_event",
}
_LISTS = {
    Task.SIGN_CHARTER: Cut.NOT_SIGNED,
    Task.FIND_CHAMPIONS: Cut.NO_CHAMPION,
    Task.TRAIN: Cut.THIN,
    Task.ASK_WORKFORCE: Cut.NO_WORKFORCE,
}
ENDPOINTS = frozenset({*_STEPS.values(), *_PAGES.values(), "organisations.show_organisation"})


def address(endpoint: str, **values: Any) -> str | None:
    """Where a page is; None where the feature that has it is not plugged in."""
    return url_for(endpoint, **values) if endpoint.partition(".")[0] in current_app.blueprints else None


def address_of_step(step: Step, organisation_id: UUID) -> str | None:
    """The page on which this next step with an organisation is taken."""
    return address(_STEPS[step], organisation_id=organisation_id)


def address_of_organisation(organisation_id: UUID) -> str | None:
    """An organisation's entry in the directory."""
    return address("organisations.show_organisation", organisation_id=organisation_id)


def address_to_begin(to_do: ToDo) -> str | None:
    """The page on which this is done, or the list of those that it is about."""
    if to_do.task in _PAGES:
        return address(_PAGES[to_do.task])
    sector = to_do.sectors[0] if len(to_do.sectors) == 1 else None
    return url_for("reports.list_organisations", show=_LISTS[to_do.task], sector=sector)
