"""What `charter` brings to the application."""

from __future__ import annotations

from datetime import timedelta

from network.charter import api, merging, pages
from network.charter.handover import answers_for_signature
from network.charter.leaving import leave
from network.charter.permissions import LABELS, POLICY, CharterPermission
from network.charter.reminders import coming_up
from network.charter.service.comments import forget as forget_comments
from network.charter.service.credentials import keep_credentials
from network.charter.service.reviews import ask_for_successors
from network.feature import Feature, HomeCard, Job
from network.ui.navigation import NavigationItem

FEATURE = Feature(
    "charter",
    policy=POLICY,
    labels=LABELS,
    pages=(pages.blueprint,),
    api=(api.blueprint,),
    navigation=(NavigationItem("Charter", "charter.read_charter", is_open=True, order=20),),
    cards=(
        HomeCard(
            "Our charter",
            "Sign it, say how far your pledges have come, and renew it each year.",
            "charter.our_charter",
            CharterPermission.VIEW_OWN,
            order=10,
        ),
        HomeCard(
            "Following the charter",
            "See who is to sign again, whose review is due, and who waits for a signatory.",
            "charter.follow",
            CharterPermission.FOLLOW,
            order=10,
        ),
        HomeCard(
            "Versions of the charter",
            "Write a new version, and publish it when the partners are ready.",
            "charter.list_versions",
            CharterPermission.DRAFT,
            order=10,
        ),
    ),
    reminders=(coming_up,),
    jobs=(
        Job("charter.ask_for_successors", timedelta(hours=6), ask_for_successors),
        Job("charter.forget_comments", timedelta(hours=6), forget_comments),
        Job("charter.keep_credentials", timedelta(minutes=15), keep_credentials),
    ),
    open_steps=(answers_for_signature,),
    mergers=(merging.settle,),
    departures=(leave,),
)
