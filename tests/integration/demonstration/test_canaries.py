"""B16, B28, B33: a word in every text of every organisation, and nobody is shown, sent or told what is another's.

The pages that links lead to are those of the crawl. Beside them, here: what programs are answered, what is refused,
what searches say of it, what letters carry and lead to, and what is logged meanwhile.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import column, select, table
from sqlalchemy.exc import DBAPIError

from network.accounts.messages import Digest
from network.cli.jobs import JOBS
from network.core import outbox
from network.core.actor import SystemActor
from network.core.commit import commit
from network.core.database import db
from network.core.delivery import deliver_due
from network.core.mail import letter_of
from network.core.outbox import Email
from network.core.permissions import Role
from network.core.tenancy import enter
from network.demonstration.sign_ins import KNOWN
from network.incidents.permissions import roles_outside
from tests.support.addresses import Addresses
from tests.support.asking import Asking
from tests.support.canaries import Canary, found_in, planted, word_of
from tests.support.client import ClientFactory
from tests.support.crawl import VISITOR, Crawls, signed_in
from tests.support.databases import is_postgresql_run
from tests.support.letters import Letter, Quoting, homes_of_addresses, read_letter, waiting_letters
from tests.support.logs import everything_logged
from tests.support.walks import Walked, known_people, may_read, one_of_each_column, text_parameters
from tests.support.world import Person

UNSAFE = {"POST", "PUT", "PATCH", "DELETE"}
API = "/api/"
NOBODYS = 0xFFFF
"""The number of a canary that stands nowhere."""
REFUSED = {Role.COORDINATOR, Role.ORGANISATION_LEAD, Role.THERAPIST}
"""Who tries what is not theirs: those who may do most, and one who holds cases."""
DAYS_ON = (0, 1, 3, 7, 14, 30, 90)
"""When the jobs run: what is announced days and weeks ahead is among the letters then."""


@pytest.fixture(scope="module")
def people(demo) -> list[Person]:
    """Whoever signs in to the demonstration."""
    return known_people(demo.database)


@pytest.fixture(scope="module")
def pages(crawls: Crawls, people) -> Walked:
    """What everybody was led to."""
    askings = [Asking(person.name, person.organisation_id, person.role) for person in people] + [Asking(VISITOR)]
    for asking in askings:
        asking.met = crawls.of[asking.name].canaries
    return Walked(crawls.canaries, askings)


@pytest.fixture(scope="module")
def marked(demo) -> Iterator[list[Canary]]:
    """The demonstration with its canaries, on which anything may be done: it is put back as it was."""
    if is_postgresql_run():
        pytest.skip("what a program is shown is decided in the same queries; its fence has a matrix on PostgreSQL")
    backup, began = demo.database.backup(), demo.clock.now()
    with planted(demo.app, demo.database, demo.clock) as canaries:
        demo.app.config["ANSWERS_FAULTS"] = True
        yield canaries
        del demo.app.config["ANSWERS_FAULTS"]
    with demo.app.app_context():
        db.engine.dispose()
    demo.clock.move_to(began)
    demo.database.restore(backup)


@pytest.fixture(scope="module")
def logged(marked) -> Iterator[io.StringIO]:
    """Every line that was logged, of whatever level, by whatever library."""
    with everything_logged() as lines:
        yield lines


@pytest.fixture(scope="module")
def programs(demo, marked, logged, people) -> Walked:
    """Every reading operation, with keys of one's own rows and of others', asked with a token of each person."""
    tokens = ClientFactory(demo.app, demo.clock)
    addresses = Addresses(demo.app, demo.database)
    askings = []
    for person in people:
        program = tokens.api(person)
        asking = Asking(person.name, person.organisation_id, person.role, program.raw, program._headers)
        askings.append(asking)
        for rule in demo.app.url_map.iter_rules():
            if rule.rule.startswith(API) and "GET" in rule.methods:
                for address in addresses.of(rule, "GET", asking.at, own=2, others=1):
                    asking.ask("GET", address)
    return Walked(marked, askings)


@pytest.fixture(scope="module")
def refusals(demo, marked, logged, people, programs) -> Walked:
    """Every page of others' rows, by some people and a visitor; then whatever a program can change, with no content."""
    addresses = Addresses(demo.app, demo.database)
    known = {person.name: person for person in KNOWN}
    askings = [
        Asking(each.name, each.organisation_id, each.role, signed_in(demo, known[each.name]).raw)
        for each in people
        if each.role in REFUSED
    ]
    askings.append(Asking(VISITOR, client=demo.browser().raw))
    for asking in askings:
        for rule in demo.app.url_map.iter_rules():
            if not rule.rule.startswith(API) and "GET" in rule.methods and rule.arguments:
                for address in addresses.of(rule, "GET", asking.at, own=0, others=1):
                    asking.ask("GET", address)
    changing = [
        Asking(each.name, each.at, each.role, each.client, {**each.headers, "If-Match": '"1"'})
        for each in programs.askings
        if each.role in REFUSED
    ]
    for asking in changing:
        for rule in demo.app.url_map.iter_rules():
            for method in sorted(UNSAFE & rule.methods) if rule.rule.startswith(API) else ():
                for address in addresses.of(rule, method, asking.at, own=1, others=1):
                    asking.ask(method, address, json={})
    return Walked(marked, askings + changing)


