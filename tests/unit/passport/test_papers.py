"""The papers: tagged PDF/UA-1, whatever the names are made of, on as many pages as it takes."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import UUID

import pytest
from lxml import etree
from pypdf import PdfReader

from network.passport.papers import Paper, make_certificate, make_record
from network.training.public import CompletionStatus, PassportLine
from tests.support.hostile import hostile_strings

ADDRESS = "https://network.example.org/passport/shared/XfM-0YwZ4_L9c_P6yXUcGEIGkNo7IVe6ZFuHU-UgiNg"
NOW = datetime(2026, 11, 18, 10, 0, tzinfo=UTC)
PAPER = Paper("Wendmere Network", "Kim Canary", NOW, ADDRESS)
LINE = PassportLine(
    id=UUID(int=1),
    organisation_id=UUID(int=2),
    organisation="Harrow Hill Council",
    person_id=UUID(int=3),
    name="Kim Canary",
    course_code="T1-ORIENT",
    course_title="A first look: orientation for everybody",
    tier=1,
    tier_name="Everybody",
    completed_on=date(2026, 10, 1),
    expires_on=date(2029, 10, 31),
    status=CompletionStatus.CONFIRMED,
)
XMP = {"pdfuaid": "http://www.aiim.org/pdfua/ns/id/"}


def certificate(line=LINE, paper=PAPER, *, names=True):
    return PdfReader(io.BytesIO(make_certificate(line, paper, names_organisation=names)))


def record(lines=(LINE,), paper=PAPER, *, names=True):
    return PdfReader(io.BytesIO(make_record(lines, paper, names_organisation=names)))


def text_of(reader):
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def kinds_in(node):
    node = node.get_object()
    if not hasattr(node, "get"):
        return
    if "/S" in node:
        yield node["/S"], node.get("/Alt")
    children = node.get("/K", [])
    for child in children if isinstance(children, list) else [children]:
        yield from kinds_in(child)


@pytest.mark.parametrize("reader", [certificate(), record()], ids=["certificate", "record"])
def test_it_is_tagged_pdf_ua(reader):
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en-GB"
    xmp = etree.fromstring(root["/Metadata"].get_object().get_data())
    assert xmp.xpath("string(//pdfuaid:part | //@pdfuaid:part)", namespaces=XMP) == "1"
    kinds = list(kinds_in(root["/StructTreeRoot"]))
    assert [said for kind, said in kinds if kind == "/Figure"] == ["A QR code that leads to this record as it is today"]
    assert "/H1" in dict(kinds)


def test_the_list_is_a_table_with_headings():
    kinds = [kind for kind, _ in kinds_in(record([LINE] * 3).trailer["/Root"]["/StructTreeRoot"])]
    assert kinds.count("/TH") == 4
    assert kinds.count("/TR") == 4


def test_it_says_who_completed_what_and_when():
    text = text_of(certificate())
    for words in ("Kim Canary", LINE.course_title, "on 1 October 2026.", "Tier 1: Everybody", "Harrow Hill Council"):
        assert words in text
    assert "Current until 31 October 2029, as it stood on 18 November 2026." in text


@pytest.mark.parametrize("make", [certificate, record])
def test_the_organisation_is_left_out_of_what_is_shared(make):
    assert "Harrow" in text_of(make())
    assert "Harrow" not in text_of(make(names=False))


@pytest.mark.parametrize("make", [certificate, record])
def test_the_code_leads_to_the_shared_page_where_there_is_one(make):
    def links(reader):
        notes = [note.get_object() for page in reader.pages for note in page.get("/Annots", [])]
        return {note["/A"]["/URI"] for note in notes if "/A" in note}

    assert links(make()) == {ADDRESS}
    plain = make(paper=replace(PAPER, address=""))
    assert links(plain) == set()
    assert "code" not in text_of(plain)


@pytest.mark.parametrize("make", [certificate, record])
def test_somebody_whose_name_is_not_recorded_has_papers_too(make):
    assert "Name not recorded" in text_of(make(paper=replace(PAPER, name="")))


def test_a_long_record_runs_on_and_repeats_its_headings():
    reader = record([LINE] * 120)
    assert len(reader.pages) > 3
    assert all("Completed on" in page.extract_text() for page in list(reader.pages)[:3])
    assert f"Page 2 of {len(reader.pages)}" in text_of(reader)


def test_the_same_record_gives_the_same_bytes():
    made = [make_record([LINE], PAPER, names_organisation=True) for _ in range(2)]
    assert made[0] == made[1]


@pytest.mark.parametrize(
    "name", ["#let x = 1; $x^2$ *b* @ref \\ // ]]", "Tŷ Ŵ Ôl", "مرحبا", "日本語", "W" * 200, "😀 0️⃣"]
)
def test_a_name_is_data_never_markup(name):
    for reader in (certificate(paper=replace(PAPER, name=name)), record(paper=replace(PAPER, name=name))):
        assert "A first look" in text_of(reader)
    if name.isascii() and " " in name:
        assert name in text_of(certificate(paper=replace(PAPER, name=name)))


def test_hostile_strings_leave_a_record():
    lines = [" ".join(text.split())[:200] for text in hostile_strings()]
    made = [replace(LINE, course_title=text or "-", organisation=text or "-") for text in lines]
    for first in range(0, len(made), 100):
        assert "Kim Canary" in text_of(record(made[first : first + 100]))
