"""What `incidents` brings to the application."""

from __future__ import annotations

from datetime import timedelta

from network.feature import Feature, Job
from network.incidents.api import blueprint as api_blueprint
from network.incidents.pages import blueprint as pages_blueprint
from network.incidents.permissions import LABELS, POLICY, IncidentPermission
from network.incidents.service import forget
from network.ui.navigation import NavigationItem

FEATURE = Feature(
    "incidents",
    policy=POLICY,
    labels=LABELS,
    pages=(pages_blueprint,),
    api=(api_blueprint,),
    navigation=(
        NavigationItem("Your support", "incidents.list_own", IncidentPermission.ANSWER, order=20),
        NavigationItem("Refer for support", "incidents.list_own_referrals", IncidentPermission.REFER, order=60),
        NavigationItem("Referrals", "incidents.list_desk", IncidentPermission.PASS_ON, order=60),
        NavigationItem("To allocate", "incidents.list_allocation", IncidentPermission.ALLOCATE, order=60),
        NavigationItem("Caseload", "incidents.list_caseload", IncidentPermission.SUPPORT, order=60),
        NavigationItem("Support service", "incidents.show_module", IncidentPermission.SWITCH, order=80),
    ),
    jobs=(Job("incidents.forget", timedelta(hours=6), forget),),
)
