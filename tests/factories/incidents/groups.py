"""Support for groups, along its way."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

from network.incidents import service
from network.incidents.rules.answers import (
    MeetingMode,
)
from network.incidents.rules.groups import GroupAskedBy, GroupWish
from network.incidents.rules.setup import GroupReferrer
from tests.factories.incidents.setting import Setting, acting


class Groups(Setting):
    """What each of its people does."""

    def ask_group(self, wish: GroupWish = GroupWish.WISHED, asked_on: date | None = None) -> UUID:
        """By the manager, who asked the group today."""
        asked = service.GroupAsked(asked_on or self.clock.today(), GroupAskedBy.REFERRER, wish)
        with acting(self.app, self.manager) as actor:
            return service.ask_group(actor, GroupReferrer.LINE_MANAGER, asked, self.clock).id

    def send_group(self, group_id: UUID) -> None:
        """By the manager."""
        with acting(self.app, self.manager) as actor:
            service.send_group(actor, group_id, self.clock)

    def pass_group_on(self, group_id: UUID) -> None:
        """By the lead."""
        with acting(self.app, self.lead) as actor:
            service.pass_group_on(actor, group_id, self.clock)

    def allocate_group(self, group_id: UUID) -> None:
        """By the allocator, to the therapist."""
        with acting(self.app, self.allocator) as actor:
            service.allocate_group(actor, group_id, self.therapist.user_id, self.clock)

    def arrange_group(self, group_id: UUID, *, is_combined: bool = False) -> datetime:
        """By the therapist, in person, for the next hour in which they are with nobody; when."""
        at = max(self.clock.now(), self.booked_until) + timedelta(hours=1)
        session = service.GroupSession(at, MeetingMode.IN_PERSON, is_combined)
        with acting(self.app, self.therapist) as actor:
            service.arrange_group(actor, group_id, session, self.clock)
        self.booked_until = at
        return at

    def hold_group(self, group_id: UUID, attendance: int = 6) -> None:
        """By the therapist, once everything that is booked has been."""
        self.clock.move_to(max(self.clock.now(), self.booked_until) + timedelta(hours=1))
        with acting(self.app, self.therapist) as actor:
            service.note_group_held(actor, group_id, attendance, self.clock)
