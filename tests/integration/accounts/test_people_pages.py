"""The pages on which people are invited and roles are ended."""
from network.core.permissions import Role


def test_walk(app, world, client_of, visitor):
    lead = client_of(world.person(Role.ORGANISATION_LEAD))
    for path in ("/", "/people", "/people?show=former", "/people?q=zz", f"/organisations/{world.own}/people/invitations", f"/organisations/{world.own}/people/invite", "/keys", "/keys/new", "/choose-organisation"):
        print(path, lead.get(path).heading)
    page = lead.post(f"/organisations/{world.own}/people/invite", {"email": "a@example.org", "name": "A B", "role": "champion"})
    print(page.location)
    print(lead.get(page.location).texts("//table//tr"))
    print(visitor.get("/").heading)
    print(visitor.get("/invitations/abc", status=404).heading)
