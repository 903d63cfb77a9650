"""The record for wallets: a credential of one completion, and the document that it names."""

from __future__ import annotations

import json
from uuid import UUID

from flask import Response, flash, redirect, url_for
from werkzeug.wrappers import Response as WerkzeugResponse

from network.core.commit import commits, records_reading
from network.core.credentials import VC_JWT, find_status, issuer_address, open_answer, sign
from network.core.credentials.badges import Network
from network.core.errors import NotFound
from network.core.guard import public
from network.core.request import current_clock, current_settings
from network.organisations.public import get_host
from network.passport import credential as documents
from network.passport.pages.blueprint import OWN, blueprint
from network.passport.pages.holding import current_holder
from network.passport.pages.record import get_line
from network.passport.rules import offered
from network.passport.service import credentials
from network.training.public import get_course_summary

KEPT = 3600


@blueprint.post("/completions/<uuid:completion_id>/credential")
@public(OWN)
@commits
def make_credential(completion_id: UUID) -> WerkzeugResponse:
    """Makes the credential of one completion; from then on it can be downloaded, until it is revoked."""
    holder = current_holder()
    line, _ = get_line(holder, completion_id)
    credentials.make_credential(holder.email, line, current_clock())
    flash("The credential is made. Download it from the list, and keep it in your digital wallet.", "success")
    return redirect(url_for("passport.show_record"), 303)


@blueprint.get("/completions/<uuid:completion_id>/credential")
@public(OWN)
@records_reading
def download_credential(completion_id: UUID) -> Response:
    """The credential of one completion, as a file. Raises NotFound before it was made."""
    holder = current_holder()
    line, _ = get_line(holder, completion_id)
    row = credentials.find_credentials(holder.email, [line.id]).get(line.id)
    status = find_status(row.id) if row is not None else None
    if row is None or status is None or not offered(line, current_clock().today()).credential:
        raise NotFound
    made = documents.write_credential(row.id, row.salt, holder.email, line, status, _network(), issuer_address())
    answer = Response(sign(made), mimetype=VC_JWT)
    answer.headers["Content-Disposition"] = 'attachment; filename="training-credential.jwt"'
    return answer


@blueprint.get("/achievements/<code>")
@public("what a credential is for is read by whoever is shown one")
def show_achievement(code: str) -> WerkzeugResponse:
    """What a credential is for: completing this course."""
    members = documents.achievement(get_course_summary(code), _network())
    return open_answer(json.dumps(members, ensure_ascii=False), "application/json", KEPT)


def _network() -> Network:
    settings = current_settings()
    return Network(settings.network_name, settings.origin, get_host().name)
