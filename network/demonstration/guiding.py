"""Where people find support: what the network knows of, and what some partners keep for their own people."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from network.core.permissions import Role
from network.demonstration.cases import OFFERS
from network.demonstration.days import at
from network.demonstration.partners import CITY, HOST
from network.demonstration.pooling import SMALL
from network.demonstration.stage import Stage
from network.directory.queries import list_kept
from network.directory.rules import EntryDraft
from network.directory.service import add_entry, draft_of, edit_entry
from network.directory.vocabulary import SupportKind as Kind

_ENGLISH: Final = ("English",)
_ALL: Final = "Everybody"
_STAFF: Final = "Everybody who works here"
ADDED: Final = 64
"""Days ago."""
LONG_AGO: Final = 431
"""Days since somebody looked at the one that is to be looked at again."""


@dataclass(frozen=True, slots=True)
class Told:
    """An entry as its keeper would type it."""

    kind: Kind
    title: str
    purpose: str
    link: str = ""
    telephone: str = ""
    where_to_find: str = ""
    languages: tuple[str, ...] = _ENGLISH
    suits: str = _STAFF
    content_note: str | None = None
    is_internal: bool = False
    is_public: bool = False


def _public(
    kind: Kind, title: str, purpose: str, *, link: str = "", telephone: str = "", languages: tuple[str, ...] = _ENGLISH
) -> Told:
    return Told(kind, title, purpose, link, telephone, languages=languages, suits=_ALL, is_public=True)


def _inside(kind: Kind, title: str, purpose: str, where: str) -> Told:
    return Told(kind, title, purpose, where_to_find=where, is_internal=True)


OF_THE_NETWORK: Final = (
    Told(
        Kind.HEALTH,
        "Your GP surgery",
        "To talk about how you are, and to be led on to longer support.",
        where_to_find="Ring the surgery where you are registered, or ask at its desk",
        languages=("English", "Interpreters come if you ask"),
        suits=_ALL,
        is_public=True,
    ),
    _public(
        Kind.MENTAL_HEALTH,
        "NHS 111, option 2",
        "For a crisis of your mental health, day and night.",
        telephone="111",
        languages=("English", "British Sign Language", "Interpreters come if you ask"),
    ),
    _public(Kind.MENTAL_HEALTH, "Samaritans", "To talk about anything, day and night.", telephone="116 123"),
    _public(
        Kind.ACCESS_TO_WORK,
        "Access to Work",
        "Pays for what helps you stay in work, with mental health too.",
        link="https://www.gov.uk/access-to-work",
    ),
    _public(
        Kind.BEREAVEMENT,
        "Wendmere Bereavement Listeners",
        "Somebody to talk to after a death, however long ago.",
        telephone="01632 960112",
        languages=("English", "Polski", "Gujarati"),
    ),
    Told(
        Kind.DOMESTIC_ABUSE,
        "Open Gate helpline",
        "If you are afraid of somebody at home, or of somebody you used to live with.",
        telephone="08081 570140",
        languages=("English", "Urdu", "Polski"),
        suits="Women, men and non-binary people; a worker who speaks Urdu on Tuesdays",
        content_note="They ask early whether you are safe to talk.",
        is_public=True,
    ),
    Told(
        Kind.HATE_SUPPORT,
        "Wendmere Together against Hate",
        "Helps you to record and report it, or just listens.",
        link="https://together.wendmere.example",
        languages=("English", "Urdu", "Gujarati", "British Sign Language"),
        suits="Everybody; run with Black, Muslim, disabled and LGBTQ+ people of the county",
        is_public=True,
    ),
    Told(
        Kind.TRAUMA_RESOURCES,
        "Resources on trauma-informed work",
        "Short guides and films for teams, chosen by the network.",
        link="https://resources.wendmere.example",
        suits="Everybody who works with people",
        content_note="Some films speak of violence. Each says so at its beginning.",
    ),
)
OF_THE_CITY: Final = (
    Told(
        Kind.WELLBEING_SERVICE,
        "Staff wellbeing service",
        "Counselling and practical help, without your manager’s knowing.",
        telephone="01632 960140",
        languages=("English", "Urdu"),
    ),
    _inside(Kind.SUPERVISION, "Reflective supervision", "An hour a month with somebody outside your team.", "Intranet"),
    Told(
        Kind.OCCUPATIONAL_HEALTH,
        "Occupational health",
        "For changes at work that keep you well, or bring you back.",
        link="https://oh.ottermouth.example",
    ),
    _inside(Kind.STRESS, "Guidance on stress", "What causes it here, and what helps.", "Intranet, under Staff"),
    _inside(Kind.MANAGERS_GUIDE, "Guide for managers", "How to begin the conversation.", "Intranet, under Managers"),
    _inside(Kind.DOMESTIC_ABUSE, "Policy on domestic abuse", "Leave, safety at work, and whom to tell.", "Intranet"),
    _inside(Kind.VIOLENCE_AT_WORK, "Violence and abuse at work", "How it is recorded, and who comes.", "Intranet"),
    _inside(Kind.HATE_SUPPORT, "Our hate support toolkit", "How staff and managers record it.", "Intranet"),
    Told(
        Kind.RACE_EQUALITY,
        "Race equality network",
        "Colleagues who meet every month, and are heard by the board.",
        where_to_find="Room 3, first Thursday of the month at noon",
        suits="Black, Asian and other colleagues of colour",
        is_internal=True,
    ),
    Told(
        Kind.LGBTQ_NETWORK,
        "Rainbow colleagues",
        "A network that meets online, with cameras off if you like.",
        where_to_find="Ask the diversity champions for the link",
        suits="LGBTQ+ colleagues, out at work or not",
        is_internal=True,
    ),
)
FORGOTTEN: Final = _inside(Kind.SUBSTANCE_MISUSE, "Alcohol and drugs", "Help first: what we offer and how.", "Intranet")
FIRST: Final = OF_THE_CITY[:2]
"""What is asked for first: before support can be offered, it is there."""
OF_OTHERS: Final = ("fallowdale", "wch", SMALL)
"""Partners that have begun with these, and offer no support yet, or began to since."""
BEFORE_OFFERING: Final = 6
"""Days."""


def plan_guiding(stage: Stage) -> None:
    """Each entry on the day on which its keeper added it."""
    for number, told in enumerate(OF_THE_NETWORK):
        stage.plan(at(stage.days.ago(ADDED), 10, number), _add, stage, HOST, Role.COORDINATOR, told)
    for number, offer in enumerate(OFFERS):
        for told in FIRST:
            when = at(stage.days.ago(offer.since + BEFORE_OFFERING), 11, number)
            stage.plan(when, _add, stage, offer.place, Role.ORGANISATION_LEAD, told)
        stage.plan(at(stage.days.ago(ADDED - 30), 11, number), _look_again, stage, offer.place)
    for number, told in enumerate(OF_THE_CITY[len(FIRST) :]):
        stage.plan(at(stage.days.ago(ADDED - 20), 14, number), _add, stage, CITY, Role.ORGANISATION_LEAD, told)
    stage.plan(at(stage.days.ago(LONG_AGO), 15), _add, stage, CITY, Role.ORGANISATION_LEAD, FORGOTTEN)
    for number, place in enumerate(OF_OTHERS):
        for told in FIRST:
            when = at(stage.days.ago(ADDED - 25), 11, number)
            stage.plan(when, _add, stage, place, Role.ORGANISATION_LEAD, told)


def _look_again(stage: Stage, place: str) -> None:
    """Its keeper tries each link and number, and says so."""
    with stage.acting(stage.members_of(place, Role.ORGANISATION_LEAD)[0]) as actor:
        for entry in list_kept(actor):
            if entry.title in {told.title for told in FIRST}:
                seen = replace(draft_of(entry), reviewed_on=stage.clock.today())
                edit_entry(actor, entry.id, seen, entry.version, stage.clock)


def _add(stage: Stage, place: str, role: Role, told: Told) -> None:
    with stage.acting(stage.members_of(place, role)[0]) as actor:
        said = {name: getattr(told, name) for name in Told.__slots__}
        add_entry(actor, EntryDraft(**said, reviewed_on=stage.clock.today()), stage.clock)
