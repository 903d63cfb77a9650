"""How one's own organisation stands with the charter, read at once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from network.charter.models import Pledge, Review, Signatory, Signing
from network.charter.queries import pledges, signatures, signings, versions
from network.charter.queries.evidence import count_evidence
from network.charter.queries.signatures import PublicSignature
from network.charter.queries.versions import Version
from network.charter.rules.ours import NextStep, next_step
from network.charter.rules.pledges import name_today
from network.charter.rules.standing import is_review_open
from network.charter.text import PrincipleText
from network.charter.vocabulary import PledgeKind, PledgeState, Purpose
from network.core.actor import Actor
from network.core.clock import local_date
from network.core.errors import NotFound


@dataclass(frozen=True, slots=True)
class OfPrinciple:
    """One of today's principles, with what the organisation does for it."""

    place: int
    principle: PrincipleText
    commitments: tuple[Pledge, ...]


@dataclass(frozen=True, slots=True)
class Ours:
    """Where an organisation stands with its charter."""

    version: Version | None
    """The one that is signed today."""
    signatures: tuple[PublicSignature, ...]
    """The one that counts first."""
    signatory: Signatory | None
    signing: Signing | None
    """What is prepared and not signed yet."""
    actions: tuple[Pledge, ...]
    principles: tuple[OfPrinciple, ...]
    earlier: tuple[Pledge, ...]
    """Commitments for what is a principle no longer."""
    past: tuple[Pledge, ...]
    evidence: dict[UUID, int]
    """How many pieces of evidence each pledge has."""
    review_is_open: bool
    next_step: NextStep | None

    @property
    def latest(self) -> PublicSignature | None:
        """The signature that counts; None for an organisation that never signed."""
        return self.signatures[0] if self.signatures else None

    @property
    def committed(self) -> int:
        """For how many principles it has a commitment."""
        return sum(1 for each in self.principles if each.commitments)


def read_ours(actor: Actor, today: date) -> Ours:
    """How the organisation acted in stands with the charter. A constant number of queries."""
    version = versions.find_current_version(actor)
    signed = signatures.list_signatures_of(actor, actor.organisation_id, today)
    pledged, past = pledges.list_all_pledges_of(actor, actor.organisation_id)
    commitments = [each for each in pledged if each.kind is PledgeKind.COMMITMENT]
    principles = _by_principle(version, commitments, _names_today(actor, version, commitments, signed))
    shown = {each.id for of in principles for each in of.commitments}
    signatory = signatures.find_signatory(actor, actor.organisation_id)
    signing = signings.find_open_signing(actor, actor.organisation_id)
    latest = signed[0] if signed else None
    stands = latest is not None and latest.stands
    return Ours(
        version=version,
        signatures=tuple(signed),
        signatory=signatory,
        signing=signing,
        actions=tuple(each for each in pledged if each.kind is PledgeKind.ACTION),
        principles=principles,
        earlier=tuple(each for each in commitments if each.id not in shown),
        past=tuple(past),
        evidence=count_evidence(actor),
        review_is_open=stands and latest is not None and is_review_open(latest.term.until, today),
        next_step=next_step(
            has_charter=version is not None,
            stands=stands,
            is_on_current=latest is not None and latest.is_on_current,
            until=latest.term.until if latest else None,
            is_sent=signing is not None and _is_sent(signing, version),
            has_signatory=signatory is not None,
            without_commitment=sum(1 for each in principles if not each.commitments),
            today=today,
        ),
    )


def _is_sent(signing: Signing, version: Version | None) -> bool:
    """Whether somebody has it before them to sign today's version, or to answer for the one that was signed."""
    if signing.purpose is Purpose.SUCCEED:
        return signing.sent_at is not None
    return version is not None and signing.is_sent_on(version.id)


def _names_today(
    actor: Actor, version: Version | None, commitments: list[Pledge], signed: list[PublicSignature]
) -> dict[UUID, str]:
    """What the principle of each commitment is called today, in a version that was signed or that waits for it."""
    last = max((each.version for each in signed), default=0)
    is_behind = version is not None and last < version.number
    renamings = versions.list_renamings(actor) if is_behind else []
    return {
        each.id: name_today(each.principle, local_date(each.made_at), last, renamings).casefold()
        for each in commitments
    }


def _by_principle(
    version: Version | None, commitments: list[Pledge], names: dict[UUID, str]
) -> tuple[OfPrinciple, ...]:
    if version is None:
        return ()
    return tuple(
        OfPrinciple(
            place,
            principle,
            tuple(each for each in commitments if names[each.id] == principle.name.casefold()),
        )
        for place, principle in enumerate(version.text.principles, start=1)
    )


@dataclass(frozen=True, slots=True)
class ReviewNow:
    """The review of this year: the signature, what is pledged, and what was answered last year."""

    ours: Ours
    latest: PublicSignature
    last: Review | None

    @property
    def pledges(self) -> tuple[Pledge, ...]:
        """Everything that is pledged, in the order in which it is looked at."""
        of_principles = (pledge for each in self.ours.principles for pledge in each.commitments)
        return (*self.ours.actions, *of_principles, *self.ours.earlier)

    def state_last_year(self, pledge: Pledge) -> str:
        """How far a pledge was at the last review; that it is new, where it was not there."""
        for answer in self.last.answers if self.last else ():
            if answer["text"] == pledge.text and answer["principle"] == pledge.principle:
                return PledgeState(answer["state"]).label
        return "New since" if self.last else "First review"


def read_review(actor: Actor, today: date) -> ReviewNow:
    """What a review looks at. Raises NotFound where nothing is signed, as for what was withdrawn."""
    ours = read_ours(actor, today)
    if ours.latest is None or not ours.latest.stands:
        raise NotFound("Your organisation has no signature that stands.")
    return ReviewNow(ours, ours.latest, signatures.find_last_review(actor, actor.organisation_id))
