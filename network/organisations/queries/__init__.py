"""Every read of organisations: who is in the directory, who may see the rest, what registers have said."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, String, and_, cast, false, func, or_, select
from sqlalchemy.orm import aliased

from network.core.actor import Actor, Anyone
from network.core.database import db
from network.core.errors import NotFound
from network.core.pagination import PAGE_SIZE, Page, paginate
from network.core.permissions import Role
from network.core.tenancy import scoped
from network.organisations.models import (
    Department,
    Organisation,
    OrganisationIdentifier,
    OrganisationLogo,
)
from network.organisations.nearest import MOST_WORDS, nearest
from network.organisations.registers.names import searchable, tidy_postcode
from network.organisations.rules import place_of
from network.organisations.vocabulary import Scheme, Sector, Standing

FEW = 10
"""A search that finds fewer is answered with names that are much like it, too."""


def visible_organisations(actor: Anyone) -> Select[Organisation]:
    """Partners and one's own for everybody; for the coordinator every one that has not become part of another."""
    statement = select(Organisation).where(Organisation.standing != Standing.MERGED)
    if actor.is_network_wide:
        return statement
    return statement.where(or_(Organisation.standing == Standing.PARTNER, Organisation.id == actor.organisation_id))


def is_within_reach(actor: Anyone, organisation_id: UUID) -> bool:
    """Whether the actor works for this organisation: its own people, and the coordinator.

    They see its contact, figures and departments; others see only its entry in the directory.
    """
    return actor.is_network_wide or actor.organisation_id == organisation_id


def get_organisation(actor: Anyone, organisation_id: UUID) -> Organisation:
    """One organisation of the directory. Raises NotFound."""
    found = db.session.scalar(visible_organisations(actor).where(Organisation.id == organisation_id))
    if found is None:
        raise NotFound
    return found


def get_own_organisation(actor: Anyone, organisation_id: UUID) -> Organisation:
    """An organisation that the actor works for. Raises NotFound for any other, partner or not."""
    if not is_within_reach(actor, organisation_id):
        raise NotFound
    return get_organisation(actor, organisation_id)


def list_organisations(
    actor: Anyone,
    *,
    search: str = "",
    sector: Sector | None = None,
    standing: Standing | None = None,
    place: str = "",
    stage: str | None = None,
    number: int = 1,
    size: int = PAGE_SIZE,
) -> Page[Organisation]:
    """A page of the directory by name. `search` takes words of a name or town, one whole code or postcode.

    `place` is a town, a postcode, or the first part of one.
    """
    statement = _narrowed(actor, sector, standing, place, stage)
    if search.strip():
        statement = statement.where(_matches(actor, search))
    return paginate(statement.order_by(Organisation.name, Organisation.id), number, size)


def list_nearest(
    actor: Anyone,
    *,
    search: str,
    sector: Sector | None = None,
    standing: Standing | None = None,
    place: str = "",
    stage: str | None = None,
    besides: Iterable[UUID] = (),
) -> list[Organisation]:
    """Organisations called much like a search that found few, the likest first; with `besides`, ten at most.

    A letter wrong, two swapped, a word left out, Saint for St. Two queries.
    """
    found = frozenset(besides)
    line = cast(Organisation.id, String) + " " + Organisation.search_text
    lines = db.session.scalar(
        _narrowed(actor, sector, standing, place, stage).with_only_columns(func.aggregate_strings(line, "\n"))
    )
    keys, names = zip(*(each.split(" ", 1) for each in (lines or " ").split("\n")), strict=True)
    near = [UUID(keys[number]) for number in nearest(search, "\n".join(names), FEW)]
    wanted = [key for key in near if key not in found][: FEW - len(found)]
    by_id = {each.id: each for each in db.session.scalars(select(Organisation).where(Organisation.id.in_(wanted)))}
    return [by_id[key] for key in wanted]


def _narrowed(
    actor: Anyone, sector: Sector | None, standing: Standing | None, place: str, stage: str | None
) -> Select[Organisation]:
    statement = visible_organisations(actor)
    if sector is not None:
        statement = statement.where(Organisation.sector == sector)
    if standing is not None:
        statement = statement.where(Organisation.standing == standing)
    if stage is not None:
        statement = statement.where(Organisation.stage == stage)
    if place.strip():
        where = place_of(place)
        by_postcode = Organisation.postcode.startswith(where.postcode, autoescape=True) if where.postcode else false()
        statement = statement.where(or_(by_postcode, Organisation.town.icontains(where.town, autoescape=True)))
    return statement


def _matches(actor: Anyone, search: str) -> ColumnElement[bool]:
    """By its own name, town, postcode or code, or by those of what became part of it."""
    words = searchable(search).split()[:MOST_WORDS]
    code = "".join(character for character in search.upper() if character.isalnum())[:40]
    with_code = scoped(select(OrganisationIdentifier.organisation_id), actor, OrganisationIdentifier)
    coded = with_code.where(OrganisationIdentifier.code == code)
    former = aliased(Organisation)
    postcode = tidy_postcode(search)

    def is_called(entity: Any) -> ColumnElement[bool]:
        by_words = (entity.search_text.contains(word, autoescape=True) for word in words)
        is_there = entity.postcode == postcode if postcode else false()
        return or_(and_(*by_words) if words else false(), entity.id.in_(coded), is_there)

    became_part = select(former.merged_into_id).where(former.standing == Standing.MERGED, is_called(former))
    return or_(is_called(Organisation), Organisation.id.in_(became_part))


