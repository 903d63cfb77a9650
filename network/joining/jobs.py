"""What the worker does for joining: says what waits, in the day's digest, and deletes what is over."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from sqlalchemy import select

from network.accounts.public import list_people_with_role
from network.core.actor import SystemActor
from network.core.clock import Clock
from network.core.database import db
from network.core.permissions import Role
from network.core.tenancy import scoped
from network.feature import Job, Reminder
from network.joining import addresses, rules
from network.joining.models import JoinRequest
from network.joining.queries import requests
from network.joining.service.asking import record
from network.joining.vocabulary import RequestState
from network.organisations.public import find_host
from network.ui.filters import as_date


def coming_up(clock: Clock) -> Iterator[Reminder]:
    """For each coordinator, each request that waits, once: by when it is answered, and not who asks (`U31`, `U34`)."""
    host = find_host()
    waiting = requests.list_waiting(SystemActor("joining: reminders"))
    if host is None or not waiting:
        return
    for coordinator in list_people_with_role(host.id, Role.COORDINATOR, clock):
        for request in waiting:
            yield Reminder(
                coordinator.id, f"joining.waiting:{request.id}", _words(request), addresses.request(request.id)
            )


def _words(request: JoinRequest) -> str:
    if request.answer_by is None:
        return "An organisation asks to join the network, and is to be answered."
    return f"An organisation asks to join the network, and is to be answered by {as_date(request.answer_by)}."


def forget(clock: Clock) -> None:
    """Deletes requests that nobody confirmed in 7 days, and those answered 12 months ago (B30)."""
    system = SystemActor("forget requests to join")
    every = scoped(select(JoinRequest), system, JoinRequest)
    unconfirmed = every.where(
        JoinRequest.state == RequestState.UNVERIFIED, JoinRequest.sent_at <= clock.now() - rules.LINK_LASTS
    )
    answered = every.where(JoinRequest.answered_at <= clock.now() - rules.KEPT)
    # Those that stand beside another first: they name it.
    for over in (unconfirmed, answered.where(JoinRequest.beside_id.is_not(None)), answered):
        for request in db.session.scalars(over):
            record(system, "forgotten", request, clock)
            db.session.delete(request)
        db.session.flush()


JOBS = (Job("joining.forget", timedelta(hours=6), forget),)
