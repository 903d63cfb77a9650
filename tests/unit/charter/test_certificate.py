"""The certificate: PDF/UA-1 with its tags, whatever the names are made of."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import UUID

import pytest
from lxml import etree
from pypdf import PdfReader

from network.charter.certificate import make_certificate
from network.charter.default_charter import DEFAULT_CHARTER
from network.charter.queries.signatures import PublicSignature
from network.charter.queries.versions import Version
from network.charter.rules.standing import Standing, Term
from network.charter.vocabulary import VersionState
from network.core.papers import MARK, draw_code, in_ascii, with_marks, without_invisible
from network.organisations.vocabulary import Sector
from tests.support.hostile import hostile_strings

ORIGIN = "https://network.example.org"
SIGNED = PublicSignature(
    id=UUID(int=7),
    organisation_id=UUID(int=8),
    organisation="Harrow Hill Council",
    sector=Sector.COUNCIL,
    town="Harrow Hill",
    version=1,
    is_on_current=True,
    signatory_name="Ash Okafor",
    job_title="Chief executive",
    statement="",
    text_hash=DEFAULT_CHARTER.hash(1),
    signed_at=datetime(2026, 11, 18, 10, 0, tzinfo=UTC),
    says="",
    seen_version=1,
    actions=(),
    signed_as="",
    term=Term(Standing.CURRENT, date(2027, 11, 18)),
)
VERSION = Version(UUID(int=9), 1, VersionState.PUBLISHED, None, None, None, None, None, DEFAULT_CHARTER, 1)
XMP = {"pdfuaid": "http://www.aiim.org/pdfua/ns/id/", "dc": "http://purl.org/dc/elements/1.1/"}


def certificate(**changes):
    made = make_certificate(replace(SIGNED, **changes), VERSION, "Wendmere Network", ORIGIN)
    return PdfReader(io.BytesIO(made))


def text_of(reader):
    """The text in reading order, letters only where fonts are set: spaces and breaks folded."""
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def structure(node):
    """Every element of the structure tree, as (type, alternative text)."""
    node = node.get_object()
    if not hasattr(node, "get"):
        return
    if "/S" in node:
        yield node["/S"], node.get("/Alt")
    children = node.get("/K", [])
    for child in children if isinstance(children, list) else [children]:
        yield from structure(child)


def test_it_says_what_was_signed_by_whom_and_when():
    text = text_of(certificate())
    for words in ("Wendmere Network", "Harrow Hill Council", "has signed version 1 of", DEFAULT_CHARTER.title):
        assert words in text
    for words in ("on 18 November 2026.", "Ash Okafor", "Chief executive", "Safety", "Respect for diversity"):
        assert words in text
    assert SIGNED.text_hash in text


def test_it_is_tagged_pdf_ua():
    reader = certificate()
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en-GB"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata.title == "Charter certificate: Harrow Hill Council"
    xmp = etree.fromstring(root["/Metadata"].get_object().get_data())
    assert xmp.xpath("string(//pdfuaid:part | //@pdfuaid:part)", namespaces=XMP) == "1"
    elements = list(structure(root["/StructTreeRoot"]))
    kinds = [kind for kind, _ in elements]
    assert kinds.count("/H1") == 3
    assert kinds.count("/LI") == len(DEFAULT_CHARTER.principles)
    assert "/Link" in kinds
    (figure,) = [alternative for kind, alternative in elements if kind == "/Figure"]
    assert "public register" in figure
    assert all("/StructParents" in page for page in reader.pages)


def test_the_code_leads_to_the_live_entry():
    reader = certificate()
    links = [note.get_object()["/A"]["/URI"] for note in reader.pages[0]["/Annots"] if "/A" in note.get_object()]
    assert set(links) == {f"{ORIGIN}/charter/signatories/{SIGNED.organisation_id}"}
    assert draw_code(links[0]).startswith("<?xml")


@pytest.mark.parametrize("origin", [ORIGIN, "https://trauma-informed-network.of-a-long-county-council-name.gov.uk"])
def test_the_address_is_copied_whole(origin):
    """On one line, and without characters that are not seen: pasted, it leads where the code does."""
    reader = PdfReader(io.BytesIO(make_certificate(SIGNED, VERSION, "Wendmere Network", origin)))
    said = reader.pages[0].extract_text()
    assert f"{origin}/charter/signatories/{SIGNED.organisation_id}" in said.splitlines()
    assert SIGNED.text_hash in said
    assert "\u200b" not in said


def test_an_endless_name_is_copied_whole():
    name = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch"
    assert name in "".join(certificate(organisation=name).pages[0].extract_text().splitlines())


def test_the_same_signature_gives_the_same_bytes():
    made = [make_certificate(SIGNED, VERSION, "Wendmere Network", ORIGIN) for _ in range(2)]
    assert made[0] == made[1]


@pytest.mark.parametrize(
    "name",
    [
        '#let x = 1; $x^2$ *bold* _it_ `raw` <label> @ref "quotes" \\ // /* ]]',
        "O’Brien & Sons <script>alert(1)</script>",
        "Ysgol Gyfun Tŷ-Du Ŵ Ôl",
        "Привет Ελλάδα",
        "A" * 200,
        "word " * 40,
    ],
)
def test_a_name_is_data_never_markup(name):
    reader = certificate(organisation=name.strip(), signatory_name=name.strip(), job_title=name.strip())
    found = text_of(reader).replace(" ", "")
    assert found.count("".join(name.split())) == 3
    assert len(reader.pages) == 1


def test_the_widest_name_runs_on_to_a_second_page():
    assert len(certificate(organisation="W" * 200, signatory_name="W" * 200, job_title="W" * 200).pages) == 2


@pytest.mark.parametrize(
    "name",
    [
        "مرحبا بالعالم",
        "שלום",
        "日本語 株式会社",
        "😀 👩‍👩‍👧‍👧",
        "Z̷͔̏a̶l̴g̵o̷",
        "\ufffe\ufdd0",
        "\U0010ffff",
        "\u202egnihtemos",
    ],
)
def test_letters_of_every_script_leave_a_certificate(name):
    reader = certificate(organisation=name, signatory_name=name)
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert "Chief executive" in text_of(reader)


def test_hostile_strings_leave_a_certificate():
    """Three strings a certificate, as far as a form lets them through."""
    lines = [" ".join(text.split())[:200] for text in hostile_strings()]
    for place in range(0, len(lines), 3):
        organisation, signatory, job = (lines * 2)[place : place + 3]
        reader = certificate(organisation=organisation, signatory_name=signatory, job_title=job)
        assert len(reader.pages) in {1, 2}, "what runs over is cut or set smaller"


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("plain", "plain"),
        ("tŷ ’", "tŷ ’"),
        ("a\x00b\x1fc\x7f", "abc"),
        ("a\u202eb\u2066c\u00add", "abcd"),
        ("\U0010fffe", ""),
        ("a\ufdd0", "a"),
        ("می\u200cخواهم", "می\u200cخواهم"),
    ],
)
def test_what_draws_nothing_is_left_out(text, printed):
    assert without_invisible(text) == printed


def test_a_letter_that_no_font_has_is_marked():
    # U+16F00 is a letter of Miao, in no font of typst's own and of few machines.
    assert with_marks("a\u00e9\U00016f00b") in {f"a\u00e9{MARK}b", "a\u00e9\U00016f00b"}
    assert with_marks("a\ufdd0\u00e9") == "a\u00e9"
    assert in_ascii("a\u00e9\U00016f00b\x00") == f"a{MARK}{MARK}b"


def test_a_name_in_letters_that_no_font_has_still_gets_its_certificate():
    text = text_of(certificate(signatory_name="Ash \U00016f00", organisation="Tŷ \U00016f00"))
    assert "Tŷ" in text
    assert "Ash" in text
