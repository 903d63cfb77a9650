"""Chromium for the journeys: where it is, how it starts, what it shows, and axe-core on a page.

Tried rather than assumed. Under a strict Content-Security-Policy `page.evaluate` still runs, so no context
needs `bypass_csp`, and the policy stays under test. With JavaScript off it runs as well, and promises settle,
but no timer ever fires and `axe.run` would wait for ever: there, `axe_violations` hands it timers made of
promises. axe-core also passes over `noscript`, whose content such a visitor does see: it is unwrapped first.
"""

import os
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize

DESKTOP: ViewportSize = {"width": 1280, "height": 900}
# WCAG 1.4.10: 320 px is what a 1280 px window shows at 400 per cent.
NARROW: ViewportSize = {"width": 320, "height": 640}

RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")

_PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
# Waits of 100 ms and more are axe's own time limits: kept, they would end it at once.
_STAND_IN_FOR_SCRIPT = """() => {
  const soon = (call, wait, ...values) => {
    if (!(wait >= 100)) Promise.resolve().then(() => call(...values));
    return 1;
  };
  window.setTimeout = soon;
  window.clearTimeout = () => {};
  window.requestAnimationFrame = call => soon(call, 0, 0);
  document.body.querySelectorAll('noscript').forEach(element => element.replaceWith(...element.childNodes));
}"""
_RUN_AXE = """rules => axe.run(document, {runOnly: rules, resultTypes: ['violations']}).then(
  found => found.violations.map(
    rule => [rule.id, rule.help, rule.nodes.map(node => node.target.join(' ') + ' ' + node.html)]))"""


@dataclass(frozen=True)
class Violation:
    """One rule of axe-core that a page breaks, and each place: a selector and the element's HTML."""

    rule: str
    meaning: str
    places: tuple[str, ...]

    def __str__(self) -> str:
        return "\n  ".join([f"{self.rule}: {self.meaning}", *self.places])


def chromium() -> str | None:
    """The path of the system's Chromium, or the one that CHROMIUM names; None means Playwright's own."""
    chosen = os.environ.get("CHROMIUM")
    return chosen or next((path for path in map(shutil.which, _PROGRAMS) if path), None)


def launch_arguments() -> dict[str, Any]:
    """What pytest-playwright's fixture `browser_type_launch_args` returns: this machine only, root or not."""
    arguments = ["--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost"]
    if os.geteuid() == 0:
        arguments.append("--no-sandbox")
    program = chromium()
    return {"args": arguments} | ({"executable_path": program} if program else {})


def open_context(
    browser: Browser, base_url: str, *, viewport: ViewportSize = DESKTOP, javascript: bool = True
) -> BrowserContext:
    """A visitor of their own, in the service's language and time zone; whoever asks closes it."""
    return browser.new_context(
        base_url=base_url,
        viewport=viewport,
        java_script_enabled=javascript,
        locale="en-GB",
        timezone_id="Europe/London",
        reduced_motion="reduce",
    )


def axe_violations(page: Page) -> list[Violation]:
    """Every rule of WCAG 2.2 AA, and of good practice, that the page breaks as it stands (U28)."""
    page.wait_for_load_state()  # a click may still be on its way, and a page that has not begun has no body
    if page.evaluate("matchMedia('(scripting: none)').matches"):
        page.evaluate(_STAND_IN_FOR_SCRIPT)
    # A statement, lest the value of the script's last expression be sent back.
    page.evaluate(f"{_AXE.read_text(encoding='utf-8')};0")
    return [Violation(rule, meaning, tuple(places)) for rule, meaning, places in page.evaluate(_RUN_AXE, RULES)]


def scrolls_sideways(page: Page) -> bool:
    """Whether the page is wider than its window, which WCAG 1.4.10 does not allow at 320 px."""
    return bool(page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"))


def keep_screenshot(page: Page, name: str) -> None:
    """Save the whole page as `name`.png where SCREENSHOTS names a folder (`make screenshots`)."""
    folder = os.environ.get("SCREENSHOTS")
    if folder:
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)
