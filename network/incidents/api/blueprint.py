"""The blueprint of the endpoints."""

from __future__ import annotations

from network.core.api import api_blueprint

blueprint = api_blueprint("incidents", "Critical incident support: the service of an organisation, and referrals.")