def codes_of(actor: Anyone, organisation_ids: Iterable[UUID]) -> dict[UUID, list[OrganisationIdentifier]]:
    """The published codes of these organisations, which are public, by organisation."""
    wanted = (
        scoped(select(OrganisationIdentifier), actor, OrganisationIdentifier)
        .where(OrganisationIdentifier.organisation_id.in_(list(organisation_ids)))
        .order_by(OrganisationIdentifier.scheme, OrganisationIdentifier.code)
    )
    found: dict[UUID, list[OrganisationIdentifier]] = {}
    for identifier in db.session.scalars(wanted):
        found.setdefault(identifier.organisation_id, []).append(identifier)
    return found


def get_identifier(actor: Anyone, organisation_id: UUID, identifier_id: UUID) -> OrganisationIdentifier:
    """One code of an organisation. Raises NotFound."""
    found = db.session.scalar(
        scoped(select(OrganisationIdentifier), actor, OrganisationIdentifier).where(
            OrganisationIdentifier.organisation_id == organisation_id, OrganisationIdentifier.id == identifier_id
        )
    )
    if found is None:
        raise NotFound
    return found


def find_by_code(actor: Anyone, scheme: Scheme, code: str) -> Organisation | None:
    """The organisation with this code, or the one that it became part of, whoever asks and however it stands."""
    identifier = scoped(select(OrganisationIdentifier.organisation_id), actor, OrganisationIdentifier).where(
        OrganisationIdentifier.scheme == scheme, OrganisationIdentifier.code == code
    )
    holder = db.session.scalar(select(Organisation).where(Organisation.id.in_(identifier)))
    if holder is not None and holder.merged_into_id is not None:
        return db.session.get(Organisation, holder.merged_into_id)
    return holder


def list_merged_into(organisation_id: UUID) -> list[Organisation]:
    """What became part of an organisation, the latest first."""
    former = select(Organisation).where(Organisation.merged_into_id == organisation_id)
    return list(db.session.scalars(former.order_by(Organisation.merged_on.desc(), Organisation.name)))


def list_with_name(actor: Anyone, name: str, town: str = "") -> list[Organisation]:
    """Organisations that are called the same, or of which one became part that was; ten at most.

    Capitals and punctuation aside. With a `town`, those in it and those of which no town is known. Two queries.
    """
    called, place = searchable(name), searchable(town)
    if not called:
        return []
    # What is searched begins with the name, so that few of the many schools of a saint are read.
    like = visible_organisations(actor).where(Organisation.search_text.startswith(called, autoescape=True))
    found = db.session.scalars(like.order_by(Organisation.name, Organisation.id))
    alike = [organisation for organisation in found if searchable(organisation.name) == called]
    here = [each for each in alike if not place or searchable(each.town) in ("", place)]
    return list(dict.fromkeys([*here, *_successors_of(actor, called)]))[:10]


def _successors_of(actor: Anyone, called: str) -> list[Organisation]:
    """Of what part an organisation became that was called this."""
    former = aliased(Organisation)
    pairs = (
        visible_organisations(actor)
        .add_columns(former.name)
        .join(former, former.merged_into_id == Organisation.id)
        .where(former.search_text.startswith(called, autoescape=True))
        .order_by(Organisation.name, Organisation.id)
    )
    return [successor for successor, name in db.session.execute(pairs) if searchable(name) == called]


def visible_logos(actor: Anyone) -> Select[OrganisationLogo]:
    """Of partners and former partners for everybody; of any other, for those who work for it."""
    statement = scoped(select(OrganisationLogo), actor, OrganisationLogo)
    if actor.is_network_wide:
        return statement
    were_partners = select(Organisation.id).where(Organisation.standing.in_([Standing.PARTNER, Standing.LEFT]))
    own = OrganisationLogo.organisation_id == actor.organisation_id
    return statement.where(or_(own, OrganisationLogo.organisation_id.in_(were_partners)))


def find_logo(actor: Anyone, organisation_id: UUID) -> OrganisationLogo | None:
    """An organisation's logo, without its content, which is read where it is asked for; None where it has none."""
    return db.session.scalar(visible_logos(actor).where(OrganisationLogo.organisation_id == organisation_id))


def get_logo(actor: Anyone, organisation_id: UUID) -> OrganisationLogo:
    """The same. Raises NotFound where there is none, and where there is none to be seen."""
    found = find_logo(actor, organisation_id)
    if found is None:
        raise NotFound("There is no logo here.")
    return found


def visible_departments(actor: Anyone) -> Select[Department]:
    """One's own organisation's; every partner's for the coordinator."""
    return scoped(select(Department), actor, Department)


def list_departments(actor: Anyone, organisation_id: UUID) -> list[Department]:
    """An organisation's departments by name; none where the actor does not work for it."""
    statement = visible_departments(actor).where(Department.organisation_id == organisation_id)
    return list(db.session.scalars(statement.order_by(Department.name, Department.id)))


def get_department(actor: Anyone, organisation_id: UUID, department_id: UUID) -> Department:
    """One department. Raises NotFound."""
    found = db.session.scalar(
        visible_departments(actor).where(Department.organisation_id == organisation_id, Department.id == department_id)
    )
    if found is None:
        raise NotFound
    return found


def keeps_department(actor: Anyone, department: Department) -> bool:
    """Whether the actor may say how many work there: its lead, the organisation's, the coordinator (ORG-4)."""
    if not isinstance(actor, Actor):
        return actor.is_network_wide
    return bool(actor.roles & {Role.COORDINATOR, Role.ORGANISATION_LEAD}) or department.id in actor.departments


def get_kept_department(actor: Anyone, organisation_id: UUID, department_id: UUID) -> Department:
    """One department whose number of staff the actor keeps. Raises NotFound for any other."""
    found = get_department(actor, organisation_id, department_id)
    if not keeps_department(actor, found):
        raise NotFound
    return found
