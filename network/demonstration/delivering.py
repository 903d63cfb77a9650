"""Sessions to come: one that is full with people waiting, one cancelled, one of two days, and one held and answered."""

from __future__ import annotations

from typing import Final

from network.core import outbox
from network.core.permissions import Role
from network.demonstration.days import at
from network.demonstration.names import address_of
from network.demonstration.partners import CITY, PARTNERS
from network.demonstration.sign_ins import CHAMPION
from network.demonstration.stage import Member, Stage
from network.training.delivery.feedback import Said
from network.training.delivery.messages import SessionOver
from network.training.delivery.models import ScheduledSession
from network.training.delivery.queries.answers import list_lines
from network.training.delivery.rules import SessionDraft, Span
from network.training.delivery.service import answers, attendance, places, planning
from network.training.delivery.vocabulary import Occasion
from network.training.public import Attendee, Mode, Roster
from network.training.queries import find_course

DELIVERED: Final = 8
"""People of the session that was held: each has a completion of it."""
PLACE: Final = "Training room 2, Civic Centre"
LINK: Final = "https://meet.wendmere.example/room/training"
CANCELLED: Final = "The room is being repaired. We will plan another day soon."
WORDS: Final = (
    "The example about the reception desk will stay with me.",
    "A little more time for questions, please.",
    "",
    "I liked that we could leave and come back.",
    "More examples from schools.",
    "",
)
THEMES: Final = {WORDS[1]: "pace", WORDS[4]: "more examples"}


def plan_delivering(stage: Stage) -> None:
    """The sessions of the city's champion, each on its day."""
    stage.plan(at(stage.days.ago(40), 9, 20), _hold, stage)
    stage.plan(at(stage.days.ago(12), 9, 40), _fill, stage)
    stage.plan(at(stage.days.ago(11), 9, 40), _cancel, stage)
    stage.plan(at(stage.days.ago(10), 9, 40), _announce, stage)


def _champion(stage: Stage) -> Member:
    """Somebody whose sign-in is known, so that whoever looks at the demonstration can hold a session."""
    champions = stage.members_of(CITY, Role.CHAMPION)
    return next((each for each in champions if each.person.email == CHAMPION.email), champions[0])


def _plan(
    stage: Stage, *, ahead: int, days: int = 1, capacity: int = 12, is_open_to_all: bool = False
) -> ScheduledSession:
    champion = _champion(stage)
    with stage.acting(champion) as actor:
        course = find_course(actor, "T2-PRACTICE")
        if course is None:
            raise LookupError("T2-PRACTICE")
        first = stage.days.ahead(ahead) if ahead > 0 else stage.days.ago(-ahead)
        parts = [Span(at(day, 9, 30), at(day, 12)) for day in (first, stage.days.ahead(ahead + 7))[:days]]
        draft = SessionDraft(
            course_id=course.id,
            parts=tuple(parts),
            mode=Mode.BLENDED,
            place=PLACE,
            joining_link=LINK,
            capacity=capacity,
            is_open_to_all=is_open_to_all,
            books_until=None,
            facilitators=(champion.person.id,),
            content_note="Examples from practice mention loss. Each is announced before it comes.",
            breaks="10:45am for 15 minutes",
            camera_may_be_off=True,
            may_leave_any_time=True,
        )
        (session,) = planning.plan_sessions(actor, draft, 1, stage.clock)
        return session


def _announce(stage: Stage) -> None:
    """Two days, a week apart, that everybody with a place comes to."""
    _plan(stage, ahead=37, days=2)


def _people(stage: Stage, key: str, count: int) -> Roster:
    domain = next(partner.domain for partner in PARTNERS if partner.key == key)
    names = [next(stage.names) for _ in range(count)]
    return Roster(tuple(Attendee(name, address_of(name, domain), line=line) for line, name in enumerate(names, 1)))


def _fill(stage: Stage) -> None:
    """Every place is taken, by people of two partners, and two of them wait."""
    session = _plan(stage, ahead=9, capacity=6, is_open_to_all=True)
    others = next(each for each in stage.members if each.role is Role.CHAMPION and each.place != CITY)
    with stage.acting(_champion(stage)) as actor:
        places.book(actor, session.id, "A chair near the door, please.", stage.clock)
    for member, count in ((_champion(stage), 4), (others, 3)):
        with stage.acting(member) as actor:
            places.book_people(actor, session.id, _people(stage, member.place, count), stage.clock)


def _cancel(stage: Stage) -> None:
    session = _plan(stage, ahead=16)
    with stage.acting(_champion(stage)) as actor:
        places.book_people(actor, session.id, _people(stage, CITY, 4), stage.clock)
        planning.cancel_session(actor, session.id, CANCELLED, stage.clock)


def _hold(stage: Stage) -> None:
    session = _plan(stage, ahead=-20)
    with stage.acting(_champion(stage)) as actor:
        places.book_people(actor, session.id, _people(stage, CITY, DELIVERED), stage.clock)
    stage.plan(at(stage.days.ago(20), 12, 10), _record, stage, session)


def _record(stage: Stage, session: ScheduledSession) -> None:
    with stage.acting(_champion(stage)) as actor:
        attendance.mark_everybody(actor, session.id, 1, stage.clock)
        attendance.record_attendance(actor, session.id, stage.clock)
    tokens = [each.token for each in outbox.waiting_messages() if isinstance(each, SessionOver)]
    for number, (token, words) in enumerate(zip(tokens, WORDS, strict=False)):
        said = Said(clear=5 - number % 2, safe=5 - number % 3, useful=4 + number % 2, words=words)
        answers.answer(token, said, stage.clock)
    with stage.acting(stage.coordinator) as actor:
        for line in list_lines(actor, session.course_id, Occasion.AFTER).items:
            if line.words in THEMES:
                answers.tag_line(actor, line.answer.id, THEMES[line.words], line.answer.version, stage.clock)
