"""Forgetting: drafts that were not sent, and what was said of people in referrals that closed (B30)."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import and_, delete, or_, select, update

from network.accounts.public import find_person, find_user_id, forget_private_role
from network.core import audit, crypto
from network.core.actor import SystemActor
from network.core.clock import Clock
from network.core.database import db
from network.core.erasures import Erased, erase, note_erasure
from network.core.suppression import quarter_of
from network.core.tenancy import scoped
from network.incidents.models import (
    Amendment,
    ClosingSummary,
    ColleagueOffer,
    EmergencyAccess,
    GroupSupport,
    KeyDate,
    LegalHold,
    QuestionnaireAnswer,
    QuestionnaireTurn,
    Referral,
    ReferralStep,
    SessionMove,
    SupportSession,
    TherapistAsk,
)
from network.incidents.queries.complaints import has_complained
from network.incidents.queries.keeping import past
from network.incidents.queries.offers import OFFER_MARK
from network.incidents.rules.emergency import KEPT as EMERGENCY_KEPT
from network.incidents.rules.groups import ASKED_KEPT, GroupState
from network.incidents.rules.offers import OFFER_KEPT
from network.incidents.rules.questions import QUARTERS_KEPT, TURN_KEPT
from network.incidents.rules.readers import SEALED
from network.incidents.rules.states import State
from network.incidents.service.complaints import forget_complaints
from network.incidents.service.skeletons import forget_skeletons, forget_summaries, give_pseudonym
from network.incidents.service.steps import note

JOB = "forget referrals"


def forget(clock: Clock) -> None:
    """Deletes drafts whose time is over, and empties referrals whose time is over of everything about people.

    What stays of a referral, until its last day, is its way: states and instants under a pseudonym. A role that the
    person was given for their page alone goes with their name.
    """
    system, now = SystemActor(JOB), clock.now()
    _forget_holds(system, clock)
    _forget_emergencies(system, clock)
    old_drafts = scoped(select(Referral), system, Referral).where(
        Referral.state == State.DRAFT, Referral.kept_until <= now
    )
    for draft in db.session.scalars(old_drafts):
        note(system, draft, "draft-forgotten", clock)
        erase(draft, clock)
    old = past(system, Referral.kept_until, clock).where(Referral.forgotten_at.is_(None))
    for referral in db.session.scalars(old).all():
        _forget_particulars(system, referral, clock)
    forget_summaries(system, clock)
    _unlink_persons(system, clock)
    forget_skeletons(system, clock)
    _forget_offers(system, clock)
    _forget_groups(system, clock)
    _forget_questions(system, clock)
    for organisation_id, person_id in forget_complaints(system, clock):
        _forget_role(system, organisation_id, person_id, clock)


def empty_again(referral_id: UUID, clock: Clock) -> bool:
    """Empties a referral that a restored backup brought back as it was; whether there was anything left (B32)."""
    system = SystemActor(JOB)
    full = scoped(select(Referral), system, Referral).where(Referral.id == referral_id, Referral.forgotten_at.is_(None))
    referral = db.session.scalars(full).one_or_none()
    if referral is not None:
        _forget_particulars(system, referral, clock)
        _unlink_persons(system, clock)
    return referral is not None


def _forget_particulars(system: SystemActor, referral: Referral, clock: Clock) -> None:
    note_erasure(referral, Erased.EMPTIED, clock)
    _empty(system, referral)
    referral.forgotten_at = clock.now()
    note(system, referral, "forgotten", clock)


def _unlink_persons(system: SystemActor, clock: Clock) -> None:
    """Whose it was goes too, once they have no more to read than their manager has.

    While there is a summary that was given to both, it is theirs as long as their manager's (CI-19).
    """
    given = scoped(select(ClosingSummary.referral_id), system, ClosingSummary).where(
        ClosingSummary.released_at.is_not(None)
    )
    emptied = scoped(select(Referral), system, Referral).where(
        Referral.forgotten_at.is_not(None), Referral.staff_user_id.is_not(None), Referral.id.not_in(given)
    )
    for referral in db.session.scalars(emptied).all():
        person_id, referral.staff_user_id = referral.staff_user_id, None
        if person_id is not None:
            _forget_person(system, referral, person_id, clock)


def _forget_holds(system: SystemActor, clock: Clock) -> None:
    """Whose last day is over; that there was one is the audit's to tell."""
    db.session.execute(scoped(delete(LegalHold), system, LegalHold).where(LegalHold.until_on < clock.today()))
    freed = scoped(update(Referral), system, Referral).where(Referral.held_until < clock.today())
    db.session.execute(freed.values(held_until=None))


