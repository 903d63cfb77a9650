"""The JSON twin: one Api, one base schema that refuses unknown fields, one shape for a page of a list."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from flask import Flask, current_app, request
from flask_smorest import Api, Blueprint
from marshmallow import RAISE, Schema, ValidationError, fields, pre_load, validate
from webargs.flaskparser import abort

from network.core.bodies import JsonParser
from network.core.commit import CHANGES, WRITES_MARK
from network.core.errors import RuleBroken
from network.core.pagination import LARGEST_PAGE, PAGE_SIZE, Page
from network.core.text import one_line, several_lines

PROBLEM_TYPE = "application/problem+json"
KEY_PARAMETER, MADE_BEFORE, DONE_BEFORE = "IDEMPOTENCY_KEY", "MADE_BEFORE", "DONE_BEFORE"
ODD_CHARACTER = "Take out the characters that are not text"
NO_SUCH_FIELD = "There is no such field."


class BaseSchema(Schema):
    """Explicit fields; anything else in what is sent is an error, so that nothing is assigned by accident (`B14`)."""

    error_messages = {"type": "Send an object.", "unknown": NO_SUCH_FIELD}  # noqa: RUF012 - marshmallow's

    class Meta:
        """Refuse what is not listed, and keep the order that is."""

        unknown = RAISE
        ordered = True

    @pre_load
    def refuse_what_no_database_keeps(self, data: Any, **_: Any) -> Any:
        """JSON can spell characters that are no text: half a surrogate pair, and NUL."""
        if isinstance(data, Mapping):
            odd = {str(name): [ODD_CHARACTER] for name, value in data.items() if _is_unkeepable(value)}
            if odd:
                raise ValidationError(odd)
        return data


def _is_unkeepable(value: Any) -> bool:
    if isinstance(value, list):
        return any(_is_unkeepable(item) for item in value)
    return isinstance(value, str) and ("\x00" in value or any("\ud800" <= each <= "\udfff" for each in value))


class Words(fields.String):
    """Text as a form's field would take it: trimmed; on one line, unless told."""

    def __init__(self, *, has_lines: bool = False, **options: Any) -> None:
        super().__init__(**options)
        self._has_lines = has_lines

    def _deserialize(self, value: Any, attr: str | None, data: Any, **options: Any) -> str:
        text: str = super()._deserialize(value, attr, data, **options) or ""
        return several_lines(text) if self._has_lines else one_line(text)


class Instant(fields.AwareDateTime):
    """An instant with its zone, of this century: one near the ends of the calendar cannot be turned into UTC."""

    def __init__(self, **options: Any) -> None:
        first, last = datetime(2000, 1, 1, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC)
        super().__init__(validate=validate.Range(min=first, max=last, error="Enter a date of this century."), **options)


class PageQuerySchema(BaseSchema):
    """Which page of a list."""

    page = fields.Integer(load_default=1, validate=validate.Range(min=1, max=1_000_000))
    page_size = fields.Integer(load_default=PAGE_SIZE, validate=validate.Range(min=1, max=LARGEST_PAGE))


class PageSchema(BaseSchema):
    """How far a list goes. A list's schema adds `items`."""

    page = fields.Integer(required=True, attribute="number")
    page_size = fields.Integer(required=True, attribute="size")
    pages = fields.Integer(required=True)
    total = fields.Integer(required=True)


class ProblemSchema(Schema):
    """What a refusal answers (RFC 9457)."""

    type = fields.String(required=True)
    title = fields.String(required=True)
    status = fields.Integer(required=True)
    detail = fields.String(required=True)
    routes = fields.List(
        fields.Dict(keys=fields.String()),
        metadata={"description": "Other ways on: `text`, and `href` where there is one."},
    )
    errors = fields.Dict(
        keys=fields.String(), metadata={"description": "What to change, by field; an empty name stands for all of it."}
    )


@contextmanager
def fields_named(**ours: str) -> Iterator[None]:
    """A rule that names a page's field names, in here, the one that a program sent: `fields_named(names="people")`."""
    try:
        yield
    except RuleBroken as broken:
        broken.field = ours.get(broken.field or "", broken.field)
        raise


class RepeatedSchema(Schema):
    """What is answered in place of making the same thing twice."""

    location = fields.String(required=True, metadata={"description": "What the first request made."})


