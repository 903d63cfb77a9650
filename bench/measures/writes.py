"""P5: one write with its audit, outbox and summary, against the bare write over HTTP: at most 5 times.

Logging a completion, signing the charter, booking a place. The product answers with a redirect, the floor with 200.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import count

from bench.arithmetic import at_most, in_turn
from bench.data.cast import Account
from bench.data.partners import SIGNATORY
from bench.data.training import NAMELESS
from bench.findings import Finding
from bench.stages import Stage, Stages
from bench.visiting import Request, times
from network.training.vocabulary import Mode

ROUNDS = 4
AT_ONCE = 8
"""Writes of one turn. A charter is signed once by each partner that has not: 80 of them are enough for both."""
LIMIT = 5
SEE_OTHER = 303


def measure(stages: Stages) -> Iterator[Finding]:
    """Three writes that people make every day, each against its own by hand."""
    stage = stages.base
    for what, bare, through in (
        ("log a completion", _log_by_hand(stage), _log(stage)),
        ("sign the charter", _sign_by_hand(stage), _sign(stage)),
        ("book a place", _book_by_hand(stage), _book(stage)),
    ):
        floor, product = in_turn(
            ROUNDS,
            lambda bare=bare: times(stage.floor, _some(bare)),  # type: ignore[misc]
            lambda through=through: times(stage.product, _some(through)),  # type: ignore[misc]
        )
        yield Finding.against("P5", what, stage.kind, floor=floor, product=product, goal=at_most(LIMIT))


def _some(requests: Iterator[Request]) -> list[Request]:
    return [next(requests) for _ in range(AT_ONCE)]


def _halves(accounts: Sequence[Account]) -> tuple[Sequence[Account], Sequence[Account]]:
    """Those who write by hand and those who write through the product: what is done once cannot be done by both."""
    return accounts[::2], accounts[1::2]


def _json(path: str, **values: object) -> Request:
    return Request(path, body=json.dumps(values))


def _log_by_hand(stage: Stage) -> Iterator[Request]:
    """Somebody who is known, on a day on which they completed nothing."""
    champion, cast = stage.cast.champion, stage.cast
    known = stage.plain.rows(
        "SELECT id FROM learner WHERE organisation_id = :organisation AND email IS NOT NULL ORDER BY id LIMIT 2000",
        organisation=champion.organisation_id.hex,
    )
    for number in count():
        yield _json(
            "/log",
            organisation=champion.organisation_id.hex,
            learner=str(known[number % len(known)][0]).replace("-", ""),
            course=cast.course_id.hex,
            tier=cast.course_tier,
            day=(cast.today + timedelta(days=1 + number // len(known))).isoformat(),
            expires_on="2099-12-31",
        )


def _log(stage: Stage) -> Iterator[Request]:
    browser, domain = stage.browser(stage.cast.champion), stage.cast.champion.organisation_id.hex[-6:]
    today = stage.cast.today
    for turn in count():
        person, days = turn % stage.scale.people_each, 291 - turn // stage.scale.people_each
        if person % NAMELESS == 0:
            continue
        held_on = today - timedelta(days=days) if days < 291 else today
        fields = {
            "course": str(stage.cast.course_id),
            "held_on-day": str(held_on.day),
            "held_on-month": str(held_on.month),
            "held_on-year": str(held_on.year),
            "mode": Mode.IN_PERSON.value,
            "hours": "",
            "place": "",
            "names": f"person{person}@{domain}.example.org",
            "save": "yes",
        }
        yield Request("/training/sessions/new", browser, browser.form(fields), SEE_OTHER, "/logged")


def _sign_by_hand(stage: Stage) -> Iterator[Request]:
    accounts, _ = _halves(stage.cast.leads)
    version = stage.cast.version_id.hex
    for lead in accounts:
        yield _json("/sign", organisation=lead.organisation_id.hex, version=version, user=lead.user_id.hex)


def _sign(stage: Stage) -> Iterator[Request]:
    fields = {"number": "1", "typed_signature": SIGNATORY, "is_authorised": "y", "sign": "yes"}
    for lead in _halves(stage.cast.leads)[1]:
        browser = stage.browser(lead)
        yield Request("/charter/sign/check", browser, browser.form(fields), SEE_OTHER, "/charter/signed")


def _book_by_hand(stage: Stage) -> Iterator[Request]:
    (first, *_), (person, *_) = stage.cast.upcoming_events, stage.cast.champions
    for account in _halves(stage.cast.champions)[0]:
        yield _json("/book", organisation=person.organisation_id.hex, event=first.hex, user=account.user_id.hex)


def _book(stage: Stage) -> Iterator[Request]:
    event = stage.cast.upcoming_events[1]
    for account in _halves(stage.cast.champions)[1]:
        browser = stage.browser(account)
        form = browser.form({"access_needs": ""})
        yield Request(f"/events/{event}/book", browser, form, SEE_OTHER, f"/events/{event}")
