"""What `passport` brings to the application."""

from __future__ import annotations

from network.feature import Feature, HomeCard
from network.passport.jobs import JOBS
from network.passport.pages import blueprint
from network.passport.service.credentials import look_again
from network.training.public import CompletionsUnsaid

FEATURE = Feature(
    "passport",
    pages=(blueprint,),
    cards=(
        HomeCard(
            "My training",
            "What you have completed, wherever you trained. Take it with you, or share it.",
            "passport.show_record",
            order=35,
        ),
    ),
    listeners=((CompletionsUnsaid, look_again),),
    jobs=JOBS,
)
