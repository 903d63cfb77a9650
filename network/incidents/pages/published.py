"""What is published of the support service, for those who hold no case: rounded, and small numbers hidden (B17)."""

from __future__ import annotations

from collections.abc import Iterable

from flask import Blueprint, Response, render_template, request

from network.core.errors import NotFound
from network.core.exports import Cell, FileKind, table_answer
from network.core.guard import public, requires
from network.core.suppression import Quarter
from network.incidents.asked_measures import name_of, read_quarter
from network.incidents.permissions import IncidentPermission
from network.incidents.published_lines import WHY_HIDDEN, PublishedLine, lines_of_publication
from network.incidents.queries.published import Publication, find_publication, list_published_quarters
from network.incidents.rules.measures import DEFINITIONS, definition_of

blueprint = Blueprint("incident_figures", __name__, url_prefix="/figures")
"""Apart from the pages of cases: whoever reads these has no page there, and no link to any."""
OPEN = "whoever reads a figure may read what it means (U12)"
HEADINGS = ("Measure", "Definition", "Version", "Of", "Quarter", "Period", "What", "Number", "Unit", "Why not shown")


@blueprint.get("")
@requires(IncidentPermission.READ_PUBLISHED)
def show_published() -> str:
    """What was published of a quarter, the latest unless another is asked for."""
    quarters = list_published_quarters()
    asked = read_quarter(request.args.get("quarter", ""))
    publication = find_publication(asked if asked in quarters else quarters[0]) if quarters else None
    lines = lines_of_publication(publication) if publication else []
    sections = [(each, [line for line in lines if line.measure is each.measure]) for each in DEFINITIONS.values()]
    return render_template(
        "incidents/show_published.html",
        publication=publication,
        quarters=quarters,
        sections=[(definition, own) for definition, own in sections if own],
        name_of=name_of,
        why=WHY_HIDDEN,
    )


@blueprint.get("/<quarter>.<any(csv, xlsx):kind>")
@requires(IncidentPermission.READ_PUBLISHED)
def download_published(quarter: str, kind: str) -> Response:
    """The same numbers for a spreadsheet."""
    publication = get_publication(quarter)
    rows = _rows(publication.quarter, lines_of_publication(publication))
    return table_answer(FileKind(kind), f"support-{name_of(publication.quarter)}", HEADINGS, rows)


@blueprint.get("/definitions")
@public(OPEN)
def show_definitions() -> str:
    """What each measure counts, and in which version."""
    return render_template("incidents/show_definitions.html", definitions=DEFINITIONS.values())


def get_publication(word: str) -> Publication:
    """What was published of the quarter that an address names. Raises NotFound where nothing was."""
    quarter = read_quarter(word)
    publication = find_publication(quarter) if quarter else None
    if publication is None:
        raise NotFound()
    return publication


def _rows(quarter: Quarter, lines: Iterable[PublishedLine]) -> Iterable[list[Cell]]:
    for line in lines:
        definition = definition_of(line.measure)
        period = "12 months to its end" if line.is_year else "Quarter"
        about: list[Cell] = [definition.title, definition.text, line.version, line.of, name_of(quarter), period]
        yield [*about, line.label, line.value, line.unit, WHY_HIDDEN if line.value is None else None]
