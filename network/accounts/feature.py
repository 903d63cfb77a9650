"""What `accounts` brings to the application."""

from __future__ import annotations

from datetime import timedelta

from network.accounts.permissions import LABELS, POLICY
from network.accounts.sign_in import parking
from network.accounts.sign_in.pages import blueprint as security
from network.feature import Feature, Job

FEATURE = Feature(
    "accounts",
    policy=POLICY,
    labels=LABELS,
    pages=(security,),
    jobs=(Job("accounts.forget_parked_forms", timedelta(minutes=5), parking.purge),),
)
