"""What the partners give towards the coordinator, for this financial year and the one before."""

from __future__ import annotations

from typing import Final

from network.demonstration.days import at
from network.demonstration.partners import PARTNERS, Partner
from network.demonstration.stage import Stage
from network.organisations.queries.contributions import list_contributions_of
from network.organisations.rules.contributions import ContributionSaid, financial_year
from network.organisations.service import contributions
from network.organisations.vocabulary import ContributionKind, Sector

_A_HEAD: Final = {Sector.COUNCIL: 14_50, Sector.NHS: 16_00, Sector.POLICE: 12_25, Sector.OTHER: 8_00}
"""In pence for each of its staff; partners of other sectors give in kind."""
_IN_KIND: Final = ("A room for six sessions", "A trainer for four days", "Printing of the charter for every partner")
_EVERY: Final = 3
"""Of those that give in kind, every third."""


def plan_contributing(stage: Stage) -> None:
    """All of last year has come; of this year's, what was promised first."""
    this_year = financial_year(stage.days.today)
    for number, partner in enumerate(partner for partner in PARTNERS if partner.signed is not None):
        if partner.sector not in _A_HEAD and number % _EVERY:
            continue
        for year, promised, received in ((this_year - 1, 430, 390), (this_year, 75, 20)):
            stage.plan(at(stage.days.ago(promised), 9, number), _promise, stage, partner, year, number)
            if year < this_year or number % 2 == 0:
                stage.plan(at(stage.days.ago(received), 9, number), _receive, stage, partner, year)


def _promise(stage: Stage, partner: Partner, year: int, number: int) -> None:
    a_head = _A_HEAD.get(partner.sector)
    pence = a_head * partner.workforce if a_head else None
    kind = ContributionKind.MONEY if pence else ContributionKind.IN_KIND
    what = "" if pence else _IN_KIND[number // _EVERY % len(_IN_KIND)]
    said = ContributionSaid(year, kind, pence, what, stage.clock.today(), None)
    with stage.acting(stage.coordinator) as actor:
        contributions.add_contribution(actor, stage.organisations[partner.key], said, stage.clock)


def _receive(stage: Stage, partner: Partner, year: int) -> None:
    owner = stage.organisations[partner.key]
    with stage.acting(stage.coordinator) as actor:
        row = next(each for each in list_contributions_of(actor, owner).items if each.year == year)
        said = ContributionSaid(year, row.kind, row.pence, row.in_kind, row.promised_on, stage.clock.today())
        contributions.change_contribution(actor, owner, row.id, said, row.version, stage.clock)
