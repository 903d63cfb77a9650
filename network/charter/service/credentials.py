"""Credentials of signatures that nobody's request sees to: those from before, and those that ended by themselves."""

from __future__ import annotations

from collections.abc import Iterable

from network.charter.models import Signature
from network.charter.queries.credentials import list_unissued, list_unrevoked
from network.core import audit
from network.core.actor import SystemActor
from network.core.clock import Clock
from network.core.credentials import issue, revoke


def keep_credentials(clock: Clock) -> None:
    """Job: issues the credentials that are missing, and revokes those whose signature ended before they do.

    A credential says when it ends. A newer version of the charter can bring that day forward; whoever had downloaded
    it before holds one that says otherwise.
    """
    job = SystemActor("charter: credentials")
    missing = list_unissued(job)
    for signature in missing:
        issue(signature.id, clock, since=signature.signed_at)
    _record(job, "issue", missing, clock)
    ended = list_unrevoked(job, clock.today())
    revoke([each.id for each in ended], clock.now())
    _record(job, "revoke", ended, clock)


def _record(job: SystemActor, verb: str, signatures: Iterable[Signature], clock: Clock) -> None:
    for each in signatures:
        audit.record(
            job,
            clock.now(),
            f"charter.credential.{verb}",
            "charter_signature",
            each.id,
            organisation_id=each.organisation_id,
        )
