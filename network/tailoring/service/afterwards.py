"""Saying that it was held, how it was, and what the themes of that are."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from network.core.actor import Actor
from network.core.clock import Clock, local_date
from network.core.database import db
from network.core.errors import NotFound
from network.core.tenancy import system_scope
from network.tailoring.messages import HelpFedBack, HelpHeld
from network.tailoring.models import TailoredRequest
from network.tailoring.queries.invitations import find_request, get_invitation
from network.tailoring.queries.requests import get_own_request, get_request
from network.tailoring.rules import requests as rules
from network.tailoring.rules import states
from network.tailoring.rules.requests import Feedback
from network.tailoring.service.changes import check_seen, record
from network.tailoring.service.inviting import get_live
from network.tailoring.service.telling import tell, tell_askers
from network.tailoring.vocabulary import RequestState, Step
from network.training.public import read_themes


def say_held(
    actor: Actor, request_id: UUID, day: date, trained: int, seen_version: int | None, clock: Clock
) -> TailoredRequest:
    """Those who asked say that it was held, on which day and with how many people.

    Raises NotFound, RuleBroken on `day` or `trained`, and Conflict where it is not agreed or was said already.
    """
    request = get_own_request(actor, request_id)
    _hold(actor, request, day, trained, seen_version, clock)
    return request


def say_given(
    actor: Actor, invitation_id: UUID, day: date, trained: int, seen_version: int | None, clock: Clock
) -> TailoredRequest:
    """Whoever gave it says so; those who asked are told, and asked how it was. Raises as `say_held`."""
    request = find_request(actor, get_invitation(actor, invitation_id))
    if request is None:
        raise NotFound("We could not find that.")
    _hold(actor, request, day, trained, seen_version, clock)
    tell_askers(request, f"held:{request.id}", lambda to: HelpHeld(to, str(request.id)), clock)
    return request


def _hold(
    actor: Actor, request: TailoredRequest, day: date, trained: int, seen_version: int | None, clock: Clock
) -> None:
    check_seen(request, seen_version)
    states.check(Step.DELIVER, request.state)
    rules.check_held(day, trained, local_date(request.asked_at), clock.today())
    request.state, request.day, request.trained = RequestState.DELIVERED, day, trained
    request.held_said_at = clock.now()
    db.session.flush()
    record(actor, clock, "delivered", request, {"day": day.isoformat(), "people": trained})


def feed_back(
    actor: Actor, request_id: UUID, said: Feedback, seen_version: int | None, clock: Clock
) -> TailoredRequest:
    """Those who asked say how it was and, if they like, what changed in practice; whoever gave it is told (CP-2).

    Raises NotFound, RuleBroken on the question, and Conflict where it was not held or was said already.
    """
    request = get_own_request(actor, request_id)
    check_seen(request, seen_version)
    states.check(Step.FEED_BACK, request.state)
    tidy = rules.checked_feedback(said)
    request.fits, request.safe, request.useful = tidy.fits, tidy.safe, tidy.useful
    request.feedback, request.practice = tidy.words, tidy.practice
    request.state, request.fed_back_at = RequestState.FED_BACK, clock.now()
    db.session.flush()
    record(actor, clock, "fed_back", request, {name: getattr(tidy, name) for name in rules.QUESTIONS})
    with system_scope(db.session(), "whoever gave a training is told that somebody said how it was") as system:
        key = str(get_live(system, request.id).id)
    if request.giver_id is not None:
        tell(request.giver_id, f"fed_back:{key}", lambda who: HelpFedBack(who.email, who.name, key), clock)
    return request


def tag_feedback(
    actor: Actor, request_id: UUID, themes: str, seen_version: int | None, clock: Clock
) -> TailoredRequest:
    """The coordinator says what feedback is about: a few themes, with commas between them.

    Raises NotFound, RuleBroken on `themes`, and Conflict where it was changed since it was read.
    """
    request = get_request(actor, request_id)
    if request.state is not RequestState.FED_BACK:
        raise NotFound("We could not find that feedback.")
    check_seen(request, seen_version)
    found = read_themes(themes)
    if found != request.themes:
        before, request.themes = list(request.themes), found
        db.session.flush()
        record(actor, clock, "tagged", request, {"themes": [before, found]})
    return request
