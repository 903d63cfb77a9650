"""Complaints: made to a lead of one's own choice, acknowledged within 30 days, answered, or taken back."""

from __future__ import annotations

from functools import cache, partial
from uuid import UUID, uuid4

from sqlalchemy import select

from network.accounts.public import find_person
from network.core import audit, outbox
from network.core.actor import Actor, SystemActor
from network.core.clock import Clock, out_of_quiet_hours
from network.core.database import db
from network.core.errors import NotFound, RuleBroken
from network.core.tenancy import scoped
from network.incidents.complaining import ComplaintShown, seal_answer, seal_words, show_complaints
from network.incidents.messages import DeskChanged, DueSoon, PageChanged
from network.incidents.models import Complaint
from network.incidents.queries.complaints import (
    complaints_to_read,
    hold_complaint,
    is_complaint_offered,
    list_complaints,
    list_lead_ids,
    list_readers,
    list_unanswered,
    own_complaints,
    quiet_days_of,
)
from network.incidents.rules.complaints import (
    ComplaintState,
    ComplaintStep,
    acknowledge_by,
    check_answer,
    check_complaint,
    check_is_unread,
    complaint_kept_until,
    is_over,
    is_to_be_nudged,
    next_complaint_state,
)
from network.incidents.rules.quiet import when_to_write

ENTITY = "complaint"
JOB = "complaints that are to be acknowledged"
COMPLAINTS = "/support/complaints"
OWN_COMPLAINTS = "/support/own-complaints"


def open_own_complaints(actor: Actor, clock: Clock) -> list[ComplaintShown]:
    """What the actor complained of here, the latest first. NotFound where there is no service to complain of."""
    _check_offered(actor)
    _note(actor, None, "own-listed", clock)
    return show_complaints(list_complaints(own_complaints(actor)))


def open_own_complaint(actor: Actor, complaint_id: UUID, clock: Clock) -> ComplaintShown:
    """One that the actor made. NotFound for everybody else."""
    complaint = hold_complaint(own_complaints(actor), complaint_id)
    _note(actor, complaint, "own-opened", clock)
    return show_complaints([complaint])[0]


def make_complaint(actor: Actor, reader_id: UUID | None, words: str, clock: Clock) -> Complaint:
    """Makes a complaint to one lead of the actor's organisation, whom they choose, and starts its 30 days.

    RuleBroken on `reader_id` for anybody else, on `words` for none or more than 1,000 characters; NotFound where there
    is no service to complain of.
    """
    _check_offered(actor)
    reader_id = _checked_reader(actor, reader_id, clock)
    check_complaint(words)
    complaint = Complaint(
        id=uuid4(),
        organisation_id=actor.organisation_id,
        state=ComplaintState.RECEIVED,
        complainant_user_id=actor.user_id,
        reader_user_id=reader_id,
        made_at=clock.now(),
        acknowledge_by_on=acknowledge_by(clock.today()),
        kept_until=complaint_kept_until(ComplaintState.RECEIVED, clock.now()),
    )
    seal_words(complaint, words, clock)
    db.session.add(complaint)
    db.session.flush()
    _note(actor, complaint, "made", clock)
    _tell_reader(complaint, clock)
    return complaint


def choose_another_reader(actor: Actor, complaint_id: UUID, reader_id: UUID | None, clock: Clock) -> Complaint:
    """Gives it to another lead where who was chosen leads no more. Its 30 days go on as they began.

    NotFound for what is not theirs; Conflict while who was chosen reads it, and once it is over; RuleBroken on
    `reader_id` for anybody who is not a lead here.
    """
    complaint = hold_complaint(own_complaints(actor), complaint_id)
    check_is_unread(
        complaint.state, is_read=complaint.reader_user_id in {each.id for each in list_readers(actor, clock)}
    )
    complaint.reader_user_id = _checked_reader(actor, reader_id, clock)
    _note(actor, complaint, "reader-chosen", clock)
    _tell_reader(complaint, clock)
    return complaint


def take_back_complaint(actor: Actor, complaint_id: UUID, clock: Clock) -> Complaint:
    """Takes it back until it is answered: its words are deleted at once. NotFound, Conflict once it is answered."""
    complaint = hold_complaint(own_complaints(actor), complaint_id)
    _take(complaint, ComplaintStep.TAKE_BACK, clock)
    complaint.taken_back_at = clock.now()
    complaint.words_sealed = None
    _note(actor, complaint, "taken-back", clock)
    _tell_reader(complaint, clock)
    return complaint


def open_complaints(actor: Actor, clock: Clock) -> list[ComplaintShown]:
    """What was made to the actor, the latest first."""
    _note(actor, None, "listed", clock)
    return show_complaints(list_complaints(complaints_to_read(actor)))


def open_complaint(actor: Actor, complaint_id: UUID, clock: Clock) -> ComplaintShown:
    """One that was made to the actor. NotFound for everybody whom its writer did not choose."""
    complaint = hold_complaint(complaints_to_read(actor), complaint_id)
    _note(actor, complaint, "opened", clock)
    return show_complaints([complaint])[0]


