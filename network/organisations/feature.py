"""What `organisations` brings to the application."""

from __future__ import annotations

from datetime import timedelta

from network.feature import Feature, Job
from network.organisations.api import blp
from network.organisations.commands import organisations
from network.organisations.pages import blueprint
from network.organisations.permissions import LABELS, POLICY, OrganisationPermission
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
    jobs=(Job("forget uploaded registers", timedelta(hours=1), forget_uploads),),
    commands=(organisations,),
)
