"""How large a request may be: small, unless its view takes files. More is refused while it streams (`B23`)."""

from __future__ import annotations

from collections.abc import Callable
from typing import IO, Any, Final, TypeVar, cast

from flask import Flask, Request, current_app, request
from werkzeug.utils import cached_property
from werkzeug.wsgi import LimitedStream, get_input_stream

from network.core.commit import end_reading

View = TypeVar("View", bound=Callable[..., Any])
MARK: Final = "network_takes_files"
LARGEST_FORM: Final = 3 * 1024 * 1024
"""Bytes of a request without files: the longest form that is typed, or pasted, is a tenth of it."""


class _WholeOrRefused(LimitedStream):
    """A body that does not say how long it is. Read in one go, the library's own would be cut off at the limit."""

    def readall(self) -> bytes:
        """What is left of it. Raises RequestEntityTooLarge where it comes to the limit."""
        content = super().readall()
        if self.is_exhausted:
            self.on_exhausted()
        return content


class MeasuredRequest(Request):
    """A request that is never taken for complete where only a part of it was read."""

    @property
    def want_form_data_parsed(self) -> bool:
        """Whether the body is a form. A file that a program sends whole is none, though its client may call it one."""
        is_file = (
            self.path.startswith("/api/") and self.mimetype == "application/x-www-form-urlencoded" and is_of_files()
        )
        return super().want_form_data_parsed and not is_file

    @cached_property
    def stream(self) -> IO[bytes]:
        """The body. Reading beyond `max_content_length` raises RequestEntityTooLarge, however the body is sent."""
        largest = self.max_content_length
        if largest is not None and self.content_length is None and "wsgi.input_terminated" in self.environ:
            return cast("IO[bytes]", _WholeOrRefused(self.environ["wsgi.input"], largest, is_max=True))
        return get_input_stream(self.environ, max_content_length=largest)


def takes_files(largest: int) -> Callable[[View], View]:
    """The view takes files: its whole request may be this large, in bytes."""

    def decorate(view: View) -> View:
        setattr(view, MARK, largest)
        return view

    return decorate


def limit_request() -> None:
    """Says how much of this request is read, before anything reads it."""
    request.max_content_length = getattr(_view(), MARK, LARGEST_FORM)


def is_of_files() -> bool:
    """Whether files may be on their way in, which takes as long as their sender's line."""
    return hasattr(_view(), MARK)


def end_receiving(app: Flask) -> None:
    """To be called last: once a file is here, the view begins a transaction of its own.

    Until then its request only read, so that on SQLite nobody who writes waits for a slow line.
    """

    @app.before_request
    def end_what_was_read() -> None:
        if is_of_files():
            end_reading()


def _view() -> Callable[..., Any] | None:
    return current_app.view_functions.get(request.endpoint or "")
