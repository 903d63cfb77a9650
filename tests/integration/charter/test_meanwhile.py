"""What happens between preparing and signing: another version, a withdrawal, another purpose."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from threading import Barrier

import pytest

from network.charter.default_charter import DEFAULT_CHARTER
from network.charter.messages import AffirmationAsked
from network.charter.queries import pledges
from network.charter.queries.ours import read_ours
from network.charter.rules.pledges import PledgeText
from network.charter.service import preparing
from network.charter.service.pledges import add_commitment, end_pledge
from network.charter.text import PrincipleText
from network.core.commit import commit
from network.core.permissions import Role
from tests.factories import charter as charters

LEAD = Role.ORGANISATION_LEAD
SIGNATURE = {"typed_signature": "Ash Okafor", "is_authorised": "y"}


@pytest.fixture
def lead(charter, app, world, clock, client_of):
    """A lead whose organisation has signed the first version."""
    with app.app_context():
        charters.sign(world.person(LEAD), charter, clock)
    return client_of(world.person(LEAD))


def asked_to_succeed(app, world, clock, details=charters.BY_LINK):
    """Somebody else is to answer for the signature; the token of their link, if they have one."""
    with app.app_context():
        actor = charters.actor_of(world.person(LEAD))
        preparing.name_successor(actor, details, 0, clock)
        if not details.signs_themselves:
            preparing.send_to_signatory(actor, 1, clock)
        commit()
        return "" if details.signs_themselves else charters.token_sent()


def test_prepared_on_one_version_and_sent_on_the_next_it_can_be_signed(
    charter, app, world, clock, client_of, visitor, signatures
):
    with app.app_context():
        charters.prepare(world.person(LEAD), clock, charters.BY_LINK)
        charters.publish_next_version(world, clock)
    client_of(world.person(LEAD)).post("/charter/sign/send", form_at="/charter/sign/check", to="/charter/sign")
    with app.app_context():
        link = f"/charter/confirm/{charters.token_sent()}"
    visitor.post(link, SIGNATURE, form_at=link, status=200)
    assert [each.version for each in signatures()] == [2]


def test_whoever_takes_over_reads_the_version_that_was_signed(lead, app, world, clock, visitor):
    with app.app_context():
        charters.publish_next_version(world, clock, "A charter for the years to come")
    page = visitor.get(f"/charter/confirm/{asked_to_succeed(app, world, clock)}")
    assert DEFAULT_CHARTER.title in page.text
    assert "A charter for the years to come" not in page.text


def test_a_signature_that_is_taken_back_is_nobodys_to_take_over(lead, app, world, clock, visitor, audited):
    link = f"/charter/confirm/{asked_to_succeed(app, world, clock)}"
    lead.post("/charter/withdraw", form_at="/charter/withdraw", to="/charter/ours")
    visitor.get(link, status=404)
    assert len(audited("charter.signing.drop")) == 1
    assert not audited("charter.signing.succeed")


def test_a_signature_that_is_taken_back_is_not_taken_over_by_a_lead(lead, app, world, clock):
    asked_to_succeed(app, world, clock, charters.DETAILS)
    lead.post("/charter/withdraw", form_at="/charter/withdraw", to="/charter/ours")
    lead.get("/charter/successor/check", status=404)


def test_what_is_prepared_to_take_over_signs_no_new_version(lead, app, world, clock, signatures):
    asked_to_succeed(app, world, clock, charters.DETAILS)
    with app.app_context():
        actor = charters.actor_of(world.person(LEAD))
        for action in pledges.list_actions_of(actor, world.own):
            end_pledge(actor, action.id, action.version, clock)
        commit()
        charters.publish_next_version(world, clock)
    lead.post("/charter/sign/check", {**SIGNATURE, "number": "2"}, form_at="/charter/sign/actions", status=422)
    assert [each.version for each in signatures()] == [1]


def test_a_link_to_take_over_is_not_shown_as_one_to_sign(lead, app, world, clock):
    asked_to_succeed(app, world, clock)
    with app.app_context():
        charters.publish_next_version(world, clock)
    page = lead.get("/charter/sign")
    assert "has it to sign" not in page.text
    assert page.tree.xpath("//a[@href='/charter/sign/signatory']")


@pytest.fixture
def asked(messages):
    """By when the last who was asked to sign a new version is to do so."""
    return lambda: [each for each in messages() if isinstance(each, AffirmationAsked)][-1].affirm_by


def test_a_third_version_gives_those_who_had_yet_to_sign_the_second_as_long(
    lead, app, world, clock, signatures, asked, visitor, audited
):
    """CH-6: nobody is asked to sign what was published two days before their signature ends."""
    with app.app_context():
        charters.publish_next_version(world, clock, days=40)
        clock.advance(timedelta(days=38))
        charters.publish_next_version(world, clock, days=91)
    assert signatures()[0].term.until == clock.today() + timedelta(days=91)
    assert asked() == str(signatures()[0].term.until)
    assert "stand until 27 March 2027" in visitor.get("/charter/versions/1").text
    assert [entry.changes for entry in audited("charter.version.keep_standing")] == [
        {"number": 1, "until": "2027-03-27"}
    ]


def test_a_third_version_shortens_nobodys_time(lead, app, world, clock, signatures, asked):
    with app.app_context():
        charters.publish_next_version(world, clock, days=200)
        charters.publish_next_version(world, clock, days=30)
    assert asked() == str(signatures()[0].term.until) == str(clock.today() + timedelta(days=200))


def test_a_third_version_revives_nothing(lead, app, world, clock, signatures, messages):
    with app.app_context():
        charters.publish_next_version(world, clock, days=40)
        clock.advance(timedelta(days=41))
        charters.publish_next_version(world, clock, days=91)
    assert not signatures()[0].is_current
    assert len([each for each in messages() if isinstance(each, AffirmationAsked)]) == 1


def test_whoevers_year_ends_sooner_is_told_their_own_day(lead, app, world, clock, signatures, asked):
    with app.app_context():
        clock.advance(timedelta(days=350))
        charters.publish_next_version(world, clock, days=91)
    assert asked() == str(signatures()[0].term.until) == "2027-11-18"


@pytest.mark.parametrize("formerly", ["Trust", "trust"])
def test_a_commitment_follows_its_principle_past_a_version_that_was_not_signed(
    lead, app, world, clock, acting, formerly
):
    """D8."""
    trust = DEFAULT_CHARTER.principles[1]
    renamed = PrincipleText("Trustworthiness", trust.meaning, formerly)
    second = replace(DEFAULT_CHARTER, principles=(DEFAULT_CHARTER.principles[0], renamed))
    with acting(world.person(LEAD)) as actor:
        said = PledgeText("We say who will be there", "Reception", clock.today() + timedelta(days=30))
        add_commitment(actor, trust.name, said, clock)
        commit()
        charters.publish_next_version(world, clock, text=second)
        number = charters.publish_next_version(world, clock, text=second.as_next())
    with acting(world.person(LEAD)) as actor:
        assert [len(each.commitments) for each in read_ours(actor, clock.today()).principles] == [0, 1]
        charters.sign(world.person(LEAD), number, clock)
        kept = [each.principle for each in pledges.list_pledges_of(actor, world.own) if each.principle]
    assert kept == ["Trustworthiness"]


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        (charters.ACTIONS[::-1], {0, 1}),
        (("Another", charters.ACTIONS[0]), {0}),
        (("Another", "And another"), set()),
        ((charters.ACTIONS[1], charters.ACTIONS[1]), {1}),
    ],
)
def test_an_action_that_goes_on_is_the_same_in_whichever_place(lead, world, clock, acting, said, kept):
    """Naming the second first loses neither how far it came nor what shows it."""
    with acting(world.person(LEAD)) as actor:
        before = [each.id for each in pledges.list_actions_of(actor, world.own)]
        charters.choose_actions(actor, clock, said)
        commit()
        after = pledges.list_actions_of(actor, world.own)
    assert sorted(each.text for each in after) == sorted(said)
    assert {before.index(each.id) for each in after if each.id in before} == kept


def test_a_link_on_a_version_that_was_replaced_holds_nobody_up(
    charter, app, world, clock, client_of, visitor, signatures
):
    with app.app_context():
        dead = charters.send(world.person(LEAD), charter, clock)
        charters.publish_next_version(world, clock)
    lead = client_of(world.person(LEAD))
    assert "has it to sign" not in lead.get("/charter/ours").text
    assert "has it to sign" not in lead.get("/charter/sign").text
    lead.post(
        "/charter/sign/statement", {"statement": "We sign."}, form_at="/charter/sign/statement", to="/charter/sign"
    )
    visitor.get(f"/charter/confirm/{dead}", status=404)
    lead.post("/charter/sign/send", form_at="/charter/sign/check", to="/charter/sign")
    assert "has it to sign" in lead.get("/charter/sign").text
    with app.app_context():
        link = f"/charter/confirm/{charters.token_sent()}"
    visitor.post(link, SIGNATURE, form_at=link, status=200)
    assert [each.version for each in signatures()] == [2]


def test_whoever_signs_while_the_next_version_is_published_is_asked_for_it(
    charter, app, world, clock, client_of, signatures, messages
):
    """A signature on a version that is replaced at this moment comes before that, or is none."""
    with app.app_context():
        charters.prepare(world.person(LEAD), clock)
        charters.draft_version(world, clock)
    lead, coordinator = client_of(world.person(LEAD)), client_of(world.person(Role.COORDINATOR, "host"))
    check, publish, day = "/charter/sign/check", "/charter/versions/2/publish", clock.today() + timedelta(days=60)
    signing = {**lead._hidden_fields(check), **SIGNATURE}
    parts = {f"affirm_by-{part}": getattr(day, part) for part in ("day", "month", "year")}
    publishing = {**coordinator._hidden_fields(publish), **parts}
    start = Barrier(2)

    def send(client, path, sent):
        start.wait()
        return client.raw.post(path, data=sent).status_code

    with ThreadPoolExecutor(2) as pool:
        signed, published = pool.map(send, (lead, coordinator), (check, publish), (signing, publishing))
    assert (signed, published) in {(303, 303), (409, 303)}
    asked = [each for each in messages() if isinstance(each, AffirmationAsked)]
    assert len(asked) == len(signatures()) == (signed == 303)
