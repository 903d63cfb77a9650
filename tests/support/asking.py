"""Somebody who asks for many things, in a browser or by a program: what came back, whosever it was."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from network.core.permissions import Role
from tests.support.canaries import found_in_answer


@dataclass
class Asking:
    """One person, where they act, and every canary that they met."""

    name: str
    at: UUID | None = None
    role: Role | None = None
    client: FlaskClient | None = None
    headers: dict[str, str] = field(default_factory=dict)
    met: dict[int, str] = field(default_factory=dict)
    """Each canary, and where first."""
    also: frozenset[UUID] = frozenset()
    """Where else they belong."""
    statuses: Counter[int] = field(default_factory=Counter)
    refused: dict[str, tuple[int, bytes]] = field(default_factory=dict)
    """Each address that was not there for them, with what it answered."""
    faults: list[str] = field(default_factory=list)
    """What was answered as a mistake of ours."""
    marks: dict[str, str] = field(default_factory=dict)
    """The `ETag` of each answer that had one."""

    def ask(self, method: str, address: str, **options: Any) -> TestResponse:
        """A request; whatever it answers is read whole, headers and all."""
        assert self.client is not None, f"{self.name} has nothing to ask with"
        headers = {**self.headers, **options.pop("headers", {})}
        answer = self.client.open(address, method=method, headers=headers, **options)
        self.statuses[answer.status_code] += 1
        for canary in found_in_answer(answer):
            self.met.setdefault(canary, f"{method} {address}")
        if answer.status_code >= 500:
            self.faults.append(f"{method} {address}")
        elif answer.status_code >= 400:
            self.refused[address] = answer.status_code, answer.get_data()
        elif answer.headers.get("ETag"):
            self.marks[address] = answer.headers["ETag"]
        return answer
