"""The closing summary: written in general words, read first by whom it is about, then the same to both (CI-19, U20)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from uuid import UUID, uuid4

from network.core import crypto
from network.core.actor import Actor
from network.core.clock import LONDON, Clock, local_date
from network.core.database import db, new_id
from network.core.errors import Conflict, RuleBroken
from network.incidents.models import ClosingSummary, Referral
from network.incidents.queries.people import names_of
from network.incidents.queries.referrals import hold_referral
from network.incidents.queries.summaries import find_summary
from network.incidents.rules.readers import Capacity
from network.incidents.rules.states import State
from network.incidents.rules.submission import LONGEST_COMMENT, check_length
from network.incidents.rules.summary import Statement, advice_of, check_summary, summary_hash
from network.incidents.sealing import read_particulars
from network.incidents.service.ledger import whose
from network.incidents.service.steps import note, tell_manager_of_end, tell_person, tell_provider
from network.incidents.summing_up import seal_summary
from network.organisations.public import calendar_of, get_organisation

READ_WITHIN: Final = 3
"""Working days that a staff member has to read a summary before the therapist can give it to both all the same."""


@dataclass(frozen=True, slots=True)
class GeneralWords:
    """What a therapist ticks, and at most 300 characters of their own."""

    statements: frozenset[Statement]
    words: str = ""


def write_summary(actor: Actor, referral_id: UUID, said: GeneralWords, clock: Clock) -> ClosingSummary:
    """Writes the summary, or writes it anew, and shows it to the staff member first (CI-19, U20).

    Raises RuleBroken with what to say instead where something in it is not general, Conflict before support has
    ended and once both have it.
    """
    referral = hold_referral(actor, Capacity.THERAPIST, referral_id)
    summary = _open_one(actor, referral)
    _check(referral, said)
    if summary is None:
        summary = ClosingSummary(**{**whose(referral), "id": uuid4()}, written_by_id=actor.user_id)
    summary.shown_at, summary.read_at = clock.now(), None
    seal_summary(summary, said.statements, said.words, clock)
    db.session.add(summary)
    note(actor, referral, "summary-written", clock)
    tell_person(referral, new_id(), clock)
    return summary


def comment_on_summary(actor: Actor, referral_id: UUID, comment: str, clock: Clock) -> ClosingSummary:
    """The staff member has read it, and may say something of it, to the therapist alone (U20).

    Raises RuleBroken past 300 characters, Conflict where there is none, or both have it.
    """
    referral = hold_referral(actor, Capacity.STAFF_MEMBER, referral_id)
    summary = find_summary(actor, referral)
    if summary is None or summary.released_at is not None:
        raise Conflict("This summary has been given to you both, or is not written yet. Open the page again.")
    check_length("comment", comment, LONGEST_COMMENT)
    place = summary.place_of("comment")
    summary.comment_sealed = crypto.seal(comment, place, clock) if comment else None
    summary.read_at = clock.now()
    note(actor, referral, "summary-read", clock, {"comment": "changed"} if comment else None)
    tell_provider(referral, new_id(), clock)
    return summary


def release_summary(actor: Actor, referral_id: UUID, clock: Clock, *, read_together: bool = False) -> ClosingSummary:
    """Gives the same text to both, and keeps its hash (CI-19). The therapist decides, whatever the comment was.

    Raises RuleBroken before the staff member has read it, unless three working days have passed since it was shown or
    both read it together.
    """
    referral = hold_referral(actor, Capacity.THERAPIST, referral_id)
    summary = _open_one(actor, referral)
    if summary is None:
        raise Conflict("There is no summary yet. Write it first.")
    if not (read_together or summary.read_at is not None or _has_waited(referral, summary, clock)):
        raise RuleBroken(
            "read_together",
            f"The staff member reads it first. Wait until they have, or for {READ_WITHIN} working days, or read it "
            "together",
        )
    text = crypto.unseal(summary.text_sealed, summary.place_of("text"))
    summary.released_at, summary.text_hash = clock.now(), summary_hash(text)
    note(actor, referral, "summary-released", clock, {"hash": summary.text_hash})
    tell_manager_of_end(referral, summary.id, clock)
    tell_person(referral, new_id(), clock)
    return summary


def _open_one(actor: Actor, referral: Referral) -> ClosingSummary | None:
    summary = find_summary(actor, referral)
    if referral.state is not State.ENDED or (summary is not None and summary.released_at is not None):
        raise Conflict("A summary is written once support has ended, and stays as it is once you both have it.")
    return summary


def _check(referral: Referral, said: GeneralWords) -> None:
    people = read_particulars(referral, Capacity.THERAPIST)
    therapist = names_of(people=[referral.therapist_user_id]).get(referral.therapist_user_id)
    names = [name for name in (people.staff_name, people.manager_name, therapist) if name]
    findings = check_summary(said.statements, said.words, names=names)
    if findings:
        raise RuleBroken("words", " ".join(advice_of(findings)))


def _has_waited(referral: Referral, summary: ClosingSummary, clock: Clock) -> bool:
    calendar = calendar_of(get_organisation(referral.organisation_id))
    return clock.today() > calendar.add_working_days(local_date(summary.shown_at, LONDON), READ_WITHIN)
