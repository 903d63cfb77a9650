"""P7: what a first visit weighs: at most 60 kB compressed in all, the page itself at most 30 kB.

That it works before any script has loaded is for the journeys to show.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from html.parser import HTMLParser
from http.client import HTTPConnection
from urllib.parse import urlsplit

from bench.arithmetic import Series, at_most
from bench.findings import Finding
from bench.serving import Served
from bench.stages import Stages
from bench.visiting import open_connection

KILOBYTE = 1000
FIRST_PAGE = "/sign-in"


class _Fetched(HTMLParser):
    """The addresses of what a browser fetches for a page: style sheets, icons, modules, scripts and pictures."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.paths: set[str] = set()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A link that is followed by itself, or anything with a source."""
        named = dict(attrs)
        address = named.get("src") or (named.get("href") if tag == "link" else None)
        if address:
            self.paths.add(urlsplit(address).path)


def measure(stages: Stages) -> Iterator[Finding]:
    """The page that a visitor lands on, with all that it names. The same on every database, so asked once."""
    page, parts = _visit(stages.base.product)
    compressed = len(gzip.compress(page)) + sum(parts.values())
    for what, size, most in (("in all, compressed", compressed, 60), ("the page", len(page), 30)):
        weight = Series((size / KILOBYTE,))
        yield Finding.absolute("P7", f"first visit, {what}", stages.kind, "kB", weight, at_most(most))


def _visit(served: Served) -> tuple[bytes, dict[str, int]]:
    """The page, and the size of each thing that a browser fetches for it, as it is sent."""
    connection = open_connection(served)
    try:
        page = _fetch(connection, FIRST_PAGE)
        named = sorted(_Fetched(page.decode()).paths)
        return page, {path: len(_fetch(connection, path, "br, gzip")) for path in named}
    finally:
        connection.close()


def _fetch(connection: HTTPConnection, path: str, accepted: str = "identity") -> bytes:
    connection.request("GET", path, headers={"Accept-Encoding": accepted})
    answer = connection.getresponse()
    content = answer.read()
    if answer.status != 200:
        raise RuntimeError(f"{path} answered {answer.status}")
    return content
