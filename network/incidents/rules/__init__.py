"""The rules of critical incident support: pure functions over plain values, one file a noun."""

from network.incidents.rules.deadlines import Clocks, clocks, met_limit, met_target
from network.incidents.rules.eligibility import (
    WayForward,
    WindowReason,
    WindowVerdict,
    is_eligible_department,
    is_talk_in_time,
    last_day_to_refer,
    window,
    window_message,
)
from network.incidents.rules.next_steps import NextFact, NextStep, Party, what_happens_next
from network.incidents.rules.sessions import Ledger, SessionNeed, SessionState
from network.incidents.rules.states import (
    Holder,
    ManagerView,
    State,
    Step,
    StepNotAllowed,
    holder,
    is_closed,
    manager_view,
    next_state,
    steps_from,
)

__all__ = [
    "Clocks",
    "Holder",
    "Ledger",
    "ManagerView",
    "NextFact",
    "NextStep",
    "Party",
    "SessionNeed",
    "SessionState",
    "State",
    "Step",
    "StepNotAllowed",
    "WayForward",
    "WindowReason",
    "WindowVerdict",
    "clocks",
    "holder",
    "is_closed",
    "is_eligible_department",
    "is_talk_in_time",
    "last_day_to_refer",
    "manager_view",
    "met_limit",
    "met_target",
    "next_state",
    "steps_from",
    "what_happens_next",
    "window",
    "window_message",
]
