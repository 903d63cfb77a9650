"""A catalogue, and browsers of people who trained."""

from __future__ import annotations

from functools import partial

import pytest

from tests.factories import passport
from tests.factories.training import load_catalogue


@pytest.fixture(autouse=True)
def _catalogue(app, clock, world):
    load_catalogue(app, clock)


@pytest.fixture
def train(app, world, clock):
    """Logs a session at a partner."""
    return partial(passport.train, app, world, clock)


@pytest.fixture
def opened(app, clock, client_of):
    """A browser in which the record of an address is open."""
    return lambda email=passport.KIM: passport.open_record(client_of(None), app, clock, email)
