"""The floor over HTTP: answers written by hand on the driver alone. Nobody signs in, nothing is audited or scoped.

The SQL, the indexes, the database and the server are the product's. Addresses name whose rows are meant; what a
form would have said comes as JSON.
"""

from __future__ import annotations

import csv
import io
import json
import os
import threading
import uuid
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from html import escape
from typing import Any
from urllib.parse import parse_qs

from bench.plain import Plain

Environment = dict[str, Any]
Answer = tuple[str, Iterable[bytes]]
StartResponse = Callable[[str, list[tuple[str, str]]], Any]

PEOPLE = """
SELECT person.id, person.name, person.email, learner_tier.tier, learner_tier.expires_on
FROM (
    SELECT id, name, email FROM learner WHERE organisation_id = :organisation ORDER BY name, id LIMIT 50
) AS person
LEFT JOIN learner_tier ON learner_tier.organisation_id = :organisation AND learner_tier.learner_id = person.id
ORDER BY person.name, person.id
"""
HOW_MANY = "SELECT count(*) FROM learner WHERE organisation_id = :organisation"
ATTENDEES = """
SELECT person.name, organisation.name, booking.booked_at
FROM booking
JOIN "user" AS person ON person.id = booking.user_id
JOIN organisation ON organisation.id = booking.organisation_id
WHERE booking.event_id = :event AND booking.cancelled_at IS NULL
ORDER BY lower(person.name), booking.id
"""
LOG = """
INSERT INTO completion (id, organisation_id, learner_id, course_id, tier, completed_on, expires_on, status)
VALUES (:id, :organisation, :learner, :course, :tier, :day, :expires_on, 'confirmed')
"""
COUNT_IN_COVERAGE = """
INSERT INTO coverage_summary (organisation_id, tier, expires_on, people, unidentified)
VALUES (:organisation, :tier, :expires_on, 1, 0)
ON CONFLICT (organisation_id, tier, expires_on) DO UPDATE SET people = coverage_summary.people + 1
"""
SIGN = """
INSERT INTO charter_signature (id, organisation_id, version_id, signatory_name, job_title, basis, basis_words,
    statement, text_hash, typed_signature, actions, signed_at, signed_by_id, current_until, version)
VALUES (:id, :organisation, :version, 'A name', 'A title', 'chief-officer', '', '', 'bench', 'A name', '[]', :at, :user,
    '2099-01-01', 1)
"""
BOOK = """
INSERT INTO booking (id, organisation_id, event_id, user_id, booked_at)
VALUES (:id, :organisation, :event, :user, :at)
"""
TAKE_A_PLACE = "UPDATE event SET places_taken = places_taken + 1 WHERE id = :event"

_here = threading.local()


def _plain() -> Plain:
    """This thread's own connection, which stays open."""
    found: Plain | None = getattr(_here, "plain", None)
    if found is None:
        found = _here.plain = Plain(os.environ["BENCH_DATABASE"])
    return found


def _nothing(_environment: Environment) -> Answer:
    return "text/plain", [b"Nothing"]


def _people(environment: Environment) -> Answer:
    """50 people of one organisation with their tiers, and how many there are (P1)."""
    organisation = _asked(environment)["organisation"]
    ((total,),) = _plain().rows(HOW_MANY, organisation=organisation)
    people: dict[Any, list[Any]] = {}
    for key, name, email, tier, expires_on in _plain().rows(PEOPLE, organisation=organisation):
        person = people.setdefault(key, [key, name, email, {}])
        if tier is not None:
            person[3][tier] = str(expires_on)
    lines = "\n".join(_line(*person) for person in people.values())
    page = f"<!DOCTYPE html><title>People</title><h1>People</h1><p>{total}</p><table>{lines}</table>"
    return "text/html; charset=utf-8", [page.encode()]


def _line(key: str, name: str, email: str | None, tiers: dict[int, str]) -> str:
    cells = "".join(f"<td>{tiers.get(tier, '')}</td>" for tier in (1, 2, 3))
    return f'<tr><th><a href="/people/{key}">{escape(name)}</a></th><td>{escape(email or "")}</td>{cells}</tr>'


def _attendees(environment: Environment) -> Answer:
    """Everybody who comes to an event, as CSV (P4)."""
    return "text/csv", _csv(_plain().each(ATTENDEES, event=_asked(environment)["event"]))


def _csv(rows: Iterator[Any]) -> Iterator[bytes]:
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    for row in rows:
        writer.writerow(row)
        if buffer.tell() > 64 * 1024:
            yield buffer.getvalue().encode()
            buffer.seek(0)
            buffer.truncate()
    yield buffer.getvalue().encode()


def _log(environment: Environment) -> Answer:
    """A completion, and the summary that counts it (P5)."""
    sent, plain = _sent(environment), _plain()
    with plain.transaction():
        plain.execute(LOG, id=uuid.uuid4().hex, **sent)
        plain.execute(COUNT_IN_COVERAGE, **{name: sent[name] for name in ("organisation", "tier", "expires_on")})
    return _nothing(environment)


def _sign(environment: Environment) -> Answer:
    """A signature (P5)."""
    with _plain().transaction():
        _plain().execute(SIGN, id=uuid.uuid4().hex, at=_now(), **_sent(environment))
    return _nothing(environment)


def _book(environment: Environment) -> Answer:
    """A place, and the number of places that are taken (P5)."""
    sent, plain = _sent(environment), _plain()
    with plain.transaction():
        plain.execute(BOOK, id=uuid.uuid4().hex, at=_now(), **sent)
        plain.execute(TAKE_A_PLACE, event=sent["event"])
    return _nothing(environment)


def _asked(environment: Environment) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(environment["QUERY_STRING"]).items()}


def _sent(environment: Environment) -> dict[str, Any]:
    sent: dict[str, Any] = json.loads(environment["wsgi.input"].read(int(environment["CONTENT_LENGTH"])))
    return sent


def _now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%d %H:%M:%S.%f")


_PAGES: dict[str, Callable[[Environment], Answer]] = {
    "/nothing": _nothing,
    "/people": _people,
    "/attendees.csv": _attendees,
    "/log": _log,
    "/sign": _sign,
    "/book": _book,
}


def app(environment: Environment, start_response: StartResponse) -> Iterable[bytes]:
    """The WSGI application."""
    kind, content = _PAGES[environment["PATH_INFO"]](environment)
    headers = [("Content-Type", kind)]
    if isinstance(content, list):
        headers.append(("Content-Length", str(sum(map(len, content)))))
    start_response("200 OK", headers)
    return content
