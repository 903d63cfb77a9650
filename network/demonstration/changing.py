"""What becomes of some organisations: one became part of another, one left, one is entered twice, two share a name."""

from __future__ import annotations

from typing import Final

from network.core.permissions import Role
from network.demonstration.days import at
from network.demonstration.partners import Partner
from network.demonstration.stage import Stage
from network.organisations.public import mark_partner
from network.organisations.service.apart import keep_apart
from network.organisations.service.departments import add_department
from network.organisations.service.leaving import leave_network
from network.organisations.service.merging import merge
from network.organisations.service.profiles import add_organisation
from network.organisations.vocabulary import Nation, Sector

CAME: Final = 610
"""Days ago."""
MERGED: Final = 230
LEFT: Final = 75
ENTERED_AGAIN: Final = 12

BECAME_PART: Final = Partner(
    "lindenford-rural", "Lindenford Rural District Council", Sector.COUNCIL, "Lindenford", 0, signed=MERGED
)
SUCCESSOR: Final = "quillbury"
WENT: Final = Partner("pellscombe-bus", "Pellscombe Youth Bus", Sector.CHARITY, "Pellscombe", 0, signed=LEFT)
TWICE: Final = Partner("refuge-again", "Open Gate Refuge", Sector.CHARITY, "", 0)
NAMESAKE: Final = Partner("second-spring-north", "Second Spring Recovery", Sector.CHARITY, "Northford", 0)
OTHER: Final = "second-spring"


def plan_changing(stage: Stage) -> None:
    """Each on its day."""
    for partner in (BECAME_PART, WENT):
        stage.plan(at(stage.days.ago(CAME), 10), _come, stage, partner)
    stage.plan(at(stage.days.ago(MERGED), 9, 30), _merge, stage)
    stage.plan(at(stage.days.ago(LEFT), 15, 10), _leave, stage)
    stage.plan(at(stage.days.ago(ENTERED_AGAIN), 11, 45), _enter_again, stage)


def _add(stage: Stage, partner: Partner) -> None:
    profile = {
        "name": partner.name,
        "sector": partner.sector,
        "nation": Nation.ENGLAND,
        "town": partner.town,
        "workforce_size": partner.workforce or None,
    }
    with stage.acting(stage.coordinator) as actor:
        added = add_organisation(actor, profile, None, stage.clock, is_another=True)
    stage.organisations[partner.key] = added.id


def _come(stage: Stage, partner: Partner) -> None:
    _add(stage, partner)
    with stage.system() as system:
        mark_partner(system, stage.organisations[partner.key], stage.clock)
    lead = stage.join(partner, Role.ORGANISATION_LEAD, by=stage.coordinator)
    with stage.acting(lead) as actor:
        add_department(actor, actor.organisation_id, "Housing", 12, stage.clock)


def _merge(stage: Stage) -> None:
    former, successor = stage.organisations[BECAME_PART.key], stage.organisations[SUCCESSOR]
    with stage.acting(stage.coordinator) as actor:
        merge(actor, former, successor, BECAME_PART.name, stage.clock, is_same=False)
    stage.organisations[BECAME_PART.key] = successor


def _leave(stage: Stage) -> None:
    with stage.acting(stage.lead_of(WENT)) as actor:
        leave_network(actor, actor.organisation_id, WENT.name, stage.clock)


def _enter_again(stage: Stage) -> None:
    for partner in (TWICE, NAMESAKE):
        _add(stage, partner)
    with stage.acting(stage.coordinator) as actor:
        keep_apart(actor, stage.organisations[NAMESAKE.key], stage.organisations[OTHER], stage.clock)
