"""The signatory signs from their own address, by the link that was sent to them."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from sqlalchemy import select

from network.charter.messages import SignatureAsked, SignatureDeclined
from network.charter.models import Signatory
from network.charter.service import preparing
from network.core.commit import commit
from network.core.database import db
from network.core.permissions import Role
from network.core.tenancy import scoped, system_scope
from tests.factories import charter as charters

LEAD = Role.ORGANISATION_LEAD
SIGNATURE = {"typed_signature": "Ash Okafor", "is_authorised": "y"}


@pytest.fixture
def token(charter, app, world, clock):
    """Of the link that Ash Okafor was sent."""
    with app.app_context():
        return charters.send(world.person(LEAD), charter, clock)


@pytest.fixture
def signatories(app):
    """Who answers for signatures, and who did."""

    def look():
        with app.app_context(), system_scope(db.session(), "a test looks") as system:
            return list(db.session.scalars(scoped(select(Signatory), system, Signatory).order_by(Signatory.id)))

    return look


def test_the_whole_way(charter, world, client_of, visitor, signatures, signatories, messages, audited):
    lead = client_of(world.person(LEAD))
    lead.post(
        "/charter/sign/actions",
        {"text_1": "One", "owner_name_1": "A", "text_2": "Two", "owner_name_2": "B"},
        to="/charter/sign",
    )
    named = {
        "who": "somebody-else",
        "signatory_name": "Ash Okafor",
        "job_title": "Chair",
        "signatory_email": "Ash.Okafor@HarrowHill.example",
        "basis": "chief-officer",
    }
    lead.post("/charter/sign/signatory", named, to="/charter/sign")
    check = lead.get("/charter/sign/check")
    assert not check.tree.xpath("//input[@name='typed_signature']"), "it is not theirs to sign"
    lead.post("/charter/sign/send", form_at="/charter/sign/check", to="/charter/sign")
    waiting = lead.get("/charter/sign")
    assert "Ash Okafor has it to sign" in waiting.text
    lead.get("/charter/sign/check", status=303)

    (asked,) = messages()
    assert isinstance(asked, SignatureAsked)
    email = asked.email("https://network.example.org")
    assert email.to == "ash.okafor@harrowhill.example"
    assert world.person(LEAD).name in email.text
    path = f"/charter/confirm/{asked.token}"
    assert f"https://network.example.org{path}" in email.text

    page = visitor.get(path)
    for words in ("Harrow Hill Council", "What we mean by trauma", "One", "Two", "Ash Okafor"):
        assert words in page.text
    assert page.answer.headers["Cache-Control"] == "no-store"
    assert signatures() == []
    thanks = visitor.post(path, SIGNATURE, status=200)
    assert thanks.heading == "Thank you"
    (signature,) = signatures()
    assert (signature.signatory_name, signature.actions) == ("Ash Okafor", ("One", "Two"))
    (signatory,) = signatories()
    assert (signatory.email, signatory.user_id) == ("ash.okafor@harrowhill.example", None)
    told = {message.to for message in messages() if message.kind == "charter.signed"}
    assert told == {"ash.okafor@harrowhill.example", world.person(LEAD).email}
    (entry,) = audited("charter.charter.sign")
    assert (entry.chain_id, entry.user_id) == (world.own, None)
    visitor.get(path, status=404)


def test_a_link_that_is_none_and_one_that_is_over_answer_alike(token, app, world, clock, visitor):
    """B5, B12, U37."""
    clock.advance(timedelta(days=21, seconds=-1))
    visitor.get(f"/charter/confirm/{token}")
    clock.advance(timedelta(seconds=1))
    over = visitor.get(f"/charter/confirm/{token}", status=404)
    none = visitor.get(f"/charter/confirm/{'x' * 43}", status=404)
    assert over.lasting == none.lasting
    assert len(over.tree.xpath("//main//a")) >= 2
    assert visitor.raw.post(f"/charter/confirm/{token}/decline").status_code in {400, 404}


def test_sent_again_the_first_link_opens_nothing(token, app, world, clock, client_of, visitor, messages):
    client_of(world.person(LEAD)).post("/charter/sign/send", form_at="/charter/sign", to="/charter/sign")
    visitor.get(f"/charter/confirm/{token}", status=404)
    later = [each.token for each in messages() if isinstance(each, SignatureAsked)]
    assert len(later) == 2
    visitor.get(f"/charter/confirm/{next(each for each in later if each != token)}")


def test_taken_back_it_can_be_changed(token, world, client_of, visitor):
    lead = client_of(world.person(LEAD))
    refused = lead.post("/charter/sign/statement", {"statement": "More"}, status=422)
    assert "Ash Okafor has it to sign now" in refused.text
    lead.post("/charter/sign/take-back", form_at="/charter/sign", to="/charter/sign")
    visitor.get(f"/charter/confirm/{token}", status=404)
    lead.post("/charter/sign/statement", {"statement": "More"}, to="/charter/sign")


def test_no_reason_is_asked_for_a_no(token, world, client_of, visitor, signatures, messages):
    """U15."""
    page = visitor.post(f"/charter/confirm/{token}/decline", form_at=f"/charter/confirm/{token}", status=200)
    assert page.heading == "Nothing was signed"
    assert signatures() == []
    (told,) = [each for each in messages() if isinstance(each, SignatureDeclined)]
    assert told.to == world.person(LEAD).email
    visitor.get(f"/charter/confirm/{token}", status=404)
    lead = client_of(world.person(LEAD))
    assert lead.get("/charter/sign/check").tree.xpath("//form[contains(@action, '/send')]"), "it can be sent again"


def test_a_version_replaced_meanwhile_is_not_signed(token, app, world, clock, visitor, signatures):
    form = {**visitor._hidden_fields(f"/charter/confirm/{token}"), **SIGNATURE}
    with app.app_context():
        charters.publish_next_version(world, clock)
    page = visitor._checked(visitor.raw.post(f"/charter/confirm/{token}", data=form), 409)
    assert page.heading == "The charter has changed"
    assert signatures() == []


@pytest.mark.parametrize("changes", [{"typed_signature": "Nobody"}, {"typed_signature": ""}, {"is_authorised": None}])
def test_what_is_missing_is_said(token, visitor, signatures, changes):
    sent = {name: value for name, value in {**SIGNATURE, **changes}.items() if value is not None}
    page = visitor.post(f"/charter/confirm/{token}", sent, status=422)
    assert len(page.errors) == 1
    assert signatures() == []


def test_eight_at_once_are_one_signature(token, app, client_of, signatures, audited):
    browsers = [client_of(None) for _ in range(8)]
    path = f"/charter/confirm/{token}"
    forms = [{**each._hidden_fields(path), **SIGNATURE} for each in browsers]
    together = Barrier(8, timeout=20)

    def send(browser, sent):
        together.wait()
        return browser.raw.post(path, data=sent).status_code

    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(send, browsers, forms))
    assert sorted(answers)[0] == 200
    assert answers.count(200) == 1, answers
    assert set(answers) <= {200, 404, 409}
    assert len(signatures()) == len(audited("charter.charter.sign")) == 1


def test_links_are_not_guessed(charter, visitor):
    """B3."""
    answers = [visitor.raw.get(f"/charter/confirm/{number:043}").status_code for number in range(12)]
    assert answers.count(404) == 10
    assert answers.count(429) == 2


def test_the_link_is_nobodys_to_use_once_the_organisation_signed_otherwise(token, app, world, clock, visitor):
    with app.app_context():
        actor = charters.actor_of(world.person(LEAD))
        preparing.take_back(actor, clock)
        commit()
        charters.sign(world.person(LEAD), 1, clock)
    visitor.get(f"/charter/confirm/{token}", status=404)
