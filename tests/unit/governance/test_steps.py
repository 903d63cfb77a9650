"""The twelve steps of a plan beside the twelve key areas: two lists, with a table that leads between them (D7)."""

from network.governance.rules.steps import WORKS_ON, PlanStep, areas_without_a_step
from network.organisations.vocabulary import KeyArea

BY_NUMBER = {
    1: [1],
    2: [5, 1],
    3: [3],
    4: [6],
    5: [6, 12, 10],
    6: [8, 9],
    7: [8, 11],
    8: [11, 4],
    9: [4],
    10: [3, 9],
    11: [5, 1],
    12: [11, 7, 1],
}
"""As the design has it: the number of each step, and of the areas that it works on."""


def test_each_step_works_on_the_areas_of_the_design():
    areas = list(KeyArea)
    found = {n: [areas.index(area) + 1 for area in WORKS_ON[step]] for n, step in enumerate(PlanStep, 1)}
    assert found == BY_NUMBER


def test_two_areas_have_no_step_of_their_own():
    assert areas_without_a_step() == (KeyArea.PHYSICAL_ENVIRONMENT, KeyArea.COMMISSIONING)


def test_the_steps_are_a_list_of_their_own_in_words():
    assert len(PlanStep) == len(KeyArea) == 12
    assert {step.value for step in PlanStep}.isdisjoint(area.value for area in KeyArea)
    assert [step.label for step in PlanStep][4:7] == [
        "Trauma-informed guidelines",
        "Supportive environment",
        "Peer support networks",
    ]
    assert PlanStep.INTEGRATION.label == "Cross-departmental integration"
