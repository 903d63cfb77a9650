"""Asking ClamAV's daemon about a file: its INSTREAM command over a plain socket, within a bounded time."""

from __future__ import annotations

import socket
import struct
import time
from typing import Final

from network.settings import VirusScanner

PATIENCE: Final = 10.0
"""Seconds in all. A write on SQLite waits 15 for another, so a scan never makes one give up."""
_PIECE: Final = 64 * 1024
_LONGEST_REPLY: Final = 4_096
_CLEAN, _FOUND = "OK", "FOUND"


class ScannerAway(Exception):
    """The scanner could not be asked, or gave no answer about the file; the text says why."""


def ask(scanner: VirusScanner, content: bytes, patience: float = PATIENCE) -> str | None:
    """The name of what was found in the content, None where it is clean. `patience` in seconds. Raises ScannerAway."""
    ends_at = time.monotonic() + patience
    try:
        with _connection(scanner, patience) as connection:
            connection.sendall(b"zINSTREAM\0")
            for begin in range(0, len(content), _PIECE):
                piece = content[begin : begin + _PIECE]
                _hurry(connection, ends_at)
                connection.sendall(struct.pack("!L", len(piece)) + piece)
            connection.sendall(struct.pack("!L", 0))
            return _verdict(_reply(connection, ends_at))
    except OSError as fault:
        raise ScannerAway(type(fault).__name__) from None


def _connection(scanner: VirusScanner, patience: float) -> socket.socket:
    if scanner.path is None:
        return socket.create_connection((scanner.host, scanner.port), timeout=patience)
    connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    connection.settimeout(patience)
    try:
        connection.connect(scanner.path)
    except OSError:
        connection.close()
        raise
    return connection


def _hurry(connection: socket.socket, ends_at: float) -> None:
    remaining = ends_at - time.monotonic()
    if remaining <= 0:
        raise ScannerAway("it took too long")
    connection.settimeout(remaining)


def _reply(connection: socket.socket, ends_at: float) -> str:
    said = b""
    while not said.endswith(b"\0") and len(said) < _LONGEST_REPLY:
        _hurry(connection, ends_at)
        piece = connection.recv(_LONGEST_REPLY)
        if not piece:
            break
        said += piece
    return said.rstrip(b"\0\n").decode("utf-8", "replace")


def _verdict(reply: str) -> str | None:
    stream, _, said = reply.partition(": ")
    what, _, verdict = said.rpartition(" ")
    if stream != "stream":
        raise ScannerAway("it gave no answer about the file")
    if verdict == _CLEAN and not what:
        return None
    if verdict == _FOUND and what:
        return what
    raise ScannerAway("it gave no answer about the file")
