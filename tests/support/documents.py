"""Documents for tests: plain ones, and the same with whatever no office should be sent."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping

import pikepdf
from pikepdf import Array, Dictionary, Encryption, Name, Pdf, Stream

from tests.support.workbooks import archive

Change = Callable[[Pdf], None]
_CONTENT_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-" + b"TEST-FILE!$H+H*"
ODT = "application/vnd.oasis.opendocument.text"


def pdf(*changes: Change, pages: int = 1, password: str = "") -> bytes:
    """A PDF that says Policy on each page, has an author, and was changed like this."""
    document = Pdf.new()
    for _ in range(pages):
        page = document.add_blank_page(page_size=(200, 200))
        page.obj["/Contents"] = Stream(document, b"BT /F1 12 Tf 20 100 Td (Policy) Tj ET")
        font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
        page.obj["/Resources"] = Dictionary(Font=Dictionary(F1=font))
    document.docinfo["/Author"] = "Ana Secret"
    with document.open_metadata() as metadata:
        metadata["dc:creator"] = ["Ana Secret"]
    for change in changes:
        change(document)
    out = io.BytesIO()
    document.save(out, encryption=Encryption(owner=password, user=password) if password else False)
    return out.getvalue()


def script(code: str = "app.alert(1)") -> Dictionary:
    """An action that runs a script."""
    return Dictionary(Type=Name.Action, S=Name.JavaScript, JS=code)


def opens_with(action: Dictionary) -> Change:
    """The document does this as it is opened."""

    def change(document: Pdf) -> None:
        document.Root["/OpenAction"] = document.make_indirect(action)

    return change


def link_to(action: Dictionary) -> Change:
    """A link on the first page does this."""
    return annotated(Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 9, 9], A=action))


def annotated(annotation: Dictionary) -> Change:
    """The first page carries this."""

    def change(document: Pdf) -> None:
        document.pages[0].obj["/Annots"] = Array([document.make_indirect(annotation)])

    return change


def embeds(name: str, content: bytes) -> Change:
    """The document carries a file."""

    def change(document: Pdf) -> None:
        document.attachments[name] = pikepdf.AttachedFileSpec(document, content, filename=name)

    return change


def has_named_script(document: Pdf) -> None:
    """A script in the document's list of names, which runs as it is opened."""
    document.Root["/Names"] = Dictionary(JavaScript=Dictionary(Names=Array(["a", script()])))


def has_xfa_form(document: Pdf) -> None:
    """A form that a program inside it draws."""
    xfa = Stream(document, b"<xdp><script>app.alert(1)</script></xdp>")
    document.Root["/AcroForm"] = Dictionary(Fields=Array([]), XFA=document.make_indirect(xfa))


def reacts_on_its_page(document: Pdf) -> None:
    """A page that does something when it is turned to."""
    document.pages[0].obj["/AA"] = Dictionary(O=script())


def docx(more: Mapping[str, str | bytes] | None = None, *, body: str = "", kind: str = _MAIN) -> bytes:
    """A Word document that says Policy, with its author, and these parts besides or instead."""
    return archive({**docx_parts(body=body, kind=kind), **(more or {})})


def docx_parts(*, body: str = "", kind: str = _MAIN) -> dict[str, str | bytes]:
    """Its parts."""
    return {
        "[Content_Types].xml": f'<Types xmlns="{_CONTENT_TYPES}">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{kind}"/>'
        '<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties'
        '+xml"/></Types>',
        "_rels/.rels": relationships(
            f'<Relationship Id="r1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/>'
            f'<Relationship Id="r2" Type="{_RELATIONSHIPS}/metadata/core-properties" Target="docProps/core.xml"/>'
        ),
        "docProps/core.xml": "<core>Ana Secret</core>",
        "word/document.xml": f'<w:document xmlns:w="{_WORD}"><w:body><w:p><w:r><w:t>Policy</w:t></w:r></w:p>{body}'
        "</w:body></w:document>",
    }


def relationships(said: str) -> str:
    """A part that says what another refers to."""
    return f'<Relationships xmlns="{_RELATIONSHIPS}">{said}</Relationships>'


def related(kind: str, target: str, *, is_outside: bool = True) -> dict[str, str | bytes]:
    """What makes the document refer to this."""
    mode = ' TargetMode="External"' if is_outside else ""
    one = f'<Relationship Id="r9" Type="{_OFFICE}/{kind}" Target="{target}"{mode}/>'
    return {"word/_rels/document.xml.rels": relationships(one)}


def odt(more: Mapping[str, str | bytes] | None = None, *, body: str = "", kind: str = ODT) -> bytes:
    """An OpenDocument text that says Policy, with its author, and these parts besides or instead."""
    name = "urn:oasis:names:tc:opendocument:xmlns"
    parts: dict[str, str | bytes] = {
        "META-INF/manifest.xml": f'<m:manifest xmlns:m="{name}:manifest:1.0"><m:file-entry m:full-path="/" '
        f'm:media-type="{kind}"/></m:manifest>',
        "content.xml": f'<office:document-content xmlns:office="{name}:office:1.0" xmlns:text="{name}:text:1.0" '
        f'xmlns:draw="{name}:drawing:1.0" xmlns:script="{name}:script:1.0" xmlns:xlink="http://www.w3.org/1999/xlink">'
        f"<office:scripts/><office:body><office:text><text:p>Policy</text:p>{body}</office:text></office:body>"
        "</office:document-content>",
        "meta.xml": "<meta>Ana Secret</meta>",
        "Thumbnails/thumbnail.png": b"\x89PNG Ana Secret",
        **(more or {}),
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("mimetype", kind, zipfile.ZIP_STORED)
        for each, content in parts.items():
            made.writestr(each, content)
    return out.getvalue()
