"""Everybody follows every link that they are shown: each leads to a good page, and looking changes nothing."""

from __future__ import annotations

import re
import subprocess
from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from passlib.totp import TOTP
from werkzeug.test import TestResponse

from network.core.permissions import Role
from network.demonstration.sign_ins import KNOWN, KnownPerson
from tests.support.client import Client, Page
from tests.support.databases import digests
from tests.support.hostile import ROOT
from tests.support.queries import MOST_ON_A_PAGE, CountedQueries, counted_queries
from tests.support.sign_in import code_of, try_password

OF_ONE_KIND = 3
"""As many pages of one endpoint are looked at; a hundred organisations look alike."""
UNALIKE = {f"incidents.{page}?[]" for page in ("allocate", "show_case", "show_desk_referral", "show_own_referral")}
"""What can be done differs from one referral to the next: all of these are looked at."""
WRITTEN_BY_LOOKING = {"audit_entry", "audit_head", "sign_in", "guess"}
"""Who opened a case is recorded, and when a session was last used."""
VISITOR = "a visitor"
DESK, MOST_ON_THE_DESK = "reports.desk", 20
REPORTED_TO = (Role.COORDINATOR, Role.ORGANISATION_LEAD)


def signed_in(demo, person: KnownPerson) -> Client:
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


MAY_ASK_MORE = {"organisations.preview_merger"}
"""It carries a merger out, to show what would come of it, and takes it back."""

LED_TO = {
    # A letter leads there.
    "accounts.redeem_invitation",
    "joining.confirm_address",
    "security.reset",
    "security.reset_link",
    "charter.confirm_by_link",
    "passport.open_record",
    "delivery.confirm_place",
    "delivery.say_how_it_was",
    "delivery.show_place",
    "delivery.show_place_calendar",
    # The form before it does.
    "accounts.hand_over",
    "charter.confirm_signature",
    "delivery.show_asked",
    "delivery.show_thanks",
    "feedback.thank",
    "incidents.comment_on_summary",  # while a summary waits for its person
    "incidents.show_sent",
    "incidents.switch_on",  # while a service is off and its checklist complete
    "joining.show_sent",
    "passport.show_closed",
    "passport.show_sent",
    "incidents.submit_draft",
    "organisations.preview_register",
    "organisations.show_import",
    "security.link_sent",
    "security.prove",
    "security.recovery",
    "security.second_step",
    "signing.show_signed",
    "training.preview_import",
    "training.session_logged",
    # Where whoever signed has left, and where a partner shows a file: at organisations that nobody signs in to.
    "charter.check_succession",
    "charter.name_successor",
    "charter.download_for_check",
    # Whoever holds a session gives the link to others.
    "delivery.ask_for_place",
    # A person gives the link to others.
    "passport.download_shared",
    "passport.print_certificate",
    "passport.print_shared",
    "passport.show_shared",
    # The credential of a signature names it, or of a completion, for computers.
    "charter.show_achievement",
    "charter.show_achievement_badge",
    "charter.show_achievement_of_version",
    "charter.show_issuer",
    "credentials.publish_key",
    "credentials.publish_keys",
    "credentials.publish_status",
    "passport.show_achievement",
    # What the demonstration has none of: somebody with a charter to sign, a draft of one, and an address at which
    # passkeys work.
    "charter.begin_consultation",
    "charter.begin_publishing",
    "charter.begin_signing",
    "charter.check_signing",
    "charter.declare_readiness",
    "charter.name_signatory",
    "charter.open_version",
    "charter.state_for_public",
    "security.add_passkey",
}
"""Where no link of these people's pages leads, and why."""


class Crawl:
    """One person's way through every link."""

    def __init__(self, demo, browser: Client) -> None:
        self.app, self.browser = demo.app, browser
        self.pages: dict[str, Page] = {}
        self.reached: set[str] = set()
        self.faults: dict[str, str] = {}
        self.dead: dict[str, tuple[int, str]] = {}
        self.queries: dict[str, CountedQueries] = {}
        """What each answer asked the database, pages and downloads alike."""
        self._seen: Counter[str] = Counter()

    def run(self) -> Crawl:
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
        endpoint = self._endpoint(address)
        if self._seen[endpoint] >= OF_ONE_KIND and endpoint not in UNALIKE:
            return []
        self._seen[endpoint] += 1
        answer = self._get(address)
        self.reached.add(endpoint.partition("?")[0])
        if answer.status_code in {302, 303}:
            address = urljoin(address, answer.location)
            answer = self._get(address)
            self.reached.add(self._endpoint(address).partition("?")[0])
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
            return self.browser.raw.get(address)

    def _endpoint(self, address: str) -> str:
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


@pytest.fixture(scope="module")
def crawls(demo) -> Crawls:
    browsers = {VISITOR: demo.browser()} | {person.name: signed_in(demo, person) for person in KNOWN}
    before = digests(demo.database)
    found = {name: Crawl(demo, browser).run() for name, browser in browsers.items()}
    return Crawls(found, before, digests(demo.database))


def test_it_goes_far(crawls):
    """The walk is worth something: everybody sees several pages, and the two who do most see many."""
    seen = {name: len(crawl.pages) for name, crawl in crawls.of.items()}
    assert min(seen.values()) >= 8, seen
    assert max(seen.values()) >= 40, seen


