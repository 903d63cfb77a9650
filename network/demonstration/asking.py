"""Who asks to join: a school that a register knows, a workshop that none knows, and one person who was declined."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from network.demonstration.days import at
from network.demonstration.stage import Stage
from network.joining.rules import ANSWERED_WITHIN
from network.joining.service import answering, asking
from network.joining.service.asking import Asker
from network.joining.service.naming import Said
from network.joining.vocabulary import DeclineReason
from network.organisations.public import Code
from network.organisations.service.codes import add_code
from network.organisations.vocabulary import Nation, Scheme, Sector

REGISTERED: Final = 700
"""Days ago."""
SCHOOL: Final = "saltreed-primary"
URN: Final = Code(Scheme.URN, "199907")

BY_CODE: Final = (
    Said(code=URN, is_ours=True),
    Asker(
        "Josie Hallam",
        "Deputy head teacher",
        "j.hallam@saltreed-primary.example",
        "01632 960 471",
        "Two of our teaching assistants came to the autumn gathering and have not stopped talking about it.",
    ),
)
WITHOUT_CODE: Final = (
    Said(
        name="Pellscombe Repair Workshop",
        sector=Sector.CHARITY,
        nation=Nation.ENGLAND,
        town="Pellscombe",
    ),
    Asker("Ken Adeyemi-Frost", "Workshop organiser", "ken@pellscombe-repairs.example"),
)
ONE_PERSON: Final = (
    Said(name="Marlowe Coaching", sector=Sector.OTHER, nation=Nation.ENGLAND, town="Ottermouth"),
    Asker("Dana Marlowe", "Coach", "dana@marlowe-coaching.example", "", "I coach people after hard times."),
)


def plan_asking(stage: Stage) -> None:
    """Each request on its day, and the answer to one."""
    stage.plan(at(stage.days.ago(REGISTERED), 9), _give_code, stage)
    stage.plan(at(stage.days.ago(44), 19, 5), _ask, stage, *ONE_PERSON, DeclineReason.INDIVIDUAL)
    stage.plan(at(stage.days.ago(6), 16, 40), _ask, stage, *BY_CODE, None)
    stage.plan(at(stage.days.ago(3), 10, 15), _ask, stage, *WITHOUT_CODE, None)


def _give_code(stage: Stage) -> None:
    with stage.acting(stage.coordinator) as actor:
        add_code(actor, stage.organisations[SCHOOL], URN, stage.clock)


def _ask(stage: Stage, said: Said, asker: Asker, declined: DeclineReason | None) -> None:
    with stage.system():
        confirmed = asking.confirm(asking.ask(said, asker, stage.clock), stage.clock, ANSWERED_WITHIN)
    if declined is not None:
        answered = stage.days.after(stage.clock.today())
        stage.plan(at(answered, 11), _decline, stage, confirmed.request_id, declined)


def _decline(stage: Stage, request_id: UUID, reason: DeclineReason) -> None:
    with stage.acting(stage.coordinator) as actor:
        answering.decline(actor, request_id, reason, stage.clock)
