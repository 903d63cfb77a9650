"""Asking, and confirming one's address: by people without an account, so by the system on their behalf."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import asdict, dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select

from network.accounts.public import clean_email
from network.core import audit, crypto, outbox
from network.core.actor import Actor, SystemActor
from network.core.clock import Clock, local_date
from network.core.database import db, new_id
from network.core.errors import NotFound, RuleBroken
from network.core.tenancy import system_scope
from network.core.working_days import UnknownBankHolidays
from network.joining import rules, words
from network.joining.messages import ConfirmAddress, RequestReceived
from network.joining.models import JoinRequest
from network.joining.queries import requests
from network.joining.service.naming import Named, Said, resolve
from network.joining.vocabulary import RequestState
from network.organisations.models import Organisation
from network.organisations.public import OrganisationSummary, calendar_of, checked_profile, find_host, hold_organisation

TOKEN_BYTES = 32
"""256 bits; 128 would do (`B25`)."""


class LinkUnusable(NotFound):
    """The link was used, has run out, or never was: nobody learns which (`B5`, `B12`)."""


@dataclass(frozen=True, slots=True)
class Asker:
    """What somebody says of themselves, as they typed it."""

    person: str
    job_title: str
    email: str
    telephone: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class Confirmed:
    """What whoever opened the link is told."""

    request_id: UUID
    organisation: str
    answer_by: date | None


def hash_of(token: str) -> str:
    """What is kept of a link. The purpose is part of it: no other key confirms an address (`B5`)."""
    return hashlib.sha256(f"join {token}".encode("utf-8", "surrogatepass")).hexdigest()


def ask(said: Said, asker: Asker, clock: Clock) -> str:
    """Keeps a request, unseen until its address is confirmed, and sends the link. The link's token.

    Nothing is looked up by the address, so that it is the same for everybody (`B4`). Raises `RuleBroken` on a
    field, and as `naming.resolve`.
    """
    host, named, parts = get_host(), resolve(said), _checked(asker)
    token = secrets.token_urlsafe(TOKEN_BYTES)
    with system_scope(db.session(), "somebody asks to join") as system:
        request = JoinRequest(
            id=new_id(),
            organisation_id=host.id,
            token_hash=hash_of(token),
            sent_at=clock.now(),
            state=RequestState.UNVERIFIED,
            **asdict(named),
        )
        _seal(request, parts, clock)
        db.session.add(request)
        db.session.flush()
        record(system, "sent", request, clock)
        until = local_date(request.sent_at + rules.LINK_LASTS).isoformat()
        confirm_it = ConfirmAddress(parts["email"], token, until)
        outbox.enqueue(confirm_it, clock, unique_key=f"joining.confirm:{request.token_hash}")
    return token


def get_host() -> OrganisationSummary:
    """Whom a request is for. Raises `RuleBroken`, with other ways, where nobody hosts the network yet."""
    host = find_host()
    if host is None:
        raise RuleBroken(None, words.NO_HOST, routes=words.NO_HOST_ROUTES)
    return host


def read_by_link(token: str, clock: Clock) -> str:
    """The name of the organisation that the link was sent for. Raises `LinkUnusable`."""
    with system_scope(db.session(), "somebody opens the link that confirms their address") as system:
        return _usable(requests.find_by_token(system, hash_of(token)), clock).name


def confirm(token: str, clock: Clock, answered_within: int) -> Confirmed:
    """The address is theirs, so the coordinator sees the request from now on. Of several at once, one succeeds.

    `answered_within` counts the host's working days. A second request for an organisation stands beside the first.
    Raises `LinkUnusable`.
    """
    host = get_host()
    with system_scope(db.session(), "somebody confirms the address that they asked from") as system:
        hold_organisation(host.id)  # two who confirm at this moment: the second waits, and finds the first
        request = _usable(requests.find_by_token(system, hash_of(token), for_update=True), clock)
        request.token_hash, request.verified_at = None, clock.now()
        request.state = RequestState.WAITING
        key = _key_of(request)
        first = requests.find_waiting_for(system, host.id, key)
        if first is None:
            request.waits_for, request.answer_by = key, _answer_by(host, clock, answered_within)
        else:
            request.beside_id, request.answer_by = first.id, first.answer_by
        record(system, "confirmed", request, clock)
        _write_back(request, clock)
        return Confirmed(request.id, request.name, request.answer_by)


def _usable(request: JoinRequest | None, clock: Clock) -> JoinRequest:
    if request is None or not rules.is_link_usable(request.sent_at, clock.now()):
        raise LinkUnusable
    return request


def _key_of(request: JoinRequest) -> str:
    return Named(
        request.listed_id,
        request.scheme,
        request.code,
        request.name,
        request.sector,
        request.nation,
        request.town,
        request.postcode,
    ).key


def _answer_by(host: OrganisationSummary, clock: Clock, answered_within: int) -> date | None:
    try:
        return calendar_of(host).add_working_days(clock.today(), answered_within)
    except UnknownBankHolidays:
        return None  # said in other words: no day is better than a wrong one


def _write_back(request: JoinRequest, clock: Clock) -> None:
    email = requests.read_parts([request])[request.id]["email"]
    day = request.answer_by.isoformat() if request.answer_by else ""
    received = RequestReceived(email, request.name, day, contact_in_words())
    outbox.enqueue(received, clock, unique_key=f"joining.received:{request.id}")


def contact_in_words() -> str:
    """The person to turn to, as an e-mail names them (`U37`)."""
    host = db.session.scalars(select(Organisation).where(Organisation.is_host).limit(1)).one()
    who = f"{host.contact_name}, the network’s coordinator" if host.contact_name else "the network’s coordinator"
    ways = [way for way in (host.contact_telephone, host.contact_email) if way]
    return f"{who} at {host.name}" + (f" ({', '.join(ways)})" if ways else "")


def _checked(asker: Asker) -> dict[str, str]:
    parts = {
        "person": rules.clean_line("person", asker.person, "Enter your name"),
        "job_title": rules.clean_line("job_title", asker.job_title, "Enter what you do there"),
        "email": clean_email(asker.email),
        "telephone": _telephone(asker.telephone),
        "words": rules.clean_words(asker.words),
    }
    return {part: text for part, text in parts.items() if text}


def _telephone(typed: str) -> str:
    try:
        number: str = checked_profile({"contact_telephone": typed})["contact_telephone"]
    except RuleBroken as broken:
        broken.field = "telephone"
        raise
    return number


def _seal(request: JoinRequest, parts: dict[str, str], clock: Clock) -> None:
    sealed = crypto.seal_all({request.place_of(part): text for part, text in parts.items()}, clock)
    for part in parts:
        setattr(request, f"{part}_sealed", sealed[request.place_of(part)])


def record(
    actor: Actor | SystemActor, what: str, request: JoinRequest, clock: Clock, changes: dict[str, str] | None = None
) -> None:
    """Notes what became of a request, without a word that was typed."""
    audit.record(
        actor,
        clock.now(),
        f"joining.request.{what}",
        "join_request",
        request.id,
        organisation_id=request.organisation_id,
        changes=changes or {},
    )
