"""The one blueprint of these endpoints."""

from __future__ import annotations

from network.core.api import api_blueprint

blp = api_blueprint("training", "Courses, sessions, completions and coverage")
