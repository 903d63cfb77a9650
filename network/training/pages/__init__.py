"""The pages of training, by what they are about."""

from __future__ import annotations

from network.training.declarations import pages as declarations
from network.training.extensions import pages as extensions
from network.training.imports import pages as imports
from network.training.needs import coverage_pages
from network.training.needs import pages as needs
from network.training.pages import courses, coverage, equivalences, learners, same_person, sessions, tiers
from network.training.pages.blueprint import blueprint
from network.training.plans import pages as plans
from network.training.records import pages as records

__all__ = [
    "blueprint",
    "courses",
    "coverage",
    "coverage_pages",
    "declarations",
    "equivalences",
    "extensions",
    "imports",
    "learners",
    "needs",
    "plans",
    "records",
    "same_person",
    "sessions",
    "tiers",
]
