"""Watched endpoints: one entry for each request of somebody signed in, whatever becomes of it (B26)."""

import pytest
from flask import Blueprint, redirect, request
from sqlalchemy import select

from network.app import create_app
from network.core import audit
from network.core.audit import AuditEntry
from network.core.commit import commits, records_reading
from network.core.database import db
from network.core.errors import RuleBroken
from network.core.guard import requires, signed_in
from network.core.permissions import Role
from network.core.request import current_clock, current_visitor
from network.core.tenancy import system_scope, unscoped
from network.core.watch import watched
from tests.support.client import ClientFactory

trial = Blueprint("watched_trial", __name__, url_prefix="/watched")


def note(verb):
    audit.record(current_visitor(), current_clock().now(), f"trial.thing.{verb}", "thing", None)


@trial.route("/thing", methods=["GET", "POST"])
@signed_in("a test")
@watched("trial", "thing")
@records_reading
@commits
def thing():
    if request.method == "POST" and request.form.get("what") == "wrong":
        return "again", 422
    if request.method == "POST" and request.form.get("what") == "refused":
        raise RuleBroken(None, "Not today.")
    note("changed" if request.method == "POST" else "read")
    return redirect("/watched/thing", 303) if request.method == "POST" else "shown"


@trial.get("/hidden")
@requires("nobody:may:this", hidden=True)
@watched("trial", "thing")
@records_reading
def hidden():
    return "shown"


@pytest.fixture(scope="module")
def watched_app(_shared_app, frozen_clock):
    app = create_app(_shared_app.extensions["settings"], frozen_clock)
    app.register_blueprint(trial)
    app.config.update(WTF_CSRF_ENABLED=False)
    yield app
    with app.app_context():
        db.engine.dispose()


def verbs(app):
    with app.app_context(), system_scope(db.session(), "a test looks"):
        rows = select(AuditEntry.action).where(AuditEntry.entity == "thing").order_by(AuditEntry.sequence)
        return [action.rpartition(".")[2] for action in db.session.scalars(unscoped(rows, "a test looks"))]


def test_each_request_leaves_one_entry(app, world, watched_app, clock):
    client = ClientFactory(watched_app, clock)(world.person(Role.CHAMPION)).raw
    key = {"form_key": "6f1a8f0e-40a2-4c3e-9a3b-0f3f6a1d2c4b"}
    assert client.get("/watched/thing").status_code == 200
    assert client.post("/watched/thing", data=key).status_code == 303
    assert client.post("/watched/thing", data=key).status_code == 303
    assert client.post("/watched/thing", data={"what": "wrong"}).status_code == 422
    assert client.post("/watched/thing", data={"what": "refused"}).status_code == 422
    assert client.get("/watched/hidden").status_code == 404
    assert verbs(app) == ["read", "changed", "repeated", "refused", "refused", "refused"]


def test_a_visitor_leaves_none(app, watched_app):
    client = watched_app.test_client()
    assert client.get("/watched/thing").status_code in {303, 401}
    assert verbs(app) == []


def test_a_form_about_a_case_begins_as_a_writer_and_its_mark_is_a_writer_s(watched_app):
    """Read by somebody who then writes the audit: on SQLite a reader could not turn writer half way."""
    view = watched_app.view_functions["watched_trial.thing"]
    assert (view.network_commits, view.network_records_reading) == ("changes", True)
    assert watched_app.view_functions["watched_trial.hidden"].network_commits == "records that it was read"
