"""Organisations by hand: adding one, a code for one, and changing what is said of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy.exc import IntegrityError

from network.core import audit
from network.core.actor import Anyone
from network.core.clock import Clock
from network.core.database import db, new_id
from network.core.errors import Conflict, RuleBroken
from network.core.working_days import MONDAY_TO_FRIDAY
from network.organisations import rules
from network.organisations.models import Organisation, OrganisationIdentifier
from network.organisations.queries import find_by_code, get_own_organisation, list_with_name
from network.organisations.vocabulary import Scheme


@dataclass(frozen=True, slots=True)
class Code:
    """A code as somebody typed it."""

    scheme: Scheme
    text: str


def add_organisation(
    actor: Anyone, profile: Mapping[str, Any], code: Code | None, clock: Clock, *, is_another: bool = False
) -> Organisation:
    """Adds an organisation that no register brought (ORG-2, ORG-3). `profile` holds at least name, sector, nation.

    Raises RuleBroken: on `code` where another has it, on `name` where another is called the same, unless
    `is_another` says that this is known.
    """
    checked = rules.checked_profile(profile)
    rules.check_urgent_line(checked.get("urgent_line_name", ""), checked.get("urgent_line_telephone", ""))
    code = free_code(actor, code) if code else None
    namesakes = [] if is_another else list_with_name(actor, checked["name"])
    if namesakes:
        where = f" in {namesakes[0].town}" if namesakes[0].town else ""
        raise RuleBroken("name", f"{namesakes[0].name}{where} is in the directory already. If this is another, say so")
    days = checked.pop("working_days", MONDAY_TO_FRIDAY)
    organisation = Organisation(id=new_id(), working_week=rules.working_week(days), made_at=clock.now(), **checked)
    db.session.add(organisation)
    db.session.flush()
    if code is not None:
        give_code(organisation, code)
    changes = {"name": organisation.name, "code": f"{code.scheme} {code.text}" if code else None}
    _record(actor, clock, "added", organisation.id, changes)
    return organisation


def free_code(actor: Anyone, code: Code) -> Code:
    """The code in its register's shape. Raises RuleBroken on `code` where another has it."""
    checked = Code(code.scheme, rules.checked_code(code.scheme, code.text))
    holder = find_by_code(actor, checked.scheme, checked.text)
    if holder is not None:
        raise RuleBroken("code", f"{holder.name} has this code already. Search the directory for {checked.text}")
    return checked


def give_code(organisation: Organisation, code: Code) -> OrganisationIdentifier:
    """Gives an organisation a code that is free. Raises Conflict where somebody took it a moment before."""
    identifier = OrganisationIdentifier(
        organisation_id=organisation.id, scheme=code.scheme, code=code.text, published_name=organisation.name
    )
    db.session.add(identifier)
    flush_or_conflict()
    return identifier


def edit_organisation(
    actor: Anyone, organisation_id: UUID, values: Mapping[str, Any], seen_version: int, clock: Clock
) -> Organisation:
    """Changes parts of an organisation's profile, by the names of `rules.LABELS`.

    Raises NotFound for an organisation that the actor does not work for, RuleBroken for a part that does not
    fit or is not theirs to change, and Conflict with both texts where it changed since `seen_version`.
    """
    organisation = get_own_organisation(actor, organisation_id)
    _refuse_foreign_fields(actor, values)
    checked = rules.checked_profile(values)
    before = profile_of(organisation)
    changed = {field: value for field, value in checked.items() if value != before[field]}
    if not changed:
        return organisation
    if organisation.version != seen_version:
        raise Conflict(
            f"The details of {organisation.name} were changed after you opened them. Yours are not saved yet.",
            yours={rules.LABELS[field]: rules.as_words(field, value) for field, value in changed.items()},
            theirs={rules.LABELS[field]: rules.as_words(field, before[field]) for field in changed},
        )
    after = {**before, **changed}
    rules.check_urgent_line(after["urgent_line_name"], after["urgent_line_telephone"])
    _apply(organisation, changed)
    _record(actor, clock, "edited", organisation.id, _for_audit(before, changed))
    return organisation


def keep_statement(actor: Anyone, organisation_id: UUID, statement: str, clock: Clock) -> None:
    """Keeps what an organisation says of itself in public, said somewhere else. Raises RuleBroken on `statement`."""
    organisation = db.session.get_one(Organisation, organisation_id)
    checked = rules.checked_statement("statement", statement)
    if checked != organisation.statement:
        before, organisation.statement = organisation.statement, checked
        _record(actor, clock, "edited", organisation_id, {"statement": [before, checked]})


def profile_of(organisation: Organisation) -> dict[str, Any]:
    """What people can change of an organisation, by the names of `rules.LABELS`."""
    kept = {field: getattr(organisation, field) for field in rules.LABELS if field != "working_days"}
    return {**kept, "working_days": rules.days_of(organisation.working_week)}


def _refuse_foreign_fields(actor: Anyone, values: Mapping[str, Any]) -> None:
    for field in values.keys() - rules.editable_fields(is_coordinator=actor.is_network_wide):
        raise RuleBroken(field, "Ask the network’s coordinator to change this")


def _apply(organisation: Organisation, changed: Mapping[str, Any]) -> None:
    for field, value in changed.items():
        if field == "working_days":
            organisation.working_week = rules.working_week(value)
        else:
            setattr(organisation, field, value)
    organisation.refresh_search_text()


def _for_audit(before: Mapping[str, Any], changed: Mapping[str, Any]) -> dict[str, Any]:
    return {
        field: "changed"
        if field in rules.CONTACT
        else [rules.as_words(field, before[field]), rules.as_words(field, value)]
        for field, value in changed.items()
    }


def flush_or_conflict() -> None:
    """Writes what is pending; somebody who took the same code or name a moment before is a Conflict."""
    try:
        db.session.flush()
    except IntegrityError:
        raise Conflict("Somebody else added the same a moment ago. Look again before you add it.") from None


def _record(actor: Anyone, clock: Clock, verb: str, organisation_id: UUID, changes: Mapping[str, Any]) -> None:
    action = f"organisations.organisation.{verb}"
    audit.record(
        actor, clock.now(), action, "organisation", organisation_id, organisation_id=organisation_id, changes=changes
    )
