"""What `joining` brings to the application."""

from __future__ import annotations

from network.feature import Feature, HomeCard
from network.joining import merging
from network.joining.api import blueprint as api
from network.joining.jobs import JOBS, coming_up
from network.joining.pages import blueprint
from network.joining.permissions import LABELS, POLICY, JoiningPermission
from network.ui.navigation import NavigationItem

COVERS = frozenset(
    {
        "joining.list_requests",
        "joining.list_answered",
        "joining.show_request",
        "joining.accept_request",
        "joining.decline_request",
    }
)
"""The coordinator's pages, which the link stands for; the public ones are not among them."""

FEATURE = Feature(
    "joining",
    policy=POLICY,
    labels=LABELS,
    pages=(blueprint,),
    api=(api,),
    navigation=(NavigationItem("Joining", "joining.list_requests", JoiningPermission.READ, order=75, covers=COVERS),),
    cards=(
        HomeCard(
            "Asking to join",
            "Read which organisations ask to join, and invite or decline them.",
            "joining.list_requests",
            JoiningPermission.READ,
            order=75,
        ),
    ),
    jobs=JOBS,
    reminders=(coming_up,),
    mergers=(merging.settle,),
)
