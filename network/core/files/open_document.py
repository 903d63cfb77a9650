"""OpenDocument texts (.odt), packed anew: without macros, embedded objects, what they fetch, and properties."""

from __future__ import annotations

import re
from typing import Final

from network.core.files import drawings
from network.core.files.checked import CheckedFile, FileRefused, Kind
from network.core.files.kinds import SAVE_AS_PDF
from network.core.files.markup import Attributes, element, local, walk
from network.core.files.packages import DAMAGED, Parts, packed, parts_of
from network.core.files.word import FETCHES, MACROS

_TEXT: Final = "application/vnd.oasis.opendocument.text"
_KEPT: Final = ("mimetype", "content.xml", "styles.xml")
_PICTURE: Final = re.compile(r"Pictures/[^/]+\.(png|jpe?g|gif|bmp|tiff?|emf|wmf|svg|webp)", re.I)
_PICTURE_KINDS: Final = {"jpg": "image/jpeg", "jpeg": "image/jpeg", "svg": "image/svg+xml", "tif": "image/tiff"}
_ACTIVE: Final = re.compile(r"(Basic|Scripts|Dialogs|Object [0-9]+|ObjectReplacements|Versions|Database|Forms)(/|$)")
_MACROS: Final = frozenset({"event-listener", "script", "object", "object-ole", "applet", "plugin", "binary-data"})
_FETCHES: Final = frozenset(
    {"dde-source", "dde-connection", "dde-connection-decl", "section-source", "floating-frame", "table-source"}
)
_MANIFEST: Final = "META-INF/manifest.xml"
_NAMESPACE: Final = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
_ADDRESSES: Final = ("https://", "http://", "mailto:", "#")
LINKS: Final = (
    "This document has a link that leads neither to a web page nor to an e-mail address. "
    f"Take the link out, or save the document as a PDF. {SAVE_AS_PDF}"
)
_PASSWORD: Final = f"This document asks for a password. {SAVE_AS_PDF}"


def open_document_of(content: bytes) -> CheckedFile:
    """The document as its pages are read, and no more. Raises FileRefused."""
    parts = parts_of(content)
    _refuse_other_kinds(parts)
    if any(_ACTIVE.match(name) for name in parts):
        raise FileRefused(MACROS)
    _refuse_encrypted(parts)
    kept: Parts = {name: parts[name] for name in _KEPT if name in parts}
    kept.update((name, part) for name, part in parts.items() if _PICTURE.fullmatch(name))
    for name in ("content.xml", "styles.xml"):
        if name in kept:
            _refuse_what_acts(kept[name])
    for name, part in kept.items():
        if name.lower().endswith(".svg"):
            drawings.refuse_what_acts(part)
    kept[_MANIFEST] = _manifest(kept)
    return CheckedFile(Kind.OPEN_DOCUMENT, _TEXT, "odt", packed(kept, stored="mimetype"))


def is_open_document(content: bytes) -> bool:
    """Whether the archive begins as OpenDocument has it: with what it is, in plain letters."""
    return b"mimetypeapplication/vnd.oasis.opendocument" in content[:100]


def _refuse_other_kinds(parts: Parts) -> None:
    said = parts.get("mimetype", b"").decode("ascii", "replace").strip()
    if said != _TEXT or "content.xml" not in parts:
        raise FileRefused(f"This is an OpenDocument file, and no text document. {SAVE_AS_PDF}")


def _refuse_encrypted(parts: Parts) -> None:
    def start(name: str, _attributes: Attributes) -> None:
        if local(name) == "encryption-data":
            raise FileRefused(_PASSWORD)

    if _MANIFEST not in parts:
        raise FileRefused(DAMAGED)
    walk(parts[_MANIFEST], start)


def _refuse_what_acts(part: bytes) -> None:
    def start(name: str, attributes: Attributes) -> None:
        if local(name) in _MACROS:
            raise FileRefused(MACROS)
        if local(name) in _FETCHES:
            raise FileRefused(FETCHES)
        for key, value in attributes.items():
            if local(key) == "href" and not _is_harmless(local(name), value):
                raise FileRefused(LINKS if local(name) == "a" else FETCHES)

    walk(part, start)


def _is_harmless(name: str, target: str) -> bool:
    """Links are followed by hand; everything else is a picture of this document."""
    if name == "a":
        return target.strip().lower().startswith(_ADDRESSES) or not target
    return bool(_PICTURE.fullmatch(target.removeprefix("./"))) or not target


def _manifest(kept: Parts) -> bytes:
    said = [element("manifest:file-entry", {"manifest:full-path": "/", "manifest:media-type": _TEXT})]
    said += [
        element("manifest:file-entry", {"manifest:full-path": name, "manifest:media-type": _media_type(name)})
        for name in kept
        if name != "mimetype"
    ]
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<manifest:manifest xmlns:manifest="{_NAMESPACE}" '
        f'manifest:version="1.3">{"".join(said)}</manifest:manifest>'
    ).encode()


def _media_type(name: str) -> str:
    ending = name.rpartition(".")[2].lower()
    return "text/xml" if ending == "xml" else _PICTURE_KINDS.get(ending, f"image/{ending}")
