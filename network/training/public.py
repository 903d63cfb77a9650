"""What other features may use of training."""

from __future__ import annotations

from network.training.courses.defaults import DEFAULT_COURSES
from network.training.courses.giving import CourseToGive, deliverers_in, list_courses_to_give, titles_of
from network.training.courses.rules import CourseDraft
from network.training.courses.service import add_course, load_default_catalogue
from network.training.declarations.declaring import (
    DeclaredCourse,
    declare,
    list_declarable,
    list_declared,
    partners_for,
    take_declaration_back,
    who_reads_declarations,
)
from network.training.declarations.queries import OwnDeclaration
from network.training.declarations.rules import KEPT_IN_WORDS as DECLARATION_KEPT
from network.training.declarations.rules import LONGEST_NAME as LONGEST_PERSON
from network.training.declarations.vocabulary import DeclarationState
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
    who_completed,
)
from network.training.queries import SessionLine, recent_sessions
from network.training.reminding.choosing import choose_reminders, who_wants_none
from network.training.roster import Attendee, Roster, merge_people
from network.training.rules import Coverage
from network.training.service import LoggedSession, log_session
from network.training.vocabulary import CompletionStatus, Deliverer, Mode, Topic

__all__ = [
    "BY_SHARED_LINK",
    "BY_THEMSELF",
    "DECLARATION_KEPT",
    "DEFAULT_COURSES",
    "LONGEST_PERSON",
    "Attendee",
    "CompletionStatus",
    "CompletionsUnsaid",
    "CourseDraft",
    "CourseSummary",
    "CourseToGive",
    "Coverage",
    "DeclarationState",
    "DeclaredCourse",
    "Deliverer",
    "DepartmentTraining",
    "Held",
    "LoggedSession",
    "Mode",
    "OrganisationCoverage",
    "OwnDeclaration",
    "PassportLine",
    "Roster",
    "SessionLine",
    "Topic",
    "TrainingCompleted",
    "TrainingWithdrawn",
    "add_course",
    "choose_reminders",
    "coverage_by_tier",
    "declare",
    "deliverers_in",
    "get_course_summary",
    "list_courses_to_give",
    "list_declarable",
    "list_declared",
    "load_default_catalogue",
    "log_session",
    "merge_people",
    "network_coverage",
    "organisation_coverage",
    "partners_for",
    "passport_of",
    "place_learner",
    "read_themes",
    "recent_sessions",
    "take_declaration_back",
    "titles_of",
    "training_by_department",
    "who_completed",
    "who_reads_declarations",
    "who_wants_none",
]
