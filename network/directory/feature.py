"""What `directory` brings to the application."""

from __future__ import annotations

from network.directory import api, pages
from network.directory.permissions import LABELS, POLICY, PRIVATE, DirectoryPermission
from network.feature import Feature, HomeCard

FEATURE = Feature(
    "directory",
    policy=POLICY,
    labels=LABELS,
    private=PRIVATE,
    pages=(pages.blueprint,),
    api=(api.blueprint,),
    cards=(
        HomeCard(
            "Find support",
            "For yourself or a colleague: who helps, in which languages, and how to reach them.",
            "directory.list_entries",
            DirectoryPermission.READ,
            order=46,
        ),
    ),
)
