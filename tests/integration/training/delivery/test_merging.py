"""Two organisations become one: links go on, and what was sealed for the one opens for the other."""

from __future__ import annotations

from contextlib import ExitStack

from sqlalchemy import select

from network.core.commit import commit
from network.core.database import db
from network.core.handing_over import hand_over
from network.core.permissions import Role
from network.core.tenancy import scoped, system_scope
from network.feature import Merger
from network.organisations.service.merging import STAYING
from network.training.delivery.feedback import Said
from network.training.delivery.queries.places import own_needs
from network.training.delivery.service import attendance, by_link
from network.training.models import TrainingSession
from tests.factories.delivery import (
    answer,
    answer_tokens,
    book,
    book_names,
    booking_token,
    hold,
    place_token,
    places_of,
    plan,
    stored,
)
from tests.factories.training import acting


def merge(app, world, clock):
    merger = Merger(world.other, "Ottermouth", world.own, is_same=False)
    with app.app_context(), system_scope(db.session(), "a merger of a test"):
        with ExitStack() as stack:
            for settle in app.extensions["mergers"]:
                stack.enter_context(settle(merger, clock))
            hand_over(db.session(), world.other, world.own, STAYING)
        commit()


def test_links_needs_and_words_go_on(app, world, clock, visitor, client_of):
    session_id = plan(app, world, clock, at="other")
    book(app, world.person(Role.MANAGER, "other"), session_id, clock, "A ramp")
    tokens = booking_token(app, session_id), place_token(app, places_of(app, session_id)[0])
    merge(app, world, clock)
    (place,) = places_of(app, session_id)
    assert (place.organisation_id, place.peer_organisation_id) == (world.own, world.own)
    with app.app_context():
        assert own_needs(place) == "A ramp"
        assert by_link.read_session(tokens[0]).organisation_id == world.own
        assert by_link.read_place(tokens[1]).access_needs == "A ramp"
    assert (booking_token(app, session_id), place_token(app, place)) == tokens


def test_words_go_on(app, world, clock, client_of):
    session_id = hold(app, world, clock, 5, at="other")
    for token in answer_tokens(app):
        answer(app, token, clock, Said(5, 5, 5, words="Slower, please"))
    merge(app, world, clock)
    page = client_of(world.person(Role.ORGANISATION_LEAD)).get(f"/training/coming/{session_id}/answers")
    assert page.text.count("Slower, please") == 5


def test_both_had_people_at_one_session(app, world, clock):
    session_id = plan(app, world, clock, is_open_to_all=True)
    for at in ("own", "other"):
        book_names(app, world.person(Role.CHAMPION, at), session_id, clock, f"Ann Ash <ann@{at}.example>")
    clock.move_to(stored(app, session_id).starts_at)
    with acting(app, world.person(Role.FACILITATOR)) as actor:
        attendance.mark_everybody(actor, session_id, 1, clock)
    with acting(app, world.person(Role.FACILITATOR)) as actor:
        attendance.record_attendance(actor, session_id, clock)
    merge(app, world, clock)
    with app.app_context(), system_scope(db.session(), "look") as system:
        logged = db.session.scalars(scoped(select(TrainingSession), system, TrainingSession)).all()
    assert {each.organisation_id for each in logged} == {world.own}
    assert sorted(str(each.scheduled_id) for each in logged) == sorted(["None", str(session_id)])
