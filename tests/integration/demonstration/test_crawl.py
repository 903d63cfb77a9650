"""Everybody follows every link that they are shown: each leads to a good page, and looking changes nothing."""

from __future__ import annotations

import subprocess
from collections import Counter, defaultdict
from pathlib import Path

from network.core.permissions import Role
from network.demonstration.sign_ins import KNOWN
from tests.support.crawl import OF_ONE_KIND, VISITOR
from tests.support.hostile import ROOT
from tests.support.queries import MOST_ON_A_PAGE, CountedQueries

WRITTEN_BY_LOOKING = {"audit_entry", "audit_head", "sign_in", "guess"}
"""Who opened a case is recorded, and when a session was last used."""
DESK, MOST_ON_THE_DESK = "reports.desk", 20
REPORTED_TO = (Role.COORDINATOR, Role.ORGANISATION_LEAD)


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
    # Where whoever signed has left, where a partner shows a file, and where a small partner asks for shared leads:
    # at organisations that nobody signs in to.
    "incidents.list_pool",
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
    # Support that has ended for somebody who signs in; and an offer of it, to which a letter leads.
    "incidents.answer_questions",
    "incidents.show_offer",
    "incidents.choose_another_reader",  # while nobody reads a complaint any more
    "incidents.open_in_emergency",  # while two people have agreed, for an hour
}
"""Where no link of these people's pages leads, and why."""


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
            endpoint = crawl.endpoint(address).partition("?")[0]
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
            endpoint = crawl.endpoint(address).partition("?")[0]
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
            titles[page.texts("//title")[0]].add(crawl.endpoint(address).partition("?")[0])
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
