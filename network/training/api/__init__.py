"""The JSON twin of the pages of training, by what it is about."""

from __future__ import annotations

from network.training.api import courses, equivalences, records, tiers
from network.training.api.blueprint import blp
from network.training.needs import api as needs
from network.training.plans import api as plans

__all__ = ["blp", "courses", "equivalences", "needs", "plans", "records", "tiers"]
