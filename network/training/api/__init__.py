"""The JSON twin of the pages of training, by what it is about."""

from __future__ import annotations

from network.training.api import courses, equivalences, learners, records, tiers
from network.training.api.blueprint import blp
from network.training.declarations import api as declarations
from network.training.extensions import api as extensions
from network.training.imports import api as imports
from network.training.needs import api as needs
from network.training.plans import api as plans
from network.training.xapi import api as xapi

__all__ = [
    "blp",
    "courses",
    "declarations",
    "equivalences",
    "extensions",
    "imports",
    "learners",
    "needs",
    "plans",
    "records",
    "tiers",
    "xapi",
]
