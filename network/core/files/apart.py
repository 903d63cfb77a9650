"""A PDF is taken apart in a process of its own: what makes its reader hang, crash or grow ends that process alone.

The process has no settings, no database and no secrets; it is given the bytes, and hands back others.
"""

from __future__ import annotations

import os
import resource
import subprocess  # nosec B404 - of ourselves
import sys
from contextlib import suppress
from typing import Final

from network.core.files.checked import CheckedFile, FileRefused, Kind
from network.core.files.kinds import SAVE_AS_PDF
from network.core.files.pdf import pdf_of

SECONDS: Final = 20
"""Of waiting, and of work. A document of hundreds of pages takes two."""
MEMORY: Final = 1024 * 1024 * 1024
"""Bytes of address space, most of which Python and the libraries take."""
_REFUSED: Final = 3
_TOO_MUCH: Final = f"This PDF takes too long to be looked through. {SAVE_AS_PDF}"


def pdf_of_its_own(content: bytes) -> CheckedFile:
    """`pdf_of`, in a process with bounded time and memory. Raises FileRefused."""
    environment = {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    command = [sys.executable, "-m", __name__]
    try:
        done = subprocess.run(  # noqa: S603 # nosec B603 - ourselves
            command, input=content, capture_output=True, timeout=SECONDS, env=environment, check=False
        )
    except subprocess.TimeoutExpired:
        raise FileRefused(_TOO_MUCH) from None
    if done.returncode == _REFUSED:
        raise FileRefused(done.stdout.decode())
    if done.returncode != 0:
        raise FileRefused(_TOO_MUCH)
    return CheckedFile(Kind.PDF, "application/pdf", "pdf", done.stdout)


def main() -> int:
    """The other process: reads a PDF, writes it anew, or says why not."""
    for what, most in ((resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_CPU, SECONDS), (resource.RLIMIT_CORE, 0)):
        with suppress(ValueError, OSError):  # not every system bounds all of them
            resource.setrlimit(what, (most, most))
    try:
        sys.stdout.buffer.write(pdf_of(sys.stdin.buffer.read()).content)
    except FileRefused as refused:
        sys.stdout.write(refused.message)  # the other stream has what the library logs
        return _REFUSED
    return 0


if __name__ == "__main__":
    sys.exit(main())
