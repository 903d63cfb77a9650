"""Every page's surroundings, rendered by a small application and held to the standard of HTML."""

import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from flask import Flask, flash, redirect, render_template_string
from flask.testing import FlaskClient
from werkzeug.wrappers import Response

from network import ui
from network.core import headers
from network.core.errors import Conflict, OtherRoute
from network.core.forms import BaseForm
from network.core.pagination import Page
from network.ui.error_pages import STATUSES, render_error_page
from network.ui.fields import Answered, CheckboxesField, DayMonthYearField, SubmitField, TextareaField, choice
from network.ui.layout import Contact, Layout, UrgentLine
from network.ui.navigation import NavigationItem

PAGES = ("/accessibility", "/privacy", "/whats-new")
SAMPLE = (Path(__file__).parent / "sample.html").read_text()


class Sample(BaseForm):
    held_on = DayMonthYearField("Date", [Answered("Enter the date")], hint="For example, 27 3 2026")
    words = TextareaField("Words", counted=200)
    topics = CheckboxesField("Topics", choices=[choice("a", "A"), choice("b", "B", hint="More")])
    save = SubmitField("Save")


@dataclass(frozen=True)
class Person:
    is_signed_in: bool = True

    def can(self, permission: str, /) -> bool:
        return permission == "sample:see"


@pytest.fixture
def app() -> Flask:
    app = Flask("sample")
    app.config.update(SECRET_KEY="for tests alone", WTF_CSRF_ENABLED=False, TESTING=True)
    layout = ui.init_app(app)
    headers.init_app(app)
    layout.contact = lambda: Contact("Sam Okafor", "sam@example.org", "0116 496 0000")
    layout.navigation.add(
        NavigationItem("Sample", "sample", "sample:see"), NavigationItem("Hidden", "sample", "sample:other")
    )

    @app.route("/sample", methods=["GET", "POST"])
    def sample() -> str:
        form = Sample()
        form.validate_on_submit()
        page = Page(["one", "two"], 2, 2, 5)
        moment = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
        return render_template_string(SAMPLE, form=form, page=page, moment=moment, day=date(2026, 11, 27))

    @app.get("/done")
    def done() -> Response:
        flash("The session is logged", "success")
        return redirect("/whats-new")

    @app.get("/tell-us")
    def tell_us() -> str:
        return ""

    layout.tell_us_endpoint = "tell_us"

    @app.post("/sign-out")
    def sign_out() -> str:
        return ""

    return app


@pytest.fixture
def client(app: Flask) -> Iterator[FlaskClient]:
    with app.test_client() as client:
        yield client


def sign_in(app: Flask) -> None:
    layout: Layout = app.extensions["ui"]
    layout.current_actor = Person
    layout.signed_in_as = lambda: "Priya <Sharma>"
    layout.acting_in = lambda: "Northfordshire Council"
    layout.urgent_line = lambda: UrgentLine("Staff line", "0116 496 0123")
    layout.sign_out_endpoint = "sign_out"
    layout.switch_endpoint = "sample"


def test_pages_are_good_html(app: Flask, client: FlaskClient, tmp_path: Path) -> None:
    sign_in(app)
    pages = {path.strip("/"): client.get(path).text for path in (*PAGES, "/sample")}
    pages["errors"] = client.post("/sample", data={"held_on-day": "31"}).text
    with app.test_request_context("/"):
        pages |= {str(status): render_error_page(status) for status in STATUSES}
        pages["conflict"] = render_error_page(409, conflict=Conflict(yours={"Name": "A"}, theirs={"Name": "B"}))
    for name, html in pages.items():
        (tmp_path / f"{name}.html").write_text(html)
    checked = subprocess.run(
        ["node_modules/.bin/html-validate", "--config", ".htmlvalidate.json", *map(str, tmp_path.glob("*.html"))],
        capture_output=True,
        text=True,
        check=False,
    )
    assert checked.returncode == 0, checked.stdout + checked.stderr


@pytest.mark.parametrize("path", PAGES)
def test_urgent_help_is_on_every_page_signed_out(client: FlaskClient, path: str) -> None:
    """U1"""
    page = client.get(path).text
    for telephone in ("tel:999", "tel:111", "tel:116123"):
        assert telephone in page
    assert page.index("tel:999") < page.index("<main")


