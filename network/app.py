"""Wiring: plugs the features into Flask. Nothing is decided here."""

from __future__ import annotations

import sys

import structlog
from flask import Flask, current_app, request
from flask_wtf import CSRFProtect
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException
from werkzeug.middleware.proxy_fix import ProxyFix

from network.accounts import sign_in
from network.accounts.feature import FEATURE as ACCOUNTS
from network.accounts.sign_in.places import path_above, path_to_look_at
from network.champions.feature import FEATURE as CHAMPIONS
from network.charter import addresses as charter_addresses
from network.charter.feature import FEATURE as CHARTER
from network.core import answers, api, credentials, guard, headers, sizes, tripwire, watch, working_days
from network.core.clock import Clock, SystemClock
from network.core.commit import SAFE_METHODS, writes_something
from network.core.credentials import pages as credential_pages
from network.core.crypto import KeyRing
from network.core.database import begin_reading, db
from network.core.errors import Conflict, DomainError, RuleBroken
from network.core.news import NewsDesk
from network.core.permissions import Policies
from network.directory.feature import FEATURE as DIRECTORY
from network.events.feature import FEATURE as EVENTS
from network.feature import Feature, Home
from network.feedback.feature import FEATURE as FEEDBACK
from network.governance.feature import FEATURE as GOVERNANCE
from network.incidents.feature import FEATURE as INCIDENTS
from network.joining.feature import FEATURE as JOINING
from network.organisations.feature import FEATURE as ORGANISATIONS
from network.organisations.moved import moved_to
from network.passport.feature import FEATURE as PASSPORT
from network.reports.feature import FEATURE as REPORTS
from network.settings import Settings
from network.tailoring.feature import FEATURE as TAILORING
from network.training.feature import FEATURE as TRAINING
from network.ui import init_app as init_ui
from network.ui.error_pages import render_error_page

FEATURES: tuple[Feature, ...] = (
    ORGANISATIONS,
    ACCOUNTS,
    DIRECTORY,
    JOINING,
    EVENTS,
    CHARTER,
    TRAINING,
    PASSPORT,
    CHAMPIONS,
    GOVERNANCE,
    INCIDENTS,
    TAILORING,
    REPORTS,
    FEEDBACK,
)
LARGEST_FORM_FIELD = 2 * 1024 * 1024


def create_app(settings: Settings, clock: Clock | None = None) -> Flask:
    """The application for these settings. Two of them in one process do not meet."""
    app = Flask("network", static_folder=None, instance_path=str(settings.instance_folder))
    app.request_class = sizes.MeasuredRequest
    app.extensions["settings"] = settings
    app.extensions["clock"] = clock or SystemClock()
    app.extensions["key_ring"] = KeyRing(dict(settings.encryption_keys))
    app.extensions["virus_scanner"] = settings.virus_scanner
    app.extensions["bank_holidays"] = working_days.overrides_of(settings.bank_holidays_file)
    app.config.update(
        SECRET_KEY=settings.secret_key,
        TESTING=settings.is_testing,
        MAX_CONTENT_LENGTH=sizes.LARGEST_FORM,
        MAX_FORM_MEMORY_SIZE=LARGEST_FORM_FIELD,
        MAX_FORM_PARTS=2000,
        SQLALCHEMY_DATABASE_URI=settings.database_url,
        SQLALCHEMY_ENGINE_OPTIONS=_engine_options(settings),
        SESSION_COOKIE_NAME="__Host-network" if settings.is_secure else "network",
        SESSION_COOKIE_SECURE=settings.is_secure,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        WTF_CSRF_TIME_LIMIT=None,
        WTF_CSRF_SSL_STRICT=settings.is_secure,
    )
    if settings.proxies:
        # Whom a request comes from, for the limits of guessing (B3). What the address is, the settings say (B21).
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=settings.proxies, x_proto=0, x_host=0)  # type: ignore[method-assign]
    tripwire.arm()
    db.init_app(app)
    _plug_in(app, settings)
    return app


def _engine_options(settings: Settings) -> dict[str, object]:
    # What a statement was given is what somebody typed: a fault of the database does not quote it (`B28`).
    pool = {"hide_parameters": True, "pool_size": 5, "max_overflow": 5}
    if settings.database_url.startswith("sqlite"):
        # Kept open: to open one takes longer than a page's queries, and to close the last one writes the log back.
        return {**pool, "connect_args": {"timeout": 15}}
    return {**pool, "pool_pre_ping": True}


def _plug_in(app: Flask, settings: Settings) -> None:
    policies, news, home = Policies(), NewsDesk(), Home()
    reminders = tuple(ask for feature in FEATURES for ask in feature.reminders)
    open_steps = tuple(ask for feature in FEATURES for ask in feature.open_steps)
    app.extensions.update(policies=policies, news=news, home=home, reminders=reminders, open_steps=open_steps)
    app.extensions["mergers"] = tuple(settle for feature in FEATURES for settle in feature.mergers)
    app.extensions["departures"] = tuple(leave for feature in FEATURES for leave in feature.departures)
    app.extensions["moved_to"] = moved_to
    app.extensions["directory_links"] = tuple(link for feature in FEATURES for link in feature.directory_links)
    guard.init_app(app)
    headers.init_app(app)
    watch.init_app(app)
    credentials.init_app(app, charter_addresses.ISSUER)
    app.register_blueprint(credential_pages.blueprint)
    layout = init_ui(app)
    layout.tell_us_endpoint = "feedback.tell_us"
    layout.support_endpoint = "directory.list_entries"
    app.before_request(sizes.limit_request)
    layout.join_endpoint = "joining.introduce"
    app.before_request(_open_database)
    sign_in.init_app(app, layout, settings)
    app.before_request(guard.check_request)
    csrf = CSRFProtect(app)
    sizes.end_receiving(app)
    for feature in FEATURES:
        policies.add(feature.policy, feature.labels, feature.private)
        home.add(feature.cards, feature.desks)
        layout.navigation.add(*feature.navigation)
        for blueprint in feature.pages:
            app.register_blueprint(blueprint)
        for kind, listener in feature.listeners:
            news.connect(kind, listener)
    endpoints = [blueprint for feature in FEATURES for blueprint in feature.api]
    api.init_app(app, endpoints)
    for blueprint in endpoints:
        csrf.exempt(blueprint)  # they take no cookie, so there is nothing to forge
    app.extensions["guards"].allow(
        "api-docs.openapi_json", guard.Mark(None, "describes, holds no data", is_public=True)
    )
    # After the API's own handlers, which would answer people in JSON.
    answers.init_app(app, _render_error)


def _open_database() -> None:
    """A page that only reads begins as a reader, so that on SQLite it waits for no writer; a file on its way too."""
    view = current_app.view_functions.get(request.endpoint or "")
    if sizes.is_of_files() or (request.method in SAFE_METHODS and not writes_something(view)):
        begin_reading(db.session())


def _render_error(status: int, error: DomainError | HTTPException | None) -> str:
    if isinstance(error, Conflict):
        return render_error_page(status, error.message, conflict=error, again=path_to_look_at() or path_above())
    if isinstance(error, DomainError):
        return render_error_page(status, error.message, error.routes if isinstance(error, RuleBroken) else ())
    return render_error_page(status, error.description if isinstance(error, CSRFError) else None)


def configure_logs() -> None:
    """JSON lines in UTC, without what people typed (`B28`)."""
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.JSONRenderer(),
        ],
        # Standard output belongs to what a command was asked for.
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
