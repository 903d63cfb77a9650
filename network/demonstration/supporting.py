"""Critical incident support: who offers it, and the way of each referral, step by step."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from network.core.permissions import Role
from network.core.suppression import quarter_of
from network.demonstration.cases import CASES, OFFERS, Case, Offer
from network.demonstration.courses import (
    Course,
    Scene,
    further_sessions,
    therapist_of,
    turns_aside,
)
from network.demonstration.days import at
from network.demonstration.names import address_of
from network.demonstration.partners import CITY, PARTNERS, PROVIDER, SECOND_PROVIDER, Partner
from network.demonstration.providing import allocate, ask, begin_support, say_room, staff_provider
from network.demonstration.sign_ins import INCIDENT_LEAD, MANAGER, STAFF_MEMBER
from network.demonstration.stage import Member, Stage
from network.incidents import service
from network.incidents.rules.answers import (
    Affected,
    ContactWay,
    ExitPathway,
    MeetingMode,
    TalkOutcome,
    TeamInput,
    Voicemail,
)
from network.incidents.rules.measures.published import SETTLES
from network.incidents.rules.readers import Capacity
from network.incidents.rules.setup import Setup
from network.incidents.rules.states import State
from network.incidents.rules.submission import Submission
from network.organisations.public import list_departments

STAFFED_BEFORE: Final = 20
"""Days from the first incident lead and therapist to the first referral that can come."""
OTHER_STAFF: Final = 6
"""Staff members of each organisation that offers support, besides those who are referred."""
AGREED_BEFORE: Final = timedelta(days=11)
"""How long before the service went live its agreements were signed."""
SUPPORT_LASTS: Final = 30
"""Working days, from the first meeting to the end, where it has ended."""
_KNOWN: Final = {CITY: (INCIDENT_LEAD, MANAGER)}
_BY_PLACE: Final = {partner.key: partner for partner in PARTNERS}


def plan_supporting(stage: Stage) -> None:
    """Plans the providers' people, the organisations that offer support, and every referral."""
    for key, therapists in ((PROVIDER, 3), (SECOND_PROVIDER, 2)):
        stage.plan(at(stage.days.ago(470), 9, 15), staff_provider, stage, _BY_PLACE[key], therapists)
        stage.plan(at(stage.days.ago(1), 8, 45), say_room, stage, key)
    for offer in OFFERS:
        stage.plan(at(stage.days.ago(offer.since + STAFFED_BEFORE), 9), _staff, stage, offer)
        stage.plan(at(stage.days.ago(offer.since), 9), _switch_on, stage, offer)
    for case in CASES:
        stage.plan(at(_day(stage, case.sent), 10, 20), _begin, stage, case)
    stage.plan(at(stage.days.ago(1), 18), _forget, stage)
    for day in _days_of_publishing(stage):
        stage.plan(at(day, 6), _publish, stage)


def _forget(stage: Stage) -> None:
    """What the worker does each night."""
    with stage.system():
        service.forget(stage.clock)


def _days_of_publishing(stage: Stage) -> list[date]:
    """The days since the first offer on which the figures of a quarter are due."""
    since = max(offer.since for offer in OFFERS)
    days = [stage.days.today - timedelta(days=ago) for ago in range(since, 0, -1)]
    return [day for day in days if day == quarter_of(day).after(-1).last_day + SETTLES]


def _publish(stage: Stage) -> None:
    """What the worker does four times a year."""
    with stage.system():
        service.publish_figures(stage.clock)


def _day(stage: Stage, ago: int) -> date:
    return stage.days.working_days_ago(max(1, ago))


def _staff(stage: Stage, offer: Offer) -> None:
    partner = _BY_PLACE[offer.place]
    lead = stage.lead_of(partner)
    known_lead, known_manager = _KNOWN.get(offer.place, (None, None))
    stage.join(partner, Role.INCIDENT_LEAD, known_lead, by=lead)
    stage.join(partner, Role.MANAGER, known_manager, by=lead)
    stage.join(partner, Role.INCIDENT_LEAD, None, by=lead)
    stage.join(partner, Role.MANAGER, None, by=lead)
    # All on one day, and more than will ever be referred: that somebody is staff here says nothing else of them.
    stage.join(partner, Role.STAFF_MEMBER, STAFF_MEMBER if offer.place == CITY else None, by=lead)
    for _ in range(len(_with_account(offer.place)) + OTHER_STAFF):
        stage.join(partner, Role.STAFF_MEMBER, None, by=lead)


