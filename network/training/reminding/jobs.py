"""Telling people that their training runs out, each time once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from network.accounts.public import list_holders
from network.core import outbox
from network.core.actor import SystemActor
from network.core.clock import Clock, is_quiet
from network.core.database import db
from network.core.permissions import Role
from network.core.reminding import due_before
from network.core.tenancy import system_scope
from network.feature import Job, Reminder
from network.training.courses.queries import get_counting
from network.training.reminding import queries
from network.training.reminding.choosing import who_wants_none
from network.training.reminding.messages import TrainingLapsing
from network.training.reminding.queries import FIRST, SECOND, Lapsing, RunningOut
from network.ui.filters import as_date, plural

RECORDS: Final = "/training/records?view=lapsing"
AT_ONCE: Final = 500
"""Lines in one transaction, so that on SQLite nobody waits long for it."""


def remind_people(clock: Clock) -> None:
    """Writes to people whose training runs out, 60 and 30 days before. Not in the quiet hours (`U33`, `U34`)."""
    if is_quiet(clock.now()):
        return
    today = clock.today()
    with system_scope(db.session(), "remind people of training that runs out") as system:
        people = queries.list_to_remind(system, today, AT_ONCE)
        unwilling = who_wants_none({lines[0].email for lines in people})
        messages = {_key(lines, today): _message(lines) for lines in people if lines[0].email not in unwilling}
        outbox.enqueue_all(messages, clock)
        for before in (FIRST, SECOND):
            told = [line for lines in people for line in lines if _before(line.expires_on, today) == before]
            if told:
                queries.note_reminded(system, told, before)


def _before(expires_on: date, today: date) -> int | None:
    return due_before(expires_on, today, (FIRST, SECOND))


def _key(lines: list[RunningOut], today: date) -> str:
    """An extension that is taken back is no news: what was said of a day is not said again of it."""
    said = ",".join(f"{each.tier}:{each.expires_on}:{_before(each.expires_on, today)}" for each in lines)
    return f"training.lapsing:{lines[0].learner_id}:{said}"


def _message(lines: list[RunningOut]) -> TrainingLapsing:
    said = [f"{each.tier_name}, current until {as_date(each.expires_on)}" for each in lines]
    return TrainingLapsing(lines[0].email, lines[0].organisation, said)


def coming_up(clock: Clock) -> Iterator[Reminder]:
    """For the leads of each organisation: how many people's training runs out, and where they see whose."""
    today = clock.today()
    lapsing = queries.list_lapsing(SystemActor("training: reminders"), today)
    leads = list_holders(Role.ORGANISATION_LEAD, {each.organisation_id for each in lapsing}, clock)
    # Where tiers count those below them, it may be a later tier's record that runs out.
    is_cumulative = get_counting().is_cumulative
    for each in lapsing:
        for lead in leads.get(each.organisation_id, ()):
            whose = RECORDS if is_cumulative else f"{RECORDS}&tier={each.tier}"
            yield Reminder(lead.id, _key_of(each, today), _words(each), whose)


def _key_of(each: Lapsing, today: date) -> str:
    return f"training.lapsing:{each.organisation_id}:{each.tier}:{each.expires_on}:{_before(each.expires_on, today)}"


def _words(each: Lapsing) -> str:
    whose = plural(each.people, "colleague’s training", "colleagues’ training")
    runs = "runs" if each.people == 1 else "run"
    return f"{whose} in {each.tier_name} {runs} out on {as_date(each.expires_on)}."


JOBS: Final = (Job("training.remind_people", timedelta(minutes=15), remind_people),)
