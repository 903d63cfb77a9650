"""The systems whose files are known by their headings, and which of their columns says what.

Facts of each are in the design's list of export formats. A heading that is not named here is not read: *Last Updated
By* is an editor, *Manager ID* a manager, *Organization ID* no person, and a report's *ID* the number of a row.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from network.training.exports.claims import Field
from network.training.exports.systems import PEOPLE, TRAINING, Headings, System

_RENEWAL = re.compile(r"\s*[-–]\s*\d+\s+(?:years?|months?)\s*$", re.IGNORECASE)


def competency_title(competency: str) -> str:
    """*Fire Safety* from ESR's ``NHS|CSTF|Fire Safety - 2 Years|``: the owner and the renewal are no part of it."""
    parts = [part.strip() for part in competency.split("|") if part.strip()]
    return _RENEWAL.sub("", parts[-1]) if parts else ""


_ANOTHER: Final = (
    "manager|supervisor|boss|lead|leader|head|colleague|friend|partner|somebody|someone|trainer|facilitator|speaker|"
    "next of kin|emergency|referee|invite"
)
_THING: Final = (
    "organisation|organization|employer|company|school|team|service|department|ward|course|session|event|training"
)
"""Words of questions that ask for an address or a name, and not for that of whoever answers."""
_IS_COMPLETE: Final[Headings] = ("is complete", "is complete (y/n)", "completion status id", "completion status")
_NOBODY: Final[Headings] = ()
_TOTARA_IMPORT: Final[Mapping[Field, Headings]] = {
    Field.COURSE: ("courseshortname", "certificationshortname"),
    Field.COURSE_CODE: ("courseidnumber", "certificationidnumber"),
    Field.COMPLETED_ON: ("completiondate",),
    Field.STATUS: _NOBODY,
}
_REPORT: Final[Mapping[Field, Headings]] = {
    Field.COURSE: ("course name", "course title", "course fullname", "course full name", "certification name"),
    Field.COURSE_CODE: ("course id number", "course shortname", "course short name"),
    Field.COMPLETED_ON: ("completion date", "date completed", "course completion date"),
    Field.STATUS: ("completion status", "course status", "status", "is complete?", "completion status (t/f)"),
    Field.STAFF_NUMBER: ("user id number", "user's id number", "user's user id number", "user's employee number"),
}

