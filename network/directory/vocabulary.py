"""The kinds of support that there are, in the order in which the directory shows them."""

from __future__ import annotations

from enum import StrEnum
from typing import Final


class SupportKind(StrEnum):
    """What an entry is about: the sixteen of the source, and where somebody goes for more (WB-2, CI-17)."""

    WELLBEING_SERVICE = "wellbeing-service"
    SUPERVISION = "supervision"
    OCCUPATIONAL_HEALTH = "occupational-health"
    HEALTH = "gp-and-health-services"
    COUNCIL = "council-services"
    STRESS = "stress-management"
    MENTAL_HEALTH = "mental-health"
    MANAGERS_GUIDE = "managers-guide-on-mental-health"
    ACCESS_TO_WORK = "access-to-work"
    DEPRESSION = "depression-in-the-workplace"
    BEREAVEMENT = "bereavement"
    SUBSTANCE_MISUSE = "substance-misuse"
    DOMESTIC_ABUSE = "domestic-abuse"
    VIOLENCE_AT_WORK = "violence-and-abuse-at-work"
    HATE_SUPPORT = "hate-support"
    DISABLED_COLLEAGUES = "supporting-disabled-colleagues"
    DISABLED_WORKERS = "disabled-workers-group"
    DIVERSITY_CHAMPIONS = "diversity-champions"
    RACE_EQUALITY = "race-equality-network"
    LGBTQ_NETWORK = "lgbtq-staff-network"
    TRAUMA_RESOURCES = "trauma-informed-resources"
    OTHER = "other"

    @property
    def label(self) -> str:
        """As people say it."""
        return _LABELS[self]


_LABELS: Final = {
    SupportKind.WELLBEING_SERVICE: "Wellbeing service",
    SupportKind.SUPERVISION: "Supervision",
    SupportKind.OCCUPATIONAL_HEALTH: "Occupational health",
    SupportKind.HEALTH: "GP and health services",
    SupportKind.COUNCIL: "Council services",
    SupportKind.STRESS: "Stress: how to manage it",
    SupportKind.MENTAL_HEALTH: "Support with mental health",
    SupportKind.MANAGERS_GUIDE: "For managers: a guide on mental health",
    SupportKind.ACCESS_TO_WORK: "Access to Work: mental health support",
    SupportKind.DEPRESSION: "Depression in the workplace",
    SupportKind.BEREAVEMENT: "Bereavement",
    SupportKind.SUBSTANCE_MISUSE: "Alcohol, drugs and other substances",
    SupportKind.DOMESTIC_ABUSE: "Domestic abuse",
    SupportKind.VIOLENCE_AT_WORK: "Violence and abuse at work",
    SupportKind.HATE_SUPPORT: "Support after hate",
    SupportKind.DISABLED_COLLEAGUES: "Supporting disabled colleagues",
    SupportKind.DISABLED_WORKERS: "Disabled workers’ group",
    SupportKind.DIVERSITY_CHAMPIONS: "Diversity champions",
    SupportKind.RACE_EQUALITY: "Race equality network",
    SupportKind.LGBTQ_NETWORK: "LGBTQ+ staff network",
    SupportKind.TRAUMA_RESOURCES: "Trauma-informed resources",
    SupportKind.OTHER: "Other support",
}

KINDS: Final = tuple(SupportKind)
DANGER_NEARBY: Final = frozenset({SupportKind.DOMESTIC_ABUSE, SupportKind.VIOLENCE_AT_WORK, SupportKind.HATE_SUPPORT})
"""Where, unless its keeper says otherwise, somebody beside the reader may be the danger (U3)."""
