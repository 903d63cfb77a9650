"""The list of what people completed, and taking it away."""

from __future__ import annotations

from collections.abc import Iterator

from flask import Response, render_template, request

from network.core.commit import records_reading
from network.core.exports import Cell, FileKind, table_answer
from network.core.guard import requires
from network.core.pagination import page_number
from network.core.request import current_actor, current_clock
from network.core.text import LONGEST_SEARCH
from network.organisations.public import list_departments
from network.training import queries
from network.training.pages.blueprint import blueprint
from network.training.permissions import TrainingPermission
from network.training.records.filters import RecordView, read_filters
from network.training.records.noting import note_download
from network.training.records.queries import RecordLine, list_records, stream_records
from network.training.vocabulary import NEVER, CompletionStatus

HEADINGS = (
    "Name",
    "E-mail",
    "Staff number",
    "Department",
    "Course code",
    "Course",
    "Tier",
    "Completed on",
    "Current until",
    "Counts",
)


@blueprint.get("/records")
@requires(TrainingPermission.SEE_LEARNERS)
def list_completions() -> str:
    """What people of the actor's organisation completed, the latest first."""
    actor, today, filters = current_actor(), current_clock().today(), read_filters(request.args)
    return render_template(
        "training/records.html",
        page=list_records(actor, filters, today, page_number(request.args.get("page"))),
        filters=filters,
        asked=filters.as_address(),
        views=RecordView,
        courses=queries.list_courses(actor),
        departments=list_departments(actor, actor.organisation_id),
        longest_search=LONGEST_SEARCH,
        tiers=queries.list_tiers(),
        today=today,
    )


@blueprint.get("/records.<any(csv, xlsx):kind>")
@requires(TrainingPermission.SEE_LEARNERS)
@records_reading
def download_completions(kind: str) -> Response:
    """The same records, all of them, for a spreadsheet. That they were taken away is kept, and how narrowed down."""
    actor, clock, filters = current_actor(), current_clock(), read_filters(request.args)
    note_download(actor, clock, "records", kind, filters.as_address())
    rows = _rows(stream_records(actor, filters, clock.today()))
    return table_answer(FileKind(kind), "training-records", HEADINGS, rows)


def _rows(lines: Iterator[RecordLine]) -> Iterator[list[Cell]]:
    for line in lines:
        last = None if line.expires_on == NEVER else line.expires_on
        who = [line.name, line.email, line.staff_number, line.department]
        what = [line.course_code, line.course_title, line.tier, line.completed_on]
        yield [*who, *what, last, line.status is CompletionStatus.CONFIRMED]
