"""Asking the virus scanner: what it finds, and what it means where it does not answer (`B23`)."""

import time

import pytest

from network.core.files.clamd import ScannerAway, ask
from network.settings import Settings, SettingsFault, VirusScanner
from tests.support.clamd import scanning
from tests.support.documents import EICAR
from tests.support.ports import free_port


@pytest.mark.parametrize("size", [0, 1, 65_536, 300_000])
def test_a_clean_file_is_seen_whole(size):
    with scanning() as (scanner, seen):
        assert ask(scanner, b"a" * size) is None
    assert seen == [b"a" * size]


def test_what_is_found_is_named():
    with scanning() as (scanner, _):
        assert ask(scanner, b"a" * 100_000 + EICAR) == "Eicar-Signature"


def test_a_scanner_at_a_path(tmp_path):
    with scanning(at=tmp_path / "clamd.ctl") as (scanner, _):
        assert ask(scanner, b"a") is None
        assert ask(scanner, EICAR) == "Eicar-Signature"


@pytest.mark.parametrize(
    "said",
    [
        b"",
        b"\0",
        b"INSTREAM size limit exceeded. ERROR\0",
        b"stream: Can't allocate memory ERROR\0",
        b"stream: maybe OK\0",
        b"FOUND\0",
        b"stream: FOUND\0",
        b"OK" + b" " * 10_000,
        b"\xff\xfe\0",
    ],
)
def test_an_answer_that_is_none_is_none(said):
    with scanning(lambda _: said) as (scanner, _), pytest.raises(ScannerAway):
        ask(scanner, b"a")


def test_a_scanner_that_hangs_is_not_waited_for():
    began = time.monotonic()
    with scanning(lambda _: None) as (scanner, _), pytest.raises(ScannerAway):
        ask(scanner, b"a", patience=0.2)
    assert time.monotonic() - began < 3


def test_a_scanner_that_is_not_there(tmp_path):
    for scanner in (VirusScanner(host="127.0.0.1", port=free_port()), VirusScanner(path=str(tmp_path / "gone"))):
        with pytest.raises(ScannerAway):
            ask(scanner, b"a")


@pytest.mark.parametrize(
    ("text", "scanner"),
    [
        ("", None),
        ("unix:/run/clamav/clamd.ctl", VirusScanner(path="/run/clamav/clamd.ctl")),
        ("unix:///run/clamav/clamd.ctl", VirusScanner(path="/run/clamav/clamd.ctl")),
        ("tcp://127.0.0.1:3310", VirusScanner(host="127.0.0.1", port=3310)),
        ("tcp://[::1]:3310", VirusScanner(host="::1", port=3310)),
    ],
)
def test_the_setting(text, scanner):
    settings = Settings.from_environment({"SECRET_KEY": "a key for tests, of enough characters", "VIRUS_SCANNER": text})
    assert settings.virus_scanner == scanner


@pytest.mark.parametrize(
    "text", ["clamd", "unix:clamd.ctl", "tcp://127.0.0.1", "tcp://a:b", "tcp://:3310", "tcp://a:99999", "http://a:1"]
)
def test_a_setting_that_is_none_is_named(text):
    with pytest.raises(SettingsFault, match="VIRUS_SCANNER is to be as unix:"):
        Settings.from_environment({"SECRET_KEY": "a key for tests, of enough characters", "VIRUS_SCANNER": text})
