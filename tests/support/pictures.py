"""Pictures for tests, drawn as they are needed, and the kinds that no camera would take."""

from __future__ import annotations

import io
import struct
import zlib
from typing import Any

from PIL import Image

PNG = b"\x89PNG\r\n\x1a\n"
SCRIPT = b"<script>alert(document.cookie)</script><?php system($_GET['c']); ?>"


def drawn(size: tuple[int, int] = (60, 40), mode: str = "RGB") -> Image.Image:
    """A picture of a colour that goes from one corner to the other."""
    picture = Image.linear_gradient("L").resize(size)
    return Image.merge("RGB", (picture, picture.rotate(180), picture)).convert(mode)


def encoded(kind: str = "PNG", size: tuple[int, int] = (60, 40), mode: str = "RGB", **options: Any) -> bytes:
    """That picture as a file."""
    out = io.BytesIO()
    drawn(size, mode).save(out, kind, **options)
    return out.getvalue()


def seen_through(kind: str) -> bytes:
    """That picture, half of it clear."""
    picture = drawn(mode="RGBA")
    picture.putalpha(Image.linear_gradient("L").resize(picture.size))
    out = io.BytesIO()
    picture.save(out, kind)
    return out.getvalue()


def photograph(turn: int = 6) -> bytes:
    """A JPEG as a phone keeps it: lying on its side, with where it was taken and by whom."""
    exif = Image.Exif()
    exif[0x0112] = turn
    exif[0x010F] = "Pomme 17"
    exif[0x013B] = "Ana Secret"
    exif.get_ifd(0x8825)[2] = (51.0, 1.0, 5.0)
    left, right = Image.new("RGB", (30, 40), "red"), Image.new("RGB", (60, 40), "blue")
    right.paste(left, (0, 0))
    out = io.BytesIO()
    right.save(out, "JPEG", exif=exif, comment=b"Ana Secret", quality=95)
    return out.getvalue()


def chunk(kind: bytes, content: bytes) -> bytes:
    """A part of a PNG."""
    check = zlib.crc32(kind + content) & 0xFFFFFFFF
    return struct.pack("!L", len(content)) + kind + content + struct.pack("!L", check)


def announced(width: int, height: int) -> bytes:
    """A PNG of a few bytes that says it is this large."""
    header = struct.pack("!LLBBBBB", width, height, 1, 0, 0, 0, 0)
    return PNG + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0" * 64)) + chunk(b"IEND", b"")


def moving() -> bytes:
    """An animated WebP whose second frame differs."""
    out = io.BytesIO()
    first, second = Image.new("RGB", (20, 20), "green"), Image.new("RGB", (20, 20), "red")
    first.save(out, "WEBP", save_all=True, append_images=[second], duration=100, lossless=True)
    return out.getvalue()
