"""Where a credential stands on the lists of what was revoked."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest

from network.core.commit import commit
from network.core.credentials import (
    bitstring,
    find_status,
    issue,
    statuses,
)
from network.core.database import db, new_id
from network.core.tenancy import system_scope

THREADS = 8


def test_a_credential_keeps_its_place(at_work, about, clock):
    with at_work():
        before = find_status(about)
        clock.advance(timedelta(days=300))
        issue(about, clock)
        after = find_status(about)
    assert (after.list_number, after.place) == (before.list_number, before.place)
    assert after.issued_at - before.issued_at == timedelta(days=300)


def test_no_two_have_one_place(at_work, clock, monkeypatch, issued):
    """Drawn among so few places that most draws find somebody there."""
    monkeypatch.setattr(statuses.secrets, "randbelow", few(60))
    with at_work() as job:
        for _ in range(50):
            issue(new_id(), clock)
        assert len({row.place for row in issued(job)}) == 50


def few(places: int):
    drawn = statuses.secrets.SystemRandom()
    return lambda below: drawn.randrange(places)


def test_no_two_have_one_place_at_once(app, about, clock, monkeypatch, issued):
    monkeypatch.setattr(statuses.secrets, "randbelow", few(60))
    start, faults = threading.Barrier(THREADS), []

    def work() -> None:
        with app.app_context():
            start.wait()
            try:
                for _ in range(6):
                    issue(new_id(), clock)
                    commit()
            except Exception as fault:  # noqa: BLE001 - a thread's fault is seen by nobody
                faults.append(fault)
            finally:
                db.session.remove()

    threads = [threading.Thread(target=work) for _ in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    with app.app_context(), system_scope(db.session(), "a test") as job:
        assert len({(row.list_number, row.place) for row in issued(job)}) == THREADS * 6 + 1


def test_a_full_list_is_followed_by_another(at_work, visitor, clock, monkeypatch, issued):
    monkeypatch.setattr(statuses, "FULL", 2)
    with at_work() as job:
        for _ in range(5):
            issue(new_id(), clock)
        assert sorted(row.list_number for row in issued(job)) == [1, 1, 2, 2, 3]
    for number, status in ((1, 200), (3, 200), (4, 404)):
        assert visitor.raw.get(f"/credentials/status/{number}").status_code == status


def test_it_gives_up_rather_than_draw_for_ever(at_work, about, clock, monkeypatch):
    with at_work():
        taken = find_status(about).place
        monkeypatch.setattr(statuses.secrets, "randbelow", lambda _: taken)
        with pytest.raises(RuntimeError, match="No free place"):
            issue(new_id(), clock)


def test_a_place_says_nothing(at_work, clock, issued):
    with at_work() as job:
        for _ in range(40):
            issue(new_id(), clock)
        places = [row.place for row in sorted(issued(job), key=lambda row: row.id)]
    assert places != sorted(places)
    assert max(places) > bitstring.LENGTH // 2 > min(places), "forty draws on one side of the middle are no lot"
