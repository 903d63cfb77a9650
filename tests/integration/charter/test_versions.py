"""Versions of the charter: written, changed, published, replaced (CH-1, CH-6, D8)."""

from __future__ import annotations

import hashlib
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import select

from network.charter.default_charter import DEFAULT_CHARTER
from network.charter.forms.versions import filled_from
from network.charter.queries import versions
from network.charter.service import versions as service
from network.core.commit import commit
from network.core.database import db
from network.core.errors import NotFound
from network.core.permissions import Role
from network.core.tenancy import system_scope
from network.organisations.models import Organisation
from tests.support.hostile import LONG

NEW = {
    **filled_from(DEFAULT_CHARTER),
    "title": "A shorter charter",
    "principles": "Kindness: we are kind\nCourage: we say what is so",
    "commitments": "Begin\n\nGo on",
}


AFFIRM = {"affirm_by": "2027-02-18"}


@pytest.fixture
def coordinator(world, client_of):
    """The coordinator's browser."""
    return client_of(world.person(Role.COORDINATOR, "host"))


@pytest.fixture
def version(acting, world):
    """Reads a version as the coordinator may."""

    def read(number):
        with acting(world.person(Role.COORDINATOR, "host")) as actor:
            return versions.get_version(actor, number)

    return read


@pytest.fixture
def last_number(acting, world):
    """The highest number that a version has."""

    def read():
        with acting(world.person(Role.COORDINATOR, "host")) as actor:
            return versions.last_number(actor)

    return read


def test_before_the_first_version_the_page_says_what_will_be_there(visitor, coordinator):
    assert "will be shown here" in visitor.get("/charter").text
    assert coordinator.get("/charter").tree.xpath("//main//a[@href='/charter/versions/new']")
    assert "from the first on" in visitor.get("/charter/versions").text


def test_the_default_charter_is_published_once(app, world, clock, visitor):
    with app.app_context(), system_scope(db.session(), "first set-up") as system:
        first = service.publish_default_charter(system, clock)
        again = service.publish_default_charter(system, clock)
        assert (first.id, first.number) == (again.id, 1)
        commit()
    page = visitor.get("/charter")
    assert page.heading.endswith(DEFAULT_CHARTER.title)
    for principle in DEFAULT_CHARTER.principles:
        assert principle.name in page.texts("//main//h3")
    assert len(page.tree.xpath("//main//ol/li")) == len(DEFAULT_CHARTER.commitments)
    assert "SAMHSA" in page.text, "CH-7"


def test_a_charter_needs_a_host(app, world, clock):
    with app.app_context(), system_scope(db.session(), "no host") as system:
        db.session.scalars(select(Organisation).where(Organisation.is_host)).one().is_host = False
        with pytest.raises(NotFound, match="No organisation hosts"):
            service.publish_default_charter(system, clock)


def test_a_draft_is_written_changed_and_published(charter, coordinator, visitor, version, audited):
    form = coordinator.get("/charter/versions/new")
    assert form.tree.xpath("//input[@name='title']/@value") == [DEFAULT_CHARTER.title], "begins as today's"
    coordinator.post("/charter/versions/new", NEW, to="/charter/versions/2")
    visitor.get("/charter/versions/2", status=404)
    visitor.get("/charter/versions/2/text", status=404)
    assert "Version 2" not in visitor.get("/charter/versions").text
    assert "Draft" in coordinator.get("/charter/versions").text

    coordinator.post("/charter/versions/2/edit", {**NEW, "commitments": "Begin\nGo on\nLook back"}, status=303)
    assert version(2).text.commitments == ("Begin", "Go on", "Look back")
    assert [principle.name for principle in version(2).text.principles] == ["Kindness", "Courage"]

    coordinator.post("/charter/versions/2/publish", AFFIRM, to="/charter")
    assert visitor.get("/charter").heading.endswith("A shorter charter")
    former = visitor.get("/charter/versions/1")
    assert "The signatures made on it stand until 18 February 2027" in " ".join(former.text.split())
    verbs = ("draft", "edit", "publish", "withdraw")
    assert [len(audited(f"charter.version.{verb}")) for verb in verbs] == [2, 1, 2, 1]


def test_the_text_to_download_has_the_hash_that_signatures_keep(charter, visitor, version):
    answer = visitor.raw.get("/charter/versions/1/text")
    assert answer.mimetype == "text/plain"
    assert hashlib.sha256(answer.data).hexdigest() == version(1).text_hash
    assert version(1).text_hash in visitor.get("/charter/versions/1").text


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"title": ""}, "Enter a title"),
        ({"title": LONG}, "Shorten this to 200 characters"),
        ({"introduction": " "}, "Write an introduction"),
        ({"introduction": LONG}, "Shorten this to 5,000 characters"),
        ({"definition": ""}, "Write what the partners mean by trauma"),
        ({"definition_source": ""}, "Say where the definition comes from"),
        ({"principles": "Kindness"}, "Line 1 needs a name, a colon and what it means, like Safety: what we do"),
        ({"principles": LONG * 3}, "Keep all the principles together to 20,000 characters"),
        ({"commitments": "\n \n"}, "Write at least one commitment"),
        ({"commitments": "x\n" * 31}, "Keep to 30 commitments or fewer"),
    ],
)
def test_a_draft_with_something_to_mend_is_not_saved(charter, coordinator, last_number, changes, error):
    page = coordinator.post("/charter/versions/new", {**NEW, **changes}, status=422)
    assert page.errors == [error]
    typed = page.tree.xpath("//textarea[@name='commitments']")[0].text or ""
    assert typed.strip() == (changes.get("commitments") or NEW["commitments"]).strip(), "what was typed is kept"
    assert last_number() == 1


