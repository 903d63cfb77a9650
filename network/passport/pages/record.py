"""A person's own record, and what they take away of it."""

from __future__ import annotations

from uuid import UUID

from flask import Response, render_template

from network.core.clock import Clock, local_date
from network.core.commit import records_reading
from network.core.errors import NotFound
from network.core.exports import Cell, csv_answer
from network.core.guard import public
from network.core.request import current_clock, current_settings
from network.passport import papers
from network.passport.pages.blueprint import OWN, blueprint
from network.passport.pages.holding import Holder, current_holder
from network.passport.papers import Paper
from network.passport.rules import name_of, offered, to_share
from network.passport.service.credentials import find_credentials
from network.passport.words import last_day_of_share, said_by, standing, tier_of
from network.training.public import PassportLine, list_declared, passport_of, who_wants_none

HEADINGS = ("Course", "Code", "Tier", "Completed on", "Current until", "Counts", "Recorded by", "Recorded as")


@blueprint.get("/record")
@public(OWN)
@records_reading
def show_record() -> str:
    """Everything that the partners' records hold of them."""
    holder, clock = current_holder(), current_clock()
    lines = passport_of(holder.email, clock)
    return render_template(
        "passport/show_record.html",
        holder=holder,
        lines=lines,
        declared=list_declared(holder.email),
        today=clock.today(),
        offered=offered,
        is_reminded=not who_wants_none([holder.email]),
        credentials=find_credentials(holder.email, [line.id for line in lines]),
    )


@blueprint.get("/record.csv")
@public(OWN)
@records_reading
def download_table() -> Response:
    """The same as a table."""
    clock = current_clock()
    lines = passport_of(current_holder().email, clock)
    return csv_answer("training-record.csv", HEADINGS, [_row(line, clock) for line in lines])


def _row(line: PassportLine, clock: Clock) -> tuple[Cell, ...]:
    counts = standing(line, clock.today())
    course = (line.course_title, line.course_code, line.tier)
    return (*course, line.completed_on, line.last_day, counts, line.organisation, said_by(line))


@blueprint.get("/record.pdf")
@public(OWN)
@records_reading
def download_record() -> Response:
    """The same on paper, without what was taken back."""
    lines = passport_of(current_holder().email, current_clock())
    return pdf(papers.make_record(to_share(lines), paper_of(lines), names_organisation=True), "training-record")


@blueprint.get("/completions/<uuid:completion_id>/certificate.pdf")
@public(OWN)
@records_reading
def download_certificate(completion_id: UUID) -> Response:
    """The certificate of one completion."""
    line, lines = get_line(current_holder(), completion_id)
    check_certificate(line, current_clock())
    return pdf(papers.make_certificate(line, paper_of([line, *lines]), names_organisation=True), "training-certificate")


def get_line(holder: Holder, completion_id: UUID) -> tuple[PassportLine, list[PassportLine]]:
    """One completion among all of this person's. Raises NotFound, for anybody else's too."""
    lines = passport_of(holder.email, current_clock())
    return pick(lines, completion_id), lines


def pick(lines: list[PassportLine], completion_id: UUID) -> PassportLine:
    """The one with this key. Raises NotFound."""
    found = next((line for line in lines if line.id == completion_id), None)
    if found is None:
        raise NotFound
    return found


def check_certificate(line: PassportLine, clock: Clock) -> None:
    """Raises NotFound for a completion that has no certificate."""
    if not offered(line, clock.today()).certificate:
        raise NotFound


def paper_of(lines: list[PassportLine], address: str = "") -> Paper:
    """For whom a paper is made: by the name that the records give."""
    return Paper(current_settings().network_name, name_of(lines), current_clock().now(), address)


def pdf(content: bytes, name: str) -> Response:
    """A paper as an answer, with the day in its file's name."""
    answer = Response(content, mimetype="application/pdf")
    day = local_date(current_clock().now()).isoformat()
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}-{day}.pdf"'
    return answer


blueprint.add_app_template_filter(standing, "passport_standing")
blueprint.add_app_template_filter(said_by, "passport_said_by")
blueprint.add_app_template_filter(tier_of, "passport_tier")
blueprint.add_app_template_filter(last_day_of_share, "last_day_of_share")
