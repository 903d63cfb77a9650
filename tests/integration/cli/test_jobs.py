"""What the worker does again and again: each in its turn, in a transaction of its own."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from huey import SqliteHuey
from sqlalchemy import func, select

from network.accounts.guesses import GuessKind, check_guess
from network.accounts.messages import RoleEndedNotice
from network.accounts.models import Guess
from network.cli.jobs import DELIVER, JOBS, add_tasks, is_due, job_queue
from network.cli.nudging import nudge_through
from network.core import outbox
from network.core.commit import SubmittedForm, commit
from network.core.database import db, new_id
from network.core.outbox import MessageState, OutboxMessage
from network.feature import Job

NOTICE = RoleEndedNotice(to="ana@example.org", name="Ana", organisation="A school", role="champion", when="ends today")


@pytest.fixture
def queue(app, tmp_path) -> SqliteHuey:
    """The worker's queue, whose tasks are run at once."""
    made = SqliteHuey("test", filename=str(tmp_path / "jobs.sqlite"), immediate=True, results=False)
    add_tasks(made, app)
    return made


def periodic(queue: SqliteHuey) -> dict[str, object]:
    return {task.name: task for task in queue._registry.periodic_tasks}


def run_all(queue: SqliteHuey) -> None:
    for task in periodic(queue).values():
        queue.execute(task)


def test_every_job_has_a_name_of_its_own_and_a_turn(queue):
    assert len({job.name for job in JOBS}) == len(JOBS)
    assert set(periodic(queue)) == {job.name for job in JOBS} | {"deliver_every_minute"}


def test_what_a_page_asks_for_is_something_that_the_worker_knows(app):
    settings = app.extensions["settings"]
    worker = job_queue(settings)
    add_tasks(worker, app)
    nudge_through(settings)()
    asked = worker.dequeue()  # raises for a task that it does not know
    assert asked is not None
    assert asked.name == DELIVER
    assert worker.dequeue() is None


@pytest.mark.parametrize(("every", "turns"), [(1, 1440), (5, 288), (15, 96), (60, 24), (360, 4)])
def test_a_job_has_its_turns_in_a_day(every, turns):
    job = Job("a.job", timedelta(minutes=every), lambda clock: None)
    midnight = datetime(2026, 11, 22, tzinfo=UTC)
    assert sum(is_due(job, midnight + timedelta(minutes=minute)) for minute in range(1440)) == turns


def rows(app) -> dict[str, int]:
    with app.app_context():
        return {
            table.__tablename__: db.session.scalar(select(func.count()).select_from(table))
            for table in (SubmittedForm, OutboxMessage, Guess)
        }


def fill(app, clock) -> None:
    """A form that was sent, a try that was wrong, a message that left and one that was given up."""
    with app.app_context():
        check_guess(GuessKind.SIGN_IN, clock, account="ana@example.org")
        form = {"key": new_id(), "endpoint": "a.form", "body_hash": "0", "location": "/"}
        db.session.add(SubmittedForm(**form, user_id=None, at=clock.now()))
        for state in (MessageState.SENT, MessageState.DEAD):
            row = outbox.enqueue(NOTICE, clock, unique_key=f"a message that is {state}")
            row.state, row.sent_at = state, clock.now() if state is MessageState.SENT else None
        commit()


def test_each_is_forgotten_in_its_time_and_not_before(app, queue, clock):
    """B30."""
    fill(app, clock)
    began = clock.now()
    everything = {"submitted_form": 1, "outbox_message": 2, "guess": 2}
    for after, left in (
        (timedelta(hours=23, minutes=59), everything),
        (timedelta(days=1), everything | {"guess": 0}),
        (timedelta(days=7), {"submitted_form": 0, "outbox_message": 2, "guess": 0}),
        (timedelta(days=29, hours=23), {"submitted_form": 0, "outbox_message": 2, "guess": 0}),
        (timedelta(days=30), {"submitted_form": 0, "outbox_message": 1, "guess": 0}),
        (timedelta(days=90), {"submitted_form": 0, "outbox_message": 0, "guess": 0}),
    ):
        clock.move_to(began + after)
        run_all(queue)
        assert rows(app) == left, after
