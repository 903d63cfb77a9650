"""Signing, from the charter's page to the certificate (CH-2, CH-5)."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import uuid4

import pytest

from network.charter import public, rules, service
from network.charter.public import CharterSigned
from network.core import tenancy
from network.core.commit import commit
from network.core.database import db
from network.core.permissions import Role
from network.core.tenancy import system_scope
from network.organisations.models import Organisation, Standing
from tests.factories import charter as charters

LEAD = Role.ORGANISATION_LEAD
ANSWERS = {
    "signatory_name": "Ash Okafor",
    "job_title": "Chief executive",
    "basis": "chief-officer",
    "statement": "We begin with our front desk.",
    "is_authorised": "y",
}


def hidden_fields(page, button="sign"):
    """What the check page would send."""
    fields = page.tree.xpath(f"//main//form[.//button[@name='{button}']]//input[@type='hidden']")
    return {field.get("name"): field.get("value", "") for field in fields}


def sign_on_the_pages(client, **changes):
    check = client.post("/charter/sign", {**ANSWERS, "check": "Check", **changes}, status=200)
    sent = {**hidden_fields(check), "sign": "Sign"}
    return client.raw.post("/charter/sign", data=sent), sent


def test_a_lead_signs_in_three_steps(charter, world, client_of, signatures, acting):
    client = client_of(world.person(LEAD))
    form = client.get("/charter/sign")
    assert form.tree.xpath("//input[@name='signatory_name']/@value") == [world.person(LEAD).name], "U38"
    assert not form.tree.xpath("//input[@checked]"), "U18"

    check = client.post("/charter/sign", {**ANSWERS, "check": "Check"}, status=200)
    assert check.heading.endswith("Check what you will sign")
    assert "Ash Okafor" in check.text
    assert "What we mean by trauma" in check.text, "the exact text is shown"
    assert signatures() == [], "nothing is signed yet"

    answer = client.raw.post("/charter/sign", data={**hidden_fields(check), "sign": "Sign"})
    assert (answer.status_code, answer.location) == (303, "/charter/signed")
    confirmation = client.get("/charter/signed")
    assert "Harrow Hill Council, version 1, 18 November 2026" in confirmation.text

    (signature,) = signatures()
    assert (signature.signatory_name, signature.job_title) == ("Ash Okafor", "Chief executive")
    assert signature.statement == "We begin with our front desk."
    with acting(world.person(LEAD)) as actor:
        assert signature.text_hash == public.current_version(actor).text_hash
    charter_page = client.get("/charter")
    assert "Harrow Hill Council signed on 18 November 2026" in charter_page.text
    assert not charter_page.tree.xpath("//main//a[@href='/charter/sign']"), "there is nothing more to sign"
    entry = client.get(f"/charter/signatories/{world.own}")
    assert "We begin with our front desk." in entry.text
    assert client_of(None).raw.get(f"/charter/signatures/{signature.id}/certificate.pdf").data.startswith(b"%PDF")


def test_signing_is_audited_and_thanked(charter, world, clock, acting, audited, messages):
    with acting(world.person(LEAD)) as actor:
        signature_id = charters.sign(world.person(LEAD), charter, clock)
        text_hash = public.current_version(actor).text_hash
    (entry,) = audited("charter.charter.sign")
    assert entry.entity_id == signature_id
    assert entry.chain_id == world.own
    assert entry.changes["text_hash"] == text_hash
    (message,) = messages()
    email = message.email("https://network.example.org")
    assert email.to == world.person(LEAD).email
    assert f"https://network.example.org/charter/signatures/{signature_id}/certificate.pdf" in email.text
    assert not re.search("trauma|incident|therapy", email.subject + email.text, re.IGNORECASE), "U31"


def test_signing_makes_a_partner_and_is_news(charter, app, world, clock, monkeypatch):
    heard = []
    monkeypatch.setattr(service, "announce", heard.append)
    with app.app_context():
        with system_scope(db.session(), "an invited organisation"):
            db.session.get(Organisation, world.own).standing = Standing.INVITED
        signature_id = charters.sign(world.person(LEAD), charter, clock)
        assert db.session.get(Organisation, world.own).standing is Standing.PARTNER
    assert heard == [CharterSigned(world.own, signature_id, 1, clock.now())]


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"is_authorised": ""}, rules.NEEDS_AUTHORITY),
        ({"signatory_name": " "}, "Enter your name"),
        ({"job_title": ""}, "Enter your job title"),
        ({"basis": ""}, "Choose what lets you sign for your organisation"),
        ({"basis": "king"}, "Choose from the list"),
        ({"basis": "other"}, "Say in a few words what lets you sign for your organisation"),
        ({"signatory_name": "A" * 10_000}, rules.TOO_LONG),
        ({"job_title": "A" * 10_000}, rules.TOO_LONG),
        ({"statement": "word " * 151}, rules.STATEMENT_TOO_LONG),
        ({"statement": "A" * 10_000}, rules.STATEMENT_TOO_LONG),
    ],
)
def test_what_is_missing_is_said_and_what_was_typed_is_kept(charter, world, client_of, signatures, changes, error):
    client = client_of(world.person(LEAD))
    if changes.get("is_authorised") == "":
        answers = {name: value for name, value in ANSWERS.items() if name != "is_authorised"}
    else:
        answers = {**ANSWERS, **changes}
    for step in ("check", "sign"):
        page = client.post("/charter/sign", {**answers, step: "Go"}, status=422)
        assert page.errors == [error]
        assert (
            page.tree.xpath("//input[@name='job_title']/@value") == [answers["job_title"]][: bool(answers["job_title"])]
        )
    assert signatures() == []


def test_change_opens_the_form_with_what_was_typed(charter, world, client_of, signatures):
    client = client_of(world.person(LEAD))
    check = client.post("/charter/sign", {**ANSWERS, "check": "Check"}, status=200)
    changing = {**hidden_fields(check, "change"), "change": "Change"}
    form = client._checked(client.raw.post("/charter/sign", data=changing), 200)
    assert form.tree.xpath("//input[@name='signatory_name']/@value") == ["Ash Okafor"]
    assert form.errors == []
    # Back to the page before, as a browser goes, and signed after all.
    answer = client.raw.post("/charter/sign", data={**hidden_fields(check), "sign": "Sign"})
    assert answer.status_code == 303
    assert len(signatures()) == 1


def test_the_same_form_twice_is_one_signature(charter, world, client_of, signatures, audited, messages):
    client = client_of(world.person(LEAD))
    first, sent = sign_on_the_pages(client)
    second = client.raw.post("/charter/sign", data=sent)
    assert (first.status_code, first.location) == (second.status_code, second.location) == (303, "/charter/signed")
    assert len(signatures()) == 1
    assert len(audited("charter.charter.sign")) == len(messages()) == 1


def test_signing_twice_is_answered_kindly(charter, world, client_of, signatures):
    first, second = client_of(world.person(LEAD)), client_of(world.person(LEAD))
    check = second.post("/charter/sign", {**ANSWERS, "check": "Check"}, status=200)
    sign_on_the_pages(first)
    (signature,) = signatures()
    late = second._checked(second.raw.post("/charter/sign", data={**hidden_fields(check), "sign": "Sign"}), 409)
    for page in (first.get("/charter/sign", status=409), late):
        assert page.heading == "Your organisation has signed the charter"
        assert "Ash Okafor signed it on 18 November 2026" in page.text
        assert page.tree.xpath(f"//main//a[@href='/charter/signatures/{signature.id}/certificate.pdf']")
    assert signatures() == [signature]


def test_two_leads_who_sign_at_once_make_one_signature(charter, app, world, clock, client_of, signatures, audited):
    with app.app_context(), system_scope(db.session(), "a second lead"):
        colleague = world.add_person("own", LEAD, clock)
        commit()
    clients = [client_of(world.person(LEAD)), client_of(colleague)]
    checks = [client.post("/charter/sign", {**ANSWERS, "check": "Check"}, status=200) for client in clients]
    together = Barrier(2, timeout=20)

    def send(client, check):
        together.wait()
        return client.raw.post("/charter/sign", data={**hidden_fields(check), "sign": "Sign"})

    with ThreadPoolExecutor(2) as threads:
        answers = list(threads.map(send, clients, checks))
    assert sorted(answer.status_code for answer in answers) == [303, 409]
    (late,) = [answer for answer in answers if answer.status_code == 409]
    assert "Your organisation has signed the charter" in late.text
    assert len(signatures()) == len(audited("charter.charter.sign")) == 1


def test_a_version_that_was_replaced_is_not_signed(charter, app, world, clock, client_of, signatures):
    client = client_of(world.person(LEAD))
    check = client.post("/charter/sign", {**ANSWERS, "check": "Check"}, status=200)
    with app.app_context():
        charters.publish_next_version(world, clock)
    page = client._checked(client.raw.post("/charter/sign", data={**hidden_fields(check), "sign": "Sign"}), 409)
    assert page.heading == "The charter has changed"
    assert "Version 2 of the charter has taken the place of version 1. Nothing was signed." in page.text
    assert page.tree.xpath("//main//a[@href='/charter/sign']")
    assert signatures() == []


def test_a_signatory_of_version_1_may_sign_version_2(charter, world, clock, client_of, acting, signatures):
    with acting(world.person(LEAD)) as actor:
        charters.sign(world.person(LEAD), charter, clock)
        charters.publish_next_version(world, clock)
        tenancy.enter(db.session(), actor)
        assert public.signature_of(actor, world.own).is_current is False
    assert "not the latest" in client_of(None).get("/charter/signatories").text
    sign_on_the_pages(client_of(world.person(LEAD)))
    assert [each.version for each in signatures()] == [2, 1]
    with acting(world.person(LEAD)) as actor:
        assert public.signature_of(actor, world.own).is_current is True
        assert public.list_current_signers(actor) == {world.own}


@pytest.mark.parametrize("number", ["", "0", "x", "99", "-1", "1" * 50, "١"])
def test_a_version_that_there_is_not(charter, world, client_of, signatures, number):
    client = client_of(world.person(LEAD))
    client.post("/charter/sign", {**ANSWERS, "number": number, "sign": "Sign"}, status=404)
    assert signatures() == []


def test_before_there_is_a_charter(world, client_of):
    page = client_of(world.person(LEAD)).get("/charter/sign", status=404)
    assert "The network has not published its charter yet." in page.text


def test_confirmation_without_a_signature_leads_to_the_charter(charter, world, client_of):
    client_of(world.person(LEAD)).get("/charter/signed", status=303)


def test_a_form_key_of_another_form_is_a_conflict(charter, world, client_of, signatures):
    client = client_of(world.person(LEAD))
    _, sent = sign_on_the_pages(client)
    client._checked(client.raw.post("/charter/sign", data={**sent, "job_title": "Somebody else"}), 409)
    client._checked(client.raw.post("/charter/sign", data={**sent, "form_key": "no key"}), 422)
    client._checked(client.raw.post("/charter/sign", data={**sent, "form_key": str(uuid4())}), 409)
    assert len(signatures()) == 1
