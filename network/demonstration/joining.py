"""How the county comes together: organisations, their leads, the charter, champions, and invitations on their way."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from network.accounts.public import NewInvitation, invite
from network.champions import public as champions
from network.charter.service.versions import publish_default_charter
from network.core.actor import Anyone
from network.core.errors import NotFound
from network.core.permissions import Role
from network.demonstration.days import at
from network.demonstration.names import address_of
from network.demonstration.partners import CITY, DEPARTMENTS, HOST, PARTNERS, Partner
from network.demonstration.sign_ins import CHAMPION, COORDINATOR, IN_TWO_PLACES, KNOWN, LEAD, KnownPerson
from network.demonstration.stage import Member, Stage
from network.organisations.models import Organisation
from network.organisations.public import list_departments, mark_invited, mark_partner
from network.organisations.service.departments import add_department
from network.organisations.service.profiles import add_organisation
from network.organisations.vocabulary import Nation, Sector, Standing
from network.training.public import load_default_catalogue

BEGINNING: Final = 724
"""Days ago."""
DIRECTORY: Final = 716
JOINS_BEFORE_SIGNING: Final = 8
FIRST_CHAMPION_AFTER: Final = 2

THANKS: Final = (
    "Thank you for two winters of lunchtime sessions, and for the biscuits.",
    "Thank you. The duty team still uses your card with the five questions.",
    "You made it easy to ask. Thank you, and good luck in the new post.",
)

WAITING: Final = (
    ("brackenholt", Role.ORGANISATION_LEAD, 6),
    ("wendmere-voices", Role.ORGANISATION_LEAD, 3),
    (CITY, Role.MANAGER, 4),
    ("quillbury-high", Role.CHAMPION, 8),
    ("ofh", Role.INCIDENT_LEAD, 2),
    ("fallowdale-college", Role.BOARD_VIEWER, 9),
)
"""Invitations that wait to be accepted: where, to what, and how many days ago they were sent."""


def plan_joining(stage: Stage) -> None:
    """Plans how the network begins, and the way of each organisation into it."""
    stage.plan(at(stage.days.ago(BEGINNING), 9), _found, stage)
    stage.plan(at(stage.days.ago(DIRECTORY), 9), _fill_directory, stage)
    for partner in PARTNERS:
        _plan_partner(stage, partner)
    for place, role, ago in WAITING:
        stage.plan(at(stage.days.ago(ago), 11, 20), _invite, stage, place, role)


def _found(stage: Stage) -> None:
    host = next(partner for partner in PARTNERS if partner.key == HOST)
    with stage.system() as system:
        organisation = _add(stage, system, host)
        organisation.is_host = True
        mark_partner(system, organisation.id, stage.clock)
    coordinator = stage.join(host, Role.COORDINATOR, COORDINATOR, by=None)
    with stage.acting(coordinator) as actor:
        publish_default_charter(actor, stage.clock)
        load_default_catalogue(actor, stage.clock)


def _fill_directory(stage: Stage) -> None:
    with stage.acting(stage.coordinator) as actor:
        for partner in PARTNERS:
            if partner.key != HOST:
                _add(stage, actor, partner)


def _add(stage: Stage, actor: Anyone, partner: Partner) -> Organisation:
    profile = {
        "name": partner.name,
        "sector": partner.sector,
        "nation": Nation.ENGLAND,
        "town": partner.town,
        "workforce_size": partner.workforce,
        "contact_name": COORDINATOR.name if partner.key == HOST else "Reception",
        "contact_email": f"hello@{partner.domain}",
        "contact_telephone": f"01632 960 {100 + len(stage.organisations):03}",
    }
    organisation = add_organisation(actor, profile, None, stage.clock)
    stage.organisations[partner.key] = organisation.id
    return organisation


def _plan_partner(stage: Stage, partner: Partner) -> None:
    if partner.standing is Standing.LISTED:
        return
    if partner.signed is None:
        joins = stage.random.randrange(20, 60)
        has_lead = partner.key not in {place for place, _, _ in WAITING}
        stage.plan(at(stage.days.ago(joins), 10), _welcome, stage, partner, has_lead=has_lead)
        return
    joins = min(partner.signed + JOINS_BEFORE_SIGNING, DIRECTORY - 2)
    stage.plan(at(stage.days.ago(joins), 10), _welcome, stage, partner, has_lead=True)
    stage.plan(at(stage.days.ago(partner.signed), 13, 20), _divide, stage, partner)
    for number in range(partner.champions):
        after = FIRST_CHAMPION_AFTER + number * stage.random.randrange(9, 40)
        asked = max(8, partner.signed - after)
        known = _known_champion(partner, number)
        stage.plan(at(stage.days.ago(asked), 11), _ask, stage, partner, known)


def _known_champion(partner: Partner, number: int) -> KnownPerson | None:
    by_place = {CITY: CHAMPION, IN_TWO_PLACES.places[0][0]: IN_TWO_PLACES}
    return by_place.get(partner.key) if number == 0 else None


def _welcome(stage: Stage, partner: Partner, *, has_lead: bool) -> None:
    coordinator = stage.coordinator
    with stage.acting(coordinator) as actor:
        mark_invited(actor, stage.organisations[partner.key], stage.clock)
    if not has_lead:
        return
    stage.join(partner, Role.ORGANISATION_LEAD, LEAD if partner.key == CITY else None, by=coordinator)
    for known in KNOWN:
        for place, role in known.places:
            if place == partner.key and role in {Role.FACILITATOR, Role.BOARD_VIEWER}:
                stage.join(partner, role, known, by=coordinator)


def _divide(stage: Stage, partner: Partner) -> None:
    with stage.acting(stage.lead_of(partner)) as actor:
        for name, headcount in DEPARTMENTS.get(partner.key, ()):
            add_department(actor, actor.organisation_id, name, headcount, stage.clock)


def _ask(stage: Stage, partner: Partner, known: KnownPerson | None) -> None:
    """A lead asks somebody to be a champion; two days later they agree."""
    # A provider's lead names its own therapists; for other roles there the network's coordinator is asked.
    by = stage.coordinator if partner.sector is Sector.PROVIDER else stage.lead_of(partner)
    member = stage.join(partner, Role.CHAMPION, known, by=by)
    stage.members.remove(member)  # until they agree, they hold no session
    with stage.acting(stage.lead_of(partner)) as actor:
        departments = list_departments(actor, actor.organisation_id)
        number = len(stage.members) % (len(departments) + 1)
        of_one = departments[number].id if number < len(departments) else None
        asked = champions.register_champion(actor, member.person.id, stage.clock, of_one)
    stage.plan(at(stage.days.after(stage.clock.today()), 9, 30), _agree, stage, member, asked.id)


def _agree(stage: Stage, member: Member, champion_id: UUID) -> None:
    with stage.acting(member) as actor:
        champions.agree(actor, champion_id, stage.clock)
    stage.members.append(member)


def _invite(stage: Stage, place: str, role: Role) -> None:
    """By the lead; by the coordinator where there is none yet."""
    partner = next(each for each in PARTNERS if each.key == place)
    leads = stage.members_of(place, Role.ORGANISATION_LEAD)
    name = next(stage.names)
    new = NewInvitation(address_of(name, partner.domain), name, role, stage.organisations[place])
    with stage.acting(leads[0] if leads else stage.coordinator) as actor:
        invite(actor, new, stage.clock)


def plan_farewells(stage: Stage) -> None:
    """Some were asked and have not answered, one said no, and three champions have been thanked."""
    signed = [
        partner
        for partner in PARTNERS
        if partner.signed is not None and partner.signed > 450 and partner.sector is not Sector.PROVIDER
    ]
    for number, partner in enumerate(stage.random.sample(signed, 3)):
        stage.plan(at(stage.days.ago(400 - 60 * number), 10), _ask, stage, partner, None)
        stage.plan(at(stage.days.ago(90 - 20 * number), 15), _thank, stage, partner, THANKS[number])
    for ago, says_no in ((30, True), (5, False), (3, False), (2, False)):
        partner = stage.random.choice(signed)
        stage.plan(at(stage.days.ago(ago), 14), _wait, stage, partner, says_no=says_no)


def _thank(stage: Stage, partner: Partner, words: str) -> None:
    known = {person.email for person in KNOWN}
    member = next(
        each for each in reversed(stage.members_of(partner.key, Role.CHAMPION)) if each.person.email not in known
    )
    with stage.acting(stage.lead_of(partner)) as actor:
        filters = champions.Filters(champions.ChampionState.ACTIVE, organisation_id=actor.organisation_id)
        lines = champions.list_champions(actor, filters, 1).items
        line = next((each for each in lines if each.user_id == member.person.id), None)
        if line is None:
            raise NotFound(f"{member.person.name} is not a champion")
        champions.end_champion(actor, line.id, words, stage.clock)
    stage.members.remove(member)


def _wait(stage: Stage, partner: Partner, *, says_no: bool) -> None:
    member = stage.join(partner, Role.MANAGER, None, by=stage.lead_of(partner))
    with stage.acting(stage.lead_of(partner)) as actor:
        asked = champions.register_champion(actor, member.person.id, stage.clock)
    if says_no:
        with stage.acting(member) as actor:
            champions.decline(actor, asked.id, stage.clock)
