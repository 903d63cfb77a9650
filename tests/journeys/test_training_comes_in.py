"""A lead brings in who trained from another system, mends what could not be taken, and takes a file back."""

from __future__ import annotations

from network.core.permissions import Role
from tests.journeys.walk import bringing, learning
from tests.journeys.walk.stage import Stage


def test_training_comes_in(stage: Stage) -> None:
    coordinator = stage.signed_in(Role.COORDINATOR, "host")
    coordinator.open("/")
    learning.offer_courses(coordinator)
    stage.add_colleagues(Role.ORGANISATION_LEAD)
    lead = stage.signed_in(Role.ORGANISATION_LEAD)
    lead.open("/")

    bringing.send_a_report_with_faults(lead)
    rows = bringing.import_what_can_be_taken(lead)
    bringing.send_the_mended_rows(lead, rows)
    bringing.take_it_back(lead)
