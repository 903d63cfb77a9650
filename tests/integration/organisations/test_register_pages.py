"""A register on its way in: sent, shown, said yes to, done; and all that can come between."""

import io
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from network.core.commit import commit
from network.core.database import db
from network.core.permissions import Role
from network.core.tenancy import system_scope
from network.organisations.models import Organisation
from tests.factories.organisations import bring_in, schools
from tests.support.databases import table_counts
from tests.support.filled import filled_form
from tests.support.hostile import REAL_DATA, hostile_strings
from tests.support.workbooks import ods, xlsx

needs_real_data = pytest.mark.skipif(
    not REAL_DATA.is_dir(), reason="the real data is not here: set NETWORK_REAL_DATA to its folder"
)
HILL = ("119903", "HILL  SCHOOL", "Wells", "", "")


@pytest.fixture
def coordinator(world, client_of):
    return client_of(world.person(Role.COORDINATOR, "host"))


@pytest.fixture
def send(coordinator):
    def send(source: bytes, name: str = "register.csv", *, status: int = 303):
        return coordinator.post(
            "/organisations/import",
            {"file": (io.BytesIO(source), name)},
            status=status,
            content_type="multipart/form-data",
        )

    return send


def organisations(app) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(Organisation)) or 0


def test_nothing_changes_until_somebody_said_yes(app, coordinator, send):
    before = organisations(app)

    preview = coordinator.get(send(schools(HILL, ("12", "Lake", "", "", ""))).location)

    assert preview.heading.endswith("What this register would change")
    assert "Would be added1" in preview.texts("//dl")[0]
    assert "Row 3" in preview.text
    assert "Hill School" in preview.text
    assert organisations(app) == before

    done = coordinator.get(coordinator.post(preview_path(preview)).location)

    assert "Register imported" in done.heading
    assert organisations(app) == before + 1
    assert "Row 3" in done.text


def preview_path(page) -> str:
    return page.answer.request.path


def test_yes_twice_imports_once(app, coordinator, send):
    path = send(schools(HILL)).location
    first = coordinator.post(path).location
    after = organisations(app)

    assert coordinator.post(path, form_at="/organisations/import").location == first
    assert coordinator.get(path, status=303).location == first
    assert organisations(app) == after


def test_what_changed_in_between_is_shown_before_it_is_done(app, coordinator, send, clock):
    path = send(schools(HILL, ("119904", "Lake School", "", "", ""))).location
    hidden = coordinator._hidden_fields(path)
    with app.app_context():
        bring_in(schools(HILL), clock)
    before = organisations(app)

    answer = coordinator.post(path, hidden, to=path)
    assert organisations(app) == before

    again = coordinator.get(answer.location)
    assert "Look again, then say yes" in again.text
    assert "Would stay as they are1" in again.texts("//dl")[0]
    coordinator.post(path)
    assert organisations(app) == before + 1


def test_a_register_with_nothing_new_has_no_button(app, coordinator, send, clock):
    with app.app_context():
        bring_in(schools(HILL), clock)

    preview = coordinator.get(send(schools(HILL)).location)

    assert "There is nothing to import" in preview.text
    assert not preview.texts("//button[contains(., 'Import this')]")


def test_changes_and_what_is_kept_are_shown(app, coordinator, send, clock):
    with app.app_context():
        bring_in(schools(HILL), clock)
    edit = organisation_path(app) + "/edit"
    coordinator.post(edit, {**filled_form(coordinator, edit), "name": "The Hill"})

    preview = coordinator.get(send(schools(("119903", "Hill Academy", "Bath", "", ""))).location)

    text = " ".join(preview.texts("//main"))
    assert "Town: Wells becomes Bath" in text
    assert "Name: The Hill stays, because it was entered here; the register says Hill Academy" in text


def organisation_path(app) -> str:
    with app.app_context():
        found = db.session.scalar(select(Organisation.id).where(Organisation.name == "Hill School"))
    return f"/organisations/{found}"


def test_only_twenty_of_each_kind_are_listed_and_the_rest_counted(coordinator, send):
    rows = [(str(300000 + n), f"School {n}", "", "", "") for n in range(25)]
    refused = [("x", f"Wrong {n}", "", "", "") for n in range(25)]

    preview = coordinator.get(send(schools(*rows, *refused)).location)

    assert preview.text.count("And 5 more.") == 2
    assert len(preview.texts("//table//tbody/tr")) == 20


@pytest.mark.parametrize("make", [xlsx, ods])
def test_workbooks_and_their_formulas_are_values(coordinator, send, make):
    rows = [["urn", "name", "town"], [119903, "=cmd|' /C calc'!A0", "Wells"], [119904, "<script>alert(1)</script>", ""]]

    preview = coordinator.get(send(make(rows), "schools.xlsx").location)

    assert "&lt;script&gt;" in preview.text
    assert "<script>alert" not in preview.text


@pytest.mark.parametrize(
    ("source", "said"),
    [
        (b"", "The file is empty"),
        (b"\x89PNG\r\n\x1a\n", "This is a picture"),
        (b"%PDF-1.7", "This is a PDF document"),
        (b"PK\x03\x04zzz", "damaged"),
        (b"\x00\x01\x02" * 99, "letters in this file cannot be read"),
        (b"name,e-mail\nAna,a@example.org\n", "not a register that we know"),
        (schools(), "headings and nothing under them"),
        (b"urn,name\n" + b"9" * 40_000 + b",x\n", "longer than 32,767 characters"),
    ],
)
def test_another_file_is_named_and_nothing_is_kept(send, database, source, said):
    before = table_counts(database)

    page = send(source, status=422)

    assert said in page.errors[0]
    assert table_counts(database) == before


def test_a_form_without_a_file_asks_for_one(coordinator):
    page = coordinator.post("/organisations/import", {}, status=422)
    assert page.errors == ["Choose the file"]


@needs_real_data
def test_every_wrong_upload_is_an_answer(send):
    for path in sorted((REAL_DATA / "exports").rglob("*.csv")):
        assert send(path.read_bytes(), path.name, status=422).errors, path


def test_hostile_names_come_through_or_are_refused_row_by_row(coordinator, send):
    rows = [(str(300000 + n), name, name[:90], name[:8], "") for n, name in enumerate(hostile_strings())]

    path = send(schools(*rows)).location
    coordinator.get(path)
    done = coordinator.get(coordinator.post(path).location)

    assert "10,000 characters long" in done.text
    coordinator.get("/organisations/")


@pytest.mark.parametrize("name", ["../../etc/passwd", "x" * 5000, "\u202egnp.exe", ""])
def test_any_file_name_will_do(coordinator, send, name):
    answer = send(schools(HILL), name or "x", status=303)
    coordinator.get(answer.location)


def test_an_upload_is_its_own_organisations_and_lasts_a_day(coordinator, send, world, client_of, clock, app):
    path = send(schools(HILL)).location
    with app.app_context(), system_scope(db.session(), "a second coordinator"):
        elsewhere = world.add_person("other", Role.COORDINATOR, clock)
        commit()
    client_of(elsewhere).get(path, status=404)

    clock.advance(timedelta(days=1))
    late = client_of(world.person(Role.COORDINATOR, "host")).get(path, status=404)
    assert "kept for a day" in late.text
