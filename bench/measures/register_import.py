"""P3: a register of organisations, through its service and through its command, against the same by hand.

Within 5 times the floor's time a row, and 1,200 organisations within 3 seconds through `network organisations
import`, with the start of any command beside it.
"""

from __future__ import annotations

import csv
import io
import re
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator, Mapping
from pathlib import Path

from flask import Flask

from bench.arithmetic import at_most, in_turn
from bench.data.filling import make_schema
from bench.databases import Address
from bench.findings import Finding
from bench.plain import Plain
from bench.serving import environment_of
from bench.stages import CLOCK, Stages, make_app
from bench.visiting import MILLISECONDS
from network.core import tenancy
from network.core.actor import SystemActor
from network.core.commit import commit
from network.core.database import db
from network.core.schema import owner_engine
from network.organisations.service.registers import import_register

ROUNDS = 4
COMMAND_ROUNDS = 3
ROWS = 5_000
THROUGH_THE_COMMAND = 1_200
FIRST_URN = 100_000
JOB = SystemActor("import a register for the benchmark")
_CODE = re.compile(r"[1-9][0-9]{5}")

COLUMNS = (
    *("id", "version", "name", "short_name", "sector", "nation", "town", "postcode", "standing", "is_host"),
    *("is_current", "successor", "working_week", "contact_name", "contact_email", "contact_telephone"),
    *("urgent_line_name", "urgent_line_telephone", "made_at", "search_text"),
)


def measure(stages: Stages) -> Iterator[Finding]:
    """In databases that hold no organisation: every row is one to match, to check and to add."""
    by_hand, through = stages.open_empty("import_by_hand"), stages.open_empty("import")
    app = make_app(through, stages.folder / "instance_import")
    for address in (by_hand, through):
        _make_schema(address)
    plain, emptied = Plain(by_hand.owner_url), Plain(through.owner_url)
    register = _register(ROWS)
    floor, product = in_turn(
        ROUNDS,
        lambda: _import_by_hand(_empty(plain), register),
        lambda: _import(app, _empty(emptied), register),
    )
    yield Finding.against(
        "P3",
        f"register of {ROWS:,} organisations, a row",
        stages.kind,
        floor=floor.per(ROWS / 1000),
        product=product.per(ROWS / 1000),
        goal=at_most(5),
        unit="µs",
    )
    register_file = stages.folder / "register.csv"
    register_file.write_bytes(_register(THROUGH_THE_COMMAND))
    environment = environment_of(through.url, stages.folder / "instance_import", 8000)
    start, command = in_turn(
        COMMAND_ROUNDS,
        lambda: _run(environment, "--help"),
        lambda: _run(environment, "organisations", "import", str(_emptied(register_file, emptied)), "--json"),
    )
    what = f"{THROUGH_THE_COMMAND:,} organisations by the command"
    yield Finding.absolute("P3", what, stages.kind, "s", command, at_most(3), floor=start)
    plain.close()
    emptied.close()
    with app.app_context():
        db.engine.dispose()


def _make_schema(address: Address) -> None:
    owner = owner_engine(address.owner_url)
    make_schema(owner, address.application_role)
    owner.dispose()


def _empty(plain: Plain) -> Plain:
    with plain.transaction():
        plain.execute("DELETE FROM organisation_identifier")
        plain.execute("DELETE FROM organisation")
    return plain


def _register(rows: int) -> bytes:
    """A register of schools as it is published."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(["urn", "name", "town", "postcode", "open_date", "close_date", "sen"])
    for number in range(rows):
        code = FIRST_URN + number
        writer.writerow([code, f"Parish {number} Primary School", "Wendmere", "WE1 2AB", "01-01-1990", "", ""])
    return text.getvalue().encode()


def _import_by_hand(plain: Plain, register: bytes) -> float:
    """Parse, match by code, check, insert, commit: nothing that an import could do without."""
    began = time.perf_counter()
    known = {code for (code,) in plain.rows("SELECT code FROM organisation_identifier WHERE scheme = 'urn'")}
    rows = [
        (row["urn"], name, town, row["postcode"].strip().upper())
        for row in csv.DictReader(io.StringIO(register.decode()))
        if row["urn"] not in known
        and _CODE.fullmatch(row["urn"])
        and (name := row["name"].strip())
        and (town := row["town"].strip()) is not None
    ]
    keys = [uuid.uuid4().hex for _ in rows]
    now = CLOCK.now().strftime("%Y-%m-%d %H:%M:%S.%f")
    with plain.transaction():
        plain.insert(
            "organisation",
            COLUMNS,
            (
                (
                    *(key, 1, name, "", "school", "england", town, postcode, "listed", False, True, "", "01234"),
                    *("", "", "", "", "", now, f"{name} {town}".lower()),
                )
                for key, (_, name, town, postcode) in zip(keys, rows, strict=True)
            ),
        )
        plain.insert(
            "organisation_identifier",
            ("id", "organisation_id", "scheme", "code", "published_name", "other_code"),
            (
                (uuid.uuid4().hex, key, "urn", code, name, "")
                for key, (code, name, _, _) in zip(keys, rows, strict=True)
            ),
        )
    return (time.perf_counter() - began) * MILLISECONDS


def _import(app: Flask, _cleared: Plain, register: bytes) -> float:
    began = time.perf_counter()
    with app.app_context():
        tenancy.enter(db.session(), JOB)
        import_register(JOB, register, CLOCK)
        commit()
    return (time.perf_counter() - began) * MILLISECONDS


def _emptied(register: Path, plain: Plain) -> Path:
    _empty(plain)
    return register


def _run(environment: Mapping[str, str], *arguments: str) -> float:
    """The whole of a command, from starting Python to its answer."""
    began = time.perf_counter()
    command = [sys.executable, "-m", "network", *arguments]
    subprocess.run(command, env=environment, check=True, capture_output=True)
    return time.perf_counter() - began
