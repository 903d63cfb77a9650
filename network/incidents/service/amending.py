"""What is put right after a referral was sent: with a log that its person reads (U13, RM)."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID, uuid4

from network.core import crypto
from network.core.actor import Actor
from network.core.clock import Clock
from network.core.database import db
from network.core.errors import Conflict
from network.incidents.models import Amendment, Referral
from network.incidents.queries.module import get_service
from network.incidents.queries.referrals import hold_referral
from network.incidents.rules.answers import Reading
from network.incidents.rules.readers import Capacity
from network.incidents.rules.states import AT_THE_DESK, State, Step, is_closed
from network.incidents.rules.submission import check_narrative, check_staff_member
from network.incidents.sealing import read_particulars, write_particulars
from network.incidents.service.ledger import whose
from network.incidents.service.steps import note, take_step, tell_leads, tell_person, tell_provider
from network.incidents.service.writing import check_department


@dataclass(frozen=True, slots=True)
class Amended:
    """What a manager can put right after sending: how to reach the person, where they work, what happened."""

    staff_telephone: str
    staff_email: str
    narrative: str
    department_id: UUID | None = None


def amend(actor: Actor, referral_id: UUID, amended: Amended, clock: Clock) -> Referral:
    """Puts one's own referral right after it was sent; where the lead asked for it, it goes back to them (RM).

    What it read before is kept, sealed, for its person to see (U13). Raises RuleBroken as the form does, Conflict
    where it has ended.
    """
    referral = hold_referral(actor, Capacity.REFERRER, referral_id)
    if is_closed(referral.state):
        raise Conflict("This has ended, so it can no longer be changed. You can still read it.")
    said = read_particulars(referral, Capacity.REFERRER)
    check_staff_member(
        said.staff_name or "", amended.staff_telephone, amended.staff_email, manager_email=said.manager_email or ""
    )
    check_narrative(amended.narrative)
    if amended.department_id != referral.department_id:
        check_department(actor, get_service(actor), amended.department_id, clock)
        referral.department_id = amended.department_id
    parts = {
        "staff_telephone": amended.staff_telephone,
        "staff_email": amended.staff_email,
        "narrative": amended.narrative,
    }
    changed = {part: text for part, text in parts.items() if text != (getattr(said, part) or "")}
    _keep_what_was(actor, referral, {part: getattr(said, part) for part in changed}, clock)
    write_particulars(referral, changed, clock)
    if changed:
        referral.amended_at = clock.now()
    if "narrative" in changed and referral.reading is Reading.READ and referral.state in AT_THE_DESK:
        referral.reading = Reading.WAITING  # what they read is not what goes on
    note(actor, referral, "amended", clock, dict.fromkeys(changed, "changed"))
    _send_on(actor, referral, bool(changed), clock)
    return referral


def _keep_what_was(actor: Actor, referral: Referral, before: dict[str, str | None], clock: Clock) -> None:
    rows = [
        Amendment(**{**whose(referral), "id": uuid4()}, part=part, amended_at=clock.now(), amended_by_id=actor.user_id)
        for part in before
    ]
    sealed = crypto.seal_all({row.place: text for row in rows if (text := before[row.part])}, clock)
    for row in rows:
        row.was_sealed = sealed.get(row.place)
    db.session.add_all(rows)


def _send_on(actor: Actor, referral: Referral, is_changed: bool, clock: Clock) -> None:
    if referral.state is State.SENT_BACK:
        taken = take_step(actor, referral, Step.SEND_AGAIN, clock)
        tell_leads(referral, taken.id, clock)
        key = taken.id
    elif is_changed:
        key = uuid4()
        tell_leads(referral, key, clock)
        tell_provider(referral, key, clock)
    else:
        return
    tell_person(referral, key, clock)
