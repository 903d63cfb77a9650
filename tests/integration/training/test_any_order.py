"""Any order of importing, joining, taking back and importing again ends in the same records."""

from __future__ import annotations

import hashlib
from itertools import product

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from network.core.commit import rollback
from network.core.database import db
from network.core.permissions import Role
from network.core.tenancy import scoped
from network.training import coverage, queries, same_person
from network.training.imports.answers import Answers
from network.training.imports.service import take_file
from network.training.imports.taking_back import take_back
from network.training.models import Completion, Learner
from network.training.models.imports import TrainingImport
from tests.factories import training

HEADINGS = "Name,E-mail,Staff number,Course,Completion date\n"
PEOPLE = (("Ann Ash", "ann@a.example", "0042"), ("Bo Birch", "bo@a.example", ""), ("Cy Cedar", "", "0044"))
OF_PERSON = {key: name for name, *keys in PEOPLE for key in keys if key}
COURSES = ("T1-ORIENT", "T2-PRACTICE")
DAYS = ("2026-09-03", "2025-01-20")

claims = st.builds(
    lambda person, course, day, known_by: (person, course, day, known_by),
    st.sampled_from(PEOPLE),
    st.sampled_from(COURSES),
    st.sampled_from(DAYS),
    st.sampled_from(["both", "address", "number"]),
)
files = st.lists(st.lists(claims, min_size=1, max_size=5), min_size=3, max_size=3)
acts = st.lists(st.tuples(st.sampled_from(["import", "take back", "join", "apart"]), st.integers(0, 2)), max_size=8)


@pytest.fixture
def lead(app, world, clock):
    training.load_catalogue(app, clock)
    return world.person(Role.ORGANISATION_LEAD)


def written(claim):
    (name, email, number), course, day, known_by = claim
    address = email if known_by != "number" or not number else ""
    staff = number if known_by != "address" or not email else ""
    return f"{name},{address},{staff},{course},{day}\n"


def content_of(file):
    return (HEADINGS + "".join(map(written, file))).encode()


class Organisation:
    """One organisation's records, and the files that it has now."""

    def __init__(self, actor, clock, contents):
        self.actor, self.clock, self.contents = actor, clock, contents

    def act(self, what, number):
        if what == "import":
            take_file(self.actor, self.actor.organisation_id, self.contents[number], Answers(), self.clock)
        elif what == "take back":
            for kept in self._imports(number):
                take_back(self.actor, kept.id, self.clock)
        elif what == "join":
            self._join()
        else:
            self._tell_apart()
        assert coverage.summarised(self.actor) == coverage.recount(self.actor)

    def _imports(self, number):
        """The imports of this file that stand."""
        rows = scoped(select(TrainingImport), self.actor, TrainingImport)
        standing = rows.where(TrainingImport.taken_back_at.is_(None), TrainingImport.filename == "a file")
        digest = hashlib.sha256(self.contents[number]).hexdigest()
        return db.session.scalars(standing.where(TrainingImport.content_hash == digest)).all()

    def _rows(self):
        rows = list(db.session.scalars(queries.visible_rows(self.actor).execution_options(populate_existing=True)))
        return sorted(rows, key=lambda row: (row.email or "", row.staff_number or ""))

    def _join(self):
        for one, other in product(self._rows(), repeat=2):
            if one.person_id != other.person_id and who(one) == who(other):
                same_person.stand_for(self.actor, kept=one, other=other, clock=self.clock)
                return

    def _tell_apart(self):
        for row in self._rows():
            if row.same_as_id is not None:
                same_person.tell_apart(self.actor, row.id, self.clock)
                return

    def end_with(self, wanted):
        """Whatever happened, these files stand and the others do not, and whoever is one person is one record."""
        for number in range(len(self.contents)):
            self.act("take back", number)
        for number in wanted:
            self.act("import", number)
        for _ in PEOPLE:
            self.act("join", 0)
        for number in wanted:
            self.act("import", number)

    def records(self):
        rows = scoped(select(Learner, Completion), self.actor, Learner, Completion)
        found = db.session.execute(rows.join(Completion, Completion.learner_id == Learner.id))
        # What two records of one person say of one day is said once, as on their page.
        return {(who(learner), each.tier, each.completed_on, each.status) for learner, each in found}


def who(row):
    return OF_PERSON[row.email or row.staff_number]


@settings(
    max_examples=30, deadline=None, phases=[Phase.generate], suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(files=files, acts=acts, wanted=st.sets(st.integers(0, 2)), again=st.permutations(range(3)))
def test_any_order_ends_in_the_same_records(app, lead, clock, files, acts, wanted, again):
    contents = [content_of(file) for file in files]
    with app.app_context():
        ends = []
        for done in (acts, []):
            organisation = Organisation(training.actor_of(lead), clock, contents)
            for what, number in done:
                organisation.act(what, number)
            organisation.end_with([number for number in again if number in wanted] if done else sorted(wanted))
            ends.append(organisation.records())
            rollback()
        assert ends[0] == ends[1]
        claimed = {(claim[0][0], claim[1], claim[2]) for number in wanted for claim in files[number]}
        assert len(ends[1]) == len(claimed)
