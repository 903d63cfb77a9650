"""A request that is too large is refused by the real server while it streams (`B23`): before its view, and unkept."""

from __future__ import annotations

import http.client
import json
import socket
import subprocess
from collections.abc import Callable, Iterator

import pytest

from network.core.permissions import Role
from network.core.sizes import LARGEST_FORM
from tests.support.databases import table_counts
from tests.support.ports import free_port
from tests.support.processes import running, wait_for

MB = 1024 * 1024
IN_THE_PIPE = 12 * MB
"""What this machine's sockets hold on their way, beside what the server reads."""
A_FIRST_PAGE = 24 * MB
"""What a worker holds more once it has made its first pages, with room to breathe; without end would be 640."""
PIECE = b"x" * 65_536
MULTIPART = "multipart/form-data; boundary=part"
FILE_BEGINS = b'--part\r\nContent-Disposition: form-data; name="file"; filename="a.png"\r\n\r\n'
ENDLESS = 10_000
"""Pieces, in chunks: 640 MB, should nobody stop them."""


@pytest.fixture
def server(app, world, environment) -> Iterator[tuple[int, Callable[[], int]]]:
    """The port of a server with one worker, and how much memory that worker holds, in bytes."""
    port = free_port()

    def answers() -> bool:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
        try:
            connection.request("GET", "/accessibility")
            return connection.getresponse().status == 200
        except OSError:
            return False
        finally:
            connection.close()

    with running(environment | {"WEB_CONCURRENCY": "1", "PORT": str(port)}, "serve") as process:
        wait_for(answers, process)
        yield port, lambda: memory_of_child(process.pid)
        assert answers(), "it serves on"


def memory_of_child(parent: int) -> int:
    """What the one process that another started holds, in bytes."""
    listed = subprocess.run(["ps", "-A", "-o", "ppid=,rss="], capture_output=True, text=True, check=True).stdout
    (held,) = (rss for ppid, rss in map(str.split, listed.splitlines()) if int(ppid) == parent)
    return int(held) * 1024


def sending(port: int, path: str, headers: dict[str, str], pieces: Iterator[bytes]) -> tuple[int, int | None, bytes]:
    """How many bytes were sent until the server stopped it or they ended; its answer, None where it just closed."""
    head = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    sent = 0
    with socket.create_connection(("127.0.0.1", port), timeout=20) as connection:
        connection.sendall(f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n{head}\r\n".encode())
        try:
            for piece in pieces:
                connection.sendall(piece)
                sent += len(piece)
        except OSError:
            pass  # closed: that is one way to refuse
        answer = http.client.HTTPResponse(connection)
        try:
            answer.begin()
            return sent, answer.status, answer.read()
        except (OSError, http.client.HTTPException):
            return sent, None, b""


def chunked(start: bytes) -> Iterator[bytes]:
    for piece in (start, *[PIECE] * ENDLESS):
        yield f"{len(piece):x}\r\n".encode() + piece + b"\r\n"


def kind_at(path: str) -> str:
    return "application/json" if "api" in path else MULTIPART


def signed_in(client_of, person) -> str:
    client = client_of(person).raw
    return f"network={client.get_cookie('network').value}"


@pytest.fixture
def senders(world, client_of):
    """Where files and forms are sent, by whom, and the most that is read of each."""
    lead = signed_in(client_of, world.person(Role.ORGANISATION_LEAD))
    coordinator = signed_in(client_of, world.person(Role.COORDINATOR, "host"))
    key = client_of.api(world.person(Role.COORDINATOR, "host"))._headers
    return [
        ("/tell-us", {}, LARGEST_FORM),
        (f"/organisations/{world.own}/edit", {"Cookie": lead}, LARGEST_FORM),
        (f"/organisations/{world.own}/logo/edit", {"Cookie": lead}, 11 * MB),
        ("/organisations/import", {"Cookie": coordinator}, 25 * MB),
        ("/api/v1/organisations", key, LARGEST_FORM),
        ("/api/v1/organisations/import", {**key, "Content-Type": "text/csv"}, 25 * MB),
        ("/tell-us", {"Content-Type": "application/x-www-form-urlencoded"}, LARGEST_FORM),
    ]


def test_one_that_says_that_it_is_too_large_is_answered_before_it_is_sent(server, senders, database):
    port, memory = server
    before, rows = memory(), table_counts(database)
    for path, headers, _ in senders:
        said = {"Content-Type": kind_at(path), **headers, "Content-Length": str(4 * 1024 * MB)}
        _, status, answer = sending(port, path, said, iter([FILE_BEGINS]))
        assert status == 413, (path, answer[:300])
        assert (b'"detail"' if "api" in path else b"That is too large to send") in answer
    assert memory() - before < A_FIRST_PAGE
    assert table_counts(database) == rows


def test_one_without_end_is_stopped(server, senders, database):
    port, memory = server
    for path, headers, _ in senders:
        sending(port, path, {"Content-Type": kind_at(path), **headers, "Content-Length": "0"}, iter([]))
    before, rows = memory(), table_counts(database)
    for path, headers, most in senders:
        said = {"Content-Type": kind_at(path), **headers, "Transfer-Encoding": "chunked"}
        sent, status, answer = sending(port, path, said, chunked(FILE_BEGINS))
        assert sent < most + IN_THE_PIPE, path
        assert status in {None, 413}, (path, status, answer[:300])
        assert memory() - before < most + A_FIRST_PAGE, path
    assert table_counts(database) == rows


def test_a_chunked_form_of_an_ordinary_size_arrives(server, world, client_of):
    port, _ = server
    key = client_of.api(world.person(Role.COORDINATOR, "host"))._headers
    body = json.dumps({"name": "Hill School", "sector": "school", "nation": "england"}).encode()
    said = {**key, "Content-Type": "application/json", "Transfer-Encoding": "chunked", "Connection": "close"}
    pieces = [f"{len(body):x}\r\n".encode() + body + b"\r\n0\r\n\r\n"]
    assert sending(port, "/api/v1/organisations", said, iter(pieces))[1] == 201
