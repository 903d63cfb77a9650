"""An organisation's logo: set by those who keep its details, seen by whoever may, neutral whatever was sent (B23)."""

import io
import time

import pytest
from PIL import Image
from sqlalchemy import select

from network.core import tenancy
from network.core.actor import Visitor
from network.core.audit import AuditEntry
from network.core.commit import commit
from network.core.database import db
from network.core.errors import NotFound
from network.core.files.checking import AWAY, FOUND
from network.core.permissions import Role
from network.core.tenancy import ForeignRow, UnscopedQuery, scoped, system_scope
from network.organisations import queries
from network.organisations.models import Organisation, OrganisationLogo
from network.organisations.service import logos
from network.organisations.vocabulary import Standing
from network.settings import VirusScanner
from tests.factories.organisations import acting
from tests.support.clamd import looks, scanning
from tests.support.databases import table_counts
from tests.support.documents import EICAR, pdf
from tests.support.hostile import hostile_strings
from tests.support.pictures import SCRIPT, announced, encoded, photograph
from tests.support.ports import free_port
from tests.support.queries import MOST_ON_A_PAGE, counted_queries

V1 = "/api/v1/organisations"


@pytest.fixture
def lead(world, client_of):
    return client_of(world.person(Role.ORGANISATION_LEAD))


@pytest.fixture
def program(world, client_of):
    return client_of.api(world.person(Role.ORGANISATION_LEAD))


@pytest.fixture
def logo(app, world, clock):
    """Gives an organisation a logo, as its own lead."""

    def logo(at: str = "own", content: bytes = encoded("PNG", (800, 600))) -> None:
        with app.app_context():
            role = Role.COORDINATOR if at == "host" else Role.ORGANISATION_LEAD
            logos.set_logo(acting(world, role, at), getattr(world, at), content, clock)
            commit()
            db.session.remove()

    return logo


@pytest.fixture
def stands(app, world):
    """Says how an organisation stands to the network."""

    def stands(at: str, standing: Standing) -> None:
        with app.app_context(), system_scope(db.session(), "a test"):
            db.session.get(Organisation, getattr(world, at)).standing = standing
            commit()
            db.session.remove()

    return stands


@pytest.fixture
def scanned_by(app):
    """Says who scans, for this test."""

    def scanned_by(scanner: VirusScanner | None) -> None:
        app.extensions["virus_scanner"] = scanner

    yield scanned_by
    app.extensions["virus_scanner"] = None


def address(organisation_id, *more: str) -> str:
    return "/".join([f"/organisations/{organisation_id}", *more])


def sent(content: bytes, name: str = "logo.png") -> dict[str, object]:
    return {"file": (io.BytesIO(content), name)}


def entries(app) -> list[tuple[str, dict[str, object]]]:
    with app.app_context(), system_scope(db.session(), "a test looks") as system:
        found = db.session.scalars(scoped(select(AuditEntry), system, AuditEntry).order_by(AuditEntry.id))
        return [(entry.action, entry.changes) for entry in found if entry.entity == "organisation_logo"]


def test_a_lead_adds_a_logo_replaces_it_and_removes_it(app, world, lead, visitor):
    edit = address(world.own, "logo", "edit")
    assert lead.get(edit).heading.endswith("Add a logo")
    shown = lead.post(edit, sent(photograph(), "../../ana.jpg"), to=address(world.own))
    assert shown.status == 303

    page = lead.get(address(world.own))
    (image,) = page.tree.xpath("//main//img")
    assert dict(image.attrib) | {"class": ""} == {
        "class": "",
        "src": address(world.own, "logo.png"),
        "alt": "Logo of Harrow Hill Council",
        "width": "40",
        "height": "60",
    }
    picture = visitor.get(address(world.own, "logo.png")).answer
    assert picture.mimetype == "image/png"
    assert b"Ana" not in picture.data
    assert Image.open(io.BytesIO(picture.data)).size == (40, 60)

    lead.post(edit, sent(encoded("WEBP", (900, 900))), to=address(world.own))
    assert Image.open(io.BytesIO(visitor.get(address(world.own, "logo.png")).answer.data)).size == (400, 400)

    lead.post(address(world.own, "logo", "remove"), to=address(world.own), form_at=edit)
    visitor.get(address(world.own, "logo.png"), status=404)
    assert not lead.get(address(world.own)).tree.xpath("//main//img")

    (set_first, first), (set_then, then), (removed, last) = entries(app)
    assert [set_first, set_then, removed] == [
        "organisations.logo.set",
        "organisations.logo.set",
        "organisations.logo.removed",
    ]
    assert first["digest"][0] is None
    assert first["digest"][1] == then["digest"][0] != then["digest"][1] == last["digest"][0]


