"""What nobody may see of the keys (`B24`)."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from network.core.credentials import (
    IssuedCredential,
    SigningKey,
    keys,
)
from network.core.crypto import KeyRing, Undecipherable
from network.core.database import db
from network.core.tenancy import UnscopedQuery
from tests.support.databases import table_counts


def test_no_request_reads_the_keys_by_itself(about, app):
    for model in (SigningKey, IssuedCredential):
        with app.app_context(), pytest.raises(UnscopedQuery):
            db.session.scalars(select(model)).all()


def test_the_private_key_is_nowhere(app, about, database, visitor, caplog, capsys):
    with app.app_context():
        _, key = keys.current_key()
    sign_once = visitor.raw.get("/credentials/status/1").text
    pem = key.as_pem(private=True).decode().splitlines()
    secrets_of_it = [*pem[1:-1], *(key.as_dict(private=True)[part] for part in ("d", "p", "q", "dp", "dq", "qi"))]
    numbers = key.private_key.private_numbers()
    raw = [number.to_bytes((number.bit_length() + 7) // 8, "big") for number in (numbers.d, numbers.p, numbers.q)]
    with database.owner.connect() as connection:
        values = [
            value
            for name in table_counts(database)
            for row in connection.exec_driver_sql(f'SELECT * FROM "{name}"')
            for value in row
        ]
    held = b"\n".join(value if isinstance(value, bytes) else str(value).encode() for value in values)
    assert len(held) > 1000
    seen = sign_once + visitor.raw.get("/.well-known/jwks.json").text + caplog.text + "".join(capsys.readouterr())
    for secret in secrets_of_it:
        assert secret.encode() not in held
        assert secret not in seen
    assert not any(each in held for each in raw)


def test_a_key_that_cannot_be_opened_says_nothing_of_itself(about, app, caplog):
    ring = app.extensions["key_ring"]
    app.extensions["credential_office"].opened.clear()
    try:
        app.extensions["key_ring"] = KeyRing({"another": b"9" * 32})
        with app.app_context(), pytest.raises(Undecipherable) as refused:
            keys.current_key()
    finally:
        app.extensions["key_ring"] = ring
    assert str(refused.value) == "The encryption key local is missing from the settings"
    assert "PRIVATE" not in caplog.text


def test_what_an_application_keeps_does_not_show_it(about, app):
    with app.app_context():
        keys.current_key()
    assert app.extensions["credential_office"].opened
    assert "opened" not in repr(app.extensions["credential_office"])
