"""Browsers: signed in without the sign-in's own work (Argon2 is wanted), sending over connections that stay open."""

from __future__ import annotations

import secrets
import time
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPResponse
from urllib.parse import urlencode
from uuid import uuid4

from flask import Flask
from itsdangerous import URLSafeTimedSerializer

from bench.data.cast import Account
from bench.serving import Served
from network.accounts.sign_in import ACTING_IN, SECOND_FACTOR, SEEN_AT, SIGNED_IN_AT, STARTED_AT
from network.core.clock import Clock

MILLISECONDS = 1000.0
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


class UnexpectedAnswer(Exception):
    """The page was not what was to be timed: a refusal is fast."""


@dataclass(frozen=True, slots=True)
class Browser:
    """A cookie and the token that forms sent with it carry. Without a cookie: a visitor."""

    headers: Mapping[str, str] = field(default_factory=dict)
    csrf_token: str = ""

    def form(self, values: Mapping[str, str]) -> str:
        """The body of a form that was opened and is sent once."""
        return urlencode({**values, "csrf_token": self.csrf_token, "form_key": str(uuid4())})


VISITOR = Browser()


def signed_in(app: Flask, account: Account, clock: Clock) -> Browser:
    """The browser of somebody who has just signed in with two steps."""
    now, token = clock.now().isoformat(), secrets.token_hex(20)
    session = {
        "_user_id": account.sign_in,
        "_fresh": True,
        ACTING_IN: str(account.organisation_id),
        SECOND_FACTOR: True,
        **dict.fromkeys((SIGNED_IN_AT, STARTED_AT, SEEN_AT), now),
        "csrf_token": token,
    }
    signer = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]
    cookie = f"{app.config['SESSION_COOKIE_NAME']}={signer.dumps(session)}"
    sent = URLSafeTimedSerializer(app.secret_key or "", salt="wtf-csrf-token").dumps(token)
    return Browser({"Cookie": cookie}, sent)


@dataclass(frozen=True, slots=True)
class Request:
    """What is sent, and the answer that it has to have."""

    path: str
    browser: Browser = VISITOR
    body: str | None = None
    status: int = 200
    leads_to: str = ""
    """Where a redirect has to lead: a form with something to mend, or a second booking, is answered elsewhere."""

    def send(self, connection: HTTPConnection) -> bytes:
        """The body of the answer. Raises UnexpectedAnswer."""
        headers = {**self.browser.headers, **(FORM if self.body is not None else {})}
        connection.request("GET" if self.body is None else "POST", self.path, self.body, headers)
        answer = connection.getresponse()
        content = answer.read()
        self._check(answer, content)
        return content

    def _check(self, answer: HTTPResponse, content: bytes) -> None:
        location = answer.headers.get("Location", "")
        if answer.status != self.status or self.leads_to not in location:
            said = content[:2000].decode(errors="replace")
            raise UnexpectedAnswer(f"{self.path} answered {answer.status} {location}: {said}")


def open_connection(served: Served) -> HTTPConnection:
    """A connection to the server, which stays open while it is used."""
    return HTTPConnection("127.0.0.1", served.port, timeout=120)


def times(served: Served, requests: Iterable[Request]) -> list[float]:
    """How long each request took, one after another over one connection, in milliseconds."""
    connection = open_connection(served)
    found = []
    try:
        for request in requests:
            began = time.perf_counter()
            request.send(connection)
            found.append((time.perf_counter() - began) * MILLISECONDS)
    finally:
        connection.close()
    return found


def processor_time(served: Served, request: Request, count: int) -> float:
    """The processor time of the server's workers for one of `count` requests, in milliseconds."""
    before = served.cpu_seconds
    times(served, [request] * count)
    return (served.cpu_seconds - before) * MILLISECONDS / count


def requests_a_second(served: Served, request: Request, count: int, connections: int) -> float:
    """How many of `count` requests are answered in a second, sent over this many connections at once."""
    began = time.perf_counter()
    with ThreadPoolExecutor(connections) as pool:
        list(pool.map(lambda _: times(served, [request] * (count // connections)), range(connections)))
    return count / (time.perf_counter() - began)
