"""A virus scanner of this machine, as ClamAV's daemon speaks, which finds the test string that all of them find."""

from __future__ import annotations

import socket
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from network.settings import VirusScanner
from tests.support.documents import EICAR
from tests.support.ports import free_port

Answer = Callable[[bytes], bytes | None]


def looks(content: bytes) -> bytes:
    """What a well daemon answers."""
    return b"stream: Eicar-Signature FOUND\0" if EICAR in content else b"stream: OK\0"


@contextmanager
def scanning(answer: Answer = looks, *, at: Path | None = None) -> Iterator[tuple[VirusScanner, list[bytes]]]:
    """Listens until the end of the block, on a port or at a path; with what it was sent. None: it never answers."""
    with socket.socket(socket.AF_UNIX if at else socket.AF_INET) as listening:
        where = str(at) if at else ("127.0.0.1", free_port())
        listening.bind(where)
        listening.listen()
        seen: list[bytes] = []
        ended = threading.Event()
        thread = threading.Thread(target=_serve, args=(listening, answer, seen, ended), daemon=True)
        thread.start()
        try:
            yield VirusScanner(path=where) if isinstance(where, str) else VirusScanner(None, *where), seen
        finally:
            ended.set()
            with socket.socket(listening.family) as last:
                last.connect(where)
            thread.join()


def _serve(listening: socket.socket, answer: Answer, seen: list[bytes], ended: threading.Event) -> None:
    while True:
        connection, _ = listening.accept()
        if ended.is_set():
            connection.close()
            return
        with connection:
            seen.append(_received(connection))
            said = answer(seen[-1])
            if said is None:
                ended.wait(5)
            else:
                connection.sendall(said)


def _received(connection: socket.socket) -> bytes:
    with connection.makefile("rb") as stream:
        assert stream.read(10) == b"zINSTREAM\0"
        content = b""
        while size := struct.unpack("!L", stream.read(4))[0]:
            content += stream.read(size)
        return content