def acknowledge_complaint(actor: Actor, complaint_id: UUID, clock: Clock) -> Complaint:
    """Says that it was read, which its writer sees. NotFound as `open_complaint`, Conflict where it has moved on."""
    complaint = hold_complaint(complaints_to_read(actor), complaint_id)
    _take(complaint, ComplaintStep.ACKNOWLEDGE, clock)
    complaint.acknowledged_at = clock.now()
    _note(actor, complaint, "acknowledged", clock)
    _tell_writer(complaint, clock)
    return complaint


def answer_complaint(actor: Actor, complaint_id: UUID, answer: str, clock: Clock) -> Complaint:
    """Answers it in at most 1,000 characters, and has acknowledged it by that. Raises as `acknowledge_complaint`."""
    complaint = hold_complaint(complaints_to_read(actor), complaint_id)
    check_answer(answer)
    seal_answer(complaint, answer, clock)
    _take(complaint, ComplaintStep.ANSWER, clock)
    complaint.acknowledged_at = complaint.acknowledged_at or clock.now()
    complaint.answered_at = clock.now()
    _note(actor, complaint, "answered", clock)
    _tell_writer(complaint, clock)
    return complaint


def nudge_complaints(clock: Clock) -> None:
    """Tells whoever was chosen, once, that a complaint is to be acknowledged within the week.

    Where they lead no more, its writer is told, once, that their page asks for somebody else.
    """
    leads = cache(partial(list_lead_ids, clock=clock))
    for complaint in list_unanswered(SystemActor(JOB)):
        if complaint.reader_user_id not in leads(complaint.organisation_id):
            _tell_writer(complaint, clock, f"without-{complaint.reader_user_id}")
        elif complaint.acknowledged_at is None and is_to_be_nudged(complaint.acknowledge_by_on, clock.today()):
            _nudge_reader(complaint, clock)


def forget_complaints(system: SystemActor, clock: Clock) -> set[tuple[UUID, UUID]]:
    """Deletes those whose time is over; whose they were, by organisation and person, for what else goes with them."""
    over = scoped(select(Complaint), system, Complaint).where(Complaint.kept_until <= clock.now())
    theirs = set()
    for complaint in db.session.scalars(over).all():
        theirs.add((complaint.organisation_id, complaint.complainant_user_id))
        _note(system, complaint, "forgotten", clock)
        db.session.delete(complaint)
    db.session.flush()
    return theirs


def open_complaint_form(actor: Actor, clock: Clock) -> None:
    """The page on which somebody complains. NotFound where there is no service to complain of."""
    _check_offered(actor)
    _note(actor, None, "own-opened", clock)


def _check_offered(actor: Actor) -> None:
    if not is_complaint_offered(actor):
        raise NotFound()


def _checked_reader(actor: Actor, reader_id: UUID | None, clock: Clock) -> UUID:
    if reader_id is None or reader_id not in {each.id for each in list_readers(actor, clock)}:
        raise RuleBroken("reader_id", "Choose who reads it")
    return reader_id


def _take(complaint: Complaint, step: ComplaintStep, clock: Clock) -> None:
    """What is over is kept from now; what is not, from when it was made."""
    complaint.state = next_complaint_state(complaint.state, step)
    since = clock.now() if is_over(complaint.state) else complaint.made_at
    complaint.kept_until = complaint_kept_until(complaint.state, since)


def _tell_reader(complaint: Complaint, clock: Clock) -> None:
    reader = find_person(complaint.reader_user_id)
    if reader is not None:
        key = f"incidents.desk-changed:{complaint.id}:{complaint.state}:{reader.id}"
        outbox.enqueue(DeskChanged(reader.email, COMPLAINTS), clock, unique_key=key)


def _nudge_reader(complaint: Complaint, clock: Clock) -> None:
    reader = find_person(complaint.reader_user_id)
    if reader is not None:
        key = f"incidents.due-soon:{complaint.id}:{reader.id}"
        later = out_of_quiet_hours(clock.now())
        outbox.enqueue(DueSoon(reader.email, COMPLAINTS), clock, unique_key=key, not_before=later)


def _tell_writer(complaint: Complaint, clock: Clock, because: str | None = None) -> None:
    """Never between 8pm and 7:30am, on a key date or in a pause of theirs (U33)."""
    writer = find_person(complaint.complainant_user_id)
    if writer is not None:
        days, paused_until = quiet_days_of(writer.id)
        later = when_to_write(clock.now(), days, paused_until)
        key = f"incidents.page:{complaint.id}:{because or complaint.state}"
        outbox.enqueue(PageChanged(writer.email, OWN_COMPLAINTS), clock, unique_key=key, not_before=later)


def _note(actor: Actor | SystemActor, complaint: Complaint | None, verb: str, clock: Clock) -> None:
    """The one entry of a request. It holds nothing of what is said."""
    audit.record(
        actor,
        clock.now(),
        f"incidents.{ENTITY}.{verb}",
        ENTITY,
        complaint.id if complaint is not None else None,
        organisation_id=complaint.organisation_id if complaint is not None else None,
    )
