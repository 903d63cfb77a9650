"""What happens next: the same facts in the same words for manager and staff member (U9, U10).

The facts follow from what the manager may see (D10), never from more, so that this text cannot tell a manager
that a meeting is booked or that somebody said no.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from network.incidents.rules.deadlines import Clocks
from network.incidents.rules.states import ManagerView, State, manager_view


class NextStep(StrEnum):
    """A step still to come that both people are told of."""

    PASS_ON = "pass_on"  # noqa: S105 - a step, not a secret
    FIRST_MEETING = "first_meeting"
    MANAGER_CONTACT = "manager_contact"
    SESSIONS = "sessions"
    SUMMARY = "summary"
    OTHER_SUPPORT = "other_support"


class Party(StrEnum):
    """Who takes a step, or can be turned to, in words to show."""

    LEAD = "the incident lead"
    PROVIDER = "the provider"
    THERAPIST = "the therapist"
    ANYONE = "you"


@dataclass(frozen=True, slots=True)
class NextFact:
    """One step to come, with a date only where a clock computed one. A page formats it and names people."""

    step: NextStep
    what: str
    by_whom: Party
    target_at: datetime | None
    limit_on: date | None
    if_not: str
    turn_to: Party


def what_happens_next(
    state: State, clocks: Clocks, *, manager_contacted: bool = False, is_self_requested: bool = False
) -> tuple[NextFact, ...]:
    """The steps to come, in order: what, by whom, by when, and what to do if it does not happen (U9, U10).

    Empty for a draft. `manager_contacted` says that the therapist has spoken with the manager already (CI-9).
    Where the person asked for themselves no manager reads the summary, and none is contacted unless they named one.
    """
    is_to_be_contacted = clocks.manager_contact_limit_on is not None and not manager_contacted
    contact = (_manager_contact(clocks),) if is_to_be_contacted else ()
    match manager_view(state):
        case None:
            return ()
        case ManagerView.RECEIVED:
            return (_pass_on(), _first_meeting(clocks), *contact)
        case ManagerView.WITH_PROVIDER:
            return (_first_meeting(clocks), *contact)
        case ManagerView.UNDER_WAY:
            return (*contact, _sessions(), _own_summary() if is_self_requested else _summary())
        case ManagerView.ENDED:
            return (_other_support(),)


def _pass_on() -> NextFact:
    return NextFact(
        NextStep.PASS_ON,
        what="The incident lead reads the referral and passes it to the provider of the support.",
        by_whom=Party.LEAD,
        target_at=None,
        limit_on=None,
        if_not="Every date counts from the referral. If you hear nothing, ask the incident lead.",
        turn_to=Party.LEAD,
    )


def _first_meeting(clocks: Clocks) -> NextFact:
    return NextFact(
        NextStep.FIRST_MEETING,
        what="The provider chooses a therapist, who arranges a first meeting with the staff member.",
        by_whom=Party.PROVIDER,
        target_at=clocks.first_meeting_target_at,
        limit_on=clocks.first_meeting_limit_on,
        if_not="If the staff member has not been offered a meeting by then, tell the incident lead.",
        turn_to=Party.LEAD,
    )


def _manager_contact(clocks: Clocks) -> NextFact:
    return NextFact(
        NextStep.MANAGER_CONTACT,
        what="The therapist contacts the manager: how to respond, and who else may be affected, the manager included.",
        by_whom=Party.THERAPIST,
        target_at=None,
        limit_on=clocks.manager_contact_limit_on,
        if_not="If the manager has not been contacted by then, tell the incident lead.",
        turn_to=Party.LEAD,
    )


def _sessions() -> NextFact:
    return NextFact(
        NextStep.SESSIONS,
        what="The staff member and the therapist meet. What they talk about stays between them.",
        by_whom=Party.THERAPIST,
        target_at=None,
        limit_on=None,
        if_not="If the support is not right for the staff member, they can say so or stop at any time.",
        turn_to=Party.THERAPIST,
    )


def _summary() -> NextFact:
    return NextFact(
        NextStep.SUMMARY,
        what="When support ends, the therapist writes a short summary in general terms. "
        "The staff member reads it first, then the manager.",
        by_whom=Party.THERAPIST,
        target_at=None,
        limit_on=None,
        if_not="If support has ended and no summary has come, ask the incident lead.",
        turn_to=Party.LEAD,
    )


def _own_summary() -> NextFact:
    return replace(
        _summary(),
        what="When support ends, the therapist writes a short summary in general terms, for the staff member alone.",
    )


def _other_support() -> NextFact:
    return NextFact(
        NextStep.OTHER_SUPPORT,
        what="This referral has ended. Supervision, the wellbeing service and a GP are still there.",
        by_whom=Party.ANYONE,
        target_at=None,
        limit_on=None,
        if_not="If things change, talk to the incident lead about what is available.",
        turn_to=Party.LEAD,
    )
