"""The verbs of people: knowing somebody by their e-mail, and that they left or are back."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from network.core import audit
from network.core.actor import Actor
from network.core.clock import Clock
from network.core.errors import RuleBroken
from network.core.text import unaccented
from network.organisations.public import list_departments
from network.training import queries
from network.training.coverage import settled
from network.training.models import Learner
from network.training.roster import Attendee, merge_people
from network.training.same_person import place_other_rows, stand_for


def identify_learner(actor: Actor, learner_id: UUID, email: str, clock: Clock) -> Learner:
    """Gives a person without an e-mail theirs, and counts them from now on. The learner they are from now on.

    Where the address is known already, under the same name, the two records become one and nothing is lost: an
    address says who it is, a name alone never does. RuleBroken names `email`. Raises NotFound.
    """
    learner = queries.get_learner(actor, learner_id, for_update=True)
    if learner.email is not None:
        raise RuleBroken("email", "This person has an e-mail address already.")
    address = _read_address(learner.name, email)
    owner = queries.find_by_email(actor, address)
    if owner is None:
        with settled(actor, actor.organisation_id, [learner.id]):
            learner.email = address
        _record(actor, "identified", learner, clock, {})
        return learner
    if unaccented(owner.name) != unaccented(learner.name) or learner.staff_number is not None:
        raise RuleBroken("email", f"This address belongs to {owner.name} in your records. Check it, and try again.")
    return stand_for(actor, kept=owner, other=learner, clock=clock)


def _read_address(name: str, email: str) -> str:
    read = merge_people([Attendee(name, email or "-", line=1)])
    if read.problems or not read.people[0].email:
        raise RuleBroken("email", "Enter an e-mail address, like name@example.org.")
    return read.people[0].email


def check_department(actor: Actor, department_id: UUID | None) -> None:
    """Raises RuleBroken on `department` for one that the actor's organisation does not have."""
    if department_id is None:
        return
    if department_id not in {department.id for department in list_departments(actor, actor.organisation_id)}:
        raise RuleBroken("department", "Choose a department from the list")


def place_learner(actor: Actor, learner_id: UUID, department_id: UUID | None, clock: Clock) -> Learner:
    """Says in which department a person works, or with None that nobody knows (ORG-4).

    RuleBroken names `department`. Raises NotFound.
    """
    learner = queries.get_learner(actor, learner_id)
    check_department(actor, department_id)
    if learner.department_id != department_id:
        learner.department_id = department_id
        place_other_rows(actor, learner)
        _record(actor, "placed", learner, clock, {"department": str(department_id) if department_id else ""})
    return learner


def record_leaving(actor: Actor, learner_id: UUID, left_on: date, clock: Clock) -> Learner:
    """Notes a person's last day: out of today's figures, still in the history. RuleBroken names `left_on`."""
    learner = queries.get_learner(actor, learner_id, for_update=True)
    if left_on > clock.today():
        raise RuleBroken("left_on", "This day is still to come. Note it once they have left.")
    if left_on.year < 1990:
        raise RuleBroken("left_on", "Check the year of their last day.")
    with settled(actor, actor.organisation_id, [learner.id]):
        learner.left_on = left_on
    _record(actor, "left", learner, clock, {"left_on": left_on.isoformat()})
    return learner


def record_return(actor: Actor, learner_id: UUID, clock: Clock) -> Learner:
    """They are still here, or back: counted again from today."""
    learner = queries.get_learner(actor, learner_id, for_update=True)
    with settled(actor, actor.organisation_id, [learner.id]):
        learner.left_on = None
    _record(actor, "returned", learner, clock, {})
    return learner


def _record(actor: Actor, what: str, learner: Learner, clock: Clock, changes: dict[str, str]) -> None:
    action = f"training.learner.{what}"
    audit.record(actor, clock.now(), action, "learner", learner.id, changes=changes)
