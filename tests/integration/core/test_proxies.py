"""Whom a request comes from, with and without proxies in front: what anybody can write is believed of none (`B3`)."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flask import request

from network.app import create_app
from network.core.database import db


@pytest.mark.parametrize(
    ("proxies", "said", "believed"),
    [
        (0, "203.0.113.9", "127.0.0.1"),
        (1, "203.0.113.9", "203.0.113.9"),
        (1, "198.51.100.1, 203.0.113.9", "203.0.113.9"),
        (2, "192.0.2.5, 198.51.100.1, 203.0.113.9", "198.51.100.1"),
        (1, "", "127.0.0.1"),
    ],
)
def test_the_address_is_what_the_outermost_proxy_of_ours_saw(app, clock, proxies, said, believed):
    behind = create_app(replace(app.extensions["settings"], proxies=proxies), clock)
    seen = []
    behind.before_request_funcs.setdefault(None, []).insert(0, lambda: seen.append((request.remote_addr, request.host)))
    headers = {"X-Forwarded-For": said, "X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "https"}
    behind.test_client().get("/privacy", headers=headers, base_url="http://localhost")
    with behind.app_context():
        db.engine.dispose()
    assert seen == [(believed, "localhost")]
