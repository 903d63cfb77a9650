"""What the worker does: tells coordinators what waits, once a day at most, and deletes what is over."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from network.accounts.public import list_people_with_role
from network.core import outbox
from network.core.actor import SystemActor
from network.core.clock import Clock
from network.core.database import db
from network.core.permissions import Role
from network.core.tenancy import scoped, system_scope
from network.feature import Job
from network.joining import rules
from network.joining.messages import RequestsWaiting
from network.joining.models import JoinRequest
from network.joining.queries import requests
from network.joining.service.asking import record
from network.joining.vocabulary import RequestState
from network.organisations.public import find_host


def tell_coordinators(clock: Clock) -> None:
    """Writes to each coordinator that something new waits: once a day at most (`U34`), and not at night (`U33`)."""
    host = find_host()
    if host is None or not rules.may_write(clock.now()):
        return
    with system_scope(db.session(), "tell coordinators who asks to join") as system:
        untold = scoped(select(JoinRequest), system, JoinRequest).where(
            JoinRequest.state == RequestState.WAITING, JoinRequest.told_at.is_(None)
        )
        new = list(db.session.scalars(untold))
        if not new:
            return
        waiting, first = requests.count_waiting(system), requests.oldest_answer_by(system)
        day = first.isoformat() if first else ""
        coordinators = list_people_with_role(host.id, Role.COORDINATOR, clock)
        told = outbox.enqueue_all(
            {
                f"joining.waiting:{clock.today()}:{each.id}": RequestsWaiting(each.email, waiting, day)
                for each in coordinators
            },
            clock,
        )
        for request in new if told else []:
            request.told_at = clock.now()


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


JOBS = (
    Job("joining.tell_coordinators", timedelta(hours=1), tell_coordinators),
    Job("joining.forget", timedelta(hours=6), forget),
)
