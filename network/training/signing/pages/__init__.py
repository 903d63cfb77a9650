"""The pages of sheets, by what they are about."""

from __future__ import annotations

from network.training.signing.pages import by_code, sheets
from network.training.signing.pages.blueprint import blueprint

__all__ = ["blueprint", "by_code", "sheets"]
