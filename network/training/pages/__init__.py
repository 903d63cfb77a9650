"""The pages of training, by what they are about."""

from __future__ import annotations

from network.training.imports import pages as imports
from network.training.pages import courses, coverage, learners, same_person, sessions
from network.training.pages.blueprint import blueprint

__all__ = ["blueprint", "courses", "coverage", "imports", "learners", "same_person", "sessions"]
