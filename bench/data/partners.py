"""Organisations, the people who sign in for them, champions and signatures: a few thousand rows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, insert

from bench.data.cast import Account
from bench.sizes import PARTNERS, SIGNED, Scale
from network.accounts.models import Membership, User
from network.champions.models import Champion
from network.champions.vocabulary import ChampionState
from network.charter.models import Pledge, Signature, Signing
from network.charter.rules.standing import a_year_on
from network.charter.vocabulary import Basis, PledgeKind, PledgeState, Purpose
from network.core.database import new_id
from network.core.permissions import Role
from network.organisations.models import Organisation, OrganisationIdentifier
from network.organisations.vocabulary import Scheme, Sector, Standing

GIVEN = ("Aisha", "Ben", "Carys", "Dylan", "Efua", "Farid", "Grace", "Huw", "Iona", "Jack", "Kezia", "Liam", "Mina")
FAMILY = ("Adeyemi", "Brown", "Clarke", "Davies", "Evans", "Farooq", "Green", "Hughes", "Iqbal", "Jones", "Kaur")
SECTORS = (Sector.COUNCIL, Sector.NHS, Sector.SCHOOL, Sector.CHARITY, Sector.POLICE)


def name_of(number: int) -> str:
    """A person's name; some are shared, as they are anywhere."""
    return f"{GIVEN[number % len(GIVEN)]} {FAMILY[number // len(GIVEN) % len(FAMILY)]} {number // 143:05}".strip()


@dataclass(frozen=True, slots=True)
class Partners:
    """What was made, by place in the list of partners. The host is the first."""

    organisation_ids: list[UUID]
    coordinator: Account
    leads: list[Account]
    champions: list[Account]
    attendees: list[Account]


def add_organisations(connection: Connection, scale: Scale, now: datetime) -> list[UUID]:
    """The partners, of which the first is the host, and organisations that are known from a register."""
    partners = [new_id() for _ in range(PARTNERS)]
    rows = [
        {
            "id": key,
            "version": 1,
            "name": f"Partner {number:04}",
            "sector": SECTORS[number % len(SECTORS)],
            "standing": Standing.PARTNER,
            "is_host": number == 0,
            "workforce_size": round(scale.people_each * 1.2),
            "town": "Wendmere",
            "made_at": now,
        }
        for number, key in enumerate(partners)
    ]
    listed = [(new_id(), number) for number in range(scale.listed)]
    rows += [
        {
            "id": key,
            "version": 1,
            "name": f"School {number:05}",
            "sector": Sector.SCHOOL,
            "standing": Standing.LISTED,
            "is_host": False,
            "workforce_size": None,
            "town": "Ottermouth",
            "made_at": now,
        }
        for key, number in listed
    ]
    connection.execute(insert(Organisation.__table__), rows)  # type: ignore[arg-type]
    codes = [
        {
            "organisation_id": key,
            "scheme": Scheme.URN,
            "code": f"{100_000 + number}",
            "published_name": f"School {number:05}",
        }
        for key, number in listed
    ]
    connection.execute(insert(OrganisationIdentifier.__table__), codes)  # type: ignore[arg-type]
    return partners


