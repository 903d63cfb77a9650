"""A pledge that is taken off the list: what showed it, and who was looking."""

from __future__ import annotations

import pytest

from network.charter.queries import evidence, pledges
from network.charter.rules.evidence import EvidenceText
from network.charter.service import checks
from network.charter.service.evidence import add_link
from network.core.commit import commit
from network.core.permissions import Role
from network.organisations.public import list_partners
from tests.factories import charter as charters

LEAD = Role.ORGANISATION_LEAD


@pytest.fixture
def pledge(charter, world, clock, acting):
    """A pledge that is in place, with a link that shows it, and that `other` was asked to look at."""
    with acting(world.person(LEAD, "other")):
        charters.sign(world.person(LEAD, "other"), charter, clock)
    with acting(world.person(LEAD)) as actor:
        charters.sign(world.person(LEAD), charter, clock)
        made = charters.put_in_place(actor, pledges.list_actions_of(actor, world.own)[0], clock)
        add_link(actor, made, EvidenceText("The letter"), "https://www.example.org/letter", clock)
        assert world.other in {partner.id for partner in list_partners()}
        checks.ask_peer(actor, made, world.other, "", clock)
        commit()
    return made


@pytest.fixture
def lead(pledge, world, client_of):
    """A lead who has just taken it off the list."""
    lead = client_of(world.person(LEAD))
    lead.post(f"/charter/pledges/{pledge}/end", form_at=f"/charter/pledges/{pledge}/end", to="/charter/ours")
    return lead


def test_what_showed_it_can_be_removed_still(lead, pledge, acting, world):
    """The organisation's room is its own: nothing stays in it that nobody can reach."""
    path = f"/charter/pledges/{pledge}/evidence"
    assert lead.get("/charter/ours").tree.xpath(f"//main//a[@href='{path}']")
    page = lead.get(path)
    assert not page.tree.xpath("//input[@name='title']"), "nothing is added to what is over"
    (remove,) = page.tree.xpath("//form[contains(@action, '/remove')]/@action")
    lead.post(remove, form_at=path, to=path)
    with acting(world.person(LEAD)) as actor:
        assert evidence.count_evidence(actor) == {}
    assert not lead.get("/charter/ours").tree.xpath(f"//main//a[@href='{path}']")


def test_nothing_is_added_to_it(lead, pledge):
    sent = {"title": "More", "kind": "link", "address": "https://www.example.org/more"}
    lead.post(f"/charter/pledges/{pledge}/evidence", sent, form_at="/charter/sign/actions", status=404)


def test_nobody_looks_at_it_any_more(lead, pledge, client_of, world, audited):
    """The other partner is not left with a question that can come to nothing."""
    assert len(audited("charter.check.close")) == 1
    for client in (lead, client_of(world.person(LEAD, "other"))):
        assert "Closed" in client.get("/charter/checks").text