def test_no_link_is_shown_that_leads_nowhere(crawls):
    assert {name: crawl.dead for name, crawl in crawls.of.items() if crawl.dead} == {}


def test_every_page_holds_what_pages_hold(crawls):
    assert {name: crawl.faults for name, crawl in crawls.of.items() if crawl.faults} == {}


def test_looking_changes_nothing(crawls):
    """B9: the same rows before and after, but for the records of looking itself."""
    changed = {table for table, digest in crawls.before.items() if crawls.after[table] != digest}
    assert "audit_entry" in changed, "the crawl met cases, and that is recorded"
    assert changed - WRITTEN_BY_LOOKING == set()


def test_few_queries(crawls):
    """P6: the most that anybody's look at it took, for each page and download."""
    most: dict[str, CountedQueries] = {}
    for crawl in crawls.of.values():
        for address, queries in crawl.queries.items():
            endpoint = crawl._endpoint(address).partition("?")[0]
            if endpoint not in most or queries.count > most[endpoint].count:
                most[endpoint] = queries
    over = {
        endpoint
        for endpoint, queries in most.items()
        if queries.count > (MOST_ON_THE_DESK if endpoint == DESK else MOST_ON_A_PAGE)
    }
    assert over == MAY_ASK_MORE, "\n".join(f"{endpoint}\n{most[endpoint]}" for endpoint in over - MAY_ASK_MORE)
    of_training = {each for each in most if each.startswith(("training.", "delivery."))}
    assert len(of_training) > 50, of_training


def test_every_page_is_good_html(crawls, tmp_path):
    pages: dict[str, list[str]] = defaultdict(list)
    checked: Counter[str] = Counter()
    for name, crawl in crawls.of.items():
        for number, (address, page) in enumerate(crawl.pages.items()):
            endpoint = crawl._endpoint(address).partition("?")[0]
            checked[endpoint] += 1
            if checked[endpoint] > OF_ONE_KIND:
                continue  # it looks alike to several people
            file = tmp_path / f"{name.replace(' ', '-')}-{number}.html"
            file.write_text(page.text, encoding="utf-8")
            pages[file.name] = [name, address]
    assert len(pages) > 100
    done = subprocess.run(
        ["node_modules/.bin/html-validate", "--config", ".htmlvalidate.json", "--formatter", "text", str(tmp_path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    faults = {(*pages[Path(line.split(":")[0]).name], line.split(": ", 1)[-1]) for line in done.stdout.splitlines()}
    assert faults == set(), done.stderr
    assert done.returncode == 0


def test_titles_tell_pages_apart(crawls):
    """One title, one page, for somebody who has five tabs open."""
    for name, crawl in crawls.of.items():
        titles = defaultdict(set)
        for address, page in crawl.pages.items():
            titles[page.texts("//title")[0]].add(crawl._endpoint(address).partition("?")[0])
        assert {title: found for title, found in titles.items() if len(found) > 1} == {}, name


def test_every_page_is_reached(demo, crawls):
    """No page stands where nobody comes by; those that a form or a letter leads to are named here."""
    reached = set().union(*(crawl.reached for crawl in crawls.of.values()))
    pages = {
        rule.endpoint
        for rule in demo.app.url_map.iter_rules()
        if "GET" in rule.methods and not rule.rule.startswith(("/api/", "/assets/"))
    }
    assert sorted(pages - reached - LED_TO) == [], sorted(pages - reached - LED_TO)
    assert sorted(LED_TO & reached) == []
    assert sorted(LED_TO - pages) == []


def test_every_figure_leads_to_its_definition(crawls):
    """U12: what a figure means stands where its link says, and no column of a report's figures goes without."""
    coordinator, lead = (next(each.name for each in KNOWN if each.places[0][1] is role) for role in REPORTED_TO)
    known = set(crawls.of[coordinator].pages["/definitions"].tree.xpath("//main//*/@id"))
    for name, address in ((coordinator, "/desk"), (lead, "/our-organisation"), (coordinator, "/desk/organisations")):
        page = crawls.of[name].pages[address]
        meant = {
            link.partition("#")[2] for link in page.tree.xpath("//main//a[contains(@href, '/definitions#')]/@href")
        }
        assert meant, address
        assert meant - known == set(), address
        unexplained = page.texts("//th[contains(@class, 'header--numeric')][@scope='col'][not(.//a)]")
        assert unexplained == [], address


def test_every_form_says_in_which_organisation_it_was_opened(crawls):
    """But for those that are about the person, wherever they act."""
    seen, without = 0, []
    for name, crawl in crawls.of.items():
        for address, page in crawl.pages.items() if name != VISITOR else ():
            for form in page.tree.xpath("//main//form[@method='post'][not(@data-passkey)]"):
                if form.get("action") != "/content-notes":
                    seen += 1
                    without += [] if form.xpath(".//input[@name='opened_in']") else [(name, address)]
    assert seen >= 100
    assert without == []


def test_who_reads_it_is_said_before_it_is_written(crawls):
    """U8: the line stands above the first field for free text, on every page that has both."""
    seen, late = 0, []
    for crawl in crawls.of.values():
        for address, page in crawl.pages.items():
            both = page.tree.xpath("//main//*[contains(@class, 'app-trust')] | //main//form//textarea")
            if len({each.tag == "textarea" for each in both}) == 2:
                seen += 1
                late += [address] if both[0].tag == "textarea" else []
    assert seen >= 4
    assert late == []
