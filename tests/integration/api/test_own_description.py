"""The API keeps to its own description, whatever it is sent (`B19`): no fault, no status or body it does not name."""

from __future__ import annotations

from collections import Counter

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.core.failures import Failure, FailureGroup
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from network.core.permissions import Role

CHECKS = (
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
)
WHO = {
    "coordinator": (Role.COORDINATOR, "host", 8),
    "lead": (Role.ORGANISATION_LEAD, "own", 8),
    "champion": (Role.CHAMPION, "own", 3),
    "manager": (Role.MANAGER, "own", 3),
}
"""Who asks, and how often for each operation: whoever may do most is asked most."""


@pytest.mark.parametrize("who", WHO)
def test_it_keeps_to_its_description(app, world, client_of, who):
    role, place, times = WHO[who]
    headers = client_of.api(world.person(role, place))._headers
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", app)
    operations = [found.ok() for found in schema.get_all_operations()]
    assert len(operations) > 40
    wrong: list[str] = []
    answered: Counter[int] = Counter()
    for operation in operations:

        @settings(
            max_examples=times,
            derandomize=True,
            database=None,
            deadline=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(case=operation.as_strategy())
        def sent(case):
            if "organisation_id" in (case.path_parameters or {}):
                case.path_parameters["organisation_id"] = str(world.own)
            answer = case.call(headers=headers)
            answered[answer.status_code] += 1
            case.validate_response(answer, checks=CHECKS)

        try:
            sent()
        except (FailureGroup, Failure) as fault:  # every operation is to be heard
            faults = fault.exceptions if isinstance(fault, FailureGroup) else [fault]
            wrong += [f"{operation.label}: {each}" for each in faults]
    assert wrong == []
    assert {200, 404, 422} <= set(answered), "it came as far as the rules"
    assert answered.total() > 300
