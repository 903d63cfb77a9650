"""The JSON twin of the pages of sessions to come. It shares the service with them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, replace
from typing import Any
from uuid import UUID

from network.core import audit
from network.core.api import Page, PageQuerySchema, api_blueprint, fields_named
from network.core.commit import commits, records_reading
from network.core.errors import NotFound, RuleBroken
from network.core.guard import requires
from network.core.request import current_actor, current_clock
from network.training.courses.queries import find_course
from network.training.delivery.models import SessionPlace
from network.training.delivery.permissions import DeliveryPermission
from network.training.delivery.queries import answers as answer_reads
from network.training.delivery.queries import places as place_reads
from network.training.delivery.queries import sessions as reads
from network.training.delivery.rules import SessionDraft, Span
from network.training.delivery.schemas import (
    AddedSchema,
    ComingListSchema,
    ComingSchema,
    CourseAnswersSchema,
    GuestListSchema,
    MarkedSchema,
    MarkPartSchema,
    OwnPlaceDraftSchema,
    OwnPlaceSchema,
    PeopleSchema,
    PlaceSchema,
    PresenceSchema,
    SessionAnswersSchema,
    SessionCancellationSchema,
    SessionChangeSchema,
    SessionPlanSchema,
    WalkInsSchema,
)
from network.training.delivery.service import attendance, places, planning
from network.training.delivery.vocabulary import PlaceState
from network.training.roster import Attendee, merge_people

blp = api_blueprint("delivery", "Training sessions to come, and the places at them")


def _shown(session_id: UUID) -> dict[str, Any]:
    actor = current_actor()
    session = reads.get_coming(actor, session_id)
    own = place_reads.find_own(place_reads.own_email(actor), session_id)
    is_booked = own is not None and own.state is PlaceState.BOOKED
    may_join = is_booked or reads.find_to_run(actor, session_id) is not None
    return {
        **{field.name: getattr(session, field.name) for field in fields(session)},
        "places_left": session.places_left,
        "parts": reads.parts_of([session_id])[session_id],
        "joining_link": reads.joining_link_of(session_id) if may_join else None,
        "waiting": place_reads.count_waiting(session_id),
        "own": own.state if own is not None else None,
    }


def _said(said: dict[str, Any]) -> dict[str, Any]:
    """What was sent, as a draft has it."""
    if "course" in said:
        course = find_course(current_actor(), said.pop("course"))
        if course is None:
            raise RuleBroken("course", "There is no course with this code. Choose one of /api/v1/training/courses.")
        said["course_id"] = course.id
    if "parts" in said:
        said["parts"] = tuple(Span(**part) for part in said["parts"])
    if "facilitators" in said:
        said["facilitators"] = tuple(said["facilitators"])
    return said


def _address(session_id: UUID) -> dict[str, str]:
    return {"Location": f"/api/v1/training/coming/{session_id}"}


@blp.route("/training/coming")
@requires(DeliveryPermission.BOOK)
@blp.arguments(PageQuerySchema, location="query")
@blp.response(200, ComingListSchema)
def list_coming(query: dict[str, Any]) -> Page[reads.Coming]:
    """What is to come, of one's own organisation and open to all, the soonest first."""
    return reads.list_coming(current_actor(), current_clock().now(), query["page"], query["page_size"])


@blp.route("/training/coming", methods=["POST"])
@requires(DeliveryPermission.PLAN)
@commits
@blp.arguments(SessionPlanSchema)
@blp.response(201, ComingSchema)
def plan_session(body: dict[str, Any]) -> tuple[dict[str, Any], int, dict[str, str]]:
    """Plans a session, or one a week; the first of them is answered."""
    weeks = body.pop("weeks")
    with fields_named(more_days="parts", starts_on="parts", starts_at="parts", ends_at="parts"):
        planned = planning.plan_sessions(current_actor(), SessionDraft(**_said(body)), weeks, current_clock())
    return _shown(planned[0].id), 201, _address(planned[0].id)


@blp.route("/training/coming/<uuid:session_id>")
@requires(DeliveryPermission.BOOK)
@blp.etag
@blp.response(200, ComingSchema)
def show_session(session_id: UUID) -> dict[str, Any]:
    """One session."""
    return _shown(session_id)


