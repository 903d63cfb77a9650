"""What feedback brings to the application."""

from __future__ import annotations

from datetime import timedelta

from network.feature import Feature, Job
from network.feedback.pages import blueprint
from network.feedback.permissions import LABELS, POLICY, FeedbackPermission
from network.feedback.service import forget
from network.ui.navigation import NavigationItem

FEATURE = Feature(
    "feedback",
    policy=POLICY,
    labels=LABELS,
    pages=(blueprint,),
    navigation=(
        NavigationItem(
            "Feedback",
            "feedback.list_messages",
            FeedbackPermission.READ,
            order=90,
            covers=frozenset({"feedback.list_messages", "feedback.show_message"}),
        ),
    ),
    jobs=(Job("feedback.forget", timedelta(hours=6), forget),),
)