def _with_account(place: str) -> list[Case]:
    """The referrals of a place whose people have an account already, other than the one whom everybody knows."""
    return [
        case
        for case in CASES
        if case.place == place and not case.is_known and case.state in {State.DECLINED, State.UNDER_WAY}
    ]


def _subject_of(stage: Stage, case: Case) -> Member | None:
    """Who it is about, where they have an account: nobody twice."""
    staff = stage.members_of(case.place, Role.STAFF_MEMBER)
    if case.is_known:
        return staff[0]
    known = _with_account(case.place)
    return staff[1 + known.index(case)] if case in known else None


def _switch_on(stage: Stage, offer: Offer) -> None:
    with stage.acting(stage.lead_of(_BY_PLACE[offer.place])) as actor:
        departments = {each.name: each.id for each in list_departments(actor, actor.organisation_id)}
        eligible = frozenset(departments[name] for name in offer.departments)
        service.set_up(actor, _setup_of(stage, offer, eligible), stage.clock)
        service.switch_on(actor, stage.clock)


def _setup_of(stage: Stage, offer: Offer, eligible: frozenset[UUID]) -> Setup:
    second = SECOND_PROVIDER if offer.provider == PROVIDER else PROVIDER
    return Setup(
        go_live_on=stage.clock.today(),
        department_ids=eligible,
        provider_id=stage.organisations[offer.provider],
        agreed_on=stage.clock.today() - AGREED_BEFORE,
        agreement_kept_at="Contracts register",
        fallback_id=stage.organisations[second],
        fallback_agreed_on=stage.clock.today() - AGREED_BEFORE,
        allows_self_request=offer.place == CITY,
    )


def _begin(stage: Stage, case: Case) -> None:
    partner = _BY_PLACE[case.place]
    managers = stage.members_of(case.place, Role.MANAGER)[:2]
    course = Course(
        case, managers[0] if case.place == CITY else stage.random.choice(managers), _subject_of(stage, case)
    )
    if case.state is State.DRAFT:
        _draft(stage, course)
        return
    _refer(stage, course, partner)
    for when, scene in _steps(stage, course):
        stage.plan(when, scene, stage, course)


def _steps(stage: Stage, course: Course) -> list[tuple[datetime, Scene]]:
    """What follows the submission, as far as the case has come."""
    case = course.case
    late, sent = case.days_late, case.sent
    aside = turns_aside(case, lambda ago: _day(stage, ago))
    steps: list[tuple[datetime, Scene]] = [
        (at(_day(stage, sent), 14, 10), _pass_on),
        (at(_day(stage, sent), 15, 5), allocate),
        (at(_day(stage, sent), 16, 20), _book),
        (at(_day(stage, sent - 1 - late), 17, 50), begin_support),
        (at(_day(stage, sent - 3 - late), 14, 40), _contact_manager),
        (at(_day(stage, sent - 1 - late - SUPPORT_LASTS), 16), _end),
    ]
    if course.subject is not None:
        steps.insert(0, (at(_day(stage, sent), 14), _read))
    if case.state is State.WITH_PROVIDER and case.place == CITY:
        aside = [*aside, (at(_day(stage, 1), 16, 50), ask)]
    if case.is_known:
        steps.insert(2, (at(_day(stage, sent), 17, 30), _say_wishes))
    reached = {
        State.WITH_PROVIDER: _pass_on,
        State.ALLOCATED: allocate,
        State.CLOSED: allocate,
        State.DECLINED: allocate,
        State.MEETING_BOOKED: _book,
        State.UNDER_WAY: _contact_manager,
        State.ENDED: _end,
    }.get(case.state)
    if case.state is State.DECLINED:
        aside = [(at(_day(stage, sent - 3), 12, 30), _decline)]
    last = next((place for place, (_, step) in enumerate(steps) if step is reached), -1)
    return sorted([*steps[: last + 1], *further_sessions(stage, course, _day), *aside], key=lambda step: step[0])


