"""Text that has broken software before: a few strings of our own, and the published list where the data is at hand."""

from __future__ import annotations

import json
import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
REAL_DATA = Path(os.environ.get("NETWORK_REAL_DATA", ROOT.parent / "shared" / "data"))
LONG = "A" * 10_000
OWN = (
    "",
    "undefined",
    "0",
    "-1",
    "1/0",
    "NaN",
    "\\",
    "'; DROP TABLE charter_signature; --",
    "<script>alert(1)</script>",
    "{{ 7 * 7 }}{% raw %}",
    '#let x = $1$ "q" `r` <l> @ref',
    "=cmd|' /C calc'!A0",
    "a\r\nBcc: somebody@example.org",
    "%s %n {0} ${HOME}",
    "\u202egnihtemos",
    "0️⃣ 1️⃣ 👩‍👩‍👧 🇬🇧",
    "مرحبا 日本語 Ṱ̺̺̕o͞",
    "\ufeff\u200b\u00a0",
    "\x01\x1b[31m\x7f",
    LONG,
)


def hostile_strings() -> list[str]:
    """All of them, without a NUL, which no browser sends in a form."""
    published = REAL_DATA / "text" / "blns.json"
    more: list[str] = json.loads(published.read_text(encoding="utf-8")) if published.is_file() else []
    return [text.replace("\0", "") for text in (*OWN, *more)]


def hostile_texts(most: int = 250) -> list[str]:
    """Every one of them in fewer texts: ours as they are, the published ones joined up to so many characters.

    For what takes requests: each string still goes through the whole of it, in a fifth of the time.
    """
    own, published = hostile_strings()[: len(OWN)], hostile_strings()[len(OWN) :]
    joined = [""]
    for text in published:
        longer = f"{joined[-1]} {text}".strip(" ")
        joined[-1:] = [longer] if len(longer) <= most else [joined[-1], text]
    return [*own, *(text for text in joined if text)]
