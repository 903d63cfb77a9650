"""Everything that is logged, by us and by every library, of whatever level."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr

import structlog

from network.app import configure_logs


@contextmanager
def everything_logged() -> Iterator[io.StringIO]:
    """What is logged meanwhile, as a server would write it, and at DEBUG."""
    lines = io.StringIO()
    before, root = structlog.get_config(), logging.getLogger()
    level, handler = root.level, logging.StreamHandler(lines)
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    with redirect_stderr(lines):
        configure_logs()
        try:
            yield lines
        finally:
            root.removeHandler(handler)
            root.setLevel(level)
            structlog.configure(**before)
