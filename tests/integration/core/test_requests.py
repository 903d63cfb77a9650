"""What holds for every request: one commit or none, once however often sent, errors in plain words, the headers."""

from __future__ import annotations

import io
import threading
from uuid import uuid4

import pytest
from flask import Blueprint, flash, get_flashed_messages, redirect, request
from psycopg.errors import DeadlockDetected
from sqlalchemy import func, insert, select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm.exc import StaleDataError

from network.app import create_app
from network.core import outbox
from network.core.commit import TRIES, commits
from network.core.database import db
from network.core.errors import Conflict, NotFound, OtherRoute, RuleBroken, TooMany
from network.core.forms import EditingForm
from network.core.guard import public
from network.core.headers import HEADERS
from network.core.outbox import OutboxMessage
from network.core.request import current_clock
from tests.integration.core.test_delivery import Greeting

trial = Blueprint("trial", __name__, url_prefix="/trial")


@trial.post("/greet")
@public("a test")
@commits
def greet():
    greeting = Greeting(to="ana@example.org", name=request.form["name"])
    outbox.enqueue(greeting, current_clock(), unique_key=str(uuid4()))
    if request.form["name"] == "refused":
        return "again", 422
    if request.form["name"] == "fault":
        raise ZeroDivisionError("Ana was here")
    return redirect("/trial/greeted/" + str(count_messages()), 303)


@trial.post("/send")
@public("a test")
@commits
def send_file():
    sent = request.files["file"]
    outbox.enqueue(Greeting(to="ana@example.org", name=sent.read().decode()), current_clock(), unique_key=str(uuid4()))
    return redirect("/trial/greeted/" + str(count_messages()), 303)


@trial.put("/greet")
@public("a test")
@commits
def greet_by_program():
    greeting = Greeting(to="ana@example.org", name=request.json["name"])
    outbox.enqueue(greeting, current_clock(), unique_key=str(uuid4()))
    return {"greeted": True}


@trial.get("/raise/<name>")
@public("a test")
def raise_error(name):
    raise {
        "rule": RuleBroken(None, "The window has passed.", routes=(OtherRoute("Talk to somebody", "tel:116123"),)),
        "missing": NotFound(),
        "conflict": Conflict(yours={"Name": "Mine"}, theirs={"Name": "Theirs"}),
        "many": TooMany("Try again in a minute.", retry_after=60),
        "fault": ZeroDivisionError("Ana was here"),
    }[name]


@trial.post("/lose-a-race/<how>")
@public("a test")
@commits
def lose_a_race(how):
    first = outbox.enqueue(Greeting(to="ana@example.org", name="Ana"), current_clock(), unique_key=str(uuid4()))
    db.session.flush()
    if how == "version":
        raise StaleDataError("Ana")
    row = {column.key: getattr(first, column.key) for column in OutboxMessage.__table__.columns}
    changes = {"key": {"id": uuid4()}, "id": {}, "fault": {"id": uuid4(), "unique_key_hash": "x", "kind": None}}[how]
    db.session.execute(insert(OutboxMessage).values({**row, **changes}))
    return "written"


ended: list[int] = []
"""How often the next one is to be ended for others still."""


@trial.post("/ended-for-others")
@public("a test")
@commits
def be_ended():
    name = request.files["file"].read().decode()
    outbox.enqueue(Greeting(to="ana@example.org", name=name), current_clock(), unique_key=str(uuid4()))
    flash(name)
    db.session.flush()
    if ended and ended.pop():
        raise OperationalError("UPDATE", {}, DeadlockDetected())
    return "; ".join(get_flashed_messages())


@trial.get("/forgotten")
def forgotten():
    return "open to all"


def count_messages() -> int:
    return db.session.scalar(select(func.count()).select_from(OutboxMessage)) or 0


@pytest.fixture(scope="module")
def trial_app(_shared_app, frozen_clock):
    app = create_app(_shared_app.extensions["settings"], frozen_clock)
    app.register_blueprint(trial)
    app.config.update(WTF_CSRF_ENABLED=False, ANSWERS_FAULTS=True)
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def client(app, trial_app):
    return trial_app.test_client()


def messages(app) -> int:
    with app.app_context():
        return count_messages()


def test_a_form_sent_again_is_carried_out_once(client, app):
    body = {"name": "Ana", "form_key": str(uuid4())}
    places = {client.post("/trial/greet", data=body).location for _ in range(5)}
    assert places == {"/trial/greeted/1"}
    assert messages(app) == 1


def test_the_same_key_with_another_body_is_a_conflict(client, app):
    key = str(uuid4())
    client.post("/trial/greet", data={"name": "Ana", "form_key": key})
    answer = client.post("/trial/greet", data={"name": "Bo", "form_key": key})
    assert answer.status_code == 409
    assert messages(app) == 1


def test_the_same_key_with_another_file_is_a_conflict(client, app):
    key = str(uuid4())

    def send(content: bytes) -> int:
        body = {"file": (io.BytesIO(content), "names.csv"), "form_key": key}
        return client.post("/trial/send", data=body).status_code

    assert [send(b"Ana"), send(b"Ana"), send(b"Bo")] == [303, 303, 409]
    assert messages(app) == 1


