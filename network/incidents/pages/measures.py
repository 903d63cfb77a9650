"""The exact figures of those who hold the cases anyway: an incident lead's, and an allocator's by therapist."""

from __future__ import annotations

from collections.abc import Iterable

from flask import Response, render_template, request

from network.core.commit import records_reading
from network.core.exports import Cell, FileKind, table_answer
from network.core.request import current_actor, current_clock
from network.incidents import service
from network.incidents.asked_measures import AskedMeasures, name_of, quarters_until
from network.incidents.marks import about_referrals
from network.incidents.pages.blueprint import blueprint
from network.incidents.rules.measures import Measure, definition_of
from network.incidents.rules.readers import Capacity
from network.incidents.service import MeasuresReport

DESK = about_referrals(Capacity.LEAD)
ALLOCATION = about_referrals(Capacity.ALLOCATOR)
HEADINGS = ("Measure", "Definition", "Version", "From", "Until", "What", "Number", "Unit", "Read at")
BY_THERAPIST = (Measure.M2, Measure.M7)


@blueprint.get("/measures")
@DESK
@records_reading
def show_measures() -> str:
    """M1 to M8 of one's own organisation, as they stand now."""
    report = service.open_measures(current_actor(), asked_now(), current_clock())
    return _page(report, "incidents.show_measures", "incidents.download_measures", tuple(Measure))


@blueprint.get("/measures.<any(csv, xlsx):kind>")
@DESK
@records_reading
def download_measures(kind: str) -> Response:
    """The same numbers for a spreadsheet, each with its definition and version."""
    return _file(kind, service.open_measures(current_actor(), asked_now(), current_clock()))


@blueprint.get("/allocation/measures")
@ALLOCATION
@records_reading
def show_workload() -> str:
    """Staff and incidents by therapist of one's own provider (M2, M7)."""
    report = service.open_workload(current_actor(), asked_now(), current_clock())
    return _page(report, "incidents.show_workload", "incidents.download_workload", BY_THERAPIST)


@blueprint.get("/allocation/measures.<any(csv, xlsx):kind>")
@ALLOCATION
@records_reading
def download_workload(kind: str) -> Response:
    """The same numbers for a spreadsheet."""
    return _file(kind, service.open_workload(current_actor(), asked_now(), current_clock()))


def asked_now() -> AskedMeasures:
    """What the address asks for."""
    return AskedMeasures.read(request.args, current_clock().today())


def _page(report: MeasuresReport, page: str, download: str, measures: tuple[Measure, ...]) -> str:
    return render_template(
        "incidents/show_measures.html",
        report=report,
        asked=report.asked,
        here=page,
        download=download,
        sections=[(definition_of(measure), report.of(measure)) for measure in measures],
        quarters=quarters_until(current_clock().today()),
        name_of=name_of,
    )


def _file(kind: str, report: MeasuresReport) -> Response:
    asked = report.asked
    scope = "year-to-" if asked.is_year else ""
    return table_answer(FileKind(kind), f"measures-{scope}{name_of(asked.quarter)}", HEADINGS, _rows(report))


def _rows(report: MeasuresReport) -> Iterable[list[Cell]]:
    period, on = report.asked.period, report.asked.active_on
    for line in report.lines:
        definition = definition_of(line.measure)
        days = (on, on) if line.measure is Measure.M6 else (period.first_day, period.last_day)
        meaning: list[Cell] = [definition.title, definition.text, definition.version]
        yield [*meaning, *days, line.label, line.value, line.unit, report.read_at]
