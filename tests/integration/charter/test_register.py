"""The public register: page, table, the entry of one organisation, and what other features may ask."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest

from network.charter import addresses, public
from network.charter.pages.register import REGISTER_HEADINGS
from network.charter.vocabulary import Basis
from network.core.commit import commit
from network.core.database import db
from network.core.permissions import Role
from network.core.tenancy import system_scope
from network.core.text import several_lines
from network.organisations.models import Organisation, Standing
from network.organisations.vocabulary import Sector
from tests.factories import charter as charters
from tests.support.hostile import hostile_texts
from tests.support.queries import MOST_ON_A_PAGE, counted_queries

LEAD = Role.ORGANISATION_LEAD
PRIVATE = "Minute 7 of the board, May 2026"
DEPUTY = {"deputy_name": "Sam Reyes", "deputy_title": "Deputy", "deputy_email": "sam@harrowhill.example"}


@pytest.fixture
def signed(charter, app, world, clock):
    """`own` has signed, and a day later `other`; the keys of their signatures."""
    with app.app_context():
        private = replace(charters.DETAILS, basis=Basis.OTHER, basis_words=PRIVATE, **DEPUTY)
        first = charters.sign(world.person(LEAD), charter, clock, private, "We begin\nat the desk")
        clock.advance(timedelta(days=1))
        return first, charters.sign(world.person(LEAD, "other"), charter, clock)


def test_the_register_lists_by_name_since_when(signed, visitor):
    assert visitor.get("/charter/signatories").texts("//tbody/tr") == [
        "Harrow Hill CouncilCouncil18 November 20261Current until 18 November 2027",
        "Ottermouth NHS Foundation TrustNHS19 November 20261Current until 19 November 2027",
    ]
    assert visitor.get("/charter").texts("//main//a[@href='/charter/signatories']") == [
        "See the 2 organisations that signed the charter"
    ]


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("?sector=nhs", ["Ottermouth NHS Foundation Trust"]),
        ("?sector=council&page=1", ["Harrow Hill Council"]),
        ("?sector=", ["Harrow Hill Council", "Ottermouth NHS Foundation Trust"]),
        ("?sector=guild", ["Harrow Hill Council", "Ottermouth NHS Foundation Trust"]),
        ("?page=0&sector=nhs", ["Ottermouth NHS Foundation Trust"]),
        ("?sector=police", []),
        ("?place=WEND", ["Harrow Hill Council", "Ottermouth NHS Foundation Trust"]),
        ("?place=elsewhere", []),
        ("?place=100%25", []),
        ("?standing=current&place=wendmere", ["Harrow Hill Council", "Ottermouth NHS Foundation Trust"]),
        ("?standing=not-current", []),
        ("?standing=lapsed", ["Harrow Hill Council", "Ottermouth NHS Foundation Trust"]),
        ("?page=9", []),
    ],
)
def test_the_register_is_filtered_by_plain_addresses(signed, visitor, query, names):
    page = visitor.get(f"/charter/signatories{query}")
    assert page.texts("//tbody/tr/th") == names
    if not names:
        assert page.tree.xpath("//*[@class='app-empty']//a"), "says what to do next"


def test_an_empty_register_says_what_it_would_show(charter, visitor):
    assert "Organisations that sign the charter are listed here" in visitor.get("/charter/signatories").text


def test_the_register_as_a_table(signed, visitor):
    answer = visitor.raw.get("/charter/signatories.csv")
    rows = list(csv.reader(io.StringIO(answer.text.removeprefix("\ufeff"))))
    first, second = charters.ACTIONS
    assert rows == [
        list(REGISTER_HEADINGS),
        ["Harrow Hill Council", "Council", "Wendmere", "2026-11-18", "1", "current", "2027-11-18"]
        + [first, "Planned", second, "Planned", "We begin\nat the desk"],
        ["Ottermouth NHS Foundation Trust", "NHS", "Wendmere", "2026-11-19", "1", "current", "2027-11-19"]
        + [first, "Planned", second, "Planned", ""],
    ]
    assert len(visitor.raw.get("/charter/signatories.csv?sector=nhs").text.splitlines()) == 2


def test_the_public_sees_no_authority_and_no_account(signed, world, visitor, client_of):
    person = world.person(LEAD)
    for path in (
        "/charter/signatories",
        f"/charter/signatories/{world.own}",
        "/charter/signatories.csv",
        "/api/v1/charter/signatures",
        f"/api/v1/charter/signatures/{signed[0]}",
        f"/api/v1/charter/signatories/{world.own}",
    ):
        for client in (visitor, client_of(world.person(LEAD, "other"))):
            text = client.raw.get(path).text
            for secret in (PRIVATE, person.email, str(person.user_id), *DEPUTY.values(), "Head of communications"):
                assert secret not in text, path
    for reader in (person, world.person(Role.COORDINATOR, "host")):
        assert PRIVATE in client_of(reader).get(f"/charter/signatories/{world.own}").text


def test_the_entry_of_an_organisation(signed, world, visitor):
    page = visitor.get(f"/charter/signatories/{world.own}")
    shown = page.texts("//main//p")
    assert shown[shown.index("We begin") + 1] == "at the desk"
    for action in charters.ACTIONS:
        assert action in page.text
    assert "Current until 18 November 2027" in page.text
    assert page.tree.xpath(f"//a[@href='/charter/signatures/{signed[0]}/certificate.pdf']")


def test_unsigned_and_unknown_organisations_answer_alike(charter, world, visitor):
    """B12."""
    known = visitor.get(f"/charter/signatories/{world.own}", status=404)
    unknown = visitor.get(f"/charter/signatories/{uuid4()}", status=404)
    assert known.text == unknown.text
    visitor.get(f"/charter/signatures/{uuid4()}/certificate.pdf", status=404)
    visitor.get("/charter/signatures/not-a-key/certificate.pdf", status=404)


def test_the_certificate_is_kept_until_it_changes(signed, visitor):
    path = f"/charter/signatures/{signed[0]}/certificate.pdf"
    answer = visitor.raw.get(path)
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
    again = visitor.raw.get(path, headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


def test_paths_in_messages_are_those_of_the_pages(signed, app, world):
    signature_id, _ = signed
    with app.test_request_context():
        url_for = app.url_for
        assert url_for("charter.read_charter") == addresses.CHARTER
        assert url_for("charter.begin_signing") == addresses.SIGN
        assert url_for("charter.list_signatories") == addresses.SIGNATORIES
        assert url_for("charter.list_versions") == addresses.VERSIONS
        assert url_for("charter.our_charter") == addresses.OURS
        assert url_for("charter.review") == addresses.REVIEW
        assert url_for("charter.follow") == addresses.FOLLOW
        assert url_for("charter.confirm_by_link", token="t") == addresses.confirm("t")
        assert url_for("charter.read_signatory", organisation_id=world.own) == addresses.signatory(world.own)
        assert url_for("charter.download_certificate", signature_id=signature_id) == addresses.certificate(signature_id)


@pytest.mark.parametrize(
    "path",
    [
        "/charter",
        "/charter/versions",
        "/charter/versions/1",
        "/charter/signatories",
        "/charter/signatories?sector=school&place=wend&standing=current",
        "/charter/signatories.csv",
        "/api/v1/charter",
        "/api/v1/charter/signatures",
    ],
)
def test_the_number_of_queries_does_not_grow(signed, app, world, clock, visitor, path):
    """P6."""
    counts = []
    for _ in range(2):
        with app.app_context():
            charters.sign_for_many(world, 1, clock, 8)
        with counted_queries(app) as queries:
            assert visitor.raw.get(path).status_code == 200
        counts.append(queries.count)
    assert counts[0] == counts[1] <= MOST_ON_A_PAGE, counts


UNSIGNED = ["/charter/sign", "/charter/sign/signatory", "/charter/sign/actions", "/charter/sign/check"]
SIGNED = ["/charter/signed", "/charter/signatories/{own}", "/charter/ours", "/charter/review"]


@pytest.mark.parametrize("path", UNSIGNED + SIGNED)
def test_a_leads_pages_take_few_queries(charter, app, world, clock, client_of, path):
    """P6."""
    client = client_of(world.person(LEAD))
    if path in UNSIGNED:
        with app.app_context():
            charters.prepare(world.person(LEAD), clock)
    else:
        with app.app_context():
            charters.sign(world.person(LEAD), charter, clock)
    with counted_queries(app) as queries:
        client.get(path.format(own=world.own))
    assert queries.count <= MOST_ON_A_PAGE, queries


def test_the_register_goes_on_over_pages(charter, app, world, clock, visitor):
    with app.app_context():
        charters.sign_for_many(world, charter, clock, 53)
    first = visitor.get("/charter/signatories?sector=school")
    assert len(first.texts("//tbody/tr")) == 50
    assert "Showing 1 to 50 of 53 organisations" in first.text
    second = visitor.get("/charter/signatories?sector=school&page=2")
    assert len(second.texts("//tbody/tr")) == 3
    assert second.tree.xpath("//a[@rel='prev']/@href") == ["/charter/signatories?page=1&sector=school"]
    assert not set(first.texts("//tbody/tr/th")) & set(second.texts("//tbody/tr/th"))


def test_what_other_features_may_ask(signed, acting, app, world, clock):
    with app.app_context(), system_scope(db.session(), "one invited, one only listed"):
        for name, standing in (("Zennor School", Standing.INVITED), ("A Listed School", Standing.LISTED)):
            db.session.add(Organisation(name=name, sector=Sector.SCHOOL, standing=standing, made_at=clock.now()))
        commit()
    with acting(world.person(Role.COORDINATOR, "host")) as actor:
        assert public.current_version(actor).number == 1
        assert public.signature_of(actor, world.own, clock.today()).organisation == "Harrow Hill Council"
        assert public.signature_of(actor, world.provider, clock.today()) is None
        assert public.list_current_signers(actor, clock.today()) == {world.own, world.other}
        charters.publish_next_version(world, clock)
        assert public.list_current_signers(actor, clock.today()) == frozenset(), "a new version asks everybody again"


def test_before_there_is_a_charter_nobody_is_waited_for(acting, world, clock):
    with acting(world.person(Role.COORDINATOR, "host")) as actor:
        assert public.current_version(actor) is None
        assert public.list_current_signers(actor, clock.today()) is None


FREE = {
    "actions": ("text_1", "owner_name_1", "text_2", "owner_name_2"),
    "signatory": ("signatory_name", "job_title", "basis_words", "deputy_name"),
    "statement": ("statement",),
}


@pytest.mark.parametrize("step", FREE)
def test_hostile_words_break_no_form(charter, world, client_of, signatures, step):
    client = client_of(world.person(LEAD))
    strings, names = hostile_texts(100), FREE[step]
    for place in range(0, len(strings), len(names)):
        typed = dict(zip(names, strings[place : place + len(names)], strict=False))
        hidden = client._hidden_fields(f"/charter/sign/{step}")
        sent = {**hidden, "who": "me", "basis": "other", "deputy_email": "sam@example.org", **typed}
        assert client.raw.post(f"/charter/sign/{step}", data=sent).status_code in {303, 422}, typed
    assert signatures() == []


@pytest.mark.parametrize(
    "worst", ['"><script>alert(1)</script> {{ 7 * 7 }}', "\u202e 👩‍👩‍👧 \x01", "=1+1", '#let x = $1$ "q" \\']
)
def test_hostile_words_are_shown_as_words(charter, app, world, clock, visitor, worst):
    """B18."""
    with app.app_context():
        details = replace(charters.DETAILS, signatory_name=worst)
        signature_id = charters.sign(world.person(LEAD), charter, clock, details, worst)
    page = visitor.get(f"/charter/signatories/{world.own}")
    assert not page.tree.xpath("//main//script")
    # What no database keeps, or what turns the direction of the rest, is not kept.
    kept = several_lines(worst)
    assert kept in [paragraph.text_content() for paragraph in page.tree.xpath("//main//p")]
    assert visitor.raw.get(f"/charter/signatures/{signature_id}/certificate.pdf").status_code == 200
