"""`network audit`: is the chain whole, and what is its end."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from uuid import UUID

import click
from flask.cli import with_appcontext
from sqlalchemy import select

from network.core.audit import AuditHead, verify
from network.core.database import db
from network.core.tenancy import scoped, system_scope


@click.group("audit", help="Looks after the audit.")
def auditing() -> None:
    """The group of the commands below."""


@auditing.command("anchor")
@with_appcontext
def print_anchor() -> None:
    """Print the end of every chain as JSON, to be kept where this machine cannot reach it."""
    with system_scope(db.session(), "anchor the audit") as system:
        heads = db.session.scalars(scoped(select(AuditHead), system, AuditHead).order_by(AuditHead.chain_id)).all()
    click.echo(json.dumps({str(head.chain_id): [head.sequence, head.hash] for head in heads}, indent=1))


def _read_anchor(file: Path) -> dict[UUID, tuple[int, str]]:
    try:
        kept = json.loads(file.read_text(encoding="utf-8"))
        return {UUID(chain): (int(sequence), str(digest)) for chain, (sequence, digest) in kept.items()}
    except (OSError, ValueError, AttributeError, TypeError):
        raise click.ClickException(f"{file} does not hold what network audit anchor printed.") from None


@auditing.command("verify")
@click.option(
    "--anchor",
    "anchor_file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="What network audit anchor printed: the chains are compared with it too.",
)
@with_appcontext
def verify_chains(anchor_file: Path | None) -> None:
    """Walk every chain; name each entry that was changed or is missing."""
    anchors = _read_anchor(anchor_file) if anchor_file else {}
    found = list(verify(anchors))
    for fault in found:
        click.echo(f"Chain {fault.chain_id}, entry {fault.sequence}: {fault.why}", err=True)
    if found:
        sys.exit(1)
    click.echo("The audit is whole.", err=True)
