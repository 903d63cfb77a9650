"""What the reports read: the roll of organisations, and each feature's own figures. A fixed number of statements."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select

from network.accounts.models import Invitation, Membership
from network.champions.public import count_by_department, count_by_organisation
from network.charter.public import PublicSignature, count_to_follow, list_current_signers, signature_of
from network.core.actor import Actor
from network.core.clock import Clock, local_date
from network.core.database import db
from network.core.permissions import Role
from network.core.tenancy import scoped
from network.events.public import NextEvent, count_booked_by_department, list_next_events
from network.feedback.public import next_acknowledgement
from network.joining.public import count_waiting, oldest_answer_by
from network.organisations.models import Organisation, Standing
from network.organisations.public import DepartmentCut
from network.reports.rules.lines import Line, Share, Summary, by_sector, step_with, summarise
from network.reports.rules.to_do import Picture, ToDo, what_to_do
from network.tailoring.public import read_waiting
from network.training.public import (
    DepartmentTraining,
    OrganisationCoverage,
    coverage_by_tier,
    organisation_coverage,
    training_by_department,
)

EVENTS_SHOWN = 3


def visible_roll(actor: Actor, today: date) -> Select[*tuple[Any, ...]]:
    """Partners and invited organisations, and whether somebody leads them: all for the coordinator, else one's own."""
    leads = scoped(select(Membership.organisation_id), actor, Membership).where(
        Membership.role == Role.ORGANISATION_LEAD,
        Membership.held_or_coming(today),
    )
    asked = scoped(select(Invitation.organisation_id), actor, Invitation).where(
        Invitation.role == Role.ORGANISATION_LEAD,
        Invitation.accepted_at.is_(None),
        Invitation.withdrawn_at.is_(None),
    )
    roll: Select[*tuple[Any, ...]] = (
        select(
            Organisation.id,
            Organisation.name,
            Organisation.sector,
            (Organisation.standing == Standing.INVITED).label("is_invited"),
            Organisation.id.in_(leads).label("has_lead"),
            Organisation.id.in_(asked).label("is_lead_invited"),
        )
        .where(Organisation.standing.in_([Standing.INVITED, Standing.PARTNER]))
        .order_by(Organisation.name, Organisation.id)
    )
    return roll if actor.is_network_wide else roll.where(Organisation.id == actor.organisation_id)


@dataclass(frozen=True, slots=True)
class Roll:
    """Every organisation of the network by name, with what each feature says of it."""

    lines: list[Line]
    tiers: tuple[str, ...]
    """The names of the tiers, in their order."""
    has_charter: bool


def read_roll(actor: Actor, today: date) -> Roll:
    """The roll with its figures. At most eight statements, however many organisations there are (P6)."""
    rows = db.session.execute(visible_roll(actor, today)).all()
    coverage = {each.organisation_id: each for each in coverage_by_tier(actor, None, today)}
    champions = count_by_organisation(actor)
    signers = list_current_signers(actor, today)
    names = next((tuple(tier.tier_name for tier in each.tiers) for each in coverage.values()), ())
    lines = [
        Line(
            id=row.id,
            name=row.name,
            sector=row.sector,
            is_invited=row.is_invited,
            has_signed=row.id in (signers or ()),
            champions=champions.get(row.id, 0),
            shares=_shares(coverage.get(row.id)),
            step=step_with(has_lead=row.has_lead, is_lead_invited=row.is_lead_invited),
        )
        for row in rows
    ]
    return Roll(lines, names, signers is not None)


def _shares(coverage: OrganisationCoverage | None) -> tuple[Share, ...]:
    return tuple(Share(each.trained, each.need) for each in coverage.tiers) if coverage else ()


@dataclass(frozen=True, slots=True)
class Desk:
    """The network on one page: what to do, the figures, and the lists behind them."""

    at: datetime
    roll: Roll
    total: Summary
    sectors: list[Summary]
    events: list[NextEvent]
    to_do: list[ToDo]

    @property
    def signed(self) -> int:
        """The organisations that have signed the charter as it stands."""
        return self.total.organisations - self.total.not_signed


def read_desk(actor: Actor, clock: Clock) -> Desk:
    """The coordinator's desk, in at most fifteen statements. The support service is not asked, so it says nothing."""
    now, roll = clock.now(), read_roll(actor, clock.today())
    total, sectors = summarise(roll.lines, len(roll.tiers)), by_sector(roll.lines, len(roll.tiers))
    events = list_next_events(actor, clock, EVENTS_SHOWN)
    to_follow, training = count_to_follow(actor, clock.today()), read_waiting(actor)
    picture = Picture(
        has_charter=roll.has_charter,
        total=total,
        sectors=tuple(sectors),
        next_event_at=events[0].starts_at if events else None,
        acknowledge_by=next_acknowledgement(actor),
        asking=count_waiting(actor),
        answer_by=oldest_answer_by(actor),
        review_due=to_follow.review_due,
        no_signatory=to_follow.no_signatory,
        training_asked=training.count,
        training_asked_on=local_date(training.since) if training.since else None,
    )
    return Desk(now, roll, total, sectors, events, what_to_do(picture, now))


@dataclass(frozen=True, slots=True)
class OwnOrganisation:
    """One organisation at a glance, for its own lead and board."""

    name: str
    signature: PublicSignature | None
    """The one that counts, or the last; `is_on_current` says whether it is on the charter as it stands."""
    champions: int
    coverage: OrganisationCoverage
    next_event: NextEvent | None
    departments: list[DepartmentLine]


@dataclass(frozen=True, slots=True)
class DepartmentLine:
    """A department's part of each figure; without a department, what nobody said a department of (ORG-4)."""

    training: DepartmentTraining
    champions: int
    booked: int


def _departments(
    training: list[DepartmentTraining], champions: dict[UUID | None, int], booked: dict[UUID | None, int]
) -> list[DepartmentLine]:
    return [
        DepartmentLine(line, champions.get(key, 0), booked.get(key, 0))
        for line in training
        for key in (line.department.id if line.department else None,)
    ]


def read_own_organisation(actor: Actor, clock: Clock, cut: DepartmentCut | None = None) -> OwnOrganisation:
    """The organisation that the actor acts in, and its departments, or the one that is asked for."""
    coverage = organisation_coverage(actor, actor.organisation_id, clock.today())
    events = list_next_events(actor, clock, limit=1)
    champions, tiers = count_by_department(actor), [(each.tier, each.tier_name, each.level) for each in coverage.tiers]
    training = training_by_department(actor, clock.today(), cut, tiers)
    return OwnOrganisation(
        name=coverage.organisation_name,
        signature=signature_of(actor, actor.organisation_id, clock.today()),
        champions=sum(champions.values()),
        coverage=coverage,
        next_event=events[0] if events else None,
        departments=_departments(training, champions, count_booked_by_department(actor)),
    )
