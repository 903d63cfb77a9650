"""What `events` brings to the application."""

from __future__ import annotations

from network.events import api, merging, pages
from network.events.jobs import JOBS
from network.events.permissions import LABELS, POLICY
from network.feature import Feature, HomeCard
from network.ui.navigation import NavigationItem

FEATURE = Feature(
    "events",
    policy=POLICY,
    labels=LABELS,
    pages=(pages.blueprint,),
    api=(api.blueprint,),
    navigation=(NavigationItem("Events", "events.list_upcoming", is_open=True, order=40),),
    cards=(HomeCard("Network events", "See what is coming and book a place.", "events.list_upcoming", order=40),),
    jobs=JOBS,
    mergers=(merging.settle,),
)
