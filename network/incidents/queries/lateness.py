"""What is late of a referral, and what will be soon."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import and_, or_, select

from network.core.actor import Actor, SystemActor
from network.core.database import db
from network.core.tenancy import scoped
from network.incidents.models import Lateness, Referral
from network.incidents.rules.due import Due
from network.incidents.rules.states import State, is_closed


def find_lateness(actor: Actor, referral: Referral) -> dict[Due, Lateness]:
    """What was said of each clock of a referral that was missed."""
    said = scoped(select(Lateness), actor, Lateness).where(
        Lateness.organisation_id == referral.organisation_id, Lateness.referral_id == referral.id
    )
    return {each.due: each for each in db.session.scalars(said)}


def list_running(system: SystemActor) -> Sequence[Referral]:
    """Every referral of which something is still due: not met, or its manager not spoken with."""
    open_states = [state for state in State if not is_closed(state) and state is not State.DRAFT]
    waits_for_contact = and_(Referral.manager_contact_limit_on.is_not(None), Referral.manager_contacted_at.is_(None))
    running = scoped(select(Referral), system, Referral).where(
        Referral.state.in_(open_states), or_(Referral.begun_at.is_(None), waits_for_contact)
    )
    return db.session.scalars(running.order_by(Referral.organisation_id, Referral.id)).all()
