"""What was typed when a sign-in ran out: sealed, kept for half an hour, given back to the same person only (`U16`)."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Final
from uuid import UUID

from flask import g, request, session
from flask_wtf.csrf import validate_csrf
from sqlalchemy import delete, select
from werkzeug.datastructures import MultiDict
from wtforms import ValidationError

from network.accounts.models import ParkedForm
from network.accounts.sign_in.places import path_to_look_at
from network.accounts.sign_in.sessions import PARKED
from network.core import crypto
from network.core.clock import Clock
from network.core.commit import FORM_KEY, commit, rollback
from network.core.crypto import Place
from network.core.database import db, new_id
from network.core.forms import OPENED_IN
from network.core.request import current_clock, current_visitor
from network.core.tenancy import NO_ORGANISATION

KEPT_FOR: Final = timedelta(minutes=30)
LARGEST: Final = 500_000
OWN_PAGES: Final = "security"
SECRETS: Final = frozenset({"csrf_token", "code", "secret"})
UNSEEN: Final = frozenset({OPENED_IN, FORM_KEY, "version"})
"""Kept with what was typed, and not typed."""


def park(user_id: UUID, clock: Clock) -> bool:
    """Keeps the form of this request for its sender, in a transaction of its own; says whether it is kept.

    Only a form that was sent from a page of ours is kept, and only where its address has a page to come back to.
    Files are not kept.
    """
    path = path_to_look_at()
    typed = _typed()
    if request.method != "POST" or path is None or not is_ours() or request.blueprint == OWN_PAGES:
        return False
    if not any(name not in UNSEEN for name, _ in typed):
        return False
    text = json.dumps(typed)
    if len(text) > LARGEST:
        return False
    rollback()
    row = ParkedForm(id=new_id(), user_id=user_id, path=request.path, made_at=clock.now(), body=b"")
    row.body = crypto.seal(text, _place(row), clock)
    db.session.execute(delete(ParkedForm).where(ParkedForm.user_id == user_id))
    db.session.add(row)
    commit()
    return True


def find_marker(user_id: UUID, clock: Clock) -> list[str] | None:
    """What the cookie keeps of a parked form of this person: its key and the path it belongs to."""
    since = clock.now() - KEPT_FOR
    found = db.session.execute(
        select(ParkedForm.id, ParkedForm.path)
        .where(ParkedForm.user_id == user_id, ParkedForm.made_at > since)
        .order_by(ParkedForm.made_at.desc())
        .limit(1)
    ).first()
    return [str(found.id), found.path] if found else None


def bring_back() -> None:
    """Before the page of a parked form is shown: hands what was typed to it; once it is sent again, forgets it."""
    marker = session.get(PARKED) if current_visitor().is_signed_in else None
    if not marker or marker[1] != request.path:
        return
    if request.method == "POST":
        session.pop(PARKED)
        return
    row = db.session.scalars(
        select(ParkedForm).where(
            ParkedForm.id == UUID(marker[0]),
            ParkedForm.user_id == current_visitor().user_id,
            ParkedForm.made_at > current_clock().now() - KEPT_FOR,
        )
    ).first()
    if row is None:
        session.pop(PARKED)
        return
    form = MultiDict(json.loads(crypto.unseal(row.body, _place(row))))
    if form.get(OPENED_IN) in (None, str(current_visitor().organisation_id)):
        g.parked_form = form  # elsewhere it waits: names of one organisation are nothing to another


def purge(clock: Clock) -> None:
    """Removes what nobody came back for."""
    db.session.execute(delete(ParkedForm).where(ParkedForm.made_at <= clock.now() - KEPT_FOR))


def _typed() -> list[tuple[str, str]]:
    """What was typed, but for what is better typed again."""
    return [
        (name, value)
        for name, value in request.form.items(multi=True)
        if name not in SECRETS and "password" not in name
    ]


def is_ours() -> bool:
    """Whether the form carries the token of this sign-in; nobody else's site fills in a form for a person."""
    try:
        validate_csrf(request.form.get("csrf_token"))
    except ValidationError:
        return False
    return True


def _place(row: ParkedForm) -> Place:
    return Place(NO_ORGANISATION, ParkedForm.__tablename__, "body", row.id)
