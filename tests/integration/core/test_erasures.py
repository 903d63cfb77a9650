"""What was erased is erased again after yesterday's backup is restored (B32)."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from network.cli.erasing import erasures
from network.core import tenancy
from network.core.actor import SystemActor
from network.core.commit import commit
from network.core.database import db
from network.core.erasures import KEPT, Erasure, write_erasures
from network.incidents import service as verbs
from network.incidents.models import Referral
from network.incidents.rules.states import State
from tests.factories.incidents import CANARIES, acting, make_service
from tests.support.stored import rows_by_id


@pytest.fixture
def service(app, world, clock):
    return make_service(app, world, clock)


@pytest.fixture
def ledger(app, tmp_path, monkeypatch):
    """The file of this test."""
    file = tmp_path / "beside the backups" / "erasures.jsonl"
    monkeypatch.setitem(app.extensions, "settings", replace(app.extensions["settings"], erasures_file=file))
    return file


def as_worker(app, job, clock):
    with app.app_context():
        tenancy.enter(db.session(), SystemActor("a job"))
        job(clock)
        commit()


def draft_of(app, service):
    """A draft that says something."""
    draft_id = service.draft()
    with acting(app, service.manager) as actor:
        member = verbs.StaffMember(CANARIES["staff_name"], CANARIES["staff_telephone"], "", None)
        verbs.answer_staff_member(actor, draft_id, member, service.clock)
    return draft_id


def test_a_canary_is_gone_again_after_a_restore(app, database, service, clock, ledger):
    closed, draft_id = service.bring_to(State.DECLINED), draft_of(app, service)
    before = rows_by_id(app, Referral)
    canaries = [
        getattr(before[key], f"{part}_sealed")
        for key in (closed, draft_id)
        for part in ("staff_name", "staff_telephone", "narrative")
        if getattr(before[key], f"{part}_sealed")
    ]
    assert len(canaries) == 5
    backup = database.backup()
    with acting(app, service.manager) as actor:
        verbs.discard_draft(actor, draft_id, clock)
    clock.advance(timedelta(days=91))
    as_worker(app, verbs.forget, clock)
    as_worker(app, write_erasures, clock)
    with app.app_context():
        db.engine.dispose()
    database.restore(backup)
    assert [each in database.stored_bytes() for each in canaries] == [True] * 5, "the restore brought them back"
    run = app.test_cli_runner().invoke(erasures, ["replay", str(ledger)])
    assert (run.exit_code, run.output) == (0, "referral: 2\nErased again: 2\n")
    with app.app_context():
        db.engine.dispose()  # as where the command ends: SQLite then brings its log into the file
    assert [each in database.stored_bytes() for each in canaries] == [False] * 5
    assert draft_id not in rows_by_id(app, Referral)
    again = app.test_cli_runner().invoke(erasures, ["replay"])
    assert again.output == "Erased again: 0\n", "harmless to repeat"


def test_what_the_lines_name_goes_on_both_databases(app, service, clock, ledger):
    closed, draft_id, other = service.bring_to(State.DECLINED), draft_of(app, service), service.refer()
    said = {"organisation": str(service.world.own), "at": clock.now().isoformat(), "table": "referral"}
    lines = [{**said, "key": str(draft_id), "what": "deleted"}, {**said, "key": str(closed), "what": "emptied"}]
    lines.append({**said, "key": str(draft_id), "what": "deleted", "table": "a table of long ago"})
    ledger.parent.mkdir()
    ledger.write_text("".join(f"{json.dumps(each)}\n" for each in lines))
    run = app.test_cli_runner().invoke(erasures, ["replay"])
    assert run.output == "referral: 2\nErased again: 2\n"
    found = rows_by_id(app, Referral)
    assert (draft_id in found, found[closed].narrative_sealed, found[closed].staff_user_id) == (False, None, None)
    assert found[other].narrative_sealed is not None


def test_a_line_names_nobody_and_is_written_once(app, service, clock, ledger):
    draft_id = draft_of(app, service)
    with acting(app, service.manager) as actor:
        verbs.discard_draft(actor, draft_id, clock)
    as_worker(app, write_erasures, clock)
    as_worker(app, write_erasures, clock)
    (line,) = ledger.read_text().splitlines()
    assert json.loads(line) == {
        "table": "referral",
        "key": str(draft_id),
        "organisation": str(service.world.own),
        "at": clock.now().isoformat(),
        "what": "deleted",
    }
    clock.advance(KEPT)
    as_worker(app, write_erasures, clock)
    assert rows_by_id(app, Erasure) == {}


def test_what_is_taken_back_was_not_erased(app, service, clock, ledger):
    draft_id = draft_of(app, service)
    with app.app_context():
        tenancy.enter(db.session(), SystemActor("a job that stops half way"))
        clock.advance(timedelta(days=31))
        verbs.forget(clock)
        db.session.rollback()
    as_worker(app, write_erasures, clock)
    assert draft_id in rows_by_id(app, Referral)
    assert not ledger.exists()


def test_without_a_file_it_says_so(app, service, ledger):
    run = app.test_cli_runner().invoke(erasures, ["replay"])
    assert run.exit_code != 0
    assert "There is no file" in run.output


def test_a_line_that_was_torn_off_stays_one_of_its_own(app, service, clock, ledger):
    ledger.parent.mkdir()
    ledger.write_text('{"table": "refer')
    draft_id = draft_of(app, service)
    with acting(app, service.manager) as actor:
        verbs.discard_draft(actor, draft_id, clock)
    as_worker(app, write_erasures, clock)
    torn, whole = ledger.read_text().splitlines()
    assert (torn, json.loads(whole)["key"]) == ('{"table": "refer', str(draft_id))
    run = app.test_cli_runner().invoke(erasures, ["replay"])
    assert (run.exit_code, "Line 1 cannot be read" in run.output) == (0, True)
