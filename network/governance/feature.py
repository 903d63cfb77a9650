"""What `governance` brings to the application."""

from __future__ import annotations

from network.feature import Feature, HomeCard
from network.governance import api, pages
from network.governance.handover import open_actions
from network.governance.jobs import JOBS
from network.governance.permissions import LABELS, POLICY, GovernancePermission
from network.ui.navigation import NavigationItem

FEATURE = Feature(
    "governance",
    policy=POLICY,
    labels=LABELS,
    pages=(pages.blueprint,),
    api=(api.blueprint,),
    navigation=(NavigationItem("Groups", "governance.list_groups", GovernancePermission.READ, order=50),),
    cards=(
        HomeCard(
            "Boards and groups",
            "See who meets when, what was decided, and what is to be done.",
            "governance.list_groups",
            GovernancePermission.READ,
            order=50,
        ),
    ),
    jobs=JOBS,
    open_steps=(open_actions,),
)