@dataclass(frozen=True)
class Posted:
    """Every letter, and what its links led a visitor to."""

    letters: list[Letter]
    walked: Walked


@pytest.fixture(scope="module")
def post(demo, marked, logged, programs, refusals) -> Posted:
    """What the jobs, and all that was done before, have written to people by the end of a month."""
    began = demo.clock.now()
    for days in DAYS_ON:
        demo.clock.move_to(began + timedelta(days=days))
        for job in JOBS:
            with demo.app.app_context():
                enter(db.session(), SystemActor(job.name))
                job.run(demo.clock)
                commit()
    with demo.app.app_context():
        homes = homes_of_addresses(demo.database)
        letters = waiting_letters(demo.app, demo.clock)
    coordinators = {person.email for person in KNOWN if person.places[0][1] is Role.COORDINATOR}
    origin = demo.app.extensions["settings"].origin
    askings = []
    for letter in letters:
        role = Role.COORDINATOR if letter.to in coordinators else None
        asking = Asking(
            f"whoever gets {letter.kind}",
            role=role,
            client=demo.app.test_client(),
            also=homes.get(letter.to.lower(), frozenset()),
        )
        asking.met = dict.fromkeys(found_in(letter.said.encode()), letter.kind)
        for link in letter.links(origin):
            asking.ask("GET", link)
        askings.append(asking)
    with demo.app.app_context():
        # Each is refused by a server that quotes it, which is noted in the log; one of them with something to quote.
        digest = Digest("ana@example.org", "Ana", [[word_of(1), "/"]])
        outbox.enqueue(digest, demo.clock, unique_key="a letter with a canary")
        commit()
        deliver_due(Quoting(), demo.app.extensions["settings"], demo.clock)
    return Posted(letters, Walked(marked, askings))


def test_nobody_is_shown_what_is_anothers(pages):
    """B16: every page and download that anybody is led to, against a word in every text of every organisation."""
    columns = pages.columns()
    assert len(columns) > 40, sorted(columns)
    assert ("referral", "narrative_sealed") in columns, "what is sealed is met too"
    assert pages.foreign() == {}


@pytest.mark.parametrize("walk", ["pages", "programs"])
def test_who_holds_no_case_meets_no_word_of_one(walk, request):
    """B16: nor do those of the same organisation who are no part of it, by a page or by a program."""
    walked = request.getfixturevalue(walk)
    met = {
        (asking.name, canary.table, canary.column, where)
        for asking in walked.askings
        if asking.role is None or asking.role in roles_outside()
        for number, where in asking.met.items()
        if (canary := walked.canaries[number]).is_of_a_case
    }
    assert met == set()


def test_no_program_is_answered_with_what_is_anothers(programs):
    """B16: every reading operation, own keys and others'."""
    columns, statuses = programs.columns(), programs.statuses
    assert len(columns) > 40, sorted(columns)
    assert ("referral", "narrative_sealed") in columns, "what is sealed is met too"
    assert {200, 403, 404} <= set(statuses), statuses
    assert programs.faults == []
    assert statuses[200] > 800, statuses
    assert programs.foreign() == {}


