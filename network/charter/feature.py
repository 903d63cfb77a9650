"""What `charter` brings to the application."""

from __future__ import annotations

from network.charter import api, pages
from network.charter.permissions import LABELS, POLICY
from network.feature import Feature
from network.ui.navigation import NavigationItem

FEATURE = Feature(
    "charter",
    policy=POLICY,
    labels=LABELS,
    pages=(pages.blueprint,),
    api=(api.blueprint,),
    navigation=(NavigationItem("Charter", "charter.read_charter", is_open=True, order=20),),
)
