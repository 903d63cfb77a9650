"""Every read of training but the coverage: courses, sessions, the people who trained, what they completed."""

from __future__ import annotations

from network.training.courses.queries import find_course, get_course, list_courses, list_tiers, visible_courses
from network.training.queries.completions import (
    CompletionLine,
    list_completions,
    list_completions_of,
    visible_completions,
)
from network.training.queries.learners import (
    LearnerLine,
    count_unidentified,
    find_by_email,
    find_tiers,
    get_learner,
    list_alike,
    list_learners,
    list_other_rows,
    list_roster,
    list_shared_names,
    lock_rows,
    stream_learners,
    visible_learners,
    visible_rows,
)
from network.training.queries.sessions import (
    SessionLine,
    find_last_session,
    find_logger_name,
    get_session,
    get_session_line,
    list_sessions,
    recent_sessions,
    stream_sessions,
    visible_sessions,
)

__all__ = [
    "CompletionLine",
    "LearnerLine",
    "SessionLine",
    "count_unidentified",
    "find_by_email",
    "find_course",
    "find_last_session",
    "find_logger_name",
    "find_tiers",
    "get_course",
    "get_learner",
    "get_session",
    "get_session_line",
    "list_alike",
    "list_completions",
    "list_completions_of",
    "list_courses",
    "list_learners",
    "list_other_rows",
    "list_roster",
    "list_sessions",
    "list_shared_names",
    "list_tiers",
    "lock_rows",
    "recent_sessions",
    "stream_learners",
    "stream_sessions",
    "visible_completions",
    "visible_courses",
    "visible_learners",
    "visible_rows",
    "visible_sessions",
]
