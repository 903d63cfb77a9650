"""What `incidents` brings to the application."""

from __future__ import annotations

from datetime import timedelta

from network.accounts.public import RoleEnded, RoleGranted
from network.feature import Feature, HomeCard, Job
from network.incidents import merging
from network.incidents.api import blueprint as api_blueprint
from network.incidents.handlers import end_offer_with_role, find_own_referrals
from network.incidents.handover import last_incident_lead
from network.incidents.leaving import leave
from network.incidents.pages import blueprint as pages_blueprint
from network.incidents.pages.focus_groups import blueprint as focus_groups_blueprint
from network.incidents.pages.published import blueprint as figures_blueprint
from network.incidents.permissions import LABELS, POLICY, IncidentPermission
from network.incidents.queries.module import is_self_request_offered
from network.incidents.service import (
    empty_again,
    forget,
    forget_offers_to_lead,
    move_on,
    nudge,
    nudge_complaints,
    publish_figures,
)
from network.ui.navigation import NavigationItem

FEATURE = Feature(
    "incidents",
    policy=POLICY,
    labels=LABELS,
    private=frozenset(
        {IncidentPermission.ANSWER, IncidentPermission.ASK, IncidentPermission.COMPLAIN, IncidentPermission.LEARN}
    ),
    pages=(pages_blueprint, figures_blueprint, focus_groups_blueprint),
    api=(api_blueprint,),
    navigation=(
        NavigationItem("Your support", "incidents.list_own", IncidentPermission.ANSWER, order=20),
        NavigationItem("Refer for support", "incidents.list_own_referrals", IncidentPermission.REFER, order=60),
        NavigationItem("Referrals", "incidents.list_desk", IncidentPermission.PASS_ON, order=60),
        NavigationItem("Support figures", "incidents.show_measures", IncidentPermission.PASS_ON, order=65),
        NavigationItem(
            "Support: published figures", "incident_figures.show_published", IncidentPermission.READ_PUBLISHED, order=85
        ),
        NavigationItem("Complaints", "incidents.list_complaints", IncidentPermission.ANSWER_COMPLAINTS, order=90),
        NavigationItem("By therapist", "incidents.show_workload", IncidentPermission.ALLOCATE, order=65),
        NavigationItem("To allocate", "incidents.list_allocation", IncidentPermission.ALLOCATE, order=60),
        NavigationItem("Your week", "incidents.show_week", IncidentPermission.SUPPORT, order=55),
        NavigationItem("Caseload", "incidents.list_caseload", IncidentPermission.SUPPORT, order=60),
        NavigationItem("Focus groups", "focus_groups.list_focus_groups", IncidentPermission.LISTEN, order=75),
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
            "Ask for support for yourself",
            "After a severe incident at work, without your manager.",
            "incidents.ask_for_oneself",
            IncidentPermission.ASK,
            order=90,
            is_offered=is_self_request_offered,
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
            "Your week",
            "What is booked and due, and who asks whether you take somebody on.",
            "incidents.show_week",
            IncidentPermission.SUPPORT,
            order=5,
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
    listeners=((RoleGranted, find_own_referrals), (RoleEnded, end_offer_with_role)),
    open_steps=(last_incident_lead,),
    jobs=(
        Job("incidents.forget", timedelta(hours=6), forget),
        Job("incidents.forget-offers-to-lead", timedelta(hours=6), forget_offers_to_lead),
        Job("incidents.nudge", timedelta(minutes=15), nudge),
        Job("incidents.ask-next", timedelta(minutes=5), move_on),
        Job("incidents.nudge_complaints", timedelta(hours=6), nudge_complaints),
        Job("incidents.publish", timedelta(hours=6), publish_figures),
    ),
    mergers=(merging.settle,),
    empty_again={"referral": empty_again},
    departures=(leave,),
)
