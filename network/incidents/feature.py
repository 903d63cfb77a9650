"""What `incidents` brings to the application."""

from __future__ import annotations

from datetime import timedelta

from network.accounts.public import RoleGranted
from network.feature import Feature, HomeCard, Job
from network.incidents import merging
from network.incidents.api import blueprint as api_blueprint
from network.incidents.handlers import find_own_referrals
from network.incidents.handover import last_incident_lead
from network.incidents.leaving import leave
from network.incidents.pages import blueprint as pages_blueprint
from network.incidents.permissions import LABELS, POLICY, IncidentPermission
from network.incidents.service import forget
from network.ui.navigation import NavigationItem

FEATURE = Feature(
    "incidents",
    policy=POLICY,
    labels=LABELS,
    private=frozenset({IncidentPermission.ANSWER, IncidentPermission.LEARN}),
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
    cards=(
        HomeCard(
            "Your support",
            "What there is for you, what happens next, and who has looked.",
            "incidents.list_own",
            IncidentPermission.ANSWER,
            order=20,
        ),
        HomeCard(
            "Refer for support",
            "For a member of your staff after a severe incident at work.",
            "incidents.list_own_referrals",
            IncidentPermission.REFER,
            order=60,
        ),
        HomeCard(
            "Referrals",
            "Pass on what your managers sent, with the clocks in sight.",
            "incidents.list_desk",
            IncidentPermission.PASS_ON,
            order=10,
        ),
        HomeCard(
            "To allocate",
            "Choose a therapist for what partners passed to you.",
            "incidents.list_allocation",
            IncidentPermission.ALLOCATE,
            order=10,
        ),
        HomeCard(
            "Caseload",
            "Those who were given to you, and their first meetings.",
            "incidents.list_caseload",
            IncidentPermission.SUPPORT,
            order=10,
        ),
        HomeCard(
            "Support service",
            "Switch support after critical incidents on or off for your organisation.",
            "incidents.show_module",
            IncidentPermission.SWITCH,
            order=80,
        ),
    ),
    listeners=((RoleGranted, find_own_referrals),),
    open_steps=(last_incident_lead,),
    jobs=(Job("incidents.forget", timedelta(hours=6), forget),),
    mergers=(merging.settle,),
    departures=(leave,),
)
