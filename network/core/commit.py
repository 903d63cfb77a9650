"""One commit a request, made here, before the answer leaves. Nothing below a view commits."""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final, TypeVar
from uuid import UUID

from flask import Response, current_app, make_response, redirect, request
from sqlalchemy import delete
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.orm.exc import StaleDataError

from network.core import audit, outbox
from network.core.clock import Clock
from network.core.database import Base, db, is_taken, was_ended_for_others
from network.core.errors import Conflict, RuleBroken
from network.core.request import current_clock, current_visitor, keep_in_browser, kept_in_browser

View = TypeVar("View", bound=Callable[..., Any])
WRITES_MARK = "network_commits"
RECORDS_MARK = "network_records_reading"
TRIES_MARK = "network_tries_out"
CHANGES = "changes"
RECORDS_READING = "records that it was read"
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
FORM_KEY = "form_key"
KEPT_FOR = timedelta(days=7)
"""Far longer than a sign-in lasts, and with it a page that could still send its form."""
TRIES: Final = 4
"""How often something is carried out at most, where PostgreSQL ends it so that others can go on."""


class SubmittedForm(Base):
    """A form that was carried out, by the key it was shown with: sent again, it leads to the same place (`B35`)."""

    __tablename__ = "submitted_form"

    key: Mapped[UUID] = mapped_column(primary_key=True)
    user_id: Mapped[UUID | None]
    endpoint: Mapped[str]
    body_hash: Mapped[str]
    location: Mapped[str]
    at: Mapped[datetime] = mapped_column(index=True)


def forget_forms(clock: Clock) -> None:
    """Removes the keys of forms so old that nobody's browser can still send them (`B30`)."""
    db.session.execute(delete(SubmittedForm).where(SubmittedForm.at <= clock.now() - KEPT_FOR))


def commit() -> None:
    """Writes the audit and commits. A row that somebody else changed meanwhile is a `Conflict`."""
    try:
        db.session.flush()
        audit.write_pending()
        db.session.commit()
    except StaleDataError:
        rollback()
        raise Conflict() from None
    if db.session.info.pop(outbox.FILLED, False):
        _nudge_worker()


def _nudge_worker() -> None:
    """Something waits in the outbox. The worker would find it within a minute; told now, it sends it now."""
    nudge: Callable[[], None] | None = current_app.extensions.get("nudge")
    if nudge is not None:
        nudge()


def end_reading() -> None:
    """Ends a transaction that has only read, so that slow work or another connection's write need not wait for it.

    Rows already loaded stay as they are. Raises RuntimeError when something was changed: that is committed, or not,
    by the request as a whole.
    """
    session = db.session()
    if session.new or session.dirty or session.deleted:
        raise RuntimeError("Something was changed in this transaction; it cannot end half way")
    if session.in_transaction():
        session.commit()


def rollback() -> None:
    """Undoes everything of this transaction, what the audit noted included."""
    db.session.rollback()
    db.session.info.pop(outbox.FILLED, None)
    audit.forget_pending()


def commits(view: View) -> View:
    """The view changes something: all of it is committed when the view returns, or nothing if it raises.

    A posted form that carries a `form_key` is carried out once, however often it arrives; the same key with
    another content is a `Conflict`.
    """

    @functools.wraps(view)
    def committing(*args: Any, **kwargs: Any) -> Any:
        if request.method in SAFE_METHODS:
            return view(*args, **kwargs)  # the form is opened, nothing is sent yet
        key = _form_key()
        if key is None:
            return _carry_out(view, args, kwargs)
        return _again_if_ended(lambda: _carry_out_once(key, view, args, kwargs))

    setattr(committing, WRITES_MARK, CHANGES)
    return committing  # type: ignore[return-value]


def records_reading(view: View) -> View:
    """The view shows a case: that it was read is committed with the answer (`B26`). It changes nothing else."""

    changes_too = hasattr(view, WRITES_MARK)

    @functools.wraps(view)
    def recording(*args: Any, **kwargs: Any) -> Any:
        if changes_too and request.method not in SAFE_METHODS:
            return view(*args, **kwargs)
        return _carry_out(view, args, kwargs)

    # A form about a case is read when it is opened and changes it when it is sent: it carries both marks.
    setattr(recording, RECORDS_MARK, True)
    if not changes_too:
        setattr(recording, WRITES_MARK, RECORDS_READING)
    return recording  # type: ignore[return-value]


