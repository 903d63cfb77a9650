"""A test client that knows what a good answer is: 200 unless told, valid page, one title, unique ids, linked errors."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

from flask import Flask
from flask.testing import FlaskClient
from lxml import html
from werkzeug.test import TestResponse

from network.accounts.models import User
from network.accounts.sign_in import ACTING_IN, SECOND_FACTOR, SEEN_AT, SIGNED_IN_AT, STARTED_AT
from network.accounts.tokens import make_token
from network.core import tenancy
from network.core.actor import Actor
from network.core.clock import Clock
from network.core.commit import commit
from network.core.database import db
from network.core.tenancy import system_scope
from tests.support.world import Person

CSRF = re.compile(rb'name="csrf_token"[^>]*value="([^"]+)"')


class WholeAnswers(FlaskClient):
    """Reads every answer to its end and lets go of it, as servers do: a list on its way holds a connection."""

    def open(self, *args: Any, buffered: bool = True, **kwargs: Any) -> TestResponse:
        """A request; with `buffered=False` its answer is read by whoever asked for it."""
        return super().open(*args, buffered=buffered, **kwargs)


class Page:
    """An answer, and its page when it has one."""

    def __init__(self, answer: TestResponse) -> None:
        self.answer = answer
        self.status = answer.status_code
        self.text = answer.get_data().decode("utf-8", "replace")  # a picture is no text, and is asked for all the same
        self.location = urlsplit(answer.location).path if answer.location else None

    @property
    def lasting(self) -> str:
        """The text without the tokens of its forms, which differ from second to second."""
        return CSRF.sub(b"", self.answer.get_data()).decode()

    @property
    def tree(self) -> Any:
        """The page as a tree."""
        return html.fromstring(self.text)

    def texts(self, path: str) -> list[str]:
        """The text of each element found by an XPath, spaces folded."""
        return [" ".join(found.text_content().split()) for found in self.tree.xpath(path)]

    @property
    def heading(self) -> str:
        """The page's one h1."""
        (only,) = self.texts("//h1")
        return only

    @property
    def errors(self) -> list[str]:
        """What the error summary lists."""
        return self.texts("//*[contains(@class, 'govuk-error-summary__list')]/li")

    def check(self) -> None:
        """What holds for every page."""
        titles = self.texts("//title")
        assert len(titles) == 1, "a page has one title"
        assert titles[0], "the title says something"
        assert len(self.tree.xpath("//h1")) == 1, "a page has one h1"
        ids = self.tree.xpath("//@id")
        assert len(ids) == len(set(ids)), f"ids are unique: {sorted(i for i in ids if ids.count(i) > 1)}"
        for target in self.tree.xpath("//*[contains(@class, 'govuk-error-summary__list')]//a/@href"):
            assert target.removeprefix("#") in ids, f"the error summary links to {target}, which is not there"
        assert not self.tree.xpath("//script[not(@src)]"), "no inline script"
        assert not self.tree.xpath("//@style"), "no inline style"


class Client:
    """One browser, signed in or not."""

    def __init__(self, client: FlaskClient) -> None:
        self.raw = client

    def get(self, path: str, *, status: int = 200, **kwargs: Any) -> Page:
        """A page that is looked at."""
        return self._checked(self.raw.get(path, **kwargs), status)

    def post(
        self,
        path: str,
        data: dict[str, Any] | None = None,
        *,
        to: str | None = None,
        status: int | None = None,
        form_at: str | None = None,
        **kwargs: Any,
    ) -> Page:
        """A form that is sent from its page (`form_at`, by default the same address), hidden fields and all.

        Expects a redirect (to the path `to`, if given) unless another status is named.
        """
        filled = {**self._hidden_fields(form_at or path), **(data or {})}
        page = self._checked(self.raw.post(path, data=filled, **kwargs), status or 302)
        if to is not None:
            assert page.location == to, f"led to {page.location}, not {to}"
        return page

    def _hidden_fields(self, path: str) -> dict[str, str]:
        answer = self.raw.get(path)
        if answer.status_code != 200 or not answer.mimetype.startswith("text/html"):
            return {}
        hidden = html.fromstring(answer.get_data(as_text=True)).xpath("//main//input[@type='hidden']")
        if not hidden:
            hidden = html.fromstring(answer.get_data(as_text=True)).xpath("//input[@name='csrf_token']")
        return {field.get("name"): field.get("value", "") for field in hidden}

    def _checked(self, answer: TestResponse, status: int) -> Page:
        page = Page(answer)
        redirects = {302, 303}
        is_right = page.status == status or {page.status, status} <= redirects
        assert is_right, f"{page.status}, not {status}: {page.location or page.text[:3000]}"
        if answer.mimetype == "text/html" and page.status not in redirects and page.text:
            page.check()
        return page


class ApiClient:
    """A program with a person's token."""

    def __init__(self, client: FlaskClient, token: str | None) -> None:
        self.raw = client
        self._headers = {"Authorization": f"Bearer {token}"} if token else {}

    def send(
        self, method: str, path: str, *, status: int = 200, headers: dict[str, str] | None = None, **kwargs: Any
    ) -> TestResponse:
        """A request; the answer is JSON, and a refusal is problem+json."""
        answer = self.raw.open(path, method=method, headers={**self._headers, **(headers or {})}, **kwargs)
        assert answer.status_code == status, (
            f"{answer.status_code}, not {status}: {answer.get_data(as_text=True)[:2000]}"
        )
        if status >= 400:
            assert answer.mimetype == "application/problem+json"
        return answer

    def get(self, path: str, **kwargs: Any) -> TestResponse:
        """Reads."""
        return self.send("GET", path, **kwargs)

    def post(self, path: str, body: Any, *, status: int = 201, **kwargs: Any) -> TestResponse:
        """Creates."""
        return self.send("POST", path, json=body, status=status, **kwargs)


class ClientFactory:
    """Makes clients for people of the world, signed in as far as their role needs."""

    def __init__(self, app: Flask, clock: Clock) -> None:
        self._app = app
        self._clock = clock

    def __call__(self, person: Person | None, *, has_second_factor: bool = True) -> Client:
        """A client of this person, acting in their organisation."""
        client = self._app.test_client()
        if person is None:
            return Client(client)
        with self._app.app_context(), system_scope(db.session(), "a sign-in for a test"):
            user = db.session.get(User, person.user_id, execution_options={"network_unscoped": "a test's sign-in"})
            assert user is not None
            uniquifier = user.fs_uniquifier
        with client.session_transaction() as session:
            session["_user_id"] = uniquifier
            session["_fresh"] = True
            session[ACTING_IN] = str(person.organisation_id)
            session[SECOND_FACTOR] = has_second_factor
            for instant in (SIGNED_IN_AT, STARTED_AT, SEEN_AT):
                session[instant] = self._clock.now().isoformat()
        return Client(client)

    def api(self, person: Person | None, scopes: list[str] | None = None) -> ApiClient:
        """A program with a token of this person; every scope that the person has, unless told."""
        client = self._app.test_client()
        if person is None:
            return ApiClient(client, None)
        policies = self._app.extensions["policies"]
        permissions = policies.permissions_of({person.role})
        actor = Actor(person.user_id, person.organisation_id, frozenset({person.role}), permissions)
        with self._app.app_context():
            tenancy.enter(db.session(), actor)
            _, token = make_token(actor, "a test", scopes if scopes is not None else permissions, self._clock)
            commit()
        return ApiClient(client, token)
