"""What training brings to the application."""

from __future__ import annotations

from network.feature import Feature, HomeCard
from network.training import merging
from network.training.api import blp
from network.training.commands import training
from network.training.courses import jobs as offering
from network.training.declarations import jobs as declaring
from network.training.delivery import api as delivery_api
from network.training.delivery import jobs as delivering
from network.training.delivery import leaving
from network.training.delivery import merging as delivery_merging
from network.training.delivery import pages as delivery_pages
from network.training.delivery import permissions as delivery
from network.training.imports import jobs as importing
from network.training.pages import blueprint
from network.training.permissions import LABELS, POLICY, TrainingPermission
from network.training.plans import jobs as planning
from network.training.reminding import jobs as reminding
from network.training.signing import api as signing_api
from network.training.signing import jobs as signing
from network.training.signing import merging as signing_merging
from network.training.signing import pages as signing_pages
from network.ui.navigation import NavigationItem

FEATURE = Feature(
    "training",
    policy={**POLICY, **delivery.POLICY},
    labels={**LABELS, **delivery.LABELS},
    pages=(blueprint, delivery_pages.blueprint, signing_pages.blueprint),
    api=(blp, delivery_api.blp, signing_api.blp),
    cards=(
        HomeCard(
            "Log a training session",
            "Who was there, which course, when. It takes under a minute.",
            "training.log_session",
            TrainingPermission.LOG_SESSION,
            order=10,
        ),
        HomeCard(
            "Training to come",
            "See what is coming, and book a place in one press.",
            "delivery.list_coming",
            delivery.DeliveryPermission.BOOK,
            order=25,
        ),
        HomeCard(
            "What people say of training",
            "Figures and themes by course, once 5 people have answered.",
            "delivery.list_answers",
            delivery.DeliveryPermission.SEE_ANSWERS,
            order=32,
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
    navigation=(
        NavigationItem(
            "Training",
            "training.home",
            TrainingPermission.SEE_COVERAGE,
            order=30,
            blueprints=frozenset({delivery_pages.blueprint.name, signing_pages.blueprint.name}),
        ),
    ),
    mergers=(merging.settle, delivery_merging.settle, signing_merging.settle),
    departures=(signing_merging.leave, leaving.leave),
    commands=(training,),
    jobs=(*importing.JOBS, *offering.JOBS, *delivering.JOBS, *reminding.JOBS, *declaring.JOBS, *signing.JOBS),
    reminders=(reminding.coming_up, declaring.coming_up, planning.coming_up, signing.coming_up),
)
