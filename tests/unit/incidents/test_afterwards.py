"""What is named to somebody when support has ended (CI-16, CI-17, U26)."""

import pytest

from network.directory.vocabulary import SupportKind as Kind
from network.incidents.afterwards import FOR_EVERYBODY, OF_PATHWAY, kinds_afterwards
from network.incidents.rules.answers import ExitPathway as Pathway

CASES = [
    (None, False, (Kind.WELLBEING_SERVICE, Kind.SUPERVISION)),
    (Pathway.NONE_NEEDED, False, (Kind.WELLBEING_SERVICE, Kind.SUPERVISION)),
    (Pathway.DECLINED, False, (Kind.WELLBEING_SERVICE, Kind.SUPERVISION)),
    (Pathway.OTHER, True, (Kind.HEALTH, Kind.WELLBEING_SERVICE, Kind.SUPERVISION)),
    (Pathway.WELLBEING_SERVICE, False, (Kind.WELLBEING_SERVICE, Kind.SUPERVISION)),
    (Pathway.GP, True, (Kind.HEALTH, Kind.WELLBEING_SERVICE, Kind.SUPERVISION)),
    (Pathway.NHS_MENTAL_HEALTH, False, (Kind.MENTAL_HEALTH, Kind.HEALTH, Kind.WELLBEING_SERVICE, Kind.SUPERVISION)),
    (Pathway.COUNCIL_SERVICES, True, (Kind.COUNCIL, Kind.HEALTH, Kind.WELLBEING_SERVICE, Kind.SUPERVISION)),
]


@pytest.mark.parametrize(("pathway", "is_gp_advised", "kinds"), CASES)
def test_what_they_talked_about_stands_before_what_all_have(pathway, is_gp_advised, kinds):
    assert kinds_afterwards(pathway, is_gp_advised=is_gp_advised) == kinds


def test_every_pathway_that_leads_somewhere_has_a_place():
    """Three lead nowhere: nothing is needed, they would rather not say, or it is something else."""
    nowhere = {Pathway.NONE_NEEDED, Pathway.DECLINED, Pathway.OTHER}
    assert set(OF_PATHWAY) == set(Pathway) - nowhere
    assert all(kinds_afterwards(pathway)[-1] in FOR_EVERYBODY for pathway in Pathway)
