"""Another key while people read and write: nothing is unreadable, and the old key is needed no more (B24)."""

from __future__ import annotations

import base64
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import select

from network.accounts.models import User
from network.app import create_app
from network.cli.keys import keys
from network.core.commit import commit
from network.core.crypto import Place, Undecipherable, seal, unseal
from network.core.database import db, new_id
from network.core.permissions import Role
from network.core.tenancy import system_scope, unscoped
from network.settings import Settings

READERS, ROUNDS = 3, 25
OLD, NEW = (base64.b64encode(each * 32).decode() for each in (b"o", b"n"))


def installed(database, clock, tmp_path, encryption_keys):
    """An application on the same database, whose settings hold these keys."""
    environment = {
        "SECRET_KEY": "a key for tests, of more than enough characters",
        "DATABASE_URL": database.url,
        "INSTANCE_FOLDER": str(tmp_path),
        "ENCRYPTION_KEYS": encryption_keys,
    }
    return create_app(Settings.from_environment(environment, is_testing=True), clock)


@pytest.fixture
def apps(app, database, clock, tmp_path):
    """Before, meanwhile, and afterwards: the application with one key, with both, and with the other."""
    made = [installed(database, clock, tmp_path, each) for each in (f"old:{OLD}", f"new:{NEW},old:{OLD}", f"new:{NEW}")]
    yield made
    for each in made:
        with each.app_context():
            db.engine.dispose()


def test_rotated_while_running(apps, world, clock):
    before, meanwhile, afterwards = apps
    place = Place(world.own, "referral", "narrative_sealed", new_id())
    with before.app_context():
        first = seal("as it was", place, clock)
        commit()

    def read_and_write(_):
        with meanwhile.app_context():
            for number in range(ROUNDS):
                assert unseal(first, place) == "as it was"
                sealed = seal(str(number), place, clock)
                commit()
                assert unseal(sealed, place) == str(number)
        return True

    with ThreadPoolExecutor(READERS + 1) as pool:
        readers = [pool.submit(read_and_write, number) for number in range(READERS)]
        for command in ("rewrap", "renew", "rewrap"):
            run = meanwhile.test_cli_runner().invoke(keys, [command])
            assert run.exit_code == 0, run.output
        assert [each.result() for each in readers] == [True] * READERS

    with afterwards.app_context():
        assert unseal(first, place) == "as it was"


def test_until_then_the_old_one_is_needed(apps, world, clock):
    before, meanwhile, afterwards = apps
    place = Place(world.own, "referral", "narrative_sealed", new_id())
    with before.app_context():
        sealed = seal("as it was", place, clock)
        commit()
    with afterwards.app_context(), pytest.raises(Undecipherable):
        unseal(sealed, place)
    run = afterwards.test_cli_runner().invoke(keys, ["rewrap"])
    assert run.exit_code == 1
    assert "The encryption key old is missing from the settings. Put it back" in run.output
    assert "1 data keys" in meanwhile.test_cli_runner().invoke(keys, ["rewrap"]).output
    assert "0 data keys" in meanwhile.test_cli_runner().invoke(keys, ["rewrap"]).output
    with afterwards.app_context():
        assert unseal(sealed, place) == "as it was"


def test_second_steps_go_on(apps, world):
    """Whoever signs in with an app notices nothing."""
    before, meanwhile, afterwards = apps
    lead = world.person(Role.INCIDENT_LEAD)
    first, _, last = (each.extensions["authenticator_codes"] for each in apps)
    sealed = first.generate_totp_secret()
    with before.app_context(), system_scope(db.session(), "an app of theirs"):
        _user(lead).tf_totp_secret = sealed
        commit()
    assert "1 second steps" in meanwhile.test_cli_runner().invoke(keys, ["rewrap"]).output
    assert "0 second steps" in meanwhile.test_cli_runner().invoke(keys, ["rewrap"]).output
    with afterwards.app_context(), system_scope(db.session(), "a test looks"):
        anew = _user(lead).tf_totp_secret
    assert anew != sealed
    assert last.get_totp_b32_key(anew) == first.get_totp_b32_key(sealed)
    with pytest.raises(KeyError):
        first.get_totp_b32_key(anew)


def _user(person):
    return db.session.scalars(unscoped(select(User).where(User.id == person.user_id), "somebody in a test")).one()