def test_the_same_again_changes_nothing(app, world, lead):
    for _ in range(2):
        lead.post(address(world.own, "logo", "edit"), sent(encoded("PNG")))
    assert len(entries(app)) == 1


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"", "", "Choose the picture"),
        (b"", "logo.png", "This file is empty. Send a picture: a PNG, JPEG or WebP."),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>", "logo.png", "This is an SVG drawing"),
        (b"GIF89a/*" + SCRIPT, "logo.gif", "This is a picture of a kind that we do not take"),
        (announced(50_000, 50_000), "logo.png", "This picture has too many pixels"),
        (pdf(), "logo.png", "This is not a picture. Send a picture: a PNG, JPEG or WebP."),
        (b"MZ\x90\0", "logo.png", "This is a program, not a document."),
    ],
)
def test_what_is_no_picture_is_refused_beside_its_field(app, database, world, lead, content, name, said):
    before = table_counts(database)
    page = lead.post(address(world.own, "logo", "edit"), sent(content, name), status=422)
    assert page.errors[0].startswith(said)
    assert page.text.count("Remove") == 0, "there is none to remove"
    assert table_counts(database) == before


@pytest.mark.parametrize(("megabytes", "status"), [(10, 400), (11, 413), (4096, 413)])
def test_a_request_beyond_the_file_is_refused_with_a_page(world, lead, megabytes, status):
    """By what it says of itself: nothing of it is there yet. What fits is read, and is no form."""
    answer = lead.raw.post(
        address(world.own, "logo", "edit"),
        input_stream=io.BytesIO(b"--a--"),
        content_type="multipart/form-data; boundary=a",
        environ_overrides={"CONTENT_LENGTH": str(megabytes * 1024 * 1024)},
    )
    assert answer.status_code == status
    assert b"<h1" in answer.data


def test_hostile_names_are_never_kept(world, lead):
    edit = address(world.own, "logo", "edit")
    token = lead.get(edit).tree.xpath("//main//input[@name='csrf_token']/@value")[0]
    for name in hostile_strings():
        # 422 where the name is such that a browser would be sending no file at all.
        answer = lead.raw.post(edit, data={"csrf_token": token, **sent(encoded("PNG"), name)})
        assert answer.status_code in {303, 422}, name
    assert not hasattr(OrganisationLogo, "filename")


def test_nothing_is_kept_that_the_scanner_did_not_see(app, database, world, lead, program, scanned_by):
    edit, before = address(world.own, "logo", "edit"), table_counts(database)
    scanned_by(VirusScanner(host="127.0.0.1", port=free_port()))
    assert lead.post(edit, sent(encoded("PNG")), status=422).errors == [AWAY]
    answer = program.send("PUT", f"{V1}/{world.own}/logo", data=encoded("PNG"), status=503)
    assert answer.json["errors"] == {"file": [AWAY]}
    with scanning() as (scanner, seen):
        scanned_by(scanner)
        assert lead.post(edit, sent(encoded("PNG") + EICAR), status=422).errors == [FOUND]
        assert table_counts(database) == before
        lead.post(edit, sent(encoded("PNG")))
    assert seen == [encoded("PNG") + EICAR, encoded("PNG")]


def test_while_a_file_is_looked_at_others_write(world, database, lead, program, scanned_by):
    """SQLite has one writer: a scanner that takes ten seconds would stop all of them."""

    def writes_meanwhile(content: bytes) -> bytes:
        with database.owner.begin() as connection:
            connection.exec_driver_sql("DELETE FROM guess")
        waited.append(time.monotonic() - began)
        return looks(content)

    waited: list[float] = []
    with scanning(writes_meanwhile) as (scanner, _):
        scanned_by(scanner)
        began = time.monotonic()
        lead.post(address(world.own, "logo", "edit"), sent(encoded("PNG")))
        program.send("PUT", f"{V1}/{world.own}/logo", data=encoded("JPEG"))
    assert len(waited) == 2
    assert max(waited) < 5


@pytest.mark.parametrize(
    ("standing", "visitors", "partners", "own", "coordinators"),
    [
        (Standing.PARTNER, 200, 200, 200, 200),
        (Standing.LEFT, 200, 200, 200, 200),
        (Standing.INVITED, 404, 404, 200, 200),
        (Standing.LISTED, 404, 404, 200, 200),
    ],
)
def test_who_sees_it(world, client_of, logo, stands, standing, visitors, partners, own, coordinators):
    logo()
    stands("own", standing)
    people = {
        None: visitors,
        world.person(Role.CHAMPION, "other"): partners,
        world.person(Role.CHAMPION): own,
        world.person(Role.COORDINATOR, "host"): coordinators,
    }
    missing = client_of(None).get(address(world.other, "logo.png"), status=404)
    for person, status in people.items():
        answer = client_of(person).get(address(world.own, "logo.png"), status=status)
        if person is not None:
            client_of.api(person).get(f"{V1}/{world.own}/logo", status=status)
        elif status == 404:
            assert answer.text.replace(str(world.own), "") == missing.text.replace(str(world.other), ""), "alike (B12)"


