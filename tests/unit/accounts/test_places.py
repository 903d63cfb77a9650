"""Only paths of our own are gone back to (`B21`)."""

from urllib.parse import urljoin, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from network.accounts.sign_in.places import own_path

ORIGIN = "https://network.example.org"


@pytest.mark.parametrize("path", ["/", "/training?page=2", "/a/b#c", "/caf%C3%A9", "/x?next=//evil.example"])
def test_own(path: str) -> None:
    assert own_path(path) == path


@pytest.mark.parametrize(
    "text",
    [
        None,
        "",
        "training",
        "//evil.example",
        "///evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "https://evil.example/",
        "javascript:alert(1)",
        "/\t/evil.example",
        "/\n/evil.example",
        "/ok\r\nSet-Cookie: a=b",
        " /ok",
        "/x\\y",
        "/" + "a" * 3000,
    ],
)
def test_elsewhere(text: str | None) -> None:
    assert own_path(text) is None


@given(st.text(st.sampled_from("/\\:@.?#[]ab \t\n%0"), max_size=12).map(lambda rest: "/" + rest))
def test_what_is_kept_leads_nowhere_else(text: str) -> None:
    kept = own_path(text)
    if kept is not None:
        assert urlsplit(urljoin(ORIGIN, kept))[:2] == ("https", "network.example.org")
