"""What champions brings to the application."""

from __future__ import annotations

from network.accounts.public import RoleEnded
from network.champions import merging
from network.champions.api import blp
from network.champions.handlers import count_session, end_with_role, uncount_session
from network.champions.jobs import JOBS
from network.champions.pages import blueprint
from network.champions.permissions import LABELS, POLICY, ChampionPermission
from network.feature import Feature, HomeCard
from network.training.public import TrainingCompleted, TrainingWithdrawn
from network.ui.navigation import NavigationItem

FEATURE = Feature(
    "champions",
    policy=POLICY,
    labels=LABELS,
    pages=(blueprint,),
    api=(blp,),
    navigation=(NavigationItem("Champions", "champions.list_champions", ChampionPermission.LIST, order=40),),
    listeners=(
        (TrainingCompleted, count_session),
        (TrainingWithdrawn, uncount_session),
        (RoleEnded, end_with_role),
    ),
    jobs=JOBS,
    cards=(
        HomeCard(
            "Being a champion",
            "Say yes or no where you were asked, or step down.",
            "champions.list_own",
            ChampionPermission.ANSWER,
            order=45,
        ),
    ),
    mergers=(merging.settle,),
)
