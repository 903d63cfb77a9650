"""How the partners sign, what they pledge, and how the charter changes: every way in which a signature can stand."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from sqlalchemy import select

from network.charter.default_charter import DEFAULT_CHARTER
from network.charter.messages import SignatureAsked
from network.charter.queries import readiness, signatures, versions
from network.charter.rules.pledges import PledgeText
from network.charter.rules.signing import Details
from network.charter.rules.standing import a_year_on
from network.charter.service import by_link, comments, pledges, preparing, reviews, signing
from network.charter.service import readiness as checklists
from network.charter.service import versions as texts
from network.charter.text import CharterText, PrincipleText
from network.charter.vocabulary import Basis, PledgeState, Source
from network.core import tenancy
from network.core.actor import Actor, Visitor
from network.core.database import db
from network.core.outbox import OutboxMessage, open_message
from network.demonstration.days import at
from network.demonstration.names import address_of
from network.demonstration.partners import CITY, PARTNERS, Partner
from network.demonstration.stage import Stage
from network.organisations.vocabulary import Sector

SECOND_VERSION: Final = 345
"""Days ago. Whoever signed the first before had until a fortnight from today to sign it too."""
AFFIRM_IN: Final = 15
LAPSED: Final = "kindling"
WITHDRAWN: Final = ("harrowfen-homes", 45)
ON_FIRST: Final = ("pellscombe-primary", "many-roads")
"""They have not signed the second version yet; at the second of them, the signatory was asked four days ago."""
LEFT: Final = "wopcc"
"""Where whoever signed has left, and nobody has followed yet."""
STILL_TO_REVIEW: Final = (CITY, "aldersway", "wyjs")

JOB_TITLES: Final = {
    Sector.COUNCIL: "Chief executive",
    Sector.NHS: "Chief executive",
    Sector.POLICE: "Deputy chief constable",
    Sector.SCHOOL: "Headteacher",
    Sector.CHARITY: "Director",
    Sector.PROVIDER: "Clinical director",
    Sector.OTHER: "Managing director",
}
STATEMENTS: Final = (
    "We sign because the people we serve asked us to listen first. We begin with our front desks and our letters.",
    "Every one of us will take the first tier within a year, volunteers and governors too.",
    "We will look at our buildings with people who find them hard to walk into.",
    "Our staff carry a lot. We start with supervision, and with saying so when the work is heavy.",
    "",
    "",
)
ACTIONS: Final = (
    ("Rewrite our first letter with people who have received it", "Head of communications"),
    ("Give every front desk a quiet place to sit", "Facilities lead"),
    ("Offer tier 1 to every new starter in their first month", "Learning and development"),
    ("Give each supervisor an hour to talk about their own work", "Principal social worker"),
    ("Walk through our reception with people who find it hard, and change three things", "Customer services lead"),
    ("Ask in every exit interview what would have helped", "HR lead"),
    ("Say at the start of each meeting when it ends, and keep to it", "Chair of the staff council"),
    ("Train two champions in each building", "Training lead"),
)
COMMITMENTS: Final = {
    "Safety": "We tell people who will be there before they come, and where they can sit",
    "Trust": "We do not change an appointment without saying why",
    "Choice": "We ask how people wish to be reached, and keep to it",
    "Collaboration": "Two people with lived experience help to choose our managers",
    "Empowerment": "We write down what somebody is good at before what worries us",
    "Respect for diversity": "We look every year at who does not come to us, and ask them why",
}
NEW_PRINCIPLE: Final = "Looking after one another"
CHANGES: Final = (
    ("Looking after one another is a principle of its own", Source.STAFF),
    ("The introduction says first what people can expect from us", Source.PEOPLE_SERVED),
    ("Trust is now said as something that we do", Source.LIVED_EXPERIENCE),
)
SAID: Final = (
    (Source.STAFF, "The hardest part of my work is going home with it. Nothing in here is about us yet."),
    (Source.PEOPLE_SERVED, "I liked it. I did not know what I could hold you to."),
    (Source.LIVED_EXPERIENCE, "Trust is not a value, it is a list of things you do not do to me twice."),
    (Source.STAKEHOLDERS, "Please keep it to two pages, so that we can put it on a wall."),
)
SAID_NOW: Final = (
    (Source.STAFF, "Could it say something about meetings that run late?"),
    (Source.RESEARCH, "There is newer work on how waiting rooms feel. Happy to share it."),
)


def plan_pledging(stage: Stage) -> None:
    """Plans the versions of the charter, and for each partner the way of its signature."""
    stage.plan(at(stage.days.ago(SECOND_VERSION + 60), 10), _consult_on_second, stage)
    stage.plan(at(stage.days.ago(SECOND_VERSION + 50), 19), _say, stage, 2, SAID)
    stage.plan(at(stage.days.ago(SECOND_VERSION), 12), _publish_second, stage)
    stage.plan(at(stage.days.ago(9), 10), _consult_on_third, stage)
    stage.plan(at(stage.days.ago(4), 19), _say, stage, 3, SAID_NOW)
    for place, partner in enumerate(PARTNERS):
        if partner.signed is not None:
            _plan_partner(stage, partner, place)
    stage.plan(at(stage.days.ago(2), 11), _see_one_answer, stage)


def _plan_partner(stage: Stage, partner: Partner, place: int) -> None:
    signed = partner.signed or 0
    stage.plan(at(stage.days.ago(signed), 13, 30), _sign, stage, partner, place)
    if partner.key == LEFT:
        stage.plan(at(stage.days.ago(6), 9), _leave, stage, partner)
    if partner.key == WITHDRAWN[0]:
        stage.plan(at(stage.days.ago(WITHDRAWN[1]), 16), _withdraw, stage, partner)
    elif partner.key == ON_FIRST[1]:
        stage.plan(at(stage.days.ago(4), 9), _ask_signatory, stage, partner)
    elif signed > SECOND_VERSION and partner.key not in (LAPSED, *ON_FIRST):
        affirmed = stage.random.randrange(318, 340)
        stage.plan(at(stage.days.ago(affirmed), 11), _sign, stage, partner, place)
        if partner.key not in STILL_TO_REVIEW:
            stage.plan(at(stage.days.ago(stage.random.randrange(2, 12)), 15), _renew, stage, partner)
    stage.plan(at(stage.days.ago(min(signed, 300) - 40), 14), _commit, stage, partner, place)


def _second_text() -> CharterText:
    principles = tuple(
        PrincipleText("Trustworthiness", each.meaning, formerly=each.name) if each.name == "Trust" else each
        for each in DEFAULT_CHARTER.principles
    )
    added = PrincipleText(NEW_PRINCIPLE, "We look after whoever does this work: what they hear stays with them too.")
    return CharterText(
        title=DEFAULT_CHARTER.title,
        introduction=DEFAULT_CHARTER.introduction + "\nIt says what people can expect of us, and hold us to.",
        definition=DEFAULT_CHARTER.definition,
        definition_source=DEFAULT_CHARTER.definition_source,
        principles=(*principles, added),
        commitments=(*DEFAULT_CHARTER.commitments, "Make time to talk about the work when it has been too much."),
    )


def _consult_on_second(stage: Stage) -> None:
    with stage.acting(stage.coordinator) as actor:
        draft = texts.draft_version(actor, _second_text(), stage.clock)
        until = stage.clock.today() + timedelta(days=28)
        texts.open_consultation(actor, draft.number, until, draft.version, stage.clock)


def _say(stage: Stage, number: int, said: tuple[tuple[Source, str], ...]) -> None:
    tenancy.enter(db.session(), Visitor())
    for source, words in said:
        comments.comment(Visitor(), number, source, words, stage.clock)


def _publish_second(stage: Stage) -> None:
    with stage.acting(stage.coordinator) as actor:
        texts.close_consultation(actor, 2, stage.clock)
        for text, source in CHANGES:
            texts.add_change(actor, 2, text, source, stage.clock)
        draft = versions.get_version_row(actor, 2)
        affirm_by = stage.days.today + timedelta(days=AFFIRM_IN)
        texts.publish_version(actor, 2, draft.version, stage.clock, affirm_by=affirm_by)


def _consult_on_third(stage: Stage) -> None:
    with stage.acting(stage.coordinator) as actor:
        current = versions.find_current_version(actor)
        if current is None:
            return
        text = current.text.as_next()
        draft = texts.draft_version(actor, text, stage.clock)
        texts.add_change(actor, draft.number, "Says what a meeting is like with us", Source.STAFF, stage.clock)
        until = stage.days.ahead(21)
        texts.open_consultation(actor, draft.number, until, draft.version, stage.clock)


def _sign(stage: Stage, partner: Partner, place: int) -> None:
    """By the lead, who may sign, or by a link to whoever does."""
    lead = stage.lead_of(partner)
    with stage.acting(lead) as actor:
        current = versions.find_current_version(actor)
        if current is None:
            return
        pledges.set_actions(actor, _actions(stage, place, current.number), stage.clock)
        _declare(stage, actor)
        by_lead = place % 3 > 0
        name = lead.person.name if by_lead else next(stage.names)
        details = Details(
            signs_themselves=by_lead,
            signatory_name=name,
            job_title=JOB_TITLES[partner.sector],
            basis=Basis.CHIEF_OFFICER if stage.random.random() < 0.8 else Basis.DELEGATED,
            signatory_email="" if by_lead else address_of(name, partner.domain),
            **_deputy(stage, partner, place),
        )
        seen = preparing.seen_version(actor)
        prepared = preparing.name_signatory(actor, details, seen, stage.clock)
        statement = stage.random.choice(STATEMENTS)
        preparing.state_for_public(actor, statement, prepared.version, stage.clock)
        if by_lead:
            signing.sign_charter(actor, current.number, name, stage.clock, is_authorised=True)
            return
        preparing.send_to_signatory(actor, current.number, stage.clock)
    by_link.sign_by_link(_token(), current.number, name, stage.clock, is_authorised=True)


def _actions(stage: Stage, place: int, number: int) -> list[PledgeText]:
    """The first stays from version to version, the second is another each time."""
    chosen = (ACTIONS[place % len(ACTIONS)], ACTIONS[(place + number * 3) % len(ACTIONS)])
    due_on = a_year_on(stage.clock.today())
    return [PledgeText(text, owner, due_on) for text, owner in chosen]


def _deputy(stage: Stage, partner: Partner, place: int) -> dict[str, str]:
    if place % 2:
        return {}
    name = next(stage.names)
    return {"deputy_name": name, "deputy_title": "Deputy", "deputy_email": address_of(name, partner.domain)}


def _declare(stage: Stage, actor: Actor) -> None:
    lines = readiness.list_lines(actor, actor.organisation_id)
    checklists.declare(actor, {line.item.id: stage.random.random() < 0.75 for line in lines}, stage.clock)


def _token() -> str:
    """Of the link that was sent last, out of its message, as its reader has it."""
    asked = select(OutboxMessage).where(OutboxMessage.kind == SignatureAsked.kind)
    message = open_message(db.session.scalars(asked.order_by(OutboxMessage.id.desc()).limit(1)).one())
    if not isinstance(message, SignatureAsked):
        raise TypeError("A message of another kind under this one's name")
    return message.token


def _ask_signatory(stage: Stage, partner: Partner) -> None:
    name = next(stage.names)
    with stage.acting(stage.lead_of(partner)) as actor:
        details = Details(
            signs_themselves=False,
            signatory_name=name,
            job_title=JOB_TITLES[partner.sector],
            basis=Basis.CHIEF_OFFICER,
            signatory_email=address_of(name, partner.domain),
        )
        preparing.name_signatory(actor, details, preparing.seen_version(actor), stage.clock)
        preparing.send_to_signatory(actor, 2, stage.clock)


def _see_one_answer(stage: Stage) -> None:
    """The coordinator has seen one of the answers to the checklist of an organisation that is to come back."""
    partner = next(each for each in PARTNERS if each.key == LAPSED)
    with stage.acting(stage.coordinator) as actor:
        organisation_id = stage.organisations[partner.key]
        ready = (
            line
            for line in readiness.list_lines(actor, organisation_id)
            if line.answer is not None and line.answer.is_ready
        )
        line = next(ready, None)
        if line is not None:
            checklists.check(actor, organisation_id, line.item.id, is_seen=True, clock=stage.clock)


def _commit(stage: Stage, partner: Partner, place: int) -> None:
    """Commitments for some of the principles, and further on than planned."""
    wanted = len(COMMITMENTS) + 1 if partner.key == CITY else 1 + place % 4
    states = (PledgeState.IN_PLACE, PledgeState.STARTED, PledgeState.PLANNED)
    with stage.acting(stage.lead_of(partner)) as actor:
        current = versions.find_current_version(actor)
        known = list(current.text.principles)[: wanted - 1] if current else []
        for number, principle in enumerate(known):
            text = COMMITMENTS.get(principle.formerly or principle.name)
            if text is None:
                continue
            said = PledgeText(
                text, ACTIONS[number][1], a_year_on(stage.clock.today()), states[(number + place) % len(states)]
            )
            pledges.add_commitment(actor, principle.name, said, stage.clock)


def _renew(stage: Stage, partner: Partner) -> None:
    with stage.acting(stage.lead_of(partner)) as actor:
        signature = signatures.find_standing_row(actor, actor.organisation_id)
        if signature is not None:
            reviews.renew(actor, signature.version, stage.clock)


def _withdraw(stage: Stage, partner: Partner) -> None:
    with stage.acting(stage.lead_of(partner)) as actor:
        signature = signatures.find_standing_row(actor, actor.organisation_id)
        if signature is not None:
            reviews.withdraw(actor, signature.version, stage.clock)


def _leave(stage: Stage, partner: Partner) -> None:
    with stage.acting(stage.lead_of(partner)) as actor:
        reviews.signatory_left(actor, stage.clock)
