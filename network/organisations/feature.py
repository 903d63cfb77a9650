"""What `organisations` brings to the application."""

from __future__ import annotations

from network.feature import Feature

FEATURE = Feature("organisations")
