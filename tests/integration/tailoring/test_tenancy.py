"""Whose rows they are: a third organisation reads none of a request, a partner while the row names it (`B13`)."""

from __future__ import annotations

from contextlib import suppress

import pytest
from sqlalchemy import func, select, update
from sqlalchemy.exc import SQLAlchemyError

from network.core import outbox, tenancy, tripwire
from network.core.commit import rollback
from network.core.database import db
from network.core.permissions import Role
from network.core.tenancy import ForeignRow, UnscopedQuery, scoped
from network.tailoring.models import GivingOffer, TailoredInvitation, TailoredRequest
from network.tailoring.queries import invitations, offers, requests
from network.tailoring.service import inviting
from tests.factories import tailoring
from tests.factories.training import acting, actor_of
from tests.support.databases import is_postgresql_run

TABLES = (GivingOffer, TailoredRequest, TailoredInvitation)
REFUSED = (UnscopedQuery, ForeignRow, SQLAlchemyError)


@pytest.fixture
def rows(app, world, clock):
    """A request of `own`, which waits for the champion of `other`."""
    offer = tailoring.offer(app, world, clock)
    request = tailoring.ask(app, world, clock)
    return offer, request, tailoring.invite(app, world, clock, request, offer)


@pytest.fixture
def act(in_app, rows, world):
    """Makes somebody the one for whom the session works."""

    def as_(role, at):
        actor = actor_of(world.person(role, at))
        tenancy.enter(db.session(), actor)
        return actor

    yield as_
    rollback()


MISTAKES = {
    **{f"select {table.__name__}": lambda s, t=table: s.scalars(select(t)).all() for table in TABLES},
    **{f"columns {table.__name__}": lambda s, t=table: s.scalars(select(t.organisation_id)).all() for table in TABLES},
    **{f"count {table.__name__}": lambda s, t=table: s.scalar(select(func.count(t.id))) for table in TABLES},
    **{f"core {table.__name__}": lambda s, t=table: s.execute(select(t.__table__)).all() for table in TABLES},
    **{f"update {table.__name__}": lambda s, t=table: s.execute(update(t).values(version=9)) for table in TABLES},
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_statement_that_nobody_scoped_is_refused(act, mistake):
    act(Role.ORGANISATION_LEAD, "provider")
    with pytest.raises(UnscopedQuery):
        MISTAKES[mistake](db.session())


@pytest.mark.parametrize(
    ("role", "at", "sees"),
    [
        (Role.ORGANISATION_LEAD, "own", (0, 1, 1)),
        (Role.ORGANISATION_LEAD, "other", (1, 1, 1)),
        (Role.ORGANISATION_LEAD, "provider", (0, 0, 0)),
        (Role.COORDINATOR, "host", (1, 1, 1)),
    ],
)
def test_who_is_within_the_outer_fence(act, role, at, sees):
    """Offers are their organisation's, the other two are shared with the partner that they name."""
    actor = act(role, at)
    assert tuple(len(db.session.scalars(scoped(select(table), actor, table)).all()) for table in TABLES) == sees


@pytest.mark.parametrize("at", ["own", "other", "provider"])
def test_the_database_itself_holds_the_fence(act, world, at):
    """Row-level security alone; SQLite has none, which is why there is a tripwire."""
    act(Role.ORGANISATION_LEAD, at)
    tripwire.disarm()
    try:
        counted = tuple(db.session.scalar(select(func.count()).select_from(table.__table__)) for table in TABLES)
        with suppress(SQLAlchemyError):
            found = db.session.execute(update(TailoredRequest.__table__).values(tailor="Ours now"))
            changed = found.rowcount
    finally:
        tripwire.arm()
        rollback()
    wanted = {"own": (0, 1, 1), "other": (1, 1, 1), "provider": (0, 0, 0)}[at]
    assert counted == (wanted if is_postgresql_run() else (1, 1, 1))
    assert changed == (wanted[1] if is_postgresql_run() else 1)


@pytest.mark.parametrize("table", [1, 2])
def test_a_row_by_its_key_is_refused_to_a_third(act, rows, table):
    act(Role.ORGANISATION_LEAD, "provider")
    with pytest.raises(REFUSED):
        db.session.get(TABLES[table], rows[table])


def test_with_a_no_the_partner_reads_the_request_no_more(app, act, rows, world, clock):
    """Its row names nobody then: the fence itself is closed, in the database too."""
    with acting(app, world.person(Role.CHAMPION, "other")) as champion:
        inviting.say_no(champion, rows[2], clock)
    actor = act(Role.CHAMPION, "other")
    assert db.session.scalars(scoped(select(TailoredRequest), actor, TailoredRequest)).all() == []
    tripwire.disarm()
    try:
        count = db.session.scalar(select(func.count()).select_from(TailoredRequest.__table__))
    finally:
        tripwire.arm()
    assert count == (0 if is_postgresql_run() else 1)
    assert len(db.session.scalars(invitations.visible_invitations(actor)).all()) == 1, "that they were asked is theirs"


@pytest.mark.parametrize(("role", "at"), [(Role.ORGANISATION_LEAD, "other"), (Role.FACILITATOR, "other")])
def test_inside_the_fence_their_colleagues_read_nothing_of_it(act, role, at):
    actor = act(role, at)
    assert db.session.scalars(requests.visible_requests(actor)).all() == []
    assert db.session.scalars(invitations.visible_invitations(actor)).all() == []
    assert db.session.scalars(invitations.requests_to_give(actor)).all() == []


def test_an_offer_is_read_by_its_person_their_lead_and_the_coordinator(act, rows):
    for role, at, sees in (
        (Role.CHAMPION, "other", True),
        (Role.ORGANISATION_LEAD, "other", True),
        (Role.COORDINATOR, "host", True),
        (Role.FACILITATOR, "other", False),
        (Role.ORGANISATION_LEAD, "own", False),
    ):
        found = db.session.scalars(offers.visible_offers(act(role, at))).all()
        assert [each.id for each in found] == ([rows[0]] if sees else []), (role, at)


def test_a_request_is_not_moved_to_another_organisation(act, rows, world):
    request = requests.get_request(act(Role.ORGANISATION_LEAD, "own"), rows[1])
    request.organisation_id = world.provider
    with pytest.raises(ForeignRow):
        db.session.flush()


def test_no_page_of_a_third_organisation_says_anything_of_it(app, world, rows, client_of):
    """B16: neither the words, nor who offers what, nor that there is a request."""
    lead = client_of(world.person(Role.ORGANISATION_LEAD, "provider"))
    for path in ("/tailored/", "/tailored/ask", "/tailored/offers", "/"):
        text = lead.get(path).text
        assert "anary" not in text
        assert "Ottermouth" not in text
    answer = client_of.api(world.person(Role.ORGANISATION_LEAD, "provider")).get("/api/v1/training-requests")
    assert answer.json["items"] == []


def test_no_letter_says_what_it_is_about(app, world, clock, rows):
    """U31."""
    with app.app_context():
        letters = [each.email("https://network.example") for each in outbox.waiting_messages()]
    assert letters
    for letter in letters:
        assert not any(word in f"{letter.subject} {letter.text}".lower() for word in ("trauma", "canary", "incident"))
