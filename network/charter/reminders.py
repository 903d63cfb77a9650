"""What the charter reminds leads of: the day of a review, of signing a new version, of a pledge, of looking again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import Final
from uuid import UUID

from network.accounts.public import list_holders
from network.charter import addresses
from network.charter.queries import evidence, pledges, versions
from network.charter.queries.register import Narrowed, list_all_signatories
from network.charter.queries.signatures import PublicSignature
from network.charter.rules.standing import reminders_due
from network.core.actor import SystemActor
from network.core.clock import Clock
from network.core.permissions import Role
from network.feature import Reminder
from network.ui.filters import as_date

JOB: Final = "charter: reminders"
PLEDGE_BEFORE: Final = timedelta(days=30)
EVIDENCE_BEFORE: Final = timedelta(days=7)


def coming_up(clock: Clock) -> Iterator[Reminder]:
    """For the leads of each organisation. As many statements, however many organisations there are."""
    system, today = SystemActor(JOB), clock.today()
    current = versions.find_current_row(system)
    if current is None:
        return
    signed = [each.latest for each in list_all_signatories(system, Narrowed(is_current=True), today)]
    lines: list[tuple[UUID, str, str, str]] = []
    for signature in signed:
        for days in reminders_due(signature.term.until, today):
            words = _words(signature, current.number)
            key = f"charter.term:{signature.id}:{signature.term.until}:{days}"
            lines.append((signature.organisation_id, key, words, addresses.OURS))
    standing = {signature.organisation_id for signature in signed}
    for pledge in pledges.list_due(system, today, today + PLEDGE_BEFORE):
        if pledge.organisation_id in standing:
            words = f"Your organisation pledged to have something in place by {as_date(pledge.due_on or today)}."
            key = f"charter.pledge:{pledge.id}:{pledge.due_on}"
            lines.append((pledge.organisation_id, key, words, addresses.OURS))
    for organisation_id, evidence_id, pledge_id, review_on in evidence.list_to_review(
        system, today, today + EVIDENCE_BEFORE
    ):
        words = f"Somebody is to look by {as_date(review_on)} whether what shows one of your pledges still holds."
        key = f"charter.evidence:{evidence_id}:{review_on}"
        lines.append((organisation_id, key, words, addresses.evidence(pledge_id)))
    yield from _to_leads(lines, clock)


def _words(signature: PublicSignature, current: int) -> str:
    until = as_date(signature.term.until)
    if signature.is_on_current:
        return f"Your organisation’s signature on the charter is to be reviewed by {until}."
    return f"Your organisation is asked to sign version {current} of the charter by {until}."


def _to_leads(lines: Iterable[tuple[UUID, str, str, str]], clock: Clock) -> Iterator[Reminder]:
    found = list(lines)
    leads = list_holders(Role.ORGANISATION_LEAD, {organisation_id for organisation_id, *_ in found}, clock)
    for organisation_id, key, words, path in found:
        for lead in leads.get(organisation_id, ()):
            yield Reminder(lead.id, key, words, path)
