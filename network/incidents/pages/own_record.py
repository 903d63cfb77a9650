"""Everything that is held on somebody, step by step, and as a file of their own (U11, B8, B31)."""

from __future__ import annotations

from uuid import UUID

from flask import Response as FileResponse
from flask import render_template

from network.core.commit import records_reading
from network.core.guard import needs_fresh_sign_in
from network.core.request import current_actor, current_clock
from network.incidents import service
from network.incidents.marks import about_referrals
from network.incidents.pages.blueprint import blueprint
from network.incidents.rules.readers import Capacity

OWN = about_referrals(Capacity.STAFF_MEMBER)


@blueprint.get("/mine/<uuid:referral_id>/story")
@OWN
@records_reading
def show_own_story(referral_id: UUID) -> str:
    """What happened so far, and who was told."""
    record = service.open_own_record(current_actor(), referral_id, current_clock())
    return render_template("incidents/show_own_story.html", case=record.case, story=record.story)


@blueprint.get("/mine/<uuid:referral_id>/everything.txt")
@OWN
@needs_fresh_sign_in
@records_reading
def download_own_record(referral_id: UUID) -> FileResponse:
    """All of it as a text, for whoever signed in just now."""
    clock = current_clock()
    record = service.open_own_record(current_actor(), referral_id, clock)
    answer = FileResponse(record.as_text(clock.now()), mimetype="text/plain")
    answer.headers.set("Content-Disposition", "attachment", filename="everything.txt")
    return answer
