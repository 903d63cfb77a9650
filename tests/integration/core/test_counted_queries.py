"""The counter that holds lists to a constant number of queries."""

from network.core.permissions import Role
from tests.support.queries import counted_queries


def test_a_page_s_statements_are_counted_and_nothing_after_it(app, world, client_of):
    client = client_of(world.person(Role.ORGANISATION_LEAD))
    with counted_queries(app) as queries:
        client.get("/privacy")
    counted = queries.count
    assert counted >= 2, "the sign-in and its roles are read"
    assert all("set_config" not in statement for statement in queries.statements)
    client.get("/privacy")
    assert queries.count == counted


def test_twice_the_page_is_twice_the_count(app, world, client_of):
    client = client_of(world.person(Role.ORGANISATION_LEAD))
    with counted_queries(app) as once:
        client.get("/privacy")
    with counted_queries(app) as twice:
        client.get("/privacy")
        client.get("/privacy")
    assert twice.count == 2 * once.count
