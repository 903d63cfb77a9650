"""B4: whether the time of an answer tells if an address has an account.

200 pairs of tries, in turn, with Argon2 as in earnest: a known and an unknown address with a wrong password, asking
for a new one, and asking for the link to one's training record, where whoever trained is known. How often the known
one took longer is to be a coin's toss: between 0.40 and 0.60.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from unittest.mock import patch

from sqlalchemy import select

from bench.arithmetic import Series, at_most, how_often_longer
from bench.findings import Finding
from bench.stages import Stage, Stages
from bench.visiting import MILLISECONDS, UnexpectedAnswer
from network.accounts import guesses
from network.accounts.models import User
from network.accounts.passwords import hash_password
from network.core.commit import commit
from network.core.database import db
from network.core.tenancy import scoped, system_scope

PAIRS = 200
NOT_COUNTED = 5
FROM_A_TOSS = 0.1
ACCOUNTS = ("/sign-in", "/forgotten-password")
RECORD = "/passport"
REFUSED = {400, 403, 429}
"""A refusal is fast, and says nothing of what an answer would."""
UNKNOWN = "nobody.at.all@example.org"


def measure(stages: Stages) -> Iterator[Finding]:
    """The pages that are asked for an address by whoever comes. The limits of guessing are lifted for it."""
    stage = stages.base
    account = _known(stage)
    for path, email in (*((path, account) for path in ACCOUNTS), (RECORD, _trained(stage))):
        with patch.object(guesses, "_refuse_over", lambda *_: None):
            known, unknown = _in_pairs(stage, path, email)
        share = Series((abs(how_often_longer(known, unknown) - 0.5),))
        yield Finding.absolute(
            "B4", f"{path}, known against unknown", stage.kind, "from 0.5", share, at_most(FROM_A_TOSS)
        )


def _known(stage: Stage) -> str:
    """Somebody's address, who now has a password."""
    with stage.app.app_context(), system_scope(db.session(), "bench") as system:
        wanted = scoped(select(User), system, User).where(User.id == stage.cast.champion.user_id)
        user = db.session.scalars(wanted).one()
        user.password = hash_password("a long walk by the slow canal")
        commit()
        return user.email


def _trained(stage: Stage) -> str:
    """Somebody's address, of whom a partner has a record."""
    wanted = "SELECT email FROM learner WHERE organisation_id = :organisation AND email IS NOT NULL ORDER BY id LIMIT 1"
    ((email,),) = stage.plain.rows(wanted, organisation=stage.cast.champion.organisation_id.hex)
    return str(email)


def _in_pairs(stage: Stage, path: str, email: str) -> tuple[Series, Series]:
    browser = stage.app.test_client()
    token = re.findall(r'name="csrf_token"[^>]*value="([^"]+)"', browser.get(path).text)[0]
    taken: dict[str, list[float]] = {email: [], UNKNOWN: []}
    answers: set[tuple[int, str | None]] = set()
    for _ in range(PAIRS + NOT_COUNTED):
        for address, times in taken.items():
            began = time.perf_counter()
            answer = browser.post(path, data={"csrf_token": token, "email": address, "password": "not the password"})
            times.append((time.perf_counter() - began) * MILLISECONDS)
            answers.add((answer.status_code, answer.location))
    if len(answers) != 1 or {status for status, _ in answers} & REFUSED:
        raise UnexpectedAnswer(f"{path} refuses, or tells addresses apart: {answers}")
    known, unknown = (Series(tuple(times[NOT_COUNTED:])) for times in taken.values())
    return known, unknown
