"""Reading requests: those of one's own organisation; every partner's for the coordinator.

Whoever is asked to give one reads it through their invitation (`queries/invitations.py`), and a third organisation
reads none of it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import Select, case, select

from network.accounts.models import User
from network.accounts.public import PersonName
from network.core.actor import Actor
from network.core.clock import Clock
from network.core.database import db
from network.core.errors import NotFound
from network.core.pagination import PAGE_SIZE, Page, paginate
from network.core.tenancy import scoped, system_scope
from network.core.working_days import Weekday
from network.organisations.models import Department, Organisation
from network.tailoring.models import TailoredInvitation, TailoredRequest
from network.tailoring.queries.offers import list_suggestions
from network.tailoring.rules.matching import MOST_SHOWN, Suggestion
from network.tailoring.rules.requests import RequestDraft
from network.tailoring.rules.states import may
from network.tailoring.vocabulary import WAITING, WITH_GIVER, InvitationState, RequestState, Step
from network.training.public import titles_of
from network.training.vocabulary import Topic

MISSING: Final = "We could not find that request."
_LIVE: Final = (InvitationState.OPEN, InvitationState.ACCEPTED)
_ORGANISATIONS: Final = select(Organisation.id, Organisation.name, Organisation.sector)


def visible_requests(actor: Actor) -> Select[TailoredRequest]:
    """The requests of the actor's organisation; every partner's for the coordinator."""
    requests = scoped(select(TailoredRequest), actor, TailoredRequest)
    if actor.is_network_wide:
        return requests
    return requests.where(TailoredRequest.organisation_id == actor.organisation_id)


def get_request(actor: Actor, request_id: UUID) -> TailoredRequest:
    """One request. Raises NotFound, for another organisation's too."""
    found = db.session.scalars(visible_requests(actor).where(TailoredRequest.id == request_id)).first()
    if found is None:
        raise NotFound(MISSING)
    return found


def get_own_request(actor: Actor, request_id: UUID) -> TailoredRequest:
    """One request of the organisation that the actor acts in: the coordinator asks nothing for others. NotFound."""
    found = get_request(actor, request_id)
    if found.organisation_id != actor.organisation_id:
        raise NotFound(MISSING)
    return found


def draft_of(request: TailoredRequest) -> RequestDraft:
    """What is asked for, to be changed."""
    kept = {field.name: getattr(request, field.name) for field in fields(RequestDraft)}
    topics = tuple(Topic(topic) for topic in request.topics)
    return RequestDraft(**{**kept, "topics": topics, "weekdays": tuple(Weekday(int(day)) for day in request.weekdays)})


@dataclass(frozen=True, slots=True)
class RequestLine:
    """A request as lists and pages show it."""

    request: TailoredRequest
    organisation_name: str
    about: str
    """The course, or the topics."""
    department_name: str
    giver_name: str
    """Who is asked or has agreed; empty where nobody is."""


def list_requests(
    actor: Actor, state: RequestState | None = None, page: int = 1, size: int = PAGE_SIZE
) -> Page[RequestLine]:
    """Requests: those that wait, the longest first; then the others, the latest first. Six queries at most."""
    rows = visible_requests(actor)
    if state is not None:
        rows = rows.where(TailoredRequest.state == state)
    is_waiting = TailoredRequest.state.in_(WAITING)
    since = case((is_waiting, TailoredRequest.asked_at))
    ordered = rows.order_by(is_waiting.desc(), since, TailoredRequest.asked_at.desc(), TailoredRequest.id)
    found = paginate(ordered, page, size)
    return Page(describe(found.items), found.number, found.size, found.total)


def describe(requests: Sequence[TailoredRequest]) -> list[RequestLine]:
    """Requests with their names, in their order; whoever asks has seen that they may read them. Four queries."""
    with system_scope(db.session(), "the names of a request that somebody may read") as system:
        names = {
            row.id: row.name
            for row in db.session.execute(
                select(Organisation.id, Organisation.name).where(
                    Organisation.id.in_({each.organisation_id for each in requests})
                )
            )
        }
        departments = {
            row.id: row.name
            for row in db.session.execute(
                scoped(select(Department.id, Department.name), system, Department).where(
                    Department.id.in_({each.department_id for each in requests if each.department_id})
                )
            )
        }
        invited = {
            row.request_id: row.name
            for row in db.session.execute(
                scoped(select(TailoredInvitation.request_id, User.name), system, TailoredInvitation, User)
                .join(User, User.id == TailoredInvitation.user_id)
                .where(
                    TailoredInvitation.request_id.in_([each.id for each in requests]),
                    TailoredInvitation.state.in_(_LIVE),
                )
            )
        }
    titles = titles_of({each.course_id for each in requests if each.course_id})
    return [
        RequestLine(
            each,
            names.get(each.organisation_id, ""),
            about_of(each, titles),
            departments.get(each.department_id, "") if each.department_id else "",
            invited.get(each.id, ""),
        )
        for each in requests
    ]