def test_a_picture_has_strict_headers_and_is_sent_once(world, client_of, logo):
    logo()
    for client in (client_of(None), client_of(world.person(Role.CHAMPION))):
        first = client.get(address(world.own, "logo.png")).answer
        assert first.headers["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
        assert first.headers["X-Content-Type-Options"] == "nosniff"
        assert first.headers["Cache-Control"] == "private, no-cache"
        again = client.get(
            address(world.own, "logo.png"), status=304, headers={"If-None-Match": first.headers["ETag"]}
        ).answer
        assert again.data == b""
        old = client.get(address(world.own, "logo.png"), headers={"If-None-Match": '"old"'}).answer
        assert old.data == first.data


def test_the_json_twin(app, world, program):
    path = f"{V1}/{world.own}/logo"
    program.get(path, status=404)
    answer = program.send("PUT", path, data=encoded("JPEG", (800, 200)), headers={"Content-Type": "image/jpeg"})
    assert (answer.json["width"], answer.json["height"]) == (400, 100)
    picture = program.get(path)
    assert picture.mimetype == "image/png"
    assert picture.headers["ETag"] == f'"{answer.json["digest"]}"'
    program.get(path, status=304, headers={"If-None-Match": picture.headers["ETag"]})
    refused = program.send("PUT", path, data=b"<svg/>", status=422)
    assert refused.json["errors"]["file"][0].startswith("This is an SVG drawing")
    too_large = program.send("PUT", path, data=b"a" * (11 * 1024 * 1024), status=413)
    assert "At most 10 MB can be sent at once." in too_large.json["detail"]
    assert program.get(path).data == picture.data
    program.send("DELETE", path, status=204)
    program.send("DELETE", path, status=404)
    assert [action for action, _ in entries(app)] == ["organisations.logo.set", "organisations.logo.removed"]


def test_sent_twice_with_one_key_it_is_done_once(app, world, program):
    headers = {"Idempotency-Key": "0198a0a0-0000-7000-8000-000000000001"}
    path = f"{V1}/{world.own}/logo"
    program.send("PUT", path, data=encoded("PNG"), headers=headers)
    program.send("PUT", path, data=encoded("PNG"), headers=headers, status=204)
    program.send("PUT", path, data=encoded("JPEG"), headers=headers, status=409)
    assert len(entries(app)) == 1


def test_pages_take_the_same_few_queries_with_a_logo_and_without(app, world, lead, logo):
    pages = (address(world.own), address(world.own, "logo", "edit"), address(world.own, "logo.png"))
    counts = []
    for _ in range(2):
        with counted_queries(app) as queries_made:
            for page in pages[:2]:
                lead.get(page)
        counts.append(queries_made.count)
        logo()
    assert counts[0] == counts[1]
    for page in pages:
        with counted_queries(app) as queries_made:
            lead.get(page)
        assert queries_made.count <= MOST_ON_A_PAGE, queries_made
    with counted_queries(app) as queries_made:
        lead.get(pages[0])
    assert "content" not in " ".join(each for each in queries_made.statements if "organisation_logo" in each)


def test_another_organisations_logo_is_not_theirs_to_change(app, world, clock, logo):
    """The leak matrix of this table: whatever is tried as one organisation, the other's row stays."""
    logo("other")
    with app.app_context():
        theirs = acting(world, Role.ORGANISATION_LEAD, "other")
        before = queries.get_logo(theirs, world.other).digest
        lead = acting(world, Role.ORGANISATION_LEAD)
        for change in (
            lambda: logos.set_logo(lead, world.other, encoded("PNG"), clock),
            lambda: logos.remove_logo(lead, world.other, clock),
        ):
            with pytest.raises(NotFound):
                change()
        with pytest.raises(UnscopedQuery):
            db.session.scalars(select(OrganisationLogo)).all()
        seen = queries.get_logo(lead, world.other)
        assert seen.digest == before, "a partner's logo is for everybody to see"
        seen.digest = "changed"
        with pytest.raises(ForeignRow):
            db.session.flush()
        db.session.rollback()
        db.session.add(_row(world.other, clock))
        with pytest.raises(ForeignRow):
            db.session.flush()
        db.session.rollback()
        acting(world, Role.ORGANISATION_LEAD, "other")
        assert queries.get_logo(theirs, world.other).digest == before


def test_the_table_keeps_one_for_each_of_the_right_size(app, world, clock, logo):
    logo()
    for wrong in ({}, {"width": 401}, {"height": 0}):
        with app.app_context():
            acting(world, Role.ORGANISATION_LEAD)
            at = world.own
            if wrong:
                logos.remove_logo(acting(world, Role.ORGANISATION_LEAD), at, clock)
                db.session.flush()
            db.session.add(_row(at, clock, **wrong))
            with pytest.raises(Exception, match=r"organisation_logo|fits_its_square"):
                db.session.flush()
            db.session.rollback()


def _row(organisation_id, clock, **more: int) -> OrganisationLogo:
    values = {"content": b"a", "digest": "a", "width": 1, "height": 1, "uploaded_at": clock.now()} | more
    return OrganisationLogo(organisation_id=organisation_id, **values)


def test_a_visitor_finds_none_of_an_organisation_that_is_only_listed(app, world, logo, stands):
    logo()
    stands("own", Standing.LISTED)
    with app.app_context():
        tenancy.enter(db.session(), Visitor())
        assert queries.find_logo(Visitor(), world.own) is None
