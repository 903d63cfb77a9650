"""The rules of being a champion: who answers, what can follow on what."""

from __future__ import annotations

from datetime import date

from network.champions.vocabulary import ChampionState
from network.core.errors import Conflict, RuleBroken

LONGEST_THANKS = 1000
OPEN = frozenset({ChampionState.PROPOSED, ChampionState.ACTIVE})

_AGREED_ALREADY = "You have agreed already. You can step down whenever you like."


def check_answerable(state: ChampionState) -> None:
    """Conflict unless the question is still open."""
    if state is ChampionState.ACTIVE:
        raise Conflict(_AGREED_ALREADY)
    if state is not ChampionState.PROPOSED:
        raise Conflict("This was answered before. Your organisation’s lead can ask you again.")


def check_endable(state: ChampionState) -> None:
    """Conflict for somebody who is not a champion any more, or was not one yet."""
    if state not in OPEN:
        raise Conflict("They are not a champion now, so there is nothing to end.")


def state_after_end(state: ChampionState) -> ChampionState:
    """A champion has been one; somebody who was only asked is no longer asked, as if they had said no."""
    return ChampionState.ENDED if state is ChampionState.ACTIVE else ChampionState.DECLINED


def last_day_as_champion(role_ended_on: date, answered_on: date) -> date:
    """The day of the role's end; of the answer, where the role was ended on the very day and held on none."""
    return max(role_ended_on, answered_on)


def check_thanks(thanks: str) -> None:
    """RuleBroken for thanks that run on."""
    if len(thanks) > LONGEST_THANKS:
        raise RuleBroken("thanks", f"Shorten your thanks to {LONGEST_THANKS:,} characters.")
