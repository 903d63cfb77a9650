"""A register and a person: whose word stands. Neither is lost in silence."""

from dataclasses import replace
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from network.organisations.registers.kinds import SCHOOLS
from network.organisations.registers.merging import PEOPLE_EDIT, Held, MergedUpdate, merge
from network.organisations.registers.plan import KnownOrganisation, plan
from network.organisations.registers.reading import RegisterReading
from network.organisations.registers.rows import RegisterRow
from network.organisations.vocabulary import Nation, Scheme, Sector

SAID = KnownOrganisation(Scheme.URN, "119903", "Hill School", "HILL SCHOOL", Sector.SCHOOL, Nation.ENGLAND, town="Bath")


def row(known: KnownOrganisation) -> RegisterRow:
    return RegisterRow(
        2,
        known.scheme,
        known.code,
        known.name,
        known.published_name,
        known.sector,
        known.nation,
        known.short_name,
        known.town,
        known.postcode,
    )


def merged(
    current: KnownOrganisation, published: KnownOrganisation | None, now: KnownOrganisation
) -> MergedUpdate | None:
    held = Held(UUID(int=1), UUID(int=2), current, published)
    reading = RegisterReading(SCHOOLS, (row(now),), ())
    updates = plan(reading, {(now.scheme, now.code): held.compared}).updated
    return merge(updates[0], held) if updates else None


def fields(changes) -> dict[str, tuple[object, object]]:
    return {change.field: (change.before, change.after) for change in changes}


@pytest.mark.parametrize(
    ("current", "published", "now", "taken", "kept"),
    [
        # Nobody touched it here: the register is followed.
        ("Bath", "Bath", "Wells", {"town": ("Bath", "Wells")}, {}),
        # Somebody did: theirs stays, and is shown.
        ("Frome", "Bath", "Wells", {}, {"town": ("Frome", "Wells")}),
        # They made the same change first.
        ("Wells", "Bath", "Wells", {}, {}),
        # Typed in before any register was met: what is there stays, what is empty is filled.
        ("Frome", None, "Wells", {}, {"town": ("Frome", "Wells")}),
        ("", None, "Wells", {"town": ("", "Wells")}, {}),
        # Emptied here on purpose.
        ("", "Bath", "Wells", {}, {"town": ("", "Wells")}),
    ],
)
def test_three_ways(current, published, now, taken, kept) -> None:
    base = replace(SAID, town=published) if published is not None else None
    found = merged(replace(SAID, town=current), base, replace(SAID, town=now))

    assert found is not None
    assert (fields(found.taken), fields(found.kept)) == (taken, kept)


def test_an_edit_here_is_no_reason_to_update() -> None:
    assert merged(replace(SAID, name="The Hill", town="Frome"), SAID, SAID) is None


def test_a_first_meeting_remembers_what_the_register_says_not_what_was_typed() -> None:
    found = merged(replace(SAID, town="Frome", name="The Hill"), None, replace(SAID, town=""))

    assert found is not None
    assert (found.published.name, found.published.town) == ("Hill School", "")


WORDS = st.sampled_from(["", "Bath", "Frome", "Wells"])
NAMES = st.sampled_from(["Hill School", "The Hill", "Hill Academy"])
KNOWN = st.builds(lambda name, town: replace(SAID, name=name, published_name=name.upper(), town=town), NAMES, WORDS)


@given(KNOWN, st.none() | KNOWN, KNOWN)
def test_a_second_import_changes_nothing_and_no_edit_is_taken_back(current, published, now) -> None:
    found = merged(current, published, now)
    if found is None:
        return
    after = replace(current, **{change.field: change.after for change in found.taken})

    assert merged(after, found.published, now) is None
    for field in PEOPLE_EDIT:
        was_edited = published is not None and getattr(current, field) != getattr(published, field)
        if was_edited:
            assert getattr(after, field) == getattr(current, field)


@given(KNOWN)
def test_what_a_register_said_comes_back_from_the_database_as_it_went_in(known: KnownOrganisation) -> None:
    assert KnownOrganisation.from_json(known.as_json()) == known