def test_a_search_for_what_is_anothers_finds_what_a_search_for_nothing_does(demo, programs):
    """B16: every parameter that takes text, given others' words: not a hit, not a count, not a mark more."""
    described = demo.app.test_client().get("/api/v1/openapi.json").json["paths"]
    asked, told, hits = 0, [], set()
    for asking in (each for each in programs.askings if each.role is Role.ORGANISATION_LEAD):  # who searches for most
        for path, name in text_parameters(described):
            nothing = asking.ask("GET", path, query_string={name: word_of(NOBODYS)})
            if nothing.status_code != 200:
                continue
            for number, canary in one_of_each_column(programs.canaries, asking):
                word = word_of(number)
                answer = asking.ask("GET", path, query_string={name: word})
                is_same = answer.data.replace(word.encode(), word_of(NOBODYS).encode()) == nothing.data
                asked += 1
                if may_read(asking, canary, f"GET {path}"):
                    hits |= set() if is_same else {(path, canary.table)}
                elif not is_same:
                    told.append(f"{asking.name}: {path}?{name}= of {canary.table}.{canary.column}")
    assert asked > 300
    assert ("/api/v1/training/learners", "learner") in hits, "what is one's own is found"
    assert told == []


def test_a_mark_of_anothers_answer_says_nothing(programs):
    """B16: who is refused something is refused it alike with the `ETag` that its reader has."""
    tried, kept = 0, 0
    marks = {address: mark for asking in programs.askings for address, mark in asking.marks.items()}
    for asking in programs.askings:
        for address, mark in marks.items():
            if address in asking.refused and "{" not in address:
                status, body = asking.refused[address]
                answer = asking.ask("GET", address, headers={"If-None-Match": mark})
                assert (answer.status_code, answer.data) == (status, body), (asking.name, address)
                tried += 1
        for address, mark in list(asking.marks.items())[:3]:
            kept += asking.ask("GET", address, headers={"If-None-Match": mark}).status_code == 304
    assert tried > 100
    assert kept > 10, "where it is one's own, it was not sent again"


def test_no_refusal_says_what_is_anothers(refusals):
    """B16: pages of others' rows, and whatever a program may try to change."""
    statuses = refusals.statuses
    assert {403, 404, 409, 422} <= set(statuses), statuses
    assert refusals.faults == []
    assert refusals.foreign() == {}


def test_no_letter_says_what_is_anothers(demo, post):
    """B16: nor does a page that a letter leads to, read by whoever has the letter."""
    kinds = {letter.kind for letter in post.letters}
    assert len(kinds) > 8, sorted(kinds)
    email = Email("ana@example.org", f"Of {word_of(1)}", f"There is – {word_of(2)}.")
    letter = letter_of(email, UUID(int=1), demo.app.extensions["settings"], demo.clock)
    assert found_in(read_letter(letter, "a control").said.encode()) == {1, 2}, "a subject and a text are read"
    assert post.walked.foreign() == {}


def test_no_letter_says_anything_of_a_case(post):
    """B33: whoever it is written to."""
    met = {
        (letter.kind, canary.table, canary.column)
        for letter in post.letters
        for canary in map(post.walked.canaries.__getitem__, found_in(letter.said.encode()))
        if canary.is_of_a_case
    }
    assert met == set()


def test_no_log_line_says_what_was_written(programs, refusals, post, logged):
    """B28: not one word of anybody's, whatever was asked, refused, changed and sent meanwhile."""
    lines = logged.getvalue()
    assert lines.count("message not sent") > 10, "that letters were refused was logged"
    assert found_in(lines.encode()) == set()


def test_a_fault_of_the_database_does_not_quote_what_it_was_given(demo):
    """B28: its text may reach a log of whoever runs it."""
    with demo.app.app_context(), pytest.raises(DBAPIError) as fault:
        db.session.execute(select(table("nowhere")).where(column("it") == word_of(NOBODYS)))
    assert "nowhere" in str(fault.value)
    assert word_of(NOBODYS) not in str(fault.value)
