"""Typed settings, from the environment only. A wrong one is named in words that say what to do."""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import parseaddr
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

SHORTEST_SECRET = 32
KEY_BYTES = 32
MOST_PROXIES = 5
MOST_ANSWER_DAYS = 60
LAST_PORT = 65_535
KNOWN_SECRETS = frozenset({"changeme", "secret", "development", "dev", "test"})


class SettingsFault(Exception):
    """One or more settings are wrong; each fault is one line that says what to do."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


@dataclass(frozen=True, slots=True)
class Mail:
    """How mail leaves: an SMTP server, or, with no host, not at all (it waits in the outbox)."""

    host: str | None
    port: int
    username: str | None
    password: str | None
    uses_tls: bool
    sender: str


@dataclass(frozen=True, slots=True)
class VirusScanner:
    """Where ClamAV's daemon listens: at a path of this machine, or at a host and port."""

    path: str | None = None
    host: str = ""
    port: int = 0


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that the environment decides."""

    secret_key: str
    encryption_keys: Mapping[str, bytes]
    """Wrapping keys by name; the first is the current one."""
    database_url: str
    database_owner_url: str
    """Who migrates. On PostgreSQL another role than the application's."""
    origin: str
    """The address people use: scheme, host and port, without a slash at the end."""
    mail: Mail
    jobs_url: str
    """Where the job queue lives: a SQLite file of its own, or PostgreSQL."""
    bank_holidays_file: Path | None
    instance_folder: Path
    erasures_file: Path
    """Where it is written what was erased: beside the backups, so that no restore takes it back."""
    network_name: str
    proxies: int = 0
    """How many reverse proxies stand in front, each of which adds whom it got a request from."""
    virus_scanner: VirusScanner | None = None
    """Who looks at files before they are kept; None where nobody does."""
    join_answer_days: int = 10
    """Working days of the host within which an organisation that asks to join is answered."""
    is_testing: bool = False

    @property
    def is_local(self) -> bool:
        """Whether this installation serves one machine only, for trying out."""
        return is_loopback(self.origin)

    @property
    def is_secure(self) -> bool:
        """Whether people reach it over HTTPS."""
        return self.origin.startswith("https://")

    @property
    def host(self) -> str:
        """The host name of the origin, without its port."""
        return urlsplit(self.origin).hostname or ""

    @classmethod
    def from_environment(cls, environment: Mapping[str, str], *, is_testing: bool = False) -> Settings:
        """Reads the settings, or raises `SettingsFault` with every fault at once."""
        reader = _Reader(environment)
        settings = reader.read(is_testing=is_testing)
        if reader.faults:
            raise SettingsFault(reader.faults)
        return settings


def is_loopback(origin: str) -> bool:
    """Whether an address leads to this machine only."""
    host = urlsplit(origin).hostname or ""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _is_origin(origin: str) -> bool:
    try:
        parts = urlsplit(origin)
        is_port = parts.port is None or parts.port > 0
    except ValueError:
        return False
    return is_port and parts.scheme in {"http", "https"} and bool(parts.hostname) and not (parts.path or parts.query)


def _is_database_address(url: str) -> bool:
    try:
        make_url(url)
    except (ArgumentError, ValueError):
        return False
    return True