def _forget_emergencies(system: SystemActor, clock: Clock) -> None:
    """What nobody agreed to, or was nobody's reference. What was opened goes with what it opened."""
    spent = scoped(delete(EmergencyAccess), system, EmergencyAccess).where(
        EmergencyAccess.asked_at <= clock.now() - EMERGENCY_KEPT,
        or_(EmergencyAccess.agreed_at.is_(None), EmergencyAccess.referral_id.is_(None)),
    )
    db.session.execute(spent)


def _empty(system: SystemActor, referral: Referral) -> None:
    """What was moved and why, which dates were to come, and what was put right go with the words themselves."""
    for part in SEALED:
        setattr(referral, f"{part}_sealed", None)
    referral.staff_mark = None
    give_pseudonym(system, referral)
    unlinked = scoped(update(SupportSession), system, SupportSession).where(SupportSession.referral_id == referral.id)
    db.session.execute(unlinked.values(key_date_id=None))
    for model in (SessionMove, KeyDate, Amendment, EmergencyAccess, TherapistAsk):
        db.session.execute(scoped(delete(model), system, model).where(model.referral_id == referral.id))


def _forget_person(system: SystemActor, referral: Referral, person_id: UUID, clock: Clock) -> None:
    """Neither the steps that they took nor a role that it alone brought them say that it was theirs.

    The audit does, for as long as an audit is kept: who read and wrote what is its purpose (B26).
    """
    own_steps = scoped(update(ReferralStep), system, ReferralStep).where(
        ReferralStep.referral_id == referral.id, ReferralStep.user_id == person_id
    )
    db.session.execute(own_steps.values(user_id=None))
    _forget_role(system, referral.organisation_id, person_id, clock)


def _forget_role(system: SystemActor, organisation_id: UUID, person_id: UUID, clock: Clock) -> None:
    """A role that nobody sees goes once nothing is left that its person could look at."""
    referrals = scoped(select(Referral.id), system, Referral).where(
        Referral.organisation_id == organisation_id, Referral.staff_user_id == person_id
    )
    person = find_person(person_id)
    marks = crypto.marks_of(person.email.lower(), organisation_id, OFFER_MARK) if person is not None else []
    offers = scoped(select(ColleagueOffer.id), system, ColleagueOffer).where(ColleagueOffer.address_mark.in_(marks))
    is_left = has_complained(system, organisation_id, person_id)
    if not is_left and db.session.scalar(referrals.limit(1)) is None and db.session.scalar(offers.limit(1)) is None:
        forget_private_role(person_id, organisation_id, clock)


def _forget_offers(system: SystemActor, clock: Clock) -> None:
    """Offers to colleagues lapse after 30 days, whatever was answered, with the role that one alone brought (CI-9)."""
    lapsed = scoped(select(ColleagueOffer), system, ColleagueOffer).where(
        ColleagueOffer.offered_at <= clock.now() - OFFER_KEPT
    )
    offers = db.session.scalars(lapsed).all()
    addresses = crypto.unseal_all({each.place_of("address"): each.address_sealed for each in offers})
    for offer in offers:
        audit.record(
            system, clock.now(), "incidents.offer.forgotten", "offer", None, organisation_id=offer.organisation_id
        )
        erase(offer, clock)
    db.session.flush()
    for organisation_id, address in {(place.organisation_id, address) for place, address in addresses.items()}:
        person_id = find_user_id(address)
        if person_id is not None:
            _forget_role(system, organisation_id, person_id, clock)


def _forget_groups(system: SystemActor, clock: Clock) -> None:
    """That a group was asked is forgotten after 30 days, where nothing was sent (CI-14)."""
    asked = scoped(select(GroupSupport), system, GroupSupport).where(
        GroupSupport.state == GroupState.ASKED, GroupSupport.started_at <= clock.now() - ASKED_KEPT
    )
    for group in db.session.scalars(asked):
        owner_id = group.organisation_id
        audit.record(system, clock.now(), "incidents.group.forgotten", "group", group.id, organisation_id=owner_id)
        erase(group, clock)


def _forget_questions(system: SystemActor, clock: Clock) -> None:
    """Nobody is asked a month after the end; what was answered goes with the second year after its quarter."""
    turns = scoped(delete(QuestionnaireTurn), system, QuestionnaireTurn)
    db.session.execute(turns.where(QuestionnaireTurn.opened_on <= clock.today() - TURN_KEPT))
    oldest = quarter_of(clock.today()).after(-QUARTERS_KEPT)
    answers = scoped(delete(QuestionnaireAnswer), system, QuestionnaireAnswer)
    is_older = or_(
        QuestionnaireAnswer.year < oldest.year,
        and_(QuestionnaireAnswer.year == oldest.year, QuestionnaireAnswer.quarter < oldest.number),
    )
    db.session.execute(answers.where(is_older))
