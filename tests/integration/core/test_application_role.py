"""`network db upgrade --create-application-role`: the second time too, by an owner who is no superuser (`B13`)."""

import stat

from sqlalchemy import make_url

from network.core.application_role import NAME, create
from network.core.schema import owner_engine
from tests.support import postgres


def test_an_owner_without_superuser_rights_makes_it_and_makes_it_again(database, tmp_path):
    if not database.is_postgresql:
        return
    # As with most hosts of databases: whoever owns one there may create roles, and is no superuser.
    owner = owner_engine(
        make_url(database.url)
        .set(username=postgres.OWNER, password=postgres.OWNER)
        .render_as_string(hide_password=False)
    )
    file = tmp_path / "application.env"
    with owner.connect() as connection:
        assert create(connection, file) == NAME
        first = file.read_text(encoding="utf-8")
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        create(connection, file)
        assert file.read_text(encoding="utf-8") == first, "a password that is known stays"
        connection.rollback()  # the other tests sign in with the one from before
    owner.dispose()
    role = make_url(first.strip().removeprefix("DATABASE_URL="))
    assert (role.username, role.database) == (NAME, make_url(database.url).database)
    assert len(role.password or "") >= 32