def about_of(request: TailoredRequest, titles: Mapping[UUID, str]) -> str:
    """The course of a request, or its topics."""
    key = request.course_id
    return titles[key] if key is not None and key in titles else topics_in_words(request.topics)


def topics_in_words(topics: Iterable[str]) -> str:
    """*Vicarious trauma, building resilience*."""
    words = ", ".join(Topic(topic).label.lower() for topic in topics)
    return words[:1].upper() + words[1:]


def weekdays_in_words(digits: Iterable[str]) -> str:
    """*Mondays, Tuesdays*; empty for any."""
    return ", ".join(f"{Weekday(int(digit)).name.capitalize()}s" for digit in digits)


@dataclass(frozen=True, slots=True)
class InvitationLine:
    """One person who was asked, as those who ask see it."""

    id: UUID
    name: str
    organisation_name: str
    state: InvitationState
    sent_at: datetime
    closed_at: datetime | None


@dataclass(frozen=True, slots=True)
class ShownRequest:
    """A request with all that those who asked, and the coordinator, see of it."""

    line: RequestLine
    invitations: list[InvitationLine]
    suggestions: list[Suggestion]
    """Who could be asked; nobody while somebody is, or once it is settled."""
    giver: PersonName | None
    """Who agreed, with their address: not before (contact details are exchanged with the yes)."""
    asker: PersonName | None

    @property
    def request(self) -> TailoredRequest:
        """The request itself."""
        return self.line.request


def show_request(actor: Actor, request_id: UUID, clock: Clock) -> ShownRequest:
    """One request, whole. At most nine queries. Raises NotFound."""
    request = get_request(actor, request_id)
    rows = list_invitations(actor, request.id)
    people = people_of({row.user_id for row in rows} | ({request.asked_by_id} if request.asked_by_id else set()))
    wanted = {request.organisation_id, *(row.partner_organisation_id for row in rows)}
    organisations = {each.id: each for each in db.session.execute(_ORGANISATIONS.where(Organisation.id.in_(wanted)))}
    own = organisations[request.organisation_id]
    invitations = [
        InvitationLine(
            row.id,
            people[row.user_id].name,
            organisations[row.partner_organisation_id].name,
            row.state,
            row.sent_at,
            row.closed_at,
        )
        for row in rows
        if row.partner_organisation_id in organisations
    ]
    passed = {row.user_id for row in rows if row.state is not InvitationState.TAKEN_BACK}
    is_open = may(Step.INVITE, request.state)
    return ShownRequest(
        _line(request, own.name, next((each.name for each in invitations if each.state in _LIVE), "")),
        invitations,
        list_suggestions(request, own.sector, clock, passed)[:MOST_SHOWN] if is_open else [],
        people.get(request.giver_id) if request.giver_id and request.state in WITH_GIVER else None,
        people.get(request.asked_by_id) if request.asked_by_id else None,
    )


def _line(request: TailoredRequest, organisation_name: str, giver_name: str) -> RequestLine:
    titles = titles_of([request.course_id]) if request.course_id else {}
    department = ""
    if request.department_id is not None:
        with system_scope(db.session(), "the department of a request that somebody may read") as system:
            named = scoped(select(Department.name), system, Department)
            department = db.session.scalar(named.where(Department.id == request.department_id)) or ""
    return RequestLine(request, organisation_name, about_of(request, titles), department, giver_name)


def list_invitations(actor: Actor, request_id: UUID) -> Sequence[TailoredInvitation]:
    """Who was asked to give a request of the actor's organisation, or of any for the coordinator; the first first."""
    rows = scoped(select(TailoredInvitation), actor, TailoredInvitation).where(
        TailoredInvitation.request_id == request_id
    )
    if not actor.is_network_wide:
        rows = rows.where(TailoredInvitation.organisation_id == actor.organisation_id)
    return db.session.scalars(rows.order_by(TailoredInvitation.sent_at, TailoredInvitation.id)).all()


def people_of(user_ids: Collection[UUID]) -> dict[UUID, PersonName]:
    """These people; whoever asks has seen that they may know of them. One query."""
    with system_scope(db.session(), "people of a request that somebody may read") as system:
        rows = scoped(select(User.id, User.name, User.email), system, User).where(User.id.in_(user_ids))
        return {row.id: PersonName(*row) for row in db.session.execute(rows)}


def organisation_names(keys: Iterable[UUID | None]) -> dict[UUID | None, str]:
    """The names of these organisations. One query."""
    wanted = select(Organisation.id, Organisation.name).where(Organisation.id.in_({key for key in keys if key}))
    return {row.id: row.name for row in db.session.execute(wanted)}
