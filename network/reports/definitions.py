"""What every figure of the reports means: what is counted, when, from what, and when it is not shown (U12)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from network.reports.rules.lines import THIN_BELOW
from network.reports.rules.to_do import EVENT_WITHIN


@dataclass(frozen=True, slots=True)
class Definition:
    """One figure."""

    key: str
    title: str
    counted: str
    at: str
    source: str
    hidden: str = ""
    """When it is not shown, and why; empty where it always is."""


WHEN_OPENED: Final = "At the moment that the page is opened."

DEFINITIONS: Final = (
    Definition(
        "organisations",
        "Organisations",
        "Organisations that are partners of the network, and those that were invited and have not joined yet."
        " An organisation becomes a partner when it signs the charter, or when the coordinator says so.",
        WHEN_OPENED,
        "The network’s directory of organisations.",
    ),
    Definition(
        "signed",
        "Signed the charter",
        "Partners with a signature on the charter as it stands."
        " A signature on an earlier version is kept, and is not counted here.",
        WHEN_OPENED,
        "The public register of signatures.",
    ),
    Definition(
        "by-department",
        "By department",
        "A person who trained counts in the department that their training record names, a champion in the one that"
        " they were asked for, a place at an event in the one that was said when it was booked. Whatever names none is"
        " counted as no department said, so that the lines add up to the whole organisation.",
        WHEN_OPENED,
        "The records of training, the list of champions, and bookings.",
    ),
    Definition(
        "not-signed",
        "Not signed the charter",
        "Invited organisations and partners without a signature on the charter as it stands.",
        WHEN_OPENED,
        "The directory, and the public register of signatures.",
    ),
    Definition(
        "champions",
        "Champions",
        "People who were asked to be a champion, said yes, and have not stepped down.",
        WHEN_OPENED,
        "The register of champions, which each organisation’s lead keeps.",
    ),
    Definition(
        "no-champion",
        "No champion",
        "Partners in which nobody is a champion today. Invited organisations are not counted.",
        WHEN_OPENED,
        "The register of champions.",
    ),
    Definition(
        "coverage",
        "Training coverage",
        "Different people who have trained in a tier and whose training is current, out of those who need it,"
        " as their organisation has assessed. Until it has, everybody who works there is taken to need every tier."
        " It is rounded down, so 100% means everybody, and it is never above 100%. For a sector and for the whole"
        " network it is over all partners of which it is known who needs it. No partner counts for more people"
        " than need it there.",
        "For the day on which the page is opened. Training counts until the end of the month in which it runs out.",
        "The training sessions that champions, leads and facilitators log.",
        "Where a partner has said neither who needs what nor how many people work there, it says ‘Not known’."
        " People without an e-mail address or staff number are not counted, because we cannot tell whether they"
        " trained before.",
    ),
    Definition(
        "thin",
        "Training is thin",
        f"Partners in which less than {THIN_BELOW}% of those who need the first tier have trained in it."
        " The list on the desk begins with the lowest coverage, thin or not. Of partners with the same, the larger"
        " one comes first.",
        "For the day on which the page is opened.",
        "The same as training coverage.",
        "A partner of which nobody said how many people work there is in no such list.",
    ),
    Definition(
        "no-workforce",
        "Workforce not known",
        "Partners that have said neither how many people work there nor who needs what."
        " Without that there is no coverage.",
        WHEN_OPENED,
        "Each organisation’s details in the directory.",
    ),
    Definition(
        "places",
        "Events and places",
        "Events that were announced, are not cancelled and are not over. Places taken are bookings that are held.",
        WHEN_OPENED,
        "The network’s list of events.",
        "An event without a limit has no number of places left.",
    ),
    Definition(
        "what-to-do-next",
        "What to do next",
        "One line for each kind of thing that waits: a complaint, organisations that ask to join,"
        " requests for tailored training that nobody has agreed to yet, a charter to publish,"
        " organisations that have not signed, signatures due for review or for which nobody answers,"
        f" partners without a champion, sectors in which less than {THIN_BELOW}% have trained in the first tier,"
        " partners that have not said how many people work there, and no event announced for the next"
        f" {EVENT_WITHIN.days} days. They always stand in this order.",
        WHEN_OPENED,
        "The figures on the page.",
    ),
)
