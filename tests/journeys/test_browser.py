"""axe-core sees the same faults with JavaScript and without, under a policy that forbids inline script."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Error, Page

from tests.support import browser as support
from tests.support.ports import free_port

SOUND = "<main><h1>Learning together</h1><p>Hello</p></main>"
PAGES = {
    "/sound": SOUND,
    "/faulty": SOUND.replace("<p>", "<p style='color: #ccc'><img src='/x.png'>"),
    "/without-script": SOUND.replace("<p>", "<noscript><img src='/x.png'></noscript><p>"),
    "/wide": SOUND.replace("<p>", "<table width='900'><tr><td>Wide</td></tr></table><p>"),
}
DOCUMENT = "<!doctype html><html lang=en><head><title>T</title></head><body>{}</body></html>"
POLICY = "default-src 'none'; style-src 'unsafe-inline'; require-trusted-types-for 'script'"


class _Pages(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        body = DOCUMENT.format(PAGES.get(self.path, "")).encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Security-Policy", POLICY)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments: object) -> None:
        """Say nothing: a test's output is its own."""


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", free_port()), _Pages) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.fixture(params=[True, False], ids=["script", "no-script"])
def page(request: pytest.FixtureRequest, browser: Browser, address: str) -> Iterator[Page]:
    context = support.open_context(browser, address, viewport=support.NARROW, javascript=request.param)
    yield context.new_page()
    context.close()


def broken_rules(page: Page, path: str) -> set[str]:
    page.goto(path)
    return {violation.rule for violation in support.axe_violations(page)}


def test_sound_page(page: Page) -> None:
    assert broken_rules(page, "/sound") == set()


def test_faulty_page(page: Page) -> None:
    assert broken_rules(page, "/faulty") == {"image-alt", "color-contrast"}


def test_page_that_is_faulty_without_script(page: Page, request: pytest.FixtureRequest) -> None:
    found = broken_rules(page, "/without-script")
    assert found == ({"image-alt"} if "no-script" in request.node.name else set())


def test_violation_names_its_place(page: Page) -> None:
    page.goto("/faulty")
    image = next(found for found in support.axe_violations(page) if found.rule == "image-alt")
    assert '<img src="/x.png">' in str(image)


@pytest.mark.parametrize(("path", "expected"), [("/sound", False), ("/wide", True)])
def test_scrolls_sideways(page: Page, path: str, expected: bool) -> None:
    page.goto(path)
    assert support.scrolls_sideways(page) is expected


@pytest.mark.parametrize("elsewhere", ["http://192.0.2.1/", "http://example.org/"])
def test_browser_stays_on_this_machine(page: Page, elsewhere: str) -> None:
    with pytest.raises(Error, match="ERR_NAME_NOT_RESOLVED"):
        page.goto(elsewhere)


def test_keep_screenshot(page: Page, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page.goto("/sound")
    support.keep_screenshot(page, "unasked")
    monkeypatch.setenv("SCREENSHOTS", str(tmp_path))
    support.keep_screenshot(page, "asked")
    assert [kept.name for kept in tmp_path.iterdir()] == ["asked.png"]
