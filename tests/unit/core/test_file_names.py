"""The name of a file: words for people, never a path (`B23`)."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from network.core.files.names import LONGEST_NAME, display_name
from network.core.files.serving import disposition
from tests.support.hostile import hostile_strings


@pytest.mark.parametrize(
    ("sent", "shown"),
    [
        ("Policy v1.2.pdf", "Policy v1.2.pdf"),
        ("Policy", "Policy.pdf"),
        ("Ynys Môn – 2027.docx", "Ynys Môn – 2027.pdf"),
        ("سياسة.pdf", "سياسة.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\Users\\Ana\\policy.pdf", "policy.pdf"),
        ("\u2215etc\u2215passwd", "passwd.pdf"),
        ("..", "document.pdf"),
        ("", "document.pdf"),
        ("   .pdf", "pdf.pdf"),
        ("CON", "document CON.pdf"),
        ("con.txt", "document con.pdf"),
        ("COM1.pdf", "document COM1.pdf"),
        ("Contents.pdf", "Contents.pdf"),
        ("invoice.pdf.exe", "invoice.pdf"),
        ("invoice.exe.pdf", "invoice.pdf"),
        ("invoice\u202efdp.exe", "invoicefdp.pdf"),
        ("a\u200bb\u200e.pdf", "ab.pdf"),
        ("a\0b.pdf", "ab.pdf"),
        ("a\r\nContent-Type: text/html.pdf", "html.pdf"),
        ('a"; filename="b.exe', "a filename= b.pdf"),
        ("<script>.pdf", "script.pdf"),
        ("%2e%2e%2fa", "2e 2e 2fa.pdf"),
        (".htaccess", "htaccess.pdf"),
        ("A" * 10_000, "A" * 96 + ".pdf"),
    ],
)
def test_a_name(sent, shown):
    assert display_name(sent, "pdf") == shown


@given(st.text(max_size=300))
@example("\ud800.pdf")
@example("a." * 200)
def test_no_name_leads_anywhere(sent):
    check(display_name(sent, "docx"))


def test_no_hostile_string_leads_anywhere():
    for sent in hostile_strings():
        check(display_name(sent, "docx"))


def check(shown: str) -> None:
    assert shown.endswith(".docx")
    assert len(shown.removesuffix(".docx")) > 0
    assert len(shown) <= LONGEST_NAME
    assert not set(shown) & set('/\\:<>"|?*\0\r\n')
    assert shown.partition(".")[0].casefold() not in {"", "con", "nul", "prn", "aux"}
    assert not {unicodedata.category(each) for each in shown} & {"Cc", "Cs", "Zl", "Zp"}
    assert not set(shown) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f")
    assert display_name(shown, "docx") == shown, "cleaned once is clean"
    header = disposition(shown)
    assert header.isascii()
    assert header.isprintable()


@pytest.mark.parametrize(
    ("name", "header"),
    [
        ("Policy 1.pdf", "attachment; filename=\"Policy 1.pdf\"; filename*=UTF-8''Policy%201.pdf"),
        ("Ynys Môn.pdf", "attachment; filename=\"Ynys Mon.pdf\"; filename*=UTF-8''Ynys%20M%C3%B4n.pdf"),
        ("日本.pdf", "attachment; filename=\"document.pdf\"; filename*=UTF-8''%E6%97%A5%E6%9C%AC.pdf"),
    ],
)
def test_a_name_in_a_header(name, header):
    assert disposition(name) == header
