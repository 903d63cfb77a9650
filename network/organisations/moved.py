"""Where an address leads now that names an organisation which became part of another."""

from __future__ import annotations

from flask import request, url_for

from network.core.database import db
from network.organisations.models import Organisation

NAMED_BY = "organisation_id"


def moved_to() -> str | None:
    """The same address at the successor; None where this one names no organisation that became part of another.

    Asked only where nothing was found, so that no other page pays for it.
    """
    known = dict(request.view_args or {})
    organisation = db.session.get(Organisation, known[NAMED_BY]) if NAMED_BY in known else None
    if organisation is None or organisation.merged_into_id is None:
        return None
    known[NAMED_BY] = organisation.merged_into_id
    asked = request.query_string.decode("ascii", "ignore")
    return url_for(request.endpoint or "", **known) + (f"?{asked}" if asked else "")