def test_the_same_draft_twice_is_one_version(charter, coordinator, last_number):
    sent = {**coordinator._hidden_fields("/charter/versions/new"), **NEW}
    answers = [coordinator.raw.post("/charter/versions/new", data=sent) for _ in range(2)]
    assert [answer.location for answer in answers] == ["/charter/versions/2"] * 2
    assert last_number() == 2


def test_a_draft_that_somebody_else_changed_shows_both_texts(charter, coordinator, version):
    coordinator.post("/charter/versions/new", NEW, to="/charter/versions/2")
    stale = coordinator._hidden_fields("/charter/versions/2/edit")
    coordinator.post("/charter/versions/2/edit", {**NEW, "commitments": "Theirs"}, status=303)
    mine = {**NEW, "commitments": "Mine", **stale}
    page = coordinator._checked(coordinator.raw.post("/charter/versions/2/edit", data=mine), 409)
    assert page.texts("//main//td") == ["Mine", "Theirs"]
    assert version(2).text.commitments == ("Theirs",)


@pytest.mark.parametrize("change", [{"commitments": "Theirs"}, {"title": "Theirs"}])
def test_a_draft_that_was_changed_since_it_was_read_is_not_published(charter, coordinator, version, visitor, change):
    """What is published is what the coordinator read: its words cannot be taken back."""
    coordinator.post("/charter/versions/new", NEW, to="/charter/versions/2")
    read = {**coordinator._hidden_fields("/charter/versions/2/publish"), **AFFIRM}
    coordinator.post("/charter/versions/2/edit", {**NEW, **change}, status=303)
    page = coordinator._checked(coordinator.raw.post("/charter/versions/2/publish", data=read), 409)
    assert "The draft was changed since you opened it" in page.text
    assert version(2).state.value == "draft"
    assert version(1).is_current
    coordinator.post("/charter/versions/2/publish", AFFIRM, to="/charter")


@pytest.mark.parametrize("forged", ["", "0", "-1", "x", "9" * 40])
def test_a_forged_version_changes_nothing(charter, coordinator, version, forged):
    coordinator.post("/charter/versions/new", NEW, to="/charter/versions/2")
    coordinator.post("/charter/versions/2/edit", {**NEW, "commitments": "Forged", "version": forged}, status=409)
    assert version(2).text.commitments == ("Begin", "Go on")


def test_what_was_published_never_changes(charter, coordinator, version):
    before = version(1)
    assert "its words stay as they are" in coordinator.get("/charter/versions/1/edit", status=422).text
    coordinator.post("/charter/versions/1/edit", NEW, status=422, form_at="/charter/versions/new")
    coordinator.post("/charter/versions/1/publish", AFFIRM, status=422, form_at="/charter/versions/new")
    for path in ("publish", "consult", "changes"):
        coordinator.get(f"/charter/versions/1/{path}", status=422)
    assert version(1) == before


@pytest.mark.parametrize("number", ["0", "99", "-1", "x", "32768", "9" * 40])
def test_a_version_that_there_is_not(charter, coordinator, number):
    for path in (f"/charter/versions/{number}", f"/charter/versions/{number}/text", f"/charter/versions/{number}/edit"):
        coordinator.get(path, status=404)


def test_two_who_publish_at_once_leave_one_current_version(charter, world, client_of, acting):
    """The drafts get numbers of their own; the later publication stands, the earlier one is withdrawn."""
    clients = [client_of(world.person(Role.COORDINATOR, "host")) for _ in range(2)]
    forms = [{**client._hidden_fields("/charter/versions/new"), **NEW} for client in clients]
    together = Barrier(2, timeout=20)

    def draft_and_publish(client, sent):
        together.wait()
        drafted = client.raw.post("/charter/versions/new", data=sent)
        together.wait()
        seen = {"csrf_token": sent["csrf_token"], "version": "1", **AFFIRM}
        return drafted.status_code, client.raw.post(f"{drafted.location}/publish", data=seen).status_code

    with ThreadPoolExecutor(2) as threads:
        answers = list(threads.map(draft_and_publish, clients, forms))
    assert answers == [(303, 303), (303, 303)]
    with acting(world.person(Role.COORDINATOR, "host")) as actor:
        states = {row.number: row.state.value for row in versions.list_versions(actor)}
    assert states[1] == "withdrawn"
    assert sorted([states[2], states[3]]) == ["published", "withdrawn"]
