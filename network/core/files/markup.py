"""The XML inside documents, read as a stream: well-formed, without a document type, and with what it asks for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final
from xml.parsers import expat

from markupsafe import escape

from network.core.files.checked import FileRefused
from network.core.files.packages import DAMAGED

DEEPEST: Final = 500
"""Elements within elements: a table in a table in a table comes to fifty."""
_CHUNK: Final = 65_536

Attributes = Mapping[str, str]
Start = Callable[[str, Attributes], None]
Text = Callable[[str], None]
Instruct = Callable[[str, str], None]


def local(name: str) -> str:
    """A name without its namespace, which may be called anything."""
    return name.rpartition(" ")[2]


def walk(part: bytes, start: Start, text: Text | None = None, instruct: Instruct | None = None) -> None:
    """Calls `start` for each element, its name and attributes as `namespace name`. Raises FileRefused.

    `instruct` is called for what is said to programs, by its target and its words.
    """
    parser = expat.ParserCreate(namespace_separator=" ")
    depth = 0

    def begin(name: str, attributes: Attributes) -> None:
        nonlocal depth
        depth += 1
        if depth > DEEPEST:
            raise FileRefused(DAMAGED)
        start(name, attributes)

    def end(_name: str) -> None:
        nonlocal depth
        depth -= 1

    parser.StartElementHandler = begin
    parser.EndElementHandler = end
    parser.StartDoctypeDeclHandler = _refuse_doctype
    if text is not None:
        parser.CharacterDataHandler = text
    if instruct is not None:
        parser.ProcessingInstructionHandler = instruct
    try:
        for at in range(0, len(part), _CHUNK):
            parser.Parse(part[at : at + _CHUNK], False)
        parser.Parse(b"", True)
    except (expat.ExpatError, LookupError, ValueError):
        raise FileRefused(DAMAGED) from None


def _refuse_doctype(*_: object) -> None:
    raise FileRefused(DAMAGED)


def element(name: str, attributes: Attributes) -> str:
    """An empty element, written out."""
    said = "".join(f' {key}="{escape(value)}"' for key, value in attributes.items())
    return f"<{name}{said}/>"
