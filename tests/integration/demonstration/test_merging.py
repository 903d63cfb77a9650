"""Partners of the demonstration become one, whatever they hold: nothing is left behind, lost or unreadable."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from uuid import UUID

import pytest
from sqlalchemy import LargeBinary, func, or_, select

from network.core import crypto, tenancy
from network.core.actor import Actor, SystemActor
from network.core.crypto import Place
from network.core.database import Base, db
from network.core.handing_over import owned
from network.core.permissions import Role
from network.core.tenancy import scoped, unscoped
from network.events.models import Booking
from network.incidents.merging import SEALED_IN
from network.incidents.models import Amendment, ClosingSummary, Referral
from network.incidents.rules.readers import SEALED
from network.organisations.models import Organisation, Standing
from network.organisations.service.merging import STAYING, merge
from network.organisations.vocabulary import Sector
from network.training.coverage import recount, summarised
from network.training.delivery.models import ScheduledSession, SessionPlace
from network.training.signing.models import SignInSheet

SYSTEM = SystemActor("a test looks everywhere")
FEWER = {
    "charter_peer_check": "what two saw of each other is no other partner's look",
    "charter_readiness_answer": "both answered the same line",
    "contact_deputy": "of the contact that stays",
    "coverage_summary": "two buckets of one month are one",
    "directory_entry": "whoever is shown as of both is shown once",
    "incident_department": "of the service that is given up",
    "incident_module": "one organisation has one service",
    "learner": "whoever both know is one person",
    "learner_tier": "whoever both know is one person",
    "workforce_group": "both counted one kind of work",
    "organisation_workstream": "both said something of the same",
    "training_capacity": "one organisation says once when it can train",
    "organisation_logo": "one organisation has one logo",
}
"""The only tables of which two organisations hold more rows than the one that they become, each with its reason."""
HOSTS_ALONE = {"charter_comment.words_sealed", "feedback", "join_request", "register_upload.content"}
"""What is sealed or kept for the host, which never becomes part of another."""
OF_THE_NETWORK = {"invitation", "sign_in_sheet.code_mark"}
"""Sealed for the network itself, whosever row it is."""
PLAIN = {
    "charter_evidence.content",
    "organisation_logo.content",
    "training_declaration.content",
    "training_import.content",
    "training_import.refused",
}


@pytest.fixture
def inside(demo) -> Iterator[None]:
    """A transaction that is taken back."""
    with demo.app.app_context():
        tenancy.enter(db.session(), SYSTEM)
        yield
        db.session.rollback()
        db.session.remove()


def partners() -> list[Organisation]:
    """Those who hold something of a case first: their rows are the ones that are hardest to move."""
    cases = scoped(select(Referral.organisation_id, func.count()), SYSTEM, Referral).group_by(Referral.organisation_id)
    counted = dict(map(tuple, db.session.execute(cases)))
    found = select(Organisation).where(Organisation.standing == Standing.PARTNER, ~Organisation.is_host)
    every = db.session.scalars(found.where(Organisation.sector != Sector.PROVIDER).order_by(Organisation.id))
    return sorted(every, key=lambda each: -counted.get(each.id, 0))


def rows_of(*organisation_ids: UUID) -> Counter[str]:
    """How many rows of each table name one of these organisations as theirs, or as one that reads them.

    A row that one of them shares with another of them is one row.
    """
    counts: Counter[str] = Counter()
    for table, columns in owned(STAYING):
        named = or_(*(column.in_(organisation_ids) for column in columns))
        counts[table.name] = db.session.scalar(unscoped(select(func.count()).select_from(table).where(named), "all"))
    return +counts


def test_everything_goes_on_at_the_one_there_is(demo, inside):
    actor = Actor(UUID(int=1), UUID(int=2), frozenset({Role.COORDINATOR}), frozenset())
    for former, successor in pairwise(partners()[:10]):
        tenancy.enter(db.session(), SYSTEM)
        before = rows_of(former.id, successor.id)
        tenancy.enter(db.session(), actor)
        merge(actor, former.id, successor.id, former.name, demo.clock, is_same=False)
        tenancy.enter(db.session(), SYSTEM)
        assert rows_of(former.id) == Counter()
        assert set(before - rows_of(successor.id)) <= set(FEWER)
    tenancy.enter(db.session(), SYSTEM)
    opened = open_all(successor.id)
    assert opened["referral"] > 20
    member = Actor(UUID(int=1), successor.id, frozenset(), frozenset())
    tenancy.enter(db.session(), member)
    assert summarised(member) == recount(member) != {}


def open_all(organisation_id: UUID) -> Counter[str]:
    """Opens all that is sealed for an organisation; how many texts of each table that were."""
    referrals = scoped(select(Referral), SYSTEM, Referral).where(Referral.organisation_id == organisation_id)
    bookings = scoped(select(Booking), SYSTEM, Booking).where(Booking.organisation_id == organisation_id)
    places = [
        (each.place_of(part), getattr(each, f"{part}_sealed"))
        for each in db.session.scalars(referrals)
        for part in SEALED
    ]
    for model in (Amendment, ClosingSummary):
        written = scoped(select(model), SYSTEM, model).where(model.organisation_id == organisation_id)
        places += [
            (Place(organisation_id, model.__tablename__, column, each.id), getattr(each, column))
            for each in db.session.scalars(written)
            for column in SEALED_IN[model]
        ]
    places += [(each.needs_place(), each.access_needs) for each in db.session.scalars(bookings)]
    sessions = scoped(select(ScheduledSession), SYSTEM, ScheduledSession)
    held = scoped(select(SessionPlace), SYSTEM, SessionPlace).where(SessionPlace.organisation_id == organisation_id)
    sessions = sessions.where(ScheduledSession.organisation_id == organisation_id)
    for statement in (sessions, held):
        places += [(each.link_place(), each.link_sealed) for each in db.session.scalars(statement)]
    sheets = scoped(select(SignInSheet), SYSTEM, SignInSheet).where(SignInSheet.organisation_id == organisation_id)
    for each in db.session.scalars(sheets):
        places += [(each.code_place(), each.code_sealed), (each.link_place(), each.link_sealed)]
    opened = crypto.unseal_all({place: box for place, box in places if box is not None})
    return Counter(place.table for place in opened)


def test_every_sealed_column_was_thought_of():
    """A new one is either sealed anew when its organisation becomes part of another, or it is in one of these lists."""
    anew = {f"referral.{part}_sealed" for part in SEALED} | {"booking.access_needs", "referral.staff_mark"}
    anew |= {"colleague_offer.address_mark"}
    anew |= {f"scheduled_session{of}.link_sealed" for of in ("", "_place")}
    anew |= {"scheduled_session_place.access_needs", "session_answer.words_sealed"}
    anew |= {f"{model.__tablename__}.{column}" for model, columns in SEALED_IN.items() for column in columns}
    anew |= {"sign_in_sheet.code_sealed", "sign_in_sheet.link_sealed"}
    known = anew | HOSTS_ALONE | OF_THE_NETWORK | PLAIN
    unknown = [
        str(column)
        for table in Base.metadata.sorted_tables
        if "organisation_id" in table.columns
        for column in table.columns
        if isinstance(column.type, LargeBinary) and not {str(column), table.name} & known
    ]
    assert unknown == []
