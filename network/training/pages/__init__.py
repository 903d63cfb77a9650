"""The pages of training, by what they are about."""

from __future__ import annotations

from network.training.imports import pages as imports
from network.training.pages import courses, coverage, equivalences, learners, same_person, sessions, tiers
from network.training.pages.blueprint import blueprint

__all__ = [
    "blueprint",
    "courses",
    "coverage",
    "equivalences",
    "imports",
    "learners",
    "same_person",
    "sessions",
    "tiers",
]
