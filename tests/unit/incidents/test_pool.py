"""How somebody who offers to lead stands to an organisation, and who is asked (CI-1, CI-6)."""

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from network.core.errors import Conflict
from network.incidents.rules.pool import PoolStanding, check_can_be_asked, check_can_offer, standing_of

SOMEBODY, OTHER = UUID(int=1), UUID(int=2)
KEYS = st.frozensets(st.integers(0, 5).map(lambda number: UUID(int=number)))


@pytest.mark.parametrize(
    ("invited", "leads", "standing"),
    [
        ((), (), PoolStanding.NOT_ASKED),
        ((OTHER,), (OTHER,), PoolStanding.NOT_ASKED),
        ((SOMEBODY,), (OTHER,), PoolStanding.ASKED),
        ((), (SOMEBODY,), PoolStanding.LEADS),
        ((SOMEBODY,), (SOMEBODY, OTHER), PoolStanding.LEADS),
    ],
)
def test_standing(invited, leads, standing):
    assert standing_of(SOMEBODY, invited=invited, leads=leads) is standing


@given(st.integers(0, 5).map(lambda number: UUID(int=number)), KEYS, KEYS)
def test_nobody_is_asked_who_was_asked_or_leads(user_id, invited, leads):
    standing = standing_of(user_id, invited=invited, leads=leads)
    if user_id in invited | leads:
        with pytest.raises(Conflict):
            check_can_be_asked(standing)
    else:
        check_can_be_asked(standing)


def test_nobody_offers_while_the_service_at_home_is_off():
    check_can_offer(is_on=True)
    with pytest.raises(Conflict, match="once the support service of your own organisation is on"):
        check_can_offer(is_on=False)