def tries_out(view: View) -> View:
    """The view finds out what a change would do by doing it, and takes it back.

    It writes meanwhile, so its transaction begins as a writer's.
    """

    @functools.wraps(view)
    def trying(*args: Any, **kwargs: Any) -> Any:
        with _all_or_nothing():
            answer = view(*args, **kwargs)
            rollback()
        return answer

    setattr(trying, TRIES_MARK, True)
    return trying  # type: ignore[return-value]


def writes_something(view: Any) -> bool:
    """Whether opening this view writes, so that its transaction begins as a writer's."""
    return hasattr(view, RECORDS_MARK) or hasattr(view, TRIES_MARK)


def _carry_out(view: Callable[..., Any], args: Any, kwargs: Any) -> Any:
    def carry_out() -> Any:
        with _all_or_nothing():
            answer = view(*args, **kwargs)
            commit()
        return answer

    return _again_if_ended(carry_out)


def _again_if_ended(carry_out: Callable[[], Any]) -> Any:
    """Carries something out, and anew where PostgreSQL ended it for others; in the end, that is a `Conflict`.

    Nothing of it was kept, so what was said for the next page goes too, and files are read from their beginning.
    """
    kept = kept_in_browser()
    for _ in range(TRIES):
        try:
            return carry_out()
        except DBAPIError as error:
            if not was_ended_for_others(error):
                raise
            keep_in_browser(kept)
            for sent in request.files.values():
                sent.stream.seek(0)
    raise Conflict("Several people changed this at the same moment. Nothing was changed by you: try again.")


@contextmanager
def _all_or_nothing() -> Iterator[None]:
    """Undoes everything where something raises. Whoever lost a race, by a version or a unique key, has a Conflict."""
    try:
        yield
    except BaseException as error:
        rollback()
        if isinstance(error, StaleDataError) or (isinstance(error, IntegrityError) and is_taken(error)):
            raise Conflict() from None
        raise


@dataclass(frozen=True, slots=True)
class _FormKey:
    key: UUID
    endpoint: str
    user_id: UUID | None
    body_hash: str


def _form_key() -> _FormKey | None:
    """The key of the posted form or, for JSON, of the `Idempotency-Key` header; None where there is none."""
    text = request.form.get(FORM_KEY) or request.headers.get("Idempotency-Key")
    if not text:
        return None
    try:
        key = UUID(text)
    except ValueError:
        words = "Open the form again and send it from there." if request.form else "Send a UUID as Idempotency-Key."
        raise RuleBroken(None, words) from None
    body = sorted((name, value) for name, value in request.form.items(multi=True) if name != "csrf_token")
    digest = hashlib.sha256(repr((request.path, body)).encode("utf-8", "surrogatepass"))
    for name, sent in sorted(request.files.items(multi=True), key=lambda each: each[0]):
        digest.update(repr((name, sent.filename)).encode("utf-8", "surrogatepass"))
        digest.update(hashlib.file_digest(sent.stream, "sha256").digest())  # type: ignore[arg-type]
        sent.stream.seek(0)
    if not request.form:
        digest.update(request.query_string)  # where a program says how it is to be done
        if not request.files:
            digest.update(request.get_data())
    return _FormKey(key, request.endpoint or "", current_visitor().user_id, digest.hexdigest())


def _carry_out_once(key: _FormKey, view: Callable[..., Any], args: Any, kwargs: Any) -> Any:
    before = _answer_given_before(key)
    if before is not None:
        return before
    claim = SubmittedForm(
        key=key.key,
        user_id=key.user_id,
        endpoint=key.endpoint,
        body_hash=key.body_hash,
        location="",
        at=current_clock().now(),
    )
    try:
        db.session.add(claim)
        db.session.flush()
    except IntegrityError:
        rollback()
        given = _answer_given_before(key)
        if given is None:
            raise Conflict("This form is being carried out at this moment. Look again in a minute.") from None
        return given
    with _all_or_nothing():
        answer = make_response(view(*args, **kwargs))
        if answer.status_code < 400:
            claim.location = answer.location or ""
            commit()
        else:
            rollback()  # the form is shown again: nothing was carried out, and its key stays free
    return answer


def _answer_given_before(key: _FormKey) -> Response | None:
    known = db.session.get(SubmittedForm, key.key)
    if known is None:
        return None
    if (known.user_id, known.endpoint, known.body_hash) != (key.user_id, key.endpoint, key.body_hash):
        raise Conflict("This form was sent before with other content. Open it again to send this one too.")
    if not known.location:
        return make_response("", 204)  # a program's change without an address of its own
    if request.form:
        return make_response(redirect(known.location, 303))
    answer = make_response({"location": known.location}, 200)
    answer.headers["Location"] = known.location
    return answer
