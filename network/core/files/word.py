"""Word documents (.docx), packed anew: without macros, embedded objects, templates elsewhere and properties."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from network.core.files import drawings
from network.core.files.checked import CheckedFile, FileRefused, Kind
from network.core.files.kinds import SAVE_AS_PDF, SAVE_AS_WORD_OR_PDF
from network.core.files.markup import Attributes, element, local, walk
from network.core.files.packages import Parts, packed, parts_of

_MAIN: Final = "word/document.xml"
_TYPES: Final = "[Content_Types].xml"
_DOCUMENT: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_LEFT_OUT: Final = ("docprops/", "customxml/", "word/customxml", "word/printersettings", "thumbnail")
_ACTIVE: Final = re.compile(r"vba|macro|activex|embeddings/|oleobject|attachedtoolbars", re.I)
_ENDINGS: Final = re.compile(r"\.(xml|rels|png|jpe?g|gif|bmp|tiff?|emf|wmf|svg|odttf)$", re.I)
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006/"
_DECLARATION: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_TEMPLATE: Final = re.compile(rb"<(?:\w+:)?attachedTemplate\b[^<>]*/>")
_FETCHING: Final = re.compile(r"\b(DDE|DDEAUTO|INCLUDETEXT|INCLUDEPICTURE|IMPORT|INCLUDE|LINK|DATABASE)\b", re.I)
_FOLLOWED: Final = re.compile(r'\bHYPERLINK\s+"(https?://|mailto:)[^"\s]*"', re.I)
"""Somebody follows it by hand, whatever words its address has."""
_ADDRESSES: Final = ("https://", "http://", "mailto:")
_NOWHERE: Final = "about:blank"

MACROS: Final = (
    "This document holds macros or objects of other programs, which can act by themselves. "
    f"Save it as a PDF and send that. {SAVE_AS_PDF}"
)
FETCHES: Final = f"This document takes part of its content from elsewhere when it is opened. {SAVE_AS_PDF}"


def word_of(content: bytes) -> CheckedFile:
    """The document as its pages are read, and no more. Raises FileRefused."""
    parts = parts_of(content)
    _refuse_other_archives(parts)
    kept = {name: part for name, part in parts.items() if not _is_left_out(name)}
    if any(_ACTIVE.search(name) for name in kept):
        raise FileRefused(MACROS)
    if not all(_ENDINGS.search(name) for name in kept):
        raise FileRefused(f"This document holds other files. {SAVE_AS_PDF}")
    for name in list(kept):
        kept[name] = _cleaned(name, kept)
    return CheckedFile(Kind.WORD, _DOCUMENT, "docx", packed(kept))


def _is_left_out(name: str) -> bool:
    return name.casefold().startswith(_LEFT_OUT)


def _refuse_other_archives(parts: Parts) -> None:
    if _MAIN in parts and _TYPES in parts:
        return
    if any(name.startswith("xl/") for name in parts):
        raise FileRefused(f"This is a spreadsheet. {SAVE_AS_PDF}")
    if any(name.startswith("ppt/") for name in parts):
        raise FileRefused(f"This is a presentation. {SAVE_AS_PDF}")
    raise FileRefused(f"This is a zip file or another document that we do not know. {SAVE_AS_WORD_OR_PDF}")


def _cleaned(name: str, parts: Parts) -> bytes:
    part = parts[name]
    if name == _TYPES:
        return _content_types(part, parts)
    if name.endswith(".rels"):
        return _relationships(part)
    if name.casefold().endswith(".xml"):
        if name.endswith("settings.xml"):
            part = _TEMPLATE.sub(b"", part)
        _refuse_fetching_fields(part)
    elif name.casefold().endswith(".svg"):
        drawings.refuse_what_acts(part)
    return part


def _content_types(part: bytes, parts: Iterable[str]) -> bytes:
    """What each part is. Only a plain document is one: no template, nothing for macros."""
    present = {f"/{name}".casefold() for name in parts}
    said: list[str] = []
    mains: list[str] = []

    def start(name: str, attributes: Attributes) -> None:
        kind = attributes.get("ContentType", "")
        if _ACTIVE.search(kind):
            raise FileRefused(MACROS)
        if local(name) == "Default" and {"Extension", "ContentType"} <= attributes.keys():
            said.append(element("Default", {"Extension": attributes["Extension"], "ContentType": kind}))
        if local(name) == "Override" and attributes.get("PartName", "").casefold() in present:
            said.append(element("Override", {"PartName": attributes["PartName"], "ContentType": kind}))
            mains.extend([kind] if attributes["PartName"] == f"/{_MAIN}" else [])

    walk(part, start)
    if mains != [f"{_DOCUMENT}.main+xml"]:
        raise FileRefused(f"This is a template or another document that we do not know. {SAVE_AS_WORD_OR_PDF}")
    return _written("Types", "content-types", said)


def _relationships(part: bytes) -> bytes:
    """What a part refers to: parts of this document, and addresses that somebody follows by hand."""
    said: list[str] = []

    def start(name: str, attributes: Attributes) -> None:
        if local(name) != "Relationship":
            return
        kind = attributes.get("Type", "").rpartition("/")[2]
        if not _is_kept(kind, attributes):
            return
        kept = {key: attributes[key] for key in ("Id", "Type", "Target", "TargetMode") if key in attributes}
        if "TargetMode" in kept and kept["TargetMode"] != "Internal":
            kept["Target"] = _followed(kind, attributes.get("Target", ""))
        elif ":" in kept.get("Target", "") or kept.get("Target", "").startswith(("//", "\\")):
            raise FileRefused(FETCHES)
        said.append(element("Relationship", kept))

    walk(part, start)
    return _written("Relationships", "relationships", said)


def _is_kept(kind: str, attributes: Attributes) -> bool:
    if _ACTIVE.search(kind) or kind in {"oleObject", "package", "control", "aFChunk", "subDocument", "frame"}:
        raise FileRefused(MACROS)
    target = attributes.get("Target", "").removeprefix("/").removeprefix("../")
    return kind != "attachedTemplate" and not _is_left_out(target)


def _followed(kind: str, target: str) -> str:
    if kind != "hyperlink":
        raise FileRefused(FETCHES)
    return target if target.lower().startswith(_ADDRESSES) else _NOWHERE


def _refuse_fetching_fields(part: bytes) -> None:
    """A field can call another program or take in another file, and its words may be spread over many runs."""
    instructions: list[str] = []
    is_field = False

    def start(name: str, attributes: Attributes) -> None:
        nonlocal is_field
        is_field = local(name) == "instrText"
        if local(name) == "fldChar":
            instructions.append(" ")  # a field within a field is one of its own
        instructions.extend(f" {value} " for key, value in attributes.items() if local(key) == "instr")

    def text(said: str) -> None:
        if is_field:
            instructions.append(said)

    walk(part, start, text)
    if _FETCHING.search(_FOLLOWED.sub(" ", "".join(instructions))):
        raise FileRefused(FETCHES)


def _written(name: str, namespace: str, said: Iterable[str]) -> bytes:
    return f'{_DECLARATION}<{name} xmlns="{_PACKAGE}{namespace}">{"".join(said)}</{name}>'.encode()
