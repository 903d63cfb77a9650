"""The support service of two organisations that become one. What is said of it says nothing of any case."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final, TypeVar
from uuid import UUID

from sqlalchemy import delete, select

from network.core import crypto
from network.core.actor import SystemActor
from network.core.clock import Clock
from network.core.crypto import Place
from network.core.database import db
from network.core.tenancy import scoped
from network.feature import Merger
from network.incidents.models import (
    Amendment,
    ClosingSummary,
    ColleagueOffer,
    Complaint,
    EligibleDepartment,
    IncidentModule,
    QuestionnaireAnswer,
    Referral,
    TherapistRoom,
)
from network.incidents.queries.offers import OFFER_MARK
from network.incidents.rules.readers import SEALED
from network.incidents.service.referring import STAFF_MARK
from network.organisations.models import Department

JOB: Final = SystemActor("incidents: two organisations become one")
SEALED_IN: Final[Mapping[type[Any], tuple[str, ...]]] = {
    Referral: tuple(f"{part}_sealed" for part in SEALED),
    Amendment: ("was_sealed",),
    ClosingSummary: ("content_sealed", "text_sealed", "comment_sealed"),
    ColleagueOffer: ("address_sealed", "answer_sealed"),
    Complaint: ("words_sealed", "answer_sealed"),
    QuestionnaireAnswer: ("words_sealed",),
}
"""What is sealed for its organisation, and is sealed anew where that becomes another."""

Row = TypeVar("Row", Referral, Amendment, ClosingSummary, ColleagueOffer, Complaint, QuestionnaireAnswer)


@dataclass(frozen=True, slots=True)
class Kept:
    """A sealed value, and where it was sealed for."""

    row: Referral | Amendment | ClosingSummary | ColleagueOffer | Complaint | QuestionnaireAnswer
    place: Place


@contextmanager
def settle(merger: Merger, clock: Clock) -> Iterator[list[str]]:
    """Every referral goes on as it is, under the organisation that there is now. Nobody is told that there is any."""
    eligible = _keep_one_service(merger)
    _keep_one_word_each(merger)
    referrals, offers = _theirs(merger, Referral), _theirs(merger, ColleagueOffer)
    answers, complaints = _theirs(merger, QuestionnaireAnswer), _theirs(merger, Complaint)
    kept = [
        Kept(row, Place(merger.former_id, row.__tablename__, column, row.id))
        for rows in (
            referrals,
            _theirs(merger, Amendment),
            _theirs(merger, ClosingSummary),
            offers,
            answers,
            complaints,
        )
        for row in rows
        for column in SEALED_IN[type(row)]
        if getattr(row, column) is not None
    ]
    again = crypto.rehome(
        {each.place: getattr(each.row, each.place.column) for each in kept}, merger.successor_id, clock
    )
    marks = _marks(referrals, merger.successor_id, clock)
    offer_marks = _offer_marks(offers, merger.successor_id, clock)
    yield []
    for each in kept:
        setattr(each.row, each.place.column, again[each.place])
    for referral in referrals:
        referral.staff_mark = marks.get(referral.id)
    for offer in offers:
        offer.address_mark = offer_marks[offer.id]
    db.session.add_all(eligible)


def _theirs(merger: Merger, model: type[Row]) -> list[Row]:
    return list(db.session.scalars(scoped(select(model), JOB, model).where(model.organisation_id == merger.former_id)))


def _marks(referrals: list[Referral], organisation_id: UUID, clock: Clock) -> dict[UUID, bytes]:
    """What finds the referrals of those who have no account yet, once they have one."""
    waiting = {
        referral.place_of("staff_email"): referral
        for referral in referrals
        if referral.staff_mark is not None and referral.staff_email_sealed is not None
    }
    opened = crypto.unseal_all({place: each.staff_email_sealed or b"" for place, each in waiting.items()})
    return {
        waiting[place].id: crypto.mark_of(email.lower(), organisation_id, STAFF_MARK, clock)
        for place, email in opened.items()
    }


def _offer_marks(offers: list[ColleagueOffer], organisation_id: UUID, clock: Clock) -> dict[UUID, bytes]:
    """What those who were offered support find it by."""
    opened = crypto.unseal_all({each.place_of("address"): each.address_sealed for each in offers})
    return {
        place.row_id: crypto.mark_of(address, organisation_id, OFFER_MARK, clock) for place, address in opened.items()
    }


def _keep_one_service(merger: Merger) -> list[EligibleDepartment]:
    """The successor's, unless only the former's is on. The departments of both can then be referred from.

    Those of the former are returned, to be listed once they are the successor's, where its list is a short one.
    """
    theirs, ours = _find_service(merger.former_id), _find_service(merger.successor_id)
    if theirs is None or ours is None:
        return []
    kept, given_up = (theirs, ours) if theirs.is_on and not ours.is_on else (ours, theirs)
    of_kept, of_given_up = _listed(kept.organisation_id), _listed(given_up.organisation_id)
    added = (of_given_up or _every_department(given_up.organisation_id)) if of_kept else []
    everywhere = scoped(delete(EligibleDepartment), JOB, EligibleDepartment)
    db.session.execute(everywhere.where(EligibleDepartment.module_id == given_up.id))
    db.session.delete(given_up)
    db.session.flush()
    return [
        EligibleDepartment(organisation_id=merger.successor_id, module_id=kept.id, department_id=each) for each in added
    ]


def _keep_one_word_each(merger: Merger) -> None:
    """A therapist of two providers that become one has said twice how much room they have: the successor's stands."""
    said = scoped(select(TherapistRoom.user_id), JOB, TherapistRoom)
    at_successor = said.where(TherapistRoom.organisation_id == merger.successor_id)
    twice = scoped(delete(TherapistRoom), JOB, TherapistRoom).where(
        TherapistRoom.organisation_id == merger.former_id, TherapistRoom.user_id.in_(at_successor)
    )
    db.session.execute(twice)


def _find_service(organisation_id: UUID) -> IncidentModule | None:
    modules = scoped(select(IncidentModule), JOB, IncidentModule)
    return db.session.scalars(modules.where(IncidentModule.organisation_id == organisation_id)).one_or_none()


def _listed(organisation_id: UUID) -> list[UUID]:
    listed = scoped(select(EligibleDepartment.department_id), JOB, EligibleDepartment)
    return list(db.session.scalars(listed.where(EligibleDepartment.organisation_id == organisation_id)))


def _every_department(organisation_id: UUID) -> list[UUID]:
    every = scoped(select(Department.id), JOB, Department)
    return list(db.session.scalars(every.where(Department.organisation_id == organisation_id)))
