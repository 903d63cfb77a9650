"""Peer checks: one partner asks, another looks and says what it saw, and both agree before anybody else reads it."""

from __future__ import annotations

from uuid import UUID

from network.charter.messages import CheckAnswered, CheckAsked
from network.charter.models import PeerCheck
from network.charter.queries import checks as queries
from network.charter.queries import evidence
from network.charter.queries.pledges import get_own_pledge
from network.charter.rules import checks as rules
from network.charter.service.asking import tell_leads
from network.charter.vocabulary import CheckState, Finding, PledgeState
from network.core import audit
from network.core.actor import Actor
from network.core.clock import Clock, local_date
from network.core.database import db, new_id
from network.core.errors import Conflict
from network.organisations.models import Organisation
from network.organisations.public import list_partners


def ask_peer(actor: Actor, pledge_id: UUID, peer_id: UUID | None, note: str, clock: Clock) -> PeerCheck:
    """Asks another partner to look at a pledge that is in place. One partner at a time.

    Raises NotFound, `RuleBroken` on `peer` or `note` or for a pledge that cannot be checked yet, and `Conflict` while
    somebody else looks.
    """
    pledge = get_own_pledge(actor, pledge_id)
    shown = evidence.list_evidence(actor, [pledge.id]).get(pledge.id, [])
    partners = frozenset(partner.id for partner in list_partners())
    rules.check_may_ask(pledge.state, len(shown), actor.organisation_id, peer_id, partners)
    if queries.find_open_check(actor, pledge.id) is not None:
        raise Conflict("Another partner has this before them already. Wait for their answer, or take it back first.")
    check = PeerCheck(
        id=new_id(),
        organisation_id=actor.organisation_id,
        peer_organisation_id=peer_id,
        pledge_id=pledge.id,
        asked_by_id=actor.user_id,
        asked_at=clock.now(),
        note=rules.checked_note(note),
    )
    db.session.add(check)
    db.session.flush()
    _record(actor, "ask", check, clock)
    own = db.session.get_one(Organisation, check.organisation_id)
    peer = db.session.get_one(Organisation, check.peer_organisation_id)
    tell_leads(
        {peer.id: peer.name}, lambda to, _: CheckAsked(to, own.name, str(check.id)), f"charter.check:{check.id}", clock
    )
    return check


def answer(actor: Actor, check_id: UUID, finding: Finding, seen: str, seen_version: int, clock: Clock) -> PeerCheck:
    """Says what the partner that was asked saw. Raises NotFound, `RuleBroken` on `seen`, and `Conflict`."""
    check = queries.get_check_row(actor, check_id, is_own=False)
    rules.check_state(check.state, CheckState.ASKED)
    if check.version != seen_version:
        raise Conflict("This check has moved on since you opened it. Look again, then answer.")
    check.seen, check.finding = rules.checked_seen(seen), finding
    check.state, check.answered_by_id, check.answered_at = CheckState.ANSWERED, actor.user_id, clock.now()
    check.pledge_version = queries.get_pledge_version(actor, check.pledge_id)
    db.session.flush()
    _record(actor, "answer", check, clock, finding=finding.value)
    own = db.session.get_one(Organisation, check.organisation_id)
    peer = db.session.get_one(Organisation, check.peer_organisation_id)
    tell_leads(
        {own.id: own.name},
        lambda to, _: CheckAnswered(to, peer.name, str(check.id)),
        f"charter.check.answered:{check.id}",
        clock,
    )
    return check


def decline(actor: Actor, check_id: UUID, clock: Clock) -> PeerCheck:
    """The partner that was asked says no; no reason is asked (U15). Raises NotFound and `Conflict`."""
    check = queries.get_check_row(actor, check_id, is_own=False)
    rules.check_state(check.state, CheckState.ASKED)
    return _close(actor, check, "decline", clock)


def agree(actor: Actor, check_id: UUID, clock: Clock) -> PeerCheck:
    """The organisation agrees: the register shows what was seen. Raises as `decline`, and `RuleBroken`."""
    check = queries.get_check_row(actor, check_id, is_own=True)
    rules.check_state(check.state, CheckState.ANSWERED)
    pledge = get_own_pledge(actor, check.pledge_id)
    rules.check_may_agree(check.finding, check.pledge_version, pledge.version, pledge.state)
    check.state, check.closed_at = CheckState.AGREED, clock.now()
    pledge.state, pledge.state_since = PledgeState.CHECKED, clock.today()
    pledge.checked_by, pledge.seen = check.peer_organisation_id, check.seen
    pledge.checked_on = local_date(check.answered_at or clock.now())
    db.session.flush()
    _record(actor, "agree", check, clock)
    return check


def close(actor: Actor, check_id: UUID, clock: Clock) -> PeerCheck:
    """The organisation takes its question back, or does not agree: nothing is shown. Raises as `decline`."""
    check = queries.get_check_row(actor, check_id, is_own=True)
    rules.check_state(check.state, *queries.OPEN)
    return _close(actor, check, "close", clock)


def close_for(actor: Actor, pledge_id: UUID, clock: Clock) -> None:
    """Closes the check of a pledge that is on the list no more, if one is open."""
    check = queries.find_open_check(actor, pledge_id)
    if check is not None:
        _close(actor, check, "close", clock)


def _close(actor: Actor, check: PeerCheck, verb: str, clock: Clock) -> PeerCheck:
    check.state, check.closed_at = CheckState.CLOSED, clock.now()
    db.session.flush()
    _record(actor, verb, check, clock)
    return check


def _record(actor: Actor, verb: str, check: PeerCheck, clock: Clock, **changes: str) -> None:
    audit.record(
        actor,
        clock.now(),
        f"charter.check.{verb}",
        "charter_peer_check",
        check.id,
        organisation_id=check.organisation_id,
        changes=changes,
    )
