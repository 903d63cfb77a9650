"""The pages of sessions to come, by what they are about."""

from __future__ import annotations

from network.training.delivery.pages import by_link, day, people, sessions
from network.training.delivery.pages.blueprint import blueprint

__all__ = ["blueprint", "by_link", "day", "people", "sessions"]