SYSTEMS: Final = (
    System(
        "moodle",
        "Moodle, course completion",
        (("course complete",), ("name", "full name"), ("id",)),
        {Field.COMPLETED_ON: ("course complete",), Field.STATUS: _NOBODY, Field.COURSE: _NOBODY},
    ),
    System(
        "iomad",
        "IOMAD, completion records",
        (("timecompleted",), ("coursename", "courseid"), ("username",)),
        {
            Field.COURSE: ("coursename",),
            Field.COURSE_CODE: _NOBODY,
            Field.COMPLETED_ON: ("timecompleted",),
            Field.STATUS: _NOBODY,
            Field.STAFF_NUMBER: _NOBODY,
        },
    ),
    System(
        "totara",
        "Totara, completion records",
        (("completiondate",), ("courseshortname", "courseidnumber", "certificationshortname"), ("username",)),
        _TOTARA_IMPORT,
        is_of_completions=True,
    ),
    System(
        "totara",
        "Totara, people to book on a seminar",
        (("signupnote",), ("email", "username")),
        {},
        refuses=(
            "This is a list of people to book on a seminar; it does not say who came. Download the seminar’s "
            "attendance, or its completion report, and send that."
        ),
    ),
    System(
        "learning-pool",
        "Learning Pool, completion records",
        (
            ("learning experience external id",),
            ("learning experience completion date", "object completion date"),
        ),
        {
            Field.COURSE: ("learning experience external id",),
            Field.COMPLETED_ON: ("learning experience completion date", "object completion date"),
            Field.STATUS: _NOBODY,
            Field.STAFF_NUMBER: _NOBODY,
            Field.USERNAME: ("user identifier", "username"),
        },
        is_of_completions=True,
    ),
    System(
        "learning-pool",
        "Learning Pool, report",
        (
            (
                "completion status (t/f)",
                "number of sections completed",
                "extra attempts",
                "user's institution",
                "first accessed date",
            ),
            ("completion date", "date completed"),
            ("course name", "course shortname", "course id number"),
        ),
        _REPORT,
    ),
    System(
        "totara",
        "Totara, report",
        (
            ("completion status", "course status", "is complete?"),
            ("completion date", "course completion date"),
            (
                "user's fullname",
                "user's full name",
                "user last name",
                "user's email",
                "user first name",
                "rpl note",
                "progress (%)",
                "course progress",
                "date enrolled",
                "course enrol date",
                "previous completion count",
            ),
        ),
        _REPORT,
    ),
    System(
        "esr",
        "NHS ESR, compliance and competency",
        (("competency name", "competence name"), ("expiry date", "date last awarded", "compliance status")),
        {
            Field.COURSE: ("competency name", "competence name"),
            Field.COMPLETED_ON: ("date last awarded", "date start"),
            # Whether it is current today is counted here; what was awarded stays awarded.
            Field.STATUS: _NOBODY,
            Field.NAME: ("employee name", "full name", "employee"),
            Field.STAFF_NUMBER: ("employee number", "assignment number", "assignment"),
        },
        course_of=competency_title,
    ),
    System(
        "cornerstone",
        "Cornerstone, transcript",
        (("transcript status",), ("training title",)),
        {
            Field.COURSE: ("training title",),
            Field.COMPLETED_ON: ("transcript completed date", "completed date", "completion date"),
            Field.STATUS: ("transcript status",),
            Field.NAME: ("full name", "name", "user full name"),
        },
    ),
    System(
        "successfactors",
        "SuccessFactors Learning",
        (("item title", "program title"), _IS_COMPLETE),
        {
            Field.COURSE: ("item title", "program title"),
            Field.COMPLETED_ON: ("completion date", "date completed", "completed date"),
            Field.STATUS: _IS_COMPLETE,
        },
    ),
    System(
        "teams",
        "Microsoft Teams, attendance",
        (("first join",), ("last leave",), ("name",)),
        {Field.COMPLETED_ON: ("first join",), Field.STATUS: _NOBODY, Field.COURSE: _NOBODY},
        is_one_of_several=True,
    ),
    System(
        "teams",
        "Microsoft Teams, attendance (2021)",
        (("join time",), ("leave time",), ("full name",), ("role", "participant id (upn)")),
        {Field.COMPLETED_ON: ("join time",), Field.STATUS: _NOBODY, Field.COURSE: _NOBODY},
    ),
    System(
        "teams",
        "Microsoft Teams, attendance (2020)",
        (("full name",), ("user action",), ("timestamp",)),
        {Field.COMPLETED_ON: ("timestamp",), Field.STATUS: ("user action",), Field.COURSE: _NOBODY},
        takes=lambda action: action.strip().lower().startswith("joined"),
    ),
    System(
        "zoom",
        "Zoom, webinar attendees",
        (("attended",), ("user name (original name)",), ("registration time", "approval status")),
        {Field.COMPLETED_ON: ("join time",), Field.STATUS: ("attended",), Field.COURSE: _NOBODY},
        is_one_of_several=True,
    ),
    System(
        "zoom",
        "Zoom, meeting participants",
        (
            ("name (original name)", "user name (original name)"),
            ("join time", "duration (minutes)", "total duration (minutes)"),
        ),
        {
            Field.COMPLETED_ON: ("join time",),
            Field.STATUS: _NOBODY,
            Field.COURSE: _NOBODY,
            Field.EMAIL: ("user email", "email"),
        },
        lacks=("attended",),
    ),
    System(
        "eventbrite",
        "Eventbrite, attendees",
        (("attendee status",), ("order #", "attendee #", "ticket type")),
        {Field.COMPLETED_ON: _NOBODY, Field.STATUS: ("attendee status",), Field.COURSE: _NOBODY},
    ),
    System(
        "microsoft-forms",
        "Microsoft Forms, answers",
        (("completion time",), ("start time",), ("id",)),
        {Field.COMPLETED_ON: ("completion time",), Field.STATUS: _NOBODY, Field.COURSE: _NOBODY},
        likely={
            Field.EMAIL: rf"^(?!.*\b(?:{_ANOTHER})\b).*\be-?mail\b",
            Field.NAME: rf"^(?!.*\b(?:{_ANOTHER}|{_THING})\b).*\bname\b",
        },
    ),
)
"""In the order in which they are tried: the narrower signature first."""

OTHER: Final = System("other", "A table", (), {**PEOPLE, **TRAINING})
"""Any table whose headings say enough, or in which somebody has said which column is which."""
