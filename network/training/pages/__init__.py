"""The pages of training, by what they are about."""

from __future__ import annotations

from network.training.pages import courses, coverage, equivalences, learners, sessions, tiers
from network.training.pages.blueprint import blueprint

__all__ = ["blueprint", "courses", "coverage", "equivalences", "learners", "sessions", "tiers"]