@blp.route("/training/coming/<uuid:session_id>", methods=["PATCH"])
@requires(DeliveryPermission.RUN)
@commits
@blp.etag
@blp.arguments(SessionChangeSchema)
@blp.response(200, ComingSchema)
def change_session(body: dict[str, Any], session_id: UUID) -> dict[str, Any]:
    """Changes what is sent of a session; needs `If-Match`."""
    actor = current_actor()
    session = reads.get_to_run(actor, session_id)
    blp.check_etag(_shown(session_id), ComingSchema)
    reason = body.pop("reason", "")
    with fields_named(more_days="parts", starts_on="parts", starts_at="parts", ends_at="parts"):
        draft = replace(planning.draft_of(session), **_said(body))
        planning.change_session(actor, session_id, draft, reason, session.version, current_clock())
    return _shown(session_id)


@blp.route("/training/coming/<uuid:session_id>/cancellation", methods=["POST"])
@requires(DeliveryPermission.RUN)
@commits
@blp.arguments(SessionCancellationSchema)
@blp.response(201, ComingSchema)
def cancel_session(body: dict[str, str], session_id: UUID) -> tuple[dict[str, Any], int, dict[str, str]]:
    """Cancels a session; everybody with a place, and everybody who waits, is told."""
    planning.cancel_session(current_actor(), session_id, body["reason"], current_clock())
    return _shown(session_id), 201, _address(session_id)


def _own(session_id: UUID) -> SessionPlace:
    actor = current_actor()
    reads.get_coming(actor, session_id)
    own = place_reads.find_own(place_reads.own_email(actor), session_id)
    if own is None:
        raise NotFound("We could not find your place at this session.")
    return own


def _place(place: SessionPlace) -> dict[str, Any]:
    return {"state": place.state, "since": place.since, "access_needs": place_reads.own_needs(place)}


@blp.route("/training/coming/<uuid:session_id>/place")
@requires(DeliveryPermission.BOOK)
@blp.response(200, OwnPlaceSchema)
def show_place(session_id: UUID) -> dict[str, Any]:
    """One's own place."""
    return _place(_own(session_id))


@blp.route("/training/coming/<uuid:session_id>/place", methods=["POST"])
@requires(DeliveryPermission.BOOK)
@commits
@blp.arguments(OwnPlaceDraftSchema)
@blp.response(201, OwnPlaceSchema)
def book(body: dict[str, str], session_id: UUID) -> tuple[dict[str, Any], int, dict[str, str]]:
    """A place for the token's person, or one on the waiting list; the one they have, where they have one."""
    held = places.book(current_actor(), session_id, body["access_needs"], current_clock())
    return _place(held), 201, {"Location": f"/api/v1/training/coming/{session_id}/place"}


@blp.route("/training/coming/<uuid:session_id>/place", methods=["DELETE"])
@requires(DeliveryPermission.BOOK)
@commits
@blp.response(204)
def give_back(session_id: UUID) -> None:
    """Gives one's own place back, or leaves the waiting list."""
    places.give_back(current_actor(), _own(session_id), current_clock())


@blp.route("/training/coming/<uuid:session_id>/people")
@requires(DeliveryPermission.BOOK_OTHERS)
@blp.response(200, PlaceSchema(many=True))
def list_people(session_id: UUID) -> Sequence[SessionPlace]:
    """Who of one's own organisation has a place or waits."""
    actor = current_actor()
    reads.get_coming(actor, session_id)
    return place_reads.list_own_people(actor, session_id)


@blp.route("/training/coming/<uuid:session_id>/people", methods=["POST"])
@requires(DeliveryPermission.BOOK_OTHERS)
@commits
@blp.arguments(PeopleSchema)
@blp.response(201, AddedSchema)
def book_people(body: dict[str, Any], session_id: UUID) -> tuple[places.Added, int, dict[str, str]]:
    """Places for colleagues. `errors` name lines by their place in `people`, from 1."""
    people = [Attendee(**person, line=line) for line, person in enumerate(body["people"], 1)]
    with fields_named(names="people"):
        added = places.book_people(current_actor(), session_id, merge_people(people), current_clock())
    return added, 201, {"Location": f"/api/v1/training/coming/{session_id}/people"}


