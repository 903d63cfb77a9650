"""Pictures that people send: turned, made small, drawn anew, or refused in words (`B23`)."""

import io
import struct
import zlib

import pytest
from PIL import Image

from network.core.files.checked import CheckedFile, FileRefused
from network.core.files.kinds import Sort, sort_of
from network.core.files.pictures import LOGO_SIDE, logo_of, picture_of, size_of
from tests.support.pictures import PNG, SCRIPT, announced, chunk, encoded, moving, photograph, seen_through


def logo(content: bytes) -> CheckedFile:
    return logo_of(content, sort_of(content))


def evidence(content: bytes) -> CheckedFile:
    return picture_of(content, sort_of(content))


def opened(checked: CheckedFile) -> Image.Image:
    found = Image.open(io.BytesIO(checked.content))
    found.load()
    return found


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
@pytest.mark.parametrize(
    ("size", "kept"), [((60, 40), (60, 40)), ((1200, 800), (400, 267)), ((300, 900), (133, 400)), ((5000, 2), (400, 1))]
)
def test_a_logo_fits_its_square_and_is_never_enlarged(kind, size, kept):
    checked = logo(encoded(kind, size))
    assert (checked.media_type, checked.extension, size_of(checked)) == ("image/png", "png", kept)
    assert max(kept) <= LOGO_SIDE


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        (encoded("JPEG"), "image/jpeg"),
        (encoded("JPEG", mode="CMYK"), "image/jpeg"),
        (encoded("JPEG", mode="L"), "image/jpeg"),
        (encoded("WEBP"), "image/jpeg"),
        (seen_through("WEBP"), "image/png"),
        *((encoded("PNG", mode=mode), "image/png") for mode in ("1", "L", "LA", "P", "RGB", "RGBA", "I;16")),
    ],
)
def test_evidence_stays_the_kind_that_suits_it(content, media_type):
    checked = evidence(content)
    assert checked.media_type == media_type
    assert opened(checked).size == (60, 40)


def test_what_can_be_seen_through_stays_so():
    assert opened(logo(seen_through("PNG"))).mode == "RGBA"


def test_shades_of_sixteen_bits_stay_shades():
    ramp = Image.new("I;16", (2, 1))
    ramp.putpixel((0, 0), 20_000)
    ramp.putpixel((1, 0), 60_000)
    out = io.BytesIO()
    ramp.save(out, "PNG")
    dark, light = (opened(evidence(out.getvalue())).getpixel((x, 0))[0] for x in (0, 1))
    assert 60 < dark < 100
    assert 220 < light < 250


@pytest.mark.parametrize("check", [logo, evidence])
def test_a_photograph_stands_upright_and_says_nothing_of_its_taker(check):
    checked = check(photograph())
    picture = opened(checked)
    assert picture.size == (40, 60), "as it was held"
    top, bottom = picture.convert("RGB").getpixel((20, 5)), picture.convert("RGB").getpixel((20, 55))
    assert (top[0] > 200, top[2] < 100) == (True, True), "what lay to the left is at the top"
    assert (bottom[2] > 200, bottom[0] < 100) == (True, True)
    assert not picture.getexif()
    assert not {"exif", "comment", "icc_profile", "xmp"} & picture.info.keys()
    for told in (b"Ana", b"Pomme", b"Exif"):
        assert told not in checked.content


def test_what_is_said_of_the_turn_may_be_broken_where_the_picture_is_not():
    content = encoded("JPEG", exif=b"Exif\0\0not a thing")
    assert opened(evidence(content)).size == (60, 40)


def test_a_moving_picture_is_its_first_frame():
    picture = opened(logo(moving()))
    assert getattr(picture, "n_frames", 1) == 1
    assert picture.convert("RGB").getpixel((10, 10)) == (0, 128, 0)


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_what_follows_the_picture_is_left_behind(kind):
    checked = evidence(encoded(kind) + SCRIPT)
    assert b"script" not in checked.content
    assert b"php" not in checked.content
    assert opened(checked).size == (60, 40)


def test_words_inside_a_picture_are_left_behind():
    plain = encoded("PNG")
    content = plain[:33] + chunk(b"tEXt", b"Comment\0" + SCRIPT) + plain[33:]
    assert b"script" in content
    assert b"script" not in logo(content).content


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (announced(50_000, 50_000), "too many pixels"),
        (announced(12_000, 9_000), "too many pixels"),
        (announced(40_000, 1), "too many pixels"),
        (announced(0, 40), "damaged"),
        (encoded("PNG")[:100], "damaged"),
        (encoded("JPEG", (400, 400))[:900], "damaged"),
        (encoded("WEBP")[:60], "damaged"),
        (PNG, "damaged"),
        (PNG + chunk(b"IHDR", struct.pack("!LLBBBBB", 9, 9, 99, 9, 0, 0, 0)), "damaged"),
        (b"\xff\xd8\xff" + b"\0" * 50, "damaged"),
        (b"RIFF\x10\0\0\0WEBPVP8 " + b"\0" * 9, "damaged"),
        (encoded("PNG")[:33] + chunk(b"zTXt", b"a\0\0" + zlib.compress(b"a" * 70_000_000)), "damaged"),
    ],
)
def test_a_bomb_or_a_broken_picture_is_refused_in_words(content, words):
    for check in (logo, evidence):
        with pytest.raises(FileRefused, match=words) as refused:
            check(content)
        assert refused.value.field == "file"


def test_the_sorts_are_told_by_content():
    assert sort_of(encoded("PNG")) is Sort.PNG
    assert sort_of(encoded("JPEG")) is Sort.JPEG
    assert sort_of(encoded("WEBP")) is Sort.WEBP
    assert sort_of(b"RIFF\0\0\0\0WAVE") is None
