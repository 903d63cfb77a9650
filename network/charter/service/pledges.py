"""What an organisation pledges: its two actions, and what it does for each principle, from planned to in place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from network.charter.models import Pledge
from network.charter.queries import pledges as queries
from network.charter.queries import signatures, versions
from network.charter.rules import pledges as rules
from network.charter.rules.pledges import PledgeText
from network.charter.service.checks import close_for
from network.charter.vocabulary import PledgeKind, PledgeState
from network.core import audit
from network.core.actor import Actor, Anyone
from network.core.clock import Clock, local_date
from network.core.database import db, new_id
from network.core.errors import Conflict, RuleBroken


def set_actions(actor: Actor, said: Sequence[PledgeText], clock: Clock) -> list[Pledge]:
    """Makes these the actions for the next twelve months, in place of those that stand there.

    The same words are the same action, whichever is named first: it keeps how far it came, and what shows it. Raises
    `RuleBroken` on `text_1`, `owner_name_1`, `due_on_1`, and so on for the others.
    """
    checked = [_checked(place, each, clock) for place, each in enumerate(said)]
    was_signed = signatures.find_standing_row(actor, actor.organisation_id) is not None
    beside, others = _beside(queries.list_actions_of(actor, actor.organisation_id), checked)
    kept = [
        _next_action(actor, pledge, each, clock, was_signed=was_signed)
        for pledge, each in zip(beside, checked, strict=True)
    ]
    for pledge in others:
        end_pledge(actor, pledge.id, pledge.version, clock)
    db.session.flush()
    return kept


def _beside(present: Sequence[Pledge], said: Sequence[PledgeText]) -> tuple[list[Pledge | None], list[Pledge]]:
    """For each action that is said the one of today with its words, otherwise the next of the rest; and who is left."""
    others = list(present)
    found: dict[int, Pledge] = {}
    for place, each in enumerate(said):
        same = next((pledge for pledge in others if pledge.text == each.text), None)
        if same is not None:
            found[place] = same
            others.remove(same)
    beside = [found[place] if place in found else others.pop(0) if others else None for place in range(len(said))]
    return beside, others


def _next_action(actor: Actor, pledge: Pledge | None, said: PledgeText, clock: Clock, *, was_signed: bool) -> Pledge:
    """The action in this place: another one stands beside what was signed before, which becomes history."""
    if pledge is not None and pledge.text == said.text:
        _write(actor, pledge, replace(said, state=declared_state(pledge)), clock)
        return pledge
    if pledge is not None and not was_signed:
        _write(actor, pledge, said, clock)
        return pledge
    if pledge is not None:
        end_pledge(actor, pledge.id, pledge.version, clock)
    return _add(actor, PledgeKind.ACTION, "", said, clock)


def _checked(place: int, said: PledgeText, clock: Clock) -> PledgeText:
    try:
        return rules.checked_pledge(said, clock.today())
    except RuleBroken as broken:
        raise RuleBroken(f"{broken.field}_{place + 1}", broken.message) from None


def add_commitment(actor: Actor, principle: str, said: PledgeText, clock: Clock) -> Pledge:
    """Pledges something for one principle of today's charter.

    Raises `RuleBroken` on `principle`, `text`, `owner_name`, `due_on` or `state`.
    """
    checked = rules.checked_pledge(said, clock.today())
    current = versions.find_current_version(actor)
    names = [each.name for each in current.text.principles] if current else []
    if principle not in names:
        raise RuleBroken("principle", "Choose one of the charter’s principles")
    known = [each for each in queries.list_pledges_of(actor, actor.organisation_id) if each.principle == principle]
    rules.check_room(len(known))
    pledge = _add(actor, PledgeKind.COMMITMENT, principle, checked, clock)
    db.session.flush()
    return pledge


def edit_pledge(actor: Actor, pledge_id: UUID, said: PledgeText, seen_version: int, clock: Clock) -> Pledge:
    """Changes a pledge, or says how far it has come.

    Raises NotFound, `RuleBroken` on a field, and `Conflict` with both texts if it changed since it was opened.
    """
    pledge = queries.get_own_pledge(actor, pledge_id)
    checked = rules.checked_pledge(said, clock.today(), is_new=said.due_on != pledge.due_on)
    if pledge.version != seen_version:
        raise Conflict(
            "This pledge was changed after you opened it. Yours is not saved yet.",
            yours=_in_words(checked),
            theirs=_in_words(PledgeText(pledge.text, pledge.owner_name, pledge.due_on, pledge.state)),
        )
    _write(actor, pledge, checked, clock)
    db.session.flush()
    return pledge


def declared_state(pledge: Pledge) -> PledgeState:
    """How far a pledge has come as the organisation says it: what was checked is in place."""
    return PledgeState.IN_PLACE if pledge.state is PledgeState.CHECKED else pledge.state


def end_pledge(actor: Actor, pledge_id: UUID, seen_version: int, clock: Clock) -> Pledge:
    """Takes a pledge off the list: it is history from today, and whoever was asked to look need not.

    Raises NotFound, and `Conflict` if it was changed.
    """
    pledge = queries.get_own_pledge(actor, pledge_id)
    if pledge.version != seen_version:
        raise Conflict("This pledge was changed after you opened it. Look again before you take it off the list.")
    pledge.ended_on = clock.today()
    close_for(actor, pledge.id, clock)
    _record(actor, "end", pledge, clock, {"state": pledge.state.value})
    return pledge


def follow_renamed(actor: Anyone, organisation_id: UUID, signed: int, clock: Clock) -> None:
    """Brings commitments under the new names of principles, when their organisation signs the new version (D8).

    `signed` is the highest version that it had signed before, 0 for none.
    """
    renamings = versions.list_renamings(actor)
    for pledge in queries.list_pledges_of(actor, organisation_id):
        before = pledge.principle
        pledge.principle = rules.name_today(before, local_date(pledge.made_at), signed, renamings)
        if pledge.principle != before:
            _record(actor, "rename", pledge, clock, {"principle": [before, pledge.principle]})


def _add(actor: Actor, kind: PledgeKind, principle: str, said: PledgeText, clock: Clock) -> Pledge:
    pledge = Pledge(
        id=new_id(),
        organisation_id=actor.organisation_id,
        kind=kind,
        principle=principle,
        text=said.text,
        owner_name=said.owner_name,
        due_on=said.due_on,
        state=said.state,
        state_since=clock.today(),
        made_at=clock.now(),
    )
    db.session.add(pledge)
    _record(actor, "make", pledge, clock, {"kind": kind.value, "state": said.state.value})
    return pledge


def _write(actor: Actor, pledge: Pledge, said: PledgeText, clock: Clock) -> None:
    words_changed = said.text != pledge.text
    state = rules.state_after_edit(pledge.state, said.state, words_changed=words_changed)
    changes: dict[str, object] = {}
    if words_changed or said.owner_name != pledge.owner_name or said.due_on != pledge.due_on:
        pledge.text, pledge.owner_name, pledge.due_on = said.text, said.owner_name, said.due_on
        changes["words"] = "changed"
    if state is not pledge.state:
        changes["state"] = [pledge.state.value, state.value]
        if pledge.state is PledgeState.CHECKED:
            pledge.checked_on, pledge.checked_by, pledge.seen = None, None, ""
        pledge.state, pledge.state_since = state, clock.today()
    if changes:
        _record(actor, "edit", pledge, clock, changes)


def _in_words(said: PledgeText) -> dict[str, str]:
    return {
        "What": said.text,
        "Who sees to it": said.owner_name,
        "By when": said.due_on.isoformat() if said.due_on else "",
        "How far": said.state.label,
    }


def _record(actor: Anyone, verb: str, pledge: Pledge, clock: Clock, changes: dict[str, object]) -> None:
    audit.record(
        actor,
        clock.now(),
        f"charter.pledge.{verb}",
        "charter_pledge",
        pledge.id,
        organisation_id=pledge.organisation_id,
        changes=changes,
    )
