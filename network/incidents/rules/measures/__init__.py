"""What is counted of the service, M1 to M8, and how fast it was: pure functions over the facts of cases.

What counts as what is written once, beside each figure, in `definitions`.
"""

from network.incidents.rules.due import Due
from network.incidents.rules.measures.counted import (
    LEFT_EARLY,
    Lengths,
    count_group_sessions,
    count_referrals,
    exits,
    incidents_by_therapist,
    is_active,
    lengths,
    list_active,
    staff_by_therapist,
    was_sent_in,
)
from network.incidents.rules.measures.definitions import DEFINITIONS, Definition, Measure, definition_of
from network.incidents.rules.measures.desks import Desk, DeskTime, time_at
from network.incidents.rules.measures.facts import CaseFacts, HeldSession, Move, Period
from network.incidents.rules.measures.figures import Figures, figures_of
from network.incidents.rules.measures.lines import (
    DESKS,
    WENT,
    Line,
    Unit,
    lines_by_therapist,
    lines_of,
    lines_of_lateness,
    lines_of_talks,
)
from network.incidents.rules.measures.on_time import OnTime, Timeliness, on_time, timeliness

__all__ = [
    "DEFINITIONS",
    "DESKS",
    "LEFT_EARLY",
    "WENT",
    "CaseFacts",
    "Definition",
    "Desk",
    "DeskTime",
    "Due",
    "Figures",
    "HeldSession",
    "Lengths",
    "Line",
    "Measure",
    "Move",
    "OnTime",
    "Period",
    "Timeliness",
    "Unit",
    "count_group_sessions",
    "count_referrals",
    "definition_of",
    "exits",
    "figures_of",
    "incidents_by_therapist",
    "is_active",
    "lengths",
    "lines_by_therapist",
    "lines_of",
    "lines_of_lateness",
    "lines_of_talks",
    "list_active",
    "on_time",
    "staff_by_therapist",
    "time_at",
    "timeliness",
    "was_sent_in",
]
