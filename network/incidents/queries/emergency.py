"""Requests in an emergency: who sees which, and whose reference it is."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, or_, select

from network.core.actor import Actor
from network.core.database import db
from network.core.errors import NotFound
from network.core.tenancy import scoped, system_scope
from network.incidents.models import EmergencyAccess, Referral
from network.incidents.rules.emergency import AGREE_WITHIN
from network.incidents.rules.states import State


def visible_emergencies(actor: Actor) -> Select[EmergencyAccess]:
    """One's own, and those of others that wait; never one about a referral that is the actor's own or was by them.

    The second half says nothing to whom it concerns: to them the request is not there.
    """
    asked = scoped(select(EmergencyAccess), actor, EmergencyAccess).where(
        EmergencyAccess.organisation_id == actor.organisation_id
    )
    concerns_them = scoped(select(Referral.id), actor, Referral).where(
        Referral.id == EmergencyAccess.referral_id,
        or_(Referral.referrer_user_id == actor.user_id, Referral.staff_user_id == actor.user_id),
    )
    return asked.where(or_(EmergencyAccess.asked_by_id == actor.user_id, ~concerns_them.exists()))


def list_emergencies(actor: Actor, now: datetime) -> list[EmergencyAccess]:
    """The actor's own, and what waits for a second person, the latest first."""
    waits = EmergencyAccess.agreed_at.is_(None) & (EmergencyAccess.asked_at > now - AGREE_WITHIN)
    shown = visible_emergencies(actor).where(or_(EmergencyAccess.asked_by_id == actor.user_id, waits))
    return list(db.session.scalars(shown.order_by(EmergencyAccess.asked_at.desc(), EmergencyAccess.id)))


def hold_emergency(actor: Actor, emergency_id: UUID) -> EmergencyAccess:
    """One that the actor sees, which nobody else changes until the transaction ends. Raises NotFound."""
    held = visible_emergencies(actor).where(EmergencyAccess.id == emergency_id)
    found = db.session.scalars(held.with_for_update(of=EmergencyAccess)).first()
    if found is None:
        raise NotFound()
    return found


def find_by_reference(actor: Actor, reference: str) -> Referral | None:
    """Whose reference it is, of the actor's organisation and not about or by the actor; None where nobody's."""
    with system_scope(db.session(), "a reference in an emergency") as system:
        named = scoped(select(Referral), system, Referral).where(
            Referral.organisation_id == actor.organisation_id,
            Referral.reference == reference,
            Referral.state != State.DRAFT,
            Referral.forgotten_at.is_(None),
            Referral.referrer_user_id != actor.user_id,
            or_(Referral.staff_user_id.is_(None), Referral.staff_user_id != actor.user_id),
        )
        return db.session.scalars(named).one_or_none()


def list_agreed(actor: Actor, referral: Referral) -> list[EmergencyAccess]:
    """What was agreed about a referral, for its person; nothing is asked for where nothing was."""
    if not referral.has_emergencies:
        return []
    agreed = scoped(select(EmergencyAccess), actor, EmergencyAccess).where(
        EmergencyAccess.referral_id == referral.id, EmergencyAccess.agreed_at.is_not(None)
    )
    return list(db.session.scalars(agreed.order_by(EmergencyAccess.agreed_at)))
