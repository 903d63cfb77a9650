"""What was answered to the questions after the end, in sums.

They are answered on the page alone: what makes it safe to repeat a request would keep a hash of so few answers with
the account that sent them.
"""

from __future__ import annotations

from typing import Any

from network.core.guard import requires
from network.core.request import current_actor, current_clock
from network.incidents.api.blueprint import blueprint
from network.incidents.permissions import IncidentPermission
from network.incidents.queries.questions import list_told, list_words
from network.incidents.rules.questions import Told
from network.incidents.schemas.questions import ToldListSchema


@blueprint.route("/incidents/questions")
@requires(IncidentPermission.PASS_ON, hidden=True)
@blueprint.response(200, ToldListSchema)
def list_answers() -> dict[str, Any]:
    """The quarters that have ended, the latest first; null is a number that is not said."""
    actor = current_actor()
    told = list_told(actor, current_clock().today())
    words = list_words(actor, told)
    return {"items": [{**_shown(each), "words": words.get(each.quarter, [])} for each in told]}


def _shown(told: Told) -> dict[str, Any]:
    sums = [
        {"question": question, "reply": reply, "value": shown.value}
        for question, replies in told.sums.items()
        for reply, shown in replies.items()
    ]
    return {"year": told.quarter.year, "quarter": told.quarter.number, "answered": told.answered.value, "sums": sums}
