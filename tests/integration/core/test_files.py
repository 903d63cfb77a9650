"""The way in and the way out of files: scanned, told, written anew; handed on so that nothing runs (`B23`, `B40`)."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from structlog.testing import capture_logs

from network.core.files.checked import LARGEST_FILE, CheckedFile, FileRefused, Kind
from network.core.files.checking import AWAY, FOUND, NotScanned, check_evidence, check_logo
from network.core.files.pdf import pdf_of
from network.core.files.serving import download, picture
from network.settings import VirusScanner
from tests.support.clamd import scanning
from tests.support.documents import EICAR, docx, odt, opens_with, pdf, script
from tests.support.pictures import SCRIPT, announced, encoded, photograph
from tests.support.ports import free_port
from tests.support.workbooks import archive, xlsx

SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


@pytest.fixture
def scanner(in_app):
    """Says who scans, for this test."""

    def use(found: VirusScanner | None) -> None:
        in_app.extensions["virus_scanner"] = found

    yield use
    in_app.extensions["virus_scanner"] = None


@pytest.mark.parametrize(
    ("content", "kind", "extension"),
    [
        (pdf(), Kind.PDF, "pdf"),
        (b"\xef\xbb\xbf\n" + pdf(), Kind.PDF, "pdf"),
        (docx(), Kind.WORD, "docx"),
        (odt(), Kind.OPEN_DOCUMENT, "odt"),
        (photograph(), Kind.PICTURE, "jpg"),
        (encoded("PNG"), Kind.PICTURE, "png"),
    ],
)
def test_what_is_taken_as_evidence_and_taken_again(in_app, content, kind, extension):
    checked = check_evidence(content)
    assert (checked.kind, checked.extension) == (kind, extension)
    again = check_evidence(checked.content)
    assert again.kind is kind
    if kind is not Kind.PICTURE:
        assert again == checked, "what came out has nothing left to take out"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b"a" * (LARGEST_FILE + 1), "larger than 10 MB"),
        (b"MZ\x90\0" + b"\0" * 100, "a program"),
        (b"\x7fELF" + b"\0" * 100, "a program"),
        (b"#!/bin/sh\nrm -rf /", "a program"),
        (EICAR, "not a kind of file that we know"),
        (SVG, "SVG drawing.*PNG"),
        (b"\n\n<!-- a --><svg onload='alert(1)'/>", "SVG drawing.*PNG"),
        (b"<!DOCTYPE html><html>", "a web page"),
        (b"GIF89a/*" + b"\0" * 20 + b"*/=1;alert(1)", "a picture of a kind.*PNG"),
        (b"BM" + b"\0" * 100, "a picture of a kind.*PNG"),
        (b"\0\0\0\x18ftypheic" + b"\0" * 100, "some phones.*JPEG"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "older Word"),
        (b"{\\rtf1 }", "rich text.*Word"),
        (b"Rar!\x1a\x07\0" + b"\0" * 20, "compressed"),
        (b"PK\x05\x06" + b"\0" * 18, "not a kind of file that we know"),
        (archive({"a.txt": "a"}), "zip file"),
        (xlsx([["a"]]), "spreadsheet"),
        (announced(50_000, 50_000), "too many pixels"),
        (pdf(password="secret"), "password"),
        (b"just words", "not a kind of file that we know"),
    ],
)
def test_what_is_not_taken_is_refused_in_words_that_say_what_to_do(in_app, content, words):
    with pytest.raises(FileRefused, match=words) as refused:
        check_evidence(content)
    said = refused.value.message
    assert refused.value.field == "file"
    assert " send " in said.lower() or said.startswith("This is not a kind"), said
    assert not {"invalid", "illegal", "must", "failed"} & set(said.lower().split())


@pytest.mark.parametrize("content", [pdf(), docx(), SVG, b"", b"GIF89a", encoded("PNG")[:90]])
def test_a_logo_is_a_picture(in_app, content):
    with pytest.raises(FileRefused, match=r"[Ss]end"):
        check_logo(content)


BEGINNINGS = st.sampled_from(
    [b"", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"RIFF\0\0\0\0WEBP", b"PK\x03\x04", b"GIF89a", b"<svg", b"%PDF-1."]
)
WHOLE = [encoded("PNG"), encoded("JPEG"), encoded("WEBP"), docx(), odt(), photograph()]


@st.composite
def spoilt(draw: st.DrawFn) -> bytes:
    """A good file with some bytes changed, taken out or put in."""
    content = bytearray(draw(st.sampled_from(WHOLE)))
    for _ in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, len(content) - 1))
        content[at : at + draw(st.integers(0, 9))] = draw(st.binary(max_size=9))
        if not content:
            break
    return bytes(content)


ANY = settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@ANY
@given(content=st.one_of(st.builds(bytes.__add__, BEGINNINGS, st.binary(max_size=2_000)), spoilt()))
@example(content=b"PK\x03\x04")
def test_any_bytes_are_a_checked_file_or_refused(in_app, content):
    for check in (check_logo, check_evidence):
        if b"%PDF-" not in content[:1024]:  # whose own process is too slow for hundreds: its turn comes below
            assert_checked_or_refused(check, content)


PDF = pdf(opens_with(script()))


@ANY
@given(data=st.data())
def test_any_bytes_of_a_pdf_are_a_checked_file_or_refused(in_app, data):
    from_here = data.draw(st.integers(0, len(PDF)))
    spoilt = PDF[:from_here] + data.draw(st.binary(max_size=30)) + PDF[from_here + data.draw(st.integers(0, 30)) :]
    checked = assert_checked_or_refused(pdf_of, spoilt)
    if checked is not None:
        assert b"JavaScript" not in checked.content


def assert_checked_or_refused(check, content: bytes) -> CheckedFile | None:
    try:
        checked = check(content)
    except FileRefused:
        return None
    assert checked.content
    return checked


def test_a_file_is_scanned_before_it_is_looked_at(scanner):
    with scanning() as (found, seen):
        scanner(found)
        content = encoded("PNG")
        assert check_logo(content).kind is Kind.PICTURE
        assert check_evidence(pdf()).kind is Kind.PDF
        with pytest.raises(FileRefused) as refused:
            check_evidence(content + EICAR)
        assert refused.value.message == FOUND
    assert seen[0] == content


def test_where_the_scanner_is_away_nothing_is_taken(scanner):
    scanner(VirusScanner(host="127.0.0.1", port=free_port()))
    with capture_logs() as said, pytest.raises(NotScanned) as away:
        check_logo(encoded("PNG"))
    assert (away.value.status, away.value.field, away.value.message) == (503, "file", AWAY)
    assert [line["event"] for line in said] == ["virus scanner away"]


def test_a_download_is_never_shown(in_app):
    checked = check_evidence(b"<html>" + SCRIPT + pdf())
    with in_app.test_request_context("/"):
        answer = in_app.process_response(download(checked, "Ynys Môn.pdf"))
    assert answer.headers["Content-Disposition"].startswith('attachment; filename="Ynys Mon.pdf"; filename*=UTF-8')
    assert answer.headers["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.mimetype == "application/pdf"


def test_a_picture_that_is_there_already_is_not_sent_again(in_app):
    asked = []

    def content() -> bytes:
        asked.append(1)
        return b"a picture"

    for sent, status in ({}, 200), ({"If-None-Match": '"abc"'}, 304), ({"If-None-Match": '"old"'}, 200):
        with in_app.test_request_context("/", headers=sent):
            answer = in_app.process_response(picture("abc", "image/png", content))
        assert (answer.status_code, answer.headers["ETag"]) == (status, '"abc"')
        assert answer.headers["Cache-Control"] == "private, no-cache"
        assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert len(asked) == 2
