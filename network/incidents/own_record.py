"""Everything that is held on somebody, as one text that they can keep (U11, B29, B31)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from network.incidents.cases import Case
from network.incidents.complaining import ComplaintShown
from network.incidents.rules.readers import SEALED
from network.incidents.rules.reasons import StepReason
from network.incidents.rules.states import Step
from network.incidents.rules.told import STEP_WORDS, told_of
from network.incidents.words import OWN_REQUEST_WORDS, OWN_WORDS, SESSION_WORDS
from network.ui.filters import as_date, as_datetime

PART_WORDS = {
    "staff_name": "Your name",
    "staff_telephone": "Your telephone, as your manager gave it",
    "staff_email": "Your e-mail, as your manager gave it",
    "manager_name": "Your manager",
    "manager_telephone": "Your manager’s telephone",
    "manager_email": "Your manager’s e-mail",
    "successor_name": "To whom it was handed over",
    "successor_telephone": "Their telephone",
    "successor_email": "Their e-mail",
    "incident_on": "When it happened",
    "narrative": "What your manager wrote",
    "team_input": "Support for others in the team",
    "correction": "What you added",
    "called": "What you like to be called",
    "own_telephone": "Your own telephone",
    "own_email": "Your own e-mail",
    "contact_way": "How you would like to be contacted",
    "contact_times": "Safe times, and what to avoid",
    "voicemail": "Whether a message may be left",
    "interpreter": "Interpreter",
    "mode_wish": "How you would like to meet",
    "therapist_wish": "About the therapist",
}
"""Every part that is sealed, in words to its person."""
OWN_PART_WORDS = {
    **PART_WORDS,
    "staff_telephone": "Your telephone",
    "staff_email": "Your e-mail",
    "narrative": "What you wrote",
}
"""The same where they asked for themselves."""


@dataclass(frozen=True, slots=True)
class Told:
    """One step: when, what it was, who was told."""

    step: Step
    at: datetime
    has_manager: bool = True
    reason: StepReason | None = None
    """Why, where the step has a list of reasons."""

    @property
    def words(self) -> str:
        """What it was."""
        return STEP_WORDS[self.step]

    @property
    def told(self) -> str:
        """Who was told of it; empty where nobody was."""
        return told_of(self.step, has_manager=self.has_manager)


def when_deleted(case: Case, now: datetime) -> Iterator[str]:
    """What will be deleted when, in everyday words; while it is open, only whether it is held (B30)."""
    hold = case.hold_on(now)
    if hold is not None:
        yield f"For now nothing is deleted, until {as_date(hold.until_on)}. The reason: {hold.reason.label.lower()}."
        if case.kept_until:
            yield "The days below count again after that."
    if case.emptied_at:
        yield f"Your name, your details and what was written were deleted on {as_date(case.emptied_at)}."
    elif case.kept_until:
        yield f"Your name, your details and what was written are deleted on {as_date(case.kept_until)}."
        goes = "the closing summary" if case.has_summary_for_both else "them"
        yield f"This page goes with {goes}. Before then you can download what you would like to keep."
    if case.summary_until:
        whose = ", yours and your manager’s," if case.has_summary_for_both and not case.is_self_requested else ""
        yield f"The closing summary{whose} is deleted on {as_date(case.summary_until)}."
    if case.skeleton_until:
        yield f"Dates and numbers without a name are what is left. They are deleted on {as_date(case.skeleton_until)}."


@dataclass(frozen=True, slots=True)
class OwnRecord:
    """What a page, a file and a program show alike."""

    case: Case
    story: tuple[Told, ...]
    complaints: tuple[ComplaintShown, ...] = ()
    """What they complained of here, whatever of it is still kept."""

    def as_text(self, now: datetime) -> str:
        """All of it, for a file. Lines are short enough for any screen or printer to break."""
        return "\n".join(self._lines(now)) + "\n"

    def _lines(self, now: datetime) -> Iterator[str]:
        case = self.case
        yield f"Everything that is kept about you here, reference {case.reference}"
        yield f"As it was on {as_datetime(now)}"
        yield from self._standing()
        if not case.emptied_at:
            yield from ("", "WHAT WAS WRITTEN", "")
            yield from self._written()
        yield from ("", "WHAT HAPPENED, AND WHO WAS TOLD", "")
        for each in self.story:
            told = f" Told: {each.told}." if each.told else ""
            why = f" The reason: {each.reason.label.lower()}." if each.reason else ""
            yield f"{as_datetime(each.at)}: {each.words}{why}{told}"
        yield from self._sessions()
        yield from self._end()
        yield from self._complaints()
        yield from ("", "WHO HAS OPENED IT", "")
        if not case.openings:
            yield "Nobody but you."
        for opened in case.openings:
            yield f"{as_datetime(opened.at)}: {opened.name}, {opened.words}"
        for time in case.emergencies:
            read = f"Read on {as_datetime(time.opened_at)}." if time.opened_at else "Not read."
            yield f"In an emergency, {as_datetime(time.agreed_at)}: {time.asked_by} asked, {time.agreed_by} agreed."
            yield f"The reason: {time.reason.label.lower()}. {read}"
        yield from ("", "HOW LONG IT IS KEPT", "")
        yield from when_deleted(case, now)
        if not case.is_closed:
            yield "It is kept while this is open. Once it has closed, your page says on which day it is deleted."

    def _standing(self) -> Iterator[str]:
        case, clocks = self.case, self.case.clocks
        words = OWN_REQUEST_WORDS if case.is_self_requested else OWN_WORDS
        yield from ("", "WHERE IT STANDS", "", words[case.state])
        yield f"A first meeting is aimed at by {as_datetime(clocks.first_meeting_target_at)}"
        yield f"It is to be by {as_date(clocks.first_meeting_limit_on)}"
        if clocks.manager_contact_limit_on:
            yield f"Your manager is to be contacted by {as_date(clocks.manager_contact_limit_on)}"
        if case.manager_contacted_at:
            yield f"Your manager was contacted on {as_datetime(case.manager_contacted_at)}"
        if case.support.ledger.granted:
            yield f"Sessions that you can have: {case.support.ledger.granted}"
        if case.paused_until:
            yield f"You took a pause until {as_date(case.paused_until)}"

    def _complaints(self) -> Iterator[str]:
        if self.complaints:
            yield from ("", "WHAT YOU COMPLAINED OF", "")
        for each in self.complaints:
            yield f"{as_datetime(each.made_at)}, {each.state.label.lower()}: {each.words or 'the words are deleted'}"
            if each.answer:
                yield f"The answer: {each.answer}"
            yield f"It is deleted on {as_date(each.kept_until_day)}"

    def _written(self) -> Iterator[str]:
        case = self.case
        for part in SEALED:
            said = self._said(part)
            if said:
                words = OWN_PART_WORDS if case.is_self_requested else PART_WORDS
                yield f"{words[part]}: {said}"
        if case.department_name:
            yield f"Your department: {case.department_name}"
        yield from self._put_right()

    def _said(self, part: str) -> str | None:
        said = self.case.particulars
        in_words = {
            "incident_on": as_date(said.incident_day) if said.incident_day else None,
            "team_input": said.team_words,
            "contact_way": said.contact_words,
            "voicemail": said.voicemail_words,
            "mode_wish": said.mode_words,
        }
        found: str | None = in_words[part] if part in in_words else getattr(said, part)
        return found

    def _put_right(self) -> Iterator[str]:
        for was in self.case.amendments:
            yield f"{was.label}, before {as_datetime(was.at)}: {was.before or 'nothing'}"

    def _sessions(self) -> Iterator[str]:
        support = self.case.support
        if support.sessions:
            yield from ("", "SESSIONS", "")
        for session in support.sessions:
            when = as_datetime(session.at) if session.at else "no time yet"
            mode = f", {session.mode.label}" if session.mode else ""
            yield f"{when}{mode}: {SESSION_WORDS[session.state]}"
        for move in support.moves:
            why = f": {move.asked_by.label} asked. {move.reason.label}" if move.asked_by and move.reason else ""
            yield f"Moved or called off, {as_datetime(move.was_at)}{why}"
        for date in support.dates:
            yield f"A date to come: {date.kind.label}, {as_date(date.on) if date.on else 'no day yet'}"

    def _end(self) -> Iterator[str]:
        case = self.case
        if case.exit_pathway:
            yield from ("", "AFTERWARDS", "", f"Where you go from here: {case.exit_pathway.label}")
        if case.is_gp_advised:
            yield "Your therapist suggested that you see your GP about something else."
        if case.summary:
            yield from ("", "CLOSING SUMMARY", "", case.summary.text)
            if case.summary.comment:
                yield f"What you said of it to your therapist: {case.summary.comment}"
