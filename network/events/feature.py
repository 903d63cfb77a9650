"""What `events` brings to the application."""

from __future__ import annotations

from network.events import api, pages
from network.events.jobs import JOBS
from network.events.permissions import LABELS, POLICY
from network.feature import Feature
from network.ui.navigation import NavigationItem

FEATURE = Feature(
    "events",
    policy=POLICY,
    labels=LABELS,
    pages=(pages.blueprint,),
    api=(api.blueprint,),
    navigation=(NavigationItem("Events", "events.list_upcoming", is_open=True, order=40),),
    jobs=JOBS,
)
