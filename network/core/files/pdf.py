"""PDF documents, written anew from their pages: what acts, fetches, hides or names somebody is left behind."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any, Final

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream, settings

from network.core.files.checked import CheckedFile, FileRefused, Kind
from network.core.files.kinds import SAVE_AS_PDF

MOST_PAGES: Final = 500
"""A policy with its appendices; nobody reviews more in one file."""
MOST_OBJECTS: Final = 100_000
"""Indirect objects: ten times what a long report of a word processor has."""
MOST_VALUES: Final = 1_000_000
"""Values in all of them, each of which is looked at."""
UNPACKED: Final = 64 * 1024 * 1024
"""Bytes of one stream while it is read; only those that hold the document's structure are."""

# For the whole process, as the library has it, which reads no other PDF.
settings.set_qpdf_limits(
    doc_max_warnings=1_000,
    parser_max_nesting=100,
    parser_max_container_size=MOST_VALUES,
    max_stream_filters=5,
    flate_max_memory=UNPACKED,
    run_length_max_memory=UNPACKED,
    png_max_memory=UNPACKED,
    tiff_max_memory=UNPACKED,
    dct_max_memory=UNPACKED,
)

_ACTING: Final = frozenset(
    {"/AA", "/OpenAction", "/JS", "/JavaScript", "/XFA", "/NeedsRendering", "/SubmitForm", "/Next", "/URI", "/PA"}
)
_CARRYING: Final = frozenset(
    {
        *("/EF", "/RF", "/AF", "/EmbeddedFiles", "/Collection", "/RichMediaContent", "/RichMediaSettings"),
        *("/Movie", "/Sound", "/Renditions", "/3DD", "/3DA", "/Alternates", "/OPI", "/Ref", "/SpiderInfo"),
    }
)
_TELLING: Final = frozenset({"/Metadata", "/PieceInfo", "/LastModified", "/Perms", "/Legal", "/DSS", "/Info"})
_ANNOTATIONS: Final = frozenset(
    {
        *("/Link", "/Text", "/FreeText", "/Line", "/Square", "/Circle", "/Polygon", "/PolyLine", "/Highlight"),
        *("/Underline", "/Squiggly", "/StrikeOut", "/Stamp", "/Caret", "/Ink", "/Popup", "/Widget"),
    }
)
_TURNS_PAGES: Final = frozenset({"/NextPage", "/PrevPage", "/FirstPage", "/LastPage"})
_ADDRESSES: Final = ("https://", "http://", "mailto:")
_PASSWORD: Final = f"This PDF is protected by a password. {SAVE_AS_PDF}"
_DAMAGED: Final = f"We cannot read this PDF: it is damaged or not complete. {SAVE_AS_PDF}"
_UNREADABLE: Final = (
    pikepdf.PikepdfError,
    pikepdf.PdfError,
    pikepdf.DataDecodingError,
    pikepdf.DeletedObjectError,
    pikepdf.ForeignObjectError,
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
    RuntimeError,
    ArithmeticError,
    MemoryError,
    OSError,
)
"""What the library raises for one damage or another."""


def pdf_of(content: bytes) -> CheckedFile:
    """The document without script, actions, embedded files, forms that compute and metadata. Raises FileRefused."""
    try:
        with pikepdf.open(io.BytesIO(content), suppress_warnings=True) as document:
            _refuse(document)
            _clean(document)
            out = io.BytesIO()
            document.save(out, deterministic_id=True, fix_metadata_version=False, preserve_pdfa=False)
    except pikepdf.PasswordError:
        raise FileRefused(_PASSWORD) from None
    except _UNREADABLE:
        raise FileRefused(_DAMAGED) from None
    return CheckedFile(Kind.PDF, "application/pdf", "pdf", out.getvalue())


