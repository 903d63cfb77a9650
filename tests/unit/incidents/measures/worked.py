"""Two hundred made-up cases, with what each of them counts in worked by hand beside it: `cases.csv`.

Every time is as London's clocks show it. The columns up to `exit` are what happened; the others are what follows, for
somebody who reads the figures on Monday 12 October 2026 at 9am. They were worked from a wall calendar, line by line,
and no line of the product took part.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid5

from network.core.clock import LONDON
from network.incidents.rules.answers import ExitPathway
from network.incidents.rules.measures import CaseFacts, HeldSession, Move
from network.incidents.rules.states import State, Step

NOW = datetime(2026, 10, 12, 8, 0, tzinfo=UTC)
DAYS = (date(2025, 12, 31), date(2026, 3, 31), date(2026, 6, 30), date(2026, 9, 30))
KEYS = UUID("9b6a3c0e-4d0f-4f7e-9d55-0c1f6f5d2a11")
FOLDER = Path(__file__).parent

_STEPS = {
    "sent": Step.SUBMIT,
    "sent_back": Step.SEND_BACK,
    "sent_again": Step.SEND_AGAIN,
    "passed_on": Step.PASS_TO_PROVIDER,
    "handed_back": Step.HAND_BACK,
    "named": Step.NAME_THERAPIST,
    "passed_on_again": Step.PASS_TO_PROVIDER,
    "named_again": Step.NAME_THERAPIST,
}
_ENDS = {
    "ended": (Step.END_SUPPORT, State.ENDED),
    "left": (Step.DECLINE, State.ENDED),
    "closed-early": (Step.CLOSE_EARLY, State.CLOSED),
    "withdrawn": (Step.WITHDRAW, State.WITHDRAWN),
    "declined": (Step.DECLINE, State.DECLINED),
    "redirected": (Step.REDIRECT, State.REDIRECTED),
    "mistaken": (Step.MARK_MISTAKEN, State.MISTAKEN),
}


@dataclass(frozen=True)
class Worked:
    """One case: what happened, and the hand's columns as they are written."""

    facts: CaseFacts
    row: dict[str, str]

    def __str__(self) -> str:
        return self.row["case"]


def at(text: str) -> datetime:
    """The instant of a time on London's clocks; no case has one that comes twice."""
    return datetime.fromisoformat(text).replace(tzinfo=LONDON).astimezone(UTC)


def therapist(letter: str) -> UUID:
    """The key of a therapist."""
    return uuid5(KEYS, letter)


def rows(name: str) -> list[dict[str, str]]:
    """The lines of a file beside this one."""
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def case_of(row: dict[str, str]) -> CaseFacts:
    """What happened, as the product knows it."""
    sessions = tuple(
        HeldSession(at(time), therapist(letter))
        for letter, time in (each.split(" ", 1) for each in row["sessions"].split("; ") if each)
    )
    met_at = sessions[0].at if sessions else None
    moves = [Move(step, at(row[column])) for column, step in _STEPS.items() if row[column]]
    if met_at:
        # It was booked as soon as the therapist had the case. That it was held is said a day later, or at the end.
        named_at = max(move.at for move in moves if move.step is Step.NAME_THERAPIST)
        ended_at = at(row["closed"]) if row["closed"] else NOW
        told_at = max(min(met_at + timedelta(days=1), ended_at), met_at)
        moves += [Move(Step.BOOK_FIRST_MEETING, named_at), Move(Step.BEGIN_SUPPORT, told_at)]
    state = _state(row, has_begun=met_at is not None)
    if row["closed"]:
        moves.append(Move(_ENDS[row["how"]][0], at(row["closed"])))
    if row["reopened"]:
        again = Step.CHANGE_MIND if row["how"] == "declined" else Step.REOPEN
        moves.append(Move(again, at(row["reopened"])))
        moves.append(Move(_ENDS[row["how_again"]][0], at(row["closed_again"])))
    closed = row["closed_again"] or row["closed"]
    return CaseFacts(
        incident_id=uuid5(KEYS, row["case"]),
        state=state,
        sent_at=at(row["sent"]),
        meeting_target_at=at(row["target"]),
        meeting_limit_on=date.fromisoformat(row["limit"]),
        contact_limit_on=date.fromisoformat(row["limit"]),
        met_at=met_at,
        manager_contacted_at=at(row["contacted"]) if row["contacted"] else None,
        closed_at=at(closed) if closed else None,
        exit_pathway=ExitPathway(row["exit"]) if row["exit"] else None,
        moves=tuple(sorted(moves, key=lambda move: move.at)),
        sessions=sessions,
    )


def _state(row: dict[str, str], *, has_begun: bool) -> State:
    how = row["how_again"] or row["how"]
    if how:
        return State.ENDED if has_begun else _ENDS[how][1]
    if has_begun:
        return State.UNDER_WAY
    if row["handed_back"] and not row["passed_on_again"]:
        return State.SUBMITTED
    return State.ALLOCATED if row["named"] else State.WITH_PROVIDER if row["passed_on"] else State.SUBMITTED


CASES = [Worked(case_of(row), row) for row in rows("cases.csv")]
