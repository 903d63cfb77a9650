"""What others see of a record whose person shares it: nothing that says how to reach them or where they work."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, Final
from uuid import UUID

from flask import Response, json, make_response, render_template, request

from network.accounts.public import check_link
from network.core.answers import problem
from network.core.commit import records_reading
from network.core.guard import public
from network.core.request import current_clock, current_settings
from network.passport import addresses, papers
from network.passport.models import PassportShare
from network.passport.pages.blueprint import blueprint
from network.passport.pages.record import check_certificate, paper_of, pdf, pick
from network.passport.rules import name_of, offered, to_share
from network.passport.service import sharing
from network.passport.service.links import LinkUnusable
from network.passport.words import said_by, standing
from network.training.public import BY_SHARED_LINK, PassportLine, passport_of

BY_LINK: Final = "whoever was given the link by the person whose record it is"
JSON: Final = "application/json"


@blueprint.get("/shared/<token>")
@public(BY_LINK)
@records_reading
def show_shared(token: str) -> Response | str:
    """The record as it is today, for people; as JSON for whoever asks for that."""
    if request.accept_mimetypes.best_match(["text/html", JSON], "text/html") == JSON:
        return _as_json(token)
    share, lines = _read(token)
    today = current_clock().today()
    return render_template(
        "passport/show_shared.html",
        share=share,
        token=token,
        lines=lines,
        today=today,
        offered=offered,
        name=name_of(lines),
    )


@blueprint.get("/shared/<token>.json")
@public(BY_LINK)
@records_reading
def download_shared(token: str) -> Response:
    """The same for programs."""
    return _as_json(token)


@blueprint.get("/shared/<token>/record.pdf")
@public(BY_LINK)
@records_reading
def print_shared(token: str) -> Response:
    """The same on paper, with a code that leads here."""
    _, lines = _read(token)
    return pdf(papers.make_record(lines, paper_of(lines, _address(token)), names_organisation=False), "training-record")


@blueprint.get("/shared/<token>/<uuid:completion_id>/certificate.pdf")
@public(BY_LINK)
@records_reading
def print_certificate(token: str, completion_id: UUID) -> Response:
    """The certificate of one completion, with a code that leads here."""
    _, lines = _read(token)
    line = pick(lines, completion_id)
    check_certificate(line, current_clock())
    paper = paper_of([line, *lines], _address(token))
    return pdf(papers.make_certificate(line, paper, names_organisation=False), "training-certificate")


def _read(token: str) -> tuple[PassportShare, list[PassportLine]]:
    """What is shared, within the limits of guessing (`B3`). Raises LinkUnusable."""
    clock = current_clock()
    guess = check_link(request.remote_addr, clock)
    share, email = sharing.find_shared(token, clock)
    guess.was_right_at_once()
    return share, to_share(passport_of(email, clock, read_by=BY_SHARED_LINK))


def _as_json(token: str) -> Response:
    try:
        share, lines = _read(token)
    except LinkUnusable as unusable:
        return problem(unusable.status, unusable.code, "This link does not work. It may have ended.")
    answer = make_response(json.dumps(_members(share, lines, current_clock().today())))
    answer.mimetype = JSON
    return answer


def _members(share: PassportShare, lines: Sequence[PassportLine], today: date) -> dict[str, Any]:
    return {
        "name": name_of(lines),
        "shared_until": share.ends_at.isoformat(),
        "checked_on": today.isoformat(),
        "completions": [
            {
                "course": line.course_title,
                "code": line.course_code,
                "tier": line.tier,
                "completed_on": line.completed_on.isoformat(),
                "current_until": line.last_day.isoformat() if line.last_day else None,
                "is_current": line.is_current(today),
                "standing": standing(line, today),
                "recorded_as": said_by(line).lower(),
            }
            for line in lines
        ],
    }


def _address(token: str) -> str:
    return current_settings().origin + addresses.shared(token)
