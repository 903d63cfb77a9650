"""The pages of sessions to come, by what they are about."""

from __future__ import annotations

from network.training.delivery.pages import answers, by_link, day, people, sessions
from network.training.delivery.pages.blueprint import blueprint

__all__ = ["answers", "blueprint", "by_link", "day", "people", "sessions"]
