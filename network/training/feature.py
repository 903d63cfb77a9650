"""What training brings to the application."""

from __future__ import annotations

from network.feature import Feature, HomeCard
from network.training import merging
from network.training.api import blp
from network.training.commands import training
from network.training.courses import jobs as offering
from network.training.imports import jobs as importing
from network.training.pages import blueprint
from network.training.permissions import LABELS, POLICY, TrainingPermission
from network.training.reminding import jobs as reminding
from network.ui.navigation import NavigationItem

FEATURE = Feature(
    "training",
    policy=POLICY,
    labels=LABELS,
    pages=(blueprint,),
    api=(blp,),
    cards=(
        HomeCard(
            "Log a training session",
            "Who was there, which course, when. It takes under a minute.",
            "training.log_session",
            TrainingPermission.LOG_SESSION,
            order=10,
        ),
        HomeCard(
            "Training coverage",
            "How many of your people have trained in each tier.",
            "training.home",
            TrainingPermission.SEE_COVERAGE,
            order=30,
        ),
        HomeCard(
            "Training by department",
            "How many people have trained in each department, or in the one that you lead.",
            "training.list_departments",
            TrainingPermission.SEE_DEPARTMENT_COVERAGE,
            order=31,
        ),
    ),
    navigation=(NavigationItem("Training", "training.home", TrainingPermission.SEE_COVERAGE, order=30),),
    mergers=(merging.settle,),
    commands=(training,),
    jobs=(*importing.JOBS, *offering.JOBS, *reminding.JOBS),
    reminders=(reminding.coming_up,),
)
