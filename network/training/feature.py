"""What training brings to the application."""

from __future__ import annotations

from network.feature import Feature
from network.training.api import blp
from network.training.pages import blueprint
from network.training.permissions import LABELS, POLICY, TrainingPermission
from network.ui.navigation import NavigationItem

FEATURE = Feature(
    "training",
    policy=POLICY,
    labels=LABELS,
    pages=(blueprint,),
    api=(blp,),
    navigation=(NavigationItem("Training", "training.home", TrainingPermission.SEE_COVERAGE, order=30),),
)