def test_a_change_by_a_program_is_kept_though_it_leads_nowhere(client, app):
    headers = {"Idempotency-Key": str(uuid4())}

    answers = [client.put("/trial/greet", json={"name": "Ana"}, headers=headers).status_code for _ in range(2)]

    assert answers == [200, 204]
    assert messages(app) == 1


def test_a_form_that_came_back_keeps_its_key_free(client, app):
    key = str(uuid4())
    assert client.post("/trial/greet", data={"name": "refused", "form_key": key}).status_code == 422
    assert messages(app) == 0
    assert client.post("/trial/greet", data={"name": "Ana", "form_key": key}).status_code == 303
    assert messages(app) == 1


def test_a_key_that_is_none_is_refused_in_words(client):
    answer = client.post("/trial/greet", data={"name": "Ana", "form_key": "1 OR 1=1"})
    assert answer.status_code == 422
    assert "Open the form again" in answer.text


def test_eight_at_once_are_one(trial_app, app):
    body, answers = {"name": "Ana", "form_key": str(uuid4())}, []

    def send() -> None:
        answers.append(trial_app.test_client().post("/trial/greet", data=body).status_code)

    threads = [threading.Thread(target=send) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert set(answers) <= {303, 409}
    assert answers.count(303) >= 1
    assert messages(app) == 1


def test_a_fault_leaves_nothing_and_says_nothing(client, app, capfd):
    answer = client.post("/trial/greet", data={"name": "fault"})
    assert answer.status_code == 500
    assert "Ana" not in answer.text
    assert "Ana" not in "".join(capfd.readouterr())
    assert messages(app) == 0


@pytest.mark.parametrize(
    ("name", "status", "words"),
    [
        ("rule", 422, "The window has passed."),
        ("missing", 404, "find"),
        ("conflict", 409, "Theirs"),
        ("many", 429, "Try again in a minute."),
        ("fault", 500, "our fault, not yours"),
    ],
)
def test_errors_answer_with_a_page(client, name, status, words):
    answer = client.get(f"/trial/raise/{name}")
    assert answer.status_code == status
    assert words in answer.text
    assert "Traceback" not in answer.text
    assert "116 123" in answer.text, "urgent help is on every page (U1)"


@pytest.mark.parametrize("form_key", [{}, {"form_key": str(uuid4())}])
@pytest.mark.parametrize("how", ["version", "key", "id"])
def test_whoever_loses_a_race_in_the_midst_of_a_view_is_told_so(client, app, how, form_key):
    answer = client.post(f"/trial/lose-a-race/{how}", data=form_key)
    assert answer.status_code == 409
    assert "Ana" not in answer.text
    assert messages(app) == 0


@pytest.mark.parametrize("form_key", [{}, {"form_key": str(uuid4())}])
def test_what_was_ended_so_that_others_could_go_on_is_carried_out_once(client, app, form_key):
    ended.extend([1, 1, 1])
    answer = client.post("/trial/ended-for-others", data={**form_key, "file": (io.BytesIO(b"Ana"), "a.csv")})
    assert (answer.status_code, answer.text) == (200, "Ana")
    assert messages(app) == 1


def test_what_is_ended_again_and_again_is_a_conflict(client, app):
    ended.extend([1] * TRIES)
    answer = client.post("/trial/ended-for-others", data={"file": (io.BytesIO(b"Ana"), "a.csv")})
    assert answer.status_code == 409
    assert "Nothing was changed by you" in answer.text
    assert (messages(app), ended) == (0, [])


def test_another_broken_constraint_is_a_fault_and_nobody_else_s_doing(client, app):
    answer = client.post("/trial/lose-a-race/fault")
    assert answer.status_code == 500
    assert "Somebody else" not in answer.text
    assert messages(app) == 0


def test_too_many_says_when_to_come_back(client):
    assert client.get("/trial/raise/many").headers["Retry-After"] == "60"


def test_a_view_that_nobody_marked_does_not_answer(client):
    answer = client.get("/trial/forgotten")
    assert answer.status_code == 403
    assert "open to all" not in answer.text


@pytest.mark.parametrize(
    "path", ["/accessibility", "/nowhere", "/trial/raise/fault", "/api/v1/nowhere", "/api/v1/openapi.json"]
)
def test_headers_are_on_every_answer(client, path):
    answer = client.get(path)
    assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS
    assert "unsafe-inline" not in answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize(("path", "status"), [("/api/v1/nowhere", 404)])
def test_programs_get_problems(client, path, status):
    answer = client.get(path)
    assert answer.status_code == status
    assert answer.mimetype == "application/problem+json"
    assert answer.json["status"] == status


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_other_methods_are_refused_in_words(client, method):
    answer = getattr(client, method)("/accessibility")
    assert answer.status_code == 405
    assert "GET" in answer.headers["Allow"]


@pytest.mark.parametrize("sent", [{}, {"version": ""}, {"version": "x"}, {"version": "²"}, {"version": "9" * 40}])
def test_a_version_that_did_not_come_back_is_none_that_is_current(trial_app, sent):
    """Left out of what is sent, it is not taken from the row instead: that would win over any other change."""
    with trial_app.test_request_context(method="POST", data={"name": "Ana", **sent}):
        assert EditingForm(data={"version": 7}).seen_version == 0
