"""The twelve steps of a plan, and the key areas that each of them works on: two lists, not one (D7)."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from network.organisations.vocabulary import KeyArea


class PlanStep(StrEnum):
    """The twelve steps by which a whole system becomes trauma-informed, in their order (S2)."""

    LEADERSHIP = "leadership-commitment"
    COMMUNICATION = "clear-communication"
    TRAINING = "training-and-education"
    POLICIES = "policy-alignment"
    GUIDELINES = "trauma-informed-guidelines"
    ENVIRONMENT = "supportive-environment"
    PEERS = "peer-support-networks"
    PARTNERSHIPS = "partnerships-and-community"
    EVALUATION = "evaluation-and-improvement"
    DEVELOPMENT = "ongoing-development"
    CULTURE = "cultural-change"
    INTEGRATION = "cross-departmental-integration"

    @property
    def label(self) -> str:
        """As it is shown: *Policy alignment*."""
        hyphened = {"trauma-informed-guidelines", "cross-departmental-integration"}
        words = self.value.replace("-", " ")
        if self.value in hyphened:
            words = words.replace(" ", "-", 1)
        return words[0].upper() + words[1:]


WORKS_ON: Final[Mapping[PlanStep, tuple[KeyArea, ...]]] = {
    PlanStep.LEADERSHIP: (KeyArea.LEADERSHIP,),
    PlanStep.COMMUNICATION: (KeyArea.LANGUAGE, KeyArea.LEADERSHIP),
    PlanStep.TRAINING: (KeyArea.WORKFORCE_DEVELOPMENT,),
    PlanStep.POLICIES: (KeyArea.POLICIES,),
    PlanStep.GUIDELINES: (KeyArea.POLICIES, KeyArea.ASSESSMENT, KeyArea.RECRUITMENT),
    PlanStep.ENVIRONMENT: (KeyArea.STAFF_WELLBEING, KeyArea.SUPERVISION),
    PlanStep.PEERS: (KeyArea.STAFF_WELLBEING, KeyArea.PARTNERSHIP),
    PlanStep.PARTNERSHIPS: (KeyArea.PARTNERSHIP, KeyArea.ENGAGEMENT),
    PlanStep.EVALUATION: (KeyArea.ENGAGEMENT,),
    PlanStep.DEVELOPMENT: (KeyArea.WORKFORCE_DEVELOPMENT, KeyArea.SUPERVISION),
    PlanStep.CULTURE: (KeyArea.LANGUAGE, KeyArea.LEADERSHIP),
    PlanStep.INTEGRATION: (KeyArea.PARTNERSHIP, KeyArea.COMMISSIONING, KeyArea.LEADERSHIP),
}
"""Which areas a step works on, the one that it works on most first. Evaluation is reporting besides."""


IN_PASSING: Final = frozenset({(PlanStep.INTEGRATION, KeyArea.COMMISSIONING)})
"""What a step only touches: departments that work as one also commission as one, and no step is about that."""


def areas_without_a_step() -> tuple[KeyArea, ...]:
    """The areas that no step covers, and that a plan by the steps alone would leave out (D7)."""
    covered = {area for step, areas in WORKS_ON.items() for area in areas if (step, area) not in IN_PASSING}
    return tuple(area for area in KeyArea if area not in covered)