@blp.route("/training/coming/<uuid:session_id>/people/<uuid:place_id>", methods=["DELETE"])
@requires(DeliveryPermission.BOOK_OTHERS)
@commits
@blp.response(204)
def give_back_for(session_id: UUID, place_id: UUID) -> None:
    """Gives a colleague's place back."""
    actor = current_actor()
    places.give_back(actor, place_reads.get_of_own_people(actor, session_id, place_id), current_clock())


@blp.route("/training/coming/<uuid:session_id>/guests")
@requires(DeliveryPermission.RUN)
@records_reading
@blp.arguments(PageQuerySchema, location="query")
@blp.response(200, GuestListSchema)
def list_guests(query: dict[str, Any], session_id: UUID) -> Page[place_reads.Guest]:
    """Who comes and who waits, with what they need and how they were here. For those who hold the session."""
    actor = current_actor()
    held = reads.get_to_run(actor, session_id)
    audit.record(actor, current_clock().now(), "delivery.guests.read", "scheduled_session", held.id)
    return place_reads.list_guests(actor, held, query["page"], query["page_size"])


@blp.route("/training/coming/<uuid:session_id>/guests/<uuid:place_id>", methods=["PUT"])
@requires(DeliveryPermission.RUN)
@commits
@blp.arguments(PresenceSchema)
@blp.response(204)
def mark(body: dict[str, Any], session_id: UUID, place_id: UUID) -> None:
    """Says how somebody was here at one part. What was recorded before is put right."""
    attendance.mark(current_actor(), session_id, body["part"], place_id, body["presence"], current_clock())


@blp.route("/training/coming/<uuid:session_id>/guests", methods=["POST"])
@requires(DeliveryPermission.RUN)
@commits
@blp.arguments(WalkInsSchema)
@blp.response(200, MarkedSchema)
def add_walk_ins(body: dict[str, Any], session_id: UUID) -> dict[str, int]:
    """People who came without a place, each marked as here. `errors` name lines by their place in `people`, from 1."""
    people = [Attendee(**person, line=line) for line, person in enumerate(body["people"], 1)]
    with fields_named(names="people"):
        roster = merge_people(people)
        added = attendance.add_walk_ins(current_actor(), session_id, body["part"], roster, current_clock())
    return {"people": added}


@blp.route("/training/coming/<uuid:session_id>/guests/present", methods=["POST"])
@requires(DeliveryPermission.RUN)
@commits
@blp.arguments(MarkPartSchema)
@blp.response(200, MarkedSchema)
def mark_everybody(body: dict[str, Any], session_id: UUID) -> dict[str, int]:
    """Marks everybody with a place as here whom nobody has marked yet."""
    return {"people": attendance.mark_everybody(current_actor(), session_id, body["part"], current_clock())}


@blp.route("/training/coming/<uuid:session_id>/record", methods=["POST"])
@requires(DeliveryPermission.RUN)
@commits
@blp.response(204)
def record_attendance(session_id: UUID) -> None:
    """Records who completed the course, in the organisation of each. Twice is as good as once."""
    attendance.record_attendance(current_actor(), session_id, current_clock())


@blp.route("/training/coming/<uuid:session_id>/answers")
@requires(DeliveryPermission.RUN)
@blp.response(200, SessionAnswersSchema)
def show_answers(session_id: UUID) -> dict[str, Any]:
    """What people say of a session, for those who hold it; null where fewer than five answered."""
    actor = current_actor()
    summaries = answer_reads.summaries_of(actor, reads.get_to_run(actor, session_id))
    return {occasion.value: summary for occasion, summary in summaries.items()}


@blp.route("/training/answers")
@requires(DeliveryPermission.SEE_ANSWERS)
@blp.response(200, CourseAnswersSchema(many=True))
def list_answers() -> list[answer_reads.CourseAnswers]:
    """Figures and themes by course, of every partner together; courses with five answers or more."""
    return answer_reads.list_by_course(current_actor())
