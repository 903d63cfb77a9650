"""The twelve areas: what the meetings looked at, and what they did not (ORG-8)."""

from __future__ import annotations

from flask import render_template

from network.core.guard import requires
from network.core.request import current_actor, current_clock
from network.governance.pages.blueprint import blueprint, open_to, whose_asked
from network.governance.permissions import GovernancePermission
from network.governance.queries import meetings
from network.governance.rules.calendar import STALE_AFTER, area_standings
from network.governance.rules.steps import WORKS_ON, areas_without_a_step


@blueprint.get("/areas")
@requires(GovernancePermission.READ)
def list_areas() -> str:
    """Each area with the meeting that last touched it; those that nobody touched for long stand first."""
    actor = current_actor()
    whose = whose_asked(actor)
    touches = meetings.last_touches(actor, whose)
    last = {area: touch.held_on for area, touch in touches.items()}
    return render_template(
        "governance/list_areas.html",
        standings=area_standings(last, current_clock().today()),
        touches=touches,
        whose=whose,
        choices=open_to(actor),
        months=STALE_AFTER,
        works_on=WORKS_ON,
        without_a_step=areas_without_a_step(),
    )
