"""What `accounts` brings to the application."""

from __future__ import annotations

from network.accounts.permissions import LABELS, POLICY
from network.feature import Feature

FEATURE = Feature("accounts", policy=POLICY, labels=LABELS)