def _draft(stage: Stage, course: Course) -> None:
    with stage.acting(course.manager) as actor:
        draft = service.record_talk(actor, TalkOutcome.REFER, stage.clock.today(), stage.clock)
        if draft is None:
            raise LookupError("The talk led to no draft")
        service.answer_when(actor, draft.id, stage.clock.today() - timedelta(days=1), stage.clock)


def _refer(stage: Stage, course: Course, partner: Partner) -> None:
    name = course.subject.person.name if course.subject is not None else next(stage.names)
    email = course.subject.person.email if course.subject is not None else address_of(name, partner.domain)
    telephone = 960100 + stage.random.randrange(900)
    with stage.acting(course.manager) as actor:
        offer = next(each for each in OFFERS if each.place == partner.key)
        departments = {each.name: each.id for each in list_departments(actor, actor.organisation_id)}
        among = offer.departments or tuple(departments)
        course.referral_id = service.refer(
            actor,
            Submission(
                talked_on=_day(stage, course.case.sent + 1),
                incident_on=_day(stage, course.case.sent + stage.random.randrange(2, 7)),
                staff_name=name,
                staff_email=email,
                staff_telephone=f"07700 {telephone}",
                narrative=course.case.narrative,
                team_input=stage.random.choice(list(TeamInput)),
                manager_telephone=f"01632 {960000 + stage.random.randrange(100):06}",
                department_id=departments[stage.random.choice(among)],
                goes_at_once=course.subject is None and course.case.state is not State.SUBMITTED,
            ),
            stage.clock,
        ).id


def _pass_on(stage: Stage, course: Course) -> None:
    lead = stage.members_of(course.case.place, Role.INCIDENT_LEAD)[0]
    with stage.acting(lead) as actor:
        service.open_case(actor, Capacity.LEAD, course.id, stage.clock)
        service.pass_on(actor, course.id, stage.clock)


def _book(stage: Stage, course: Course) -> None:
    is_to_come = course.case.state is State.MEETING_BOOKED
    meets_ago = course.case.sent - 1 - course.case.days_late
    day = stage.days.ahead(1) if is_to_come else _day(stage, meets_ago)
    # At hours of their own: a therapist is with one person at a time.
    hour = 9 if course.case.is_known else 10 + CASES.index(course.case) % 7
    mode = stage.random.choice(list(MeetingMode))
    with stage.acting(therapist_of(course)) as actor:
        service.open_case(actor, Capacity.THERAPIST, course.id, stage.clock)
        service.book_session(actor, course.id, service.When(at(day, hour, 30), mode), stage.clock)


def _contact_manager(stage: Stage, course: Course) -> None:
    with stage.acting(therapist_of(course)) as actor:
        service.note_manager_contact(actor, course.id, Affected.NOT_SURE, Affected.NO, stage.clock)


def _end(stage: Stage, course: Course) -> None:
    with stage.acting(therapist_of(course)) as actor:
        service.end_support(actor, course.id, service.Ending(stage.random.choice(list(ExitPathway))), stage.clock)


def _subject(course: Course) -> Member:
    if course.subject is None:
        raise LookupError("The person referred has no account")
    return course.subject


def _decline(stage: Stage, course: Course) -> None:
    with stage.acting(_subject(course)) as actor:
        service.decline(actor, course.id, stage.clock)


def _read(stage: Stage, course: Course) -> None:
    """They read what was written, and let it go on."""
    with stage.acting(_subject(course)) as actor:
        service.open_case(actor, Capacity.STAFF_MEMBER, course.id, stage.clock)
        service.go_ahead(actor, course.id, stage.clock, has_read=True)


def _say_wishes(stage: Stage, course: Course) -> None:
    wishes = service.WishesForContact(
        contact_way=ContactWay.TEXT,
        contact_times="After 4pm, not on Tuesdays",
        voicemail=Voicemail.NAME_ONLY,
        mode_wish=MeetingMode.VIDEO,
    )
    with stage.acting(_subject(course)) as actor:
        service.open_case(actor, Capacity.STAFF_MEMBER, course.id, stage.clock)
        service.set_wishes(actor, course.id, wishes, stage.clock)
