"""The shortest way to each state of a referral, and of support for a group."""

from __future__ import annotations

from uuid import UUID

from flask import Flask

from network.core.clock import Clock
from network.core.permissions import Role
from network.incidents import service
from network.incidents.queries.referrals import get_sent_referral
from network.incidents.rules.emergency import EmergencyReason
from network.incidents.rules.groups import GroupState
from network.incidents.rules.readers import Capacity
from network.incidents.rules.reasons import StepReason
from network.incidents.rules.states import State
from network.incidents.ways import get_way
from tests.factories.incidents.groups import Groups
from tests.factories.incidents.providing import Providing
from tests.factories.incidents.referring import Referring
from tests.factories.incidents.setting import acting
from tests.support.world import Person, World


class Service(Referring, Providing, Groups):
    """Everything that is done in it, and the shortest way to each state."""

    def bring_to(self, state: State, **changes: object) -> UUID:
        """A referral in a state, by the shortest way there."""
        if state is State.DRAFT:
            return self.draft()
        referral_id = self.refer(**changes)
        if state in _BY_THE_WAY:
            _BY_THE_WAY[state](self, referral_id)
            return referral_id
        for reached, step in _WAY:
            if state in _BEFORE[reached]:
                break
            step(self, referral_id)
        return referral_id

    def bring_group_to(self, state: GroupState) -> UUID:
        """Support for a group in a state, by the shortest way there."""
        group_id = self.ask_group()
        for reached, step in _GROUP_WAY:
            if state is GroupState.ASKED:
                break
            step(self, group_id)
            if reached is state:
                break
        return group_id

    def leave(self, referral_id: UUID, capacity: Capacity, way: str, reason: StepReason) -> None:
        """By whoever has that capacity."""
        people = {
            Capacity.REFERRER: self.manager,
            Capacity.LEAD: self.lead,
            Capacity.ALLOCATOR: self.allocator,
            Capacity.THERAPIST: self.therapist,
        }
        with acting(self.app, people[capacity]) as actor:
            get_way(capacity, way).carry_out(actor, referral_id, reason, self.clock)

    def ask_in_emergency(
        self, referral_id: UUID, reason: EmergencyReason = EmergencyReason.DANGER_TO_LIFE, by: Person | None = None
    ) -> UUID:
        """By the organisation’s lead, by the reference of a referral; the request’s key."""
        with acting(self.app, self.lead) as actor:
            reference = get_sent_referral(actor, Capacity.LEAD, referral_id).reference or ""
        with acting(self.app, by or self.world.person(Role.ORGANISATION_LEAD)) as actor:
            return service.ask_in_emergency(actor, reference, reason, self.clock).id

    def agree_in_emergency(self, emergency_id: UUID, by: Person | None = None) -> None:
        """By the incident lead, unless told."""
        with acting(self.app, by or self.lead) as actor:
            service.agree_in_emergency(actor, emergency_id, self.clock)

    def open_in_emergency(self, referral_id: UUID) -> UUID:
        """Asked and agreed, for the asker to read; the request’s key."""
        emergency_id = self.ask_in_emergency(referral_id)
        self.agree_in_emergency(emergency_id)
        return emergency_id


def make_service(app: Flask, world: World, clock: Clock) -> Service:
    """The service of `own`, switched on."""
    made = Service(app, world, clock)  # type: ignore[arg-type]
    made.switch_on()
    return made


_WAY = (
    (State.WITH_PROVIDER, Service.pass_on),
    (State.ALLOCATED, Service.allocate),
    (State.MEETING_BOOKED, Service.book),
    (State.UNDER_WAY, Service.begin),
    (State.ENDED, Service.end),
)
_GROUP_WAY = (
    (GroupState.SENT, Service.send_group),
    (GroupState.WITH_PROVIDER, Service.pass_group_on),
    (GroupState.ALLOCATED, Service.allocate_group),
    (GroupState.ARRANGED, Service.arrange_group),
    (GroupState.HELD, Service.hold_group),
)
_ORDER = [State.SUBMITTED, *(state for state, _ in _WAY)]
_BEFORE = {state: set(_ORDER[: _ORDER.index(state)]) for state in _ORDER}
_BY_THE_WAY = {State.WITHDRAWN: Service.withdraw, State.DECLINED: Service.decline}
