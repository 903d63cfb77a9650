"""What waits for the coordinator, out of the figures and what other features say. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final

from network.organisations.vocabulary import Sector
from network.reports.rules.lines import Summary

EVENT_WITHIN: Final = timedelta(days=60)


class Task(StrEnum):
    """The kinds of thing that wait for the coordinator, in the order in which they are worth doing."""

    ACKNOWLEDGE = "acknowledge"
    ANSWER_REQUESTS = "answer-requests"
    FIND_GIVERS = "find-givers"
    PUBLISH_CHARTER = "publish-charter"
    SIGN_CHARTER = "sign-charter"
    FOLLOW_CHARTER = "follow-charter"
    FIND_CHAMPIONS = "find-champions"
    TRAIN = "train"
    ASK_WORKFORCE = "ask-workforce"
    ANNOUNCE_EVENT = "announce-event"


@dataclass(frozen=True, slots=True)
class ToDo:
    """One thing to do, and of how many organisations; `sectors` for training, the least covered first."""

    task: Task
    invited: int = 0
    partners: int = 0
    unanswered: int = 0
    """Of the partners that signed, those for whose signature nobody answers."""
    sectors: tuple[Sector, ...] = ()
    by: date | None = None
    requests: int = 0
    since: date | None = None
    """When the request was made that waits longest."""


@dataclass(frozen=True, slots=True)
class Picture:
    """What the list of things to do is made of."""

    has_charter: bool
    total: Summary
    sectors: tuple[Summary, ...]
    next_event_at: datetime | None
    acknowledge_by: date | None = None
    """The last day for answering the complaint that waits longest; None where none waits."""
    asking: int = 0
    """Organisations that ask to join."""
    answer_by: date | None = None
    """The last day for the one that waits longest."""
    review_due: int = 0
    no_signatory: int = 0
    training_asked: int = 0
    """Requests for tailored training that nobody has agreed to yet."""
    training_asked_on: date | None = None
    """When the one was made that waits longest."""


def what_to_do(picture: Picture, now: datetime) -> list[ToDo]:
    """What waits, in the order of `Task`, at most one of a kind; nothing where nothing does."""
    return [
        *([ToDo(Task.ACKNOWLEDGE, by=picture.acknowledge_by)] if picture.acknowledge_by else []),
        *([ToDo(Task.ANSWER_REQUESTS, partners=picture.asking, by=picture.answer_by)] if picture.asking else []),
        *_givers(picture),
        *_charter(picture),
        *_following(picture),
        *_champions(picture.total),
        *_training(picture.sectors),
        *_workforce(picture.total),
        *_events(picture.next_event_at, now),
    ]


def _givers(picture: Picture) -> list[ToDo]:
    if not picture.training_asked:
        return []
    return [ToDo(Task.FIND_GIVERS, requests=picture.training_asked, since=picture.training_asked_on)]


def _charter(picture: Picture) -> list[ToDo]:
    if not picture.has_charter:
        return [ToDo(Task.PUBLISH_CHARTER)]
    waiting = picture.total.not_signed
    if not waiting:
        return []
    # Signing makes a partner, so nobody invited has signed.
    invited = min(picture.total.invited, waiting)
    return [ToDo(Task.SIGN_CHARTER, invited=invited, partners=waiting - invited)]


def _following(picture: Picture) -> list[ToDo]:
    if not picture.review_due and not picture.no_signatory:
        return []
    return [ToDo(Task.FOLLOW_CHARTER, partners=picture.review_due, unanswered=picture.no_signatory)]


def _champions(total: Summary) -> list[ToDo]:
    return [ToDo(Task.FIND_CHAMPIONS, partners=total.without_champion)] if total.without_champion else []


def _training(sectors: Iterable[Summary]) -> list[ToDo]:
    thin = [each for each in sectors if each.shares and each.shares[0].is_thin]
    thin.sort(key=lambda each: each.shares[0].percent or 0)
    return [ToDo(Task.TRAIN, sectors=tuple(each.sector for each in thin if each.sector))] if thin else []


def _workforce(total: Summary) -> list[ToDo]:
    return [ToDo(Task.ASK_WORKFORCE, partners=total.without_workforce)] if total.without_workforce else []


def _events(next_event_at: datetime | None, now: datetime) -> list[ToDo]:
    is_soon = next_event_at is not None and next_event_at - now <= EVENT_WITHIN
    return [] if is_soon else [ToDo(Task.ANNOUNCE_EVENT)]
