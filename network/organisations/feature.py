"""What `organisations` brings to the application."""

from __future__ import annotations

from datetime import timedelta

from network.feature import Feature, HomeCard, Job
from network.organisations.api import blp
from network.organisations.commands import organisations
from network.organisations.pages import blueprint
from network.organisations.permissions import LABELS, POLICY, OrganisationPermission
from network.organisations.service import settling
from network.organisations.service.registers import forget_uploads
from network.ui.navigation import NavigationItem

FEATURE = Feature(
    "organisations",
    policy=POLICY,
    labels=LABELS,
    pages=(blueprint,),
    api=(blp,),
    navigation=(
        NavigationItem("Organisations", "organisations.list_organisations", OrganisationPermission.LIST, order=70),
    ),
    cards=(
        HomeCard(
            "Your organisation",
            "Keep its contact, number of staff, departments and urgent line right.",
            "organisations.show_own_organisation",
            OrganisationPermission.EDIT,
            order=70,
        ),
        HomeCard(
            "Registers",
            "Bring in councils, NHS bodies, police forces and schools as they are published.",
            "organisations.choose_register",
            OrganisationPermission.IMPORT,
            order=70,
        ),
    ),
    jobs=(Job("organisations.forget_uploads", timedelta(hours=1), forget_uploads),),
    commands=(organisations,),
    mergers=(settling.settle,),
)
