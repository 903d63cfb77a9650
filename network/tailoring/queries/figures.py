"""What the coordinator reads of tailored training across partners: how many, how long, how it was (CP-2)."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from network.core.actor import Actor
from network.core.database import db
from network.core.tenancy import scoped
from network.tailoring.models import GivingOffer, TailoredInvitation, TailoredRequest
from network.tailoring.permissions import TailoringPermission
from network.tailoring.queries.requests import visible_requests
from network.tailoring.rules.requests import QUESTIONS
from network.tailoring.vocabulary import WAITING, WITH_GIVER, InvitationState, RequestState


@dataclass(frozen=True, slots=True)
class Waiting:
    """Requests for which nobody has agreed yet."""

    count: int
    since: datetime | None
    """When the one was asked that waits longest."""


NOBODY_WAITS = Waiting(0, None)


def read_waiting(actor: Actor) -> Waiting:
    """What waits across the network; nothing for whoever does not see its figures. One query."""
    if not actor.can(TailoringPermission.SEE_FIGURES):
        return NOBODY_WAITS
    rows = visible_requests(actor).where(TailoredRequest.state.in_(WAITING))
    found = db.session.execute(rows.with_only_columns(func.count(), func.min(TailoredRequest.asked_at))).one()
    return Waiting(*found)


@dataclass(frozen=True, slots=True)
class Figures:
    """Tailored training across the network."""

    by_state: dict[RequestState, int]
    waiting: Waiting
    declined: int
    """How often somebody who was asked said no."""
    lapsed: int
    trained: int
    """People at what was held."""
    borrowed: int
    """Agreed or held by somebody of another partner."""
    averages: dict[str, float]
    """By the question, to one decimal place; empty where nobody has said how it was."""
    themes: dict[str, int]
    offers: int
    """People who say what they can give, and have not paused it."""
    lent: int
    """Of them, those whom other partners may ask."""

    @property
    def asked(self) -> int:
        """All that were ever asked for."""
        return sum(self.by_state.values())

    @property
    def agreed(self) -> int:
        """Those that somebody gives or gave."""
        return sum(self.by_state[state] for state in WITH_GIVER)

    @property
    def delivered(self) -> int:
        """Those that were held."""
        return self.by_state[RequestState.DELIVERED] + self.by_state[RequestState.FED_BACK]


def read_figures(actor: Actor) -> Figures:
    """All of them. Six queries."""
    requests: Any = visible_requests(actor)
    by_state = requests.with_only_columns(TailoredRequest.state, func.count()).group_by(TailoredRequest.state)
    found = {row[0]: row[1] for row in db.session.execute(by_state)}
    invitations = scoped(select(TailoredInvitation.state, func.count()), actor, TailoredInvitation)
    answers = {row[0]: row[1] for row in db.session.execute(invitations.group_by(TailoredInvitation.state))}
    is_borrowed = TailoredRequest.partner_organisation_id != TailoredRequest.organisation_id
    held = requests.with_only_columns(
        func.coalesce(func.sum(TailoredRequest.trained), 0),
        func.count().filter(is_borrowed, TailoredRequest.state.in_(WITH_GIVER)),
        *(func.avg(getattr(TailoredRequest, name)) for name in QUESTIONS),
    )
    trained, borrowed, *averages = db.session.execute(held).one()
    tagged = requests.with_only_columns(TailoredRequest.themes).where(TailoredRequest.state == RequestState.FED_BACK)
    themes = Counter(theme for row in db.session.scalars(tagged) for theme in row)
    offered = scoped(
        select(func.count(), func.count().filter(GivingOffer.lent_at.is_not(None))), actor, GivingOffer
    ).where(~GivingOffer.is_paused)
    offers, lent = db.session.execute(offered).one()
    return Figures(
        by_state={state: found.get(state, 0) for state in RequestState},
        waiting=read_waiting(actor),
        declined=answers.get(InvitationState.DECLINED, 0),
        lapsed=answers.get(InvitationState.LAPSED, 0),
        trained=int(trained),
        borrowed=borrowed,
        averages={
            name: round(float(value), 1) for name, value in zip(QUESTIONS, averages, strict=True) if value is not None
        },
        themes=dict(sorted(themes.items(), key=lambda item: (-item[1], item[0]))),
        offers=offers,
        lent=lent,
    )
