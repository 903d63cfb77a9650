"""The form that survives a bad line: what its script is told by the pages of training (`U16`, `U28`).

The script keeps a form on the device where no answer comes, and sends it when the line is back. What is kept is found
by whose it is: somebody acting in one organisation. So nobody is shown what somebody else left on a shared phone.
"""

from __future__ import annotations

from typing import Any

from network.core.actor import Actor
from network.core.request import current_visitor
from network.training.permissions import TrainingPermission


def keeping_forms() -> dict[str, Any]:
    """For the pages of whoever logs sessions: the script, what it says above the page, and whose forms it keeps."""
    actor = current_visitor()
    if not isinstance(actor, Actor) or not actor.can(TrainingPermission.LOG_SESSION):
        return {}
    return {
        "more_scripts": ["kept.mjs"],
        "above_main": ["training/kept.html"],
        "keeps_forms_of": f"{actor.user_id}.{actor.organisation_id}",
    }
