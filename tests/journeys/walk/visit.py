"""One person's window: pages that are opened, read and filled in, and each of them looked at on arrival."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import date
from itertools import count

from playwright.sync_api import Locator, Page, expect

from tests.support import browser as support

_OWN_FIELDS = "main form :is(input:not([type=hidden]), select, textarea)"
_COUNT_QUESTIONS = """() => [...document.querySelectorAll('main form .govuk-form-group')].filter(
  group => !group.parentElement.closest('.govuk-form-group')
    && !group.querySelector('legend, label').textContent.includes('(optional)')).length"""


@dataclass
class Album:
    """Numbers the pages of a journey, for the screenshots that are kept."""

    name: str
    _numbers: count[int] = field(default_factory=lambda: count(1))

    def keep(self, page: Page, heading: str) -> None:
        """Keeps the page under its number and heading."""
        words = re.sub(r"[^a-z]+", "-", heading.lower()).strip("-")
        support.keep_screenshot(page, f"network-{self.name}-{next(self._numbers):03}-{words}")


class Visit:
    """A person at their browser. Whatever page they meet keeps to WCAG 2.2 AA and does not scroll sideways."""

    def __init__(self, page: Page, album: Album) -> None:
        self.page = page
        self._album = album
        self.clicks = 0
        """On links and buttons."""
        self.words_read = 0
        """Of what each page that they came to is about."""
        self.characters_typed = 0

    @property
    def main(self) -> Locator:
        """What the page is about."""
        return self.page.locator("main")

    @property
    def heading(self) -> str:
        """The page's one h1."""
        return " ".join(self.page.locator("h1").inner_text().split())

    def open(self, address: str) -> None:
        """Goes to an address, as from a letter or a bookmark."""
        self.page.goto(address)
        self._look()

    def menu(self, label: str) -> None:
        """Goes where the menu leads, opening it first where it is folded away."""
        toggle = self.page.get_by_role("button", name="Menu", exact=True)
        if toggle.is_visible():
            toggle.click()
        link = self.page.get_by_role("navigation", name="Menu").get_by_role("link", name=label, exact=True)
        self._by(link.click)

    def menu_labels(self) -> list[str]:
        """Where the menu leads."""
        links = self.page.get_by_role("navigation", name="Menu", include_hidden=True).locator("a")
        return [" ".join(text.split()) for text in links.all_text_contents()]

    def follow(self, label: str) -> None:
        """Follows a link of the page; links that look like buttons are links here too."""
        link = self.main.get_by_role("link", name=label).or_(self.main.get_by_role("button", name=label))
        self._by(link.first.click)

    def press(self, label: str) -> None:
        """Sends a form by its button."""
        self._by(self.page.get_by_role("button", name=label).first.click)

    def fill(self, label: str, text: str) -> None:
        """Types into a field."""
        self.main.get_by_label(label).fill(text)
        self.characters_typed += len(text)

    def fill_day(self, question: str, day: date) -> None:
        """Types a date in its three parts."""
        group = self.main.get_by_role("group", name=question)
        for part, number in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
            group.get_by_label(part).fill(str(number))
            self.characters_typed += len(str(number))

    def pick(self, label: str, option: str) -> None:
        """Picks from a list the option that begins so."""
        found = self.main.get_by_label(label)
        whole = found.locator("option").filter(has_text=option).first.inner_text()
        found.select_option(label=whole)

    def choose(self, option: str, question: str | None = None) -> None:
        """Ticks a radio button or a checkbox."""
        place = self.main.get_by_role("group", name=question) if question else self.main
        place.get_by_label(option, exact=True).check()

    def attach(self, name: str, content: bytes) -> None:
        """Chooses the file that the page asks for."""
        chosen = {"name": name, "mimeType": "text/csv", "buffer": content}
        self.main.locator("input[type=file]").set_input_files(chosen)

    def unfold(self, summary: str) -> None:
        """Opens what is folded away under these words."""
        self.main.locator("summary").filter(has_text=summary).click()

    def expects_heading(self, heading: str) -> None:
        """The page is the one with this heading, whatever stands small above it."""
        expect(self.page.locator("h1")).to_contain_text(heading)

    def reads(self, *texts: str) -> None:
        """Each of these stands on the page."""
        for text in texts:
            expect(self.main).to_contain_text(text)

    def inputs(self) -> int:
        """How many inputs the page's form has, whether or not they need an answer."""
        return self.page.locator(_OWN_FIELDS).count()

    def questions_to_answer(self) -> int:
        """How many questions of the page's form are not optional."""
        return int(self.page.evaluate(_COUNT_QUESTIONS))

    def _by(self, act: Callable[[], None]) -> None:
        arrival: AbstractContextManager[object] = self.page.expect_navigation()
        with arrival:
            act()
        self.clicks += 1
        self._look()

    def _look(self) -> None:
        self._album.keep(self.page, self.heading)
        self.words_read += len(self.main.inner_text().split())
        violations = "\n".join(map(str, support.axe_violations(self.page)))
        assert not violations, f"{self.page.url}\n{violations}"
        assert not support.scrolls_sideways(self.page), f"{self.page.url} is wider than its window"
