"""Every endpoint says who may use it, and what it says fits what it does (`B9`, `B10`)."""

from __future__ import annotations

import pytest
from flask import Flask

from network.app import FEATURES
from network.core import guard
from network.core.commit import WRITES_MARK
from network.core.guard import Mark, public, requires

SAFE = {"GET", "HEAD", "OPTIONS"}
LIBRARY = ("api-docs.",)
"""Views of libraries: they are marked by name."""


def rules(app: Flask):
    """Each rule of the application with its view."""
    return [(rule, app.view_functions[rule.endpoint]) for rule in app.url_map.iter_rules()]


def test_every_endpoint_has_a_mark(app):
    guards = app.extensions["guards"]
    unmarked = sorted({rule.endpoint for rule, _ in rules(app) if guards.mark_of(rule.endpoint) is None})
    assert unmarked == []


def test_every_mark_given_by_name_has_its_endpoint(app):
    assert sorted(app.extensions["guards"].given() - set(app.view_functions)) == []


def test_an_endpoint_without_a_mark_does_not_answer(app):
    """The gate can go red: a view that nobody marked."""
    forgotten = Flask("forgotten")
    forgotten.add_url_rule("/forgotten", "forgotten", lambda: "open to all")
    guard.init_app(forgotten)
    forgotten.before_request(guard.check_request)
    with forgotten.test_request_context("/forgotten"), pytest.raises(guard.NotAllowed):
        guard.check_request()


def test_what_changes_commits_and_what_is_looked_at_does_not(app):
    wrong = []
    for rule, view in rules(app):
        if rule.endpoint.startswith(LIBRARY):
            continue
        mark = getattr(view, WRITES_MARK, None)
        writes = bool(rule.methods - SAFE)
        if writes and mark != "changes":
            wrong.append(f"{rule.endpoint} takes {sorted(rule.methods - SAFE)} and does not commit")
        if not writes and mark == "changes":
            wrong.append(f"{rule.endpoint} is only looked at and commits")
    assert wrong == []


def test_a_key_changes_only_what_it_was_made_for(app):
    """B25: what changes something over the API needs a right, which a key names, or is open to all."""
    guards = app.extensions["guards"]
    marks = {
        rule.endpoint: guards.mark_of(rule.endpoint)
        for rule, _ in rules(app)
        if rule.rule.startswith("/api/") and rule.methods - SAFE
    }
    assert len(marks) >= 20
    assert [name for name, mark in marks.items() if mark.permission is None and not mark.is_public] == []


def test_every_permission_belongs_to_a_role_and_a_route(app):
    policies, guards = app.extensions["policies"], app.extensions["guards"]
    marks = [guards.mark_of(rule.endpoint) for rule, _ in rules(app)]
    used = {mark.permission for mark in marks if mark is not None and mark.permission is not None}
    assert sorted(permission for permission in policies if not policies.roles_with(permission)) == []
    assert sorted(used - set(policies)) == []
    unused = sorted(set(policies) - used - IN_SERVICES)
    assert unused == []


IN_SERVICES: set[str] = set()
"""Permissions that a service or a query asks for, inside a view that another permission opens."""


def test_every_permission_has_a_label(app):
    unlabelled = [p for feature in FEATURES for p in feature.policy if p not in feature.labels]
    assert unlabelled == []


def test_a_mark_says_why():
    with pytest.raises(ValueError, match="why"):
        public("")(lambda: "")
    view = requires("feature:thing:see")(lambda: "")
    assert isinstance(view.network_mark, Mark)
