"""Requests to join for tests, sent and confirmed through the service."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Flask

from network.core.clock import Clock
from network.core.commit import commit
from network.core.database import db
from network.joining.queries import requests
from network.joining.service import asking
from network.joining.service.asking import Asker
from network.joining.service.naming import Said
from network.organisations.public import Code
from network.organisations.vocabulary import Nation, Scheme, Sector
from tests.factories.organisations import bring_in, by_code, schools

ASKER = Asker("Canary Asker", "Canary head of service", "canary.asker@newtown.example", "01632 960 001", "canary words")
NEWTOWN = Said(name="Newtown Kitchen", sector=Sector.CHARITY, nation=Nation.ENGLAND, town="Newtown", postcode="LE3 8RA")
URN = "119903"
SCHOOL = Said(code=Code(Scheme.URN, URN), is_ours=True)


def bring_school(app: Flask, clock: Clock, urn: str = URN, name: str = "Newtown Primary School") -> UUID:
    """A school that a register brought; its key."""
    with app.app_context():
        bring_in(schools((urn, name, "Newtown", "LE3 8RA", "")), clock)
        return by_code(urn)[0].id


def send(app: Flask, clock: Clock, said: Said = NEWTOWN, asker: Asker = ASKER) -> str:
    """A request whose address is not confirmed; its token."""
    with app.app_context():
        token = asking.ask(said, asker, clock)
        commit()
        db.session.remove()
    return token


def ask(app: Flask, clock: Clock, said: Said = NEWTOWN, asker: Asker = ASKER, **named: Any) -> UUID:
    """A request that its sender has confirmed; its key."""
    token = send(app, clock, said, asker)
    with app.app_context():
        with asking.system_scope(db.session(), "a test looks") as system:
            found = requests.find_by_token(system, asking.hash_of(token))
            assert found is not None
            key = found.id
        asking.confirm(token, clock, named.get("answered_within", 10))
        commit()
        db.session.remove()
    return key
