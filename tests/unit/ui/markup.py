"""Markup compared as a browser reads it: tags, attributes in any order, and text without its white space."""

from html.parser import HTMLParser
from typing import Any

VOID = {"br", "img", "input", "link", "meta", "path", "circle", "rect"}


class _Reading(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.read: list[Any] = []
        self.text = ""

    def flush(self) -> None:
        if words := " ".join(self.text.split()):
            self.read.append(words)
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.flush()
        tidy = {name: " ".join((value or "").split()) for name, value in attrs}
        self.read.append((tag, tuple(sorted(tidy.items()))))

    def handle_endtag(self, tag: str) -> None:
        self.flush()
        if tag not in VOID:
            self.read.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        self.text += data


def as_read(html: str) -> list[Any]:
    """The markup as a list of tags and texts."""
    reading = _Reading()
    reading.feed(html)
    reading.close()
    reading.flush()
    return reading.read
