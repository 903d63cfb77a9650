"""What `charter` brings to the application."""

from __future__ import annotations

from network.charter import api, pages
from network.charter.permissions import LABELS, POLICY, CharterPermission
from network.feature import Feature, HomeCard
from network.ui.navigation import NavigationItem

FEATURE = Feature(
    "charter",
    policy=POLICY,
    labels=LABELS,
    pages=(pages.blueprint,),
    api=(api.blueprint,),
    navigation=(NavigationItem("Charter", "charter.read_charter", is_open=True, order=20),),
    cards=(
        HomeCard(
            "The charter",
            "Read it, sign it for your organisation, or open your certificate.",
            "charter.read_charter",
            CharterPermission.SIGN,
            order=10,
        ),
        HomeCard(
            "Versions of the charter",
            "Write a new version, and publish it when the partners are ready.",
            "charter.list_versions",
            CharterPermission.DRAFT,
            order=10,
        ),
    ),
)
