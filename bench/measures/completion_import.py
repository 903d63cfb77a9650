"""P3: what other systems say of who trained, through the product, against the same by hand; and its memory.

`take_file` is what `network training import` calls. A page sends the file, shows what it would do by doing it, and
imports it when somebody says yes: the same work twice. Each is held to 5 times the floor's time a row. Every turn
has an organisation of its own, which knows half of the people; so both databases grow alike.
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from uuid import UUID, uuid4

from flask import Flask

from bench.arithmetic import Series, at_most, in_turn
from bench.by_hand import LEARNER, Columns, Taught, import_by_hand
from bench.data import exports
from bench.data.exports import MOODLE, PLAIN, Kind
from bench.data.filling import make_schema
from bench.data.partners import add_organisations, name_of
from bench.databases import Address, Opener
from bench.findings import Finding
from bench.plain import Plain
from bench.serving import environment_of
from bench.sizes import Scale
from bench.stages import CLOCK, Stages, make_app
from bench.visiting import MILLISECONDS
from network.core import tenancy
from network.core.actor import Actor, SystemActor
from network.core.commit import commit, rollback
from network.core.database import db
from network.core.permissions import Role
from network.core.schema import owner_engine
from network.training.courses.service import load_default_catalogue
from network.training.exports import Choices
from network.training.imports.answers import Answers
from network.training.imports.service import import_sent, preview, send_file, take_file
from network.training.queries import list_courses
from network.training.rules import last_day

FEW, MANY, MOST = 10_000, 100_000, 1_000_000
ROUNDS = 3
ROOT = Path(__file__).resolve().parents[2]
WITHIN = 60
"""Megabytes, of which a long file may take more than a short one."""
JOB = SystemActor("import completions for the benchmark")
COLUMNS = {
    PLAIN: Columns("Name", "E-mail", "Completed on", "%Y-%m-%d", "Course code"),
    MOODLE: Columns("Name", "Email address", "Course complete", "%d/%m/%y, %H:%M"),
}


class School:
    """A database with a catalogue, and partners of which one is taken for each turn."""

    def __init__(self, address: Address, folder: Path) -> None:
        owner = owner_engine(address.owner_url)
        make_schema(owner, address.application_role)
        with owner.begin() as connection:
            partners = add_organisations(connection, Scale(0.01), CLOCK.now())
        owner.dispose()
        self._address, self.instance, self._folder = address, folder / "instance_completions", folder
        self._fresh = enumerate(partners)
        self.app: Flask = make_app(address, self.instance)
        self.plain = Plain(address.owner_url)
        with self.app.app_context():
            tenancy.enter(db.session(), JOB)
            load_default_catalogue(JOB, CLOCK)
            commit()
            found = [course for course in list_courses(JOB) if course.tier is not None]
        self.courses = {
            course.code: Taught(course.id, course.tier, partial(last_day, validity_months=course.validity_months))
            for course in found
            if course.tier is not None
        }

    @property
    def environment(self) -> dict[str, str]:
        """The settings of a command on this database."""
        return environment_of(self._address.url, self.instance, 8000)

    def file(self, rows: int, kind: Kind) -> Path:
        """A file of this length."""
        path = self._folder / f"{kind.name}-{rows}.csv"
        lines = exports.lines_of(rows, kind, list(self.courses), CLOCK.today())
        return path if path.exists() else kind.write(path, lines)

    def partner(self, rows: int, kind: Kind) -> tuple[UUID, str]:
        """The next partner and its name. It knows half of the people of such a file."""
        number, partner = next(self._fresh)
        at = CLOCK.now().strftime("%Y-%m-%d %H:%M:%S.%f")
        known = (
            (uuid4().hex, partner.hex, name_of(person), exports.address_of(person), False, at)
            for person in range(exports.known_people(rows, kind))
        )
        with self.plain.transaction():
            self.plain.insert("learner", LEARNER, known)
        self.plain.tidy()
        return partner, f"Partner {number:04}"

    def close(self) -> None:
        """Ends its connections."""
        self.plain.close()
        with self.app.app_context():
            db.engine.dispose()


def measure(stages: Stages) -> Iterator[Finding]:
    """Time a row, then memory as far as the default size allows."""
    school = School(stages.open_empty("completions"), stages.folder)
    for kind in (PLAIN, MOODLE):
        floor, command, page = in_turn(
            ROUNDS,
            lambda kind=kind: _by_hand(school, FEW, kind),  # type: ignore[misc]
            lambda kind=kind: _at_once(school, FEW, kind),  # type: ignore[misc]
            lambda kind=kind: _through_the_page(school, FEW, kind),  # type: ignore[misc]
        )
        yield _a_row(stages.kind, FEW, f"{kind.name}, imported", floor, command)
        yield _a_row(stages.kind, FEW, f"{kind.name}, looked at and imported", floor, page)
    # Once each: the shorter files have warmed everything, and the whole is to take ten minutes.
    floor = Series((_by_hand(school, MANY, MOODLE),))
    page = Series((_through_the_page(school, MANY, MOODLE),))
    yield _a_row(stages.kind, MANY, "Moodle, looked at and imported", floor, page)
    yield _memory(school, stages.kind, MANY)
    school.close()


def _a_row(database: str, rows: int, what: str, floor: Series, product: Series) -> Finding:
    return Finding.against(
        "P3",
        f"{rows:,} completions, {what}, a row",
        database,
        floor=floor.per(rows / 1000),
        product=product.per(rows / 1000),
        goal=at_most(5),
        unit="µs",
    )


def long_file(kind: str, folder: Path, open_empty: Opener) -> Iterator[Finding]:
    """The memory of a million rows, which takes minutes. Timed when asked for, `--also long-file`."""
    school = School(open_empty("completions"), folder)
    yield _memory(school, kind, MOST)
    school.close()


def _memory(school: School, database: str, rows: int) -> Finding:
    """How much more the command takes for the longer file."""
    few, many = _peak(school, FEW), _peak(school, rows)
    what = f"memory for {rows:,} completions, above {FEW:,}"
    return Finding.absolute("P3", what, database, "MB", Series((many - few,)), at_most(WITHIN))


def _peak(school: School, rows: int) -> float:
    """The most memory that `network training import` held, in megabytes."""
    _, name = school.partner(rows, PLAIN)
    command = [sys.executable, "-m", "network", "training", "import", str(school.file(rows, PLAIN))]
    command += ["--organisation", name, "--json"]
    measured = [sys.executable, "-m", "bench.peak", *command]
    done = subprocess.run(measured, env=school.environment, cwd=ROOT, check=True, capture_output=True, text=True)
    return int(done.stdout) / 1_000_000


def _by_hand(school: School, rows: int, kind: Kind) -> float:
    path, (partner, _) = school.file(rows, kind), school.partner(rows, kind)
    courses = school.courses if kind.courses > 1 else {"": next(iter(school.courses.values()))}
    began = time.perf_counter()
    added = import_by_hand(school.plain, partner, path, COLUMNS[kind], courses, CLOCK.now())
    taken = time.perf_counter() - began
    _check(rows, added)
    return taken * MILLISECONDS


def _answers(school: School, kind: Kind) -> Answers:
    return Answers(None if kind.courses > 1 else next(iter(school.courses.values())).id, Choices())


def _at_once(school: School, rows: int, kind: Kind) -> float:
    path, (partner, _) = school.file(rows, kind), school.partner(rows, kind)
    answers = _answers(school, kind)
    began = time.perf_counter()
    with school.app.app_context(), path.open("rb") as source:
        tenancy.enter(db.session(), JOB)
        outcome = take_file(JOB, partner, source, answers, CLOCK, filename=path.name)
        commit()
    taken = time.perf_counter() - began
    _check(rows, outcome.added)
    return taken * MILLISECONDS


def _through_the_page(school: School, rows: int, kind: Kind) -> float:
    """The three requests of a person: send the file, see what it would do, say yes."""
    path, (partner, _) = school.file(rows, kind), school.partner(rows, kind)
    actor = Actor(uuid4(), partner, frozenset({Role.ORGANISATION_LEAD}), frozenset())
    answers = _answers(school, kind)
    began = time.perf_counter()
    with school.app.app_context():
        tenancy.enter(db.session(), actor)
        import_id = send_file(actor, path.name, path.read_bytes(), answers, CLOCK).id
        commit()
    with school.app.app_context():
        tenancy.enter(db.session(), actor)
        shown = preview(actor, import_id, CLOCK).outcome
        rollback()
    with school.app.app_context():
        tenancy.enter(db.session(), actor)
        import_sent(actor, import_id, shown.digest, CLOCK)
        commit()
    taken = time.perf_counter() - began
    _check(rows, shown.added)
    return taken * MILLISECONDS


def _check(rows: int, added: int) -> None:
    """All but the rows whose address is none. An import that refused everything would be fast."""
    if added != rows - rows // exports.UNREADABLE:
        raise RuntimeError(f"Of {rows:,} rows {added:,} were added")
