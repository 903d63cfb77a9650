"""`network organisations ...`: registers from the command line, on a database that may hold nothing else yet."""

from __future__ import annotations

import json
import sys
from typing import BinaryIO

import click
from flask.cli import AppGroup

from network.core import tenancy
from network.core.actor import SystemActor
from network.core.commit import commit, rollback
from network.core.database import begin_reading, db
from network.core.errors import DomainError
from network.core.request import current_clock
from network.organisations.registers.plan import Plan
from network.organisations.service.registers import import_register, plan_import

organisations = AppGroup("organisations", help="The organisations of the network.")


@organisations.command("import")
@click.argument("file", type=click.File("rb"))
@click.option("--json", "as_json", is_flag=True, help="Print the outcome as JSON, and nothing else.")
@click.option("--dry-run", is_flag=True, help="Say what would change, and change nothing.")
def import_command(file: BinaryIO, as_json: bool, dry_run: bool) -> None:
    """Bring in a public register: councils, NHS bodies, police forces or schools, as published.

    FILE is a CSV, Excel or OpenDocument file; - reads standard input. Rows that are refused are listed with
    their number and why; the others are imported all the same.
    """
    try:
        outcome = _carry_out(file.read(), dry_run=dry_run)
    except DomainError as error:
        _stop(error.message)
    except OSError as fault:
        _stop(f"The file cannot be read: {fault.strerror}. Name a CSV, Excel or OpenDocument file.")
    if as_json:
        click.echo(json.dumps(outcome.report(), ensure_ascii=False))
    else:
        _tell(outcome, dry_run=dry_run)


def _carry_out(content: bytes, *, dry_run: bool) -> Plan:
    actor = SystemActor("network organisations import")
    tenancy.enter(db.session(), actor)
    if dry_run:
        begin_reading(db.session())
        return plan_import(actor, content, current_clock()).plan
    try:
        outcome = import_register(actor, content, current_clock()).plan
        commit()
    except BaseException:
        rollback()
        raise
    return outcome


def _stop(message: str) -> None:
    click.echo(message, err=True)
    sys.exit(1)


def _tell(outcome: Plan, *, dry_run: bool) -> None:
    would = "would be " if dry_run else ""
    click.echo(f"Register: {outcome.register}")
    click.echo(f"{len(outcome.added):,} {would}added, {len(outcome.updated):,} {would}updated", nl=False)
    click.echo(f", {len(outcome.unchanged):,} unchanged, {len(outcome.refused):,} refused")
    for refusal in outcome.refused:
        click.echo(f"Row {refusal.row}: {refusal.why}")