@pytest.mark.parametrize("status", sorted(STATUSES))
def test_an_error_says_what_to_do_and_offers_two_routes_and_a_person(app: Flask, status: int) -> None:
    """U1, U24, U37"""
    with app.test_request_context("/"):
        page = render_error_page(status)
    main = page[page.index("<main") : page.index("</main>")]
    assert main.count("<li>") >= 2
    assert "tel:999" in page
    if status < 500:
        assert "Sam Okafor" in main
    assert not re.search(r"invalid|illegal|you must|failed|forbidden", main, re.IGNORECASE)


def test_a_conflict_leads_back_to_what_was_being_changed(app: Flask) -> None:
    """U37, B35"""
    with app.test_request_context("/"):
        assert '<a class="govuk-link" href="/things/1">Open it again' in render_error_page(409, again="/things/1")
        assert "Open it again as it stands now" not in render_error_page(409)


@pytest.mark.parametrize(
    ("number", "items", "total", "words"),
    [
        (1, 1, 1, "1 person"),
        (1, 50, 50, "50 people"),
        (1, 50, 1200, "Showing 1 to 50 of 1,200 people"),
        (24, 50, 1200, "Showing 1,151 to 1,200 of 1,200 people"),
    ],
)
def test_a_list_says_how_long_it_is(app: Flask, number: int, items: int, total: int, words: str) -> None:
    page = Page(["one"] * items, number, 50, total)
    source = "{% from 'ui/components/pagination.html' import page_count %}{{ page_count(page, 'person', 'people') }}"
    with app.test_request_context("/"):
        assert f">{words}<" in render_template_string(source, page=page)


def test_a_refusal_speaks_for_itself(app: Flask) -> None:
    """U37"""
    routes = (OtherRoute("See the next event", "/events/next"), OtherRoute("Ask at the desk"))
    with app.test_request_context("/"):
        page = render_error_page(422, "This event is full.", routes)
        assert "This event is full." in page
        assert '<a class="govuk-link" href="/events/next">See the next event</a>' in page
        assert "<li>Ask at the desk</li>" in page
        assert "<h1 " in render_error_page(418)


def test_a_broken_service_still_has_its_page(app: Flask) -> None:
    def broken() -> Person:
        raise RuntimeError("the database is gone")

    app.extensions["ui"].current_actor = broken
    with app.test_request_context("/"):
        assert "tel:999" in render_error_page(500)
        with pytest.raises(RuntimeError):
            render_error_page(404)


def test_the_header_says_who_and_where_and_lets_go_by_a_form(app: Flask, client: FlaskClient) -> None:
    sign_in(app)
    page = client.get("/privacy").text
    assert "Priya &lt;Sharma&gt;" in page
    assert "Northfordshire Council" in page
    assert "0116 496 0123" in page
    assert '<form method="post" action="/sign-out">' in page
    assert 'name="csrf_token"' in page
    assert ">Sample<" in page
    assert "Hidden" not in page


def test_a_form_sent_back_names_its_errors(client: FlaskClient) -> None:
    page = client.post("/sample", data={"held_on-day": "31", "held_on-month": "2"}).text
    assert "<title>Error: A sample – Network</title>" in page
    assert '<a href="#held_on-year">' in page
    assert 'id="held_on-year"' in page
    assert 'value="31"' in page
    assert "<title>A sample – Network</title>" in client.get("/sample").text


def test_good_news_is_told_once(client: FlaskClient) -> None:
    assert "The session is logged" in client.get("/done", follow_redirects=True).text
    assert "The session is logged" not in client.get("/whats-new").text


def test_assets_are_kept_for_a_year_and_sent_small(app: Flask, client: FlaskClient) -> None:
    """P7"""
    with app.test_request_context("/"):
        address = app.extensions["ui"].assets.url("app.css")
    answer = client.get(address, headers={"Accept-Encoding": "gzip, br"})
    assert answer.content_encoding == "br"
    assert answer.mimetype == "text/css"
    assert answer.cache_control.max_age == 365 * 24 * 60 * 60
    assert answer.vary.as_set() == {"accept-encoding"}
    assert client.get(address).content_encoding is None
    earlier = client.get("/assets/0123/app.css")
    assert earlier.cache_control.max_age == 60
    for name in ("app.css.br", "app.scss", "none.css", "%2e%2e/built.py"):
        assert client.get(f"/assets/0123/{name}").status_code == 404


def test_every_address_that_a_page_loads_is_there(client: FlaskClient) -> None:
    page = client.get("/privacy").text
    loaded = re.findall(r'<(?:link|script)[^>]+(?:href|src)="([^"]+)"', page)
    assert len(loaded) == 3
    assert [client.get(address).status_code for address in loaded] == [200, 200, 200]
