"""The two processes of an installation, started as they are in earnest: one serves, one delivers."""

from __future__ import annotations

import http.client
import subprocess
import sys
import urllib.error
import urllib.request
from urllib.parse import quote

import pytest
from aiosmtpd.controller import Controller

from network.core.text import LONGEST_SEARCH
from tests.support.ports import free_port
from tests.support.processes import running, wait_for


def test_two_workers_serve_and_stop_when_asked(app, world, environment, database):
    port = free_port()

    def answers() -> bool:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/charter/signatories", timeout=20) as answer:
                return answer.status == 200 and b"<h1" in answer.read()
        except urllib.error.URLError:
            return False

    with running(environment | {"WEB_CONCURRENCY": "2", "PORT": str(port)}, "serve") as server:
        wait_for(answers, server)
        assert all(answers() for _ in range(8)), "each worker has a connection of its own"
    assert server.returncode == 0


@pytest.fixture
def ask(app, world, environment):
    """What a server answers to a path."""
    port = free_port()

    def ask(path: str, headers: dict[str, str] | None = None) -> tuple[int, dict[str, str], str]:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
        try:
            connection.request("GET", path, headers=headers or {})
            answer = connection.getresponse()
            return answer.status, dict(answer.getheaders()), answer.read().decode()
        finally:
            connection.close()

    def answers() -> bool:
        try:
            return ask("/accessibility")[0] == 200
        except OSError:
            return False

    with running(environment | {"WEB_CONCURRENCY": "1", "PORT": str(port)}, "serve") as server:
        wait_for(answers, server)
        yield ask


def test_what_a_form_can_send_arrives_and_what_is_longer_is_answered_in_our_words(ask):
    longest = "/charter/signatories?search=" + quote("\u0c24" * LONGEST_SEARCH * 8)
    assert 4094 < len(longest) < 8000
    assert ask(longest)[0] == 200
    for length in (9_000, 60_000):
        status, headers, page = ask("/charter/signatories?search=" + "x" * length)
        assert status == 414
        assert "That address is too long" in page
        assert "116 123" in page, "urgent help is on every page (U1)"
        assert "default-src 'self'" in headers["Content-Security-Policy"]
        assert "Cookie" not in " ".join(headers), "it is nobody's page"
    status, _, page = ask("/charter/signatories", {"X-Long": "x" * 9_000})
    assert (status, "<h1" in page, "govuk" in page) == (431, True, True)
    assert ask("/charter/signatories")[0] == 200


class Mailbox:
    """A mail server's handler that keeps letters."""

    def __init__(self) -> None:
        self.letters: list[bytes] = []

    async def handle_DATA(self, _server: object, _session: object, envelope: object) -> str:  # noqa: N802 - its name
        self.letters.append(envelope.content)
        return "250 OK"


def test_an_invitation_reaches_the_mail_server(app, world, environment):
    mailbox = Mailbox()
    mail = Controller(mailbox, hostname="127.0.0.1", port=free_port())
    mail.start()
    environment |= {"MAIL_HOST": "127.0.0.1", "MAIL_PORT": str(mail.port)}
    invite = ("people", "invite", "ana@example.org", "--role", "coordinator", "--name", "Ana")
    try:
        with running(environment, "worker") as worker:
            done = subprocess.run(
                [sys.executable, "-m", "network", *invite],
                env=environment,
                capture_output=True,
                text=True,
                check=True,
            )
            wait_for(lambda: bool(mailbox.letters), worker)
    finally:
        mail.stop()
    (letter,) = mailbox.letters
    assert done.stdout.strip().encode() in letter.replace(b"=\r\n", b"")
