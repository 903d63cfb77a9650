"""The service switched on, with everybody that a referral passes through."""

import pytest

from network.core.commit import commit
from network.core.database import db
from network.core.tenancy import system_scope
from network.incidents import service as verbs
from tests.factories.incidents import Service, make_service


@pytest.fixture
def service(app, world, clock) -> Service:
    """Critical incident support of `own`, on since January."""
    return make_service(app, world, clock)


@pytest.fixture
def forget(app, service):
    """The job of the night."""

    def forget():
        with app.app_context(), system_scope(db.session(), "the job of the night"):
            verbs.forget(service.clock)
            commit()

    return forget
