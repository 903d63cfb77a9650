"""Pictures: looked at before they are decoded, turned as they were taken, and drawn anew without anything else."""

from __future__ import annotations

import io
import struct
import threading
import warnings
import zlib
from contextlib import AbstractContextManager
from typing import Final

from PIL import Image

from network.core.files.checked import LARGEST_FILE, CheckedFile, FileRefused, Kind
from network.core.files.kinds import SAVE_AS_PNG, Sort

LOGO_SIDE: Final = 400
"""Pixels: sharp at twice the size that any page of ours shows a logo at."""
EVIDENCE_SIDE: Final = 3_000
"""Pixels: a page of A4 photographed or scanned can be read to its footnotes."""
MOST_PIXELS: Final = 50_000_000
"""What the cameras of phones take, and 200 MB of memory while it is decoded."""
LONGEST_SIDE: Final = 16_000
"""Pixels: the most that a WebP has."""
_QUALITY: Final = 88
_DAMAGED: Final = f"We cannot read this picture: it is damaged or not complete. {SAVE_AS_PNG}"
_UNREADABLE: Final = (
    OSError,
    SyntaxError,
    ValueError,
    TypeError,
    EOFError,
    LookupError,
    ArithmeticError,
    AttributeError,
    MemoryError,
    RuntimeError,
    struct.error,
    zlib.error,
)
"""What the decoders raise for one damage or another."""
_one_at_a_time: Final = threading.Lock()
"""A decoded picture is the largest thing that this service holds: one for each process."""


def logo_of(content: bytes, sort: Sort, side: int = LOGO_SIDE) -> CheckedFile:
    """The picture as a PNG of at most `side` by `side` pixels; a smaller one is not enlarged. Raises FileRefused."""
    with _one_at_a_time:
        picture = _drawn(content, sort, side)
        return CheckedFile(Kind.PICTURE, "image/png", "png", _as_png(picture))


def picture_of(content: bytes, sort: Sort) -> CheckedFile:
    """The picture as a JPEG, or as a PNG where it came as one or can be seen through. Raises FileRefused."""
    with _one_at_a_time:
        picture = _drawn(content, sort, EVIDENCE_SIDE)
        is_png = sort is Sort.PNG or picture.mode in {"LA", "RGBA"}
        encode = _as_png if is_png else _as_jpeg
        while len(encoded := encode(picture)) > LARGEST_FILE:
            picture = picture.resize((picture.width * 3 // 4, picture.height * 3 // 4))
        if is_png:
            return CheckedFile(Kind.PICTURE, "image/png", "png", encoded)
        return CheckedFile(Kind.PICTURE, "image/jpeg", "jpg", encoded)


def size_of(picture: CheckedFile) -> tuple[int, int]:
    """Width and height of a checked picture, in pixels."""
    with Image.open(io.BytesIO(picture.content)) as opened:
        return opened.size


def _drawn(content: bytes, sort: Sort, side: int) -> Image.Image:
    """The first frame, within `side` by `side`, on a canvas of its own: nothing of the file but what is seen."""
    try:
        with _unwarned(), Image.open(io.BytesIO(content), formats=(sort,)) as opened:
            _refuse_too_many_pixels(*opened.size)
            opened.draft("RGB", (side, side))  # a JPEG is decoded no larger than it is needed
            opened.load()
            seen = _as_seen(opened)
            seen.thumbnail((side, side), Image.Resampling.LANCZOS)
            return _turned(seen, opened)
    except Image.DecompressionBombError:
        raise FileRefused(_too_large()) from None
    except _UNREADABLE:
        raise FileRefused(_DAMAGED) from None


def _unwarned() -> AbstractContextManager[None]:
    """What the library warns of (odd notes beside a picture, its size) is left out or looked at here."""
    return warnings.catch_warnings(action="ignore")


def _refuse_too_many_pixels(width: int, height: int) -> None:
    if width * height > MOST_PIXELS or max(width, height) > LONGEST_SIDE:
        raise FileRefused(_too_large())


def _too_large() -> str:
    return (
        f"This picture has too many pixels: up to {MOST_PIXELS // 1_000_000} million can be read. "
        "Make it smaller in your picture program, and send that."
    )


def _as_seen(opened: Image.Image) -> Image.Image:
    if opened.mode.startswith("I"):  # sixteen bits, which a plain conversion would turn white
        opened = opened.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    is_clear = opened.mode in {"LA", "La", "PA", "RGBA", "RGBa"} or "transparency" in opened.info
    converted = opened.convert("RGBA" if is_clear else "RGB")
    canvas = Image.new(converted.mode, converted.size)
    canvas.paste(converted)
    return canvas


def _turned(seen: Image.Image, opened: Image.Image) -> Image.Image:
    """As the camera was held. What the file says of that may be damaged where the picture is not."""
    try:
        turn = opened.getexif().get(_ORIENTATION)
    except _UNREADABLE:
        return seen
    if turn not in _TURNS:
        return seen
    return seen.transpose(_TURNS[turn])


def _as_png(picture: Image.Image) -> bytes:
    out = io.BytesIO()
    picture.save(out, "PNG", optimize=True)
    return out.getvalue()


def _as_jpeg(picture: Image.Image) -> bytes:
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=_QUALITY, optimize=True)
    return out.getvalue()


_ORIENTATION: Final = 0x0112
_TURNS: Final = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
