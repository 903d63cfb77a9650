"""The blueprint of the endpoints, and what those that make something answer."""

from __future__ import annotations

from typing import Any

from network.core.api import api_blueprint

blp = api_blueprint("organisations", "The directory of organisations, their codes and departments")

Created = tuple[Any, int, dict[str, str]]
