"""Therapists are asked one after the other whether they take somebody on: room, ties, and for how long (CI-7)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from enum import StrEnum
from typing import Final
from uuid import UUID

from network.core.clock import in_utc, local_date
from network.core.errors import RuleBroken
from network.core.working_days import Calendar

DAY_BEGINS: Final = time(8, 0)
DAY_ENDS: Final = time(18, 0)
"""Between the two an hour counts, on the working days of the organisation that referred."""
MOST_PLACES: Final = 40
LONGEST_AWAY: Final = timedelta(days=366)


class AskState(StrEnum):
    """Where it stands that one therapist is asked."""

    IN_TURN = "in-turn"
    WAITING = "waiting"
    ACCEPTED = "accepted"
    TURNED_DOWN = "turned-down"
    LAPSED = "lapsed"
    TAKEN_BACK = "taken-back"


OPEN_ASKS: Final = frozenset({AskState.IN_TURN, AskState.WAITING})
"""Those that nobody has answered, and that have not moved on."""


class TurnDownReason(StrEnum):
    """Why a therapist does not take somebody on: their own word, and no more than this (CI-7)."""

    NO_ROOM = "no-room"
    AWAY = "away"
    SAME_TEAM = "same-team"
    FAMILY = "family"
    FORMER_MANAGER = "former-manager"
    KNOWN = "known"

    @property
    def label(self) -> str:
        """As it is chosen, and read by whoever chooses a therapist."""
        return {
            "no-room": "I have no room at the moment",
            "away": "I am away",
            "same-team": "I work or worked in the same team",
            "family": "One of them is of my family",
            "former-manager": "I managed one of them, or was managed by one",
            "known": "I know one of them in another way",
        }[self.value]

    @property
    def is_conflict(self) -> bool:
        """Whether it stands for good between these people, however much room there is later."""
        return self not in {TurnDownReason.NO_ROOM, TurnDownReason.AWAY}


class Connection(StrEnum):
    """What ties a therapist to an organisation, by their own word, so that nobody has to guess."""

    TEAM = "team"
    FAMILY = "family"
    MANAGER = "manager"

    @property
    def label(self) -> str:
        """As a therapist says it."""
        return {
            "team": "I work or worked in a team there",
            "family": "Somebody of my family works there",
            "manager": "I managed people there",
        }[self.value]

    @property
    def words(self) -> str:
        """As whoever chooses a therapist reads it."""
        return {
            "team": "worked in a team there",
            "family": "has family there",
            "manager": "managed people there",
        }[self.value]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A therapist who could be asked, as far as choosing one needs."""

    id: UUID
    name: str
    cases: int
    """How many people they support at the moment, over all organisations."""
    places: int | None
    """How many they can support at the same time; None where they have not said."""
    away_until: date | None
    connections: frozenset[Connection]
    """With the organisation that referred."""
    turned_down: TurnDownReason | None

    @property
    def room(self) -> int | None:
        """How many more they can take; None where they have not said."""
        return None if self.places is None else max(0, self.places - self.cases)

    def is_away(self, today: date) -> bool:
        """Whether they take nobody on today, by their own word; the last day is part of it."""
        return self.away_until is not None and today <= self.away_until

    @property
    def has_conflict(self) -> bool:
        """Whether they said of this very referral that they know somebody in it."""
        return self.turned_down is not None and self.turned_down.is_conflict


def in_order(candidates: Iterable[Candidate], today: date) -> list[Candidate]:
    """Who is best asked first: who is there, tied to nobody, with most room. Nobody is left out.

    Whoever has not said how much room they have stands behind those who have some, and before those who have none.
    """
    return sorted(candidates, key=lambda each: (*_hindrances(each, today), -_room(each), each.name, each.id))


def _hindrances(candidate: Candidate, today: date) -> tuple[bool, bool, bool, bool]:
    return (
        candidate.has_conflict,
        candidate.is_away(today),
        candidate.turned_down is not None,
        bool(candidate.connections),
    )


def _room(candidate: Candidate) -> float:
    return 0.5 if candidate.room is None else candidate.room


def lapses_at(asked_at: datetime, hours: int, calendar: Calendar, zone: tzinfo) -> datetime:
    """When an offer that nobody answered moves on: so many working hours later, in UTC.

    An hour counts between 8am and 6pm in `zone`, on the working days of the organisation that referred. Raises
    UnknownBankHolidays for a year whose bank holidays are not known.
    """
    left, moment = timedelta(hours=hours), in_utc(asked_at)
    day = local_date(moment, zone)
    while True:
        if calendar.is_working_day(day):
            begins, ends = (in_utc(datetime.combine(day, each, zone)) for each in (DAY_BEGINS, DAY_ENDS))
            begins = max(begins, moment)
            if begins + left <= ends:
                return begins + left
            left -= max(ends - begins, timedelta())
        day += timedelta(days=1)


def check_asked(wanted: Iterable[UUID], candidates: Iterable[Candidate]) -> list[Candidate]:
    """The therapists to ask, in the order in which they were wanted, each once.

    Raises RuleBroken where there is none, where one is no therapist there, and for one who said that they know them.
    """
    known = {each.id: each for each in candidates}
    chosen = list(dict.fromkeys(wanted))
    if not chosen:
        raise RuleBroken("therapist_ids", "Choose at least one therapist to ask")
    if any(each not in known for each in chosen):
        raise RuleBroken("therapist_ids", "Choose therapists from the list")
    for each in chosen:
        if known[each].has_conflict:
            raise RuleBroken("therapist_ids", f"{known[each].name} knows one of them, so choose somebody else")
    return [known[each] for each in chosen]


def check_room(places: int | None, away_until: date | None, today: date) -> None:
    """Raises RuleBroken for a number or a day that cannot be meant."""
    if places is None or not 0 <= places <= MOST_PLACES:
        raise RuleBroken("places", f"Enter a number from 0 to {MOST_PLACES}")
    if away_until is not None and away_until < today:
        raise RuleBroken("away_until", "Enter today or a day to come, or leave it empty")
    if away_until is not None and away_until > today + LONGEST_AWAY:
        raise RuleBroken("away_until", "Check the year. Enter a day within the next twelve months")
