"""What `reports` brings to the application."""

from __future__ import annotations

from network.feature import Desk, Feature, HomeCard
from network.reports import api, pages
from network.reports.permissions import LABELS, POLICY, ReportPermission
from network.ui.navigation import NavigationItem

FEATURE = Feature(
    "reports",
    policy=POLICY,
    labels=LABELS,
    pages=(pages.blueprint,),
    api=(api.blueprint,),
    navigation=(
        NavigationItem("Desk", "reports.desk", ReportPermission.VIEW_DESK, order=10),
        NavigationItem("Our organisation", "reports.our_organisation", ReportPermission.VIEW_ORGANISATION, order=10),
    ),
    cards=(
        HomeCard(
            "Our organisation at a glance",
            "See whether the charter is signed, who has trained and what comes next.",
            "reports.our_organisation",
            ReportPermission.VIEW_ORGANISATION,
            order=10,
        ),
    ),
    desks=(Desk("reports.desk", ReportPermission.VIEW_DESK, order=10),),
)
