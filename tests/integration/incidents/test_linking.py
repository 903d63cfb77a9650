"""A referral finds the person it is about: at once where they have an account, and when they get one (CI-8)."""

from network.core.commit import commit
from network.core.permissions import Role
from network.incidents.public import link_person

LATER = "jo.later@example.org"


def join(app, person, organisation_id, email=LATER):
    with app.app_context():
        linked = link_person(person.user_id, email, organisation_id)
        commit()
    return linked


def test_somebody_with_an_account_has_their_page_at_once(service, client_of):
    referral_id = service.refer()
    client_of(service.staff_member).get(f"/support/mine/{referral_id}")


def test_somebody_who_joins_later_finds_theirs(app, service, world, client_of):
    referral_id = service.refer(staff_email="Jo.Later@example.org")
    newcomer = service.add_person("own", Role.STAFF_MEMBER)
    client_of(newcomer).get(f"/support/mine/{referral_id}", status=404)
    assert join(app, newcomer, world.own) == 1
    client_of(newcomer).get(f"/support/mine/{referral_id}")
    assert join(app, service.add_person("own", Role.STAFF_MEMBER), world.own) == 0, "it is found once"


def test_nobody_else_finds_it(app, service, world):
    service.refer(staff_email=LATER)
    person = service.add_person("own", Role.STAFF_MEMBER)
    assert join(app, person, world.own, "jo.another@example.org") == 0
    assert join(app, person, world.other) == 0
    assert join(app, service.manager, world.own) == 0


def test_a_draft_is_found_by_nobody(app, service, world):
    service.draft()
    assert join(app, service.add_person("own", Role.STAFF_MEMBER), world.own) == 0
