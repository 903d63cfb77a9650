"""Leads whom small organisations share: who offers, and a refuge whose incident leads all come from partners."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from network.accounts.service.redeeming import accept_invitation, list_invitations_to
from network.core.permissions import Role
from network.demonstration.days import at
from network.demonstration.partners import CITY, HOST, PROVIDER
from network.demonstration.stage import Member, Stage
from network.incidents import service
from network.incidents.queries.pool import list_pool
from network.incidents.rules.setup import Setup

SMALL: Final = "open-gate"
"""A refuge with 28 people; its directory of support is there before its service opens."""
LIVE: Final = 16
"""Days since its service opened."""


@dataclass(frozen=True, slots=True)
class Offered:
    """Which incident lead of a partner offers to lead, by how long they have been one, and what comes of it."""

    place: str
    number: int
    is_asked: bool = False
    accepts: bool = False


OFFERED: Final = (
    Offered(HOST, 1, is_asked=True, accepts=True),
    Offered("ofh", 1, is_asked=True, accepts=True),
    Offered(CITY, 0),
    Offered("constabulary", 0, is_asked=True),
)
"""The oldest first. Whoever signs in to the demonstration as incident lead offers, and nobody has asked them yet."""


def plan_pooling(stage: Stage) -> None:
    """Two months of it, with more days between its steps than any holidays have, so that they keep their order."""
    stage.plan(at(stage.days.ago(44), 10, 40), _set_up, stage)
    for number, offered in enumerate(OFFERED):
        stage.plan(at(stage.days.ago(60), 11, 50 + number), _offer, stage, offered)
        if offered.is_asked:
            ago = 33 if offered.accepts else 5
            stage.plan(at(stage.days.ago(ago), 9, 10 + number), _ask, stage, offered)
        if offered.accepts:
            stage.plan(at(stage.days.ago(24), 13, 10 + number), _accept, stage, offered)
    stage.plan(at(stage.days.ago(LIVE), 9, 30), _switch_on, stage)


def _whoever(stage: Stage, offered: Offered) -> Member:
    return stage.members_of(offered.place, Role.INCIDENT_LEAD)[offered.number]


def _setter(stage: Stage) -> Member:
    return stage.members_of(SMALL, Role.ORGANISATION_LEAD)[0]


def _set_up(stage: Stage) -> None:
    with stage.acting(_setter(stage)) as actor:
        setup = Setup(
            go_live_on=stage.days.ago(LIVE),
            is_small=True,
            provider_id=stage.organisations[PROVIDER],
            agreed_on=stage.days.ago(50),
            agreement_kept_at="The blue folder in the office",
        )
        service.set_up(actor, setup, stage.clock)


def _offer(stage: Stage, offered: Offered) -> None:
    with stage.acting(_whoever(stage, offered)) as actor:
        service.offer_to_lead(actor, stage.clock)


def _ask(stage: Stage, offered: Offered) -> None:
    name = _whoever(stage, offered).person.name
    with stage.acting(_setter(stage)) as actor:
        line = next(each for each in list_pool(actor, stage.clock).items if each.name == name)
        service.ask_to_lead(actor, line.id, stage.clock)


def _accept(stage: Stage, offered: Offered) -> None:
    person = _whoever(stage, offered).person
    with stage.system():
        (invitation,) = list_invitations_to(person.id, stage.clock)
        accept_invitation(person.id, invitation.id, stage.clock)
    stage.members.append(Member(person, SMALL, Role.INCIDENT_LEAD))


def _switch_on(stage: Stage) -> None:
    with stage.acting(_setter(stage)) as actor:
        service.switch_on(actor, stage.clock)