def add_people(connection: Connection, organisation_ids: list[UUID], scale: Scale, now: datetime) -> Partners:
    """A lead and champions for each partner, the coordinator, and those who come to events."""
    host = organisation_ids[0]
    roles = [(host, Role.COORDINATOR)]
    roles += [(each, Role.ORGANISATION_LEAD) for each in organisation_ids]
    roles += [(each, Role.CHAMPION) for _ in range(scale.champions_each) for each in organisation_ids]
    roles += [(organisation_ids[n % PARTNERS], Role.FACILITATOR) for n in range(scale.attendees)]
    accounts = [Account(new_id(), organisation_id, new_id().hex) for organisation_id, _ in roles]
    users = [
        {
            "id": each.user_id,
            "name": name_of(number),
            "email": f"user{number}@example.org",
            "fs_uniquifier": each.sign_in,
            "confirmed_at": now,
            "made_at": now,
        }
        for number, each in enumerate(accounts)
    ]
    starts_on = (now - timedelta(days=400)).date()
    memberships = [
        {"organisation_id": organisation_id, "user_id": each.user_id, "role": role, "starts_on": starts_on}
        for each, (organisation_id, role) in zip(accounts, roles, strict=True)
    ]
    connection.execute(insert(User.__table__), users)  # type: ignore[arg-type]
    connection.execute(insert(Membership.__table__), memberships)  # type: ignore[arg-type]
    by_role = {
        wanted: [each for each, (_, role) in zip(accounts, roles, strict=True) if role is wanted]
        for wanted in {role for _, role in roles}
    }
    return Partners(
        organisation_ids,
        by_role[Role.COORDINATOR][0],
        by_role[Role.ORGANISATION_LEAD],
        by_role[Role.CHAMPION],
        by_role[Role.FACILITATOR],
    )


def add_champions(connection: Connection, partners: Partners, now: datetime) -> None:
    """Everybody with the role was asked and agreed."""
    rows = [
        {
            "organisation_id": each.organisation_id,
            "user_id": each.user_id,
            "version": 1,
            "state": ChampionState.ACTIVE,
            "registered_at": now,
            "answered_at": now,
        }
        for each in partners.champions
    ]
    connection.execute(insert(Champion.__table__), rows)  # type: ignore[arg-type]


SIGNATORY = "Morgan Ellis"
"""Who signs for everybody that has not signed yet."""


def add_signatures(connection: Connection, partners: Partners, version_id: UUID, now: datetime) -> None:
    """The first partners signed the charter as it stands."""
    connection.execute(insert(Signature.__table__), list(_signatures(partners, version_id, now)))  # type: ignore[arg-type]


def _signatures(partners: Partners, version_id: UUID, now: datetime) -> Iterator[dict[str, Any]]:
    for number, lead in enumerate(partners.leads[:SIGNED]):
        yield {
            "organisation_id": lead.organisation_id,
            "version_id": version_id,
            "signatory_name": name_of(number),
            "job_title": "Chief executive",
            "basis": Basis.CHIEF_OFFICER,
            "statement": "Because the people we serve and the people who work here deserve it.",
            "text_hash": "0" * 64,
            "signed_at": now - timedelta(days=number),
            "signed_by_id": lead.user_id,
            "current_until": a_year_on(now.date()),
            "version": 1,
        }


def add_preparations(connection: Connection, partners: Partners, version_id: UUID, now: datetime) -> None:
    """The others have done all that is to be done before they sign: two actions, and who signs."""
    waiting = partners.leads[SIGNED:]
    pledges = [
        {
            "organisation_id": lead.organisation_id,
            "version": 1,
            "kind": PledgeKind.ACTION,
            "text": f"What we do as number {number}",
            "owner_name": "A lead",
            "due_on": a_year_on(now.date()),
            "state": PledgeState.PLANNED,
            "state_since": now.date(),
            "made_at": now,
        }
        for lead in waiting
        for number in (1, 2)
    ]
    signings = [
        {
            "organisation_id": lead.organisation_id,
            "version": 1,
            "purpose": Purpose.SIGN,
            "version_id": version_id,
            "prepared_by_id": lead.user_id,
            "prepared_at": now,
            "signs_themselves": True,
            "signatory_name": SIGNATORY,
            "job_title": "Chief executive",
            "signatory_email": "lead@example.org",
            "basis": Basis.CHIEF_OFFICER,
        }
        for lead in waiting
    ]
    connection.execute(insert(Pledge.__table__), pledges)  # type: ignore[arg-type]
    connection.execute(insert(Signing.__table__), signings)  # type: ignore[arg-type]
