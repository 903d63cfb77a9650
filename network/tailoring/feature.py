"""What tailored training brings to the application."""

from __future__ import annotations

from network.accounts.public import RoleEnded
from network.feature import Feature, HomeCard
from network.tailoring import merging
from network.tailoring.api import blp
from network.tailoring.handlers import release_with_role
from network.tailoring.jobs import JOBS, coming_up
from network.tailoring.leaving import leave
from network.tailoring.pages import blueprint
from network.tailoring.permissions import LABELS, POLICY, TailoringPermission
from network.ui.navigation import NavigationItem

FEATURE = Feature(
    "tailoring",
    policy=POLICY,
    labels=LABELS,
    pages=(blueprint,),
    api=(blp,),
    navigation=(
        NavigationItem("Tailored training", "tailoring.list_requests", TailoringPermission.SEE, under="training.home"),
    ),
    cards=(
        HomeCard(
            "Ask for tailored training",
            "Say what would fit your people. Somebody of yours or of another partner can give it.",
            "tailoring.ask",
            TailoringPermission.ASK,
            order=33,
        ),
        HomeCard(
            "Training I can give",
            "Say what you can give and when, and answer those who ask.",
            "tailoring.show_own",
            TailoringPermission.KEEP_OFFER,
            order=34,
        ),
    ),
    listeners=((RoleEnded, release_with_role),),
    jobs=JOBS,
    reminders=(coming_up,),
    mergers=(merging.settle,),
    departures=(leave,),
)
