"""What `accounts` brings to the application."""

from __future__ import annotations

from datetime import timedelta

from network.accounts import merging
from network.accounts.api import blueprint as api
from network.accounts.commands import people
from network.accounts.digests import forget_reminders, send_digests
from network.accounts.guesses import forget_guesses
from network.accounts.pages import blueprint as pages
from network.accounts.permissions import LABELS, POLICY, AccountPermission
from network.accounts.service.forgetting import forget_invitations_and_keys
from network.accounts.service.invitations import forget_private_invitations
from network.accounts.service.showing import forget_entries
from network.accounts.sign_in import parking
from network.accounts.sign_in.pages import blueprint as security
from network.feature import DirectoryLink, Feature, HomeCard, Job
from network.ui.navigation import NavigationItem

PEOPLE = frozenset(
    {
        "accounts.list_roles",
        "accounts.list_sent_invitations",
        "accounts.invite_person",
        "accounts.end_somebodys_role",
    }
)
"""The pages that the link *People* stands for; the first page and the keys are not among them."""

FEATURE = Feature(
    "accounts",
    policy=POLICY,
    labels=LABELS,
    pages=(pages, security),
    api=(api,),
    navigation=(
        NavigationItem("People", "accounts.list_roles", AccountPermission.LIST_PEOPLE, order=80, covers=PEOPLE),
    ),
    cards=(
        HomeCard(
            "People",
            "See who holds which role here, invite somebody, or end a role.",
            "accounts.list_roles",
            AccountPermission.LIST_PEOPLE,
            order=80,
        ),
        HomeCard(
            "Keys for programs",
            "Let another system read or send what you can, and no more.",
            "accounts.list_keys",
            AccountPermission.END_ROLE,
            order=90,
        ),
    ),
    jobs=(
        Job("accounts.forget_parked_forms", timedelta(minutes=5), parking.purge),
        Job("accounts.forget_private_invitations", timedelta(hours=6), forget_private_invitations),
        Job("accounts.forget_invitations_and_keys", timedelta(hours=6), forget_invitations_and_keys),
        Job("accounts.forget_entries", timedelta(hours=6), forget_entries),
        Job("accounts.forget_guesses", timedelta(hours=1), forget_guesses),
        Job("accounts.send_digests", timedelta(minutes=30), send_digests),
        Job("accounts.forget_reminders", timedelta(hours=6), forget_reminders),
    ),
    commands=(people,),
    mergers=(merging.settle,),
    directory_links=(
        DirectoryLink(
            "People of the network",
            "People who chose to be shown",
            "accounts.list_shown",
            AccountPermission.SEE_SHOWN,
        ),
    ),
)
