"""`network training`: what other systems say of who trained, from the command line."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import BinaryIO
from uuid import UUID

import click
from flask.cli import AppGroup

from network.core import tenancy
from network.core.actor import SystemActor
from network.core.commit import commit, rollback
from network.core.database import db
from network.core.errors import DomainError, RuleBroken
from network.core.request import current_clock
from network.organisations.public import OrganisationSummary, organisation_said
from network.training import queries
from network.training.courses.service import load_default_catalogue
from network.training.exports import Choices, DayOrder
from network.training.imports.answers import Answers, columns_said
from network.training.imports.outcome import Outcome
from network.training.imports.service import take_file

training = AppGroup("training", help="Who trained.")
JOB = SystemActor("network training import")

OPTION_OF = {
    "dates": "--dates day-first or --dates month-first",
    "day": "--held-on, like --held-on 2026-09-24",
    "course": "--course, like --course T1-ORIENT",
    "called": "--called, with the name as the file has it",
    "person": "--person, with their e-mail or staff number",
    "columns": "--column, like --column email=Mailbox --column completed-on=Finished",
}
"""How each question is answered from here."""


@training.command("courses")
def list_courses() -> None:
    """List the courses on offer: code, tier, title."""
    tenancy.enter(db.session(), JOB)
    for course in queries.list_courses(JOB):
        click.echo(f"{course.code}\t{course.tier or '-'}\t{course.title}")


@training.command("import")
@click.argument("file", type=click.File("rb"))
@click.option("--organisation", required=True, help="Whose people they are: its code, like gss:E10000099, or its name.")
@click.option("--course", default="", help="The code of the course, where the file does not say which it is.")
@click.option(
    "--dates",
    type=click.Choice([order.value for order in DayOrder]),
    help="Whether 4/9/2026 is 4 September or 9 April, where the file does not show it.",
)
@click.option("--held-on", type=click.DateTime(["%Y-%m-%d"]), help="The day, where the file has none.")
@click.option("--called", default="", help="Which of several courses or activities of the file is the course.")
@click.option("--person", default="", help="Whose record it is, where the file does not say: e-mail or staff number.")
@click.option("--column", "columns", multiple=True, metavar="FIELD=HEADING", help="Which heading holds what.")
@click.option("--names-alone", is_flag=True, help="Take people of whom only a name is known; they are counted apart.")
@click.option("--all-or-nothing", is_flag=True, help="Import nothing where a row cannot be taken.")
@click.option("--dry-run", is_flag=True, help="Say what would be added, and add nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print the outcome as JSON, and nothing else.")
def import_command(
    file: BinaryIO,
    organisation: str,
    course: str,
    dates: str | None,
    held_on: datetime | None,
    called: str,
    person: str,
    columns: tuple[str, ...],
    names_alone: bool,
    all_or_nothing: bool,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Bring in who completed what, as a learning or meeting system wrote it.

    FILE is a CSV, Excel or OpenDocument file; - reads standard input. The system is known by its headings. Rows that
    are refused are listed with their number and what to do; the others are imported all the same. Where something
    has to be answered first, nothing is imported.
    """
    tenancy.enter(db.session(), JOB)
    try:
        choices = Choices(
            dates=DayOrder(dates) if dates else None,
            held_on=held_on.date() if held_on else None,
            called=called,
            learner=person,
            takes_names_alone=names_alone,
            columns=columns_said(columns),
        )
        whose = organisation_said(organisation)
        outcome = _carry_out(file, whose, course, choices, all_or_nothing=all_or_nothing, dry_run=dry_run)
    except DomainError as error:
        raise click.ClickException(error.message) from None
    except OSError as fault:
        raise click.ClickException(f"The file cannot be read: {fault.strerror}. Name a CSV or Excel file.") from None
    if as_json:
        click.echo(json.dumps(outcome.report(), ensure_ascii=False))
    else:
        _tell(outcome, whose, dry_run=dry_run)


def _carry_out(
    file: BinaryIO, whose: OrganisationSummary, course: str, choices: Choices, *, all_or_nothing: bool, dry_run: bool
) -> Outcome:
    clock = current_clock()
    source: bytes | BinaryIO = file if file.seekable() else file.read()
    try:
        answers = Answers(_course_id(course), choices)
        name = Path(str(getattr(file, "name", ""))).name  # where it lies on this machine is nobody else's to see
        outcome = take_file(JOB, whose.id, source, answers, clock, filename=name, stops_at_trouble=all_or_nothing)
        if dry_run or outcome.is_open:
            rollback()
        else:
            commit()
    except BaseException:
        rollback()
        raise
    return outcome


def _course_id(code: str) -> UUID | None:
    if not queries.list_courses(JOB):
        load_default_catalogue(JOB, current_clock())  # an import is not refused for want of a first press of a button
    if not code:
        return None
    course = queries.find_course(JOB, code)
    if course is None:
        offered = ", ".join(each.code for each in queries.list_courses(JOB))
        raise RuleBroken("course", f"No course has the code {code}. There are {offered}.")
    return course.id


def _tell(outcome: Outcome, whose: OrganisationSummary, *, dry_run: bool) -> None:
    click.echo(f"{outcome.label}, for {whose.name}: {outcome.rows:,} rows")
    if outcome.is_open:
        click.echo("Nothing is imported before this is answered:")
        for question in outcome.questions:
            click.echo(f"- {question.asks} Answer with {OPTION_OF[question.about]}.")
            for answer in question.answers:
                click.echo(f"    {answer}")
        return
    would = "would be " if dry_run else ""
    click.echo(f"{outcome.added:,} {would}added for {outcome.people:,} new people and those you know", nl=False)
    click.echo(f", {outcome.already:,} recorded already, {outcome.not_complete:,} not complete", nl=False)
    click.echo(f", {outcome.other_courses:,} about other courses, {len(outcome.refused):,} refused")
    for line in outcome.answers():
        click.echo(line)