class DescribedApi(Api):
    """An Api whose description says truly how it refuses, and what a request that is sent again is answered."""

    ERROR_SCHEMA = ProblemSchema

    def _register_responses(self) -> None:
        self.DEFAULT_RESPONSE_CONTENT_TYPE = PROBLEM_TYPE
        super()._register_responses()
        del self.DEFAULT_RESPONSE_CONTENT_TYPE  # the class's own again, for what succeeds
        self.spec.components.parameter(KEY_PARAMETER, "header", _KEY, lazy=True)
        self.spec.components.response(MADE_BEFORE, _MADE_BEFORE, lazy=True)
        self.spec.components.response(DONE_BEFORE, _DONE_BEFORE, lazy=True)


api = DescribedApi()


def page_of(schema: type[Schema]) -> type[Schema]:
    """The schema of one page of things with this schema."""
    name = schema.__name__.removesuffix("Schema") + "PageSchema"
    return type(name, (PageSchema,), {"items": fields.List(fields.Nested(schema), required=True)})


class _Blueprint(Blueprint):
    ARGUMENTS_PARSER = JsonParser()

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._prepare_doc_cbks.append(_describe_key)
        self.before_request(_refuse_unread_query)

    def arguments(self, schema: type[Schema], *, location: str = "json", **options: Any) -> Callable[..., Any]:
        """Reads arguments as flask-smorest does, and marks a view that reads the query."""
        reading = super().arguments(schema, location=location, **options)

        def decorate(view: Callable[..., Any]) -> Any:
            wrapped = reading(view)
            if location == "query":
                setattr(wrapped, _QUERY_MARK, True)
            return wrapped

        return decorate

    def add_url_rule(
        self, rule: str, endpoint: str | None = None, view_func: Any = None, *args: Any, **options: Any
    ) -> None:
        """Registers a view. One that commits takes the `Idempotency-Key`, and its description says so."""
        if getattr(view_func, WRITES_MARK, None) == CHANGES:
            view_func._apidoc = {**getattr(view_func, "_apidoc", {}), _KEYED: True}  # noqa: SLF001 - where it describes
        super().add_url_rule(rule, endpoint, view_func, *args, **options)


def _refuse_unread_query() -> None:
    """A view that asks for nothing in the address refuses what stands there; one that does, by its schema."""
    view = current_app.view_functions[request.endpoint or ""]
    if request.args and not hasattr(view, _QUERY_MARK):
        abort(422, messages={"query": {name: [NO_SUCH_FIELD] for name in request.args}})


def _describe_key(doc: dict[str, Any], doc_info: dict[str, Any], **_: Any) -> dict[str, Any]:
    if doc_info.get(_KEYED):
        doc.setdefault("parameters", []).append(KEY_PARAMETER)
        status, answer = (200, MADE_BEFORE) if 201 in doc["responses"] else (204, DONE_BEFORE)
        doc["responses"].setdefault(status, answer)
    return doc


def api_blueprint(feature: str, description: str) -> Blueprint:
    """A feature's blueprint below `/api/v1/`; its endpoints are named `feature_api.x`."""
    return _Blueprint(f"{feature}_api", f"network.{feature}.api", url_prefix="/api/v1", description=description)


def init_app(app: Flask, blueprints: list[Blueprint]) -> None:
    """Registers the endpoints and the OpenAPI document at `/api/v1/openapi.json`."""
    app.config.update(
        API_TITLE="Network",
        API_VERSION="v1",
        OPENAPI_VERSION="3.1.0",
        OPENAPI_URL_PREFIX="/api/v1",
        OPENAPI_JSON_PATH="openapi.json",
    )
    api.init_app(app, spec_kwargs=_SPEC)
    for blueprint in blueprints:
        api.register_blueprint(blueprint)


_QUERY_MARK = "network_reads_query"
_KEYED = "network_keyed"
_KEY = {
    "name": "Idempotency-Key",
    "description": "A UUID of your own for this change. Sent again within seven days with the same content, it is "
    "carried out once and answered 200 or 204; with other content, 409.",
    "schema": {"type": "string", "format": "uuid"},
}
_MADE_BEFORE = {
    "description": "This key was sent before: nothing more was made. `Location` leads to what the first request made.",
    "content": {"application/json": {"schema": RepeatedSchema}},
    "headers": {"Location": {"description": "What the first request made", "schema": {"type": "string"}}},
}
_DONE_BEFORE = {"description": "Done. Also where this key was sent before: nothing more was changed."}
_SPEC: dict[str, Any] = {
    "info": {
        "description": "What the pages do, for programs. Keys are made under Your sign-in, for what one may do oneself."
    },
    "components": {"securitySchemes": {"token": {"type": "http", "scheme": "bearer"}}},
    "security": [{"token": []}],
}

__all__ = [
    "BaseSchema",
    "Instant",
    "Page",
    "PageQuerySchema",
    "PageSchema",
    "Words",
    "api",
    "api_blueprint",
    "fields_named",
    "init_app",
    "page_of",
]
