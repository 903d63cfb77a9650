"""A referral to rehearse: made-up people, real rules, nothing kept and nobody told.

The made-up staff member works where nobody else does, so that no rehearsal is about anybody. Each scene stands alone:
what is typed into one is checked as it would be, and is gone with the answer.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import Any, Final

from network.core.errors import RuleBroken
from network.incidents.rules.answers import TalkOutcome, TeamInput
from network.incidents.rules.eligibility import window
from network.incidents.rules.submission import (
    check_incident_day,
    check_manager,
    check_narrative,
    check_staff_member,
    check_talk_day,
)
from network.incidents.rules.summary import Statement, advice_of, check_summary

STAFF_NAME: Final = "Pip Practice"
MANAGER_NAME: Final = "Max Rehearsal"


class Place(StrEnum):
    """A scene of the rehearsal, in order."""

    TALK = "talk"
    WHEN = "when"
    STAFF_MEMBER = "staff-member"
    WHAT_HAPPENED = "what-happened"
    MANAGER = "manager"
    TEAM = "team"
    CHECK = "check"
    SENT = "sent"
    OWN_PAGE = "own-page"
    DESK = "desk"
    PROVIDER = "provider"
    SUMMARY = "summary"
    END = "end"

    @property
    def number(self) -> int:
        """Which one it is, from 1."""
        return tuple(Place).index(self) + 1

    @property
    def next(self) -> Place | None:
        """The one after it; None after the last."""
        places = tuple(Place)
        return places[self.number] if self.number < len(places) else None

    @property
    def before(self) -> Place | None:
        """The one before it; None before the first."""
        return tuple(Place)[self.number - 2] if self.number > 1 else None


@dataclass(frozen=True, slots=True)
class Scene:
    """Who somebody is to be in a scene, and what is before them."""

    who: str
    title: str
    says: tuple[str, ...]
    made_up: Mapping[str, Any] = field(default_factory=dict)
    """What the form of the scene opens with."""


NARRATIVE: Final = (
    "On a visit a door was broken down while Pip Practice and a colleague were inside. They were threatened with a "
    "knife and could leave only after twenty minutes. Kayleigh, the mother, was hurt. Pip has not slept since."
)
SUMMARY: Final = "It went well and Pip is ready for everyday work again. The GP was told about the sleep."

SCENES: Final[Mapping[Place, Scene]] = {
    Place.TALK: Scene(
        "the line manager",
        "Your talk with the staff member",
        ("You and Pip have talked today, and agreed that this support may help.", "Nothing of what was said is kept."),
        {"outcome": TalkOutcome.REFER},
    ),
    Place.WHEN: Scene(
        "the line manager",
        "When it happened",
        ("It was yesterday. Try a day four months ago too, and see what the page says.",),
    ),
    Place.STAFF_MEMBER: Scene(
        "the line manager",
        "The staff member",
        ("One way to reach them is enough. Try leaving both out.",),
        {"staff_name": STAFF_NAME, "staff_telephone": "01632 960 777", "staff_email": "pip@practice.example"},
    ),
    Place.WHAT_HAPPENED: Scene(
        "the line manager",
        "What happened",
        ("Pip reads every word of this. It names somebody who should not be named: leave that for the next pages.",),
        {"narrative": NARRATIVE},
    ),
    Place.MANAGER: Scene(
        "the line manager",
        "The line manager",
        ("That is you, in this rehearsal.",),
        {"manager_name": MANAGER_NAME, "manager_telephone": "", "manager_email": "max@practice.example"},
    ),
    Place.TEAM: Scene(
        "the line manager",
        "Others in the team",
        ("The last question of the form. Not sure is a good answer.",),
        {"team_input": TeamInput.NOT_SURE},
    ),
    Place.CHECK: Scene(
        "the line manager",
        "Check your answers",
        ("Everything on one page before it goes. Words that may name somebody are pointed at; you decide.",),
    ),
    Place.SENT: Scene(
        "the line manager",
        "Sent",
        ("If you had sent it now, these would be its times. From here on you see four states, and no more.",),
    ),
    Place.OWN_PAGE: Scene(
        "the staff member",
        "Your support",
        (
            "Pip has a page of their own: what was written, what happens next, who has looked.",
            "Pip can add something, say how they would like to be reached, or say no. No is two clicks away, always.",
        ),
    ),
    Place.DESK: Scene(
        "the incident lead",
        "On your desk",
        (
            "You see a reference and two clocks, and no name in the list.",
            "You pass it on in one action. Passing on is a forward, not an approval.",
        ),
    ),
    Place.PROVIDER: Scene(
        "the provider and the therapist",
        "A therapist, a first meeting",
        (
            "One person at the provider chooses a therapist who does not know Pip or Max.",
            "The therapist books a first meeting, and speaks with Max: about the team, and about Max.",
            "Up to three sessions, then both look back; up to three more. Nowhere can anybody write notes.",
        ),
    ),
    Place.SUMMARY: Scene(
        "the therapist",
        "The closing summary",
        (
            "General words only. These say too much: press the button, see what the page says, and mend them.",
            "Pip reads it first. Then the same text goes to Pip and to Max.",
        ),
        {"words": SUMMARY},
    ),
    Place.END: Scene(
        "yourself again",
        "That was all of it",
        (
            "Nothing of this was kept, nobody was told, and no number counts it.",
            "A real referral takes about ten minutes.",
        ),
    ),
}


def check_scene(place: Place, typed: Mapping[str, Any], today: date) -> None:
    """Raises RuleBroken as the real form would (D6, CI-4, CI-19)."""
    if place is Place.TALK:
        check_talk_day(typed["talked_on"], today)
    elif place is Place.WHEN:
        verdict = window(typed["incident_on"], today, today - timedelta(days=365))
        check_incident_day(verdict, today, today, ())
    elif place is Place.STAFF_MEMBER:
        check_staff_member(
            *(typed[part] or "" for part in ("staff_name", "staff_telephone", "staff_email")),
            manager_email="max@practice.example",
        )
    elif place is Place.WHAT_HAPPENED:
        check_narrative(typed["narrative"] or "")
    elif place is Place.MANAGER:
        check_manager(*(typed[part] or "" for part in ("manager_name", "manager_telephone", "manager_email")))
    elif place is Place.SUMMARY:
        _check_words(typed["words"] or "")


def _check_words(words: str) -> None:
    findings = check_summary((Statement.OFFERED,), words, names=(STAFF_NAME, MANAGER_NAME))
    if findings:
        raise RuleBroken("words", " ".join(advice_of(findings)))


def made_up_days(today: date) -> dict[str, date]:
    """The days of the made-up story: an incident yesterday, a talk today."""
    return {"talked_on": today, "incident_on": today - timedelta(days=1)}