def _refuse(document: Pdf) -> None:
    if document.is_encrypted:
        raise FileRefused(_PASSWORD)
    if len(document.objects) > MOST_OBJECTS:
        raise FileRefused(f"This PDF is made of too many parts to be looked through. {SAVE_AS_PDF}")
    pages = len(document.pages)
    if pages == 0:
        raise FileRefused(_DAMAGED)
    if pages > MOST_PAGES:
        raise FileRefused(
            f"This PDF has {pages:,} pages, and up to {MOST_PAGES} can be taken. Send the pages that matter."
        )


def _clean(document: Pdf) -> None:
    del document.docinfo
    _keep_destinations_only(document)
    room = MOST_VALUES
    for found in document.objects:
        for value in _within(found):
            room -= len(value) if isinstance(value, Array) else len(value.keys())
            if room < 0:
                raise FileRefused(f"This PDF is made of too many parts to be looked through. {SAVE_AS_PDF}")
            if not isinstance(value, Array):
                _neutralise(value)


def _keep_destinations_only(document: Pdf) -> None:
    """Of the document's lists of names, the one that its own links lead to; scripts and files have others."""
    root = document.Root
    names = root.get("/Names")
    if isinstance(names, Dictionary):
        root["/Names"] = Dictionary({"/Dests": names["/Dests"]} if "/Dests" in names else {})
    elif names is not None:
        del root["/Names"]


def _within(found: Object) -> Iterator[Dictionary | Stream | Array]:
    """The object, and what stands in it directly; what it only refers to comes by itself."""
    waiting = [found]
    while waiting:
        value = waiting.pop()
        if isinstance(value, Array):
            yield value
            waiting.extend(each for each in value if _is_direct(each))
        elif isinstance(value, Dictionary | Stream):
            yield value
            waiting.extend(each for _, each in value.items() if _is_direct(each))


def _is_direct(value: Any) -> bool:
    """Whether it holds more, and is not met by itself among the document's objects."""
    return isinstance(value, Dictionary | Array) and not value.is_indirect


def _neutralise(value: Dictionary | Stream) -> None:
    if _is_action(value) and not _is_harmless(value):
        for key in list(value.keys()):
            del value[key]
        return
    for key in list(value.keys()):
        if key in _TELLING or key in _CARRYING or (key in _ACTING and not _may_stay(key, value)):
            del value[key]
    if isinstance(value, Stream):
        _refuse_outside_content(value)
    if value.get("/FT") == Name.Sig and "/V" in value:
        del value["/V"]  # it signed the bytes that were sent
    if "/Annots" in value:
        _keep_known_annotations(value)
    action = value.get("/A")
    if isinstance(action, Dictionary) and "/S" in action and not _is_harmless(action):
        del value["/A"]


def _is_action(value: Dictionary | Stream) -> bool:
    return value.get("/Type") == Name.Action


def _is_harmless(action: Dictionary | Stream) -> bool:
    """Whether it leads within the document, or to an address that a person would see before they follow it."""
    match str(action.get("/S")):
        case "/GoTo":
            return True
        case "/Named":
            return str(action.get("/N")) in _TURNS_PAGES
        case "/URI":
            return str(action.get("/URI", "")).strip().lower().startswith(_ADDRESSES)
    return False


def _may_stay(key: str, value: Dictionary | Stream) -> bool:
    """An address stays in its own action; `Next` also leads from one heading of the outline to the next."""
    if key == "/URI":
        return str(value.get("/S")) == "/URI" and _is_harmless(value)
    if key == "/Next":
        return "/S" not in value and "/Title" in value
    return False


def _refuse_outside_content(stream: Stream) -> None:
    if "/F" in stream:
        raise FileRefused(f"This PDF takes part of its content from another file. {SAVE_AS_PDF}")


def _keep_known_annotations(page: Dictionary | Stream) -> None:
    found = page["/Annots"]
    if not isinstance(found, Array):
        del page["/Annots"]
        return
    known = [each for each in found if isinstance(each, Dictionary) and str(each.get("/Subtype")) in _ANNOTATIONS]
    page["/Annots"] = Array(known)