class _Reader:
    def __init__(self, environment: Mapping[str, str]) -> None:
        self._environment = environment
        self.faults: list[str] = []

    def read(self, *, is_testing: bool) -> Settings:
        instance = Path(self._text("INSTANCE_FOLDER", "instance")).absolute()
        self._refuse_debugging()
        origin = self._origin()
        secret_key = self._secret_key()
        database_url = self._database_url("DATABASE_URL", f"sqlite:///{instance / 'network.sqlite'}")
        return Settings(
            secret_key=secret_key,
            encryption_keys=self._encryption_keys(secret_key, origin),
            database_url=database_url,
            database_owner_url=self._owner_url(database_url),
            origin=origin,
            mail=self._mail(origin),
            jobs_url=self._database_url("JOBS_URL", f"sqlite:///{instance / 'jobs.sqlite'}"),
            bank_holidays_file=self._file("BANK_HOLIDAYS_FILE"),
            instance_folder=instance,
            erasures_file=Path(self._text("ERASURES_FILE", str(instance / "erasures.jsonl"))).absolute(),
            network_name=self._text("NETWORK_NAME", "Network"),
            proxies=self._proxies(),
            virus_scanner=self._virus_scanner(),
            join_answer_days=self._join_answer_days(),
            is_testing=is_testing,
        )

    def _text(self, name: str, default: str) -> str:
        return self._environment.get(name, "").strip() or default

    def _refuse_debugging(self) -> None:
        if self._text("FLASK_DEBUG", "0").lower() not in {"0", "no", "false"}:
            self.faults.append("FLASK_DEBUG is on: it shows the inside of the service at every fault; unset it")

    def _secret_key(self) -> str:
        key = self._text("SECRET_KEY", "")
        if not key:
            self.faults.append(
                "SECRET_KEY is missing: set it to at least 32 random characters, "
                "made for example with: python3 -c 'import secrets; print(secrets.token_urlsafe(48))'"
            )
        elif len(key) < SHORTEST_SECRET or key.lower() in KNOWN_SECRETS or len(set(key)) < 8:
            self.faults.append("SECRET_KEY is too easy to guess: use at least 32 random characters")
        return key

    def _encryption_keys(self, secret_key: str, origin: str) -> dict[str, bytes]:
        """`name:base64,...`. A trial on one machine may go without: its key then comes from SECRET_KEY."""
        text = self._text("ENCRYPTION_KEYS", "")
        if not text:
            if not is_loopback(origin):
                self.faults.append(
                    "ENCRYPTION_KEYS is missing: set it to name:key, the key being 32 random bytes in base64; "
                    "keep it apart from the database and its backups"
                )
            return {"local": hashlib.sha256(b"network encryption" + secret_key.encode()).digest()}
        keys, is_right = {}, True
        for part in text.split(","):
            name, _, encoded = part.strip().partition(":")
            try:
                key = base64.b64decode(encoded, validate=True)
            except (binascii.Error, ValueError):
                key = b""
            if not name or len(key) != KEY_BYTES:
                is_right = False
                continue
            keys[name] = key
        if not is_right:
            self.faults.append("ENCRYPTION_KEYS holds a key that is not name:base64 of 32 bytes")
        return keys

    def _database_url(self, name: str, default: str) -> str:
        url = self._text(name, default)
        if url.startswith(("postgresql://", "postgres://")):
            url = "postgresql+psycopg://" + url.split("://", 1)[1]
        if not url.startswith(("sqlite:///", "postgresql+psycopg://")):
            self.faults.append(f"{name} is to begin with sqlite:/// or postgresql+psycopg://")
        elif not _is_database_address(url):
            self.faults.append(f"{name} is not an address: look at its host, its port and how its password is written")
        return url

    def _proxies(self) -> int:
        text = self._text("PROXIES", "0")
        if not (text.isascii() and text.isdigit() and int(text) <= MOST_PROXIES):
            self.faults.append("PROXIES is to be the number of reverse proxies in front of the service, or left out")
            return 0
        return int(text)

    def _virus_scanner(self) -> VirusScanner | None:
        text = self._text("VIRUS_SCANNER", "")
        if not text:
            return None
        try:
            parts = urlsplit(text)
            if parts.scheme == "unix" and parts.path.startswith("/") and not parts.netloc:
                return VirusScanner(path=parts.path)
            if parts.scheme == "tcp" and parts.hostname and parts.port and not (parts.path or parts.query):
                return VirusScanner(host=parts.hostname, port=parts.port)
        except ValueError:
            pass
        self.faults.append("VIRUS_SCANNER is to be as unix:/run/clamav/clamd.ctl or tcp://127.0.0.1:3310, or left out")
        return None

    def _join_answer_days(self) -> int:
        text = self._text("JOIN_ANSWER_DAYS", "10")
        if not (text.isascii() and text.isdigit() and 1 <= int(text) <= MOST_ANSWER_DAYS):
            self.faults.append(f"JOIN_ANSWER_DAYS is to be a number of working days from 1 to {MOST_ANSWER_DAYS}")
            return 10
        return int(text)

    def _owner_url(self, database_url: str) -> str:
        # What is wrong with the one address is said once.
        return self._database_url("DATABASE_OWNER_URL", "") if self._text("DATABASE_OWNER_URL", "") else database_url

    def _origin(self) -> str:
        origin = self._text("PUBLIC_ORIGIN", "http://127.0.0.1:8000").rstrip("/")
        if not _is_origin(origin):
            self.faults.append("PUBLIC_ORIGIN is to be an address such as https://network.example.org")
            return "http://127.0.0.1:8000"  # for the rest to be looked at; nothing starts with a fault
        if origin.startswith("http:") and not is_loopback(origin):
            self.faults.append(
                "PUBLIC_ORIGIN begins with http: people's details would cross the network in the open; "
                "serve it over https"
            )
        return origin

    def _mail(self, origin: str) -> Mail:
        host = self._text("MAIL_HOST", "")
        port = self._text("MAIL_PORT", "587" if host else "0")
        if not (port.isascii() and port.isdigit() and int(port) <= LAST_PORT):
            self.faults.append(f"MAIL_PORT is to be a number up to {LAST_PORT}")
            port = "0"
        sender = self._text("MAIL_FROM", "network@localhost")
        if not re.fullmatch(r"[^@\s<>]+@[^@\s<>]+", parseaddr(sender)[1]):
            self.faults.append("MAIL_FROM is to be an e-mail address, such as network@example.org")
        tls = self._text("MAIL_TLS", "yes").lower()
        if tls not in {"yes", "no"}:
            self.faults.append("MAIL_TLS is to be yes or no")
        if not host and not is_loopback(origin):
            self.faults.append("MAIL_HOST is missing: name the SMTP server that sends invitations")
        return Mail(
            host=host or None,
            port=int(port),
            username=self._text("MAIL_USERNAME", "") or None,
            password=self._text("MAIL_PASSWORD", "") or None,
            uses_tls=tls != "no",
            sender=sender,
        )

    def _file(self, name: str) -> Path | None:
        text = self._text(name, "")
        if not text:
            return None
        path = Path(text)
        if not path.is_file():
            self.faults.append(f"{name} names a file that is not there: {text}")
        return path
