"""The service switched on, with everybody that a referral passes through."""

import pytest

from tests.factories.incidents import Service, make_service


@pytest.fixture
def service(app, world, clock) -> Service:
    """Critical incident support of `own`, on since January."""
    return make_service(app, world, clock)
