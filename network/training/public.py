"""What other features may use of training."""

from __future__ import annotations

from network.training.courses.defaults import DEFAULT_COURSES
from network.training.courses.giving import CourseToGive, list_courses_to_give, titles_of
from network.training.courses.rules import CourseDraft
from network.training.courses.service import add_course, load_default_catalogue
from network.training.delivery.feedback import read_themes
from network.training.departments import DepartmentTraining, training_by_department
from network.training.figures import (
    OrganisationCoverage,
    network_coverage,
    organisation_coverage,
)
from network.training.figures import coverage_of_organisations as coverage_by_tier
from network.training.learners import place_learner
from network.training.messages import CompletionsUnsaid, TrainingCompleted, TrainingWithdrawn
from network.training.passport import (
    BY_SHARED_LINK,
    BY_THEMSELF,
    CourseSummary,
    Held,
    PassportLine,
    get_course_summary,
    passport_of,
    trained_under,
    who_completed,
)
from network.training.queries import SessionLine, recent_sessions
from network.training.reminding.choosing import choose_reminders, who_wants_none
from network.training.roster import Attendee, Roster, merge_people
from network.training.rules import Coverage
from network.training.service import LoggedSession, log_session
from network.training.vocabulary import CompletionStatus, Mode, Topic

__all__ = [
    "BY_SHARED_LINK",
    "BY_THEMSELF",
    "DEFAULT_COURSES",
    "Attendee",
    "CompletionStatus",
    "CompletionsUnsaid",
    "CourseDraft",
    "CourseSummary",
    "CourseToGive",
    "Coverage",
    "DepartmentTraining",
    "Held",
    "LoggedSession",
    "Mode",
    "OrganisationCoverage",
    "PassportLine",
    "Roster",
    "SessionLine",
    "Topic",
    "TrainingCompleted",
    "TrainingWithdrawn",
    "add_course",
    "choose_reminders",
    "coverage_by_tier",
    "get_course_summary",
    "list_courses_to_give",
    "load_default_catalogue",
    "log_session",
    "merge_people",
    "network_coverage",
    "organisation_coverage",
    "passport_of",
    "place_learner",
    "read_themes",
    "recent_sessions",
    "titles_of",
    "trained_under",
    "training_by_department",
    "who_completed",
    "who_wants_none",
]
