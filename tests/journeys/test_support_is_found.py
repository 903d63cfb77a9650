"""A lead keeps an entry, a colleague finds it in their language, and can leave its page at once."""

from __future__ import annotations

from network.core.permissions import Role
from tests.journeys.walk import finding
from tests.journeys.walk.stage import Stage


def test_support_is_found(stage: Stage) -> None:
    stage.add_colleagues(Role.ORGANISATION_LEAD, Role.STAFF_MEMBER)
    finding.keep(stage, stage.signed_in(Role.ORGANISATION_LEAD))
    finding.find(stage.signed_in(Role.STAFF_MEMBER))
    for has_script in {False, stage.device.has_script}:
        finding.leave_at_once(stage, stage.signed_in(Role.STAFF_MEMBER), by_keys=has_script)
    finding.find_without_an_account(stage.newcomer())
