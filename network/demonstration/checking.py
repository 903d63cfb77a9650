"""What shows some of the pledges, and how partners look at each other's."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from network.charter.models import Pledge
from network.charter.queries import checks as check_queries
from network.charter.queries import pledges as queries
from network.charter.rules.evidence import EvidenceText
from network.charter.rules.pledges import PledgeText
from network.charter.service import checks, evidence, pledges
from network.charter.vocabulary import Finding, PledgeState
from network.core.actor import Actor
from network.demonstration.days import at
from network.demonstration.logos import drawn
from network.demonstration.partners import CITY, PARTNERS, Partner
from network.demonstration.stage import Stage

LOOKS: Final = "ofh"
ASKED: Final = "harbour-light"
ASKS: Final = "fallowdale"
SEEN: Final = "We read the letter and rang the number on it. Somebody told us who would be there."


def plan_checking(stage: Stage) -> None:
    """One check on which both agree, one that waits for the other partner, and one that waits for the city."""
    stage.plan(at(stage.days.ago(20), 10), _show_and_ask, stage, CITY, (LOOKS, ASKED))
    stage.plan(at(stage.days.ago(16), 15), _look, stage)
    stage.plan(at(stage.days.ago(12), 9), _agree, stage)
    stage.plan(at(stage.days.ago(4), 10), _show_and_ask, stage, ASKS, (CITY,))


def _partner(key: str) -> Partner:
    return next(partner for partner in PARTNERS if partner.key == key)


def _show_and_ask(stage: Stage, place: str, peers: tuple[str, ...]) -> None:
    partner = _partner(place)
    with stage.acting(stage.lead_of(partner)) as actor:
        _begin_first_action(stage, actor)
        in_place = [
            pledge
            for pledge in queries.list_pledges_of(actor, actor.organisation_id)
            if pledge.state is PledgeState.IN_PLACE
        ]
        for number, pledge in enumerate(in_place):
            said = EvidenceText(
                f"What it looks like ({number + 1})", stage.clock.today() + timedelta(days=200 + number)
            )
            evidence.add_link(actor, pledge.id, said, f"https://www.{partner.domain}/charter/{number + 1}", stage.clock)
        if in_place:
            picture = EvidenceText("A picture of the front desk")
            evidence.add_file(actor, in_place[0].id, picture, drawn(0.4), "front desk.png", stage.clock)
        # The first stays unasked, so that somebody can be asked.
        for pledge, peer in zip(in_place[1:], peers, strict=False):
            checks.ask_peer(actor, pledge.id, stage.organisations[peer], "Is this how it is at the desk?", stage.clock)


def _begin_first_action(stage: Stage, actor: Actor) -> Pledge | None:
    """The first action is in place: it was small and certain."""
    actions = queries.list_actions_of(actor, actor.organisation_id)
    if not actions:
        return None
    first = actions[0]
    said = PledgeText(first.text, first.owner_name, first.due_on, PledgeState.IN_PLACE)
    return pledges.edit_pledge(actor, first.id, said, first.version, stage.clock)


def _look(stage: Stage) -> None:
    with stage.acting(stage.lead_of(_partner(LOOKS))) as actor:
        for check in check_queries.list_checks(actor):
            checks.answer(actor, check.id, Finding.IN_PLACE, SEEN, check.version, stage.clock)


def _agree(stage: Stage) -> None:
    with stage.acting(stage.lead_of(_partner(CITY))) as actor:
        for check in check_queries.list_checks(actor):
            if check.finding is Finding.IN_PLACE:
                checks.agree(actor, check.id, stage.clock)
