"""The verbs: asking, answering, ending with thanks."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select

from network.accounts.models import User
from network.champions import membership, queries, rules
from network.champions.messages import ChampionAsked, ChampionThanked
from network.champions.models import Champion
from network.champions.vocabulary import ChampionState
from network.core import audit, outbox
from network.core.actor import Actor, SystemActor
from network.core.clock import Clock, local_date
from network.core.database import db, new_id
from network.core.errors import Conflict, RuleBroken
from network.core.tenancy import scoped
from network.organisations.models import Organisation
from network.organisations.public import list_departments

MOST_AT_ONCE = 500


def register_champion(actor: Actor, user_id: UUID, clock: Clock, department_id: UUID | None = None) -> Champion:
    """Asks a person of the actor's organisation to be a champion; they are one when they agree. (CP-1)

    They are written to. RuleBroken names `person`: somebody of no role here, asked already, or a champion; or
    `department`, for one that is not the organisation's.
    """
    if department_id and department_id not in {each.id for each in list_departments(actor, actor.organisation_id)}:
        raise RuleBroken("department", "Choose a department from the list")
    person = next((each for each in queries.list_askable(actor, clock) if each.id == user_id), None)
    if person is None:
        raise RuleBroken("person", "Choose somebody of your organisation who is not a champion yet.")
    champion = Champion(
        id=new_id(),
        organisation_id=actor.organisation_id,
        user_id=user_id,
        department_id=department_id,
        state=ChampionState.PROPOSED,
        registered_by_id=actor.user_id,
        registered_at=clock.now(),
    )
    db.session.add(champion)
    _record(actor, "asked", champion, clock.now())
    asked = ChampionAsked(to=person.email, name=person.name, organisation=_name_of(champion.organisation_id))
    outbox.enqueue(asked, clock, unique_key=f"champion asked {champion.id}")
    return champion


def agree(actor: Actor, champion_id: UUID, clock: Clock) -> date:
    """The person says yes: they are a champion from now on and hold the role. Conflict where it was answered.

    The day from which they hold it: today, or later where a lead had granted it from then on.
    """
    champion = queries.get_own(actor, champion_id)
    rules.check_answerable(champion.state)
    champion.state, champion.answered_at = ChampionState.ACTIVE, clock.now()
    starts_on = membership.grant(champion.user_id, champion.organisation_id, clock)
    _record(actor, "agreed", champion, clock.now())
    return starts_on


def decline(actor: Actor, champion_id: UUID, clock: Clock) -> Champion:
    """The person says no; no reason is asked (`U15`). Conflict where it was answered."""
    champion = queries.get_own(actor, champion_id)
    rules.check_answerable(champion.state)
    champion.state, champion.answered_at = ChampionState.DECLINED, clock.now()
    _record(actor, "declined", champion, clock.now())
    return champion


def step_down(actor: Actor, champion_id: UUID, clock: Clock) -> Champion:
    """The champion ends it themselves, without a reason (`U15`)."""
    champion = queries.get_own(actor, champion_id)
    return _end(actor, champion, "", clock)


def end_champion(
    actor: Actor, champion_id: UUID, thanks: str, clock: Clock, *, seen_version: int | None = None
) -> Champion:
    """The lead ends it, with thanks in their own words if they like. The row stays, as history.

    RuleBroken names `thanks`; Conflict for somebody who is no champion now, and where it was changed since
    `seen_version` was read; NotFound for another organisation's.
    """
    champion = queries.get_champion(actor, champion_id)
    if seen_version not in (None, champion.version):
        yours = {"State": ChampionState.ENDED.label, "Thanks": thanks}
        raise Conflict(yours=yours, theirs={"State": champion.state.label, "Thanks": champion.thanks})
    rules.check_thanks(thanks)
    return _end(actor, champion, thanks, clock)


def end_with_role(system: SystemActor, at: datetime, *, user_id: UUID | None = None) -> None:
    """Ends the time of every active champion whose role is over; of one person, where it is known whose it may be."""
    for champion, role_ended_on in queries.list_over(system, local_date(at), MOST_AT_ONCE, user_id):
        answered_on = local_date(champion.answered_at or champion.registered_at)
        champion.state = ChampionState.ENDED
        champion.ended_on = rules.last_day_as_champion(role_ended_on, answered_on)
        _record(system, "ended", champion, at)


def _end(actor: Actor, champion: Champion, thanks: str, clock: Clock) -> Champion:
    rules.check_endable(champion.state)
    was_active = champion.state is ChampionState.ACTIVE
    champion.state = rules.state_after_end(champion.state)
    champion.ended_on, champion.thanks = clock.today(), thanks
    if was_active:
        membership.end(champion.user_id, champion.organisation_id, clock)
        _thank(actor, champion, clock)
    _record(actor, "ended", champion, clock.now())
    return champion


def _thank(actor: Actor, champion: Champion, clock: Clock) -> None:
    person = db.session.execute(
        scoped(select(User.name, User.email), actor, User).where(User.id == champion.user_id)
    ).one()
    organisation = _name_of(champion.organisation_id)
    thanked = ChampionThanked(to=person.email, name=person.name, organisation=organisation, thanks=champion.thanks)
    outbox.enqueue(thanked, clock, unique_key=f"champion thanked {champion.id}")


def _name_of(organisation_id: UUID) -> str:
    return db.session.execute(select(Organisation.name).where(Organisation.id == organisation_id)).scalar_one()


def _record(actor: Actor | SystemActor, what: str, champion: Champion, at: datetime) -> None:
    audit.record(
        actor,
        at,
        f"champions.champion.{what}",
        "champion",
        champion.id,
        organisation_id=champion.organisation_id,
        changes={"person": str(champion.user_id), "state": champion.state.value},
    )
