"""One person's way through every link that they are shown, with what each answer held and asked the database."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from typing import Final
from urllib.parse import urljoin, urlsplit

from passlib.totp import TOTP
from werkzeug.test import TestResponse

from network.demonstration.sign_ins import KNOWN, KnownPerson
from tests.support.canaries import Canary, found_in_answer, planted
from tests.support.client import Client, Page
from tests.support.databases import digests
from tests.support.queries import CountedQueries, counted_queries
from tests.support.sign_in import code_of, try_password

VISITOR: Final = "a visitor"
OF_ONE_KIND: Final = 3
"""As many pages of one endpoint are looked at; a hundred organisations look alike."""
UNALIKE: Final = {
    f"incidents.{page}?[]" for page in ("allocate", "show_case", "show_desk_referral", "show_own_referral")
}
"""What can be done differs from one referral to the next: all of these are looked at."""


def signed_in(demo, person: KnownPerson) -> Client:
    """A browser in which somebody of the demonstration signed in, and chose the first organisation that is offered."""
    browser = demo.browser()
    page = try_password(browser, person.email, person.password)
    if person.totp_secret:
        demo.clock.advance(timedelta(seconds=30))
        page = browser.post(page.location, {"code": code_of(TOTP(person.totp_secret), demo.clock)})
    if len(person.places) > 1:
        choose = browser.get("/choose-organisation")
        value = choose.tree.xpath("//input[@type='radio']/@value")[0]
        name = choose.tree.xpath("//input[@type='radio']/@name")[0]
        browser.post("/choose-organisation", {name: value})
    return browser


class Crawl:
    """One person's way through every link."""

    def __init__(self, demo, browser: Client) -> None:
        self.app, self.browser = demo.app, browser
        self.pages: dict[str, Page] = {}
        self.reached: set[str] = set()
        self.faults: dict[str, str] = {}
        self.dead: dict[str, tuple[int, str]] = {}
        self.canaries: dict[int, str] = {}
        """Every canary that was met, in whatever kind of answer, and where first."""
        self.queries: dict[str, CountedQueries] = {}
        """What each answer asked the database, pages and downloads alike."""
        self._seen: Counter[str] = Counter()

    def run(self) -> Crawl:
        """Everything that the start leads to."""
        waiting = [("/", "the start")]
        known = {"/"}
        while waiting:
            address, from_where = waiting.pop(0)
            for found in self._look_at(address, from_where):
                if found not in known:
                    known.add(found)
                    waiting.append((found, address))
        return self

    def _look_at(self, address: str, from_where: str) -> list[str]:
        endpoint = self.endpoint(address)
        if self._seen[endpoint] >= OF_ONE_KIND and endpoint not in UNALIKE:
            return []
        self._seen[endpoint] += 1
        answer = self._get(address)
        self.reached.add(endpoint.partition("?")[0])
        if answer.status_code in {302, 303}:
            address = urljoin(address, answer.location)
            answer = self._get(address)
            self.reached.add(self.endpoint(address).partition("?")[0])
        if answer.status_code != 200:
            self.dead[address] = (answer.status_code, from_where)
            return []
        if answer.mimetype != "text/html":
            return []
        page = Page(answer)
        try:
            page.check()
        except AssertionError as fault:
            self.faults[address] = str(fault).splitlines()[0]
        self.pages[address] = page
        links = page.tree.xpath("//a/@href | //img/@src")
        return [self._own(urljoin(address, link)) for link in links if self._is_own(link)]

    def _get(self, address: str) -> TestResponse:
        with counted_queries(self.app) as self.queries[address]:
            answer = self.browser.raw.get(address)
        for canary in found_in_answer(answer):
            self.canaries.setdefault(canary, address)
        return answer

    def endpoint(self, address: str) -> str:
        """Which page an address is of, with the names of what is asked in it."""
        parts = urlsplit(address)
        adapter = self.app.url_map.bind("localhost")
        if not adapter.test(parts.path, "GET"):
            return address
        asked = sorted(re.findall(r"(\w+)=", parts.query))
        return f"{adapter.match(parts.path, 'GET')[0]}?{asked}"

    @staticmethod
    def _is_own(link: str) -> bool:
        return not urlsplit(link).scheme and not urlsplit(link).netloc and not link.startswith("#")

    @staticmethod
    def _own(address: str) -> str:
        return urlsplit(address)._replace(fragment="").geturl()


@dataclass(frozen=True)
class Crawls:
    """Everybody's way, and a digest of each table before and after."""

    of: dict[str, Crawl]
    before: dict[str, str]
    after: dict[str, str]
    canaries: list[Canary]


def everybodys(demo) -> Crawls:
    """With a canary in every text of every organisation meanwhile."""
    browsers = {VISITOR: demo.browser()} | {person.name: signed_in(demo, person) for person in KNOWN}
    with planted(demo.app, demo.database, demo.clock) as canaries:
        before = digests(demo.database)
        found = {name: Crawl(demo, browser).run() for name, browser in browsers.items()}
        return Crawls(found, before, digests(demo.database), canaries)
